"""Presses of those who ask too much are acknowledged one at a time, each person's one behind the other."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.adapters.discord.weighing import MOST, Nods, Raw

PATIENCE = 1.2


@dataclass
class Desk:
    """Where presses are acknowledged when the test says so."""

    now: float = 100.0
    at_work: list[str] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    fails: bool = False

    def clock(self) -> float:
        return self.now

    async def nod(self, raw: Raw) -> None:
        self.at_work.append(raw["id"])
        await self.go_on.wait()
        if self.fails:
            raise RuntimeError("a bug")

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.get_running_loop().create_task(work))

    def nods(self) -> Nods:
        return Nods(self.nod, self.begin, patience=PATIENCE, clock=self.clock)

    async def finished(self) -> None:
        self.go_on.set()
        await asyncio.gather(*self.tasks)


def press(name: str, person: str) -> Raw:
    return {"id": name, "user": {"id": person}}


async def begun(nods: Nods, desk: Desk) -> None:
    """Have one acknowledged from now on, until the test says so."""
    nods.take(desk.now, press("first", "1"))
    await asyncio.sleep(0)
    assert desk.at_work == ["first"]


async def test_one_is_acknowledged_at_a_time_and_of_each_person_one_waits() -> None:
    desk = Desk()
    nods = desk.nods()
    await begun(nods, desk)
    for name, person in (("second", "1"), ("other", "2"), ("other's second", "2"), ("third", "3")):
        nods.take(desk.now, press(name, person))
    await asyncio.sleep(0)
    assert desk.at_work == ["first"]
    await desk.finished()
    assert desk.at_work == ["first", "other", "third"]


async def test_whoever_was_acknowledged_is_acknowledged_again() -> None:
    desk = Desk()
    nods = desk.nods()
    await begun(nods, desk)
    await desk.finished()
    nods.take(desk.now, press("later", "1"))
    await desk.finished()
    assert desk.at_work == ["first", "later"]


async def test_one_that_waited_for_too_long_is_let_go() -> None:
    """The client of whoever pressed says by then, or soon, that it failed."""
    desk = Desk()
    nods = desk.nods()
    await begun(nods, desk)
    nods.take(desk.now, press("old", "2"))
    desk.now += PATIENCE
    nods.take(desk.now, press("new", "3"))
    desk.now += 0.1
    await desk.finished()
    assert desk.at_work == ["first", "new"]


async def test_only_so_many_wait() -> None:
    desk = Desk()
    nods = desk.nods()
    await begun(nods, desk)
    for person in range(2, MOST + 10):
        nods.take(desk.now, press("another", str(person)))
    await desk.finished()
    assert len(desk.at_work) == MOST


async def test_after_a_bug_others_are_acknowledged() -> None:
    desk = Desk(fails=True)
    nods = desk.nods()
    await begun(nods, desk)
    nods.take(desk.now, press("left", "2"))
    with pytest.raises(RuntimeError):
        await desk.finished()
    desk.fails, desk.tasks = False, []
    nods.take(desk.now, press("next", "3"))
    await desk.finished()
    assert desk.at_work == ["first", "left", "next"]
