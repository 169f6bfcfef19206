"""The half of the desk that is about what goes out unasked: watches, what is due, and who carries it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data.desk import chats, corrections, outbox, progress, watches
from data.desk.values import Count, Delivery, Ended, Mended, Posting, Settings, Shown, Watch
from data.store import Store


class Outgoing:
    """What is watched, what is due, and how far it has come. A moment given as `at` is now."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def settings(self, chat: str) -> Settings:
        """Give what holds in a chat: what it chose, else what the group chose that its topic is in."""
        return await self._store.read(chats.settings, chat)

    async def watch(self, watch: Watch, limit: int) -> bool:
        """Keep a watch in place of the chat's other one for its subject, and give whether there was room.

        A chat has at most `limit`; one that was there already is always kept anew.
        """
        return await self._store.write(watches.add, watch, limit)

    async def unwatch(self, chat: str, subject: str) -> bool:
        """Drop a watch, and give whether there was one."""
        return await self._store.write(watches.drop, chat, subject)

    async def watches(self, chat: str) -> tuple[Watch, ...]:
        """Give what a chat follows, in the order it began to."""
        return await self._store.read(watches.of, chat)

    async def enqueue(self, *deliveries: Delivery) -> int:
        """Add what is due, all or nothing, and give how many are new.

        The same is due once a chat and revision, and of notices and digests one altogether.
        """
        return await self._store.write(outbox.enqueue, deliveries)

    async def due(self, platform: str, at: datetime, limit: int = 100) -> tuple[Delivery, ...]:
        """Give what is due on a platform and nobody holds, longest due first."""
        return await self._store.read(outbox.due, platform, at, limit)

    async def next_due(self, platform: str) -> datetime | None:
        """Give when the next of a platform is due, or a lease lapses; None when nothing waits."""
        return await self._store.read(outbox.next_due, platform)

    async def hold(self, platform: str, holder: str, at: datetime, until: datetime) -> bool:
        """Take or renew the one lease of a platform's token, and give whether it is this holder's until then.

        Raises ValueError for a lease of more than ten minutes.
        """
        return await self._store.write(outbox.hold, platform, holder, at=at, until=until)

    async def release(self, platform: str, holder: str) -> None:
        """Give up the lease of a platform, and what this holder has of it: it is due at once for whoever asks."""
        await self._store.write(outbox.release, platform, holder)

    async def lease(
        self, platform: str, holder: str, at: datetime, until: datetime, limit: int = 100
    ) -> tuple[Delivery, ...]:
        """Take what is due, longest due first, for this holder until then; what others took and let lapse is due.

        What is leased comes with the settings of its chat. A lease that another took before the clock was set back
        counts as lapsed. Raises ValueError for a lease of more than ten minutes.
        """
        return await self._store.write(outbox.lease, platform, holder, at=at, until=until, limit=limit)

    async def renew(self, holder: str, at: datetime, until: datetime) -> int:
        """Hold on, until then, to all that a holder has, and give how many deliveries that is."""
        return await self._store.write(outbox.renew, holder, at=at, until=until)

    async def gather(self, id_: int, holder: str, at: datetime, *, more: bool = True) -> tuple[Delivery, ...]:
        """Give what the one message of a delivery tells, by revision; nothing when it is no more this holder's.

        That is the delivery itself, what was merged into it before, and, if `more`, what is due beside it: for a notice
        or a digest the others of its chat, for an edit the other edits of its message. They end as merged. After a send
        whose end is not known, leave out `more`, so that the same is sent again.
        """
        return await self._store.write(outbox.gather, id_, holder, at=at, more=more)

    async def settle(  # what there is to say of an end
        self,
        id_: int,
        holder: str,
        state: Ended,
        *,
        message: str | None = None,
        why: str | None = None,
        at: datetime | None = None,
    ) -> bool:
        """Say how a delivery ended, and give whether it was still this holder's to settle."""
        return await self._store.write(outbox.settle, id_, holder, state, message=message, why=why, at=at)

    async def postpone(self, id_: int, holder: str, due: datetime, why: str) -> bool:
        """Make a delivery due again later, and give whether it was still this holder's."""
        return await self._store.write(outbox.postpone, id_, holder, due, why)

    async def turn(self, id_: int, holder: str, instead: Delivery, *, why: str, at: datetime) -> bool:
        """Settle a delivery as refused and let another do, in one step; give whether that is new and due.

        It is not when the delivery is no more this holder's, or when the chat has or gets a notice of that revision.
        """
        return await self._store.write(outbox.turn, id_, holder, instead, why=why, at=at)

    async def posting(self, chat: str, message: str) -> Posting | None:
        """Give what stands in a chat as this message, None when nothing is kept of it."""
        return await self._store.read(chats.posting, chat, message)

    async def counts(self, revision: int) -> tuple[Count, ...]:
        """Give how many deliveries of a revision stand how, by platform, kind and state."""
        return await self._store.read(progress.counts, revision)

    async def waiting(self, platform: str) -> int:
        """Give how many deliveries of a platform have not ended."""
        return await self._store.read(progress.waiting, platform)

    async def delivered(self, limit: int = 10) -> tuple[int, ...]:
        """Give the newest revisions that anything was due for, newest first."""
        return await self._store.read(progress.revisions, limit)

    async def troubled(self, revision: int, limit: int = 20) -> tuple[Delivery, ...]:
        """Give the deliveries of a revision that did not reach their chat, or not yet though tried, with why."""
        return await self._store.read(progress.troubled, revision, limit)

    async def mended(self, posting: Posting) -> tuple[Mended, ...]:
        """Give what corrections since it was made changed of the figures a posting shows, by figure; else nothing."""
        return await self._store.read(corrections.mended, posting)

    async def told(
        self, chat: str, *, revision: int | None = None, message: str | None = None, limit: int = 20
    ) -> tuple[Delivery, ...]:
        """Give what a chat got unasked, of a revision or as a message, newest first; what was merged counts as well."""
        return await self._store.read(progress.told, chat, revision, message, limit)

    async def shown(self, chat: str, limit: int = 300) -> tuple[Shown, ...]:
        """Give the figures that postings of a chat show or showed, each state once, those posted last first."""
        return await self._store.read(chats.shown, chat, limit)

    async def touched(self, posting: Posting) -> bool:
        """Say whether corrections since it was made were about anything a posting shows, also when it stands again."""
        return await self._store.read(corrections.touched, posting)

    async def mended_of(self, shown: Sequence[Shown]) -> tuple[Mended, ...]:
        """Give what corrections since they were shown changed of these figures, each state for itself."""
        return await self._store.read(corrections.mended_of, shown)

    async def purge(self, before: datetime, limit: int = 10_000) -> None:
        """Delete the postings made before a moment, and what ended by then of what was due, so many at a time."""
        while await self._store.write(chats.purge, before, limit) == limit:
            pass
