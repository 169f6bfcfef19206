"""How motions and contests ended, as each source says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.record import people, sources
from data.record.people import Person
from data.record.reading import LADDER, NOW, Clock, Record, day, rows
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a motion or contest (`of`, an id), as one source has it.

    `result` is carried, lost, obtained, not-obtained, elected, appointed, rejected, withdrawn or annulled; `who` was
    elected or appointed, None where it is about no person. `status` is one of the ladder's. `agree` are other sources
    that say the same.
    """

    id: str
    of: str
    result: str
    who: Person | None
    status: str
    date: date | None
    source: Source
    via: Source | None
    words: str | None
    note: str | None
    agree: tuple[Source, ...]


def of(db: Database, id_: str, clock: Clock = NOW) -> tuple[Outcome, ...]:
    """Give the outcomes of a motion or contest: higher status first, then the later day, then by id."""
    seen = sources.seen(db, rows(db, clock, "outcomes", {"of": id_}, "id"), clock)
    return tuple(sorted((_outcome(db, each, clock) for each in seen), key=_best_first))


def _best_first(outcome: Outcome) -> tuple[int, int, str]:
    return -LADDER[outcome.status], -outcome.date.toordinal() if outcome.date else 0, outcome.id


def _outcome(db: Database, found: Record, clock: Clock) -> Outcome:
    agree = sources.agreeing(db, found["id"], clock)
    found |= {
        "who": found["who"] and people.get(db, found["who"], clock),
        "date": day(found["date"]),
        "source": sources.need(db, found["source"], clock),
        "via": found["via"] and sources.need(db, found["via"], clock),
    }
    return Outcome(**found, agree=agree)
