"""What a flood costs others: `python -m bench.flood [--rounds N] [--flood 1000] [--modes polling webhook]`.

The whole program, as `make run` starts it, against a Telegram of its own process at a distance. People ask steadily,
each once; in every other load one more person sends a thousand commands at once. What counts is how long the others
wait from the moment the bot is handed what they ask, beside the load without a flood, in the same run. How long an
update lies at Telegram behind a thousand others is Telegram's: it hands out a hundred at a time, in their order.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from bench.flood import SUBJECT
from bench.report import results as results_
from bench.telegram.__main__ import OURS, Json, Load, cards, living, tabled

SECONDS = 10.0
"""How long a load lasts."""

EVERY = 0.02
"""Seconds between two questions."""

AWAY = 0.05
"""Seconds that Telegram takes to answer a call: a network between."""

MOST = 1.2
"""How many times longer others may wait."""


async def measured(load: Load, given: argparse.Namespace) -> tuple[list[Json], list[Json]]:
    """Give what was measured without and with a flood, by turns."""
    calm, flooded = [], []
    number = int(SECONDS / EVERY)
    for _ in range(given.rounds):
        calm.append(await load(number, delay=given.away, every=EVERY, away=given.away))
        flood = {"flood": given.flood, "pause": given.pause}
        flooded.append(await load(number, delay=given.away, every=EVERY, away=given.away, **flood))
    return calm, flooded


def told(mode: str, calm: list[Json], flooded: list[Json]) -> None:
    """Print both beside one another, and how many times longer others wait."""
    for name, results in (("calm", calm), ("flooded", flooded)):
        p50, p99 = (statistics.median(each[what] for each in results) for what in ("p50", "p99"))
        answered = min(each["answered"] for each in results)
        results_.row("", mode, {f"p50 / p99, {name}": f"{p50:.1f} / {p99:.1f} ms"})
        print(f"{mode:8}  {name:8}  p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   answered {answered}")
    for what in ("p50", "p99"):
        ratio = statistics.median(hot[what] / cool[what] for cool, hot in zip(calm, flooded, strict=True))
        results_.row("", mode, {f"{what}, times": f"{ratio:.2f}"})
        print(f"{mode:8}  {what}: {ratio:.2f}x{'' if ratio <= MOST else '  OVER'}", flush=True)


async def main() -> None:
    """Measure one mode after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flood", type=int, default=1000)
    parser.add_argument("--pause", type=float, default=SECONDS)
    parser.add_argument("--away", type=float, default=AWAY)
    parser.add_argument("--modes", nargs="*", choices=["polling", "webhook"], default=["polling", "webhook"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = await cards(Path(folder))
        table = tabled(Path(folder), made)
        for mode in given.modes:
            async with living(OURS, made, table, webhook=mode == "webhook") as load:
                told(mode, *await measured(load, given))
    results_.keep("flood", sys.argv[1:], SUBJECT.libraries)


if __name__ == "__main__":
    asyncio.run(main())
