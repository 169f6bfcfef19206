"""/deliveries: how far news and corrections have come, and whom they did not reach."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery import DeskMemory, Keeper, Ledger, Writing
from bot.delivery.live import SPACING
from bot.dispatch import Bot
from bot.messages import Chat, Reply, User
from data.desk import Delivery, Desk, Outcome
from data.store import Store
from handlers import commands
from tests.delivery.kit import Hours, ScriptedOutlet, until
from tests.handlers.conftest import told

AT = datetime(2021, 3, 6, 12, tzinfo=UTC)
ALONE = Chat("telegram", "7", private=True)
GROUP = Chat("telegram", "-5", private=False)
EDITOR = User("telegram", "7", "the owner")


class Office:
    """An owner asking about deliveries over a desk of its own."""

    def __init__(self, store: Store) -> None:
        self.desk = Desk(store)
        self.hours = Hours()
        self.memory = DeskMemory(self.desk, Ledger(self.desk), owners=frozenset({EDITOR.key}), now=self.hours.now)
        self.bot = Bot(commands, store, self.memory, version=self.desk.record_version)

    async def ask(self, line: str = "/deliveries", chat: Chat = ALONE, user: User = EDITOR) -> Reply:
        return await self.bot.answer_line(line, user, chat)

    async def due(self, number: int, revision: int = 7, platform: str = "telegram") -> None:
        await self.desk.enqueue(
            *(Delivery(f"{platform}:{chat}", revision, "notice", "", AT) for chat in range(1, number + 1))
        )

    async def served(self, platform: str) -> None:
        """Have somebody deliver there, who says so now."""
        await self.desk.take(f"courier/{platform}/1", "somebody", datetime.now(UTC), None)

    async def end(self, number: int, outcome: Outcome) -> None:
        """Let so many more deliveries end so."""
        taken = await self.desk.share("telegram", "one", AT, limit=number, each=1, without=())
        ends = [replace(outcome, id=each.delivery.id) for each in taken]
        await self.desk.settle_all("one", ends, AT)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with Store(tmp_path / "bell.db") as store:
        yield Office(store)


async def test_progress_outcomes_and_the_time_that_is_left_are_told(office: Office) -> None:
    await office.due(3000)
    await office.due(10, platform="discord")
    await office.served("telegram")
    await office.served("discord")
    await office.end(1000, Outcome(0, "sent", message="1"))
    await office.end(20, Outcome(0, "gone", why="Forbidden: bot was blocked by the user"))
    await office.end(1, Outcome(0, "refused", why="no rights"))
    said = told(await office.ask())
    assert said.startswith("Deliveries of revision 7")
    assert "Telegram 1,021 of 3,000 at least 66 seconds to go" in said
    assert "Discord 0 of 10 at least one second to go" in said
    assert "News sent 1,000 sent 1,989 waiting, 20 gone, 1 refused" in said


async def test_the_chats_that_failed_are_named_to_who_is_alone_and_counted_elsewhere(office: Office) -> None:
    """Their ids are nobody's business in a group."""
    await office.due(8)
    await office.end(7, Outcome(0, "gone", why="blocked"))
    await office.end(1, Outcome(0, "due", why="limits", due=AT))
    alone, group = told(await office.ask()), told(await office.ask(chat=GROUP))
    assert "blocked: telegram:1, telegram:2, telegram:3, telegram:4, telegram:5 and 2 more" in alone
    assert "limits: telegram:8" in alone
    assert "7 chats: blocked" in group
    assert "telegram:1" not in group


async def test_long_waits_are_told_in_minutes(office: Office) -> None:
    await office.due(20_000)
    await office.served("telegram")
    assert "at least 12 minutes to go" in told(await office.ask())


async def test_the_newest_that_was_sent_is_meant_unless_a_revision_is_named(office: Office) -> None:
    await office.due(1, 7)
    await office.due(2, 9)
    assert "revision 9" in (await office.ask()).title
    assert "0 of 1" in told(await office.ask("/deliveries 7"))
    assert "Nothing was due" in told(await office.ask("/deliveries 8"))


async def test_nothing_was_ever_due(office: Office) -> None:
    assert "Nothing was due anywhere yet" in told(await office.ask())


async def test_only_editors_may_know(office: Office) -> None:
    await office.due(1)
    reply = await office.ask(user=User("telegram", "8", "somebody"))
    assert "telegram:1" not in told(reply)
    assert reply.private


async def test_the_editors_message_shows_progress_and_ends_with_the_sum(office: Office) -> None:
    """It is edited while deliveries are under way, as often as it may be, and a last time when all have ended."""
    await office.due(3)
    outlet = ScriptedOutlet()
    reply = await office.ask()
    await office.memory.posted(ALONE, "55", "text", reply, "en")
    writing = Writing(office.bot, office.desk, office.memory, then=_none, corrections=_Nothing(), language="en")
    keeper = Keeper(
        office.desk, outlet, writing,
        now=office.hours.now, sleep=office.hours.sleep, monotonic=office.hours.monotonic,
    )  # fmt: skip

    async def edited(times: int) -> None:
        async def enough() -> bool:
            return len(outlet.acts) >= times

        await until(enough, office.hours)

    task = asyncio.create_task(keeper.run())
    await office.end(1, Outcome(0, "sent", message="1"))
    await edited(1)
    first = office.hours.passed
    await office.end(2, Outcome(0, "sent", message="2"))
    await edited(2)
    assert office.hours.passed - first >= SPACING

    async def over() -> bool:
        return not await office.desk.is_live(ALONE.key, "55")

    await until(over, office.hours)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert [act.message for act in outlet.acts] == ["55", "55"]
    assert "3 of 3 done" in told(await office.ask())
    assert (await office.ask()).live is None


async def _none(_revision: int) -> None:
    """Give nothing: no card is made again here."""


class _Nothing:
    """Nothing is put right here."""

    async def card(self, _posting: object, _reply: Reply) -> None:
        """Give nothing."""

    async def answer(self, _posting: object) -> None:
        """Give nothing."""


async def test_what_waits_where_nobody_delivers_is_told_with_since_when_and_what_to_do(office: Office) -> None:
    """And no time is promised for it; also where the revision asked about was due nowhere."""
    await office.due(3, platform="discord")
    said = told(await office.ask())
    assert "Discord 0 of 3 waiting: nobody delivers there" in said
    assert "Nobody delivers on Discord: 3 messages have waited, the oldest since 6 March 2021." in said
    assert "Nobody delivers on Discord" in told(await office.ask("/deliveries 99"))
    await office.served("discord")
    assert "Nobody delivers" not in told(await office.ask())


async def test_what_came_too_late_is_counted(office: Office) -> None:
    await office.due(2)
    await office.desk.lapse(AT + timedelta(days=4))
    assert "News sent 2 too late to be sent" in told(await office.ask())
