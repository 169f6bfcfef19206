"""What machines and admins ask: `/healthz` (alive), `/readyz` (at work, or what is not), `/metrics`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from bot import metrics
from bot.adapters.base import Adapter, Connected, Outlet
from bot.web.askers import private
from data.desk import Desk, holds
from data.errors import DeskAway, StoreError
from data.store import Store
from data.waiting import queue

BEAT = 60.0
"""Seconds after which a courier that has said nothing counts as still; it says every five that it lives."""

STUCK = 300.0
"""Seconds for which something may be overdue while nothing at all moves."""

FRESH = 5.0
"""Seconds for which a look is good enough for the next who asks: looking writes to the disk."""

DESK = "desk"
"""The part that is elsewhere."""

PATIENCE = 5.0
"""Seconds in which the store has to take a write."""

TOUCHED = "http/ready"
"""The key that is written to see that the store can be written."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _Moves:
    """How many deliveries wait and how many ended when that last changed, and when it did."""

    seen: tuple[int, float] | None = None
    since: float = 0.0


@dataclass(slots=True)
class Operators:
    """Answers for a store and the platforms that are served; `now` is the time of day, `clock` gives seconds.

    A worker that does not deliver is ready whatever becomes of those that do: they are asked themselves. One that
    answers is ready while the desk is away: it answers from the record.
    """

    store: Store
    adapters: Sequence[Outlet]
    delivers: bool = True
    answers: bool = True
    now: Callable[[], datetime] = _now
    clock: Callable[[], float] = time.monotonic
    _moves: dict[str, _Moves] = field(default_factory=dict)
    _seen: tuple[float, dict[str, str]] | None = None
    _one_by_one: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[web.RouteDef]:
        """Give the routes to serve; but for `/healthz`, only to who is inside."""
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", private(self.ready)),
            web.get("/metrics", private(self.measured)),
        ]

    async def alive(self, _request: web.Request) -> web.StreamResponse:
        """Say that the loop turns."""
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.StreamResponse:
        """Say whether all is at work: 200, or 503 with what is not."""
        async with self._one_by_one:
            if self._seen is None or self.clock() - self._seen[0] > FRESH:
                self._seen = self.clock(), await self._looked()
            found = self._seen[1]
        well = not any(wrong for part, wrong in found.items() if part != DESK or not self.answers)
        said = {name: wrong or "well" for name, wrong in found.items()}
        return web.json_response({"ready": well, "parts": said}, status=200 if well else 503)

    async def measured(self, _request: web.Request) -> web.StreamResponse:
        """Give what is counted, with the queues as they stand now."""
        metrics.REVISION.set(await Desk(self.store).head())
        with suppress(DeskAway):  # what waits there is as it was last seen
            for each in self.adapters:
                found = await self.store.desk.read(queue, each.name, self.now())
                metrics.DUE.labels(each.name).set(found.depth)
                metrics.OLDEST.labels(each.name).set(found.overdue)
        body = await asyncio.to_thread(metrics.exposition)
        return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def _looked(self) -> dict[str, str]:
        """Give each part with what is wrong with it, nothing where it is well."""
        found = {each.name: _reached(each) for each in self.adapters}
        try:
            async with asyncio.timeout(PATIENCE):
                desk, now = Desk(self.store), self.now().isoformat(timespec="seconds")
                await desk.note(TOUCHED, now)
                await desk.remember(TOUCHED, now)
                for each in self.adapters if self.delivers else ():
                    found[f"{each.name} courier"] = await self._moving(each)
        except DeskAway:
            return found | {"store": "", DESK: "cannot be reached"}
        except TimeoutError:
            return found | {"store": f"does not take a write within {PATIENCE:g} s"}
        except StoreError:
            return found | {"store": "cannot be written; see the log, and run: python -m bot doctor"}
        return found | {"store": ""}

    async def _moving(self, outlet: Outlet) -> str:
        platform = outlet.name
        hold = await self.store.desk.read(holds.held, f"courier/{platform}/{outlet.account}")
        if hold is None:
            return "nobody delivers"
        if (silent := (self.now() - hold.at).total_seconds()) > BEAT:
            return f"has not said for {silent:.0f} s that it lives"
        found, moves = (
            await self.store.desk.read(queue, platform, self.now()),
            self._moves.setdefault(platform, _Moves()),
        )
        seen = (found.depth, _ended(platform))
        if moves.seen != seen:
            moves.seen, moves.since = seen, self.clock()
        still = self.clock() - moves.since
        return f"{found.depth} wait and nothing moves" if min(found.overdue, still) > STUCK else ""


def _reached(adapter: Adapter) -> str:
    return "" if not isinstance(adapter, Connected) or adapter.connected else "not connected"


def _ended(platform: str) -> float:
    """Give how many deliveries of a platform came to anything, in this process."""
    samples = (each for family in metrics.DELIVERIES.collect() for each in family.samples)
    return sum(each.value for each in samples if each.labels.get("platform") == platform)
