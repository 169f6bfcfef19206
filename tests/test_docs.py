"""What the documents promise is there: every table in the list of what is stored, every file in the list of threats."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.migrations import RECORD
from data.store import Store

ROOT = Path(__file__).parent.parent
OURS = {"entities", "naming", "corrections", "wrongs", "changes", "unsent"}
"""Tables of the record and of the machine: nobody is in them."""


async def test_every_table_that_names_a_chat_or_a_person_is_in_the_list_of_what_is_stored(tmp_path: Path) -> None:
    async with Store(tmp_path / "bell.db") as store:
        rows = await store.read(lambda db: db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall())
    kept = {name for (name,) in rows} - set(RECORD) - OURS
    kept = {name for name in kept if not name.startswith(("sqlite_", "_sqlite", "sayings"))}
    told = set(re.findall(r"`([a-z_]+)`", read("docs/privacy.md")))
    assert kept - told == set()


@pytest.mark.parametrize("page", ["docs/security.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/operating.md"])
def test_every_file_a_document_names_is_there(page: str) -> None:
    named = re.findall(r"`((?:bot|data|handlers|tests|docs|deploy|bench)/[\w./-]*)`", read(page))
    assert [path for path in named if not (ROOT / path).exists() and path not in EXAMPLES] == []


def test_every_module_has_its_place_in_the_architecture() -> None:
    """The files of the kernel and of the data, and the folders beside them."""
    told = read("ARCHITECTURE.md")
    files = [*ROOT.glob("bot/*.py"), *ROOT.glob("data/*.py")]
    folders = [path.parent for path in [*ROOT.glob("bot/*/__init__.py"), *ROOT.glob("data/*/__init__.py")]]
    named = [f"`{path.relative_to(ROOT)}`" for path in files if path.name != "__init__.py"]
    named += [f"`{path.relative_to(ROOT)}/`" for path in folders]
    assert [each for each in named if each not in told] == []


EXAMPLES = {"bot/locale/en", "docs/gallery/"}
"""Folders that stand for others, or that a command makes."""


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")
