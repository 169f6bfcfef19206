"""Lets go of what is kept of old messages: after so many days mistakes in them are put right no more.

And of what waits for a platform that nobody serves: news of last week is no news.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from data.desk import Desk
from data.errors import StoreError

log = logging.getLogger(__name__)

PAUSE = 3600.0
"""Seconds between two looks."""


def _now() -> datetime:
    return datetime.now(UTC)


class Sweeper:
    """Deletes postings, and what was due and is done, that are older than so many days; lets old news go unsent."""

    def __init__(
        self,
        desk: Desk,
        days: int,
        *,
        now: Callable[[], datetime] = _now,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.name = "sweeper"
        self._desk = desk
        self._kept = timedelta(days=days)
        self._now = now
        self._sleep = sleep

    async def run(self) -> None:
        """Sweep every hour until cancelled; a store that is away is swept the next time."""
        while True:
            try:
                now = self._now()
                await self._desk.purge(now - self._kept)
                if number := await self._desk.lapse(now):
                    log.warning("%d deliveries came too late to be sent, and are let go", number)
            except StoreError as error:
                log.warning("old messages are kept for now: %s", error)
            await self._sleep(PAUSE)
