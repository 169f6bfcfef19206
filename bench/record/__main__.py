"""How long questions take among many quotations: `python -m bench.record [--size N] [--keep FILE]`."""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from bench.record import SUBJECT, made
from bench.report import results
from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.messages import Chat, User
from data.desk import Desk
from data.record import names, quotes, search
from data.record.reading import NOW
from data.record.spelt import Spelt
from data.store import Store
from handlers import commands

USER, CHAT = User("bench", "1", "bench"), Chat("bench", "1", private=True)
MOST_ANSWER, MOST_LAG, MOST_CACHED = 50.0, 20.0, 0.1
"""What is expected, in milliseconds: of the slowest answer of a hundred, of the loop, of a card that is kept."""

TICK = 0.005
SIZES = "What it is measured on"
PLAIN, RANDOM = "the plain way, ms", "/quote random: nothing asked for"
SEARCHED = ("government", "parliament trea", "speaker", "senat", "imran kahn")
Ask = Callable[[], Awaitable[object]]


def percentile(times: list[float], share: float) -> float:
    """Give the time, in milliseconds, that this share of the times stays within."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1e3


async def timed(ask: Ask, times: int) -> list[float]:
    """Ask again and again, and give the seconds each answer took."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        await ask()
        took.append(time.perf_counter() - start)
    return took


@asynccontextmanager
async def watched() -> AsyncIterator[list[float]]:
    """Give a list that takes in by how many seconds the loop is late, every five milliseconds within the block."""
    lags: list[float] = []

    async def watch() -> None:
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            lags.append(time.perf_counter() - due)

    watcher = asyncio.create_task(watch())
    try:
        yield lags
    finally:
        watcher.cancel()


def told(name: str, times: list[float], most: float, lags: Sequence[float] = ()) -> None:
    """Print and note a line for what was measured, and for how late the loop was meanwhile."""
    p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
    late = max(lags, default=0.0) * 1e3
    cells = {"p50, ms": f"{p50:.2f}", "p99, ms": f"{p99:.2f}", "loop late by, ms": f"{late:.1f}" if lags else ""}
    results.row("", name, cells)
    lag = f"   loop late by {late:6.1f} ms{'' if late <= MOST_LAG else '  OVER'}" if lags else ""
    print(f"{name:36} p50 {p50:8.3f}  p99 {p99:8.3f} ms{'' if p99 <= most else '  OVER'}{lag}", flush=True)


def naive(db: Database, words: Sequence[str]) -> list[object]:
    """Look for quotations in the way one would without an index."""
    tests = " AND ".join("folded LIKE ?" for _ in words)
    sql = f"SELECT * FROM quotes WHERE {tests} ORDER BY date DESC, id LIMIT 10"  # noqa: S608  # a constant
    return db.execute(sql, [f"%{word}%" for word in words]).fetchall()


def naive_random(db: Database) -> object:
    """Take any quotation in the way one would without thinking."""
    return db.execute("SELECT * FROM quotes ORDER BY random() LIMIT 1").fetchone()


