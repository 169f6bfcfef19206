"""What became of deliveries is written down in batches, and nobody goes on before theirs is.

A delivery keeps its place among those under way until its outcome is on the disk. So a killed process has at most as
many messages out that nobody wrote down as it may have under way, however the writing is batched: all who ask while one
transaction is at work share the next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.delivery.pace import Sleep
from data.desk import Desk, Outcome
from data.errors import StoreError

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds before what could not be written is tried again."""


class Settling:
    """Settles for one holder."""

    def __init__(self, desk: Desk, holder: str, now: Callable[[], datetime], sleep: Sleep = asyncio.sleep) -> None:
        self._desk = desk
        self._holder = holder
        self._now = now
        self._sleep = sleep
        self._asked: list[tuple[Outcome, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def settle(self, *outcomes: Outcome) -> None:
        """Write down what became of deliveries, and come back once it is on the disk, however long that takes."""
        waiting = []
        for each in outcomes:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._asked.append((each, done))
            waiting.append(done)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="settling")
        await asyncio.gather(*waiting)

    async def close(self) -> None:
        """Stop writing; what is not on the disk is done again by whoever comes next."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)

    async def _write(self) -> None:
        while self._asked:
            batch, self._asked = self._asked, []
            try:
                await self._desk.settle_all(self._holder, [each for each, _ in batch], self._now())
            except StoreError as error:
                log.warning("what was delivered could not be written down, which holds up delivery: %s", error)
                self._asked = batch + self._asked
                await self._sleep(PAUSE)
                continue
            for _, done in batch:
                if not done.done():
                    done.set_result(None)
