"""How long each kind of picture takes the first time and from the caches, how large it is, and what it costs the loop.

Run with `python -m bench.pictures`. Times are of one machine: the ratio of a cached picture to a first one is what
counts, and whether the loop was held up for more than the house allows.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.pictures import SUBJECT
from bench.report import results
from bot.drawings import Picture
from bot.pictures import Painter, svg
from tests.pictures.samples import EVERY, chamber

T = TypeVar("T")
CROWD = 20
"""Pictures asked for at once while the loop is watched."""
TICK = 0.001


async def timed(work: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    """Give milliseconds and the result."""
    begun = time.perf_counter()
    result = await work()
    return (time.perf_counter() - begun) * 1000, result


async def lag(stop: asyncio.Event) -> float:
    """Give the longest the loop was late for a tick until told to stop, in milliseconds."""
    worst = 0.0
    while not stop.is_set():
        begun = time.perf_counter()
        await asyncio.sleep(TICK)
        worst = max(worst, time.perf_counter() - begun - TICK)
    return worst * 1000


def resident(pid: int) -> float:
    """Give the resident memory of a process in MB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def one(name: str, picture: Picture, folder: Path, times: int) -> None:
    """Print the line of one kind: first, from memory, from disk after a restart, and sizes."""
    firsts, kept = [], []
    async with Painter(folder=folder) as painter:
        for number in range(times):
            shown = replace(picture, code=f"{number}{name}")
            first, png = await timed(lambda shown=shown: painter.png(shown))  # type: ignore[misc]  # bound at once
            again, _ = await timed(lambda shown=shown: painter.png(shown))  # type: ignore[misc]  # bound at once
            firsts.append(first)
            kept.append(again)
    async with Painter(folder=folder) as painter:
        disk, _ = await timed(lambda: painter.png(shown))
    drawn = len(svg(picture)) / 1024
    ratio = median(firsts) / median(kept)
    cells = {
        "first, ms": f"{median(firsts):.0f}",
        "from memory, ms": f"{median(kept):.3f}",
        "from disk, ms": f"{disk:.2f}",
    }
    results.row("", name, cells | {"PNG, KB": f"{len(png) / 1024:.0f}", "SVG, KB": f"{drawn:.0f}"})
    print(
        f"{name:12} first {median(firsts):7.1f} ms   memory {median(kept):6.3f} ms ({ratio:6.0f}x)"
        f"   disk {disk:5.2f} ms   {len(png) / 1024:5.0f} KB PNG  {drawn:5.0f} KB SVG"
    )


async def crowd() -> None:
    """Print how late the loop is while pictures are drawn that nobody asked for before, and the worker's memory."""
    async with Painter() as painter:
        stop = asyncio.Event()
        watching = asyncio.create_task(lag(stop))
        houses = [replace(chamber(*[40] * 15, total=620), code=f"C{n}") for n in range(CROWD)]
        begun = time.perf_counter()
        await asyncio.gather(*(painter.png(house) for house in houses))
        took = time.perf_counter() - begun
        stop.set()
        worst = await watching
        memory = resident(painter.pid) if painter.pid else 0.0
    crowd = {"done in, s": f"{took:.2f}", "loop late by, ms": f"{worst:.1f}", "worker's memory, MB": f"{memory:.0f}"}
    results.row(f"{CROWD} chambers of 620 seats at once", "", crowd)
    print(f"{CROWD} chambers of 620 seats at once: {took:.2f} s, loop late by at most {worst:.1f} ms (house: 20)")
    print(f"worker: {memory:.0f} MB resident (house: 80)")


async def measure(times: int) -> None:
    """Measure everything, each kind so many times."""
    with TemporaryDirectory() as folder:
        for name, picture in EVERY.items():
            await one(name, picture, Path(folder), times)
    await crowd()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="how often each kind is drawn")
    asyncio.run(measure(parser.parse_args().times))
    results.keep("pictures", sys.argv[1:], SUBJECT.libraries)


if __name__ == "__main__":
    main()
