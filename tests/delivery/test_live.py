"""Messages that are kept up to date: the newest state, within the limits on edits, until it is decided."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Corrected, Program, delivery
from bot.delivery import Courier, DeskMemory, Keeper, Ledger, Sweeper, Writing
from bot.delivery.live import SPACING, digest
from bot.dispatch import Bot
from bot.errors import ChatGone, ChatMoved, MessageGone, Refused, TryLater, Unpainted
from bot.messages import Chat, Reply, User
from bot.settings import Settings
from data.desk import Desk, LiveCard, Outcome
from data.dossier import load
from data.editing import Newsroom, correction
from data.publish import load_shipped, publish
from data.shown import as_shown
from handlers import commands
from tests.data.editing.helping import push
from tests.delivery.kit import Hours, ScriptedOutlet, notice, until
from tests.newsroom import SHIPPED

GROUP = Chat("telegram", "-5", private=False)
SOMEBODY = User("telegram", "7", "somebody")
UPDATES = SHIPPED / "updates"
EVENING = [UPDATES / f"2021-03-03-{name}.yaml" for name in ("islamabad-full-count", "party-positions", "round-size")]
DECIDED = UPDATES / "2021-03-06-vote-of-confidence.yaml"


class Lobby:
    """A group with a bot in it, over the shipped record; and a keeper that keeps its live messages up to date."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.desk = Desk(room)
        self.hours = Hours()
        self.outlet = ScriptedOutlet()
        self.memory = DeskMemory(self.desk, Ledger(self.desk, pause=3600), now=self.hours.now)
        self.bot = Bot(commands, room, self.memory, version=self.desk.record_version, now=self.hours.now)
        writing = Writing(
            self.bot,
            self.desk,
            self.memory,
            then=lambda revision: as_shown(room, revision),
            corrections=Corrected(room),
            language="en",
        )
        self.keeper = Keeper(
            self.desk, self.outlet, writing, now=self.hours.now, sleep=self.hours.sleep, monotonic=self.hours.monotonic
        )

    async def ask(self, line: str, message: str = "55", chat: Chat = GROUP) -> Reply:
        """Ask in the group as somebody who may manage it, and have the answer stand there."""

        async def manages() -> bool:
            return True

        reply = await self.bot.answer_line(line, SOMEBODY, chat, manages=manages)
        await self.memory.posted(chat, message, "text", reply, "en")
        await self.memory._ledger.flush()
        return reply

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.keeper.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def pass_by(self, seconds: float) -> None:
        """Let time pass, in steps a keeper can follow."""
        end = self.hours.passed + seconds

        async def over() -> bool:
            return self.hours.passed >= end

        await until(over, self.hours)

    async def did(self, verb: str, times: int) -> None:
        """Wait until the outlet was asked for something so many times."""

        async def done() -> bool:
            return len([act for act in self.outlet.acts if act.verb == verb]) >= times

        await until(done, self.hours)

    async def live(self) -> bool:
        return await self.desk.is_live(GROUP.key, "55")

    async def ended(self) -> None:
        async def over() -> bool:
            return not await self.live()

        await until(over, self.hours)


@pytest.fixture
async def lobby(shipped_file: Path, tmp_path: Path) -> AsyncIterator[Lobby]:
    async with Newsroom(Path(shutil.copy(shipped_file, tmp_path / "bell.db"))) as room:
        yield Lobby(room)


SUPPORT = "pk-na-support-2021-03-04/yousaf-raza-gillani"
"""A figure on the card of the vote of confidence."""


async def update(lobby: Lobby, *paths: Path) -> None:
    await load_shipped(lobby.room, paths, at=lobby.hours.now())


async def change(lobby: Lobby, value: int) -> None:
    """Make a figure of the card another."""
    await push(lobby.room, correction(SUPPORT, value, "A miscount", "source"), at=lobby.hours.now())


async def test_a_live_message_is_pinned_and_follows_the_record_until_it_is_decided(lobby: Lobby) -> None:
    """Then it shows how it went, says no longer that it changes, and is left alone."""
    reply = await lobby.ask("/live confidence")
    assert reply.live is not None
    async with lobby.kept():
        await lobby.did("pin", 1)
        await change(lobby, 160)
        await lobby.did("edit", 1)
        await lobby.pass_by(SPACING)
        await update(lobby, *EVENING, DECIDED)
        await lobby.did("edit", 2)
        await lobby.ended()
        await change(lobby, 150)
        await lobby.pass_by(2 * SPACING)
    assert [(act.verb, act.message) for act in lobby.outlet.acts] == [("pin", "55"), ("edit", "55"), ("edit", "55")]
    posting = await lobby.desk.posting(GROUP.key, "55")
    assert posting is not None
    assert posting.line == "confidence"
    assert any(state.startswith("obtained") for _, state in posting.shows)


