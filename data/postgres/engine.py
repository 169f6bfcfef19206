"""The desk's engine on PostgreSQL: threads with a connection each, and the word that something changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar
from weakref import WeakSet

import psycopg

from data.books import Books
from data.connections import Connection
from data.errors import DeskAway, StoreError
from data.following import level
from data.postgres import schema
from data.postgres.session import CONNECTING, Session, called, connect, explained
from data.workers import Pool

P = ParamSpec("P")
T = TypeVar("T")

READERS = 3
WRITERS = 3

LIMIT = 5.0
"""Seconds a read may take."""

SILENCE = LIMIT + 1.0
"""Seconds after which a desk that says nothing at all counts as away: a machine that hangs keeps its connections."""

PATIENCE = 7.0
"""More seconds of silence after which the record's one writer waits no more for what it has begun there."""

GRACE = 1.0
"""Seconds that what is under way has left at the end."""


class Postgres:
    """A desk at an address such as `postgresql://bell@db.example/bell`.

    Use it as `async with Postgres(url) as desk`, or `open()` and `await close()`.

    Nothing is connected before it is needed, and a connection that broke is made anew with the next call: a desk that
    is away is away for as long as it is. Every call raises DeskAway then. Raises StoreError for what is no address.
    """

    def __init__(self, url: str) -> None:
        self.called = called(url)
        self._url = url
        self._migrated = False
        self._version = 0
        self.moved = asyncio.Event()
        self._silent: set[asyncio.Future[Any]] = set()
        self._sessions = WeakSet[Session]()
        self._own: Session | None = None
        self._readers: Pool[Session] | None = None
        self._writers: Pool[Session] | None = None

    async def __aenter__(self) -> Self:
        self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def open(self) -> None:
        """Be ready for calls."""
        self._readers = Pool("desk-read", partial(self._connected, reading=LIMIT), READERS, _usable)
        self._writers = Pool("desk-write", self._connected, WRITERS, _usable)

    async def read(self, query: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `query(db, …)` on one consistent snapshot and give what it returns. Raises DeskAway, TooSlow.

        One that gets no word for SILENCE is given up, and until the desk says something everybody else is at once.
        """
        self._heard()
        asked = self._pool(self._readers).call(partial(self._within, query, args, kwargs))
        try:
            await asyncio.wait({asked}, timeout=SILENCE)
        except asyncio.CancelledError:
            asked.cancel()
            raise
        if not asked.done():
            self._await(asked)
            self._heard()
        return asked.result()

    async def write(self, change: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `change(db, …)` in one transaction: all of it is kept, or nothing when it raises. Raises DeskAway.

        Those that keep each other from going on are begun anew.
        """
        self._heard()
        result, told = await self._pool(self._writers).call(partial(self._again, change, args, kwargs))
        if told:
            self.told()
        return result

    def together(self, record: Connection, change: Callable[[Books], T]) -> T:
        """Run `change(books)` in a transaction of the desk, inside one of the record's that has the write lock.

        It is called by the one thread that writes the record, which is brought up to the desk first; nobody else
        publishes until it ends. What the desk has kept and the file has not, should the process die in between, the
        record takes over as it takes over what others publish. Raises DeskAway.
        """
        self._heard()
        if self._own is not None and not self._own.usable:
            broken, self._own = self._own, None
            broken.close()
        if self._own is None:
            self._own = self._connected()
        with self._own.transaction(self.called) as desk:
            desk.lock("publishing")
            level(record, desk)
            return change(Books(record, desk))

    def once(self, change: Callable[[Session], T]) -> T:
        """Run `change(desk)` in one transaction, on this thread and a connection of its own. Raises DeskAway."""
        session = self._connected()
        try:
            with session.transaction(self.called):
                return change(session)
        finally:
            session.close()

    def stir(self) -> None:
        """Say that something is there to be sent."""
        self.moved.set()

    def data_version(self) -> int:
        """Give a number that changes when it was told that something did."""
        return self._version

    def told(self) -> None:
        """Hear that something changed."""
        self._version += 1
        self.moved.set()

    async def listener(self) -> psycopg.AsyncConnection[Any]:
        """Give a connection that is told what changes, once it listens. Raises DeskAway."""
        with explained(self.called):
            return await psycopg.AsyncConnection.connect(self._url, autocommit=True, connect_timeout=CONNECTING)

    async def close(self) -> None:
        """Finish what is queued and let the connections go; what a desk that hangs does not answer is given up."""
        pools, self._readers, self._writers = (self._readers, self._writers), None, None
        closing = asyncio.gather(*(pool.close() for pool in pools if pool is not None))
        if not (await asyncio.wait({closing}, timeout=GRACE))[0]:
            for session in list(self._sessions):
                session.cut()
        await closing
        own, self._own = self._own, None
        if own is not None:
            own.close()

    def _heard(self) -> None:
        """Raise DeskAway while somebody waits for a word of the desk."""
        if self._silent:
            raise DeskAway(
                f"the desk {self.called} says nothing; nothing was changed; try again once PostgreSQL answers"
            )

    def _await(self, asked: asyncio.Future[Any]) -> None:
        """Count the desk as silent until this is answered, and free the record's writer when that takes long."""
        self._silent.add(asked)
        cutting = asyncio.get_running_loop().call_later(PATIENCE, self._cut)

        def answered(_: asyncio.Future[Any]) -> None:
            """Count the desk as there again."""
            self._silent.discard(asked)
            cutting.cancel()
            asked.exception()  # nobody waits for it any more

        asked.add_done_callback(answered)

    def _cut(self) -> None:
        if self._own is not None:
            self._own.cut()

    def _pool(self, pool: Pool[Session] | None) -> Pool[Session]:
        if pool is None:
            raise StoreError(f"the desk {self.called} is not open; open it before asking, and ask before closing it")
        return pool

    def _connected(self, reading: float | None = None) -> Session:
        if not self._migrated:
            with explained(self.called), connect(self._url) as connection:
                schema.migrate(connection, self.called)
            self._migrated = True
        session = Session(connect(self._url, reading=reading))
        self._sessions.add(session)
        return session

    def _within(
        self, work: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object], session: Session
    ) -> T:
        with session.transaction(self.called):
            return work(session, *args, **kwargs)

    def _again(
        self, work: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object], session: Session
    ) -> tuple[T, bool]:
        for _ in range(ATTEMPTS - 1):
            with suppress(psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
                return self._within(work, args, kwargs, session), session.told
        return self._within(work, args, kwargs, session), session.told


ATTEMPTS = 5
"""How often a transaction that another was in the way of is begun anew."""


def _usable(session: Session) -> bool:
    return session.usable
