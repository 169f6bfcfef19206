"""One SQLite file: one thread that writes, a few that read, and awaitable calls onto both."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from data.books import Apart, Books
from data.connections import Connection, connect_reader, connect_writer, explained, hurried, limited, reading, writing
from data.errors import StoreError
from data.sql import Engine
from data.workers import Pool

P = ParamSpec("P")
T = TypeVar("T")

READERS = 3

LIMIT = 2.0
"""Seconds a read may take. The slowest question at a million quotations takes a fiftieth of it."""

GLANCE = 0.05
"""Seconds for which the file counts as unchanged by others once it was looked at: in busy times that is asked some
thousand times a second, and looking takes as long as a tenth of an answer."""


class Store:
    """The database file. Use it as `async with Store(path) as store`, or `await Store.open(path)` and `close()`.

    The file keeps the record, and the desk too unless that is `apart`, on an engine of its own that the file follows.

    A read may take `limit` seconds by the clock. Raises StoreError, from opening on, when the file cannot be used; the
    text names the file and what to do.
    """

    def __init__(
        self,
        path: Path,
        *,
        readers: int = READERS,
        limit: float = LIMIT,
        clock: Callable[[], float] = time.monotonic,
        apart: Apart | None = None,
    ) -> None:
        self.path = Path(path)
        self.apart = apart
        self._count = readers
        self._limit = limit
        self._clock = clock
        self._writer: Pool[Connection] | None = None
        self._readers: Pool[Connection] | None = None
        self._glance: sqlite3.Connection | None = None
        self._glanced = 0
        self._glance_due = 0.0

    @classmethod
    async def open(cls, path: Path, *, readers: int = READERS) -> Self:
        """Give the store of the file, made, checked and migrated."""
        store = cls(path, readers=readers)
        await store._start()
        return store

    async def read(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `query(db, …)` on one consistent snapshot and give what it returns: values, nothing still being read.

        Raises TooSlow when it asks the database for longer than the limit; the store is as usable as before.
        """
        return await self._pool(self._readers).call(partial(self._read, partial(_with, query, args, kwargs)))

    async def write(self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `change(db, …)` in one transaction: all of it is kept, or nothing when it raises.

        A call cancelled while queued does not happen; once begun, it is carried to its end.
        """
        try:
            return await self._pool(self._writer).call(partial(self._write, partial(_with, change, args, kwargs)))
        finally:
            self._glance_due = 0.0

    @property
    def desk(self) -> Engine:
        """What keeps the desk: this file, or the engine it is on."""
        return self if self.apart is None else self.apart

    async def both(self, change: Callable[Concatenate[Books, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `change(books, …)` in one transaction over record and desk: both are kept, or neither when it raises.

        Where the desk is apart, the record is first brought up to it, and nobody else publishes meanwhile. Raises
        DeskAway when it cannot be reached.
        """
        return await self.write(self._at_both, partial(_with_books, change, args, kwargs))

    async def scrub(self) -> None:
        """Write the file anew, so that nothing that was deleted is left in it once the log is cut off.

        Takes its time, and as much disk again. Raises StoreError.
        """
        await self._pool(self._writer).call(self._scrub)

    async def cut(self) -> bool:
        """Fold the write-ahead log back and cut it off; False, at once, while somebody still reads what was before."""
        return await self._pool(self._writer).call(self._cut)

    def data_version(self) -> int:
        """Give a number that changes with every commit to the file: at once by this store, by others after GLANCE.

        Looked at on the caller's thread: one PRAGMA over shared memory, some microseconds
        (https://www.sqlite.org/pragma.html#pragma_data_version). While another process recovers the file it stays as
        it was. Raises StoreError when the store is not open.
        """
        if self._glance is None:
            raise StoreError(f"the database {self.path} is not open; open it before asking, and ask before closing it")
        now = self._clock()
        if now < self._glance_due:
            return self._glanced
        self._glance_due = now + GLANCE
        with suppress(sqlite3.OperationalError):
            (self._glanced,) = self._glance.execute("PRAGMA data_version").fetchone()
        return self._glanced

    async def close(self) -> None:
        """Finish what is queued and close the file; whatever is asked later is refused with StoreError."""
        readers, writer, glance = self._readers, self._writer, self._glance
        self._readers = self._writer = self._glance = None
        if glance is not None:
            glance.close()
        # The writer goes last: only it can fold the write-ahead log back into the file.
        for pool in (readers, writer):
            if pool is not None:
                await pool.close()

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _start(self) -> None:
        writer = Pool("store-write", partial(connect_writer, self.path), 1)
        ready = False
        try:
            await writer.call(_nothing)
            ready = True
        finally:
            if not ready:
                await writer.close()
        self._writer = writer
        # It never waits for a lock, being asked on the event loop; whoever closes the store may be on another thread.
        uri = f"{self.path.absolute().as_uri()}?mode=ro"
        self._glance = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
        self._readers = Pool("store-read", partial(connect_reader, self.path), self._count)

    def _pool(self, pool: Pool[Connection] | None) -> Pool[Connection]:
        if pool is None:
            raise StoreError(f"the database {self.path} is not open; open it before asking, and ask before closing it")
        return pool

    def _read(self, query: Callable[[Connection], T], db: Connection) -> T:
        with explained(self.path), limited(db, self._limit, self._clock), reading(db):
            return query(db)

    def _write(self, change: Callable[[Connection], T], db: Connection) -> T:
        with explained(self.path), writing(db):
            return change(db)

    def _at_both(self, db: Connection, change: Callable[[Books], T]) -> T:
        return change(Books(db, db)) if self.apart is None else self.apart.together(db, change)

    def _scrub(self, db: Connection) -> None:
        with explained(self.path):
            db.conn.execute("VACUUM")

    def _cut(self, db: Connection) -> bool:
        with explained(self.path), hurried(db):
            busy: int = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy


def _nothing(_: Connection) -> None:
    """Leave it at opening: the thread connects before it does its first job."""


def _with(
    work: Callable[Concatenate[Connection, P], T], args: tuple[object, ...], kwargs: dict[str, object], db: Connection
) -> T:
    return work(db, *args, **kwargs)  # type: ignore[arg-type]  # checked where the store is called


def _with_books(
    work: Callable[Concatenate[Books, P], T], args: tuple[Any, ...], kwargs: dict[str, Any], books: Books
) -> T:
    return work(books, *args, **kwargs)
