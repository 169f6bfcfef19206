"""What revisions changed, as it is told to those who follow: gathered from the record for one card."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlite_utils import Database

from data import changes
from data.changes import Changes, Flip, Moved
from data.desk import ALL, Revision, statements
from data.record import amend, claims, events, history, names, outcomes, quotes, tables
from data.record.claims import Claim
from data.record.events import Event
from data.record.history import Amended
from data.record.names import Names
from data.record.outcomes import Outcome
from data.record.quotes import Quote
from data.record.reading import Clock, put_right
from data.record.tables import Figure, Table

T = TypeVar("T")

MAIN = ("motion", "contest", "chamber", "person", "party", "alliance", "election", "constituency")
"""Kinds of what a card of news is chiefly about, the first that there is."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that came, became another or went: `before` is the number that stood there, None for none or not given.

    `known` says whether anything stood there before, `gone` whether nothing does any more.
    """

    figure: Figure
    before: int | None
    known: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A table of which figures came or became others, and what it is about; those that lead come first."""

    table: Table
    subject: Names
    figures: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What one or several revisions changed for those who follow something, without what was put right since.

    `main` is what it is chiefly about, with its kind; outcomes come with what they are the end of.
    """

    revisions: tuple[Revision, ...]
    main: tuple[Names, str] | None
    reports: tuple[Report, ...]
    outcomes: tuple[tuple[Names, Outcome], ...]
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    flips: tuple[tuple[Names, Flip], ...]
    amended: tuple[Amended, ...]
    """What was said of things other than their numbers, and still stands: a field put right, withdrawn, put first."""
    puts_right: frozenset[int]
    """The numbers of those revisions that say that something shown was wrong."""


def of(db: Database, numbers: Collection[int], about: Collection[str] = (ALL,)) -> News | None:
    """Give what these revisions changed of what is followed (ids, or ALL); None when there is no such revision."""
    revisions = [each for number in sorted(set(numbers)) if (each := statements.revision(db, number)) is not None]
    if not revisions:
        return None
    made = [changes.of(db, each.number) for each in revisions]
    touched = [each for change in made for each in change.touched if ALL in about or each.subject in about]
    ids, subjects = {id_ for each in touched for id_ in each.by}, {each.subject for each in touched}
    at = put_right(db, revisions[-1].number)
    things = {each.id: each.kind for change in made for each in change.things if each.id in ids}
    flips = [each for change in made for each in change.flips if each.subject in subjects]
    return News(
        revisions=tuple(revisions),
        main=_main(db, subjects, at),
        reports=tuple(_reports(db, revisions, made, ids, at)),
        outcomes=tuple(_outcomes(db, {id_ for id_, kind in things.items() if kind == "outcome"}, at)),
        quotes=_read(db, quotes.get, "quote", things, at),
        claims=_claimed(db, things, at),
        events=tuple(sorted(_read(db, events.get, "event", things, at), key=events.order)),
        flips=tuple((names.of(db, each.subject, at), each) for each in flips),
        amended=tuple(sorted(_amended(db, revisions, None if ALL in about else ids), key=lambda each: each.of)),
        puts_right=frozenset(each.number for each, change in zip(revisions, made, strict=True) if change.puts_right),
    )


def _amended(db: Database, revisions: Iterable[Revision], ids: Collection[str] | None) -> Iterator[Amended]:
    """Give the amendments by which no number is another, of these things or of all."""
    owners = None if ids is None else {amend.owner(each) for each in ids}
    for each in (made for revision in revisions for made in history.made(db, revision.number)):
        told = each.kind == "preference" or each.field not in {None, "value"} or _withdraws(db, each)
        if told and each.undone is None and (owners is None or amend.owner(each.of) in owners):
            yield each


def _withdraws(db: Database, each: Amended) -> bool:
    """Say whether something is withdrawn that is no figure: those are told beside their numbers."""
    sql = "SELECT 1 FROM entities WHERE id = ? AND kind <> 'table'"
    return each.kind == "retraction" and db.execute(sql, (each.of,)).fetchone() is not None


def _main(db: Database, subjects: Collection[str], at: Clock) -> tuple[Names, str] | None:
    sql = "SELECT id, kind FROM entities WHERE id IN (SELECT value FROM json_each(?))"
    kinds = db.execute(sql, (json.dumps(sorted(subjects)),)).fetchall()
    found = sorted((MAIN.index(kind), id_) for id_, kind in kinds if kind in MAIN)
    return (names.of(db, found[0][1], at), MAIN[found[0][0]]) if found else None


def _read(
    db: Database, get: Callable[[Database, str, Clock], T | None], kind: str, things: dict[str, str], at: Clock
) -> tuple[T, ...]:
    found = (get(db, id_, at) for id_, each in things.items() if each == kind)
    return tuple(each for each in found if each is not None)


def _claimed(db: Database, things: Mapping[str, str], at: Clock) -> tuple[Claim, ...]:
    """Give the claims that were made or answered, or of which an authority found something, each once."""
    ids = dict.fromkeys(id_ for id_, kind in things.items() if kind == "claim")
    sql = """
        SELECT claim FROM responses WHERE id IN (SELECT value FROM json_each(:ids))
        UNION SELECT claim FROM findings WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY claim
    """
    ids |= dict.fromkeys(row[0] for row in db.execute(sql, {"ids": json.dumps(sorted(things))}))
    found = (claims.get(db, id_, at) for id_ in ids)
    return tuple(each for each in found if each is not None)


def _outcomes(db: Database, ids: Collection[str], at: Clock) -> Iterator[tuple[Names, Outcome]]:
    ends = {id_: db.execute("SELECT of FROM outcomes WHERE id = ?", (id_,)).fetchone() for id_ in sorted(ids)}
    for of_ in dict.fromkeys(row[0] for row in ends.values() if row is not None):
        yield from ((names.of(db, of_, at), each) for each in outcomes.of(db, of_, at) if each.id in ids)


@dataclass(frozen=True, slots=True)
class _Moves:
    """What moved of one table: its figures by part, since which revision, and what led before it where known."""

    moved: dict[str, Moved]
    first: int
    befores: dict[str, int | None]


def _reports(
    db: Database, revisions: Iterable[Revision], made: Iterable[Changes], ids: Collection[str], at: Clock
) -> list[Report]:
    """Give the tables whose figures moved, the leading ones first, then as the revisions have them."""
    found: dict[str, _Moves] = {}
    leading: dict[str, None] = {}
    for revision, change in zip(revisions, made, strict=True):
        for each in change.figures:
            id_, _, part = each.id.partition("/")
            if each.id in ids:
                found.setdefault(id_, _Moves({}, revision.number, {})).moved.setdefault(part, each)
        for shift in () if change.puts_right else change.shifts:
            if shift.was is not None and shift.now in found:
                found[shift.now].befores.setdefault(shift.part, shift.before)
        leading |= dict.fromkeys(change.led)
    order = sorted(found, key=lambda id_: (id_ not in leading, found[id_].first))
    reports = (_report(db, id_, found[id_], at) for id_ in order)
    return [each for each in reports if each is not None]


def _report(db: Database, id_: str, moves: _Moves, at: Clock) -> Report | None:
    now, was = tables.get(db, id_, at), tables.get(db, id_, Clock(known=moves.first - 1))
    table = now or was
    if table is None:
        return None
    found = (_told(each, now, was, moves.befores) for each in moves.moved.values())
    told = tuple(each for each in found if each is not None)
    return Report(table, names.of(db, table.subject, at), told) if told else None


def _told(moved: Moved, now: Table | None, was: Table | None, befores: dict[str, int | None]) -> Told | None:
    part = moved.id.partition("/")[2]
    figure, old = (table.figure(part) if table else None for table in (now, was))
    if old is not None:
        return Told(figure or old, old.value, known=True, gone=figure is None)
    return Told(figure, befores.get(part), part in befores, gone=False) if figure is not None else None
