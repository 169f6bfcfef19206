"""The half of the desk that is about what goes out unasked: watches, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data.desk import chats, corrections, outbox, progress, watches
from data.desk.values import Count, Delivery, Mended, Posting, Settings, Shown, Watch
from data.store import Store


class Outgoing:
    """What is watched, what is due, and how far it has come. A moment given as `at` is now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._desk = store.desk

    async def settings(self, chat: str) -> Settings:
        """Give what holds in a chat: what it chose, else what the group chose that its topic is in."""
        return await self._desk.read(chats.settings, chat)

    async def watch(self, watch: Watch, limit: int) -> bool:
        """Keep a watch in place of the chat's other one for its subject, and give whether there was room.

        A chat has at most `limit`; one that was there already is always kept anew.
        """
        return await self._desk.write(watches.add, watch, limit)

    async def unwatch(self, chat: str, subject: str) -> bool:
        """Drop a watch, and give whether there was one."""
        return await self._desk.write(watches.drop, chat, subject)

    async def watches(self, chat: str) -> tuple[Watch, ...]:
        """Give what a chat follows, in the order it began to."""
        return await self._desk.read(watches.of, chat)

    async def enqueue(self, *deliveries: Delivery) -> int:
        """Add what is due, all or nothing, and give how many are new.

        The same is due once a chat and revision, and of notices and digests one altogether.
        """
        return await self._desk.write(outbox.enqueue, deliveries)

    async def due(self, platform: str, at: datetime, limit: int = 100) -> tuple[Delivery, ...]:
        """Give what is due on a platform and nobody has taken, longest due first."""
        return await self._desk.read(outbox.due, platform, at, limit)

    async def posting(self, chat: str, message: str) -> Posting | None:
        """Give what stands in a chat as this message, None when nothing is kept of it."""
        return await self._desk.read(chats.posting, chat, message)

    async def counts(self, revision: int) -> tuple[Count, ...]:
        """Give how many deliveries of a revision stand how, by platform, kind and state."""
        return await self._desk.read(progress.counts, revision)

    async def waiting(self, platform: str) -> int:
        """Give how many deliveries of a platform have not ended."""
        return await self._desk.read(progress.waiting, platform)

    async def delivered(self, limit: int = 10) -> tuple[int, ...]:
        """Give the newest revisions that anything was due for, newest first."""
        return await self._desk.read(progress.revisions, limit)

    async def troubled(self, revision: int, limit: int = 20) -> tuple[Delivery, ...]:
        """Give the deliveries of a revision that did not reach their chat, or not yet though tried, with why."""
        return await self._desk.read(progress.troubled, revision, limit)

    async def mended(self, posting: Posting) -> tuple[Mended, ...]:
        """Give what corrections since it was made changed of the figures a posting shows, by figure; else nothing."""
        return await self._desk.read(corrections.mended, posting)

    async def told(
        self, chat: str, *, revision: int | None = None, message: str | None = None, limit: int = 20
    ) -> tuple[Delivery, ...]:
        """Give what a chat got unasked, of a revision or as a message, newest first; what was merged counts as well."""
        return await self._desk.read(progress.told, chat, revision, message, limit)

    async def shown(self, chat: str, limit: int = 300) -> tuple[Shown, ...]:
        """Give the figures that postings of a chat show or showed, each state once, those posted last first."""
        return await self._desk.read(chats.shown, chat, limit)

    async def touched(self, posting: Posting) -> bool:
        """Say whether corrections since it was made were about anything a posting shows, also when it stands again."""
        return await self._desk.read(corrections.touched, posting)

    async def mended_of(self, shown: Sequence[Shown]) -> tuple[Mended, ...]:
        """Give what corrections since they were shown changed of these figures, each state for itself."""
        return await self._desk.read(corrections.mended_of, shown)

    async def purge(self, before: datetime, limit: int = 10_000) -> None:
        """Delete the postings made before a moment, and what ended by then of what was due, so many at a time."""
        while await self._desk.write(chats.purge, before, limit) == limit:
            pass
