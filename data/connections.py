"""Opening the database file: the pragmas, and the reasons for which a file is not accepted."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from filecmp import cmp
from itertools import count, takewhile
from pathlib import Path

from sqlite_utils import Database

from data.errors import DiskFull, StoreError, TooSlow
from data.folding import words
from data.migrations import RECORD, STEPS, migrations, newer
from data.sql import Values

log = logging.getLogger(__name__)

BUSY_SECONDS = 10.0
"""How long a connection waits for another process's write before it gives up."""

CHECKED_BYTES = 16 * 1024 * 1024
"""Up to this size the whole file is checked when it is opened (some 20 ms); of a larger one, only what is read."""

LOOKS = 10_000
"""Instructions of SQLite's between two looks at the clock: a fraction of a millisecond."""

OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables: https://www.sqlite.org/stricttables.html."""

_WORDS = {
    sqlite3.SQLITE_NOTADB: "is not a database; move it away, or set DATABASE to another file",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore a backup, or move the file away to start anew",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its directory exists and can be written",
    sqlite3.SQLITE_READONLY: "cannot be written; check the permissions of the file and of its directory",
    sqlite3.SQLITE_PERM: "cannot be written; check the permissions of the file and of its directory",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error; check the disk, restore a backup",
    sqlite3.SQLITE_BUSY: f"was kept busy by another process for {BUSY_SECONDS:.0f} seconds; try again, or stop it",
}


