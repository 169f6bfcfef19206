"""What is kept of the last exchanges: the message that answers a question, the language an inline message speaks.

An edited command edits its answer, also after a restart; Telegram tells of an edit and not of the answer. What is kept
names nobody: a question stands as a digest. It is written behind the answers, so a kill may lose the last second.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from types import TracebackType
from typing import Self, get_args

from bot.adapters.base import Sent
from bot.dispatch import Memory
from bot.messages import Medium

log = logging.getLogger(__name__)

KEPT = 1000
"""Exchanges remembered: what people still edit is among the last of a chat."""

PAUSE = 1.0
"""Seconds between two writings."""

_MEDIA = {medium[0]: medium for medium in get_args(Medium)}


class Exchanges:
    """The last exchanges of one bot; use as `async with Exchanges(…)`."""

    def __init__(self, bot: int, memory: Memory, *, pause: float = PAUSE) -> None:
        self._key = f"telegram/exchanges/{bot}"
        self._memory = memory
        self._pause = pause
        self._kept: dict[str, str] = {}
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._kept = json.loads(await self._memory.recall(self._key) or "{}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
            self._writing = None
            await self._write()

    def answered(self, chat: int, question: int, sent: Sent) -> None:
        """Keep which message answers a question."""
        self._keep(f"{chat} {question}", f"{sent.medium[0]}{sent.message}")

    def answer(self, chat: int, question: int) -> Sent | None:
        """Give the message that answers a question, or nothing."""
        kept = self._kept.get(_digest(f"{chat} {question}"))
        return Sent(kept[1:], _MEDIA[kept[0]]) if kept else None

    def speaks(self, message: str, language: str) -> None:
        """Keep the language of a message sent through inline mode."""
        self._keep(f"inline {message}", language)

    def language(self, message: str) -> str | None:
        """Give the language of a message sent through inline mode, or nothing."""
        return self._kept.get(_digest(f"inline {message}"))

    def _keep(self, name: str, value: str) -> None:
        digest = _digest(name)
        self._kept.pop(digest, None)
        self._kept[digest] = value
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon(), name="telegram exchanges")
            self._writing.add_done_callback(_noted)

    async def _write_soon(self) -> None:
        await asyncio.sleep(self._pause)
        await self._write()

    async def _write(self) -> None:
        await self._memory.remember(self._key, json.dumps(self._kept, separators=(",", ":")))


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=9).hexdigest()


def _noted(writing: asyncio.Task[None]) -> None:
    if not writing.cancelled() and (error := writing.exception()) is not None:
        log.warning("the last exchanges could not be written: %s", error)
