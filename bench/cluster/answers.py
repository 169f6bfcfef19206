"""Answers a second by webhook workers behind a balancer, and what each costs in CPU, PostgreSQL's part with it."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import Any

from bench.report import results
from bench.telegram.__main__ import Process, cards, process, sent
from bench.telegram.server import memory, used
from tests.harness import news
from tests.harness.postgres import Postgres
from tests.harness.process import ROOT, until
from tests.harness.workers import SECRET, Cluster, Worker, cluster

COMMANDS = 2000
"""Commands of a round, 64 at once."""

SHIPPED = str(ROOT / "data/dossiers/pakistan-2021")
Json = dict[str, Any]

KEPT = """SELECT (SELECT count(*) FROM postings), (SELECT count(*) FROM posting_figures),
    pg_total_relation_size('postings') + pg_total_relation_size('posting_figures')"""
"""How many answers are remembered, with how many figures, and the disk that takes."""


async def measured(folder: Path, postgres: Postgres, numbers: list[int], rounds: int) -> None:
    """Measure so many workers one after another and print a table."""
    cards_folder = folder / "cards"
    cards_folder.mkdir()
    made = await cards(cards_folder)
    setting = {"lines": list(made), "echo": sent(*next(iter(made.values())))}
    print(f"{'workers':>8}{'answers/s':>12}{'p99 ms':>9}{'µs CPU an answer':>18}{'PostgreSQL':>12}{'MB a worker':>13}")
    async with process(sys.executable, "-m", "bench.cluster.load", piped=True) as loading:
        load = Process(loading)
        api = f"http://127.0.0.1:{(await load.ask(setting))['port']}"
        for number in numbers:
            url = postgres.create()
            (folder / f"answers-{number}").mkdir()
            async with cluster(folder / f"answers-{number}", url, api, dossiers=SHIPPED) as workers:
                for index in range(number):
                    await workers.add(f"worker-{index}", "answer")
                await workers.until_connected()
                desk = news.Desk(url)
                found = [await once(load, workers, postgres, desk) for _ in range(rounds + 1)][1:]  # the first warms up
                (kept,) = await desk.rows(KEPT)
            told(number, found)
        postings(*kept)


async def once(load: Process, workers: Cluster, postgres: Postgres, desk: news.Desk) -> Json:
    """Have the workers answer a round, and give what it came to, once all of it is remembered."""
    running = list(workers.workers.values())
    await load.ask({"ports": [each.port for each in running], "secret": SECRET})
    before, kept = spent(running), postgres.used()
    ((remembered, *_),) = await desk.rows(KEPT)
    order = {"pid": pid(running[0]), "delay": 0.0, "every": 0.0, "patience": 120.0, "total": COMMANDS}
    result = await load.ask(order)
    assert result["answered"] == COMMANDS, result

    async def all_remembered() -> bool:
        ((number, *_),) = await desk.rows(KEPT)
        return bool(number == remembered + COMMANDS)

    await until(all_remembered, pause=1.0)
    cost = {"cpu": spent(running) - before, "desk": postgres.used() - kept}
    most = max(memory(pid(each)) for each in running)
    return result | {name: each / COMMANDS * 1e6 for name, each in cost.items()} | {"memory": most}


def pid(worker: Worker) -> int:
    """Give the number of a worker's process."""
    assert worker.process is not None
    return worker.process.pid


def spent(workers: list[Worker]) -> float:
    """Give the seconds of CPU that workers have used."""
    return sum(used(pid(each)) for each in workers)


def postings(answers: int, figures: int, size: int) -> None:
    """Print what an answer that is remembered takes on PostgreSQL's disk."""
    each, disk = f"{figures / answers:.1f} figures", f"{size / answers:.0f} bytes"
    results.row("", f"a remembered answer of {each} on PostgreSQL's disk", {"measured": disk})
    print(f"{answers} answers remembered: {each} and {disk} each", flush=True)


def told(number: int, found: list[Json]) -> None:
    """Print a line of the table: medians over the rounds."""
    rate, late, cpu, desk = (statistics.median(each[name] for each in found) for name in ("rate", "p99", "cpu", "desk"))
    most = max(each["memory"] for each in found)
    cells = {"answers/s": f"{rate:,.0f}", "p99 at 64 at once, ms": f"{late:.0f}", "µs CPU": f"{cpu:,.0f}"}
    cells |= {"µs CPU of PostgreSQL": f"{desk:.0f}", "MB a worker": f"{most:.0f}"}
    results.row("Answers over the webhook", f"{number} worker{'s' if number > 1 else ''}", cells)
    print(f"{number:>8}{rate:>12.0f}{late:>9.0f}{cpu:>18.0f}{desk:>12.0f}{most:>13.0f}", flush=True)
