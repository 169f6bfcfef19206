"""Motions put to a chamber, and the rules that say what they need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlite_utils import Database

from data.record import names, outcomes, people, schedules, sources
from data.record.names import Names
from data.record.outcomes import Outcome
from data.record.people import Person
from data.record.reading import NOW, Clock, Record, row, rows
from data.record.schedules import Schedule
from data.record.sources import Source

MAX_RULES = 4
"""How many rules a vote can have to satisfy together; a circle of them ends here."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The number a source says a rule asks for."""

    number: int
    source: Source


@dataclass(frozen=True, slots=True)
class Rule:
    """What a vote needs: `fraction` of `base`, more than it when `strict`, and what `also` asks besides.

    `base` is total_membership, filled_seats, present, votes_cast, valid_votes, yes_plus_no or plurality: what the
    strongest other candidate has, of which more than 1/1 is needed. A `constructive` one asks that the motion names who
    is to follow.
    """

    id: str
    names: Names
    base: str
    fraction: Fraction
    strict: bool
    constructive: bool
    also: Rule | None
    article: str | None
    note: str | None
    sources: tuple[Source, ...]
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Motion:
    """A question put to a chamber (an id), and when.

    `date`, `stated`, `how`, `source` and `words` are those of the schedule that leads: `schedules` holds it and those
    that stand beside it, the motion's own among them. A yes means for-government or against-government, or None where
    no source says. `status` is that of the best of the `outcomes`, and before there is one, that of the schedule.
    """

    id: str
    names: Names
    chamber: str
    kind: str
    subject: Person | None
    successor: Person | None
    rule: Rule | None
    yes_means: str | None
    question: str | None
    status: str
    date: date | None
    stated: str | None
    how: str | None
    source: Source
    words: str | None
    outcomes: tuple[Outcome, ...] = ()
    schedules: tuple[Schedule, ...] = ()


def rule(db: Database, id_: str, clock: Clock = NOW, chain: int = MAX_RULES) -> Rule | None:
    """Give a rule with its sources, None when there is none of this id. Rules are standing facts: no day hides them."""
    found = row(db, clock, "rules", id_)
    if found is None:
        return None
    also = found["also"] if chain > 1 else None
    return Rule(
        id=id_,
        names=names.of(db, id_, clock),
        base=found["base"],
        fraction=Fraction(found["numerator"], found["denominator"]),
        strict=bool(found["strict"]),
        constructive=bool(found["constructive"]),
        also=also and rule(db, also, clock, chain - 1),
        article=found["article"],
        note=found["note"],
        sources=tuple(sources.need(db, each["source"], clock) for each in rows(db, clock, "rule_sources", {"id": id_})),
        stated=tuple(
            Stated(each["number"], sources.need(db, each["source"], clock))
            for each in rows(db, clock, "stated", {"id": id_})
        ),
    )


def get(db: Database, id_: str, clock: Clock = NOW) -> Motion | None:
    """Give a motion, None when there is none of this id or it had not been heard of by the clock's day."""
    found = row(db, clock, "motions", id_)
    return next(iter(_seen(db, [found], clock)), None) if found is not None else None


def every(db: Database, clock: Clock = NOW, chamber: str | None = None) -> tuple[Motion, ...]:
    """Give all motions, or those of one chamber, latest vote first, undated ones last."""
    return _seen(db, rows(db, clock, "motions", {} if chamber is None else {"chamber": chamber}, "id"), clock)


def of_kind(db: Database, kinds: tuple[str, ...], clock: Clock = NOW) -> tuple[Motion, ...]:
    """Give the motions of these kinds (confidence, no-confidence, bill, other), latest vote first, undated last."""
    return _seen(db, rows(db, clock, "motions", {"kind": kinds}, "id"), clock)


def _seen(db: Database, found: list[Record], clock: Clock) -> tuple[Motion, ...]:
    motions = [_motion(db, each, clock) for each in sources.seen(db, found, clock)]
    return tuple(
        sorted(motions, key=lambda each: (each.date is None, -each.date.toordinal() if each.date else 0, each.id))
    )


def _motion(db: Database, found: Record, clock: Clock) -> Motion:
    ends, known = outcomes.of(db, found["id"], clock), schedules.of(db, found, clock)
    first = known[0]
    found |= {
        "status": ends[0].status if ends else first.status,
        "outcomes": ends,
        "schedules": known,
        "subject": found["subject"] and people.get(db, found["subject"], clock),
        "successor": found["successor"] and people.get(db, found["successor"], clock),
        "rule": found["rule"] and rule(db, found["rule"], clock),
        "date": first.date,
        "stated": first.stated,
        "how": first.how,
        "source": first.source,
        "words": first.words,
    }
    return Motion(**found, names=names.of(db, found["id"], clock))
