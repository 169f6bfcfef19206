"""How fast interactions are answered, beside a bare discord.py bot: `python -m bench.discord [--times N]`.

The load generator and each bot run in processes of their own. What counts is the ratio within one run; where other
programs want the processor too, the processor's time an answer takes is the steadier figure.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.discord import SUBJECT
from bench.discord.bots import fill
from bench.report import results as kept

Result = dict[str, float]
NAMES = {"bare": "bare discord.py", "ours": "ours, looked up", "kept": "ours, kept"}


class Bench:
    """A bot under load."""

    def __init__(self, server: subprocess.Popen[str], bot: subprocess.Popen[str]) -> None:
        self._server = server
        self.bot = bot

    def measure(self, do: str, **how: Any) -> Result:
        """Have one measurement made."""
        if self._server.stdin is None or self._server.stdout is None:
            raise RuntimeError("the load has no pipes")
        self._server.stdin.write(json.dumps({"do": do, **how}) + "\n")
        self._server.stdin.flush()
        found: Result = json.loads(self._server.stdout.readline())
        return found

    def memory(self) -> float:
        """Give the memory the bot holds, in MB."""
        status = Path(f"/proc/{self.bot.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def seconds(self) -> float:
        """Give the processor's seconds the bot has used."""
        fields = Path(f"/proc/{self.bot.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


@contextmanager
def started(which: str, file: Path) -> Iterator[Bench]:
    """Start a load and a bot, and end both."""
    run = [sys.executable, "-m"]
    server = subprocess.Popen(  # noqa: S603  # our own module
        [*run, "bench.discord.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    port = server.stdout.readline().strip() if server.stdout else ""
    bot = subprocess.Popen([*run, "bench.discord.bots", which, port, str(file)], text=True)  # noqa: S603  # as above
    try:
        yield Bench(server, bot)
    finally:
        bot.terminate()
        bot.wait()
        server.terminate()
        server.wait()


def once(which: str, file: Path, cards: int) -> Result:
    """Give all figures of one bot, each by its name."""
    with started(which, file) as bench:
        bench.measure("saturate", count=500)
        before = bench.seconds()
        full = bench.measure("saturate", count=6000)
        used = (bench.seconds() - before) / 6000
        found = {"answers a second at saturation": full["answers a second"], "CPU ms an answer": used * 1e3}
        steady = bench.measure("steady", rate=50, seconds=6)
        found |= {"p50 ms at 50/s": steady["p50 ms"], "p99 ms at 50/s": steady["p99 ms"]}
        found["deferred at 50/s"] = steady["deferred"]
        burst = bench.measure("burst", count=5000)
        found |= {f"burst: {name}": value for name, value in burst.items()}
        held = bench.memory()
        bench.measure("saturate", count=cards)
        found |= {"MB": held, f"MB more after {cards:,} cards": bench.memory() - held}
    return found


def main() -> None:
    """Measure both bots in turn, and print each figure beside the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--cards", type=int, default=10_000)
    given = parser.parse_args()
    runs: dict[str, list[Result]] = {"bare": [], "ours": [], "kept": []}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cards.db"
        asyncio.run(fill(file))
        for _ in range(given.times):
            for which, results in runs.items():
                results.append(once(which, file, given.cards))
    report(runs)
    kept.keep("discord", sys.argv[1:], SUBJECT.libraries)


def report(runs: dict[str, list[Result]]) -> None:
    """Print and note the medians, the best and worst in brackets, and how each compares with the bare bot."""
    for name in runs["bare"][0]:
        sys.stdout.write(f"{name}\n")
        base = statistics.median(result[name] for result in runs["bare"])
        for which, results in runs.items():
            values = [result[name] for result in results]
            middle = statistics.median(values)
            ratio = f"{middle / base:8.2f}x" if base else ""
            beside = f" ({middle / base:.2f}×)" if base and which != "bare" else ""  # noqa: RUF001  # times
            kept.row("", name, {NAMES[which]: f"{_short(middle)}{beside}"})
            sys.stdout.write(f"  {which:6}{middle:12.3f}  ({min(values):.3f} to {max(values):.3f}){ratio}\n")


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


if __name__ == "__main__":
    main()
