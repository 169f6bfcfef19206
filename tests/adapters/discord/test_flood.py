"""A thousand interactions of one person at once: some answers, one friendly line for them alone, then silence."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from typing import Annotated

import pytest

from bot import languages
from bot.commands import Commands, Help
from bot.cooldown import CHAT, PERSON, Cooldowns
from bot.dispatch import Bot
from bot.messages import Choice, Line, Reply, Request, spans
from bot.metrics import REGISTRY
from tests.adapters.discord.conftest import House, Journal
from tests.fakes.discord import HERE, Where
from tests.fakes.discord import PERSON as ANN
from tests.fakes.discord_rest import CALLBACK, DEFERRED, DEFERRED_UPDATE, MESSAGE, MODAL, Exchange, no
from tests.sample import Counting, Kept, commands

MANY = 1000
CAROL = Where(person="8")
DIRECT = Where(context=1)

talk = Commands()


@talk.add(form=True)
async def note(_request: Request, _services: None, *, words: Annotated[str, Help("What was said", rest=True)]) -> Reply:
    """Note what was said."""
    return Reply("Noted", (Line(spans(words)),))


@talk.add("/plain")
async def plain(_request: Request, _services: None) -> Reply:
    """Answer."""
    return Reply("Plain")


def patient(kept: Kept, declared: Commands = commands, owner: str = "") -> Bot[None]:
    """Give a bot with cooldowns by a clock that stands still."""
    return Bot(declared, None, kept, cooldowns=Cooldowns(frozenset({owner}), clock=lambda: 0.0))


@pytest.fixture
async def hall(house: House) -> AsyncIterator[House]:
    """A house with the sample bot and cooldowns."""
    async with house.serve(patient(house.kept)):
        await house.fake.rest.synced()
        yield house


def too_much(language: str = "en") -> str:
    return languages.texts(language)("too-much")


async def asked(house: House, number: int, where: Where = HERE, name: str = "wrong") -> list[Exchange]:
    """Have somebody send so many commands at once."""
    return [await house.fake.slash(name, where) for _ in range(number)]


async def heard(exchanges: list[Exchange]) -> list[str]:
    """Give the first answers to all."""
    return [(await each.next_call()).text for each in exchanges]


async def worn_out(house: House, where: Where = HERE, name: str = "wrong") -> None:
    """Have somebody ask as much as is plenty, and be told that it is."""
    texts = await heard(await asked(house, PERSON.burst + 1, where, name))
    assert [too_much() in text for text in texts] == [False] * PERSON.burst + [True]


async def others_are_answered(house: House, name: str = "wrong") -> None:
    """Have somebody else ask: all that was told before has been taken in when they are answered."""
    (text,) = await heard(await asked(house, 1, CAROL, name))
    assert text
    assert too_much() not in text


def always_late() -> Callable[[], float]:
    """Give a clock by which a second goes by between any two looks at it."""
    seconds = itertools.count()
    return lambda: float(next(seconds))


def counted() -> float:
    return REGISTRY.get_sample_value("bell_hushed_total", {"platform": "discord"}) or 0.0


async def test_a_flood_is_answered_as_far_as_is_plenty_and_told_once_and_others_are_answered(house: House) -> None:
    """Nothing is looked up for what is too much, and nothing sent but the line."""
    kept, before = Counting(), counted()
    async with house.serve(patient(kept)):
        await house.fake.rest.synced()
        exchanges = await asked(house, MANY)
        await others_are_answered(house)
        calls = [await each.next_call() for each in exchanges[: PERSON.burst + 1]]
    assert [too_much() in call.text for call in calls] == [False] * PERSON.burst + [True]
    assert (calls[-1].ephemeral, calls[-1].body["type"]) == (True, MESSAGE)
    assert all(each.acknowledged is None for each in exchanges[PERSON.burst + 1 :])
    assert kept.looks == PERSON.burst + len(["the other person"])
    assert counted() - before == MANY - PERSON.burst


async def test_the_line_is_in_the_language_of_the_client_else_in_the_bots(house: House) -> None:
    async with house.serve(patient(house.kept), language="ur"):
        await house.fake.rest.synced()
        ours = await asked(house, PERSON.burst + 1)
        others = await asked(house, PERSON.burst + 1, Where(locale="fi", person="8"))
        assert too_much("en") in (await heard(ours))[-1]
        assert too_much("ur") in (await heard(others))[-1]


async def test_whoever_stands_in_line_for_long_is_told_in_place_of_a_deferral(house: House) -> None:
    async with house.serve(patient(house.kept), clock=always_late()):
        await house.fake.rest.synced()
        first = [await each.next_call() for each in await asked(house, PERSON.burst + 1)]
    assert [call.body["type"] for call in first] == [DEFERRED] * PERSON.burst + [MESSAGE]
    assert too_much() in first[-1].text


async def test_who_owns_the_record_is_never_held_up(house: House) -> None:
    async with house.serve(patient(house.kept, owner=f"discord:{ANN['id']}")):
        await house.fake.rest.synced()
        texts = await heard(await asked(house, CHAT.burst + 5))
    assert not any(too_much() in text for text in texts)


async def test_who_is_not_answered_in_a_server_is_not_answered_alone_with_the_bot(hall: House) -> None:
    await worn_out(hall)
    exchanges = await asked(hall, 3, DIRECT)
    await others_are_answered(hall)
    assert [each.acknowledged for each in exchanges] == [None] * 3


async def test_a_flood_alone_with_the_bot_is_told_once_too(hall: House) -> None:
    await worn_out(hall, DIRECT)


async def test_where_a_channel_asks_too_much_together_each_is_told(hall: House) -> None:
    """The line is for one alone: nobody else would know why they are not answered."""
    some, each_asks = 4, CHAT.burst // 4
    for person in range(some):
        await heard(await asked(hall, each_asks, Where(person=f"10{person}")))
    for person in range(some, some + 3):
        (text,) = await heard(await asked(hall, 1, Where(person=f"10{person}")))
        assert too_much() in text
    for elsewhere in (Where(person="100", thread=True), Where(1, person="200")):
        (text,) = await heard(await asked(hall, 1, elsewhere))
        assert too_much() not in text


async def test_a_press_that_is_too_much_is_acknowledged_and_shows_nothing(hall: House) -> None:
    """A client shows a press as failed otherwise."""
    card = await hall.fake.slash("seat", name="lahore")
    button = (await card.next_call()).buttons["Full"]
    before = counted()
    presses = [await (await hall.fake.press(button, card.message)).next_call() for _ in range(PERSON.burst + 2)]
    assert too_much() in presses[PERSON.burst - 1].text
    assert [call.body for call in presses[PERSON.burst :]] == [{"type": DEFERRED_UPDATE}] * 2
    assert counted() - before == len(["told", "acknowledged", "acknowledged"])


async def test_a_press_that_cannot_be_acknowledged_stops_no_other(hall: House, journal: Journal) -> None:
    card = await hall.fake.slash("seat", name="lahore")
    button = (await card.next_call()).buttons["Full"]
    await worn_out_but(hall, 1)
    hall.fake.fail(CALLBACK, no(404, 10062))
    await hall.fake.press(button, card.message)
    await journal.said("stays unanswered")
    assert (await (await hall.fake.press(button, card.message)).next_call()).body == {"type": DEFERRED_UPDATE}


async def worn_out_but(house: House, already: int) -> None:
    """Have somebody who asked a few times ask as much as is plenty."""
    assert too_much() in (await heard(await asked(house, PERSON.burst + 1 - already)))[-1]


async def test_a_form_that_comes_too_soon_is_opened_again_with_what_was_typed(house: House) -> None:
    async with house.serve(patient(house.kept, talk)):
        await house.fake.rest.synced()
        form = await house.fake.slash("note")
        await form.next_call()
        await heard(await asked(house, PERSON.burst - 1, name="plain"))
        call = await (await house.fake.submit(form, words="so it was")).next_call()
        assert (too_much() in call.text, call.ephemeral) == (True, True)
        (again,) = call.buttons.values()
        assert again == 'f:note "so it was"'


async def test_a_form_of_who_is_not_answered_stays_open(house: House) -> None:
    """Discord keeps a form that nobody takes, with all that was typed into it."""
    async with house.serve(patient(house.kept, talk)):
        await house.fake.rest.synced()
        form = await house.fake.slash("note")
        assert (await form.next_call()).body["type"] == MODAL
        await heard(await asked(house, PERSON.burst, name="plain"))
        sent = await house.fake.submit(form, words="so it was")
        opened = await house.fake.slash("note")
        await others_are_answered(house, "plain")
        assert (sent.acknowledged, opened.acknowledged) == (None, None)


async def test_forms_that_are_opened_count(house: House) -> None:
    async with house.serve(patient(house.kept, talk)):
        await house.fake.rest.synced()
        exchanges = await asked(house, PERSON.burst + 1, name="note")
        kinds = [(await each.next_call()).body["type"] for each in exchanges]
    assert kinds == [MODAL] * PERSON.burst + [MESSAGE]


async def test_what_is_typed_into_an_option_does_not_count(hall: House) -> None:
    for _ in range(PERSON.burst + 5):
        await (await hall.fake.autocomplete("seat", "name", "l")).next_call()
    (text,) = await heard(await asked(hall, 1))
    assert too_much() not in text


class Slow:
    """Completions that take until the test says so."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go_on = asyncio.Event()

    async def found(self, typed: str) -> list[Choice]:
        self.asked.append(typed)
        await self.go_on.wait()
        return [Choice(typed, typed)]