class Connection(Database):
    """A connection to the file, also for statements of the subset that both engines know (`data.sql.Sql`)."""

    taking = ""

    def executemany(self, sql: str, rows: Iterable[Values], /) -> None:
        """Run a statement for each of the rows."""
        self.conn.executemany(sql, rows)

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Do nothing: only one connection writes at a time, from the beginning of its transaction."""

    def columns(self) -> list[tuple[str, str]]:
        """Give the table and name of every column of text that the record does not make itself, but for keys."""
        own = {*RECORD, "entities", "naming"}
        tables = self.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        kept = [name for (name,) in tables if name not in own and not name.startswith(("sayings", "sqlite_", "_"))]
        found = ((table, self.execute(f"PRAGMA table_info({table})").fetchall()) for table in kept)
        return [(table, each[1]) for table, columns in found for each in columns if each[2] == "TEXT" and not each[5]]

    def tell(self) -> None:
        """Do nothing: everybody sees that the file changed."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say about the file itself into StoreError; other errors pass untouched."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code (https://www.sqlite.org/rescode.html); shared memory cannot grow either where
        # a disk is full.
        extended = getattr(error, "sqlite_errorcode", 0)
        code = sqlite3.SQLITE_FULL if extended == sqlite3.SQLITE_IOERR_SHMSIZE else extended & 0xFF
        words = _WORDS.get(code)
        if words is None:
            raise
        kind = DiskFull if code == sqlite3.SQLITE_FULL else StoreError
        raise kind(f"the database {path} {words}") from error


def connect_writer(path: Path) -> Connection:
    """Make the file and its directory if need be, check and migrate it, and give the connection that writes.

    Raises StoreError when the file is no database of this program's, damaged, newer, or cannot be written.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; use a Python with SQLite 3.37 or newer")
    _make_directory(path)
    with explained(path):
        db = _connect(str(path.absolute()), uri=False)
        with _closed_on_failure(db):
            _check(db, path)
            _write_ahead(db.conn)
            db.conn.execute("PRAGMA synchronous = FULL")
            _migrate(db, path)
    return db


def connect_reader(path: Path) -> Connection:
    """Give a connection that can only read; the file exists already. Raises StoreError when it cannot be opened."""
    with explained(path):
        db = _connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        with _closed_on_failure(db):
            db.conn.execute("PRAGMA query_only = ON")
    return db


def _connect(target: str, *, uri: bool) -> Connection:
    # No isolation level: transactions begin where the store says so, and nowhere else.
    connection = sqlite3.connect(target, uri=uri, timeout=BUSY_SECONDS, isolation_level=None)
    db = Connection(connection, execute_plugins=False)
    connection.execute("PRAGMA foreign_keys = ON")
    # Triggers fold what is said when it comes on record.
    connection.create_function("folded", 1, words, deterministic=True)
    return db


@contextmanager
def _closed_on_failure(db: Database) -> Iterator[None]:
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            db.close()


def _make_directory(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the database {path} cannot be made: {error.strerror}; set DATABASE to a file in a directory you can write"
        ) from error
    if path.is_dir():
        raise StoreError(f"the database {path} is a directory; set DATABASE to a file")


def _check(db: Database, path: Path) -> None:
    tables = {name for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and migrations.migrations_table not in tables:
        raise StoreError(f"the database {path} belongs to another program; set DATABASE to another file")
    _refuse_newer(db, path)
    if tables and not migrations.pending(db) and path.stat().st_size <= CHECKED_BYTES:
        (verdict,) = db.conn.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise StoreError(f"the database {path} {_WORDS[sqlite3.SQLITE_CORRUPT]}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    # Changing the mode of a new file needs it alone, and SQLite does not wait for that by itself when several start.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _migrate(db: Database, path: Path) -> None:
    # sqlite-utils' own transactions begin deferred, and fail at once when another process migrates first; inside one
    # that holds the lock from its start they become savepoints, and what the other has done is seen.
    with writing(db):
        _refuse_newer(db, path)
        _keep_older(db, path)
        migrations.apply(db)


def _keep_older(db: Database, path: Path) -> None:
    """Copy a file that is about to be changed by steps it has not seen, while nobody else can write to it.

    A copy that is there already is left as it is; where it is of another day, this one takes a name beside it.
    """
    applied = [step.name for step in migrations.applied(db)]
    if not applied or not migrations.pending(db):
        return
    kept = path.with_name(f"{path.name}.before-{len(applied) + 1:04}")
    draft = kept.with_name(f".{kept.name}")
    _dropped(draft)
    try:
        # Another connection: of one that holds the lock SQLite makes no copy. It sees what was before.
        with explained(kept), closing(connect_reader(path)) as source, closing(sqlite3.connect(draft)) as target:
            source.conn.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        name = next(each for each in beside(kept) if not each.exists() or cmp(each, draft, shallow=False))
        draft.replace(name)
    finally:
        _dropped(draft)
    log.info("%s is of an older version and is brought up to date; as it was it is kept as %s", path, name)


def _dropped(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def beside(path: Path) -> Iterator[Path]:
    """Give a name for a file and, where that is taken, those after it: `NAME`, `NAME-2`, `NAME-3` and so on."""
    yield path
    yield from (path.with_name(f"{path.name}-{number}") for number in count(2))


def _refuse_newer(db: Database, path: Path) -> None:
    if not newer(db):
        return
    copies = (path.with_name(f"{path.name}.before-{number:04}") for number in range(len(STEPS) + 1, 1, -1))
    kept = next(
        (newest for each in copies for newest in reversed(list(takewhile(Path.exists, beside(each))))), "BACKUP"
    )
    raise StoreError(
        f"the database {path} was written by a newer version; upgrade Division Bell, "
        f"or go back to what was kept before: python -m bot restore {kept}"
    )


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Hold a transaction that has the write lock from its start; it is undone unless the block ends well."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    finally:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")


@contextmanager
def hurried(db: Database) -> Iterator[None]:
    """Wait for nobody while the block lasts."""
    db.conn.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        db.conn.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


@contextmanager
def rehearsing(db: Database) -> Iterator[None]:
    """Undo what the block writes, inside a transaction that goes on."""
    db.conn.execute("SAVEPOINT rehearsal")
    try:
        yield
    finally:
        # A full disk ends the whole transaction, and the savepoint with it.
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK TO rehearsal")
            db.conn.execute("RELEASE rehearsal")


@contextmanager
def limited(db: Database, seconds: float, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Stop what the block asks of the database when `seconds` have gone by the clock. Raises TooSlow then.

    The connection is as usable afterwards as before.
    """
    end = clock() + seconds
    db.conn.set_progress_handler(lambda: clock() > end, LOOKS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise TooSlow(f"a question to the database took longer than {seconds:g} seconds and was stopped") from error
    finally:
        db.conn.set_progress_handler(None, LOOKS)


@contextmanager
def reading(db: Database) -> Iterator[None]:
    """Hold one consistent snapshot of the database for as long as the block lasts."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
