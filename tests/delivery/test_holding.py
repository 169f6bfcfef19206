"""One courier a platform: handed over when its holder ends, dies or falls silent, whatever the time of day is."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.courier import UNDER_WAY
from bot.delivery.holding import BEAT, LAPSE, MARGIN, Holding, dead, machine, me
from bot.delivery.pace import Watch
from bot.errors import TryLater
from data.desk import Desk
from data.errors import StoreError
from data.store import Store
from tests.delivery.kit import AT, Hours, Post, notice, until

NAME = "courier/telegram/42"


def holding(desk: Desk, hours: Hours, holder: str = "") -> Holding:
    return Holding(desk, NAME, hours.now, hours.sleep, hours.monotonic, holder=holder or f"elsewhere 1 {id(hours)}")


async def test_whoever_comes_first_holds_and_the_second_says_so_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    hours = Hours()
    first, second = holding(desk, hours, "elsewhere 7 a"), holding(desk, hours, "elsewhere 8 b")
    assert await first.take() is None
    waiting = asyncio.create_task(second.take())

    async def told() -> bool:
        hours.go_on(1)
        await desk.beat(NAME, first.holder, hours.now())
        return hours.passed > 3 * LAPSE

    await until(told)
    assert not waiting.done()
    assert [record.message for record in caplog.records if record.levelno == logging.WARNING] == [
        f"{NAME}: process 7 has it; this one waits"
    ]
    await first.free()
    await until(over(waiting, hours))


def over(task: asyncio.Task[Any], hours: Hours) -> Callable[[], Awaitable[bool]]:
    """Say whether it is done; time passes only while it sleeps."""

    async def done() -> bool:
        if hours.sleepers():
            hours.go_on(1)
        return task.done()

    return done


async def test_a_holder_that_falls_silent_is_replaced_after_the_lapse(desk: Desk) -> None:
    hours = Hours()
    await holding(desk, hours, "elsewhere 7 a").take()
    waiting = asyncio.create_task(holding(desk, hours, "elsewhere 8 b").take())
    await until(over(waiting, hours))
    assert LAPSE <= hours.passed <= LAPSE + 2


@pytest.mark.parametrize("hour", [-1, 1])
async def test_the_time_of_day_has_no_say_in_who_holds(desk: Desk, hour: int) -> None:
    """Set back or forward, a holder that beats keeps it; one that does not loses it no later."""
    hours = Hours()
    first, second = holding(desk, hours, "elsewhere 7 a"), holding(desk, hours, "elsewhere 8 b")
    await first.take()
    waiting = asyncio.create_task(second.take())
    hours.set_back(hour * 3600)

    async def long() -> bool:
        hours.go_on(1)
        await desk.beat(NAME, first.holder, hours.now())
        return hours.passed > 2 * LAPSE

    await until(long)
    assert not waiting.done()
    last = hours.passed
    await until(over(waiting, hours))
    assert hours.passed - last <= LAPSE + 2


async def test_a_holder_whose_process_died_on_this_machine_is_replaced_at_once(desk: Desk) -> None:
    hours = Hours()
    ended = subprocess.Popen([sys.executable, "-c", ""])  # noqa: ASYNC220  # this interpreter, at once at its end
    ended.wait()
    assert await desk.take(NAME, f"{machine()} {ended.pid} x", AT, None)
    await holding(desk, hours).take()
    assert hours.passed == 0


@pytest.mark.parametrize("orderly", [False, True])
async def test_whoever_takes_it_from_another_is_still_first(desk: Desk, *, orderly: bool) -> None:
    """However the other ended; whoever comes first waits for nothing."""
    hours = Hours()
    first, second = holding(desk, hours, "elsewhere 7 a"), holding(desk, hours, "elsewhere 8 b")
    first.still = second.still = 5.0
    await first.take()
    assert hours.passed == 0
    waiting = asyncio.create_task(second.take())
    await until(hours_wait(hours))
    if orderly:
        await first.free()
    ours: list[float] = []

    async def taken() -> bool:
        hold = await desk.held(NAME)
        if hold is not None and hold.holder == second.holder and not ours:
            ours.append(hours.passed)
        if hours.sleepers():
            hours.go_on(1)
        return waiting.done()

    await until(taken)
    assert hours.passed - ours[0] >= 5 - 1


def hours_wait(hours: Hours) -> Callable[[], Awaitable[bool]]:
    """Say whether somebody sleeps."""

    async def sleeping() -> bool:
        return bool(hours.sleepers())

    return sleeping


def test_only_a_process_of_this_machine_counts_as_dead() -> None:
    assert not dead(me())
    assert not dead(f"another-machine {os.getpid()} x")
    assert not dead(" 999999999 x")
    assert dead(f"{machine()} 999999999 x") == bool(machine())


async def test_a_holder_that_cannot_say_that_it_lives_stops_before_the_lapse(desk: Desk) -> None:
    """Another took over: it stops at once; the store is away: it stops in time."""
    hours = Hours()
    first = holding(desk, hours, "elsewhere 7 a")
    await first.take()
    keeping = asyncio.create_task(first.keep())
    await desk.free(NAME, first.holder)
    await desk.take(NAME, "elsewhere 8 b", AT, None)

    async def stopped() -> bool:
        hours.go_on(1)
        return keeping.done()

    await until(stopped)
    assert first.sure() == (hours.passed < LAPSE - MARGIN)
    hours.go_on(LAPSE)
    assert not first.sure()
    assert BEAT < LAPSE - MARGIN - BEAT


async def test_a_second_courier_takes_over_what_was_under_way(desk: Desk) -> None:
    """A first that was killed: what it had taken goes out again, and under the same nonces."""
    hours = Hours()
    first, second = Post(desk, hours), Post(desk, hours)
    first.outlet.open.clear()
    await desk.enqueue(*(notice(chat) for chat in range(1, 101)))

    async def busy() -> bool:
        return first.outlet.at_once == UNDER_WAY

    killed = asyncio.create_task(first.courier._turn())
    await until(busy)
    killed.cancel()
    first.courier._settling._desk = None  # type: ignore[assignment]  # whatever it still does, nothing is written
    await desk.take(NAME, f"{machine()} 999999999 x", AT, await desk.held(NAME))
    working = asyncio.create_task(second.work(100))
    await until(over(working, hours))  # it is still for a second first
    await working
    begun = {act.chat: act.nonce for act in first.outlet.acts}
    again = {act.chat: act.nonce for act in second.outlet.acts}
    assert await second.states() == {"sent": 100}
    assert len(second.outlet.acts) == 100
    assert {chat: again[chat] for chat in begun} == begun


async def test_what_is_due_stays_due_when_the_clock_is_set_back(desk: Desk, post: Post) -> None:
    """While it works, and while nobody does; what was put off waits as long as it was to, and a digest for its hour."""
    post.hours.go_on(3600)
    await desk.enqueue(notice(1, seconds=3600), notice(2, seconds=3600), notice(3, seconds=7 * 3600))
    post.outlet.say["telegram:2"].append(TryLater(60))
    async with post.at_work():
        await post.until_ended(1)
        post.hours.set_back(3600)
        await desk.enqueue(notice(4, seconds=3600))
        await post.until_ended(2, passing=True)
        assert post.outlet.chats() == ["telegram:1", "telegram:2", "telegram:4"]
        post.hours.go_on(61)
        await post.until_ended(3, passing=True)
    assert post.outlet.chats()[3:] == ["telegram:2"]
    await desk.take(NAME, "elsewhere 7 a", post.hours.now() + timedelta(hours=1), None)
    await desk.free(NAME, "elsewhere 7 a")
    assert await post.states() == {"sent": 3, "due": 1}


def test_a_clock_set_back_is_noticed_by_the_seconds_that_passed() -> None:
    """Also across a restart, by the time somebody last wrote down; small corrections are none."""
    hours = Hours()
    watch = Watch(hours.now, hours.monotonic)
    hours.go_on(10)
    assert watch.look() is None
    hours.set_back(1)
    assert watch.look() is None
    hours.set_back(600)
    assert watch.look() == AT + timedelta(seconds=9)
    assert watch.look() is None
    assert watch.look(AT + timedelta(hours=1)) == AT + timedelta(hours=1)


async def test_a_store_that_is_locked_is_waited_for_and_nothing_is_sent_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is out and not written down keeps its place until it is."""
    monkeypatch.setattr("data.connections.BUSY_SECONDS", 0.05)
    async with Store(tmp_path / "bell.db") as store:
        post = Post(Desk(store))
        await post.desk.enqueue(*(notice(chat) for chat in range(1, 101)))
        post.outlet.open.clear()

        async def busy() -> bool:
            return post.outlet.at_once == UNDER_WAY

        async def refused() -> bool:
            return "which holds up delivery" in caplog.text

        async with post.at_work():
            await until(busy)
            with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                post.outlet.open.set()
                await until(refused)
                assert len(post.outlet.acts) == UNDER_WAY
            await post.until_ended(100, passing=True)
        assert len(post.outlet.acts) == 100