async def found(slow: Slow, typed: str, _language: str) -> list[Choice]:
    return await slow.found(typed)


picked = Commands()


@picked.add("/pick a")
async def pick(_request: Request, _slow: Slow, *, name: Annotated[str, Help("Which", complete=found)]) -> Reply:
    """Pick one."""
    return Reply(name)


async def test_of_what_one_person_types_the_newest_is_completed_when_the_last_was(house: House) -> None:
    """And others' meanwhile: what was typed between is not shown any more."""
    slow = Slow()
    async with house.serve(Bot(picked, slow, house.kept)):
        await house.fake.rest.synced()
        typed = [await house.fake.autocomplete("pick", "name", text) for text in ("a", "ab", "abc", "abcd")]
        other = await house.fake.autocomplete("pick", "name", "x", CAROL)
        await (await house.fake.slash("pick", CAROL, name="y")).next_call()
        assert slow.asked == ["a", "x"]
        slow.go_on.set()
        for each in (typed[0], other, typed[3]):
            await each.next_call()
        again = await house.fake.autocomplete("pick", "name", "b")
        await again.next_call()
    assert slow.asked == ["a", "x", "abcd", "b"]
    assert [each.acknowledged for each in typed[1:3]] == [None, None]


async def test_what_is_typed_after_something_that_came_too_late_is_taken_up(house: House) -> None:
    async with house.serve(Bot(picked, Slow(), house.kept), clock=always_late()):
        await house.fake.rest.synced()
        for text in ("a", "b"):
            call = await (await house.fake.autocomplete("pick", "name", text)).next_call()
            assert call.body["data"]["choices"] == []
