"""The part of the desk that couriers work with: who holds a platform, a fair share of what is due, and its outcomes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from data.desk import holds, lives, sending, statements
from data.desk.holds import Hold
from data.desk.lives import LiveCard
from data.desk.sending import Outcome, Parcel
from data.desk.values import Delivery
from data.store import Store

LAST = 2**62
"""No revision is beyond it."""


class Carrying:
    """What a courier asks of the desk. A moment given as `at` is now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._desk = store.desk

    async def held(self, name: str) -> Hold | None:
        """Give who alone may do what is called so, such as `courier/telegram/42`, None when nobody does."""
        return await self._desk.read(holds.held, name)

    async def holders(self, beginning: str) -> frozenset[str]:
        """Give who holds anything whose name begins so."""
        return await self._desk.read(holds.holders, beginning)

    async def take(self, name: str, holder: str, at: datetime, seen: Hold | None) -> bool:
        """Take it from whoever was seen to hold it, and give whether nothing has changed since then."""
        return await self._desk.write(holds.take, name, holder, at, seen)

    async def beat(self, name: str, holder: str, at: datetime) -> bool:
        """Say that the holder lives, and give whether it is still theirs."""
        return await self._desk.write(holds.beat, name, holder, at)

    async def free(self, name: str, holder: str) -> None:
        """Let it go, if it is this holder's."""
        await self._desk.write(holds.free, name, holder)

    async def waits(self, platform: str, at: datetime) -> bool:
        """Give whether anything is due that nobody has taken."""
        return await self._desk.read(sending.waits, platform, at)

    async def share(
        self, platform: str, holder: str, at: datetime, *, limit: int, each: int, without: Collection[str]
    ) -> tuple[Parcel, ...]:
        """Take what is due for a holder, longest due first, with all that its messages tell and the chats' settings.

        Of one chat `each` at most, of the chats `without` nothing; nor of revisions that the record has not heard of.
        """
        known = await self._known()
        return await self._desk.write(
            sending.share, platform, holder, at, known=known, limit=limit, each=each, without=without
        )

    async def regather(self, holder: str, ids: Sequence[int], at: datetime) -> dict[int, tuple[Delivery, ...]]:
        """Give anew what messages tell that a holder has taken, none of them begun; nothing for what is another's.

        What became due beside one that was never tried is told by it from now on.
        """
        return await self._desk.write(sending.regather, holder, ids, at, await self._known())

    async def reclaim(self, platform: str, but: Collection[int], spared: Collection[str] = ()) -> int:
        """Make due again what anybody has taken of a platform, but for these ids, and give how much that was.

        What holders that are spared have taken stays theirs.
        """
        return await self._desk.write(sending.reclaim, platform, but, spared)

    async def give_back(self, platform: str, holder: str) -> None:
        """Make due again what a holder has taken."""
        await self._desk.write(sending.give_back, platform, holder)

    async def set_back(self, platform: str, before: datetime, now: datetime) -> None:
        """Hear that the time of day went back: what was due is due, and what was put off waits no longer for that."""
        await self._desk.write(sending.set_back, platform, before, now)

    async def go_live(self, card: LiveCard) -> None:
        """Keep a message up to date, in place of older ones of its chat that answer the same line."""
        await self._desk.write(lives.start, card)

    async def stale(self, platform: str, head: int, at: datetime) -> tuple[LiveCard, ...]:
        """Give the live messages of a platform that may show something else by now."""
        return await self._desk.read(lives.stale, platform, head, at)

    async def looked(self, card: LiveCard, revision: int, shown: str) -> None:
        """Keep what a live message shows with a revision, and that it is pinned or cannot be."""
        await self._desk.write(lives.looked, card.chat, card.message, revision, shown)

    async def end_live(self, chat: str, message: str) -> None:
        """Keep a message up to date no longer."""
        await self._desk.write(lives.end, chat, message)

    async def is_live(self, chat: str, message: str) -> bool:
        """Give whether a message is kept up to date."""
        return await self._desk.read(lives.is_live, chat, message)

    async def lapse(self, at: datetime, limit: int = 10_000) -> int:
        """Let go of what waits and came too late, on every platform, so many at a time, and give how many that was."""
        gone = 0
        while ids := await self._desk.read(sending.late, at, limit):
            gone += await self._desk.write(sending.lapse, ids, at)
        return gone

    async def settle_all(self, holder: str, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Write down, all or nothing, what became of deliveries of a holder, and what that brought about."""
        await self._desk.write(sending.settle, holder, outcomes, at)

    async def _known(self) -> int:
        """Give up to which revision something may be told: of a desk elsewhere, up to where the record has come."""
        return await self._store.read(statements.head) if self._store.apart else LAST
