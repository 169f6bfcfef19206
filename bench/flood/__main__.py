"""What a flood costs others: `python -m bench.flood [--rounds N] [--flood 1000] [--modes polling webhook discord]`.

The whole program, as `make run` starts it, against a platform of its own process at a distance. People ask steadily,
each once; in every other load one more person sends a thousand commands at once. What counts is how long the others
wait from the moment the bot is handed what they ask, beside the load without a flood, in the same run. How long an
update lies at Telegram behind a thousand others is Telegram's: it hands out a hundred at a time, in their order.
On Discord `--of presses` or `--of typing` floods with those instead, and first words count beside cards.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.flood import SUBJECT
from bench.flood.discord import KINDS
from bench.report import results as results_
from bench.telegram.__main__ import OURS, Json, Load, Process, cards, living, process, tabled
from bot import grammar
from handlers import commands

SECONDS = 10.0
"""How long a load lasts."""

EVERY = 0.02
"""Seconds between two questions."""

AWAY = 0.05
"""Seconds that a platform takes to answer a call: a network between."""

MOST = 1.2
"""How many times longer others may wait."""

NEAR = 1.0
"""Seconds after a flood in which it can be felt."""

WARM = 300
"""Questions that are answered before anything is measured."""


async def measured(load: Load, given: argparse.Namespace) -> tuple[list[Json], list[Json]]:
    """Give what was measured without and with a flood, by turns."""
    calm, flooded = [], []
    number = int(SECONDS / EVERY)
    for _ in range(given.rounds):
        calm.append(await load(number, delay=given.away, every=EVERY, away=given.away))
        flood = {"flood": given.flood, "pause": given.pause}
        flooded.append(await load(number, delay=given.away, every=EVERY, away=given.away, **flood))
    return calm, flooded


async def polled(load: Load, given: argparse.Namespace) -> None:
    """Measure polling, also beside others who waited at Telegram as long as behind the flood, without one.

    They are handed out together, and who answers many at once answers the last of them later.
    """
    calm, flooded, gathered = [], [], []
    for _ in range(given.rounds):
        (cool,), (hot,) = await measured(load, argparse.Namespace(**vars(given) | {"rounds": 1}))
        calm.append(cool)
        flooded.append(hot)
        gathered.append(
            await load(int(SECONDS / EVERY), delay=given.away, every=EVERY, away=given.away, gather=hot["behind"])
        )
    told("polling", calm, flooded)
    told("polling, beside a wait as long", gathered, flooded)


def told(mode: str, calm: list[Json], flooded: list[Json]) -> None:
    """Print both beside one another, and how many times longer others wait."""
    for name, results in (("calm", calm), ("flooded", flooded)):
        p50, p99 = (statistics.median(each[what] for each in results) for what in ("p50", "p99"))
        answered = min(each["answered"] for each in results)
        results_.row("", mode, {f"p50 / p99, {name}": f"{p50:.1f} / {p99:.1f} ms"})
        print(f"{mode:30}  {name:8}  p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   answered {answered}")
    for what in ("p50", "p99"):
        ratio = statistics.median(hot[what] / cool[what] for cool, hot in zip(calm, flooded, strict=True))
        results_.row("", mode, {f"{what}, times": f"{ratio:.2f}"})
        print(f"{mode:30}  {what}: {ratio:.2f}x{'' if ratio <= MOST else '  OVER'}", flush=True)


@asynccontextmanager
async def on_discord(lines: list[str], database: Path, of: str) -> AsyncIterator[Load]:
    """Run the program and a Discord that loads it, and have some questions answered before anything is measured."""
    filled = [grammar.filled(commands, line) for line in lines]
    async with process(sys.executable, "-m", "bench.flood.discord", piped=True) as loading:
        server = Process(loading)
        port = (await server.ask({"lines": [(command.name, texts) for command, texts in filled]}))["port"]
        settings = {"DISCORD_TOKEN": "bench-token", "DISCORD_API_URL": f"http://127.0.0.1:{port}/api/v10"}
        settings |= {"DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{port}", "DATABASE": str(database)}
        settings |= {"TELEGRAM_TOKEN": "", "LOG_LEVEL": "WARNING"}
        async with process(sys.executable, "-m", "bot", "run", settings=settings) as bot:

            async def load(total: int, every: float = 0.0, away: float = 0.0, flood: int = 0, **_: float) -> Json:
                order = {"pid": bot.pid, "away": away, "every": every, "patience": 60.0, "total": total}
                return await server.ask(order | {"flood": flood, "of": of})

            warm = await load(WARM)
            assert warm["answered"] == WARM, f"{warm['answered']} of {WARM} were answered"
            yield load


async def flooded_discord(lines: list[str], database: Path, given: argparse.Namespace) -> None:
    """Measure Discord: what others wait for a first word and their card, and what an interaction of a flood costs."""
    async with on_discord(lines, database, given.of) as load:
        calm, flooded = await measured(load, given)
    for what in ("first", "card"):
        name = f"discord, {'the first word' if what == 'first' else 'the card'}"
        told(name, *([_quantiles(each, what) for each in every] for every in (calm, flooded)))
    cool, hot = (statistics.median(_near(each) for each in every) for every in (calm, flooded))
    print(f"who asked within {NEAR:.0f} s waited {hot:.0f} ms at most, without a flood {cool:.0f} ms")
    pairs = list(zip(calm, flooded, strict=True))
    cost = statistics.median((two["cpu"] - one["cpu"]) / given.flood * 1e6 for one, two in pairs)
    answered = statistics.median(each["flood answered"] for each in flooded)
    results_.row("", "discord, the card", {"µs CPU an interaction of the flood": f"{cost:.0f}"})
    print(f"of the flood {answered:.0f} were answered, {cost:.0f} µs CPU each of {given.flood}", flush=True)


def _near(result: Json) -> float:
    """Give the longest time to a card of those who asked soon after the load began, which a flood does."""
    return max(result["card"][: int(NEAR / EVERY)], default=0.0)


def _quantiles(result: Json, what: str) -> Json:
    times = sorted(result[what]) or [0.0]
    p50, p99 = times[len(times) // 2], times[min(len(times) * 99 // 100, len(times) - 1)]
    return {"p50": p50, "p99": p99, "answered": result["answered"]}


async def main() -> None:
    """Measure one mode after the other."""
    modes = ["polling", "webhook", "discord"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flood", type=int, default=1000)
    parser.add_argument("--pause", type=float, default=SECONDS)
    parser.add_argument("--away", type=float, default=AWAY)
    parser.add_argument("--modes", nargs="*", choices=modes, default=modes)
    parser.add_argument("--of", choices=KINDS, default="commands")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = await cards(Path(folder))
        table = tabled(Path(folder), made)
        for mode in given.modes:
            if mode == "discord":
                await flooded_discord(list(made), Path(folder) / "bell.db", given)
                continue
            async with living(OURS, made, table, webhook=mode == "webhook") as load:
                if mode == "polling":
                    await polled(load, given)
                else:
                    told(mode, *await measured(load, given))
    results_.keep("flood", sys.argv[1:], SUBJECT.libraries)


if __name__ == "__main__":
    asyncio.run(main())
