"""The whole way of an editor in a terminal: typed, shown, published, corrected, taken back, approved."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.adapters.console import ConsoleAdapter
from data.desk import Desk
from data.editing import Rules
from data.rebuild import rebuild
from tests.newsroom import BALANCE, OWNER, RESULT, Office, office

PUBLISH, SILENT, DISCARD = "1", "2", "4"
"""The numbers of a preview's buttons: publish, publish silently, edit, discard."""


@pytest.fixture
async def room(shipped_file: Path, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(shipped_file, tmp_path, OWNER) as opened:
        yield opened


class Typed(io.StringIO):
    """Lines that are typed one after another, each once the one before is answered."""

    def __init__(self, lines: tuple[str, ...], out: io.StringIO) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self.out = out
        self.marks: list[int] = []

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # as its own base has it
        self.marks.append(self.out.tell())
        return super().readline(-1 if size is None else size)


async def talk(room: Office, into: Path, *lines: str) -> list[str]:
    """Type the lines into a pipe and give the answers, each as one line of words."""
    out = io.StringIO()
    typed = Typed(lines, out)
    await ConsoleAdapter(room.bot, into=typed, out=out, history=into / "history").run()
    assert "c0ffee" not in out.getvalue()
    return [" ".join(out.getvalue()[begin:end].split()) for begin, end in pairwise(typed.marks)]


async def test_a_result_is_typed_shown_published_seen_and_taken_back(room: Office, tmp_path: Path) -> None:
    said = await talk(
        room, tmp_path, "/contest islamabad", RESULT, PUBLISH, "/contest islamabad", "/undo", "1", "/contest islamabad"
    )
    assert BALANCE in said[1]
    assert "[1] Publish [2] Publish silently [3] Edit [4] Discard" in said[1]
    assert "Published as revision 3." in said[2]
    assert "Dawn" in said[3]
    assert "Published as revision 4." in said[5]
    assert said[6] == said[0]
    assert not (await rebuild(room.newsroom)).differences


async def test_a_preview_is_discarded_and_not_published_then(room: Office, tmp_path: Path) -> None:
    said = await talk(room, tmp_path, RESULT, DISCARD, "/preview")
    assert "Discarded. Nothing was published." in said[1]
    assert "Nothing" in said[2]
    assert await room.head() == 2


async def test_it_is_published_silently(room: Office, tmp_path: Path) -> None:
    said = await talk(room, tmp_path, RESULT, SILENT)
    assert "Silently" in said[1]
    assert (await Desk(room.newsroom).revisions())[-1].silent


async def test_a_figure_and_a_field_are_corrected(room: Office, tmp_path: Path) -> None:
    said = await talk(
        room,
        tmp_path,
        "/correct islamabad gilani=168 reason:A slip whose:ours",
        PUBLISH,
        "/correct pdm-long-march field:date=2021-03-26 reason:A slip whose:source",
        PUBLISH,
        "/revisions 4",
        "/contest islamabad",
    )
    assert "169 → 168" in said[0]
    assert "March 2021 → 26 March 2021" in said[2]
    assert "The mistake was the source" in said[4]
    assert "168" in said[5]
    assert await room.head() == 4


async def test_a_result_is_withdrawn_and_another_preferred(room: Office, tmp_path: Path) -> None:
    geo = "pk-senate-2021-ict-general-votes-geo"
    said = await talk(
        room, tmp_path, RESULT, PUBLISH, f"/prefer {geo} reason:Counted twice", "1", f"/retract {geo} reason:Gone", "1"
    )
    assert "Published as revision 4." in said[3]
    assert "Published as revision 5." in said[5]


async def test_a_dossier_is_typed_in_one_line(room: Office, tmp_path: Path) -> None:
    party = '"parties": {"night": {"names": {"en": "Night Party"}}}'
    text = f'/push {{"dossier": "a-night", "title": "A night", "why": "x", "timezone": "Asia/Karachi", {party}}}'
    said = await talk(room, tmp_path, text, PUBLISH, text)
    assert "A night" in said[0]
    assert "revision 3" in said[1]
    assert "says all of this already" in said[2]


async def test_faults_are_answered_with_their_places(room: Office, tmp_path: Path) -> None:
    said = await talk(room, tmp_path, '/push {"dossier": "a-night", "title": 7}')
    assert "message:1:" in said[0]
    assert await room.head() == 2


async def test_what_waits_is_approved_in_the_terminal(room: Office, tmp_path: Path) -> None:
    """Whoever has a shell here is an owner, and another editor than the one who proposed it."""
    room.newsroom.rules = Rules("all")
    preview = await room.say(RESULT)
    await room.press(preview, "Publish")
    said = await talk(room, tmp_path, "/preview", "1", "1")
    assert "[1] Approve and publish" in said[1]
    assert f"Brought in by {OWNER}, approved by console:0." in said[2]
    assert (await Desk(room.newsroom).revisions())[-1].approver == "console:0"


async def test_what_is_proposed_in_the_terminal_waits_too(room: Office, tmp_path: Path) -> None:
    room.newsroom.rules = Rules("all")
    said = await talk(room, tmp_path, RESULT, PUBLISH)
    assert "It waits for a second editor." in said[1]
    assert await room.head() == 2


async def test_rights_are_granted_and_revoked(room: Office, tmp_path: Path) -> None:
    said = await talk(room, tmp_path, "/grant discord:456 editor", "/editors", "/revoke discord:456", "/editors")
    assert "discord:456" in said[1]
    assert "discord:456" not in said[3]
    assert [each[:2] for each in await room.audited()] == [("console:0", "grant"), ("console:0", "revoke")]