async def test_it_is_edited_no_more_often_than_it_may_and_shows_the_newest(lobby: Lobby) -> None:
    await lobby.ask("/live confidence")
    async with lobby.kept():
        await lobby.did("pin", 1)
        await change(lobby, 160)
        await lobby.did("edit", 1)
        edited = lobby.hours.passed
        await change(lobby, 159)
        await update(lobby, *EVENING, DECIDED)
        await lobby.did("edit", 2)
        assert lobby.hours.passed - edited >= SPACING
        await lobby.ended()
    assert len(lobby.outlet.chats("edit")) == 2


async def test_what_changes_nothing_in_it_edits_nothing(lobby: Lobby) -> None:
    await lobby.ask("/live confidence")
    async with lobby.kept():
        await lobby.did("pin", 1)
        await update(lobby, EVENING[0])
        await lobby.pass_by(2 * SPACING)
    assert lobby.outlet.chats("edit") == []


async def test_it_ends_after_a_day_with_the_plain_card(lobby: Lobby) -> None:
    await lobby.ask("/live confidence")
    lobby.hours.go_on(24 * 3600)
    async with lobby.kept():
        await lobby.did("edit", 1)
        await lobby.ended()
    assert "Kept up to date" not in str(await lobby.ask("/confidence", "77"))


async def test_a_restart_goes_on_where_it_stood(lobby: Lobby) -> None:
    """One edit for all it missed."""
    await lobby.ask("/live confidence")
    async with lobby.kept():
        await lobby.did("pin", 1)
        await lobby.pass_by(2 * SPACING)  # until it is written down that the message is pinned
    await change(lobby, 160)
    async with lobby.kept():
        await lobby.did("edit", 1)
        await lobby.pass_by(2 * SPACING)
    assert [act.verb for act in lobby.outlet.acts] == ["pin", "edit"]


@pytest.mark.parametrize("error", [MessageGone("message to edit not found"), Refused("too old"), ChatGone("kicked")])
async def test_a_message_that_cannot_be_edited_is_live_no_more(lobby: Lobby, error: Exception) -> None:
    await lobby.ask("/live confidence")
    lobby.outlet.say[GROUP.key].extend([None, error])
    async with lobby.kept():
        await lobby.did("pin", 1)
        await change(lobby, 160)
        await lobby.did("edit", 1)
        await lobby.ended()


async def test_a_message_whose_picture_cannot_be_painted_stays_live_and_is_tried_again(lobby: Lobby) -> None:
    """Else a picture that no longer holds would stand there for good."""
    await lobby.ask("/live confidence")
    lobby.outlet.say[GROUP.key].extend([None, Unpainted("the picture could not be painted")])
    async with lobby.kept():
        await lobby.did("pin", 1)
        await change(lobby, 160)
        await lobby.did("edit", 1)
        asked = lobby.hours.passed
        await lobby.did("edit", 2)
    assert lobby.hours.passed - asked >= SPACING - 1
    assert await lobby.live()


async def test_where_it_may_not_pin_it_is_live_all_the_same(lobby: Lobby) -> None:
    await lobby.ask("/live confidence")
    lobby.outlet.say[GROUP.key].append(Refused("not enough rights to manage pinned messages in the chat"))
    async with lobby.kept():
        await lobby.did("pin", 1)
        await change(lobby, 160)
        await lobby.did("edit", 1)
    assert lobby.outlet.chats("pin") == [GROUP.key]


async def test_what_the_platform_asks_to_wait_is_waited(lobby: Lobby) -> None:
    await lobby.ask("/live confidence")
    lobby.outlet.say[GROUP.key].extend([None, TryLater(100)])
    async with lobby.kept():
        await lobby.did("pin", 1)
        await change(lobby, 160)
        await lobby.did("edit", 1)
        asked = lobby.hours.passed
        await lobby.did("edit", 2)
    assert lobby.hours.passed - asked >= 99


async def test_a_live_message_moves_with_its_group(lobby: Lobby) -> None:
    await lobby.ask("/live confidence")
    lobby.outlet.say[GROUP.key].append(ChatMoved("telegram:-1005"))
    async with lobby.kept():
        await lobby.did("pin", 2)
    assert lobby.outlet.chats("pin") == [GROUP.key, "telegram:-1005"]


