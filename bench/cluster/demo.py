"""Several machines, on this one: `make cluster`.

PostgreSQL in a directory that goes with it, two workers that answer behind a balancer, one that delivers and one that
stands by, and a Telegram of our own with its real limits. An update is pushed, and in the middle the worker that
delivers is killed. The status is 0 when every chat heard, and none twice but those whose message was under way then.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.desk.rates import RATES
from tests.harness import news
from tests.harness.news import ASKERS, evening, person
from tests.harness.postgres import NoPostgres, serving
from tests.harness.process import until
from tests.harness.workers import Cluster, cluster

PAUSE = 0.002
"""Seconds between two looks at what is in this process."""


def say(line: str) -> None:
    """Tell the reader how far it is."""
    print(line, flush=True)


def since(begun: float, line: str) -> None:
    """Tell the reader how far it is, and how many seconds that took."""
    say(f"{time.perf_counter() - begun:5.1f} s  {line}")


@dataclass
class Show:
    """The cluster shown, its desk, and its Telegram."""

    cluster: Cluster
    desk: news.Desk
    telegram: news.Telegram
    chats: int

    async def run(self) -> bool:
        """Show it, and give whether it kept its promise."""
        await self._start()
        await self._follow()
        revision = await self._push()
        risked = await self._kill(self.chats // 3)
        await self._answer()
        await self._end(revision)
        return self._counted(risked)

    async def _start(self) -> None:
        begun = time.perf_counter()
        await self.cluster.add("answer-1", "answer")
        await self.cluster.add("answer-2", "answer")
        await self.cluster.add("deliver-1", "deliver")
        await self.cluster.until_connected()
        await until(self._held)  # so that the first one is the first
        await self.cluster.add("deliver-2", "deliver")
        await self.cluster.until_connected()
        since(begun, "answer-1 and answer-2 answer, deliver-1 delivers, deliver-2 stands by")

    async def _held(self) -> bool:
        return bool(await self.desk.holder())

    async def _follow(self) -> None:
        """Have one chat follow everything by asking each of those that answer; the others are written down."""
        begun = time.perf_counter()
        await self.desk.follow(range(3, self.chats + 1))
        for number in (1, 2):
            await self.telegram.say("/watch all loud:everything", *person(number))
        await self.cluster.hand_out(self.telegram)
        await self._until(lambda: len(self.telegram.answered) == 2)
        since(begun, f"{self.chats} chats follow everything; two of them asked, one at each")

    async def _push(self) -> int:
        begun = time.perf_counter()
        status, said = await self.cluster.workers["answer-1"].push(evening(1))
        assert status == 200, said
        since(begun, f"an update is pushed at answer-1: revision {said['revision']}")
        return int(said["revision"])

    async def _kill(self, told: int) -> set[int]:
        """Kill whoever delivers after so many chats heard; give those whose message may come again."""
        begun = time.perf_counter()
        await self._until(lambda: len(self.telegram.heard) >= told)
        deliverer = self.cluster.deliverer(await self.desk.holder())
        await deliverer.kill()
        at, heard = time.perf_counter(), set(self.telegram.told())
        risked = heard & await self.desk.unsettled()
        since(begun, f"{len(heard)} chats have heard; {deliverer.name} is killed")
        before = len(self.telegram.heard)
        await self._until(lambda: len(self.telegram.heard) > before)
        since(at, "later the other delivers")
        return risked

    async def _answer(self) -> None:
        """Ask both that answer what is new, while the broadcast goes on."""
        begun = time.perf_counter()
        for number in range(2):
            await self.telegram.say("/news", *person(ASKERS + number))
        await self.cluster.hand_out(self.telegram)
        await self._until(lambda: len(self._asked()) == 2)
        known = sum("Sitting 1 of the evening" in text for text in self._asked())
        since(begun, f"both are asked meanwhile what is new: {known} of 2 know the update")

    def _asked(self) -> list[str]:
        return [text for _, chat, text in self.telegram.answered if chat >= ASKERS]

    async def _end(self, revision: int) -> None:
        begun = time.perf_counter()
        await until(lambda: self.desk.ended(revision), pause=0.1)
        since(begun, "nothing is due any more")

    def _counted(self, risked: set[int]) -> bool:
        told = self.telegram.told()
        twice = {chat for chat, times in told.items() if times > 1}
        say(f"\n{len(told)} of {self.chats} chats heard, {len(told) - len(twice)} of them once")
        if twice:
            say(f"{len(twice)} heard twice: Telegram knows no repetition, and {len(risked)} were under way at the kill")
        busiest, rate = self.telegram.busiest(), RATES["telegram"]
        say(f"at most {busiest} arrived in any second, whoever sent them; Telegram takes {rate:.0f}")
        troubles = self.cluster.troubles()
        if troubles:
            say(troubles)
        return len(told) == self.chats and twice <= risked and busiest <= rate and not troubles

    async def _until(self, condition: Callable[[], bool]) -> None:
        async def so() -> bool:
            return condition()

        await until(so, pause=PAUSE)


async def shown(chats: int) -> bool:
    """Start everything, show it, and end everything."""
    begun = time.perf_counter()
    with serving(durable=True) as postgres, tempfile.TemporaryDirectory() as folder:
        url = postgres.create()
        since(begun, f"PostgreSQL listens at 127.0.0.1:{postgres.port}")
        async with news.Telegram() as telegram, cluster(Path(folder), url, telegram.url) as workers:
            return await Show(workers, news.Desk(url), telegram, chats).run()


def main() -> int:
    """Read the arguments and show it; give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=300, help="chats that hear (30 a second)")
    given = parser.parse_args()
    try:
        kept = asyncio.run(shown(given.chats))
    except NoPostgres as error:
        say(f"PostgreSQL is needed: {error}")
        return 2
    say("the promise is kept" if kept else "THE PROMISE IS BROKEN")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
