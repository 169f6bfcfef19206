"""Chats as the desk has them, kept for as long as none of them changes, and read several at a time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Set as AbstractSet

from data.desk import Chat, Desk
from data.errors import DeskAway

ROOM = 10_000
"""Chats kept, known or not; who was asked for longest ago is let go first. All of them take some megabytes."""

TOGETHER = 200
"""Chats read at once at most."""


class Places:
    """Gives chats. Those asked for while others are being read are read together next: one trip to the disk for all."""

    def __init__(self, desk: Desk, *, room: int = ROOM) -> None:
        self._desk = desk
        self._room = room
        self._kept: OrderedDict[str, Chat | None] = OrderedDict()
        self._changed = -1
        self._next: set[str] = set()
        self._reading: asyncio.Task[dict[str, Chat]] | None = None
        self._one = asyncio.Lock()

    async def get(self, key: str) -> Chat | None:
        """Give a chat as it is, None when it is not known; kept until any chat is changed, here or elsewhere.

        While the desk is away it is given as it was last known, so that people are answered all the same.
        """
        try:
            return await self._get(key)
        except DeskAway:
            return self._kept.get(key)

    async def _get(self, key: str) -> Chat | None:
        changed = await self._desk.chats_changed()
        if changed != self._changed:
            self._changed, self._kept = changed, OrderedDict()
        kept = self._kept  # what is read from now on belongs here, also when it arrives after the next change
        if key not in kept:
            kept[key] = await self._read(key)
            if len(kept) > self._room:
                kept.popitem(last=False)
        kept.move_to_end(key)
        return kept[key]

    async def _read(self, key: str) -> Chat | None:
        if self._reading is None or len(self._next) >= TOGETHER:
            self._next = {key}
            self._reading = asyncio.create_task(self._read_all(self._next), name="chats")
        self._next.add(key)
        return (await asyncio.shield(self._reading)).get(key)

    async def _read_all(self, keys: AbstractSet[str]) -> dict[str, Chat]:
        async with self._one:
            if keys is self._next:  # nobody comes in any more
                self._reading = None
            return await self._desk.chats(keys)