async def test_a_hold_is_taken_only_as_it_was_seen(desk: Desk) -> None:
    """Two who wait do not both get it."""
    assert await desk.take(NAME, "a 1 x", AT, None)
    seen = await desk.held(NAME)
    assert seen is not None
    assert await desk.beat(NAME, "a 1 x", AT)
    assert not await desk.take(NAME, "b 2 x", AT, seen)
    assert await desk.take(NAME, "b 2 x", AT, replace(seen, beat=1))
    assert not await desk.beat(NAME, "a 1 x", AT)


class Work:
    """Some work that counts how often it was begun, and lasts until it is told to end."""

    def __init__(self) -> None:
        self.begun = 0
        self.cut = 0
        self.end = asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        try:
            await self.end.wait()
        except asyncio.CancelledError:
            self.cut += 1
            raise


async def test_work_is_done_while_it_is_ours_and_begun_anew_when_it_is_again(desk: Desk) -> None:
    """And it is let go once the work has ended."""
    hours, work = Hours(), Work()
    first = holding(desk, hours, "elsewhere 7 a")
    doing = asyncio.create_task(first.during(work))
    await until(begun(work, 1))
    await desk.take(NAME, "elsewhere 8 b", AT, await desk.held(NAME))

    async def cut() -> bool:
        hours.go_on(1)
        return work.cut == 1

    await until(cut)
    await desk.free(NAME, "elsewhere 8 b")

    async def anew() -> bool:
        hours.go_on(1)
        return work.begun == 2

    await until(anew)
    work.end.set()
    await asyncio.wait_for(doing, 5)
    assert await desk.held(NAME) is None


