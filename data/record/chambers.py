"""Chambers and their sizes over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.record import names, sources
from data.record.names import Names
from data.record.reading import NOW, Clock, Record, day, row, rows
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Size:
    """The seats of a chamber from `since` to `until`, both days included; None is open."""

    seats: int
    since: date | None
    until: date | None
    source: Source
    note: str | None


@dataclass(frozen=True, slots=True)
class Chamber:
    """A house of a parliament: `house` is upper, lower or single; `timezone` an IANA name."""

    id: str
    names: Names
    parliament: str
    house: str
    timezone: str
    sizes: tuple[Size, ...]

    def size_on(self, on: date) -> Size | None:
        """Give the size that held on this day, None when it is not known."""
        holding = (
            size for size in self.sizes if (not size.since or size.since <= on) and (not size.until or on <= size.until)
        )
        return next(holding, None)


def get(db: Database, id_: str, clock: Clock = NOW) -> Chamber | None:
    """Give a chamber, None when there is none of this id."""
    found = row(db, clock, "chambers", id_)
    return None if found is None else _chamber(db, found, clock)


def every(db: Database, clock: Clock = NOW) -> tuple[Chamber, ...]:
    """Give all chambers, by id."""
    return tuple(_chamber(db, found, clock) for found in rows(db, clock, "chambers", {}, "id"))


def house(db: Database, kind: str, clock: Clock = NOW, parliament: str | None = None) -> tuple[Chamber, ...]:
    """Give the chambers that are the upper, lower or single house, of one parliament or of all, by id."""
    where = {"house": kind} | ({} if parliament is None else {"parliament": parliament})
    return tuple(_chamber(db, found, clock) for found in rows(db, clock, "chambers", where, "id"))


def _chamber(db: Database, found: Record, clock: Clock) -> Chamber:
    sizes = rows(db, clock, "sizes", {"id": found["id"]})
    return Chamber(
        **found,
        names=names.of(db, found["id"], clock),
        sizes=tuple(
            Size(
                seats=each["seats"],
                since=day(each["since"]),
                until=day(each["until"]),
                source=sources.need(db, each["source"], clock),
                note=each["note"],
            )
            for each in sizes
        ),
    )
