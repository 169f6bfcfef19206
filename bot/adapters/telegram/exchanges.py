"""What is kept of the last exchanges: the message that answers a question, the language an inline message speaks.

An edited command edits its answer, also after a restart; Telegram tells of an edit and not of the answer. What is kept
names nobody: a question stands as a digest. It is written behind the answers, so a kill may lose the last second, and
another worker that answers for the same bot knows of it a second later.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping
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
        self._fresh: dict[str, str] = {}
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._kept = await self._written()
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

    async def answer(self, chat: int, question: int) -> Sent | None:
        """Give the message that answers a question, or nothing."""
        kept = await self._find(f"{chat} {question}")
        return Sent(kept[1:], _MEDIA[kept[0]]) if kept else None

    def speaks(self, message: str, language: str) -> None:
        """Keep the language of a message sent through inline mode."""
        self._keep(f"inline {message}", language)

    async def language(self, message: str) -> str | None:
        """Give the language of a message sent through inline mode, or nothing."""
        return await self._find(f"inline {message}")

    async def _find(self, name: str) -> str | None:
        """Give what is kept under a name, also what another worker has written by now."""
        digest = _digest(name)
        if digest not in self._kept:
            self._kept = _last(self._kept, await self._written(), self._fresh)
        return self._kept.get(digest)

    def _keep(self, name: str, value: str) -> None:
        digest = _digest(name)
        for each in (self._kept, self._fresh):
            each.pop(digest, None)
            each[digest] = value
            if len(each) > KEPT:
                del each[next(iter(each))]
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon(), name="telegram exchanges")
            self._writing.add_done_callback(_noted)

    async def _write_soon(self) -> None:
        await asyncio.sleep(self._pause)
        await self._write()

    async def _write(self) -> None:
        """Add what is new to what is written, which may be another worker's."""
        fresh = dict(self._fresh)
        kept = _last(await self._written(), fresh)
        await self._memory.remember(self._key, json.dumps(kept, separators=(",", ":")))
        self._fresh = {name: value for name, value in self._fresh.items() if fresh.get(name) != value}

    async def _written(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(await self._memory.recall(self._key) or "{}")
        return found


def _last(*kept: Mapping[str, str]) -> dict[str, str]:
    """Give the last exchanges of all, later ones in place of earlier ones."""
    found: dict[str, str] = {}
    for each in kept:
        for name, value in each.items():
            found.pop(name, None)
            found[name] = value
    return dict(list(found.items())[-KEPT:])


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=9).hexdigest()


def _noted(writing: asyncio.Task[None]) -> None:
    if not writing.cancelled() and (error := writing.exception()) is not None:
        log.warning("the last exchanges could not be written: %s", error)
