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
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.courier import UNDER_WAY
from bot.delivery.holding import BEAT, LAPSE, MARGIN, Holding, dead, machine, me
from bot.delivery.pace import Watch
from bot.errors import TryLater
from data.desk import Desk, Hold
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


def over(task: asyncio.Task[Hold | None], hours: Hours) -> Callable[[], Awaitable[bool]]:
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
    await second.work(100)
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
