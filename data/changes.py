"""What a revision changed: the figures, and the things of every kind that came, changed or went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from data.record import tables
from data.record.reading import Clock


@dataclass(frozen=True, slots=True)
class Changed:
    """A thing that a revision declared, declared otherwise, or declared no more, by id and kind."""

    id: str
    kind: str
    how: Literal["new", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure whose state a revision made another: None before it came, None once it is gone."""

    id: str
    before: str | None
    after: str | None


Weight = Literal["wording", "figure", "margin", "majority", "outcome", "retraction", "correction"]
"""How much a change weighs for a reader: words; a number; who is ahead by how much; a majority won or lost; an end that
is another than it was; something that no longer stands; something we showed that was wrong.
"""


@dataclass(frozen=True, slots=True)
class Shift:
    """A number that stands first as another: of a part of a subject and measure, and the tables that say so (ids).

    None where nothing is known, before or after; the table is None where there was, or is, none.
    """

    subject: str
    measure: str
    part: str
    before: int | None
    after: int | None
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Touched:
    """A thing that people follow (a chamber, contest, motion, party, person …), how a revision touches it, and by what.

    `weights` are all that apply, in the order of `Weight`; `by` are ids of figures, quotations, claims, events …
    """

    subject: str
    weights: tuple[Weight, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one revision changed. `led` are the tables that since then lead their subject and measure.

    `shifts` are the numbers that stand first as others; `touched` what people who follow a subject would hear of.
    """

    things: tuple[Changed, ...]
    figures: tuple[Moved, ...]
    led: tuple[str, ...]
    shifts: tuple[Shift, ...] = ()
    touched: tuple[Touched, ...] = ()


def of(db: Database, number: int) -> Changes:
    """Give what a revision changed, nothing when there is no such revision; in the order of kinds and ids."""
    things = _things(db, number)
    touched = [each.id for each in things if each.kind == "table"]
    before, after = Clock(known=number - 1), Clock(known=number)
    figures: list[Moved] = []
    for id_ in touched:
        was, now = _states(db, id_, before), _states(db, id_, after)
        moved = (Moved(part, was.get(part), now.get(part)) for part in {**was, **now})
        figures += [each for each in moved if each.before != each.after]
    return Changes(things, tuple(figures), tuple(_led(db, touched, before, after)))


def _things(db: Database, number: int) -> tuple[Changed, ...]:
    sql = """
        SELECT d.id, e.kind, max(d.began = :number), max(ifnull(d.ended = :number, 0)) FROM declarations d
        JOIN entities e USING (id) WHERE d.began = :number OR d.ended = :number GROUP BY d.id ORDER BY e.kind, d.id
    """
    found = db.execute(sql, {"number": number}).fetchall()
    return tuple(Changed(id_, kind, _how(bool(began), bool(ended))) for id_, kind, began, ended in found)


def _how(began: bool, ended: bool) -> Literal["new", "changed", "gone"]:
    if began and ended:
        return "changed"
    return "new" if began else "gone"


def _states(db: Database, id_: str, clock: Clock) -> dict[str, str]:
    table = tables.get(db, id_, clock)
    return {figure.id: figure.state for figure in table.figures} if table else {}


def _led(db: Database, touched: list[str], before: Clock, after: Clock) -> list[str]:
    """Give the leading tables of the subjects and measures touched, where another led before or none did."""
    kept: dict[tuple[str, str], None] = {}
    for id_ in touched:
        for clock in (before, after):
            if (table := tables.get(db, id_, clock)) is not None:
                kept[table.subject, table.measure] = None
    leads = []
    for subject, measure in kept:
        was, now = (next(iter(tables.of(db, subject, (measure,), clock)), None) for clock in (before, after))
        if now is not None and (was is None or was.id != now.id):
            leads.append(now.id)
    return leads
