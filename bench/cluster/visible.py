"""How long it takes until what is published at one worker shows in the answers of another."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.report import results
from tests.harness import news
from tests.harness.news import ASKERS, evening, typed
from tests.harness.workers import DONE, Cluster, cluster

APART = 0.01
"""Seconds between two questions: what is measured is no finer."""


@dataclass
class Watch:
    """Somebody who asks the other worker again and again what is new, each time as another person."""

    cluster: Cluster
    telegram: news.Telegram
    people: itertools.count[int] = field(default_factory=lambda: itertools.count(ASKERS))
    asking: set[asyncio.Task[int]] = field(default_factory=set)

    async def published(self, number: int) -> tuple[float, float]:
        """Publish a revision; give the seconds until the other shows it, since it was sent and since it was taken.

        The second is below 0 where the answer came before the word that it was taken.
        """
        self.telegram.answered.clear()
        sent = time.perf_counter()
        pushing = asyncio.create_task(self._push(number))
        while (shown := self._shown(number)) is None:
            self._ask()
            await asyncio.sleep(APART)
        taken = await pushing
        await asyncio.gather(*self.asking)
        return shown - sent, shown - taken

    async def _push(self, number: int) -> float:
        """Publish it, and give when it was taken."""
        status, said = await self.cluster.workers["one"].push(evening(number))
        taken = time.perf_counter()
        assert status == DONE, said
        return taken

    def _shown(self, number: int) -> float | None:
        """Give when an answer first named what was published."""
        name = f"Sitting {number} of the evening"
        return min((at for at, _, text in self.telegram.answered if name in text), default=None)

    def _ask(self) -> None:
        task = asyncio.create_task(self.cluster.workers["two"].bring(typed("/news", next(self.people))))
        self.asking.add(task)
        task.add_done_callback(self.asking.discard)


async def measured(folder: Path, url: str, pushes: int) -> None:
    """Measure it and print it."""
    async with news.Telegram() as telegram, cluster(folder, url, telegram.url) as workers:
        for name in ("one", "two"):
            await workers.add(name, "answer")
        await workers.until_connected()
        watch = Watch(workers, telegram)
        times = [await watch.published(number) for number in range(1, pushes + 1)]
    for name, found in zip(("sent", "taken"), zip(*times, strict=True), strict=True):
        middle, late = (sorted(found)[int(len(found) * share)] * 1e3 for share in (0.5, 0.99))
        results.row("", f"shown by another worker after a push was {name}, p50", {"measured": f"{middle:.0f} ms"})
        results.row("", f"shown by another worker after a push was {name}, p99", {"measured": f"{late:.0f} ms"})
        print(f"shown by another worker after a push was {name}: {middle:.0f} ms, p99 {late:.0f} ms", flush=True)
