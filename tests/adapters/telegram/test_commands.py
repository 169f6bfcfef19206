"""Typed commands, from the wire to the wire."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.telegram.links import payload
from bot.commands import Command
from tests.adapters.telegram.running import answered
from tests.fakes.telegram import Fake
from tests.fakes.telegram_chats import ANN, GROUP, PRIVATE
from tests.sample import HOSTILE, commands

EXAMPLES = [(command, example) for command in commands for example in command.examples]
TOPIC: dict[str, Any] = {"message_thread_id": 5, "is_topic_message": True}


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
async def test_every_example_is_answered(telegram: Fake, command: Command, example: str) -> None:
    """With one message Telegram accepts; only a command that fails shows an incident."""
    call = await answered(telegram, example)
    assert ("c0ffee" in call.text) == (command.name == "broken")


async def test_hostile_text_arrives_as_text(telegram: Fake) -> None:
    await telegram.say("/seat <i>&amp; @everyone")
    call = await telegram.next_call("sendMessage")
    assert "Seat <i>&amp; @\u200beveryone" in call.text
    assert HOSTILE.replace("@", "@\u200b") in call.text
    assert call.params["link_preview_options"] == {"is_disabled": True}


async def test_a_group_is_answered_where_it_was_asked(telegram: Fake) -> None:
    """As a reply to the question, in its topic, though the question be deleted meanwhile."""
    await telegram.say("/seat@bellbot islamabad", GROUP, **TOPIC)
    call = await telegram.next_call("sendMessage")
    asked = call.params["reply_parameters"]
    assert (call.params["chat_id"], call.params["message_thread_id"]) == (-100, 5)
    assert telegram.messages[-100, asked["message_id"]]["text"] == "/seat@bellbot islamabad"
    assert asked["allow_sending_without_reply"]


async def test_a_private_chat_needs_no_reply_marks(telegram: Fake) -> None:
    await telegram.say("/seat islamabad")
    assert "reply_parameters" not in (await telegram.next_call("sendMessage")).params


async def test_a_group_is_left_alone_with_what_is_not_for_us(telegram: Fake) -> None:
    await telegram.say("/hous", GROUP)
    await telegram.say("/house@OtherBot", GROUP)
    await telegram.until_confirmed(await telegram.say("hello all", GROUP))
    assert telegram.of("sendMessage") == []


async def test_an_unknown_command_gets_the_nearest_as_buttons(telegram: Fake) -> None:
    await telegram.say("/hous")
    call = await telegram.next_call("sendMessage")
    assert call.buttons[0] == {"text": "/house", "callback_data": "house"}


async def test_a_missing_option_offers_its_choices(telegram: Fake) -> None:
    await telegram.say("/seat", GROUP)
    call = await telegram.next_call("sendMessage")
    assert [button["callback_data"] for button in call.buttons] == ["seat islamabad", "seat lahore"]


async def test_plain_text_in_private_gets_a_hint(telegram: Fake) -> None:
    await telegram.say("hello")
    assert "/help" in (await telegram.next_call("sendMessage")).text


async def test_a_deep_link_is_answered_as_its_line(telegram: Fake) -> None:
    await telegram.say(f"/start {payload('seat islamabad size:full')}")
    assert "size: full" in (await telegram.next_call("sendMessage")).text


async def test_a_long_answer_is_turned_by_its_buttons(telegram: Fake) -> None:
    await telegram.say("/long")
    first = await telegram.next_call("sendMessage")
    (forward,) = first.buttons
    assert forward == {"text": "2/3 →", "callback_data": "long page:2"}
    await telegram.press(first.result["message_id"], forward["callback_data"])
    second = await telegram.next_call("editMessageText")
    assert second.text.startswith("Long\nLine 2")
    assert [button["callback_data"] for button in second.buttons] == ["long", "long page:3"]


async def test_a_bug_is_answered_with_its_incident(telegram: Fake) -> None:
    await telegram.say("/broken")
    assert "c0ffee" in (await telegram.next_call("sendMessage")).text


async def test_an_anonymous_administrator_is_answered(telegram: Fake) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    await telegram.say("/seat islamabad", GROUP, anonymous, sender_chat=GROUP)
    assert (await telegram.next_call("sendMessage")).params["chat_id"] == -100


async def test_private_answers_leave_the_group(telegram: Fake) -> None:
    await telegram.say("/seat islamabad")
    await telegram.next_call("sendMessage")
    await telegram.until_confirmed(await telegram.say("/secret", GROUP))
    call = await telegram.next_call("sendMessage")
    assert (call.params["chat_id"], call.text) == (PRIVATE["id"], "Only for you.")
    assert len(telegram.of("sendMessage")) == 2


async def test_a_private_answer_without_private_chat_becomes_a_link_to_it(telegram: Fake) -> None:
    """The group sees that there is an answer and not what it says; following the link gives it."""
    await telegram.say("/secret", GROUP)
    assert (await telegram.next_call("sendMessage")).status == 403
    call = await telegram.next_call("sendMessage")
    assert call.params["chat_id"] == GROUP["id"]
    assert "Only for you" not in call.text
    assert call.buttons[0]["url"] == "https://t.me/BellBot?start=secret"
    await telegram.say("/start secret")
    assert (await telegram.next_call("sendMessage")).text == "Only for you."


async def test_who_writes_as_the_group_gets_the_link_at_once(telegram: Fake) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    await telegram.say("/secret", GROUP, anonymous, sender_chat=GROUP)
    assert (await telegram.next_call("sendMessage")).buttons[0]["url"].endswith("?start=secret")


async def test_updates_of_strange_kinds_and_shapes_hold_nobody_up(telegram: Fake) -> None:
    """An unknown kind, an unknown field, and a message that lacks what the library requires, all in one batch."""
    message = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": ANN, "text": "/seat x", "novelty": {"a": 1}}
    telegram.chats[PRIVATE["id"]] = PRIVATE
    numbers = [
        await telegram.put({"something_new": {"a": 1}}),
        await telegram.put({"message": {"text": "/seat without a chat"}}),
        await telegram.put({"message": message}),
    ]
    for number in numbers:
        await telegram.until_confirmed(number)
    (call,) = telegram.of("sendMessage")
    assert "Seat x" in call.text
