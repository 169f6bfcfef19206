"""Who may manage a chat, and who may edit the record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.adapters.telegram import arrivals
from bot.adapters.telegram.arrivals import Asker
from bot.adapters.telegram.limits import Limiter
from bot.adapters.telegram.photos import Photos
from bot.adapters.telegram.platform import Platform
from bot.adapters.telegram.rights import FRESH, Rights
from bot.adapters.telegram.sending import Sender
from bot.adapters.telegram.transport import Transport
from bot.messages import User
from tests.adapters.telegram.declared import declared_bot
from tests.adapters.telegram.running import Slept, TinyPainter, serving
from tests.fakes.telegram import Fake, refuse
from tests.fakes.telegram_chats import ANN, GROUP, PRIVATE, Json
from tests.fakes.telegram_people import ANONYMOUS, CHANNEL, post
from tests.sample import Kept

BOB: Json = {"id": 8, "is_bot": False, "first_name": "Bob"}


@pytest.fixture
async def telegram(fake: Fake, kept: Kept) -> AsyncIterator[Fake]:
    fake.administrators[GROUP["id"]] = [ANN]
    async with serving(fake, kept, bot=declared_bot(kept)):
        yield fake


async def watched(fake: Fake, chat: Json = GROUP, user: Json = ANN, **fields: Any) -> str:
    """Ask for what only those can have who manage the chat; give the answer."""
    await fake.until_confirmed(await fake.say("/watch", chat, user, **fields))
    return fake.of("sendMessage")[-1].text


async def test_an_administrator_may_and_a_member_may_not(telegram: Fake) -> None:
    assert await watched(telegram) == "Watched by telegram:7 in telegram:-100"
    assert "manage this chat" in await watched(telegram, user=BOB)


async def test_an_administrator_may_in_a_topic_for_that_topic(telegram: Fake) -> None:
    topic: dict[str, Any] = {"message_thread_id": 5, "is_topic_message": True}
    assert await watched(telegram, **topic) == "Watched by telegram:7 in telegram:-100/5"


async def test_everybody_manages_their_private_chat(telegram: Fake) -> None:
    assert await watched(telegram, PRIVATE) == "Watched by telegram:7 in telegram:7"


async def test_an_anonymous_administrator_is_the_group(telegram: Fake) -> None:
    said = await watched(telegram, user=ANONYMOUS, sender_chat=GROUP)
    assert said == "Watched by telegram:-100 in telegram:-100"


async def test_the_linked_channel_may_and_any_other_may_not(telegram: Fake) -> None:
    """Anybody can write as a channel of their own."""
    telegram.linked[GROUP["id"]] = CHANNEL["id"]
    channel = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    assert await watched(telegram, user=channel, sender_chat=CHANNEL) == "Watched by telegram:-500 in telegram:-100"
    other = {**CHANNEL, "id": -501}
    assert "manage this chat" in await watched(telegram, user=channel, sender_chat=other)


async def test_a_channel_manages_itself(telegram: Fake) -> None:
    await telegram.until_confirmed(await post(telegram, "/watch"))
    assert telegram.of("sendMessage")[-1].text == "Watched by telegram:-500 in telegram:-500"


async def test_a_press_of_an_anonymous_administrator_comes_under_their_own_id(telegram: Fake) -> None:
    await telegram.say("/seat x", GROUP)
    number = (await telegram.next_call("sendMessage")).result["message_id"]
    await telegram.press(number, "watch", GROUP, ANN)
    assert "Watched by telegram:7" in (await telegram.next_call("editMessageText")).text
    await telegram.press(number, "watch", GROUP, BOB)
    await telegram.next_call("answerCallbackQuery")
    assert "manage this chat" in (await telegram.next_call("answerCallbackQuery")).params["text"]


async def test_telegram_is_asked_only_for_what_needs_it_and_once(telegram: Fake) -> None:
    await telegram.until_confirmed(await telegram.say("/seat x", GROUP))
    assert telegram.of("getChatAdministrators") == []
    for user in (ANN, BOB, ANN):
        await watched(telegram, user=user)
    assert len(telegram.of("getChatAdministrators")) == 1


async def test_where_telegram_does_not_say_nobody_may_and_is_told_so(telegram: Fake) -> None:
    telegram.fault("getChatAdministrators", *[refuse(502, "Bad Gateway")] * 3)
    assert "does not tell me right now" in await watched(telegram)
    telegram.fault("getChatAdministrators", refuse(400, "Bad Request: CHAT_ADMIN_REQUIRED"))
    assert "Only those who may manage" in await watched(telegram)
    assert (await watched(telegram)).startswith("Watched by")


async def test_what_telegram_says_is_believed_for_a_minute(fake: Fake) -> None:
    clock = [0.0]
    fake.chats[GROUP["id"]] = GROUP
    fake.administrators[GROUP["id"]] = [ANN]
    async with Platform(fake.token or "", fake.url, Transport(2), Limiter()) as platform:
        sender = Sender(platform, Photos(42, Kept(), TinyPainter()), Slept())
        rights = Rights(platform, sender, clock=lambda: clock[0])
        manages = rights.of(Asker(User("telegram", "7", "Ann"), arrivals.chat(-100), "en", 7))
        assert await manages()
        fake.administrators[GROUP["id"]] = []
        clock[0] = FRESH - 1
        assert await manages()
        clock[0] = FRESH
        assert not await manages()


async def test_an_editor_is_known_by_their_number_in_any_chat(telegram: Fake, kept: Kept) -> None:
    """And nobody edits by writing as a group, whatever their role."""
    kept.roles["telegram:7"] = "editor"
    for chat in (GROUP, PRIVATE):
        await telegram.until_confirmed(await telegram.say("/push x: 1", chat))
        assert telegram.of("sendMessage")[-1].text.startswith("Pushed")
    await telegram.until_confirmed(await telegram.say("/push", GROUP, ANONYMOUS, sender_chat=GROUP))
    assert telegram.of("sendMessage")[-1].text.startswith("/push is for editors")
    assert kept.audited == [("telegram:-100", "refused", "push")]
