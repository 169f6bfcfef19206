"""What is measured without a platform: how long a revision takes to become due, and what recording postings costs."""

from __future__ import annotations

import resource
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bench.report import results
from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.messages import Chat, User
from data.desk import ALL, Desk, plan
from data.publish import load_shipped
from data.store import Store
from handlers import commands

SHIPPED = Path(__file__).parents[2] / "data/dossiers/pakistan-2021"
AT = datetime(2021, 3, 6, 12, tzinfo=UTC)
ASKED = "/contest islamabad"
BATCH = 25
"""Answers between two looks at the clock."""

MOST_RECORDING = 0.1
"""What is expected of recording, as a share of an answer."""


async def fanout(path: Path, number: int) -> None:
    """Measure how long one revision takes to be due in so many chats, and how much memory that needs."""
    async with Store(path) as store:
        await store.write(_follow, number)
        before = _memory()
        start = time.perf_counter()
        due = await store.write(plan.notices, 7, {ALL: 3}, AT)
        took = time.perf_counter() - start
    assert due == number
    cells = {"measured": f"{took:.2f} s, {_memory() - before:+.0f} MB"}
    results.row("", f"planning for {number:,} watches", cells)
    print(
        f"fan-out of {number} watches: {took:.2f} s, {took / number * 1e6:.1f} µs each, "
        f"{_memory() - before:+.0f} MB at most ({_memory():.0f} MB in all)"
    )


def _follow(db: Database, number: int) -> None:
    chats = ((f"telegram:{chat}", AT.isoformat()) for chat in range(1, number + 1))
    db.conn.executemany("INSERT INTO watches (chat, subject, level, at) VALUES (?, '', 1, ?)", chats)


async def recording(path: Path, times: int) -> None:
    """Measure what recording adds to the work of an answer made afresh, writing included, batch beside batch."""
    user = User("telegram", "1", "bench")
    async with Store(path) as store:
        await load_shipped(store, [SHIPPED], at=AT)
        desk = Desk(store)
        memory = DeskMemory(desk, Ledger(desk))
        bot = Bot(commands, store, memory)

        async def answered(number: int, *, record: bool) -> float:
            start = time.process_time()  # the disk's time is nobody's wait: postings are written in the background
            for chat in range(number, number + BATCH):
                place = Chat("telegram", str(chat), private=True)
                reply = await bot.answer_line(ASKED, user, place)
                assert reply.shows
                if record:
                    await memory.posted(place, str(chat), "text", reply, "en")
            if record:
                await memory.close()
            return time.process_time() - start

        await answered(0, record=True)
        batches = range(0, times, BATCH)
        pairs = [(await answered(each, record=False), await answered(each, record=True)) for each in batches]
    plain = statistics.median(each for each, _ in pairs) / BATCH
    extra = statistics.median(recorded - each for each, recorded in pairs) / BATCH
    cells = {"measured": f"{extra * 1e3:.3f} ms, {extra / plain:.1%} of an answer"}
    results.row("", "recording a posting", cells)
    print(
        f"recording: {extra * 1e3:.3f} ms beside an answer of {plain * 1e3:.3f} ms, "
        f"{extra / plain:.1%} of it{'' if extra <= MOST_RECORDING * plain else '  OVER'}"
    )


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
