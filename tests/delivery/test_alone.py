"""A platform that speaks to one process alone: the second waits, and takes over; a store that is away ends nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.delivery import Alone
from bot.delivery.holding import LAPSE
from data.desk import Desk
from data.store import Store
from tests.delivery.kit import AT, Hours, until

NAME = "serve/telegram"


class Work:
    """Something that goes on until it is told to end, and says whether it is at it."""

    def __init__(self) -> None:
        self.begun = 0
        self.at_it = False
        self.over = asyncio.Event()

    async def __call__(self) -> bool:
        self.begun += 1
        self.at_it = True
        try:
            await self.over.wait()
        finally:
            self.at_it = False
        return True


def alone(desk: Desk, hours: Hours) -> Alone:
    return Alone(desk, "telegram", now=hours.now, sleep=hours.sleep, monotonic=hours.monotonic)


async def begun(work: Work, hours: Hours, times: int = 1) -> None:
    async def so_often() -> bool:
        if hours.sleepers():
            hours.go_on(1)
        return work.at_it and work.begun >= times

    await until(so_often)


async def test_the_second_waits_and_takes_over_when_the_first_ends(desk: Desk) -> None:
    hours, first, second = Hours(), Work(), Work()
    one = asyncio.create_task(alone(desk, hours).run(first))
    await begun(first, hours)
    two = asyncio.create_task(alone(desk, hours).run(second))

    async def long() -> bool:
        if hours.sleepers() > 1:
            hours.go_on(1)
        return hours.passed > 2 * LAPSE

    await until(long)
    assert not second.begun
    first.over.set()
    await begun(second, hours)
    second.over.set()
    assert all(await asyncio.gather(one, two))
    assert await desk.held(NAME) is None


async def test_what_another_took_over_is_waited_for_and_begun_anew(desk: Desk) -> None:
    """Such as after a machine had stood still: nobody serves beside the other."""
    hours, work = Hours(), Work()
    task = asyncio.create_task(alone(desk, hours).run(work))
    await begun(work, hours)

    async def seized() -> bool:
        return await desk.take(NAME, "elsewhere 7 a", AT, await desk.held(NAME))

    await until(seized)

    async def stopped() -> bool:
        if hours.sleepers():
            hours.go_on(1)
        return not work.at_it

    await until(stopped)
    await desk.free(NAME, "elsewhere 7 a")
    await begun(work, hours, 2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_store_that_is_away_for_long_ends_no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.connections.BUSY_SECONDS", 0.01)
    async with Store(tmp_path / "bell.db") as store:
        desk, hours, work = Desk(store), Hours(), Work()
        task = asyncio.create_task(alone(desk, hours).run(work))
        await begun(work, hours)

        async def long() -> bool:
            if hours.sleepers():
                hours.go_on(1)
            return hours.passed > 3 * LAPSE

        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await until(long)
        assert (work.begun, work.at_it) == (1, True)
        before = await desk.held(NAME)

        async def said() -> bool:
            if hours.sleepers():
                hours.go_on(1)
            return await desk.held(NAME) != before

        await until(said)
        work.over.set()
        assert await task


async def test_what_the_work_raises_is_raised_and_the_platform_is_free(desk: Desk) -> None:
    async def fails() -> bool:
        raise RuntimeError("nobody foresaw this")

    with pytest.raises(RuntimeError, match="nobody foresaw"):
        await alone(desk, Hours()).run(fails)
    assert await desk.held(NAME) is None
