"""How fast things go out: when a platform that is away is tried again, and a time that only passes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

Sleep = Callable[[float], Awaitable[None]]

AWAY = 5
"""Chats in a row that a platform puts off before it counts as away."""

FIRST, LONGEST = 1.0, 60.0
"""Seconds before a platform that is away is tried again: doubling, from one to the other."""

SET_BACK = timedelta(seconds=2)
"""By how much the time of day has to be behind before it counts as set back."""


def elapsed() -> float:
    """Give seconds that only ever grow, those a machine slept through included where the system counts them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def wall() -> datetime:
    """Give the time of day."""
    return datetime.now(UTC)


def after(now: datetime, seconds: float) -> datetime:
    """Give the first whole second that is no sooner than so many seconds from now: the desk keeps whole ones."""
    due = now + timedelta(seconds=seconds)
    return due if not due.microsecond else due.replace(microsecond=0) + timedelta(seconds=1)


def again(attempts: int) -> float:
    """Give the seconds before something that broke is tried again: 5, 10, 20 …, an hour at most."""
    return min(5.0 * 2.0 ** min(max(attempts - 1, 0), 20), 3600.0)


class Gate:
    """Open while a platform takes something; closed once several chats in a row were put off.

    Then one delivery at a time is tried, ever later, until one comes through: an outage costs no attempts, and nothing
    has to wait long once it is over.
    """

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._put_off: set[str] = set()
        self._pause = 0.0
        self._probe = asyncio.Lock()

    def closed(self) -> bool:
        """Say whether the platform counts as away."""
        return len(self._put_off) >= AWAY

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until something may be tried; while the gate is closed, be the only one who does."""
        if self.closed():
            async with self._probe:
                if self.closed():
                    await self._sleep(self._pause)
                    yield
                    return
        yield

    def passed(self) -> None:
        """Hear that the platform answered for a chat, whatever it said."""
        self._put_off.clear()
        self._pause = 0.0

    def put_off(self, chat: str, seconds: float) -> None:
        """Hear that it put a chat off for so many seconds."""
        self._put_off.add(chat)
        if self.closed():
            self._pause = min(max(FIRST, 2 * self._pause, min(seconds, LONGEST)), LONGEST)


class Watch:
    """Notices when the time of day was set back, by the seconds that really passed."""

    def __init__(self, now: Callable[[], datetime] = wall, passed: Callable[[], float] = elapsed) -> None:
        self._now = now
        self._passed = passed
        self._expected = now()
        self._mark = passed()

    def look(self, last: datetime | None = None) -> datetime | None:
        """Give the time it should be by now if it is earlier than that, else None.

        `last` is a time of day that has certainly been, such as when somebody else last wrote it down.
        """
        passed, now = self._passed(), self._now()
        should = self._expected + timedelta(seconds=passed - self._mark)
        if last is not None:
            should = max(should, last)
        self._expected, self._mark = now, passed
        return should if should - now >= SET_BACK else None


async def until_first(*work: Awaitable[object]) -> None:
    """Do all this side by side until the first is done, and end the others. Raises what that one raised."""
    tasks = [asyncio.ensure_future(each) for each in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
