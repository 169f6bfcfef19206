"""What deliveries say: the message as it was posted but for what was put right, and news in the chat's own language."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Corrected
from bot.delivery import DeskMemory, Ledger, Writing
from bot.delivery.attempt import Written, place
from bot.delivery.render import Unanswered
from bot.dispatch import Bot
from bot.outlets import Sent
from data.desk import Delivery, Desk, Parcel, Posting, Settings
from data.due import make_due
from data.editing import Newsroom, correction, retraction
from data.publish import load_shipped
from data.shown import as_shown
from handlers import commands
from tests.data.editing.helping import push
from tests.handlers.conftest import told
from tests.newsroom import SHIPPED

CHAT = "telegram:-5"
UPDATES = SHIPPED / "updates"
THE_NEWS = "pk-senate-2021-ict-general-votes-the-news"
REJECTED = f"{THE_NEWS}/rejected"
POSTED = datetime(2021, 3, 4, 9, tzinfo=UTC)
LATER = datetime(2021, 3, 4, 16, 4, tzinfo=UTC)


class Desks:
    """A record with the evening's full count, and a posting of it in a group."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.desk = Desk(room)
        memory = DeskMemory(self.desk, Ledger(self.desk), timezone="UTC", now=lambda: LATER)
        bot = Bot(commands, room, memory, version=self.desk.record_version, now=lambda: LATER)
        self.writing = Writing(
            bot,
            self.desk,
            memory,
            then=lambda revision: as_shown(room, revision),
            corrections=Corrected(room),
            language="en",
        )

    async def posted(self, **other: object) -> Posting:
        posting = Posting(
            *(CHAT, "55", "picture", "contest islamabad", None, "en", "Asia/Karachi", await self.desk.head()),
            shows=((REJECTED, "6 unofficial"),),
            at=POSTED,
        )
        given = replace(posting, **other)  # type: ignore[arg-type]  # names of its fields
        await self.desk.post(given)
        return given

    async def correct(self, value: int) -> int:
        return await push(self.room, correction(REJECTED, value, "A miscount", "source"), at=LATER)

    async def written(self, kind: str = "edit") -> Written | None:
        each = Delivery(CHAT, 9, kind, "55", LATER)  # type: ignore[arg-type]  # one of the kinds
        return await self.writing.write(Parcel(each, (each,)))


@pytest.fixture
async def desks(shipped_file: Path, tmp_path: Path) -> AsyncIterator[Desks]:
    path = Path(shutil.copy(shipped_file, tmp_path / "bell.db"))
    async with Newsroom(path, plan=make_due) as room:
        await load_shipped(room, [UPDATES / "2021-03-03-islamabad-full-count.yaml"], at=POSTED)
        yield Desks(room)


def said(written: Written | None) -> str:
    assert written is not None
    return told(written.reply)


async def test_a_card_is_put_right_in_its_medium_language_and_by_its_clock(desks: Desks) -> None:
    await desks.posted()
    await desks.correct(7)
    written = await desks.written()
    assert "Corrected 21:04: rejected 6 → 7 (The News corrected itself)" in said(written)
    assert written is not None
    assert (written.medium, written.language, written.timezone) == ("picture", "en", "Asia/Karachi")


async def test_it_stays_a_card_of_its_revision(desks: Desks) -> None:
    """It shows no later news, and what is put right again later is told with what was before."""
    posting = await desks.posted()
    await load_shipped(desks.room, sorted(UPDATES.glob("*.yaml")), at=LATER)
    await desks.correct(7)
    first = await desks.written()
    assert first is not None
    assert "notified" not in said(first).lower()
    kept = await desks.writing.posting(place(CHAT), Sent("55", "picture"), first)
    assert kept is not None
    assert (kept.revision, kept.line, kept.timezone) == (posting.revision, posting.line, posting.timezone)
    await desks.desk.post(kept)
    await desks.correct(8)
    assert "rejected 6 → 8" in said(await desks.written())


async def test_a_figure_put_back_to_what_was_shown_cancels_the_edit(desks: Desks) -> None:
    """A message that was edited meanwhile shows what it showed first, with no word of it."""
    await desks.posted()
    await desks.correct(7)
    assert len(await desks.desk.due("telegram", LATER)) == 1
    await desks.correct(6)
    assert await desks.desk.due("telegram", LATER) == ()
    assert "Corrected" not in said(await desks.written())


async def test_the_page_it_showed_is_the_page_it_shows(desks: Desks) -> None:
    await desks.posted(page=2)
    await desks.correct(7)
    written = await desks.written()
    assert written is not None
    assert written.reply.page == 2


async def test_a_message_that_cannot_be_edited_is_answered_with_what_was_wrong(desks: Desks) -> None:
    """That is no card of its own, and is kept as none."""
    await desks.posted()
    await desks.correct(7)
    written = await desks.written("reply")
    assert "The message above is not right" in said(written)
    assert written is not None
    assert await desks.writing.posting(place(CHAT), Sent("56", "text"), written) is None


async def test_what_is_no_more_on_record_is_said_to_be_withdrawn(desks: Desks) -> None:
    await desks.posted()
    await push(desks.room, retraction(THE_NEWS, "It was another contest's"), at=LATER)
    assert "withdrawn" in said(await desks.written())


async def test_a_message_nothing_is_kept_of_is_left_alone(desks: Desks) -> None:
    """It was deleted, or its chat forgotten."""
    await desks.correct(7)
    assert await desks.written() is None


async def test_news_are_told_in_the_language_a_chat_chose(desks: Desks) -> None:
    number = await desks.correct(7)
    each = Delivery(CHAT, number, "notice", "", LATER, settings=Settings(language="ur", timezone="Asia/Karachi"))
    written = await desks.writing.write(Parcel(each, (each,)))
    assert written is not None
    assert (written.language, written.reply.line) == ("ur", f"news {number}")


async def test_a_line_that_has_no_answer_is_no_message(desks: Desks) -> None:
    """What is said about a mistake is not for a chat that asked nothing."""
    each = Delivery(CHAT, 9, "send", "no such command", LATER + timedelta(hours=1))
    with pytest.raises(Unanswered):
        await desks.writing.write(Parcel(each, (each,)))
