"""PostgreSQL is away for longer than a hold lasts: who polls and who serves a shard go on, and nobody takes over."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.adapters.discord.connection import account
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_gateway import IDENTIFY
from tests.fakes.telegram import TOKEN, Fake
from tests.fakes.telegram_chats import PRIVATE
from tests.harness.broadcasts import program
from tests.harness.postgres import Postgres
from tests.harness.process import heard, until

LAPSE = 1.0
"""Seconds after which a holder that says nothing counts as gone."""


class Workers:
    """Answering workers at a desk on PostgreSQL, each with its own record, for one bot on both platforms."""

    def __init__(self, telegram: Fake, discord: FakeDiscord, desk: str, folder: Path) -> None:
        self.telegram, self.discord = telegram, discord
        self._desk = desk
        self._folder = folder
        self.all: list[asyncio.subprocess.Process] = []

    async def add(self) -> asyncio.subprocess.Process:
        process = await program(
            self._folder / f"worker-{len(self.all)}.db",
            DESK=self._desk,
            ROLE="answer",
            LAPSE=f"{LAPSE:g}",
            TELEGRAM_TOKEN=TOKEN,
            TELEGRAM_API_URL=self.telegram.url,
            DISCORD_TOKEN=self.discord.rest.token,
            DISCORD_API_URL=self.discord.api_url,
            DISCORD_GATEWAY_URL=self.discord.gateway_url,
        )
        self.all.append(process)
        return process

    async def answer(self, *words: str) -> None:
        """Ask on both platforms, and wait for the answers."""
        await self.telegram.say(f"/search {' '.join(words)}")
        await self.telegram.until_sent(f"Nothing on record for “{' '.join(words)}”")
        exchange = await self.discord.slash("search", words=" ".join(words))
        await exchange.next_call()


@asynccontextmanager
async def workers(server: Postgres, folder: Path) -> AsyncIterator[Workers]:
    async with Fake() as telegram, FakeDiscord() as discord:
        telegram.chats[PRIVATE["id"]] = PRIVATE
        found = Workers(telegram, discord, server.create(), folder)
        try:
            yield found
        finally:
            for each in found.all:
                if each.returncode is None:
                    each.kill()
            await asyncio.gather(*(each.communicate() for each in found.all))


async def longer_than_a_hold() -> None:
    """Let twice the time pass after which a holder that says nothing counts as gone: it is another process's."""
    ends = time.monotonic() + 2 * LAPSE

    async def over() -> bool:
        return time.monotonic() > ends

    await until(over)


async def test_who_serves_goes_on_while_the_desk_is_away_and_who_waits_goes_on_waiting(
    durable: Postgres, tmp_path: Path
) -> None:
    async with workers(durable, tmp_path) as some:
        first = await some.add()
        await some.answer("zzqx", "before")
        second = await some.add()
        shard = f"shard/discord/{account(some.discord.rest.token)}/0/1: process {first.pid} has it; this one waits"
        await heard(second, f"poller/telegram/42: process {first.pid} has it; this one waits", shard)
        await asyncio.to_thread(durable.stop)
        await heard(first, "poller/telegram/42: this process could not write that it still has it")
        await heard(second, "waits for the store")
        await longer_than_a_hold()
        await some.answer("zzqx", "meanwhile")
        await asyncio.to_thread(durable.start)
        await some.answer("zzqx", "afterwards")
        assert some.discord.gateway.twice == []
        assert {call.status for call in some.telegram.of("getUpdates")} == {200}
        assert some.discord.gateway.seen.count(IDENTIFY) == 1
        first.kill()
        await first.wait()
        await some.discord.connected(2)
        await some.answer("zzqx", "again")
