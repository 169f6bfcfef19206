"""Who asked first is answered first; where that would take too long, each hears in time that the answer will come."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.adapters.discord.line import AT_ONCE, CALM, DEFERRALS, PACE, Line, received

PATIENCE = 1.2


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Asks:
    """Somebody who notes what is done for them."""

    name: str
    done: list[str]
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    in_time: bool = True
    fails: bool = False
    slow: bool = False
    since: float | None = None

    async def answer(self) -> None:
        self.since = received.get()
        self.done.append(f"answers {self.name}")
        await self.gate.wait()
        if self.fails:
            raise RuntimeError("a bug")

    async def defer(self) -> bool:
        self.done.append(f"defers {self.name}")
        if self.slow:
            await self.gate.wait()
        return self.in_time


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def emptied(line: Line, *asks: Asks) -> None:
    for each in asks:
        each.gate.set()
    while line.tasks:
        await asyncio.wait(line.tasks)


async def test_few_are_answered_at_a_time_in_the_order_they_came() -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    asks = [Asks(str(number), done) for number in range(AT_ONCE + 3)]
    for each in asks:
        line.put(clock(), each)
    await settled()
    assert done == [f"answers {number}" for number in range(AT_ONCE)]
    await emptied(line, *asks)
    assert done[AT_ONCE:] == [f"answers {AT_ONCE + number}" for number in range(3)]


async def test_so_many_that_the_last_would_not_be_answered_in_time_begin_to_be_deferred() -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    enough = int(PATIENCE * CALM / PACE)
    asks = [Asks(str(number), done) for number in range(AT_ONCE + enough + 1)]
    for each in asks[:-1]:
        line.put(clock(), each)
    await settled()
    assert not any(each.startswith("defers") for each in done)
    line.put(clock(), asks[-1])
    await settled()
    assert [each for each in done if each.startswith("defers")] == [f"defers {AT_ONCE}"]
    await emptied(line, *asks)


async def test_whoever_stands_in_line_for_long_is_deferred_and_answered_after_all_others() -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    held = [Asks("held", done) for _ in range(AT_ONCE)]
    old, new = Asks("old", done), Asks("new", done)
    for each in held:
        line.put(clock(), each)
    line.put(clock(), old)
    clock.now += PATIENCE * 0.6
    line.put(clock(), new)
    await settled()
    assert done[AT_ONCE:] == ["defers old"]
    await emptied(line, *held, old, new)
    assert done[AT_ONCE:] == ["defers old", "answers new", "answers old"]


async def test_whoever_hears_too_late_is_not_answered() -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    late = Asks("late", done, in_time=False)
    line.put(clock() - PATIENCE, late)
    await settled()
    assert (done, line.tasks) == (["defers late"], set())


async def test_only_so_many_are_deferred_at_a_time_and_nobody_is_answered_meanwhile() -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    asks = [Asks(str(number), done, slow=True) for number in range(DEFERRALS + 10)]
    for each in asks:
        line.put(clock() - PATIENCE, each)
    await settled()
    assert done == [f"defers {number}" for number in range(DEFERRALS)]
    await emptied(line, *asks)
    assert sum(each.startswith("defers") for each in done) == DEFERRALS + 10
    assert sum(each.startswith("answers") for each in done) == DEFERRALS + 10


async def test_whoever_can_be_answered_in_time_is_answered_when_the_others_are_deferred() -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    enough = int(PATIENCE * CALM / PACE)
    asks = [Asks(str(number), done) for number in range(enough * 2)]
    for each in asks:
        each.gate.set()
        line.put(clock(), each)
    await emptied(line, *asks)
    deferred = [each for each in done if each.startswith("defers")]
    assert deferred == [f"defers {number}" for number in range(AT_ONCE, AT_ONCE + len(deferred))]
    assert 0 < len(deferred) < enough
    assert done[-len(deferred) :] == [each.replace("defers", "answers") for each in deferred]


async def test_an_answer_knows_when_its_question_was_received() -> None:
    clock, asks = Clock(), Asks("one", [])
    line = Line(PATIENCE, clock)
    line.put(99.5, asks)
    await emptied(line, asks)
    assert asks.since == 99.5


async def test_all_are_heard_once_nobody_waits_for_a_first_word() -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    asks = [Asks(str(number), done) for number in range(AT_ONCE + 1)]
    for each in asks:
        line.put(clock(), each)
    heard = asyncio.create_task(line.heard())
    await settled()
    assert not heard.done()
    await emptied(line, *asks)
    await heard


async def test_a_bug_is_logged_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    clock, done = Clock(), list[str]()
    line = Line(PATIENCE, clock)
    wrong, right = Asks("wrong", done, fails=True), Asks("right", done)
    line.put(clock(), wrong)
    line.put(clock(), right)
    await settled()
    await emptied(line, wrong, right)
    await settled()
    assert "an interaction was not answered" in caplog.text
    assert done == ["answers wrong", "answers right"]
