"""Commands a second on Telegram, side by side in one run: `python -m bench.telegram [--rounds N] [--only NAME…]`.

Each bot runs in a process of its own and so does what loads it (`bench/telegram/server.py`). All do the same: a card of
about 600 characters with a keyboard, looked up in SQLite, for another person each time. Ours is the whole program as
`make run` starts it; the others hold the finished cards in a table. What counts is the ratios: take them from one run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.report import results
from bench.telegram import SUBJECT
from bench.telegram.server import FIRST
from bot import app
from bot.adapters.telegram import render
from bot.messages import Chat, User
from bot.settings import ROOT, Settings
from handlers import commands
from tests.harness.process import free_port, inherited

PEERS = ROOT / ".venv-peers/bin/python"
BOTS = Path(__file__).parent / "bots"
CONCURRENCY = 64
"""Updates at once, and connections, of every bot: as many as ours has."""

ASKED, CHARACTERS = 12, (400, 900)
"""Lines asked in turn, and how long their cards may be."""

ROUND_TRIP = 0.05
EXPECTED = {"python-telegram-bot": 4.0, "aiogram": 1.5}
"""How many times faster than these ours is meant to be, at saturation."""

OURS = "Division Bell"
NAMES = (OURS, "python-telegram-bot", "aiogram", "aiohttp by hand")
FILES = {"python-telegram-bot": "bare_ptb.py", "aiogram": "bare_aiogram.py", "aiohttp by hand": "raw.py"}
Json = dict[str, Any]
Load = Callable[..., Awaitable[Json]]


@dataclass
class Found:
    """What was measured of a bot in one mode, a value a round."""

    saturation: list[Json] = field(default_factory=list)
    paced: list[Json] = field(default_factory=list)
    far: list[Json] = field(default_factory=list)


async def cards(folder: Path) -> dict[str, tuple[str, str]]:
    """Give lines with the HTML and keyboard our bot answers them with, and leave its record in the folder."""
    person, chat = User("telegram", str(FIRST), "Ann"), Chat("telegram", str(FIRST), private=True)
    found = {}
    async with app.opened(Settings(database=folder / "bell.db", _env_file=None)) as program:
        for example in [example for command in commands for example in command.examples]:
            reply = await program.bot.answer_line(example, person, chat)
            page = render.text(reply)
            fits = CHARACTERS[0] <= len(page.html) <= CHARACTERS[1]
            if fits and page.keyboard and reply.line and reply.picture is None and commands[reply.line.split()[0]].pure:
                found[example] = page.html, page.keyboard.to_json()
    return dict(list(found.items())[:ASKED])


def tabled(folder: Path, made: dict[str, tuple[str, str]]) -> Path:
    """Write the cards down for those who have no record, and give the file."""
    path = folder / "cards.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE cards (line TEXT PRIMARY KEY, html TEXT, keyboard TEXT)")
        db.executemany("INSERT INTO cards VALUES (?, ?, ?)", [(line, *card) for line, card in made.items()])
    db.close()
    return path


def sent(html: str, keyboard: str) -> Json:
    """Give a message as Telegram repeats it to whoever sent it."""
    me = {"id": 1, "is_bot": True, "first_name": "Bell", "username": "BellBot"}
    chat = {"id": FIRST, "type": "private", "first_name": "Ann", "username": "ann"}
    entities = [{"type": "bold", "offset": at, "length": 8} for at in range(0, 80, 10)]
    message = {"message_id": 9, "from": me, "chat": chat, "date": 1_700_000_000, "text": html, "entities": entities}
    return message | {"reply_markup": json.loads(keyboard)}


class Process:
    """A process that is told lines of JSON and answers in such."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, order: Json) -> Json:
        """Tell it something and give its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        answer: Json = json.loads(await self._process.stdout.readline())
        return answer


@asynccontextmanager
async def process(
    *command: str, settings: dict[str, str] | None = None, piped: bool = False
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a program with these settings and no tokens of anybody's; it is gone at the end."""
    pipe = asyncio.subprocess.PIPE if piped else asyncio.subprocess.DEVNULL
    made = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env=inherited() | (settings or {}),
        stdin=pipe,
        stdout=pipe,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield made
    finally:
        if made.returncode is None:
            made.kill()
        await made.wait()


def command(name: str, api: str, table: Path, port: int) -> tuple[list[str], dict[str, str]]:
    """Give how a bot is started: the program and its settings."""
    if name != OURS:
        return [str(PEERS), str(BOTS / FILES[name]), api, str(table), str(port), str(CONCURRENCY)], {}
    settings = {"TELEGRAM_TOKEN": "1:test", "TELEGRAM_API_URL": api, "DATABASE": str(table.parent / "bell.db")}
    settings |= {"DISCORD_TOKEN": "", "LOG_LEVEL": "WARNING"}
    if port:
        settings["TELEGRAM_WEBHOOK_URL"] = f"http://127.0.0.1:{port}/hook"
        settings |= {"TELEGRAM_WEBHOOK_SECRET": "of-the-bench", "HTTP_LISTEN": f"127.0.0.1:{port}"}
    return [sys.executable, "-m", "bot", "run"], settings


