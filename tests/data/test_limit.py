"""A read that takes too long is stopped, and nothing else is."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from data.errors import DataError, TooSlow
from data.store import Store

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
LONG = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n"


def ticking(seconds: float) -> Callable[[], float]:
    """Give a clock on which every look takes this long."""
    now = 0.0

    def look() -> float:
        nonlocal now
        now += seconds
        return now

    return look


def ask(db: Database, sql: str) -> int:
    number: int = db.execute(sql).fetchone()[0]
    return number


async def test_a_question_without_end_is_stopped_at_the_limit(path: Path) -> None:
    """With an error of its own, which operators can read."""
    async with Store(path, limit=2, clock=ticking(0.1)) as store:
        with pytest.raises(TooSlow, match="took longer than 2 seconds and was stopped") as stopped:
            await store.read(ask, ENDLESS)
    assert isinstance(stopped.value, DataError)


async def test_the_reader_answers_on_after_it_stopped(path: Path) -> None:
    """Its connection is as good as before; the next question has all its time."""
    async with Store(path, readers=1, limit=2, clock=ticking(0.01)) as store:
        for _ in range(3):
            with pytest.raises(TooSlow):
                await store.read(ask, ENDLESS)
            assert await store.read(ask, LONG) == 100_000


async def test_a_long_question_within_the_limit_is_answered(path: Path) -> None:
    """What counts is the clock, not how much is asked."""
    async with Store(path, limit=2, clock=ticking(0)) as store:
        assert await store.read(ask, LONG) == 100_000


async def test_a_write_has_no_limit(path: Path) -> None:
    """Half a revision is worse than a slow one."""
    async with Store(path, limit=0, clock=ticking(1)) as store:
        assert await store.write(ask, LONG) == 100_000


async def test_other_errors_of_a_read_pass_untouched(path: Path) -> None:
    """Only what was stopped is called too slow."""
    async with Store(path) as store:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await store.read(ask, "SELECT * FROM nowhere")
