"""Tables: the figures one source reported together. Nothing is ever added up across two of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from sqlite_utils import Database

from data.dossier.values import RESERVED
from data.record import history, names, sources
from data.record.names import Names
from data.record.reading import LADDER, NOW, Clock, Record, known, row, rows
from data.record.sources import Source

__all__ = ["LADDER", "Figure", "Standing", "Table", "concerning", "figure", "get", "naming", "of", "standing"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a table. `part` is the id of a thing, which then has `names`, or a word such as total or rejected.

    `id` is the table's and the part: `pk-senate-split-2021-03-04/pti`. `value` None is unknown, not 0. `status` is the
    table's. `colour` is the party's; of a person, the party's that they belong to.
    """

    id: str
    part: str
    value: int | None
    label: str | None
    names: Names | None
    colour: str | None
    side: str | None
    words: str | None
    status: str

    @property
    def state(self) -> str:
        """What a card showed of it, for telling later whether it still holds: `169 unofficial`, `null unofficial`."""
        return f"{'null' if self.value is None else self.value} {self.status}"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one subject and measure, as one source had them; `via` is where we read it.

    `concerning` are ids of what it bears on besides its subject; `agree` other sources with the same figures.
    """

    id: str
    subject: str
    measure: str
    unit: str
    as_of: date
    source: Source
    via: Source | None
    status: str
    words: str | None
    preferred: bool
    note: str | None
    concerning: tuple[str, ...]
    figures: tuple[Figure, ...]
    agree: tuple[Source, ...] = ()

    @property
    def published(self) -> date | None:
        """The day it appeared: the source's, else that of where we read it."""
        return self.source.published or (self.via.published if self.via else None)

    @property
    def read_in(self) -> Source:
        """The source it was read in: what it came through, else the one that says it."""
        return self.via or self.source

    @property
    def parts(self) -> tuple[Figure, ...]:
        """The figures of things (parties, people, alliances …), without total, vacant, rejected and their like."""
        return tuple(figure for figure in self.figures if figure.part not in RESERVED)

    def figure(self, part: str) -> Figure | None:
        """Give the figure of a part, None when the source does not speak of it."""
        return next((figure for figure in self.figures if figure.part == part), None)

    def value(self, part: str) -> int | None:
        """Give the number of a part, None when it is unknown or not spoken of."""
        figure = self.figure(part)
        return None if figure is None else figure.value


def get(db: Database, id_: str, clock: Clock = NOW) -> Table | None:
    """Give a table, None when there is none of this id or it had not been published by the clock's day."""
    found = row(db, clock, "tables", id_)
    return next(iter(_seen(db, [found], clock)), None) if found is not None else None


def of(db: Database, subject: str, measures: Collection[str] = (), clock: Clock = NOW) -> tuple[Table, ...]:
    """Give the tables about a subject, of these measures or of any: preferred first, then higher status, then newer."""
    where: dict[str, object] = {"subject": subject}
    if measures:
        where["measure"] = tuple(measures)
    return _seen(db, rows(db, clock, "tables", where, "id"), clock)


def leading(db: Database, subject: str, measure: str, clock: Clock = NOW) -> Table | None:
    """Give the table of this measure that leads, None when there is none."""
    return next(iter(of(db, subject, (measure,), clock)), None)


def concerning(db: Database, id_: str, clock: Clock = NOW) -> tuple[Table, ...]:
    """Give the tables about other subjects that bear on this thing, in the same order."""
    ids = tuple(each["id"] for each in rows(db, clock, "concerning", {"entity": id_}))
    return _seen(db, rows(db, clock, "tables", {"id": ids}, "id"), clock) if ids else ()


def naming(db: Database, part: str, clock: Clock = NOW) -> tuple[Table, ...]:
    """Give the tables in which this thing is a part, in the same order."""
    ids = tuple(each["within"] for each in rows(db, clock, "figures", {"entity": part}))
    return _seen(db, rows(db, clock, "tables", {"id": ids}, "id"), clock) if ids else ()


def figure(db: Database, id_: str, clock: Clock = NOW) -> Figure | None:
    """Give the figure with this id, None when the record does not hold it."""
    table = get(db, id_.partition("/")[0], clock)
    return None if table is None else table.figure(id_.partition("/")[2])


@dataclass(frozen=True, slots=True)
class Standing:
    """How a figure that was once shown stands now.

    `state` is current; superseded, when `by` leads now, a preferred, weightier or newer table of the same subject and
    measure; corrected, when the table itself says something else (`figure`, since `revision`); or gone, since
    `revision`, when the record holds it no more. The table and figure are None where they do not apply.
    """

    state: Literal["current", "superseded", "corrected", "gone"]
    figure: Figure | None
    by: Table | None = None
    revision: int | None = None


