"""Sources, and the chain of who cites whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.migrations import RECORD
from data.record.reading import NOW, Clock, Record, day, known, row, rows

MAX_CHAIN = 4
"""How far a chain of citations is followed; circles end here too."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who published what and when. `party_interest` is the id of the party whose own account it is."""

    id: str
    kind: str
    publisher: str
    title: str | None
    url: str | None
    published: date | None
    published_note: str | None
    language: str | None
    account: str | None
    party_interest: str | None
    note: str | None
    cites: tuple[Source, ...] = ()


def get(db: Database, id_: str, clock: Clock = NOW, chain: int = MAX_CHAIN) -> Source | None:
    """Give a source with the sources it cites, and those they cite, to a depth of `chain`."""
    found = row(db, clock, "sources", id_)
    if found is None:
        return None
    cited = rows(db, clock, "citations", {"id": id_}) if chain > 0 else []
    sources = (get(db, each["cites"], clock, chain - 1) for each in cited)
    found["published"] = day(found["published"])
    return Source(**found, cites=tuple(source for source in sources if source is not None))


def need(db: Database, id_: str, clock: Clock = NOW) -> Source:
    """Give a source that something in the record names. Raises LookupError when the record lacks it."""
    source = get(db, id_, clock)
    if source is None:
        raise LookupError(f"the record names the source {id_} and does not hold it; rebuild it")
    return source


def every(db: Database, clock: Clock = NOW) -> tuple[Source, ...]:
    """Give all sources published by the clock's day, by id."""
    found = (get(db, each["id"], clock) for each in rows(db, clock, "sources", {}, "id"))
    return tuple(source for source in found if source is not None and clock.published(source.published))


def agreeing(db: Database, id_: str, clock: Clock = NOW) -> tuple[Source, ...]:
    """Give the other sources that say the same of a table, event or outcome, as far as they had been published."""
    found = (need(db, each["source"], clock) for each in rows(db, clock, "agreeing", {"id": id_}))
    return tuple(source for source in found if clock.published(source.published))


def appeared(db: Database, found: Record, clock: Clock = NOW) -> date | None:
    """Give the day on which a row of the record appeared: its source's, else that of where it was read."""
    for id_ in (found["source"], found.get("via")):
        source = row(db, clock, "sources", id_) if id_ else None
        if source and source["published"]:
            return day(source["published"])
    return None


def seen(db: Database, found: Iterable[Record], clock: Clock = NOW) -> list[Record]:
    """Give the rows that had been published by the clock's day."""
    if clock.as_of is None:
        return list(found)
    return [each for each in found if clock.published(appeared(db, each, clock))]


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on a source: its id and kind, and as what it names the source (`source`, `via` …)."""

    id: str
    kind: str
    role: str


ROLES = {
    "source": "source",
    "via": "via",
    "cites": "cited by",
    "party_source": "party",
    "electing_body_source": "electing body",
    "ballot_source": "ballot",
    "claimant_source": "own voice",
    "speaker_source": "own words",
}
"""The columns of the record that name a source, and as what."""


def used_by(db: Database, id_: str, clock: Clock = NOW, limit: int = 100) -> tuple[Use, ...]:
    """Give what rests on a source, by kind and id: of each sort of thing, and each role, the first `limit` by id."""
    found: set[Use] = set()
    for table, columns in RECORD.items():
        for column in ROLES.keys() & columns.keys():
            values = {"id": id_, "known": known(clock), "day": (clock.as_of or date.max).isoformat(), "limit": limit}
            users = db.execute(_users(table, column), values)
            found |= {Use(each, kind, ROLES[column]) for each, kind in users}
    return tuple(sorted(found, key=lambda use: (use.kind, use.id, use.role)))


def _users(table: str, column: str) -> str:
    """Give the SQL for the things in a table whose column names a source, as far as both clocks show them."""
    dated = "x.as_of" if "as_of" in RECORD[table] else "NULL"
    own = "x.date" if table == "quotes" else "NULL"
    said = "x.source" if "source" in RECORD[table] else "NULL"
    read = "x.via" if "via" in RECORD[table] else "NULL"
    return f"""
        SELECT DISTINCT x.id, e.kind FROM {table} x JOIN entities e ON e.id = x.id
        LEFT JOIN sources s ON s.id = {said} AND s.began <= :known AND (s.ended IS NULL OR s.ended > :known)
        LEFT JOIN sources v ON v.id = {read} AND v.began <= :known AND (v.ended IS NULL OR v.ended > :known)
        WHERE x.{column} = :id AND x.began <= :known AND (x.ended IS NULL OR x.ended > :known)
          AND coalesce(s.published, v.published, {own}, :day) <= :day AND coalesce({dated}, :day) <= :day
        ORDER BY x.id LIMIT :limit
    """  # noqa: S608  # names of this package's own tables and columns
