"""Works through what is due on one platform, within its limits, whatever dies in between.

A chat has a lane: what goes there goes in order, one at a time, and no chat waits for another. Only so many deliveries
are in hand at once, however many are due, and only so many under way; each is under way until its outcome is on the
disk, so that is also the most a killed process can have sent without knowing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.delivery.attempt import Attempt, Writer
from bot.delivery.holding import Holding, seat
from bot.delivery.pace import Sleep, Watch, after, again, elapsed, until_first, wall
from bot.delivery.settling import GATHER, Settling
from bot.metrics import DELIVERIES
from bot.outlets import Outlet
from data.desk import Desk, Outcome, Parcel
from data.errors import StoreError

log = logging.getLogger(__name__)

SECOND = 1.0
"""Seconds in which platforms count what one bot sends: what another worker sent last is part of them."""

HAND = 128
"""Deliveries in hand at most: taken, and not yet settled."""

UNDER_WAY = 32
"""Deliveries under way at most: a second's worth on Telegram, which is what an answer there and the disk may take."""

LANE = 4
"""Deliveries in hand for one chat at most, so that a chat with much to hear leaves room for others."""

IDLE = 0.5
"""Seconds between two looks at what is due, where nothing was written meanwhile."""

STIR = 0.1
"""Seconds between two looks at whether something was written."""

GRACE = 3.0
"""Seconds that deliveries under way have left at the end."""

BROKEN = 5
"""Times something nobody foresaw may happen to a delivery before it counts as failed."""


