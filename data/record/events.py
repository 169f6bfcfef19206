"""Events: what happened and what was planned, in the order of their dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.record import names, sources
from data.record.names import Names
from data.record.reading import NOW, Clock, Record, rows
from data.record.sources import Source

Day = date

PRECISION = {len("2021"): "year", len("2021-03"): "month", len("2021-03-04"): "day"}
LENGTHS = {precision: length for length, precision in PRECISION.items()}


def day(written: str) -> tuple[str, Day]:
    """Give what a date covers (day, month or year) and its first day, from `2021-03-04`, `2021-03` or `2021`."""
    return PRECISION[len(written)], date.fromisoformat(f"{written}-01-01"[: len("2021-01-01")])


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or was planned; `status` is happened, planned, postponed or cancelled.

    `date` is the first day of what `precision` (day, month or year) covers; both are None where no source says when.
    `stated` is the source's word for when, `inferred` that the date follows from it, and `date_note` how. `about` are
    ids. `supersedes` and `superseded_by` are ids of what was said before and after.
    """

    id: str
    names: Names
    date: Day | None
    precision: str | None
    stated: str | None
    date_note: str | None
    inferred: bool
    status: str
    about: tuple[str, ...]
    source: Source
    via: Source | None
    words: str | None
    note: str | None
    supersedes: str | None
    superseded_by: str | None
    agree: tuple[Source, ...]

    @property
    def written(self) -> str | None:
        """The date as far as it is known, as a dossier has it: `2021-03-04`, `2021-03` or `2021`."""
        return self.date.isoformat()[: LENGTHS[self.precision or "day"]] if self.date else None


def get(db: Database, id_: str, clock: Clock = NOW) -> Event | None:
    """Give an event, None when there is none of this id or it had not been published by the clock's day."""
    return next(iter(_events(db, rows(db, clock, "events", {"id": id_}, "id"), clock)), None)


def timeline(
    db: Database, subject: str | None = None, clock: Clock = NOW, *, history: bool = False
) -> tuple[Event, ...]:
    """Give the events about a thing, or all of them, in the order of their dates; undated ones last, by id.

    With `history` also those that a later word supersedes. What is known by the month comes before its days.
    """
    if subject is None:
        found = rows(db, clock, "events", {}, "id")
    else:
        ids = tuple(each["id"] for each in rows(db, clock, "abouts", {"entity": subject}))
        found = rows(db, clock, "events", {"id": ids}, "id") if ids else []
    return tuple(each for each in _events(db, found, clock) if history or each.superseded_by is None)


def order(event: Event) -> tuple[bool, str, str]:
    """Give what events are sorted by: their dates, what is known by the month before its days, undated ones last."""
    return event.date is None, event.written or "", event.id


def _events(db: Database, found: Iterable[Record], clock: Clock) -> tuple[Event, ...]:
    seen = sources.seen(db, found, clock)
    return tuple(sorted((_event(db, each, clock) for each in seen), key=order))


def _event(db: Database, found: Record, clock: Clock) -> Event:
    id_ = found["id"]
    precision, when = day(found["date"]) if found["date"] else (None, None)
    later = sources.seen(db, rows(db, clock, "events", {"supersedes": id_}, "id"), clock)
    return Event(
        id=id_,
        names=names.of(db, id_, clock),
        date=when,
        precision=precision,
        stated=found["date_stated"],
        date_note=found["date_note"],
        inferred=bool(found["inferred"]),
        status=found["status"],
        about=tuple(each["entity"] for each in rows(db, clock, "abouts", {"id": id_})),
        source=sources.need(db, found["source"], clock),
        via=found["via"] and sources.need(db, found["via"], clock),
        words=found["words"],
        note=found["note"],
        supersedes=found["supersedes"],
        superseded_by=later[0]["id"] if later else None,
        agree=sources.agreeing(db, id_, clock),
    )
