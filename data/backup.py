"""Copies of the database file: made while it is in use, checked before they count, put back in one step."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from data.connections import beside, connect_writer, explained
from data.errors import DataError
from data.migrations import migrations, newer
from data.sql import Executes

PAGES = 256
"""Pages copied at a time: between them others may write."""

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

COUNTED = ("revisions", "declarations", "figures", "quotes", "cards", "chats", "postings", "editors", "audit")
"""Tables whose rows are counted to see that a copy holds what the file held."""

OF_PEOPLE = ("chats", "postings", "editors", "audit")
"""Those of them that a file has no row in when its desk is elsewhere."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made and checked: its size in bytes, and the rows of the tables that count.

    `follows` says that it is the record of a worker whose desk is elsewhere, `kept` where the file is that it took the
    place of.
    """

    path: Path
    size: int
    rows: dict[str, int]
    follows: bool = False
    kept: Path | None = None

    @property
    def desk(self) -> int:
        """How many rows there are of chats and editors: a record that follows has none."""
        return sum(self.rows.get(table, 0) for table in OF_PEOPLE)


async def backup(path: Path, to: Path, progress: Progress | None = None) -> Copied:
    """Copy the database to a file while it may be in use, and check the copy; give what it holds.

    A file that is there already is never overwritten. Raises DataError with what to do when it cannot be made, is not
    whole, or holds fewer rows than there were when it began; then no file is left.
    """
    return await asyncio.to_thread(backup_now, path, to, progress)


async def restore(path: Path, source: Path, progress: Progress | None = None, *, apart: bool = False) -> Copied:
    """Put a backup in the place of the database, which must not be in use; give what it holds.

    Where the desk is `apart`, a backup with a desk of its own is refused: nobody would read it, nor let go of it.

    What was there before is kept beside it, as `NAME.before-restore` or, where that is taken, `NAME.before-restore-2`.
    Raises DataError when the backup is not whole, not ours or newer, or when somebody uses the database; then nothing
    is changed.
    """
    return await asyncio.to_thread(_restore, path, source, progress, apart)


async def vacuum(path: Path) -> tuple[int, int]:
    """Rebuild the file without its free space; give its bytes before and after. Raises DataError when it is in use."""
    return await asyncio.to_thread(_vacuum, path)


def backup_now(path: Path, to: Path, progress: Progress | None = None) -> Copied:
    """Do what `backup` does, on this thread."""
    if to.exists():
        raise DataError(f"{to} is there already; name another file, or move it away")
    if not path.is_file():
        raise DataError(f"{path} is not there; set DATABASE to the file to copy")
    draft = to.with_name(f".{to.name}.{os.getpid()}")
    done = False
    try:
        with explained(path), closing(_open(path)) as source:
            expected = _rows(source)
            with explained(to), closing(sqlite3.connect(draft)) as target:
                source.backup(target, pages=PAGES, progress=_told(progress))
                target.execute("PRAGMA journal_mode = DELETE")
        copied = _checked(draft, to)
        if any(copied.rows[table] < count for table, count in expected.items()):
            raise DataError(f"the copy of {path} holds fewer rows than the file; try again")
        draft.replace(to)
        done = True
    except OSError as error:
        raise DataError(f"{to} cannot be written: {error.strerror}; choose a directory you can write") from error
    finally:
        if not done:
            draft.unlink(missing_ok=True)
    return copied


def _told(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, remaining, total: progress(total - remaining, total)


def _restore(path: Path, source: Path, progress: Progress | None, apart: bool) -> Copied:
    if not source.is_file():
        raise DataError(f"{source} is not there; name the backup to restore")
    found = _checked(source, source)
    if apart and found.desk:
        raise DataError(
            f"{source} has a desk of its own, from before it moved to DESK; move {path} away and start, and the record "
            "is made anew from the desk. To go back to this file for good, take DESK out of .env"
        )
    draft = path.with_name(f".{path.name}.restored")
    kept = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with explained(path), closing(_open(source)) as backup_, closing(sqlite3.connect(draft)) as target:
            backup_.backup(target, pages=PAGES, progress=_told(progress))
        if path.exists():
            in_use(path)
            names = beside(path.with_name(f"{path.name}.before-restore"))
            kept = path.replace(next(name for name in names if not name.exists()))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        draft.replace(path)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}; check its directory's permissions") from error
    finally:
        draft.unlink(missing_ok=True)
    return replace(found, path=path, size=path.stat().st_size, kept=kept)


def _vacuum(path: Path) -> tuple[int, int]:
    if not path.is_file():
        raise DataError(f"{path} is not there; set DATABASE to the file")
    before = path.stat().st_size
    with explained(path), closing(connect_writer(path)) as db:
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, path.stat().st_size


def in_use(path: Path) -> None:
    """Fold the write-ahead log back and make sure that nobody uses the file. Raises DataError where somebody does."""
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise DataError(f"{path} is in use; stop Division Bell first") from error
        return  # damaged: that may be why a backup is restored
    if busy or mode != "delete":
        raise DataError(f"{path} is in use; stop Division Bell first")


def _checked(path: Path, name: Path) -> Copied:
    """Give what a file holds. Raises DataError when it is no whole database of this program's."""
    try:
        with closing(_open(path)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if migrations.migrations_table not in tables:
                raise DataError(f"{name} is no backup of Division Bell; name another file")
            if newer(Database(connection, execute_plugins=False)):
                raise DataError(f"{name} was written by a newer version; upgrade Division Bell, or name another backup")
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise DataError(f"{name} is damaged; name another backup")
            return Copied(name, path.stat().st_size, _rows(connection), "revisions" in tables and follows(connection))
    except sqlite3.DatabaseError as error:
        raise DataError(f"{name} is no database or is damaged; name another backup") from error


def follows(db: Executes) -> bool:
    """Say whether a file has the revisions of a desk elsewhere: then nobody has signed them."""
    made, signed = db.execute("SELECT count(*), count(nullif(author, '')) FROM revisions").fetchone()
    return bool(made and not signed)


def of_people(db: Executes) -> int:
    """Count what a file of this version holds of chats and editors."""
    return sum(int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in OF_PEOPLE)  # noqa: S608  # constants


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10, isolation_level=None)


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in COUNTED:
        with suppress(sqlite3.OperationalError):  # an older file lacks tables that came later
            counts[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  # constants
    return counts
