"""Some platforms speak to one process alone: whoever comes second with a token waits, and takes over.

Telegram ends the poll of whoever polled first (409), so that a second copy, started by mistake, would stop the one that
serves. With one database they know of each other before that.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

from bot.delivery.holding import GLANCE, Holding
from bot.delivery.pace import Sleep, elapsed, until_first, wall
from data.desk import Desk
from data.errors import StoreError

log = logging.getLogger(__name__)
T = TypeVar("T")


class Alone:
    """Serves a platform as long as no other process of this database does."""

    def __init__(
        self,
        desk: Desk,
        platform: str,
        *,
        now: Callable[[], datetime] = wall,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = elapsed,
    ) -> None:
        self._desk = desk
        self._sleep = sleep
        self._holding = Holding(desk, f"serve/{platform}", now, sleep, monotonic, does="serves")

    async def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Wait until it is ours, do the work, and give what it gives; begin anew where another took over meanwhile."""
        try:
            while True:
                await self._taken()
                working = asyncio.create_task(work())
                await until_first(self._lost(), working)
                if not working.cancelled():
                    return working.result()
        finally:
            await self._leave()

    async def _taken(self) -> None:
        while True:
            try:
                await self._holding.take()
            except StoreError as error:
                log.warning("%s waits for the store: %s", self._holding.name, error)
                await self._sleep(GLANCE)
            else:
                return

    async def _lost(self) -> None:
        """Say that we live, and come back once another serves: a store that is away ends nothing."""
        while True:
            await self._holding.keep()
            if await self._anothers():
                return

    async def _anothers(self) -> bool:
        """Say whether another serves by now; else it is ours anew."""
        while True:
            try:
                held = await self._desk.held(self._holding.name)
                if held is not None and held.holder != self._holding.holder:
                    return True
                await self._holding.take()
            except StoreError:
                await self._sleep(GLANCE)
            else:
                return False

    async def _leave(self) -> None:
        try:
            await self._holding.free()
        except StoreError as error:
            log.warning("%s ends without letting go: %s", self._holding.name, error)