@asynccontextmanager
async def living(name: str, made: dict[str, tuple[str, str]], table: Path, *, webhook: bool) -> AsyncIterator[Load]:
    """Run a bot and what loads it, and answer three hundred commands before anything is measured."""
    port = free_port() if webhook else 0
    setting = {"lines": list(made), "echo": sent(*next(iter(made.values()))), "webhook": webhook}
    async with process(sys.executable, "-m", "bench.telegram.server", piped=True) as loading:
        server = Process(loading)
        api = f"http://127.0.0.1:{(await server.ask(setting))['port']}"
        start, settings = command(name, api, table, port)
        async with process(*start, settings=settings) as bot:

            async def load(total: int, delay: float = 0.0, every: float = 0.0, **more: float) -> Json:
                order = {"pid": bot.pid, "delay": delay, "every": every, "patience": 60.0, "total": total}
                return await server.ask(order | more)

            warm = await load(300)
            assert warm["answered"] == 300, f"{name} answered {warm['answered']} of 300"
            yield load


async def measured(names: list[str], made: dict[str, tuple[str, str]], table: Path, rounds: int, mode: str) -> None:
    """Run all bots at once and load one after another, so that each round is the same weather for all; print it."""
    found = {name: Found() for name in names}
    async with AsyncExitStack() as stack:
        loads = {
            name: await stack.enter_async_context(living(name, made, table, webhook=mode == "webhook"))
            for name in names
        }
        for _ in range(rounds):
            for name, load in loads.items():
                found[name].saturation.append(await load(1000))
            for name, load in loads.items():
                found[name].paced.append(await load(150, every=0.02))
            for name, load in loads.items():
                found[name].far.append(await load(500, delay=ROUND_TRIP))
    told(mode, found)


def middle(results: list[Json], what: str) -> float:
    """Give the median of what was measured in the rounds."""
    return float(statistics.median(each[what] for each in results))


def told(mode: str, found: dict[str, Found]) -> None:
    """Print and note a table of one mode, with ratios to ours."""
    print(f"\n{mode}: commands a second at saturation, ms at 50 a second, and with 50 ms to the API (far)")
    columns = f"{'least':>8}{'median':>8}{'most':>8}{'p50':>8}{'p99':>8}{'µs CPU':>8}{'MB':>6}{'far':>8}"
    print(f"{'':22}{columns}   ours is faster by (rounds), cheaper by, faster far away by")
    ours = found.get(OURS)
    for name in NAMES:
        if (each := found.get(name)) is None or not each.saturation:
            print(f"{name:22}not measured")
            continue
        rates = [result["rate"] for result in each.saturation]
        rate, p50, p99 = middle(each.saturation, "rate"), middle(each.paced, "p50"), middle(each.paced, "p99")
        cpu, memory = middle(each.saturation, "cpu"), max(result["memory"] for result in each.saturation)
        line = f"{name:22}{min(rates):8.0f}{rate:8.0f}{max(rates):8.0f}{p50:8.1f}{p99:8.1f}{cpu:8.0f}{memory:6.0f}"
        line += f"{middle(each.far, 'rate'):8.0f}"
        beside = compared(name, ours, each) if ours and ours.saturation and name != OURS else ""
        print(line + beside, flush=True)
        cells = {"commands/s": f"{rate:,.0f}", "least to most": f"{min(rates):,.0f} to {max(rates):,.0f}"}
        cells |= {"p50 / p99 at 50/s, ms": f"{p50:.1f} / {p99:.1f}", "µs CPU": f"{cpu:.0f}", "MB": f"{memory:.0f}"}
        cells |= {"far, commands/s": f"{middle(each.far, 'rate'):.0f}"}
        results.row(mode.capitalize(), name, cells | {"ours is faster, cheaper, faster far away": beside.strip()})


def compared(name: str, ours: Found, other: Found) -> str:
    """Give how many times faster ours is at saturation, the less CPU it takes, and how much faster it is far away.

    Rates share the machine with whatever else runs on it; CPU a command is what they come to on a quiet one.
    """
    pairs = list(zip(ours.saturation, other.saturation, strict=True))
    ratios = sorted(mine["rate"] / theirs["rate"] for mine, theirs in pairs)
    cheaper = statistics.median(theirs["cpu"] / mine["cpu"] for mine, theirs in pairs)
    ratio, far = statistics.median(ratios), middle(ours.far, "rate") / middle(other.far, "rate")
    missed = "  UNDER" if ratio < EXPECTED.get(name, 0.0) else ""
    return f"   {ratio:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}), {cheaper:.2f}, {far:.2f}{missed}"


async def main() -> None:
    """Measure what is there, one mode after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=NAMES, default=NAMES)
    parser.add_argument("--modes", nargs="*", choices=["polling", "webhook"], default=["polling", "webhook"])
    given = parser.parse_args()
    names = [name for name in NAMES if name in given.only and (name == OURS or PEERS.exists())]
    with tempfile.TemporaryDirectory() as folder:
        made = await cards(Path(folder))
        table = tabled(Path(folder), made)
        sizes = [len(html) for html, _ in made.values()]
        print(f"{len(made)} cards of {min(sizes)} to {max(sizes)} characters; {given.rounds} rounds")
        for mode in given.modes:
            await measured(names, made, table, given.rounds, mode)
    results.keep("telegram", sys.argv[1:], SUBJECT.libraries)


if __name__ == "__main__":
    asyncio.run(main())