class Courier:
    """Delivers for the bot of an outlet, as long as no other process does."""

    def __init__(
        self,
        desk: Desk,
        outlet: Outlet,
        writer: Writer,
        *,
        now: Callable[[], datetime] = wall,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = elapsed,
        under_way: int = UNDER_WAY,
        gather: float = GATHER,
    ) -> None:
        self.name = f"{outlet.name} courier"
        self._platform = outlet.name
        self._desk = desk
        self._now = now
        self._sleep = sleep
        self._holding = Holding(desk, seat(outlet.name, outlet.account), now, sleep, monotonic, still=SECOND)
        self._settling = Settling(desk, self._holding.holder, now, sleep, gather)
        self._attempt = Attempt(desk, outlet, writer, now=now, sleep=sleep, ours=self._holding.sure)
        self._watch = Watch(now, monotonic)
        self._slots = asyncio.Semaphore(under_way)
        self._hand: dict[int, Parcel] = {}
        self._begun: set[int] = set()
        self._lanes: dict[str, deque[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._still = asyncio.Lock()
        self._head = -1
        self._ending = False

    async def run(self) -> None:
        """Deliver until cancelled; then let what is under way arrive, and give the rest back.

        Raises what a bug raises; the store being away for a while is waited for.
        """
        self._ending = False
        try:
            while True:
                await self._turn()
        finally:
            await self._leave()

    async def _turn(self) -> None:
        """Hold the platform and deliver, as long as it is ours."""
        try:
            before = await self._holding.take()
            await self._begin(before.at if before else None)
            await until_first(self._holding.keep(), self._work())
        except StoreError as error:
            log.warning("%s waits for the store: %s", self.name, error)
            await self._sleep(IDLE)

    async def _begin(self, last: datetime | None) -> None:
        """Take back what was taken by somebody who is no more, or by us before a failure."""
        self._head = -1
        await self._right_the_clock(last)
        others = await self._desk.holders(seat(self._platform, "")) - {self._holding.holder}
        if number := await self._desk.reclaim(self._platform, [*self._hand, *self._begun], others):
            log.info("%s: %d deliveries that were under way when it stopped are made again", self.name, number)
        if number := await self._desk.lapse(self._now()):  # a platform that is served again after long
            log.warning("%s: %d deliveries came too late to be sent, and are let go", self.name, number)

    async def _work(self) -> None:
        while True:
            await self._right_the_clock()
            await self._take_up_newer()
            seen = self._desk.data_version()
            self._room.clear()  # before looking, so that room made meanwhile is not overlooked
            if not await self._fill():
                await until_first(self._room.wait(), self._stirred(seen))

    async def _stirred(self, seen: int) -> None:
        """Wait for a while, and no longer once something was written, such as a push."""
        for _ in range(round(IDLE / STIR)):
            await self._sleep(STIR)
            if self._desk.data_version() != seen:
                return

    async def _right_the_clock(self, last: datetime | None = None) -> None:
        if (before := self._watch.look(last)) is not None:
            now = self._now()
            log.warning("the clock was set back from %s to %s; what is due stays so", before, now)
            await self._desk.set_back(self._platform, before, now)

    async def _take_up_newer(self) -> None:
        """Let what is in hand also tell what a newer revision made due in its chat; let go of what is ours no more."""
        head = await self._desk.record_version()
        if head == self._head:
            return
        async with self._still:
            held, self._hand = self._hand, {}
            # Should this be cut short, what was in hand is in nobody's: it is taken back, and gathered anew.
            told = await self._desk.regather(self._holding.holder, list(held), self._now())
            self._hand = {id_: replace(each, told=told[id_]) for id_, each in held.items() if told.get(id_)}
        self._head = head

    async def _fill(self) -> bool:
        """Take as much as there is room for; say whether anything was taken."""
        room = HAND - len(self._hand) - len(self._begun)
        if room < HAND // 2 or not await self._desk.waits(self._platform, self._now()):
            return False
        full = [chat for chat, lane in self._lanes.items() if len(lane) >= LANE]
        taken = await self._desk.share(
            self._platform, self._holding.holder, self._now(), limit=room, each=LANE, without=full
        )
        for parcel in taken:
            self._take(parcel)
        return bool(taken)

    def _take(self, parcel: Parcel) -> None:
        chat, id_ = parcel.delivery.chat, parcel.delivery.id
        self._hand[id_] = parcel
        if chat in self._lanes:
            self._lanes[chat].append(id_)
            return
        self._lanes[chat] = deque([id_])
        task = asyncio.create_task(self._walk(chat), name=f"{self.name} {chat}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _walk(self, chat: str) -> None:
        """Deliver what waits for one chat, in its order."""
        lane = self._lanes[chat]
        try:
            while lane and not self._ending:
                async with self._slots:
                    async with self._still:
                        parcel = None if self._ending else self._hand.pop(lane[0], None)
                    if parcel is not None:
                        await self._deliver(parcel)
                lane.popleft()
        finally:
            for id_ in self._lanes.pop(chat):
                self._hand.pop(id_, None)

    async def _deliver(self, parcel: Parcel) -> None:
        """Make one attempt and write down what became of it: a failure nobody foresaw is this delivery's alone."""
        id_ = parcel.delivery.id
        self._begun.add(id_)
        trying = asyncio.create_task(self._attempt.make(parcel), name=f"delivery {id_}")
        try:
            await asyncio.wait({trying})
            outcome = self._broken(parcel, error) if (error := trying.exception()) else trying.result()
            if outcome is not None:
                await self._settling.settle(outcome)
                DELIVERIES.labels(self._platform, outcome.state).inc()
                self._share_out(parcel.delivery.chat, outcome)
        finally:
            trying.cancel()
            self._begun.discard(id_)
            if len(self._hand) + len(self._begun) in {0, HAND // 2}:
                self._room.set()

    def _share_out(self, chat: str, outcome: Outcome) -> None:
        """Let what else is in hand for a chat share what befell this, where the desk did so."""
        for id_ in self._lanes[chat] if outcome.whole else ():
            self._hand.pop(id_, None)

    def _broken(self, parcel: Parcel, error: BaseException) -> Outcome:
        """Give what becomes of a delivery that failed in a way nobody foresaw."""
        each = parcel.delivery
        if isinstance(error, StoreError):
            log.warning("delivery %d waits for the store: %s", each.id, error)
        else:
            log.error("delivery %d failed", each.id, exc_info=error)
            if each.attempts >= BROKEN:
                return Outcome(each.id, "failed", why=type(error).__name__)
        return Outcome(each.id, "due", due=after(self._now(), again(each.attempts)), why=type(error).__name__)

    async def _leave(self) -> None:
        """Let what is under way arrive, give back the rest, and let the platform go."""
        self._ending = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._settling.close()
        try:
            await self._desk.give_back(self._platform, self._holding.holder)
            await self._holding.free()
        except StoreError as error:
            log.warning("%s ends without giving back what it held: %s", self.name, error)
