"""Numbers that are asked for with every answer, and read again only once something was committed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from data.sql import Engine, Sql


class Number:
    """One number of a store. All who ask for it after the same commit share one read of it."""

    def __init__(self, store: Engine, query: Callable[[Sql], int]) -> None:
        self._store = store
        self._query = query
        self._seen = -1
        self._reading: asyncio.Task[int] | None = None

    async def get(self) -> int:
        """Give it as of the newest commit that is known of, at once where it was read since. Raises as a read does."""
        seen, reading = self._store.data_version(), self._reading
        if reading is None or seen != self._seen or _failed(reading):
            reading = asyncio.create_task(self._read(), name="number of a store")
            self._seen, self._reading = seen, reading
        return reading.result() if reading.done() else await asyncio.shield(reading)

    async def _read(self) -> int:
        return await self._store.read(self._query)


def _failed(reading: asyncio.Task[int]) -> bool:
    return reading.done() and (reading.cancelled() or reading.exception() is not None)
