"""What a newer release makes due by the dossiers it ships: the same as if somebody had pushed them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import stored
from bot.settings import Settings
from data.desk import ALL, Desk, Posting, Watch
from data.due import make_due
from data.editing import Newsroom
from data.errors import DossierError
from data.publish import load_shipped
from tests.data.samples import AT, BASE, HEAD, seats

CHAT = "telegram:-5"
FIRST = BASE + "tables:\n" + seats("t", red=5)
NEWER = "tables:\n" + seats("newer", as_of="2020-05-02", red=6)
RIGHT = "corrections:\n  slip: {of: t/red, field: value, value: 6, reason: A slip, mistake: ours}\n"


class Release:
    """A folder with the dossiers of a release, and the record they are loaded into."""

    def __init__(self, folder: Path, room: Newsroom) -> None:
        self.folder, self.room = folder, room
        folder.mkdir()

    async def load(self, **dossiers: str) -> None:
        """Ship these dossiers, by name, beside those that are there, and start."""
        for name, body in dossiers.items():
            (self.folder / f"{name}.yaml").write_text(HEAD.format(id=name) + body, encoding="utf-8")
        await load_shipped(self.room, [self.folder], at=AT, plan=make_due)

    async def due(self) -> list[tuple[int, str]]:
        found = await Desk(self.room).due("telegram", AT + timedelta(days=1))
        return [(each.revision, each.kind) for each in found]


@pytest.fixture
async def release(tmp_path: Path) -> AsyncIterator[Release]:
    async with Newsroom(tmp_path / "bell.db", plan=make_due) as room:
        await Desk(room).watch(Watch(CHAT, ALL, "everything", AT), 50)
        yield Release(tmp_path / "dossiers", room)


async def test_the_first_dossiers_of_all_are_nobodys_news(release: Release) -> None:
    await release.load(a=FIRST, b=NEWER)
    assert await release.due() == []


async def test_who_follows_hears_of_a_dossier_that_a_release_brought(release: Release) -> None:
    """Once: the next start brings nothing new."""
    await release.load(a=FIRST)
    for _ in range(2):
        await release.load(b=NEWER)
    assert await release.due() == [(2, "notice")]


async def test_who_follows_hears_of_a_dossier_that_a_release_changed(release: Release) -> None:
    await release.load(a=FIRST)
    await release.load(a=FIRST + seats("other", red=7))
    assert await release.due() == [(2, "notice")]


async def test_a_correction_that_a_release_brought_puts_messages_right(release: Release) -> None:
    await release.load(a=FIRST)
    shows = (("t/red", "5 reported"),)
    await Desk(release.room).post(Posting(CHAT, "55", "text", "x", None, "en", "UTC", 1, shows, AT))
    await release.load(b=RIGHT)
    assert await release.due() == [(2, "notice"), (2, "edit")]


async def test_a_release_that_is_refused_leaves_nothing_due(release: Release) -> None:
    """Also of those of its dossiers that would fit."""
    await release.load(a=FIRST)
    with pytest.raises(DossierError):
        await release.load(b=NEWER, c="tables:\n" + seats("u", red=5, source="papers"))
    assert await release.due() == []


async def test_the_program_tells_what_a_release_brought_when_it_starts(tmp_path: Path) -> None:
    folder = tmp_path / "dossiers"
    folder.mkdir()
    settings = Settings(database=tmp_path / "bell.db", dossiers=str(folder))
    for name, body in {"a": FIRST, "b": NEWER}.items():
        (folder / f"{name}.yaml").write_text(HEAD.format(id=name) + body, encoding="utf-8")
        async with stored(settings) as room:
            await Desk(room).watch(Watch(CHAT, ALL, "everything", AT), 50)
            found = await Desk(room).counts(await Desk(room).head())
    assert [(each.kind, each.number) for each in found] == [("notice", 1)]
