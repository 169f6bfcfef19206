"""A broadcast by four workers of which the one that delivers is killed three times, with Telegram's real limits."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.report import results
from data.desk.rates import RATES
from tests.harness import news
from tests.harness.news import ASKERS, evening, person
from tests.harness.process import until
from tests.harness.workers import Cluster, cluster

WORKERS = 4
KILLS = 3
RATE = RATES["telegram"]

ASKED_EVERY = 0.5
"""Seconds between two questions that somebody asks meanwhile."""


@dataclass
class Broadcast:
    """What was sent by whom, and what may come twice."""

    cluster: Cluster
    desk: news.Desk
    telegram: news.Telegram
    chats: int
    risked: set[int] = field(default_factory=set)
    paused: float = 0.0
    asked: int = 0

    async def run(self) -> int:
        """Tell all chats, and kill the worker that delivers on the way; give the revision."""
        _, said = await self.cluster.workers["worker-1"].push(evening(1))
        for kill in range(1, KILLS + 1):
            await self._until(self.chats * kill // (KILLS + 1))
            await self._kill(f"worker-{WORKERS + kill}")
        await until(lambda: self.desk.ended(said["revision"]), pause=0.1)
        return int(said["revision"])

    async def _kill(self, successor: str) -> None:
        """Kill whoever delivers, and start another worker in its place."""
        worker = self.cluster.deliverer(await self.desk.holder())
        await worker.kill()
        at, before = time.perf_counter(), set(self.telegram.told())
        self.risked |= before & await self.desk.unsettled()
        await self.cluster.add(successor)
        await self._until(len(self.telegram.heard) + 1)
        self.paused += time.perf_counter() - at

    async def _until(self, number: int) -> None:
        async def heard() -> bool:
            return len(self.telegram.heard) >= number

        await until(heard, pause=0.002)

    async def ask(self) -> None:
        """Have somebody ask something again and again, until cancelled."""
        while True:
            await self.telegram.say("/sources senate", *person(ASKERS + self.asked))
            await self.cluster.hand_out(self.telegram)
            self.asked += 1
            await asyncio.sleep(ASKED_EVERY)


async def measured(folder: Path, url: str, chats: int) -> None:
    """Measure it and print it."""
    async with news.Telegram() as telegram, cluster(folder, url, telegram.url) as workers:
        for number in range(1, WORKERS + 1):
            await workers.add(f"worker-{number}")
        await workers.until_connected()
        desk = news.Desk(url)
        await desk.follow(range(1, chats + 1))
        shown = Broadcast(workers, desk, telegram, chats)
        asking = asyncio.create_task(shown.ask())
        begun = time.perf_counter()
        revision = await shown.run()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        states = await desk.states(revision)
        assert not workers.troubles(), workers.troubles()
    told(shown, states, time.perf_counter() - begun)


def told(shown: Broadcast, states: dict[str, int], took: float) -> None:
    """Print what came of it."""
    heard, chats = shown.telegram.told(), shown.chats
    twice = {chat for chat, times in heard.items() if times > 1}
    lost = "" if len(heard) == chats and states == {"sent": chats} else "  LOST"
    print(f"broadcast by {WORKERS} workers, {KILLS} killed: {len(heard)} of {chats} chats heard{lost}")
    over = "" if twice <= shown.risked else "  OVER"
    print(f"{len(twice)} heard twice, of {len(shown.risked)} that were under way at a kill{over}")
    busiest = shown.telegram.busiest()
    answered = len({chat for _, chat, _ in shown.telegram.answered})
    over = "" if busiest <= RATE else "  OVER"
    print(
        f"at most {busiest} arrived in any second of {RATE:.0f}{over}; {answered} of {shown.asked} questions answered"
    )
    name = f"broadcast to {chats:,} chats by {WORKERS} workers, {KILLS} killed"
    results.row("", f"{name}: chats that heard", {"measured": f"{len(heard):,}"})
    results.row("", "of them twice, and under way at a kill", {"measured": f"{len(twice)} of {len(shown.risked)}"})
    results.row("", "most in any second, of all workers together", {"measured": f"{busiest} of {RATE:.0f}"})
    results.row(
        "", "its time, and how much of it nobody delivered", {"measured": f"{took:.1f} s, {shown.paused:.1f} s"}
    )
    print(f"{took:.1f} s, of which {shown.paused:.1f} s nobody delivered; at least {chats / RATE:.1f} s", flush=True)
