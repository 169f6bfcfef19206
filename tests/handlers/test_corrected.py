"""What a message says once it is put right: the line on the card, and the reply where it cannot be edited."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.languages import texts
from bot.messages import Chat, Line, Reply, Row, User
from data.desk import Desk, Outcome, Posting
from data.due import make_due
from data.editing import Newsroom, correction, preference, redaction, retraction, undo
from data.publish import load_shipped
from data.shown import as_shown
from handlers import commands, corrected
from handlers.corrected import ROOM, Change, line
from tests.data.editing.helping import push
from tests.handlers.conftest import told
from tests.newsroom import SHIPPED

FIGURE = "pk-senate-2021-ict-general-votes-the-news/rejected"
ASKED = datetime(2021, 3, 6, 9, tzinfo=UTC)
WHEN = datetime(2021, 3, 6, 16, 4, tzinfo=UTC)
CHAT = Chat("telegram", "-5", private=False)
SOMEBODY = User("telegram", "7", "somebody")


@pytest.fixture
async def room(shipped_file: Path, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """The shipped record with the updates of the evening, where publishing makes things due."""
    path = Path(shutil.copy(shipped_file, tmp_path / "bell.db"))
    async with Newsroom(path, plan=make_due) as opened:
        await load_shipped(opened, sorted(SHIPPED.glob("updates/2021-03-03-islamabad*")), at=ASKED)
        yield opened


@pytest.fixture
def bot(room: Newsroom) -> Bot[Newsroom]:
    desk = Desk(room)
    memory = DeskMemory(desk, Ledger(desk, pause=3600), timezone="Asia/Karachi", now=lambda: ASKED)
    return Bot(commands, room, memory, version=desk.record_version, incident=lambda: "c0ffee", now=lambda: ASKED)


async def posted(room: Newsroom, bot: Bot[Newsroom], asked: str = "contest islamabad", message: str = "55") -> Posting:
    """Ask in a chat and keep the answer as a posting."""
    reply = await bot.answer_line(asked, SOMEBODY, CHAT)
    ledger = Ledger(Desk(room), pause=3600)
    memory = DeskMemory(Desk(room), ledger, timezone="Asia/Karachi", now=lambda: ASKED)
    await memory.posted(CHAT, message, "text", reply, "en")
    await memory.close()
    found = await Desk(room).posting(CHAT.key, message)
    assert found is not None
    return found


async def again(room: Newsroom, bot: Bot[Newsroom], posting: Posting) -> Reply | None:
    """Make a posting's card again as the courier does."""
    services = await as_shown(room, posting.revision)
    zone = posting.timezone
    reply = await bot.answer_line(posting.line, SOMEBODY, CHAT, timezone=zone, services=services)  # type: ignore[arg-type]  # a view of the newsroom
    return await corrected.corrected(room, posting, reply)


def first(reply: Reply | None) -> str:
    assert reply is not None
    block = reply.blocks[0]
    assert isinstance(block, Line)
    return "".join(span.text for span in block.text)


async def put_right(room: Newsroom, value: int = 7, mistake: str = "source", at: datetime = WHEN) -> int:
    reason = "The paper printed six"
    return await push(room, correction(FIGURE, value, reason, mistake), at=at)  # type: ignore[arg-type]  # one of the two


async def due(room: Newsroom) -> list[tuple[str, str, str]]:
    found = await Desk(room).due("telegram", WHEN + timedelta(days=1))
    return [(each.chat, each.kind, each.subject) for each in found]


async def test_a_message_that_showed_the_wrong_figure_is_due_and_says_what_was_put_right(
    room: Newsroom, bot: Bot[Newsroom]
) -> None:
    posting = await posted(room, bot)
    await put_right(room)
    assert await due(room) == [(CHAT.key, "edit", "55")]
    reply = await again(room, bot, posting)
    assert first(reply) == "Corrected 21:04: rejected 6 → 7 (The News corrected itself)"
    assert reply is not None
    assert reply.code != ""
    assert (reply.line, reply.private) == (posting.line, False)


async def test_a_mistake_of_ours_is_named_as_ours(room: Newsroom, bot: Bot[Newsroom]) -> None:
    posting = await posted(room, bot)
    await put_right(room, mistake="ours")
    assert first(await again(room, bot, posting)) == "Corrected 21:04: rejected 6 → 7 (our mistake)"


async def test_a_correction_of_another_day_says_which(room: Newsroom, bot: Bot[Newsroom]) -> None:
    posting = await posted(room, bot)
    await put_right(room, at=WHEN + timedelta(days=1))
    assert first(await again(room, bot, posting)).startswith("Corrected 7 March 2021, 21:04: rejected 6 → 7")


async def test_what_is_taken_back_is_withdrawn(room: Newsroom, bot: Bot[Newsroom]) -> None:
    posting = await posted(room, bot)
    await push(room, retraction(FIGURE, "It printed no such thing"), at=WHEN)
    assert first(await again(room, bot, posting)) == "Corrected 21:04: rejected 6 withdrawn"


