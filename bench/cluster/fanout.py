"""How long publishing takes when very many follow, on PostgreSQL, and what a row that is due takes on its disk."""

from __future__ import annotations

import time
from pathlib import Path

from bench.report import results
from tests.harness import news
from tests.harness.news import evening
from tests.harness.postgres import Postgres
from tests.harness.workers import DONE, Worker, cluster

FOLLOW = """INSERT INTO watches (chat, subject, level, at)
    SELECT 'telegram:' || n, '', 1, '2021-03-01T00:00:00+00:00' FROM generate_series(1, %s::bigint) AS n RETURNING 1"""
SIZE = "SELECT pg_total_relation_size('outbox') / greatest(count(*), 1) FROM outbox"


async def measured(folder: Path, postgres: Postgres, numbers: list[int]) -> None:
    """Measure it for so many chats and print it."""
    for number in numbers:
        url = postgres.create()
        async with news.Telegram() as telegram, cluster(folder, url, telegram.url) as workers:
            worker = await workers.add(f"fanout-{number}", "answer")
            await workers.until_connected()
            desk = news.Desk(url)
            alone = await published(worker, 1)
            await desk.rows(FOLLOW, number)
            took = await published(worker, 2)
            ((each,),) = await desk.rows(SIZE)
        more = took - alone
        results.row("", f"publishing to {number:,} chats", {"measured": f"{took:.2f} s, {each} bytes each"})
        print(
            f"published to {number} chats: {took:.2f} s, {more / number * 1e6:.1f} µs and {each} bytes each", flush=True
        )


async def published(worker: Worker, number: int) -> float:
    """Push a revision, and give the seconds until it was taken."""
    begun = time.perf_counter()
    status, said = await worker.push(evening(number))
    assert status == DONE, said
    return time.perf_counter() - begun