def standing(db: Database, id_: str, state: str, clock: Clock = NOW) -> Standing:
    """Give how the figure with this id, shown in this state (`169 unofficial`), stands at the clock.

    Raises LookupError when there never was such a figure.
    """
    within, _, part = id_.partition("/")
    if (redacted := history.redacted(db, id_, clock)) is not None:
        return Standing("gone", None, revision=redacted)
    table = get(db, within, clock)
    now = table.figure(part) if table else None
    if table is None or now is None:
        return Standing("gone", None, revision=_ended(db, id_, clock))
    surer = now.state != state and now.state.partition(" ")[0] == state.partition(" ")[0]
    if surer and not history.corrected(db, within, "status", clock):
        return Standing("superseded", now, table, _began(db, id_, clock))
    if now.state != state:
        return Standing("corrected", now, revision=_began(db, id_, clock))
    first = next(each for each in of(db, table.subject, (table.measure,), clock) if each.figure(part) or each is table)
    if _order(first)[:3] < _order(table)[:3] or _replaces(db, first, table):
        return Standing("superseded", first.figure(part), first, _began(db, first.id, clock))
    return Standing("current", now)


def _began(db: Database, id_: str, clock: Clock) -> int:
    """Give the revision since which a figure, or a table, says what it says; a figure's status is its table's."""
    sql = """
        SELECT max(began) FROM (SELECT id, began, ended FROM figures UNION ALL SELECT id, began, ended FROM tables)
        WHERE id IN (?, ?) AND began <= ? AND (ended IS NULL OR ended > ?)
    """
    number: int = db.execute(sql, (id_, id_.partition("/")[0], known(clock), known(clock))).fetchone()[0]
    return number


def _ended(db: Database, id_: str, clock: Clock) -> int | None:
    sql = "SELECT count(*), max(ended) FROM figures WHERE id = ? AND began <= ?"
    count, ended = db.execute(sql, (id_, known(clock))).fetchone()
    if not count:
        raise LookupError(f"the record has never held the figure {id_}")
    return None if ended is None else int(ended)


def _seen(db: Database, found: list[Record], clock: Clock) -> tuple[Table, ...]:
    tables = (_table(db, each, clock) for each in found)
    seen = [table for table in tables if clock.published(table.as_of) and clock.published(table.published)]
    ordered = sorted(seen, key=lambda table: (_order(table), table.id))
    if any(_order(one) == _order(other) for one, other in pairwise(ordered)):
        # Of one day's reports, the one that came on record later has the later word.
        return tuple(sorted(seen, key=lambda table: (_order(table), -_since(db, table.id), table.id)))
    return tuple(ordered)


def _order(table: Table) -> tuple[bool, int, int, int]:
    published = table.published or table.as_of
    return (not table.preferred, -LADDER[table.status], -table.as_of.toordinal(), -published.toordinal())


def _replaces(db: Database, first: Table, table: Table) -> bool:
    """Say whether a table is what the same source says since: a new figure in place of the one before."""
    return first.read_in.id == table.read_in.id and _since(db, first.id) > _since(db, table.id)


def _since(db: Database, id_: str) -> int:
    """Give the revision by which a table came on record."""
    number: int = db.execute("SELECT min(began) FROM tables WHERE id = ?", (id_,)).fetchone()[0]
    return number


def _table(db: Database, found: Record, clock: Clock) -> Table:
    id_, status = found["id"], found["status"]
    found |= {
        "as_of": date.fromisoformat(found["as_of"]),
        "source": sources.need(db, found["source"], clock),
        "via": found["via"] and sources.need(db, found["via"], clock),
        "preferred": bool(found["preferred"]),
    }
    concerned = rows(db, clock, "concerning", {"id": id_})
    figures = rows(db, clock, "figures", {"within": id_})
    return Table(
        **found,
        concerning=tuple(each["entity"] for each in concerned),
        figures=tuple(_figure(db, each, status, clock) for each in figures),
        agree=sources.agreeing(db, id_, clock),
    )


def _figure(db: Database, found: Record, status: str, clock: Clock) -> Figure:
    entity = found["entity"]
    return Figure(
        id=found["id"],
        part=found["part"],
        value=found["value"],
        label=found["label"],
        names=entity and names.of(db, entity, clock),
        colour=entity and _colour(db, entity, clock),
        side=found["side"],
        words=found["words"],
        status=status,
    )


def _colour(db: Database, entity: str, clock: Clock) -> str | None:
    person = row(db, clock, "people", entity)
    party = row(db, clock, "parties", person["party"] or "" if person else entity)
    return party["colour"] if party else None
