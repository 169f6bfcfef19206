"""The record made anew from its revisions: the same, row for row, or the differences by name."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from sqlite_utils import Database

from data.connections import connect_reader, connect_writer, explained, reading, writing
from data.dossier import Dossier
from data.migrations import RECORD, key
from data.record.revise import revise
from data.store import Store

MAX_DIFFERENCES = 100
"""How many differences are named; one more is not looked for."""

Progress = Callable[[int, int], None]
"""Told how many revisions are applied, and of how many; from another thread."""

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of one table that the live record lacks, or has and should not; its values by column."""

    table: str
    kind: Literal["missing", "surplus"]
    row: tuple[tuple[str, str | int | None], ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What rebuilding found: `revisions` applied, and up to 100 differences; `replaced` when it was put in place."""

    revisions: int
    differences: tuple[Difference, ...]
    replaced: bool = False

    @property
    def equal(self) -> bool:
        """Whether the live record is what its revisions say."""
        return not self.differences


async def rebuild(store: Store, *, replace: bool = False, progress: Progress | None = None) -> Rebuilt:
    """Make the record anew in a database apart, and compare it with the live one as it is at this moment.

    With `replace`, a record that differs is made anew in its place, in one transaction that nobody sees half of; until
    then nobody else writes. Raises DossierError when a revision no longer applies, and then nothing is changed.
    """
    if replace:
        return await store.write(_replace, progress)
    return await asyncio.to_thread(_compare, store.path, progress)


def _compare(path: Path, progress: Progress | None) -> Rebuilt:
    # A connection of its own: it may take minutes, and a store's reads have a time limit.
    with explained(path), closing(connect_reader(path)) as db, reading(db):
        return _compared(db, progress)


def _compared(db: Database, progress: Progress | None = None) -> Rebuilt:
    with _apart() as anew:
        with writing(anew):
            count = _apply_all(db, anew, progress)
        found = (each for table in ("entities", *RECORD) for each in _differences(db, anew, table))
        return Rebuilt(count, tuple(each for each, _ in zip(found, range(MAX_DIFFERENCES), strict=False)))


def _replace(db: Database, progress: Progress | None = None) -> Rebuilt:
    found = _compared(db, progress)
    if found.equal:
        return found
    make_anew(db)
    return Rebuilt(found.revisions, found.differences, replaced=True)


def make_anew(db: Database) -> None:
    """Put in the record's place what its revisions give; inside a transaction of the caller's."""
    # What the rows name goes after them.
    for table in (*RECORD, "entities"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608  # this package's own tables
    _apply_all(db, db)


@contextmanager
def _apart() -> Iterator[Database]:
    with (
        TemporaryDirectory(prefix="division-bell-") as directory,
        closing(connect_writer(Path(directory) / "anew.db")) as db,
    ):
        yield db


def _apply_all(db: Database, to: Database, progress: Progress | None = None) -> int:
    numbers = [number for (number,) in db.execute("SELECT number FROM revisions ORDER BY number")]
    for done, number in enumerate(numbers, 1):
        (content,) = db.execute("SELECT content FROM revisions WHERE number = ?", (number,)).fetchone()
        revise(to, number, Dossier.model_validate(json.loads(content)))
        if progress is not None:
            progress(done, len(numbers))
    return len(numbers)


def _differences(db: Database, anew: Database, table: str) -> Iterator[Difference]:
    """Walk both in the order of their keys, so that no table has to fit in memory."""
    columns = ("id", *RECORD[table], "began", "ended") if table in RECORD else ("id", "kind")
    keys = (*key(RECORD[table]), "began") if table in RECORD else ("id",)
    places = [columns.index(name) for name in keys]
    sql = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(keys)}"  # noqa: S608  # this package's own names
    held, due = iter(db.execute(sql)), iter(anew.execute(sql))
    here, there = next(held, None), next(due, None)
    while here is not None or there is not None:
        if here == there:
            here, there = next(held, None), next(due, None)
        elif there is None or (here is not None and _key(here, places) <= _key(there, places)):
            yield Difference(table, "surplus", tuple(zip(columns, here or (), strict=True)))
            here = next(held, None)
        else:
            yield Difference(table, "missing", tuple(zip(columns, there, strict=True)))
            there = next(due, None)


def _key(row: Row, places: list[int]) -> list[str | int]:
    return [value for place in places if (value := row[place]) is not None]
