"""How long nobody delivers after whoever did is gone: a process that is killed, and a machine that falls silent."""

from __future__ import annotations

import signal
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from bench.report import results
from tests.harness import news
from tests.harness.news import evening
from tests.harness.postgres import Postgres
from tests.harness.process import until
from tests.harness.workers import Cluster, cluster

CHATS = 20_000
"""Chats that follow: more than are told in the time."""

WAYS = {
    signal.SIGKILL: "a process of the same machine was killed",
    signal.SIGSTOP: "a machine fell silent, its connections open",
}
"""What is done to whoever delivers, and what that is like for the others."""


@dataclass
class Relay:
    """Workers that deliver one after another, one standing by."""

    cluster: Cluster
    desk: news.Desk
    telegram: news.Telegram

    async def start(self) -> None:
        """Start one that answers and two that deliver, and have something to deliver."""
        answering = await self.cluster.add("answer", "answer")
        await self.cluster.add("deliver-0", "deliver")
        await self.cluster.add("deliver-1", "deliver")
        await self.cluster.until_connected()
        await self.desk.follow(range(1, CHATS + 1))
        await answering.push(evening(1))
        await self._more()

    async def takeover(self, how: signal.Signals, number: int) -> float:
        """End whoever delivers, and give the seconds until the next one's first message; another then stands by."""
        holder = await self.desk.holder()
        worker = self.cluster.deliverer(holder)
        assert worker.process is not None
        worker.process.send_signal(how)
        at = time.perf_counter()
        if how is signal.SIGKILL:
            await worker.process.wait()

        async def taken() -> bool:
            return await self.desk.holder() not in {holder, ""}

        await until(taken, pause=0.05)
        await self._more()
        took = time.perf_counter() - at
        if worker.running:
            await worker.kill()
        await self.cluster.add(f"deliver-{number}", "deliver")
        await self.cluster.until_connected()
        return took

    async def _more(self) -> None:
        """Wait until another message arrives."""
        before = len(self.telegram.heard)

        async def more() -> bool:
            return len(self.telegram.heard) > before

        await until(more, pause=0.005)


async def measured(folder: Path, postgres: Postgres, kills: int) -> None:
    """Measure each way and print it."""
    for how, name in WAYS.items():
        url = postgres.create()
        (folder / how.name).mkdir()
        async with news.Telegram() as telegram, cluster(folder / how.name, url, telegram.url) as workers:
            relay = Relay(workers, news.Desk(url), telegram)
            await relay.start()
            times = [await relay.takeover(how, number + 2) for number in range(kills)]
        cells = {"measured": f"{statistics.median(times):.1f} s, at most {max(times):.1f} s"}
        results.row("", f"delivering again after {name}", cells)
        print(
            f"delivering again after {name}: {statistics.median(times):.1f} s, at most {max(times):.1f} s", flush=True
        )
