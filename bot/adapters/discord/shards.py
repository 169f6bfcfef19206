"""Which shards are served here: each is held before its session begins, so that no other worker serves it too.

Sessions begin no faster than Discord takes them: of the shards that share a bucket one every five seconds, and workers
take turns at a bucket. Where it cannot be told whose turn it is, only this worker's own shards wait for one another.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from bot.adapters.base import Hold

log = logging.getLogger(__name__)

IDENTIFIES = 5.0
"""Seconds between two sessions that are begun (discord.com/developers/docs/events/gateway#rate-limiting)."""

GLANCE = 1.0
"""Seconds between two looks at whether it can be told whose turn it is."""

Act = Callable[[int], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]


class Shards:
    """The shards of one bot that this worker serves or waits for; `begin` opens a shard's session, `end` closes it."""

    def __init__(self, bot: str, holds: Callable[[str], Hold], *, begin: Act, end: Act, sleep: Sleep) -> None:
        self._bot = bot
        self._holds = holds
        self._begin = begin
        self._end = end
        self._sleep = sleep
        self._concurrency = 1
        self._buckets: dict[int, asyncio.Lock] = {}
        self._granted: set[int] = set()
        self._held: dict[int, Hold] = {}
        self._keepers: set[asyncio.Task[None]] = set()
        self._turns: set[asyncio.Task[None]] = set()
        self._failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.mine: set[int] = set()
        """The shards that are held here: their sessions are open, or on the way to be."""

    def serve(self, ids: Iterable[int], count: int, concurrency: int) -> None:
        """Begin to serve shards of so many; so many buckets of sessions may begin side by side."""
        self._concurrency = max(concurrency, 1)
        for id_ in ids:
            hold = self._holds(f"shard/discord/{self._bot}/{id_}/{count}")
            self._held[id_] = hold
            task = asyncio.create_task(hold.during(partial(self._serve, id_)), name=f"discord shard {id_}")
            self._keepers.add(task)
            task.add_done_callback(self._ended)

    async def failed(self) -> None:
        """Wait until a shard can neither be served nor be closed; raises why."""
        await asyncio.shield(self._failed)

    async def turn(self, id_: int) -> None:
        """Wait until a shard may begin a session."""
        if id_ in self._granted:
            self._granted.discard(id_)
            return
        bucket = id_ % self._concurrency
        lock = self._buckets.setdefault(bucket, asyncio.Lock())
        await lock.acquire()
        ours = asyncio.Event()
        task = asyncio.create_task(self._take_turn(id_, bucket, ours), name=f"discord identify {bucket}")
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)
        task.add_done_callback(lambda _: lock.release())
        await ours.wait()

    async def close(self) -> None:
        """Close every shard and let it go."""
        tasks = [*self._keepers, *self._turns]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, id_: int) -> None:
        self.mine.add(id_)
        try:
            await self.turn(id_)
            self._granted.add(id_)
            await self._begin(id_)
            await asyncio.get_running_loop().create_future()
        finally:
            self._granted.discard(id_)
            await self._end(id_)
            self.mine.discard(id_)

    async def _take_turn(self, id_: int, bucket: int, ours: asyncio.Event) -> None:
        """Have a bucket for as long as one session takes; out of turn where nobody can be asked."""

        async def work() -> None:
            """Let the turn be taken, and hold it for as long as one session takes."""
            ours.set()
            await self._sleep(IDENTIFIES)

        waiting = asyncio.create_task(self._holds(f"identify/discord/{self._bot}/{bucket}").during(work))
        try:
            while not waiting.done():
                await asyncio.wait({waiting}, timeout=GLANCE)
                if not ours.is_set() and id_ in self._held and not self._held[id_].sure():
                    log.warning("Discord's shard %d begins a session while it cannot be told whose turn it is", id_)
                    break
        finally:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        if not ours.is_set():
            await work()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._keepers.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and not self._failed.done():
            self._failed.set_exception(error)