async def test_a_chat_has_one_live_message_of_a_question(lobby: Lobby) -> None:
    """The newer one; another question has its own."""
    await lobby.ask("/live confidence", "55")
    await lobby.ask("/live senate", "56")
    await lobby.ask("/live confidence", "57")
    found = await lobby.desk.stale("telegram", 99, lobby.hours.now())
    assert [(card.message, card.line) for card in found] == [("56", "live senate"), ("57", "live confidence")]


async def test_of_two_messages_in_a_chat_that_always_change_both_are_kept_up_to_date(lobby: Lobby) -> None:
    """In turn, within the limits of their chat."""
    for message, line in (("55", "deliveries 2"), ("56", "deliveries 3")):
        await lobby.desk.go_live(
            LiveCard(
                *(GROUP.key, message, "text", line, "", "en", "UTC"),
                until=lobby.hours.now() + timedelta(days=1),
                ticking=True,
            )
        )
    await lobby.desk.enqueue(*(notice(chat, revision) for chat in range(9) for revision in (2, 3)))

    async def sent() -> bool:
        for each in await lobby.desk.share("telegram", "a", lobby.hours.now(), limit=1, each=1, without=()):
            await lobby.desk.settle_all("a", [Outcome(each.delivery.id, "sent", message="1")], lobby.hours.now())
        return {act.message for act in lobby.outlet.acts} == {"55", "56"}

    async with lobby.kept():
        await until(sent, lobby.hours)


async def test_a_message_that_shows_something_else_is_live_no_more(lobby: Lobby) -> None:
    """A button was pressed in it."""
    await lobby.ask("/live senate")
    await lobby.ask("/contest islamabad")
    async with lobby.kept():
        await change(lobby, 160)
        await lobby.ended()
    assert lobby.outlet.chats("edit") == []


async def test_a_correction_leaves_a_live_message_to_its_keeper(lobby: Lobby) -> None:
    """The courier edits it not at all: it shows what is right anyway."""
    await lobby.ask("/live confidence")
    courier, *_ = delivery_of(lobby)
    await lobby.desk.enqueue(replace(notice(GROUP.key), kind="edit", subject="55"))
    task = asyncio.create_task(courier.run())

    async def over() -> bool:
        return [each.state for each in await lobby.desk.counts(2)] == ["cancelled"]

    await until(over)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert lobby.outlet.acts == []


def delivery_of(lobby: Lobby) -> tuple[Courier, Keeper, Sweeper]:
    return delivery(Program(lobby.room, lobby.desk, lobby.bot, lobby.memory), lobby.outlet, Settings())


@pytest.mark.parametrize("line", ["/live watching", "/live senate as_of:2021-03-04", "/live live confidence"])
async def test_only_questions_about_the_record_of_today_can_be_kept_up_to_date(lobby: Lobby, line: str) -> None:
    reply = await lobby.ask(line)
    assert "cannot be kept up to date" in str(reply.blocks)
    assert reply.live is None


async def test_what_is_decided_already_is_shown_and_not_followed(lobby: Lobby) -> None:
    await update(lobby, *EVENING, DECIDED)
    reply = await lobby.ask("/live confidence")
    assert reply.live is None
    assert "decided already" in str(reply.blocks[0])


async def test_in_a_group_only_who_manages_it_may(lobby: Lobby) -> None:
    reply = await lobby.bot.answer_line("/live confidence", SOMEBODY, GROUP)
    assert reply.live is None
    assert not reply.line


async def test_where_the_bot_cannot_edit_later_nothing_is_live(lobby: Lobby) -> None:
    away = replace(GROUP, lasting=False)
    reply = await lobby.ask("/live confidence", chat=away)
    assert (reply.live, reply.line) == (None, "")


def test_two_answers_look_the_same_whatever_revision_they_were_made_at() -> None:
    card = Reply(title="Senate", revision=3, line="senate")
    assert digest(card) == digest(replace(card, revision=4))
    assert digest(card) != digest(replace(card, title="Assembly"))


async def test_an_update_by_another_process_is_seen(lobby: Lobby) -> None:
    await lobby.ask("/live confidence")
    async with lobby.kept():
        await lobby.did("pin", 1)
        async with Newsroom(lobby.room.path) as other:
            for path in (*EVENING, DECIDED):
                await publish(other, load(path), author="somebody", why="newer", at=lobby.hours.now())
        await lobby.did("edit", 1)
