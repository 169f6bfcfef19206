"""Sources, and the chain of who cites whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.record.reading import NOW, Clock, day, row, rows

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
