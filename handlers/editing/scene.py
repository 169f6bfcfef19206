"""What a preview says of each table in a dossier: what stands first now, what would, and whether a count balances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.changes import Changes, Shift
from data.checks import COUNTED
from data.dossier import Dossier, schema
from data.dossier.named import Named
from data.dossier.schema import SECTIONS
from data.record import contests, names, sources, tables
from data.record.names import Names
from data.record.sources import Source
from data.record.tables import Table

SHOWN = 8
"""Tables told figure by figure; of more, only how many there are: nobody reads on, on a phone."""


@dataclass(frozen=True, slots=True)
class By:
    """Who says something: the source, and where it was read."""

    source: Source
    via: Source | None = None


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure that is brought in: of a part (with `names` where it is a thing), and what stood first until now.

    `was` says whose that was; None where nothing changes, or nobody had said anything.
    """

    part: str
    names: Names | None
    label: str | None
    value: int | None
    shift: Shift | None
    was: By | None


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of a count: valid votes and rejected ones are the cast, with those not cast the electors."""

    votes: tuple[int, ...]
    rejected: int | None
    not_cast: int | None
    electors: int | None
    electors_by: By | None

    @property
    def cast(self) -> int:
        """The votes that were cast, as far as they are known."""
        return sum(self.votes) + (self.rejected or 0)

    @property
    def counted(self) -> int:
        """All electors that the count accounts for."""
        return self.cast + (self.not_cast or 0)


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table that is brought in: about what, by whom, and whether it will stand first or beside `first`."""

    subject: Names
    measure: str
    status: str
    as_of: date
    by: By
    figures: tuple[Figured, ...]
    leads: bool
    first: By | None
    balance: Balance | None


def tabled(db: Database, dossier: Dossier, changes: Changes) -> tuple[Tabled, ...]:
    """Give what each of the first tables of a dossier brings, against the record as it stands."""
    return tuple(_tabled(db, dossier, id_, changes) for id_ in [*dossier.tables][:SHOWN])


def called(db: Database, dossier: Dossier, id_: str) -> Names:
    """Give the names of a thing, as the dossier has them, else as the record does."""
    for things in (dossier.people, dossier.parties, dossier.alliances, dossier.contests, dossier.motions):
        if isinstance(thing := things.get(id_), Named):
            return Names(id_, tuple(thing.names.items()), thing.short)
    return names.of(db, id_)


def _tabled(db: Database, dossier: Dossier, id_: str, changes: Changes) -> Tabled:
    table = dossier.tables[id_]
    shifts = {
        each.part: each for each in changes.shifts if (each.subject, each.measure) == (table.subject, table.measure)
    }
    first = tables.leading(db, table.subject, table.measure)
    leads = first is None or first.id == id_ or id_ in changes.led
    by = By(source(db, dossier, table.source), source(db, dossier, table.via) if table.via else None)
    figures = tuple(
        _figured(db, dossier, part, figure, shifts.get(part) if leads else None)
        for part, figure in table.figures.items()
    )
    return Tabled(
        subject=called(db, dossier, table.subject),
        measure=table.measure,
        status=table.status,
        as_of=table.as_of,
        by=by,
        figures=figures,
        leads=leads,
        first=None if first is None or first.id == id_ else By(first.source, first.via),
        balance=_balance(db, dossier, table),
    )


def _figured(db: Database, dossier: Dossier, part: str, figure: schema.Figure, shift: Shift | None) -> Figured:
    was = tables.get(db, shift.was) if shift and shift.was else None
    known = db.execute("SELECT 1 FROM entities WHERE id = ?", (part,)).fetchone() or part in {
        *dossier.people,
        *dossier.parties,
        *dossier.alliances,
    }
    thing = called(db, dossier, part) if known else None
    return Figured(part, thing, figure.label, figure.value, shift, By(was.source, was.via) if was else None)


def _balance(db: Database, dossier: Dossier, table: schema.Table) -> Balance | None:
    """Give the sums of a count of votes between candidates; the electors as the count has them, else as any report."""
    votes = [each.value for part, each in table.figures.items() if part not in COUNTED and each.value is not None]
    if table.measure != "votes" or len(votes) < 2 or "yes" in table.figures:  # noqa: PLR2004  # a sum needs two
        return None
    own = table.figures.get("electors")
    strength = None if own else _strength(db, dossier, table)
    return Balance(
        votes=tuple(votes),
        rejected=_value(table, "rejected"),
        not_cast=_value(table, "not-cast"),
        electors=own.value if own else strength.value("total") if strength else None,
        electors_by=By(strength.source, strength.via) if strength else None,
    )


def _strength(db: Database, dossier: Dossier, table: schema.Table) -> Table | None:
    """Give the report that leads on how many members elect in a contest."""
    here = dossier.contests.get(table.subject)
    held = contests.get(db, table.subject)
    body = here.electing_body if here else held.electing_body if held else None
    found = tables.of(db, body, ("strength", "seats")) if body else ()
    near = sorted(found, key=lambda each: abs((each.as_of - table.as_of).days))
    return next((each for each in near if each.value("total") is not None), None)


def _value(table: schema.Table, part: str) -> int | None:
    figure = table.figures.get(part)
    return None if figure is None else figure.value


def source(db: Database, dossier: Dossier, id_: str) -> Source:
    """Give a source, as the dossier has it, else as the record does."""
    given = dossier.sources.get(id_)
    if given is None:
        return sources.need(db, id_)
    told = given.model_dump(exclude={"cites"})
    return Source(id=id_, **told)


def others(dossier: Dossier) -> Iterator[tuple[str, int]]:
    """Give how much else a dossier brings, by kind, in the order of its sections."""
    for section, kind in SECTIONS.items():
        count = len(getattr(dossier, section))
        if count and section != "tables":
            yield kind, count
