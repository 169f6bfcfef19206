"""The desk as the kernel's memory: who may do what, what a chat chose, and which cards stand where."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery import DeskMemory, Ledger
from bot.messages import Chat, Habits, Reply, Shown, User
from data import desk as desks
from data.desk import Desk
from data.store import Store

AT = datetime(2021, 3, 6, 12, tzinfo=UTC)
GROUP = Chat("telegram", "-5", private=False)
TOPIC = Chat("telegram", "-5/9", private=False)
SOMEBODY = User("telegram", "7", "somebody")
CARD = Reply(line="house", shows=(Shown("senate/pti", "25 unofficial"),), revision=3)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(tmp_path / "bell.db") as store:
        yield store


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def memory(desk: Desk, *owners: str) -> DeskMemory:
    return DeskMemory(desk, Ledger(desk, pause=3600), owners=frozenset(owners), timezone="Asia/Karachi", now=lambda: AT)


async def test_owners_come_from_the_settings_and_the_others_from_the_desk(desk: Desk) -> None:
    kept = memory(desk, "telegram:7")
    assert await kept.role(SOMEBODY) == "owner"
    assert await kept.role(User("telegram", "8", "")) is None
    await desk.grant("telegram:8", "contributor", by="telegram:7", at=AT)
    assert await kept.role(User("telegram", "8", "")) == "contributor"
    assert await kept.role(User("discord", "7", "")) is None


async def test_whoever_has_the_terminal_has_the_record_in_their_hands(desk: Desk) -> None:
    assert await memory(desk).role(User("console", "0", "console")) == "owner"


async def test_what_was_refused_is_in_the_audit(desk: Desk) -> None:
    await memory(desk).audit(SOMEBODY, "refused", "push")
    (entry,) = await desk.audited()
    assert (entry.who, entry.what, entry.subject, entry.at) == ("telegram:7", "refused", "push", AT)


async def test_a_topic_that_chose_nothing_goes_with_its_group(desk: Desk) -> None:
    kept = memory(desk)
    assert await kept.language(TOPIC) is None
    await desk.save_chat(desks.Chat(GROUP.key, AT, "active", desks.Settings(language="ur")))
    assert await kept.language(TOPIC) == "ur"
    await desk.save_chat(desks.Chat(TOPIC.key, AT, "active", desks.Settings(language="en")))
    assert (await kept.language(TOPIC), await kept.language(GROUP)) == ("en", "ur")


async def test_a_posting_says_where_a_card_stands_and_what_it_shows(desk: Desk) -> None:
    kept = memory(desk)
    await kept.posted(GROUP, "11", "picture", CARD, "en")
    assert await desk.postings_of("senate/pti") == ()
    await kept.close()
    (posting,) = await desk.postings_of("senate/pti")
    assert (posting.chat, posting.message, posting.medium, posting.line) == ("telegram:-5", "11", "picture", "house")
    assert (posting.revision, posting.timezone, posting.at) == (3, "Asia/Karachi", AT)


async def test_what_a_message_showed_before_a_press_still_counts(desk: Desk) -> None:
    kept = memory(desk)
    await kept.posted(GROUP, "11", "text", CARD, "en")
    await kept.posted(GROUP, "11", "text", replace(CARD, line="seat", shows=(Shown("seat/a", "1 official"),)), "en")
    await kept.close()
    (posting,) = await desk.postings_of("senate/pti")
    assert posting.line == "seat"
    assert {figure for figure, _ in posting.shows} == {"senate/pti", "seat/a"}


async def test_a_message_that_is_gone_is_no_posting(desk: Desk) -> None:
    kept = memory(desk)
    await kept.posted(GROUP, "11", "text", CARD, "en")
    await kept.lifted(GROUP, "11")
    await kept.close()
    assert await desk.postings_of("senate/pti") == ()


async def test_postings_are_written_without_being_waited_for(desk: Desk) -> None:
    kept = DeskMemory(desk, Ledger(desk, pause=0), now=lambda: AT)
    await kept.posted(GROUP, "11", "text", CARD, "en")
    while not await desk.postings_of("senate/pti"):  # noqa: ASYNC110  # the ledger's own task writes, nothing signals
        await asyncio.sleep(0)
    await kept.close()


async def test_a_chat_is_new_once_and_again_when_it_comes_back(desk: Desk) -> None:
    kept = memory(desk)
    assert [await kept.joined(GROUP), await kept.joined(GROUP)] == [True, False]
    await kept.parked(GROUP)
    assert await kept.joined(GROUP)


async def test_a_chat_that_was_parked_and_shows_a_card_is_there_again(desk: Desk) -> None:
    kept = memory(desk)
    await kept.parked(GROUP)
    await kept.posted(GROUP, "11", "text", CARD, "en")
    assert not await kept.joined(GROUP)


async def test_what_is_known_within_a_place_is_parked_with_it(desk: Desk) -> None:
    kept = memory(desk)
    await kept.joined(GROUP)
    await kept.parked(Chat("discord", "1", private=False), GROUP)
    assert await kept.joined(GROUP)


async def test_a_chat_that_moves_keeps_its_choices_its_topics_and_its_cards(desk: Desk) -> None:
    kept = memory(desk)
    await desk.save_chat(desks.Chat(GROUP.key, AT, "active", desks.Settings(language="ur")))
    await kept.posted(TOPIC, "11", "text", CARD, "en")
    await kept.moved(GROUP, Chat("telegram", "-1005", private=False))
    (posting,) = await desk.postings_of("senate/pti")
    assert posting.chat == "telegram:-1005/9"
    assert await kept.language(Chat("telegram", "-1005/9", private=False)) == "ur"
    assert await desk.chat(GROUP.key) is None


async def test_the_habits_of_a_chat_are_what_it_chose_else_the_installations(desk: Desk) -> None:
    kept = memory(desk)
    assert await kept.habits(GROUP) == Habits("Asia/Karachi", None)
    chosen = desks.Settings(timezone="Asia/Tokyo", parliament="pk")
    await desk.save_chat(desks.Chat(GROUP.key, AT, "active", chosen))
    assert await kept.habits(TOPIC) == Habits("Asia/Tokyo", "pk")


async def test_who_is_forgotten_does_not_come_back_with_what_was_not_yet_written(desk: Desk) -> None:
    kept = memory(desk)
    await kept.posted(TOPIC, "55", "text", CARD, "en")
    await kept.forget(GROUP.key)
    await kept.close()
    assert await desk.postings_of("senate/pti") == ()


async def turns(count: int = 10) -> None:
    """Let the loop go on, and no thread."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a_stop_loses_nothing_whose_writing_down_has_begun(store: Store, desk: Desk) -> None:
    """It stood in line for the disk, and what is given up there is not done."""
    kept, disk = DeskMemory(desk, Ledger(desk, pause=0), now=lambda: AT), threading.Event()
    with ExitStack() as stack:
        stack.callback(disk.set)
        busy = asyncio.create_task(store.write(lambda _: disk.wait()))
        await turns()
        await kept.posted(GROUP, "11", "text", CARD, "en")
        await turns()
        ending = asyncio.create_task(kept.close())
        await turns()
    await asyncio.gather(busy, ending)
    assert [each.message for each in await desk.postings_of("senate/pti")] == ["11"]
    await kept.close()