async def test_a_correction_taken_back_leaves_nothing_to_put_right(room: Newsroom, bot: Bot[Newsroom]) -> None:
    """Before the message was edited: the edit is cancelled. Made again it is the card it was; so a reply says."""
    asked = await bot.answer_line("contest islamabad", SOMEBODY, CHAT)
    posting = await posted(room, bot)
    number = await put_right(room)
    await push(room, undo(number, "It was six after all"), at=WHEN)
    assert await due(room) == []
    made = await again(room, bot, posting)
    assert made is not None
    assert made.blocks == asked.blocks
    reply = await corrected.correction(room, posting)
    assert reply is not None
    assert "stands as it was" in told(reply)


async def test_what_comes_back_is_put_back_where_it_was_taken_out(room: Newsroom, bot: Bot[Newsroom]) -> None:
    posting = await posted(room, bot)
    number = await push(room, retraction(FIGURE, "It printed no such thing"), at=WHEN)
    taken = [each.delivery for each in await Desk(room).share("telegram", "one", WHEN, limit=9, each=9, without=())]
    await Desk(room).settle_all("one", [Outcome(each.id, "sent", message=each.subject) for each in taken], WHEN)
    await push(room, undo(number, "It did"), at=WHEN)
    assert await due(room) == [(CHAT.key, "edit", "55")]
    made = await again(room, bot, posting)
    assert made is not None
    assert "6" in told(made)


async def test_a_message_that_does_not_show_the_figure_is_left_alone(room: Newsroom, bot: Bot[Newsroom]) -> None:
    posting = await posted(room, bot, "senate")
    await put_right(room)
    assert await due(room) == []
    assert await again(room, bot, posting) is None


async def test_the_card_is_made_again_as_of_its_own_evening(room: Newsroom, bot: Bot[Newsroom]) -> None:
    """What an update brought since is not on it."""
    posting = await posted(room, bot, "confidence")
    await load_shipped(room, sorted(SHIPPED.glob("updates/2021-03-0[3-6]*")), at=WHEN)
    services = await as_shown(room, posting.revision)
    reply = await bot.answer_line("confidence", SOMEBODY, CHAT, services=services)  # type: ignore[arg-type]  # a view
    before = await bot.answer_line(f"confidence known:{posting.revision}", SOMEBODY, CHAT)
    now = await bot.answer_line("confidence", SOMEBODY, CHAT)
    assert told(replace(reply, footer=())) == told(replace(before, footer=())) != told(replace(now, footer=()))


async def test_where_a_message_cannot_be_edited_a_reply_says_it_all(room: Newsroom, bot: Bot[Newsroom]) -> None:
    """Of which subject, old and new, whose mistake, why, and the way to the card."""
    posting = await posted(room, bot)
    await put_right(room)
    reply = await corrected.correction(room, posting)
    assert reply is not None
    (row,) = [block for block in reply.blocks if isinstance(block, Row)]
    assert row == Row("Islamabad general seat: rejected", "6 → 7", "The News corrected itself")
    assert "Reason: The paper printed six" in told(reply)
    assert [button.line for each in reply.buttons for button in each] == [posting.line]


async def test_there_is_no_reply_where_nothing_was_put_right(room: Newsroom, bot: Bot[Newsroom]) -> None:
    assert await corrected.correction(room, await posted(room, bot)) is None


STATES = "SELECT before, after FROM corrections UNION SELECT state, NULL FROM wrongs"

CHANGES = st.builds(
    Change,
    subject=st.just(""),
    what=st.text(max_size=60),
    before=st.text(max_size=30),
    after=st.text(max_size=30),
    why=st.text(max_size=90),
    reason=st.just(""),
    gone=st.booleans(),
    at=st.just(WHEN),
)


@given(st.lists(CHANGES, min_size=1, max_size=9), st.sampled_from(["en", "ur"]))
def test_a_line_has_room_on_every_platform(found: list[Change], language: str) -> None:
    """At most as many UTF-16 units as captions keep free, whatever is put right."""
    posting = Posting("telegram:1", "5", "text", "x", None, language, "Asia/Karachi", 1, (), ASKED)
    assert len(line(found, posting, texts("en")).encode("utf-16-le")) // 2 <= ROOM


async def test_what_must_not_be_told_any_more_is_taken_out_where_it_was_shown(
    room: Newsroom, bot: Bot[Newsroom]
) -> None:
    """A figure, also one that was corrected before, and a quotation; and what it was is nowhere on the desk."""
    card = await posted(room, bot, "contest islamabad", "55")
    quote = await posted(room, bot, "quote glorious", "56")
    await put_right(room, 7777)
    for of in (FIGURE, quote.shows[0][0]):
        await push(room, redaction(of, "by order of the court", on=WHEN.date()), at=WHEN)
    assert {subject for _, _, subject in await due(room)} == {"55", "56"}
    for message in (card, quote):
        kept = await Desk(room).posting(message.chat, message.message)
        assert kept is not None
        assert "removed for legal reasons" in first(await again(room, bot, kept))
    left = await room.read(lambda db: db.execute(STATES).fetchall())
    assert not any("6 " in str(cell) or "7777" in str(cell) for row in left for cell in row)


async def test_a_preference_taken_back_puts_nothing_right(room: Newsroom, bot: Bot[Newsroom]) -> None:
    await posted(room, bot)
    number = await push(room, preference(FIGURE.partition("/")[0], "nearer to the count"), at=WHEN)
    await push(room, undo(number, "not nearer"), at=WHEN)
    assert await due(room) == []
