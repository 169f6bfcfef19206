"""The real client, running against our own Discord; what the client sent is checked when a test ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.adapters.discord import DiscordAdapter
from bot.adapters.discord.shards import IDENTIFIES
from bot.dispatch import Bot
from bot.drawings import Picture
from bot.messages import Chat, Medium, Reply
from bot.pictures import PictureError
from tests.fakes import discord_spec
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_gateway import IDENTIFY
from tests.sample import Kept, sample_bot

PNG = b"\x89PNG\r\n\x1a\n a picture"
TOKEN = "test-token"  # noqa: S105  # of our own Discord


class Paints:
    """A painter that needs no paint."""

    def __init__(self) -> None:
        self.fails = False
        self.painted: list[Picture] = []
        self.ready = asyncio.Event()
        self.ready.set()

    async def png(self, picture: Picture) -> bytes:
        await self.ready.wait()
        if self.fails:
            raise PictureError("no paint left")
        self.painted.append(picture)
        return PNG


class Noticed(Kept):
    """A memory that tells what it is told of postings and places."""

    def __init__(self) -> None:
        super().__init__()
        self._told: asyncio.Queue[str] = asyncio.Queue()
        self._heard = 0

    async def posted(self, chat: Chat, message: str, medium: Medium, reply: Reply, language: str) -> None:
        await super().posted(chat, message, medium, reply, language)
        self._told.put_nowait("posted")

    async def lifted(self, chat: Chat, message: str) -> None:
        await super().lifted(chat, message)
        self._told.put_nowait("lifted")

    async def parked(self, chat: Chat, *within: Chat) -> None:
        await super().parked(chat, *within)
        self._told.put_nowait("parked")

    async def settled(self, times: int) -> None:
        """Wait until it was told of so many things."""
        async with asyncio.timeout(10):
            while self._heard < times:
                await self._told.get()
                self._heard += 1


class Timer:
    """A sleep that lasts until the test says so."""

    def __init__(self) -> None:
        self._asked: asyncio.Queue[float] = asyncio.Queue()
        self._over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self._asked.put_nowait(seconds)
        await self._over.wait()

    async def asked(self) -> float:
        """Wait until somebody wants to sleep, and say how long; the time between two sessions is not asked for here."""
        async with asyncio.timeout(10):
            while (found := await self._asked.get()) == IDENTIFIES:
                pass
        return found

    def ring(self) -> None:
        self._over.set()


class Journal(logging.Handler):
    """The log as it is written, to be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self._all: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._all.append(self.format(record))
        self._lines.put_nowait((record.levelname, self.format(record)))

    def told(self, text: str) -> int:
        """How many lines so far have a text."""
        return sum(text in line for line in self._all)

    async def said(self, text: str) -> tuple[str, str]:
        """Wait for a line with a text, and give its level and the whole of it."""
        async with asyncio.timeout(10):
            while text not in (found := await self._lines.get())[1]:
                pass
        return found


class House:
    """A Discord of our own and what an adapter needs; `serve` runs one against it."""

    def __init__(self, fake: FakeDiscord) -> None:
        self.fake = fake
        self.kept = Noticed()
        self.paints = Paints()
        self.timer = Timer()

    def adapter(self, bot: Bot[Any] | None = None, **settings: Any) -> DiscordAdapter:
        given: dict[str, Any] = {"token": TOKEN, "api_url": self.fake.api_url, "gateway_url": self.fake.gateway_url}
        given |= {"sleep": self.timer, "clock": lambda: 0.0, **settings}
        return DiscordAdapter(bot or sample_bot(self.kept), self.kept, self.paints, **given)

    @asynccontextmanager
    async def serve(self, bot: Bot[Any] | None = None, **settings: Any) -> AsyncIterator[asyncio.Task[None]]:
        async with self.serving(self.adapter(bot, **settings)) as task:
            yield task

    @asynccontextmanager
    async def serving(self, adapter: DiscordAdapter) -> AsyncIterator[asyncio.Task[None]]:
        before = self.fake.gateway.seen.count(IDENTIFY)
        task = asyncio.create_task(adapter.run())
        arrived = asyncio.create_task(self.fake.connected(before + 1))
        await asyncio.wait({task, arrived}, return_when=asyncio.FIRST_COMPLETED)
        arrived.cancel()
        try:
            yield task
        finally:
            self.timer.ring()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with FakeDiscord(TOKEN) as fake:
        yield House(fake)
        assert fake.rest.refusals == []
        assert discord_spec.all_faults((call.method, call.path, call.body) for call in fake.rest.calls) == []


@pytest.fixture
async def served(house: House) -> AsyncIterator[House]:
    """A house in which the sample bot is served."""
    async with house.serve():
        yield house


@pytest.fixture
async def journal(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Journal]:
    caplog.set_level(logging.INFO)
    found = Journal()
    logging.getLogger().addHandler(found)
    yield found
    logging.getLogger().removeHandler(found)
