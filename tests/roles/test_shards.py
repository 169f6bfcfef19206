"""Discord's shards among workers: each served by one, handed over when it ends or dies."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

from bot.adapters.discord.connection import account
from tests.fakes.discord import FakeDiscord
from tests.harness.broadcasts import program
from tests.harness.process import heard, until

Process = asyncio.subprocess.Process


class Workers:
    """Processes that serve one bot on a fake Discord."""

    def __init__(self, fake: FakeDiscord, database: Path) -> None:
        self.fake = fake
        self.bot = account(fake.rest.token)
        self._database = database
        self._all: list[Process] = []

    async def start(self, shards: str, **settings: str) -> Process:
        given = {"DISCORD_TOKEN": self.fake.rest.token, "DISCORD_API_URL": self.fake.api_url}
        given |= {"DISCORD_GATEWAY_URL": self.fake.gateway_url, "DISCORD_SHARDS": shards, "ROLE": "answer"}
        process = await program(self._database, **given, **settings)
        self._all.append(process)
        return process

    async def serve(self, *shards: int) -> None:
        """Wait until exactly these shards are served."""

        async def served() -> bool:
            return self.fake.gateway.served() == list(shards)

        await until(served)

    async def change(self, end: Callable[[], None], *shards: int) -> None:
        """End a worker, and wait until another serves these shards."""
        before = [line for shard in shards for line in self.fake.gateway.serving(shard)]

        async def served() -> bool:
            now = [self.fake.gateway.serving(shard) for shard in shards]
            return all(lines and not any(lines[-1] is each for each in before) for lines in now)

        end()
        await until(served)

    async def answer(self) -> None:
        """Ask on the first shard, and wait for the answer."""
        await (await self.fake.slash("help")).next_call()

    async def end(self) -> None:
        for process in self._all:
            if process.returncode is None:
                process.kill()
        await asyncio.gather(*(process.communicate() for process in self._all))


@asynccontextmanager
async def workers(database: Path, shards: int) -> AsyncIterator[Workers]:
    async with FakeDiscord(shards=shards) as fake:
        found = Workers(fake, database)
        try:
            yield found
        finally:
            await found.end()


async def test_a_shard_is_served_by_one_worker_and_taken_over_when_it_dies(database: Path) -> None:
    """A worker whose shards are served elsewhere says so, and serves the others meanwhile."""
    async with workers(database, 4) as some:
        first, second = await some.start("0-1/4"), await some.start("2-3/4")
        await some.serve(0, 1, 2, 3)
        third = await some.start("0-3/4")
        holders = {0: first, 1: first, 2: second, 3: second}
        await heard(
            third, *(f"{shard}/4: process {each.pid} has it; this one waits" for shard, each in holders.items())
        )
        await some.answer()
        await some.change(first.kill, 0, 1)
        await some.answer()
        await some.change(second.kill, 2, 3)
        assert some.fake.gateway.twice == []


async def test_a_worker_that_ends_in_order_hands_its_shards_over(database: Path) -> None:
    async with workers(database, 2) as some:
        first = await some.start("2")
        await some.serve(0, 1)
        second = await some.start("2")
        await heard(second, f"shard/discord/{some.bot}/0/2: process {first.pid} has it; this one waits")
        await some.change(partial(first.send_signal, signal.SIGTERM), 0, 1)
        await some.answer()
        await first.wait()
        assert first.returncode == 0
        assert some.fake.gateway.twice == []
        third = await some.start("2")
        await heard(third, f"shard/discord/{some.bot}/1/2: process {second.pid} has it; this one waits")


async def test_a_worker_that_stood_still_closes_what_another_has_taken_over(database: Path) -> None:
    """It hears that it is not its own any more when it goes on; from then on one connection serves the shard."""
    async with workers(database, 1) as some:
        first = await some.start("1", LAPSE="1")
        await some.serve(0)
        await stand_still(first, database)
        second = await some.start("1", LAPSE="1")
        await until(count(lambda: len(some.fake.gateway.serving(0)), 2))
        first.send_signal(signal.SIGCONT)
        await until(count(lambda: len(some.fake.gateway.serving(0)), 1))
        await heard(first, "this process has it no more")
        await some.answer()
        assert second.returncode is None


async def stand_still(process: Process, database: Path) -> None:
    """Stop a process where it stands, but not in the middle of a write: it would hold up everybody."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process.send_signal(signal.SIGSTOP)

        await until(partial(stopped, process.pid))
        other.execute("ROLLBACK")


async def stopped(process: int) -> bool:
    """Say whether a process stands still, by the letter behind its name."""
    told = await asyncio.to_thread(Path(f"/proc/{process}/stat").read_text, "ascii")
    return told.rpartition(")")[2].split()[0] == "T"


def count(found: Callable[[], int], wanted: int) -> Callable[[], Awaitable[bool]]:
    """Give whether something is so many."""

    async def reached() -> bool:
        return found() == wanted

    return reached
