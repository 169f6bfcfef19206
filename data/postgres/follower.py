"""Following the desk: hearing that something changed, taking over what was published, sending what was said here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

import psycopg

from data import following
from data.desk import unsent
from data.errors import DeskAway
from data.postgres.engine import Postgres
from data.postgres.session import CHANNEL, explained
from data.store import Store

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds after which the desk is looked at although nothing was heard."""

PAUSE = 1.0
"""Seconds before a desk that is away is tried again."""


class Follower:
    """Keeps the record of one process up to the desk; a desk that is away is waited for.

    `tidy` is called when something was taken over: of what was redacted nothing is to be left here.
    """

    def __init__(
        self,
        store: Store,
        desk: Postgres,
        *,
        tidy: Callable[[], Awaitable[object]] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = "follower"
        self._store = store
        self._desk = desk
        self._tidy = tidy
        self._sleep = sleep
        self._away = False

    async def run(self) -> None:
        """Follow until cancelled. Raises StoreError when the record is not one of this desk's."""
        while True:
            try:
                await self._follow()
            except DeskAway as error:
                if not self._away:
                    log.warning("answers go on from the record as it is here: %s", error)
                self._away = True
                await self._sleep(PAUSE)

    async def step(self) -> None:
        """Take over what is new, and send what is unsent. Raises DeskAway, and StoreError as `run` does."""
        while True:
            last = await self._store.read(following.last)
            if found := await self._desk.read(following.after, last):
                await self._store.write(following.take, found)
                if self._tidy is not None:
                    await self._tidy()
            elif not await self._sent():
                return

    async def _sent(self) -> bool:
        """Send some of what is unsent, and say whether there may be more to do."""
        rows = await self._store.read(unsent.some, following.SENT)
        if rows is None:
            return False
        if await self._desk.write(unsent.take, rows):
            await self._store.write(unsent.sent, rows)
        return True

    async def _follow(self) -> None:
        connection = await self._desk.listener()
        hearing = asyncio.create_task(self._hear(connection), name="desk heard")
        try:
            while not hearing.done():
                self._desk.moved.clear()
                await self.step()
                if self._away:
                    log.warning("the desk %s answers again", self._desk.called)
                    self._away = False
                with suppress(TimeoutError):
                    async with asyncio.timeout(POLL):
                        await self._desk.moved.wait()
            hearing.result()
        finally:
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)
            await connection.close()

    async def _hear(self, connection: psycopg.AsyncConnection[object]) -> None:
        with explained(self._desk.called):
            await connection.execute(f"LISTEN {CHANNEL}".encode())
            self._desk.told()  # whatever was said before that is not heard
            async for _ in connection.notifies():
                self._desk.told()
        raise DeskAway(f"the desk {self._desk.called} ended the connection")
