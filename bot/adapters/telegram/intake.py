"""Updates on their way through: each once, in order within a chat, chats beside one another.

An update is settled when it has been handled. One that takes long is settled when it is written down: Telegram hands
out a hundred updates at once and no more before the oldest is confirmed, so one slow chat would hold up all others.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.adapters.telegram.arrivals import Arrival
from bot.adapters.telegram.receive import UNREADABLE, Json, lane
from bot.dispatch import Memory

log = logging.getLogger(__name__)
Work = Callable[[], Awaitable[None]]
"""What is done for an update."""


RECENT = 10_000
"""Updates whose numbers are remembered, so that one that is handed in again is not handled again."""

WRITTEN = 1000
"""Updates written down at most; beyond that Telegram keeps them."""


Read = Callable[[Json], Arrival | None]
"""Gives what an update asks of us, or nothing; raises one of UNREADABLE."""

Handle = Callable[[int, Arrival], Awaitable[None]]
"""Answers what the update of a number asks."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: a long poll, an answer's arrival, what is under way at the end, the last confirmation, a slow update."""

    poll: int = 50
    answer: float = 20.0
    grace: float = 3.0
    last: float = 0.8
    slow: float = 2.0


@dataclass(slots=True, eq=False)
class _Taken:
    """An update under way. `settled` gives whether whoever handed it in may forget it."""

    raw: Json
    settled: asyncio.Future[bool]
    timer: asyncio.TimerHandle | None = None


class Intake:
    """Has the updates of one bot, known by its number, handled.

    `begin` gives what is to be done for an update as it came, nothing where that is nothing: it is settled at once.
    `hushed` says of one that nothing is to be done for it, and is asked first. One that `keeps` writes down those that
    take long.
    """

    def __init__(
        self,
        bot: int,
        memory: Memory,
        begin: Callable[[Json], Work | None],
        timing: Timing | None = None,
        *,
        hushed: Callable[[Json], bool] = lambda _: False,
        keeps: bool = True,
    ) -> None:
        self._memory = memory
        self._begin = begin
        self._hushed = hushed
        self._timing = timing or Timing()
        self._keeps = keeps
        self._key = f"telegram/taken/{bot}"
        self._recent: OrderedDict[int, None] = OrderedDict()
        self._taken: dict[int, _Taken] = {}
        self._written: dict[int, Json] = {}
        self._unsettled: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._writing: asyncio.Task[None] | None = None
        self._stale = False

    @property
    def lowest(self) -> int | None:
        """The number of the first update that is not settled."""
        return min(self._unsettled, default=None)

    def knows(self, number: int) -> bool:
        """Say whether an update has been taken before."""
        return number in self._recent

    async def resume(self) -> None:
        """Take up what an earlier run wrote down and did not finish."""
        kept = json.loads(await self._memory.recall(self._key) or "[]")
        for raw in kept:
            self._written[raw["update_id"]] = raw
            self.take(raw)
            self._settle(raw["update_id"], forget=True)

    def take(self, raw: Json) -> asyncio.Future[bool]:
        """Have an update handled, unless it is a known one; what comes back says, in time, whether to forget it."""
        number: int = raw["update_id"]
        if number in self._taken:
            return self._taken[number].settled
        taken = _Taken(raw, asyncio.get_running_loop().create_future())
        found = None if self.knows(number) or self._hushed(raw) else self._readable(raw)
        self._remember(number)
        if found is None:
            taken.settled.set_result(True)
        else:
            self._start(number, taken, *found)
        return taken.settled

    def write_down(self) -> None:
        """Write down all that is under way, so that it need not be handed out again."""
        for number in sorted(self._unsettled - self._written.keys()):
            self._write_down(number)

    async def settling(self, timeout: float) -> None:  # noqa: ASYNC109  # it is no error when it ends
        """Wait until all is settled, or for so many seconds."""
        if waited := [self._taken[number].settled for number in self._unsettled if number in self._taken]:
            await asyncio.wait(waited, timeout=timeout)

    async def left(self) -> bool:
        """Say whether an earlier run wrote something down and did not finish it."""
        return await self._memory.recall(self._key) not in {None, "[]"}

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        if self._tasks:
            await asyncio.wait(set(self._tasks))

    async def finish(self) -> None:
        """Let what is under way come to its end, as far as time allows; the rest stays where it came from."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=self._timing.grace)
            for task in late:
                task.cancel()
            if late:
                log.warning("%d updates were not answered in time; they will be after the next start", len(late))
                await asyncio.wait(late)
        if self._writing is not None:
            await asyncio.wait({self._writing}, timeout=self._timing.last)

    def _readable(self, raw: Json) -> tuple[int, Work] | None:
        """Give the chat of an update, and what is to be done for it."""
        try:
            work = self._begin(raw)
            return None if work is None else (lane(raw), work)
        except UNREADABLE:
            log.exception("update %d has a shape nobody knows and is passed over", raw["update_id"])
            return None

    def _remember(self, number: int) -> None:
        self._recent[number] = None
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def _start(self, number: int, taken: _Taken, chat: int, work: Work) -> None:
        self._taken[number] = taken
        self._unsettled.add(number)
        if self._keeps:
            taken.timer = asyncio.get_running_loop().call_later(self._timing.slow, self._write_down, number)
        task = asyncio.create_task(self._after(self._lanes.get(chat), work), name=f"telegram update {number}")
        self._lanes[chat] = task
        self._tasks.add(task)
        task.add_done_callback(lambda task: self._done(number, chat, task))

    async def _after(self, before: asyncio.Task[None] | None, work: Work) -> None:
        if before is not None:
            await asyncio.wait({before})
        await work()

    def _done(self, number: int, chat: int, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._lanes.get(chat) is task:
            del self._lanes[chat]
        taken = self._taken.pop(number)
        if taken.timer is not None:
            taken.timer.cancel()
        if task.cancelled():  # not done: it is where it came from, or written down, for the next start
            self._recent.pop(number, None)
            if not taken.settled.done():
                taken.settled.set_result(False)
            return
        self._unsettled.discard(number)
        if not taken.settled.done():
            taken.settled.set_result(True)
        if self._written.pop(number, None) is not None:
            self._write()
        if (error := task.exception()) is not None:
            log.error("update %s failed", number, exc_info=error)

    def _settle(self, number: int, *, forget: bool) -> None:
        """Settle an update that is written down and still under way."""
        self._unsettled.discard(number)
        taken = self._taken.get(number)
        if taken is not None and not taken.settled.done():
            taken.settled.set_result(forget)

    def _write_down(self, number: int) -> None:
        if len(self._written) < WRITTEN:
            self._written[number] = self._taken[number].raw
            self._write()

    def _write(self) -> None:
        self._stale = True
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_on(), name="telegram updates written down")
            self._writing.add_done_callback(_told)

    async def _write_on(self) -> None:
        while self._stale:
            self._stale = False
            written = dict(self._written)
            await self._memory.remember(self._key, json.dumps(list(written.values())))
            for number in written:
                self._settle(number, forget=True)


def _told(writing: asyncio.Task[None]) -> None:
    if not writing.cancelled() and (error := writing.exception()) is not None:
        log.error("slow updates cannot be written down and hold up others", exc_info=error)
