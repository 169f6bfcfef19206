"""Time that passes only when everybody waits: what the tests of the limiter share."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable
from itertools import count
from typing import Any, NamedTuple

from telegram.error import RetryAfter

from bot.adapters.telegram.limits import BROADCAST, Key, Limiter

SETTLE = 12
"""Turns of the loop after which whatever could run has run."""


ROUNDING = 1e-6
"""Seconds by which sums of seconds may be off."""


class Arrived(NamedTuple):
    at: float
    chat: Key
    tag: str


class Ticking:
    """A clock and a sleep of its own; `play` lets time pass until the work is done."""

    def __init__(self) -> None:
        self.time = 0.0
        self._numbers = count()
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []

    def clock(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        waiting = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self.time + seconds, next(self._numbers), waiting))
        await waiting

    async def play(self, *work: Awaitable[Any]) -> list[Any]:
        """Do the work side by side and give what each part gave or raised."""
        everything = asyncio.gather(*work, return_exceptions=True)
        while not everything.done():
            await self.settle()
            self.step()
        return await everything

    async def settle(self) -> None:
        """Let run whatever can."""
        for _ in range(SETTLE):
            await asyncio.sleep(0)

    def step(self) -> None:
        """Let time pass until somebody wakes."""
        if not self._sleeping:
            return
        self.time = max(self.time, self._sleeping[0][0])
        while self._sleeping and self._sleeping[0][0] <= self.time:
            _, _, waiting = heapq.heappop(self._sleeping)
            if not waiting.done():
                waiting.set_result(None)


class Wire:
    """The other side of a limiter: notes when requests arrive, refuses on demand; a round trip takes `trip` seconds."""

    def __init__(self, ticking: Ticking, limiter: Limiter, trip: float = 0.0) -> None:
        self._ticking, self._limiter, self._trip = ticking, limiter, trip
        self.arrived: list[Arrived] = []
        self.floods: dict[Key, list[int]] = {}

    def times(self, tag: str = "", chat: Key | None = None) -> list[float]:
        """Give when what was tagged so, or went to a chat, arrived; refused or not."""
        return [each.at for each in self.arrived if tag in each.tag and chat in (None, each.chat)]

    async def send(
        self, chat: Key, tag: str = "answer", *, endpoint: str = "sendMessage", after: float = 0, named: str = "chat_id"
    ) -> Any:
        """Send something to a chat; what is tagged a broadcast goes as one."""
        if after:
            await self._ticking.sleep(after)
        lane = BROADCAST if tag.startswith(BROADCAST) else None
        return await self._limiter.process_request(self._post, (chat, tag), {}, endpoint, {named: chat}, lane)

    async def _post(self, chat: Key, tag: str) -> bool:
        await self._travel()
        self.arrived.append(Arrived(self._ticking.time, chat, tag))
        waits = self.floods.get(chat)
        wait = waits.pop(0) if waits else None
        await self._travel()
        if wait is not None:
            raise RetryAfter(wait)
        return True

    async def _travel(self) -> None:
        if self._trip:
            await self._ticking.sleep(self._trip / 2)


def most(times: list[float], seconds: float) -> int:
    """Give how many arrived at most in any window of this length."""
    ordered, first, found = sorted(times), 0, 0
    for index, at in enumerate(ordered):
        while at - ordered[first] >= seconds - ROUNDING:
            first += 1
        found = max(found, index - first + 1)
    return found