def begun(work: Work, times: int) -> Callable[[], Awaitable[bool]]:
    """Say whether work was begun so many times."""

    async def so() -> bool:
        return work.begun == times

    return so


async def test_what_the_work_raises_comes_out_and_it_is_let_go(desk: Desk) -> None:
    async def broken() -> None:
        raise ValueError("as it is")

    with pytest.raises(ValueError, match="as it is"):
        await holding(desk, Hours()).during(broken)
    assert await desk.held(NAME) is None


class Away(Desk):
    """A desk that can be away."""

    away = False

    async def beat(self, name: str, holder: str, at: datetime) -> bool:
        if self.away:
            raise StoreError("it is away")
        return await super().beat(name, holder, at)


@pytest.mark.parametrize(("patient", "cut"), [(True, 0), (False, 1)])
async def test_a_patient_holder_goes_on_while_the_desk_is_away(
    store: Store, patient: bool, cut: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody else can ask for it either; it says once that it cannot write. Another stops before the lapse."""
    hours, work, desk = Hours(), Work(), Away(store)
    held = replace(holding(desk, hours), patient=patient)
    doing = asyncio.create_task(held.during(work))
    await until(begun(work, 1))
    desk.away = True
    passed = hours.passed

    async def long() -> bool:
        if hours.sleepers():
            hours.go_on(1)
        return hours.passed - passed > 2 * LAPSE or work.cut == 1

    await until(long)
    assert work.cut == cut
    warned = [each for each in caplog.records if "could not write" in each.message and each.levelno == logging.WARNING]
    assert len(warned) == 1 or not patient
    desk.away = False
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)


async def test_a_courier_leaves_to_the_courier_of_another_bot_what_that_has_taken(desk: Desk) -> None:
    """And takes back what somebody has who holds nothing any more."""
    hours = Hours()
    post = Post(desk, hours)
    await desk.enqueue(*(notice(chat) for chat in range(1, 5)))
    await desk.take("courier/telegram/43", "another's", AT, None)
    await desk.share("telegram", "another's", hours.now(), limit=2, each=1, without=())
    await desk.share("telegram", "nobody's", hours.now(), limit=1, each=1, without=())
    await post.work(2)
    assert await post.states() == {"sent": 2, "leased": 2}
