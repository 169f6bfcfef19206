"""The bot's coming and going, and chats that move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.adapters.telegram.declared import declared_bot
from tests.adapters.telegram.running import serving
from tests.fakes.telegram import Fake, Fault, refuse
from tests.fakes.telegram_chats import ANN, GROUP, PRIVATE, Json
from tests.fakes.telegram_people import (
    CHANNEL,
    KICKED,
    LEFT,
    MEMBER,
    POSTING,
    READING,
    last_message,
    membership,
    muted,
    post,
)
from tests.sample import Kept

NEW: Json = {**GROUP, "id": -200}


@pytest.fixture
async def telegram(fake: Fake, kept: Kept) -> AsyncIterator[Fake]:
    async with serving(fake, kept, bot=declared_bot(kept)):
        yield fake


async def test_a_group_is_welcomed_once_and_quietly(telegram: Fake, kept: Kept) -> None:
    """With the questions to begin with; becoming an administrator is no second arrival."""
    await membership(telegram, GROUP, LEFT, MEMBER)
    await membership(telegram, GROUP, MEMBER, POSTING)
    (welcome,) = telegram.of("sendMessage")
    assert welcome.params["chat_id"] == GROUP["id"]
    assert welcome.params["disable_notification"]
    assert "/help" in welcome.text
    assert [button["callback_data"] for button in welcome.buttons] == ["house", "seat islamabad"]
    assert kept.chats == {"telegram:-100": "active"}


async def test_a_welcome_speaks_the_groups_language_and_not_that_of_whoever_added_it(
    telegram: Fake, kept: Kept
) -> None:
    await membership(telegram, GROUP, LEFT, MEMBER, by={**ANN, "language_code": "ur"})
    assert telegram.of("sendMessage")[-1].text.startswith("Hello")
    kept.languages["telegram:-200"] = "ur"
    await membership(telegram, NEW, LEFT, MEMBER)
    assert telegram.of("sendMessage")[-1].text.strip("\u200f\u2068").startswith("السلام")


async def test_a_channel_is_welcomed_where_the_bot_may_post(telegram: Fake, kept: Kept) -> None:
    await membership(telegram, CHANNEL, LEFT, READING)
    assert kept.chats == {"telegram:-500": "parked"}
    assert telegram.of("sendMessage") == []
    await membership(telegram, {**CHANNEL, "id": -501}, LEFT, POSTING)
    assert telegram.of("sendMessage")[-1].params["chat_id"] == -501


async def test_who_removes_or_blocks_it_is_parked_until_it_is_back(telegram: Fake, kept: Kept) -> None:
    await membership(telegram, GROUP, LEFT, MEMBER)
    await membership(telegram, GROUP, MEMBER, KICKED)
    await membership(telegram, PRIVATE, MEMBER, KICKED)
    assert kept.chats == {"telegram:-100": "parked", "telegram:7": "parked"}
    await membership(telegram, GROUP, KICKED, MEMBER)
    await membership(telegram, PRIVATE, KICKED, MEMBER)
    assert kept.chats == {"telegram:-100": "active", "telegram:7": "active"}
    assert [call.params["chat_id"] for call in telegram.of("sendMessage")] == [-100, -100]


async def test_a_group_that_mutes_it_is_parked_and_hears_no_second_hello(telegram: Fake, kept: Kept) -> None:
    await membership(telegram, GROUP, LEFT, MEMBER)
    await membership(telegram, GROUP, MEMBER, muted())
    assert kept.chats["telegram:-100"] == "parked"
    await membership(telegram, GROUP, muted(), muted(can_send_messages=True))
    assert kept.chats["telegram:-100"] == "active"
    await membership(telegram, GROUP, muted(), muted(here=False, can_send_messages=True))
    assert kept.chats["telegram:-100"] == "parked"
    assert len(telegram.of("sendMessage")) == 1


async def test_a_start_brings_a_parked_person_back(telegram: Fake, kept: Kept) -> None:
    """Also one that follows a link."""
    for text in ("/start", "/start house"):
        kept.chats["telegram:7"] = "parked"
        await telegram.until_confirmed(await telegram.say(text))
        assert kept.chats["telegram:7"] == "active"


async def test_a_welcome_that_may_not_be_said_is_no_fault(telegram: Fake, kept: Kept) -> None:
    telegram.fault("sendMessage", refuse(400, "Bad Request: not enough rights to send text messages to the chat"))
    await membership(telegram, GROUP, LEFT, MEMBER)
    assert kept.chats["telegram:-100"] == "active"


@pytest.mark.parametrize(
    ("chat", "told"), [(GROUP, {"migrate_to_chat_id": -200}), (NEW, {"migrate_from_chat_id": -100})]
)
async def test_a_group_that_moves_takes_everything_along(
    telegram: Fake, kept: Kept, chat: Json, told: dict[str, int]
) -> None:
    kept.chats["telegram:-100"] = "parked"
    message = {"message_id": 1, "date": 1, "chat": chat, "from": ANN, **told}
    await telegram.until_confirmed(await telegram.put({"message": message}))
    assert kept.chats == {"telegram:-200": "parked"}


async def test_an_answer_follows_a_group_that_moved_meanwhile(telegram: Fake, kept: Kept) -> None:
    """Message numbers are others there, so it names no question; the posting stands in the new chat."""
    telegram.chats[-200] = NEW
    kept.chats["telegram:-100"] = "active"
    moved = Fault("refuse", 400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -200})
    telegram.fault("sendMessage", moved)
    await telegram.until_confirmed(await telegram.say("/seat x", GROUP))
    call = telegram.of("sendMessage")[-1]
    assert (call.status, call.params["chat_id"]) == (200, -200)
    assert "reply_parameters" not in call.params
    assert kept.chats == {"telegram:-200": "active"}
    assert [chat for chat, _ in kept.postings] == ["telegram:-200"]


async def test_a_topic_that_is_gone_closes_no_group(telegram: Fake, kept: Kept) -> None:
    topic: dict[str, Any] = {"message_thread_id": 5, "is_topic_message": True}
    telegram.fault("sendMessage", refuse(400, "Bad Request: message thread not found"))
    await telegram.until_confirmed(await telegram.say("/seat x", GROUP, **topic))
    assert kept.chats == {"telegram:-100/5": "parked"}


async def test_a_chat_that_is_answered_though_it_had_seemed_closed_is_open(telegram: Fake, kept: Kept) -> None:
    telegram.fault("sendMessage", refuse(400, "Bad Request: chat not found"))
    await telegram.until_confirmed(await telegram.say("/seat x", GROUP))
    assert kept.chats == {"telegram:-100": "parked"}
    await telegram.until_confirmed(await telegram.say("/seat x", GROUP))
    assert kept.chats == {"telegram:-100": "active"}


async def test_a_channels_command_is_answered_under_it(telegram: Fake, kept: Kept) -> None:
    """Other bots' commands and plain posts are not."""
    for text in ("news", "/seat@OtherBot x", "/nope"):
        await telegram.until_confirmed(await post(telegram, text))
    assert telegram.of("sendMessage") == []
    await telegram.until_confirmed(await post(telegram, "/seat x"))
    (call,) = telegram.of("sendMessage")
    assert call.params["chat_id"] == CHANNEL["id"]
    assert call.params["reply_parameters"]["message_id"] == last_message(telegram, CHANNEL)
    assert ("telegram:-500", str(call.result["message_id"])) in kept.postings
