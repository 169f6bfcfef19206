"""How queries see the record: as it was at one revision, and as far as it had been published by one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from data.migrations import RECORD
from data.record.righted import Later, later, righted

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Clock:
    """The two clocks. `as_of`: what had been published by the end of that day; `known`: what revision N held.

    None means now: no limit. `righted` are later revisions that put right what was known then (`put_right`).
    """

    as_of: date | None = None
    known: int | None = None
    righted: tuple[Later, ...] = ()

    def published(self, day: date | None) -> bool:
        """Say whether something published on this day is to be seen; what has no known day always is."""
        return self.as_of is None or day is None or day <= self.as_of


NOW = Clock()


def put_right(db: Database, revision: int, as_of: date | None = None) -> Clock:
    """Give the clock that shows the record as it was at a revision, but without what has been found wrong since."""
    return Clock(as_of, revision, later(db, revision))


LADDER = {
    "withdrawn": 0,
    "overturned": 1,
    "scheduled": 2,
    "provisional": 3,
    "reported": 4,
    "unofficial": 4,
    "disputed": 5,
    "official": 6,
}
"""How much a status weighs. What is merely reported weighs as much as an unofficial count: the newer one leads."""


def rows(db: Database, clock: Clock, table: str, where: Mapping[str, object], order: str = "n") -> list[Record]:
    """Give the rows of a table of the record that hold at the clock's revision and whose columns equal `where`.

    A value that is a tuple stands for any of its members. `order` is a column or several; only constants belong in
    `table`, `order` and the keys of `where`.
    """
    tests, values = ["began <= :known", "(ended IS NULL OR ended > :known)"], dict[str, object]()
    values["known"] = known(clock)
    for column, value in where.items():
        many = value if isinstance(value, tuple) else (value,)
        marks = {f"{column}_{number}": each for number, each in enumerate(many)}
        tests.append(f"{column} IN ({', '.join(f':{mark}' for mark in marks)})")
        values |= marks
    columns = ("id", *RECORD[table])
    sql = (
        f"SELECT {', '.join(columns)} FROM {table} "  # noqa: S608  # constants of this package; values are parameters
        f"WHERE {' AND '.join(tests)} ORDER BY {order}"
    )
    found = [dict(zip(columns, row, strict=True)) for row in db.execute(sql, values)]
    if not clock.righted:
        return found
    by = order.split(", ")
    return sorted(righted(db, clock, table, where, found), key=lambda row: [row[name] for name in by])


def row(db: Database, clock: Clock, table: str, id_: str) -> Record | None:
    """Give the one row a thing has in its table, or None when it is not in the record."""
    found = rows(db, clock, table, {"id": id_}, "id")
    return found[0] if found else None


def known(clock: Clock) -> int:
    """Give the revision to read the record at, as a number to compare with."""
    return _LAST if clock.known is None else clock.known


def day(text: str | None) -> date | None:
    """Give the date of a column that holds one."""
    return None if text is None else date.fromisoformat(text)


_LAST = 2**62
"""A revision later than any there will be."""
