"""What delivery takes, against the least it could: `python -m bench.delivery [--only NAME…] [--chats N] …`.

The program runs as it is, with Telegram's real limits, against a Telegram of our own on the loopback. What counts are
the ratios, from one run.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bench.delivery import SUBJECT, inside, wire
from bench.report import results

PARTS = ("broadcast", "answers", "correction", "fanout", "recording")


async def measure(given: argparse.Namespace, folder: Path) -> None:
    """Measure what was asked for and print it."""
    if {"broadcast", "answers"} & set(given.only):
        await wire.broadcasts(folder / "broadcast.db", given.chats, given.questions, set(given.only))
    if "correction" in given.only:
        await wire.corrections(folder / "correction.db", given.postings)
    if "fanout" in given.only:
        for number in given.watches:
            await inside.fanout(folder / f"fanout-{number}.db", number)
    if "recording" in given.only:
        await inside.recording(folder / "recording.db", given.times)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    parser.add_argument("--chats", type=int, default=2000, help="chats of a broadcast (20000 take eleven minutes)")
    parser.add_argument("--questions", type=int, default=200, help="questions asked without and during a broadcast")
    parser.add_argument("--postings", type=int, default=600, help="messages put right (10000 take six minutes)")
    parser.add_argument("--watches", type=int, nargs="+", default=[100_000], help="chats that follow (1000000 too)")
    parser.add_argument("--times", type=int, default=500, help="answers whose recording is measured")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(given, Path(folder)))
    results.keep("delivery", sys.argv[1:], SUBJECT.libraries)


if __name__ == "__main__":
    main()
