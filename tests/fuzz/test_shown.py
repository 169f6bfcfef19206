"""The whole program over what hostile hands wrote: any line is answered, and every answer is harmless to show."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from data.dossier import load_text
from data.errors import DataError, DossierError
from data.publish import publish
from data.rebuild import rebuild
from handlers import commands
from tests.fuzz import hostile, showing
from tests.fuzzing import examples
from tests.newsroom import AT, OWNER, Office, office

NAMES = sorted(command.name for command in commands)
EXAMPLES = sorted(example for command in commands for example in command.examples)
ASKED = (
    *("/senate", "/assembly", "/confidence", "/contest islamabad", "/party pti", "/person gilani", "/claims"),
    *("/timeline", "/quotes", "/sources", "/search senate", "/revisions", "/corrections", "/whatif confidence pti=+3"),
)
"""What shows most of what a dossier holds."""


@asynccontextmanager
async def fresh(shipped: Path) -> AsyncIterator[Office]:
    """Open a copy of the record, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        async with office(Path(shutil.copy(shipped, folder)), Path(folder), OWNER) as opened:
            yield opened


async def asked(opened: Office, line: str, user: str = OWNER) -> None:
    """Ask, and see that the answer is one and harmless on every platform."""
    reply = await opened.say(line, user)
    assert "c0ffee" not in str(reply.blocks), f"{line!r} failed"
    if reply.blocks or reply.title:
        showing.everywhere(reply)


TYPED = st.one_of(
    st.builds("{}{}".format, st.sampled_from(EXAMPLES), hostile.text),
    st.builds("/{} {}".format, st.sampled_from(NAMES), hostile.text),
    hostile.text,
)
"""What somebody may type: an example with something behind it, a command with anything, anything."""


@examples(12)
@given(st.lists(TYPED, min_size=8, max_size=20))
@example([f"/{name} {piece}" for name in NAMES for piece in ("\ud800", "\x00", "99999999999999999999", "~~~~", '"')])
async def test_whatever_is_typed_is_answered_and_the_answer_is_harmless(shipped_file: Path, lines: list[str]) -> None:
    """By an owner, to whom every command is open."""
    async with fresh(shipped_file) as opened:
        for line in lines:
            await asked(opened, line)


@examples(12)
@given(hostile.dossiers(texts_only=True))
async def test_a_record_with_hostile_texts_is_shown_harmlessly(shipped_file: Path, text: str) -> None:
    """Once it is accepted, which most are: words of sources are not ours to choose."""
    async with fresh(shipped_file) as opened:
        try:
            dossier = load_text(text, "d.json")
            await publish(opened.newsroom, dossier, author="somebody", why=dossier.why, at=AT)
        except DossierError:
            return
        for line in ASKED:
            await asked(opened, line)


@examples(25)
@given(hostile.dossiers())
async def test_whatever_is_accepted_can_be_made_anew(shipped_file: Path, text: str) -> None:
    """A dossier with anything in it is refused as a whole, or becomes a revision like any other."""
    async with fresh(shipped_file) as opened:
        before = await opened.head()
        try:
            dossier = load_text(text, "d.json")
            await publish(opened.newsroom, dossier, author="somebody", why=dossier.why, at=AT)
        except DataError:
            assert await opened.head() == before
            return
        assert not (await rebuild(opened.newsroom)).differences
