"""The store as it was when a card was shown, without what has been found wrong since: for showing that card again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec, TypeVar

from data.connections import Connection
from data.record.reading import Clock, put_right
from data.store import Store

P = ParamSpec("P")
T = TypeVar("T")


class AsShown(Store):
    """A view of an open store: whoever reads by a clock that leaves the revision open reads at the one of the card.

    A clock that names a revision stays as it is: what was known then was known then.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store.path, apart=store.apart)
        self._whole = store
        self._shown = clock

    async def read(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query as the store does, by the clock of the card."""
        moved = [self._moved(each) for each in args]
        named = {name: self._moved(each) for name, each in kwargs.items()}
        return await self._whole.read(query, *moved, **named)  # type: ignore[arg-type]  # the same kinds as came

    async def write(self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Write as the store does."""
        return await self._whole.write(change, *args, **kwargs)

    def data_version(self) -> int:
        """Give what the store gives."""
        return self._whole.data_version()

    def _moved(self, value: object) -> object:
        if isinstance(value, Clock) and value.known is None:
            return replace(self._shown, as_of=value.as_of)
        return value


async def as_shown(store: Store, revision: int) -> AsShown:
    """Give the store as it was at a revision, without what has been found wrong since."""
    return AsShown(store, await store.read(put_right, revision))
