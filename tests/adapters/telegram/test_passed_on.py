"""Cards that somebody passes on to the bot, and messages that are replies."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.telegram.arrivals import Asked, Plain
from tests.adapters.telegram.test_receive import asked, message, received
from tests.fakes.telegram_chats import GROUP, PRIVATE

CARD = "Senate of Pakistan\nPTI 25\n\nOne source: Republic World, 4 March 2021\nAs of 4 March 2021  ·  K7Q2F9"


@pytest.mark.parametrize("text", [CARD, "Card K7Q2F9", "K7Q2F9", f"{CARD}\n", f"AHTJKV\n{CARD}"])
def test_a_card_that_is_passed_on_asks_whether_it_still_holds(text: str) -> None:
    """The last code at the end of a line counts."""
    assert asked(text) == "check K7Q2F9"


def test_so_does_the_picture_of_one() -> None:
    photo: dict[str, Any] = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    arrival = received("message", message(None, PRIVATE, **photo, caption=CARD))
    assert isinstance(arrival, Asked)
    assert arrival.line == "check K7Q2F9"
    assert received("message", message(None, PRIVATE, **photo, caption="Our holidays")) is None


@pytest.mark.parametrize("text", ["what about k7q2f9", "K7Q2F9 is mine", "K7Q2F0", "SENATE", "XK7Q2F9", "K7Q2F9."])
def test_what_only_looks_like_a_code_is_plain_text(text: str) -> None:
    assert isinstance(received("message", message(text)), Plain)


def test_in_a_group_a_card_is_only_passed_around() -> None:
    assert received("message", message(CARD, GROUP)) is None


def test_a_command_says_which_message_it_is_a_reply_to() -> None:
    """In a topic everything is a reply to its first message: that says nothing."""
    before = message("before", GROUP) | {"message_id": 2}
    arrival = received("message", message("/house", GROUP, reply_to_message=before))
    assert isinstance(arrival, Asked)
    assert arrival.answering == "2"
    topic = message("/house", GROUP, reply_to_message=before, message_thread_id=2, is_topic_message=True)
    arrival = received("message", topic)
    assert isinstance(arrival, Asked)
    assert arrival.answering == ""