class Bench:
    """The questions, and what they take."""

    def __init__(self, store: Store, patient: Store, size: int, times: int) -> None:
        self._store, self._patient, self._size, self._times = store, patient, size, times
        self._rng = random.Random(7)  # noqa: S311  # the same record every time; nothing secret
        self._memory = DeskMemory(Desk(store), Ledger(Desk(store)))
        self._bot = Bot(commands, store, self._memory)

    async def _answer(self, line: str) -> None:
        reply = await self._bot.answer_line(line, USER, CHAT)
        assert reply.blocks, line
        assert not any("failed" in str(block) for block in reply.blocks), line

    def _questions(self) -> dict[str, Callable[[], str]]:
        rng, size, known = self._rng, self._size, made.vocabulary(3)
        return {
            "point: a word of one quotation": lambda: f"only{rng.randrange(size)}y",
            "rare: 20 quotations": lambda: made.rare(rng.randrange(size // made.RARE)),
            "mid: 5 in a hundred": lambda: f"parliament {rng.choice(known[:200])}",
            "mid, alone": lambda: "parliament",
            "very common: every second": lambda: "government",
            "very common, two words": lambda: f"government {known[0]}",
            "very common, begun": lambda: "gove",
            "beginning of many words": lambda: rng.choice(known)[:3].ljust(3, "a"),
            "nobody's words": lambda: "government zzzzqqq",
        }

    async def run(self) -> None:
        """Measure everything and print it."""
        for name, words in self._questions().items():
            await self._compared(f"/quote {name}", words)
        await self._told(RANDOM, partial(self._answer, "/quote"))
        plain = percentile(await timed(partial(self._plain, naive_random), 3), 0.5)
        results.row("", RANDOM, {PLAIN: f"{plain:.1f}"})
        print(f"{'':36} ORDER BY random() {plain:8.1f} ms")
        await self._told("/quotes the newest", partial(self._answer, "/quotes"))
        number = made.people(self._size)
        await self._told(
            "/quote words by a speaker",
            lambda: self._answer(f"/quote government by:speaker-{self._rng.randrange(number)}"),
        )
        await self._names()
        await self._told("search.find", lambda: self._store.read(search.find, self._rng.choice(SEARCHED)))
        await self._pasted()
        await self._at_once()
        await self._cached()
        await self._told("/senate, fresh", partial(self._answer, "/senate"))

    async def _compared(self, name: str, words: Callable[[], str]) -> None:
        """Measure a question, and the plain way beside it."""
        await self._told(name, lambda: self._answer(f"/quote {words()}"))
        plain = await timed(lambda: self._plain(partial(naive, words=words().split() or [""])), 3)
        results.row("", f"/quote {name}", {PLAIN: f"{percentile(plain, 0.5):.1f}"})
        print(f"{'':36} LIKE {percentile(plain, 0.5):21.1f} ms")

    async def _told(self, name: str, ask: Ask, most: float = MOST_ANSWER) -> None:
        """Measure how long answers take, and how late the loop is meanwhile."""
        await ask()
        async with watched() as lags:
            took = await timed(ask, self._times)
        told(name, took, most, lags)

    async def _plain(self, query: Callable[[Database], object]) -> object:
        return await self._patient.read(query)

    async def _pasted(self) -> None:
        near: list[float] = []
        right = 0
        for _ in range(self._times):
            quote = await self._store.read(quotes.get, f"made-{self._rng.randrange(self._size)}")
            assert quote is not None
            words = quote.text.split()
            words[self._rng.randrange(len(words))] = "otherwise"
            start = time.perf_counter()
            found = await self._store.read(quotes.nearest, " ".join(words))
            near.append(time.perf_counter() - start)
            right += found is not None and found.quote.id == quote.id
        told(f"nearest wording ({right} of {self._times} right)", near, MOST_ANSWER)

    async def _names(self) -> None:
        number, read = made.people(self._size), self._store.read
        called = [await read(names.of, f"speaker-{self._rng.randrange(number)}") for _ in range(50)]
        async with watched() as lags:
            took = await timed(lambda: read(lambda db: Spelt.read(db, NOW)), 3)
        told(f"{number} names read anew", took, MOST_ANSWER * 10, lags)
        await self._told(
            "a misspelt name",
            lambda: read(names.resolve, self._rng.choice(called).of("en").replace("a", "e", 1), ("person",)),
        )

        await self._told(
            "completing a name",
            lambda: self._bot.suggest("quote", "by", self._rng.choice(called).of("en")[:2], 25),
        )

    async def _at_once(self) -> None:
        every = list(self._questions().values())
        took: list[float] = []

        async def person() -> None:
            for _ in range(self._times // 4):
                took.extend(await timed(lambda: self._answer(f"/quote {self._rng.choice(every)()}"), 1))

        start = time.perf_counter()
        async with watched() as lags:
            await asyncio.gather(*(person() for _ in range(8)))
        told("/quote, eight people at once", took, 8 * MOST_ANSWER, lags)
        rate = len(took) / (time.perf_counter() - start)
        results.row("", "/quote, eight people at once", {"answers/s": f"{rate:.0f}"})
        print(f"{'':36} {rate:.0f} answers a second")

    async def _cached(self) -> None:
        bot = Bot(commands, self._store, self._memory, version=Desk(self._store).record_version)
        reply = await bot.answer_line("/senate", USER, CHAT)
        assert reply.code
        assert await bot.answer_line("/senate page:2", USER, CHAT) == replace(reply, page=2)
        took = await timed(lambda: bot.answer_line("/senate", USER, CHAT), 20 * self._times)
        told("/senate, kept", took, MOST_CACHED)


async def measure(path: Path, size: int, times: int, *, fresh: bool) -> None:
    """Make the record, where it is not there, and measure."""
    async with Store(path, readers=1, limit=600) as patient:
        if fresh:
            result = await made.make(patient, size)
            print(f"{result.quotes} quotations of {result.people} people")
            print(f"rows {result.rows:.1f} s, index {result.index:.1f} s")
            results.row(SIZES, "quotations, people", {"": f"{result.quotes:,}, {result.people:,}"})
            results.row(SIZES, "made in, s", {"": f"{result.rows + result.index:.0f}"})
        async with Store(path) as store:
            gc.collect()
            gc.freeze()  # as the program does once it is set up
            await Bench(store, patient, size, times).run()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results.row(SIZES, "memory at most, MB", {"": f"{memory:.0f}"})
    print(f"memory at most {memory:.0f} MB")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=50_000, help="quotations to make (1000000 for the full bench)")
    parser.add_argument("--times", type=int, default=200, help="how often each question is asked")
    parser.add_argument("--keep", type=Path, help="a file to keep the record in, and to take it from when it is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "bell.db"
        asyncio.run(measure(path, given.size, given.times, fresh=not path.exists()))
        results.row(SIZES, "file, MB", {"": f"{path.stat().st_size / 1e6:.0f}"})
        print(f"file {path.stat().st_size / 1e6:.0f} MB")
    results.keep("record", sys.argv[1:], SUBJECT.libraries)


if __name__ == "__main__":
    main()
