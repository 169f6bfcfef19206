"""Which cards stand where, written down in batches, so that no answer waits for the disk.

A killed process loses the last second of it (DESIGN: writes of postings are batched); an orderly stop loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from data.desk import Desk, Posting
from data.errors import StoreError

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two batches."""

MOST = 500
"""Postings that are written at once without waiting for the pause."""

HELD = 20_000
"""Postings kept while the store cannot be written; older ones are let go, and the log says so."""

Key = tuple[str, str]
"""A chat and a message in it."""


class Ledger:
    """Takes postings at any rate and writes them down in the background; `close` writes what is left."""

    def __init__(self, desk: Desk, *, pause: float = PAUSE) -> None:
        self._desk = desk
        self._pause = pause
        self._held: dict[Key, Posting | None] = {}
        self._writing: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    def post(self, posting: Posting) -> None:
        """Keep that a card stands in a chat; what the same message showed a moment ago still counts as shown."""
        key = posting.chat, posting.message
        before = self._held.pop(key, None)
        if before is not None:
            posting = replace(posting, shows=tuple(dict.fromkeys((*before.shows, *posting.shows))))
        self._hold(key, posting)

    def lift(self, chat: str, message: str) -> None:
        """Drop what is kept of a message that is gone."""
        self._held.pop((chat, message), None)
        self._hold((chat, message), None)

    async def flush(self) -> None:
        """Write down what is held, after what is being written down just now.

        Raises StoreError where the store cannot be written; then it stays held, as it does where this is cut short.
        """
        async with self._turn:
            held, self._held, written = self._held, {}, False
            try:
                await self._desk.post(*(each for each in held.values() if each is not None))
                for chat, message in (key for key, each in held.items() if each is None):
                    await self._desk.lift(chat, message)
                written = True
            finally:
                if not written:
                    self._held = held | self._held

    async def close(self) -> None:
        """Write what is left, and end."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        if self._held:
            await self.flush()

    def _hold(self, key: Key, posting: Posting | None) -> None:
        self._held[key] = posting
        if len(self._held) > HELD:
            self._held.pop(next(iter(self._held)))
            log.error("the store takes no postings; the oldest of %d held is let go", HELD)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_on(), name="ledger")

    async def _write_on(self) -> None:
        while self._held:
            if len(self._held) < MOST:
                await asyncio.sleep(self._pause)
            try:
                await self.flush()
            except StoreError as error:
                log.warning("postings are held back: %s", error)
                await asyncio.sleep(self._pause)
