"""A thousand commands of one person at once: some answers, one friendly line, then a silence that costs little."""

from __future__ import annotations

from typing import Any

import pytest

from bot import languages
from bot.adapters.telegram import receive
from bot.adapters.telegram.arrivals import Arrival
from bot.cooldown import PERSON, Cooldowns
from bot.dispatch import Bot
from tests.adapters.telegram.running import Held, serving
from tests.adapters.telegram.test_polling import CAROL, SOON
from tests.fakes.telegram import Call, Fake, flood
from tests.fakes.telegram_chats import ANN, PRIVATE
from tests.sample import Counting, Kept, commands

MANY = 1000
OTHER = ANN | {"id": CAROL["id"], "first_name": "Carol"}
SENT = ("sendMessage", "sendPhoto")


def patient(kept: Kept) -> Bot[None]:
    """Give the sample bot with cooldowns by a clock that stands still."""
    return Bot(commands, None, kept, cooldowns=Cooldowns(clock=lambda: 0.0))


def too_much(language: str = "en") -> str:
    return languages.texts(language)("too-much")


def sent(fake: Fake, chat: int = PRIVATE["id"]) -> list[Call]:
    return [call for call in fake.calls if call.method in SENT and call.params["chat_id"] == chat]


async def flooded(fake: Fake, kept: Kept, number: int = MANY, **user: Any) -> int:
    """Have somebody send so many commands at once, and one more person ask behind them; give the last's number."""
    for index in range(number):
        await fake.say(f"/seat {index}", user=ANN | user)
    last = await fake.say("/seat carol", CAROL, OTHER)
    async with serving(fake, kept, bot=patient(kept)):
        await fake.until_confirmed(last)
        await fake.until_sent("Seat carol")
    return last


async def test_a_flood_is_answered_as_far_as_is_plenty_and_told_once(fake: Fake) -> None:
    await flooded(fake, Kept())
    texts = [call.text.partition("\n")[0] for call in sent(fake)]
    assert texts == [*(f"Seat {index}" for index in range(PERSON.burst)), too_much()]


async def test_the_line_is_in_the_persons_language(fake: Fake) -> None:
    await flooded(fake, Kept(), PERSON.burst + 5, language_code="ur")
    assert too_much("ur") in sent(fake)[-1].text


async def test_what_is_hushed_is_neither_read_nor_looked_up(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    read, plain = [], receive.read

    def counted(raw: receive.Json, *known: Any) -> Arrival | None:
        read.append(raw["update_id"])
        return plain(raw, *known)

    monkeypatch.setattr(receive, "read", counted)
    kept = Counting()
    await flooded(fake, kept)
    answered = PERSON.burst + len(["the line", "the other person"])
    assert (len(read), kept.looks) == (answered, answered)


async def test_others_do_not_wait_behind_the_answers_of_a_flood(fake: Fake) -> None:
    """The flood's own chat is held up by Telegram; a thousand commands of it are confirmed all the same."""
    sleep = Held()
    fake.fault("sendMessage", flood(60), chat=PRIVATE["id"])
    for index in range(MANY):
        await fake.say(f"/seat {index}")
    other = await fake.say("/seat carol", CAROL, OTHER)
    kept = Kept()
    async with serving(fake, kept, bot=patient(kept), sleep=sleep, timing=SOON):
        await fake.until_sent("Seat carol")
        await fake.until_confirmed(other)
        assert fake.waiting == []
        sleep.go_on.set()
        await fake.until_sent(too_much())


async def test_text_that_is_no_command_counts_too(fake: Fake) -> None:
    for _ in range(PERSON.burst + 5):
        await fake.say("hello")
    kept = Kept()
    async with serving(fake, kept, bot=patient(kept)):
        await fake.until_sent(too_much())
        await fake.until_confirmed(await fake.say("/seat carol", CAROL, OTHER))
    texts = [call.text for call in sent(fake)]
    assert texts == [languages.texts("en")("telegram-plain-text")] * PERSON.burst + [too_much()]


async def test_a_hushed_press_is_let_go_without_an_answer_to_show(fake: Fake) -> None:
    """Telegram shows a press as under way until it is acknowledged."""
    await flooded(fake, kept := Kept(), 1)
    message = sent(fake)[-1].result["message_id"]
    async with serving(fake, kept, bot=patient(kept)):
        for _ in range(PERSON.burst + 3):
            query = await fake.press(message, "seat lahore")
        await fake.until_confirmed(await fake.say("/seat carol", CAROL, OTHER))
    assert fake.queries[query]
    assert [call.params.get("text") for call in fake.of("answerCallbackQuery")][-2:] == [None, None]
