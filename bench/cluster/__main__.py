"""What several workers over one desk come to: `python -m bench.cluster [--only NAME…] [--chats N] …`.

PostgreSQL with its disk's promises, the workers and the load share this machine: figures of the whole are those of its
cores, what a command costs is what several machines are reckoned from (docs/scale.md).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from bench.cluster import SUBJECT, answers, broadcast, failover, fanout, visible
from bench.report import results
from tests.harness.postgres import serving

PARTS = ("answers", "visible", "fanout", "failover", "broadcast")


async def measure(given: argparse.Namespace, folder: Path) -> None:
    """Measure what was asked for and print it."""
    with serving(durable=True) as postgres:
        if "answers" in given.only:
            await answers.measured(folder, postgres, given.workers, given.rounds)
        if "visible" in given.only:
            await visible.measured(folder, postgres.create(), given.pushes)
        if "fanout" in given.only:
            await fanout.measured(folder, postgres, given.watches)
        if "failover" in given.only:
            await failover.measured(folder, postgres, given.kills)
        if "broadcast" in given.only:
            await broadcast.measured(folder, postgres.create(), given.chats)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    parser.add_argument("--chats", type=int, default=2000, help="chats of the broadcast (2000 take 80 seconds)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], help="webhook workers that answer")
    parser.add_argument("--rounds", type=int, default=3, help="times 2000 commands are asked of so many workers")
    parser.add_argument("--pushes", type=int, default=100, help="revisions whose way to another worker is timed")
    parser.add_argument("--watches", type=int, nargs="+", default=[100_000], help="chats that follow (1000000 too)")
    parser.add_argument("--kills", type=int, default=5, help="times whoever delivers is killed, of each kind")
    given = parser.parse_args()
    print(f"on {os.cpu_count()} cores, shared by PostgreSQL, the workers and the load", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(given, Path(folder)))
    results.keep("cluster", sys.argv[1:], SUBJECT.libraries)


if __name__ == "__main__":
    main()
