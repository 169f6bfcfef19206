"""Who asked first is answered first, and nobody waits too long to hear that the answer will come.

discord.py begins a task for each interaction the moment it is read: of thousands at once, all are then under way and
none is done in time. Here few are, in the order they were received in. Where the rest would not be answered in time at
the pace at which it goes, the first are deferred, which takes one small request each; the work for these follows when
nobody waits for a first word any more.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import ContextVar, copy_context
from typing import Any, Protocol

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Answers under way at a time."""

DEFERRALS = 256
"""Deferrals under way at a time: with 60 ms to Discord and back, so many are done for 5,000 in the patience."""

SLICE = 0.25
"""Seconds after which an answer that is still being worked on, in a slow search say, gives its turn to another."""

CALM = 0.25
"""The share of the patience that those in line may take by the pace: the rest is for those not yet read."""

SHARE = 0.5
"""The share of the patience after which whoever still stands in line is deferred, whatever the pace."""

PACE = 0.0005
"""Seconds between two answers when all hands are busy, until it has been measured."""

WEIGHT, LONGEST_STEP = 0.02, 0.02
"""How much one answer counts in the pace, and the most seconds it counts with."""

received: ContextVar[float | None] = ContextVar("received", default=None)
"""When the interaction at work was read from the gateway, by the line's clock."""

Clock = Callable[[], float]
"""Gives a monotonic time in seconds."""


class Job(Protocol):
    """Something somebody waits for."""

    def answer(self) -> Coroutine[Any, Any, None]:
        """Answer it, whether it was deferred or not."""

    def defer(self) -> Coroutine[Any, Any, bool]:
        """Say that the answer will come, and whether that was heard in time."""


class Line:
    """Those who wait. `patience` is the time, in seconds, within which everybody is to hear something."""

    def __init__(self, patience: float, clock: Clock) -> None:
        self._patience = patience
        self._clock = clock
        self._first: deque[tuple[float, Job]] = deque()
        self._later: deque[tuple[float, Job]] = deque()
        self._busy = 0
        self._deferring = 0
        self._pace = PACE
        self._ended = clock()
        self._heard = asyncio.Event()
        self._heard.set()
        self.tasks: set[asyncio.Task[None]] = set()
        """All that is under way."""

    def put(self, at: float, job: Job) -> None:
        """Let somebody stand in line who was received at a time."""
        if not self._first:
            self._ended = self._clock()
            self._heard.clear()
        self._first.append((at, job))
        self._go()

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin what stands in no line; it is under way with all else."""
        self._begin(work)

    async def heard(self) -> None:
        """Wait until nobody waits for a first word."""
        await self._heard.wait()

    def _go(self) -> None:
        """Begin all that may begin."""
        late = self._late()
        while self._deferring < min(DEFERRALS, late):
            self._deferring += 1
            self._begin(self._defer())
        while not late and self._busy < AT_ONCE and (self._first or (self._later and not self._deferring)):
            self._busy += 1
            at, job = (self._first or self._later).popleft()
            self._begin(self._answer(job), at)
        if not self._first:
            self._heard.set()

    def _late(self) -> int:
        """Give how many, the first in line, must be deferred so that all hear something in time."""
        if not self._first:
            return 0
        if self._clock() - self._first[0][0] > self._patience * SHARE:
            return len(self._first)
        return max(0, len(self._first) - int(self._patience * CALM / self._pace))

    def _begin(self, work: Coroutine[Any, Any, None], at: float | None = None) -> None:
        context = copy_context()
        context.run(received.set, at)
        task = asyncio.get_running_loop().create_task(work, context=context)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("an interaction was not answered", exc_info=error)

    async def _defer(self) -> None:
        """Defer one after the other as long as it has to be."""
        try:
            while self._late():
                at, job = self._first.popleft()
                if await job.defer():
                    self._later.append((at, job))
        finally:
            self._deferring -= 1
            self._ended = self._clock()
            self._go()

    async def _answer(self, job: Job) -> None:
        turn = _Turn(self._free)
        slice_over = asyncio.get_running_loop().call_later(SLICE, turn.end)
        try:
            await job.answer()
        finally:
            slice_over.cancel()
            self._measure()
            turn.end()

    def _free(self) -> None:
        self._busy -= 1
        self._go()

    def _measure(self) -> None:
        """Learn the pace from an answer that ended while others waited."""
        now = self._clock()
        if self._first and not self._deferring:
            self._pace += (min(now - self._ended, LONGEST_STEP) - self._pace) * WEIGHT
        self._ended = now


class _Turn:
    """A turn that ends once."""

    def __init__(self, free: Callable[[], None]) -> None:
        self._free: Callable[[], None] | None = free

    def end(self) -> None:
        if self._free is not None:
            free, self._free = self._free, None
            free()
