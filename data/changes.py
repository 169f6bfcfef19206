"""What a revision changed: the figures, the things of every kind that came, changed or went, and how that weighs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from sqlite_utils import Database

from data import weighing
from data.desk.values import ALL
from data.record import amend, righted, tables, undo
from data.record.reading import Clock
from data.record.tables import Table


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
"""How much a change weighs for a reader: words; a number, or the day of a vote; who is ahead by how much; a majority
won or lost; an end that is known, or another than it was; something that no longer stands; something we showed that was
wrong.
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
class Flip:
    """Something known that turned into its contrary: how a contest or motion ended, who is ahead in it, a majority.

    `before` and `after` are as `weighing` gives them: `elected yousaf-raza-gillani`, `strength pti`; "" is nobody.
    """

    subject: str
    what: Literal["outcome", "majority"]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A thing that people follow (a chamber, contest, motion, party, person …), how a revision touches it, and by what.

    ALL is touched by what is said and concerns nothing of that: who follows everything hears of it, and nobody else.
    `weights` are all that apply, in the order of `Weight`; `by` are ids of figures, quotations, claims, events …
    """

    subject: str
    weights: tuple[Weight, ...]
    by: tuple[str, ...]


SAID = ("table", "quote", "claim", "event")
"""Kinds of things that are told by themselves, whether or not they concern anything that people follow."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What one revision changed. `led` are the tables that since then lead their subject and measure.

    `behind` are those that led until then and are still there. `shifts` are the numbers that stand first as others,
    `flips` what turned, `touched` what people who follow a subject would hear of. `puts_right` says that what was shown
    was wrong.
    """

    things: tuple[Changed, ...]
    figures: tuple[Moved, ...]
    led: tuple[str, ...]
    shifts: tuple[Shift, ...] = ()
    flips: tuple[Flip, ...] = ()
    touched: tuple[Touched, ...] = ()
    behind: tuple[str, ...] = ()
    puts_right: bool = False


def of(db: Database, number: int) -> Changes:
    """Give what a revision changed, nothing when there is no such revision; in the order of kinds and ids."""
    before, after = Clock(known=number - 1), Clock(known=number)
    things = _things(db, number)
    reported = [each.id for each in things if each.kind == "table"]
    figures = [each for id_ in reported for each in _moved(db, id_, before, after)]
    figures += [each for of in _redacted(db, number) for each in _gone(db, of, after)]
    led, behind, shifts = _shifted(db, reported, before, after)
    ids = [each.id for each in things]
    was, now = (weighing.subjects(db, ids, clock) for clock in (before, after))
    about = {each.id: _about(each, was[each.id] | now[each.id]) for each in things}
    turned = _Turned(db, before, after)
    for id_ in sorted(set().union(*about.values()) - {ALL}):
        turned.look(id_)
    weights = {id_: set().union(*(turned.weights.get(each, set()) for each in ids)) for id_, ids in about.items()}
    sorts = _sorts(db, number)
    touched = _touched(figures, about, {id_: found | sorts for id_, found in weights.items()})
    return Changes(things, tuple(figures), led, shifts, tuple(turned.flips), touched, behind, bool(sorts))


def _about(thing: Changed, subjects: set[str]) -> set[str]:
    return subjects or ({ALL} if thing.kind in SAID else set())


def _things(db: Database, number: int) -> tuple[Changed, ...]:
    sql = """
        SELECT e.id, e.kind FROM entities e WHERE e.id IN (
            SELECT id FROM declarations WHERE began = :n UNION SELECT id FROM declarations WHERE ended = :n
            UNION SELECT value FROM json_each(:ids)
        ) ORDER BY e.kind, e.id
    """
    found = db.execute(sql, {"n": number, "ids": json.dumps(sorted(_amended(db, number)))}).fetchall()
    was, now = (_standing(db, [id_ for id_, _ in found], at) for at in (number - 1, number))
    # What is redacted is gone from what was, too.
    was |= {amend.owner(of): "" for of in _redacted(db, number)}
    how = ((id_, kind, _how(was.get(id_), now.get(id_))) for id_, kind in found)
    return tuple(Changed(id_, kind, how) for id_, kind, how in how if how is not None)


def _amended(db: Database, number: int) -> set[str]:
    """Give the things that a revision changed without declaring them."""
    sql = "SELECT kind, of FROM amendments WHERE began = ? AND kind <> 'undo'"
    said = db.execute(sql, (number,)).fetchall()
    found = {amend.owner(of) for _, of in said}
    ordered = [of for kind, of in said if kind in {"preference", "retraction"}]
    found = found.union(*(amend.beside(db, of) for of in ordered))
    undone = db.execute("SELECT 1 FROM amendments WHERE began = ? AND kind = 'undo'", (number,)).fetchone()
    return found | undo.touched(db, number) if undone else found


def _standing(db: Database, ids: list[str], at: int) -> dict[str, str]:
    """Give what was on record of things at a revision, as a text for comparing."""
    found: dict[str, list[str]] = defaultdict(list)
    for table, owner, row in undo.rows_at(db, ids, at):
        found[owner].append(repr((table, row)))
    return {id_: "\n".join(sorted(rows)) for id_, rows in found.items()}


def _how(was: str | None, now: str | None) -> Literal["new", "changed", "gone"] | None:
    if was == now:
        return None
    return "changed" if was is not None and now else "new" if now else "gone"


def _moved(db: Database, id_: str, before: Clock, after: Clock) -> Iterator[Moved]:
    was, now = _states(db, id_, before), _states(db, id_, after)
    moved = (Moved(part, was.get(part), now.get(part)) for part in {**was, **now})
    return (each for each in moved if each.before != each.after)


def _redacted(db: Database, number: int) -> list[str]:
    sql = "SELECT of FROM amendments WHERE began = ? AND kind = 'redaction' ORDER BY of"
    return [of for (of,) in db.execute(sql, (number,))]


def _gone(db: Database, of: str, clock: Clock) -> Iterator[Moved]:
    """Give the figures that are redacted: what they were is not told."""
    states = _states(db, amend.owner(of), clock)
    return (Moved(id_, "redacted", None) for id_ in states if of in {id_, amend.owner(id_)})


def _states(db: Database, id_: str, clock: Clock) -> dict[str, str]:
    table = tables.get(db, id_, clock)
    return {figure.id: figure.state for figure in table.figures} if table else {}


def _shifted(
    db: Database, reported: Iterable[str], before: Clock, after: Clock
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Shift, ...]]:
    """Give the tables that lead since, those that led until then, and what stands first as another number."""
    kept: dict[tuple[str, str], None] = {}
    for id_ in reported:
        for clock in (before, after):
            if (table := tables.get(db, id_, clock)) is not None:
                kept[table.subject, table.measure] = None
    leads, behind, shifts = list[str](), list[str](), list[Shift]()
    for subject, measure in kept:
        was, now = (tables.leading(db, subject, measure, clock) for clock in (before, after))
        if now is not None and (was is None or was.id != now.id):
            leads.append(now.id)
            behind += [was.id] if was and tables.get(db, was.id, after) else []
        shifts += _shifts(subject, measure, was, now)
    return tuple(leads), tuple(behind), tuple(shifts)


def _shifts(subject: str, measure: str, was: Table | None, now: Table | None) -> Iterator[Shift]:
    parts = dict.fromkeys(figure.part for table in (now, was) if table for figure in table.figures)
    for part in parts:
        before, after = was.value(part) if was else None, now.value(part) if now else None
        if before != after:
            yield Shift(subject, measure, part, before, after, was.id if was else None, now.id if now else None)


class _Turned:
    """What turned, of the things looked at."""

    def __init__(self, db: Database, before: Clock, after: Clock) -> None:
        self._db, self._clocks = db, (before, after)
        self.weights: dict[str, set[Weight]] = defaultdict(set)
        self.flips: list[Flip] = []

    def look(self, id_: str) -> None:
        """Note what turned of one thing."""
        was, now = (weighing.ended(self._db, id_, clock) for clock in self._clocks)
        self._note(id_, "outcome", was, now)
        first, second = (weighing.ahead(tables.leading(self._db, id_, "votes", clock)) for clock in self._clocks)
        if first and second:
            self._note(id_, "outcome", f"ahead {first[0]}", f"ahead {second[0]}")
            if first != second:
                self.weights[id_].add("margin")
        put, puts = (weighing.put(self._db, id_, clock) for clock in self._clocks)
        if put and puts and put != puts:
            self.weights[id_].add("figure")
        held, holds = (weighing.holders(self._db, id_, clock) for clock in self._clocks)
        told = [None if each is None else ", ".join(sorted(each)) for each in (held, holds)]
        self._note(id_, "majority", told[0], told[1])

    def _note(self, id_: str, what: Literal["outcome", "majority"], was: str | None, now: str | None) -> None:
        if was == now or (was is None and not now):
            return
        self.weights[id_].add(what)
        if was is not None:
            self.flips.append(Flip(id_, what, was, now or ""))


def _touched(
    figures: Iterable[Moved], about: dict[str, set[str]], weighed: dict[str, set[Weight]]
) -> tuple[Touched, ...]:
    """Give the subjects of things, with the weights of each thing and what it is by."""
    weights, by = defaultdict[str, set[Weight]](set), defaultdict[str, dict[str, None]](dict)
    moved = defaultdict[str, list[str]](list)
    for each in figures:
        moved[amend.owner(each.id)].append(each.id)
    for id_, subjects in about.items():
        for subject in subjects:
            weights[subject] |= {"figure" if id_ in moved else "wording", *weighed[id_]}
            by[subject] |= dict.fromkeys(moved.get(id_, [id_]))
    order = get_args(Weight)
    return tuple(
        Touched(subject, tuple(sorted(weights[subject], key=order.index)), tuple(by[subject]))
        for subject in sorted(weights)
    )


def _sorts(db: Database, number: int) -> set[Weight]:
    """Give what a revision is besides what it changes: something that no longer stands, or was wrong."""
    sql = "SELECT kind, revision FROM amendments WHERE began = ? ORDER BY revision DESC"
    said = db.execute(sql, (number,)).fetchall()
    kinds = {kind for kind, _ in said}
    if "undo" in kinds:
        return {"correction"} if righted.puts_right(db, said[0][1]) else set()
    weights = set[Weight]()
    if kinds & {"retraction", "redaction"}:
        weights.add("retraction")
    if "correction" in kinds:
        weights.add("correction")
    return weights
