"""Moving a desk from its SQLite file to PostgreSQL, while nobody works with it: all of it, checked, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.backup import backup_now, follows, in_use
from data.connections import Connection, connect_writer, explained, writing
from data.desk import statements
from data.errors import DataError
from data.postgres.engine import Postgres
from data.postgres.schema import IDENTITIES, SCHEMA, TABLES
from data.postgres.session import Session
from data.sql import Executes

BATCH = 1000
"""Rows that are sent at once."""

SHARED = ("revisions", "cards", "tokens")
"""What a file goes on holding: a copy of the revisions, and what was given out from it."""

Progress = Callable[[str, int], None]
"""Hears how many rows of a table were moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: rows by table, and where the file as it was before is kept."""

    rows: dict[str, int]
    kept: Path


def move(path: Path, desk: Postgres, progress: Progress | None = None) -> Moved:
    """Move the desk in a file to PostgreSQL, check it there by number and content, and give what was moved.

    The file as it was is kept beside it, as `NAME.before-migrate-desk`; the file itself keeps the record, which follows
    the desk from then on. A move that was cut short is taken up again. Raises DataError when the file is in use, when
    there is another desk already, or when what arrived is not what was sent: then nothing is kept there.
    """
    if not path.is_file():
        raise DataError(f"{path} is not there; set DATABASE to the file whose desk is to move")
    in_use(path)
    kept = path.with_name(f"{path.name}.before-migrate-desk")
    with explained(path), closing(connect_writer(path)) as db:
        if not kept.exists():
            backup_now(path, kept)
        if follows(db):
            raise DataError(f"the desk of {path} has been moved already; nothing is left to move")
        with writing(db):
            rows = desk.once(lambda session: _moved(db, session, desk.called, progress))
            _leave(db)
    return Moved(rows, kept)


def _moved(db: Connection, desk: Session, called: str, progress: Progress | None) -> dict[str, int]:
    desk.lock("publishing")
    empty = not any(_count(desk, table) for table in TABLES if table != "memory")
    rows = {table: _copied(db, desk, table, progress) if empty else _count(db, table) for table in TABLES}
    for table in TABLES:
        if _digest(db, table, _columns(desk, table)) != _digest(desk, table, _columns(desk, table)):
            if empty:
                raise DataError(
                    f"what arrived at {called} is not what was sent ({table}); nothing was moved, try again"
                )
            raise DataError(f"there is another desk on {called}; set DESK to an empty database")
    for table, number in IDENTITIES.items():
        sequence = f"pg_get_serial_sequence('{table}', '{number}')"
        desk.execute(f"SELECT setval({sequence}, coalesce(max({number}), 0) + 1) FROM {table}")  # noqa: S608  # constants
    return rows


def _copied(db: Connection, desk: Session, table: str, progress: Progress | None) -> int:
    columns = _columns(desk, table)
    marks = ", ".join("?" for _ in columns)
    if table == "memory":
        desk.execute("DELETE FROM memory")
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  # names out of the schema
    done = 0
    for batch in _batches(db, table, columns):
        desk.executemany(sql, batch)
        done += len(batch)
        if progress is not None:
            progress(table, done)
    return done


def _batches(db: Connection, table: str, columns: list[str]) -> Iterator[list[Any]]:
    cursor = db.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608  # names out of the schema
    while batch := cursor.fetchmany(BATCH):
        yield batch


def _columns(desk: Session, table: str) -> list[str]:
    sql = """
        SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?
        ORDER BY ordinal_position
    """
    return [name for (name,) in desk.execute(sql, (SCHEMA, table))]


def _count(db: Executes, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  # constants


def _digest(db: Executes, table: str, columns: list[str]) -> str:
    """Give a digest of all rows of a table, in the order of all their columns."""
    names = ", ".join(columns)
    found = hashlib.sha256()
    for row in db.execute(f"SELECT {names} FROM {table} ORDER BY {names}"):  # noqa: S608  # names out of the schema
        found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def _leave(db: Connection) -> None:
    """Leave in the file what a record has that follows a desk: nobody's name, and nothing of any chat."""
    for table in TABLES:
        if table not in SHARED:
            db.execute(f"DELETE FROM {table}")  # noqa: S608  # constants
    for number in range(1, statements.head(db) + 1):
        statements.unsign(db, number)
