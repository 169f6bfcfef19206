"""The real adapter, running against the fake: what the tests beside this file share."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.adapters.telegram import TelegramAdapter
from bot.adapters.telegram.intake import Timing
from bot.dispatch import Bot, Memory
from bot.drawings import Picture
from bot.pictures import PictureError
from tests.fakes.telegram import TOKEN, Call, Fake
from tests.sample import Kept, sample_bot

QUICK = Timing(poll=20, answer=5.0, grace=2.0, last=0.8)


class TinyPainter:
    """Paints every picture as one pixel, and counts."""

    def __init__(self) -> None:
        self.painted: list[Picture] = []

    async def png(self, picture: Picture) -> bytes:
        self.painted.append(picture)
        head, data = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0), zlib.compress(b"\0abc")
        chunks = [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)

    def sign(self, picture: Picture) -> str:
        return str(hash(picture))


class BrokenPainter:
    async def png(self, _picture: Picture) -> bytes:
        raise PictureError("no picture today")

    def sign(self, picture: Picture) -> str:
        return str(hash(picture))


class Slept:
    """A sleep that only notes how long it was asked to last, and the clock that goes by it."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.time = 0.0

    def clock(self) -> float:
        return self.time

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0)
        self.time += seconds


class Held(Slept):
    """A sleep that lasts until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting, self.go_on = asyncio.Event(), asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.waiting.set()
        await self.go_on.wait()
        await super().__call__(seconds)


def adapter(fake: Fake, kept: Memory | None = None, *, bot: Bot[Any] | None = None, **named: Any) -> TelegramAdapter:
    kept = kept or Kept()
    sleep = named.pop("sleep", None) or Slept()
    settings: dict[str, Any] = {"painter": TinyPainter(), "token": TOKEN, "timing": QUICK, "sleep": sleep}
    settings["api_url"] = fake.url
    settings |= {"clock": sleep.clock} if isinstance(sleep, Slept) else {}
    settings |= named
    return TelegramAdapter(bot or sample_bot(kept if isinstance(kept, Kept) else None), kept, **settings)


@asynccontextmanager
async def serving(fake: Fake, kept: Memory | None = None, **named: Any) -> AsyncIterator[asyncio.Task[None]]:
    """Run the adapter; at the end it is cancelled, and whatever else ended it is raised."""
    task = asyncio.create_task(adapter(fake, kept, **named).run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def answered(fake: Fake, line: str) -> Call:
    """Say a line in a private chat and give the one message that answers it, which shows something."""
    before = len(fake.calls)
    await fake.until_confirmed(await fake.say(line))
    (call,) = [call for call in fake.calls[before:] if call.method in ("sendMessage", "sendPhoto")]
    assert call.status == 200
    assert call.text
    return call


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
