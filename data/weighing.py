"""What a reader takes from the figures: how it ended, who is ahead and by how much, who has a majority."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from sqlite_utils import Database

from data.arithmetic import majority
from data.checks import COUNTED
from data.record import chambers, motions, outcomes, tables
from data.record.motions import Motion
from data.record.reading import Clock, known
from data.record.tables import Table

HELD = ("seats", "strength", "bloc")
"""Measures of what a chamber is made of."""


def ended(db: Database, id_: str, clock: Clock) -> str | None:
    """Give how a motion or contest ended, by its best outcome: `carried`, `elected yousaf-raza-gillani`."""
    best = next(iter(outcomes.of(db, id_, clock)), None)
    if best is None:
        return None
    return f"{best.result} {best.who.id}" if best.who else best.result


def put(db: Database, id_: str, clock: Clock) -> str | None:
    """Give when a motion is to be put, by the word that leads; None for what is no motion."""
    motion = motions.get(db, id_, clock)
    return None if motion is None else f"{motion.date} {motion.stated}"


def ahead(table: Table | None) -> tuple[str, int] | None:
    """Give who has most votes in a table and by how many, None where that is not known or two have as many."""
    votes = [(each.value, each.part) for each in table.figures if each.part not in COUNTED] if table else []
    known = sorted((value, part) for value, part in votes if value is not None)
    if len(known) < 2 or len(known) < len(votes) or known[-1][0] == known[-2][0]:  # noqa: PLR2004  # two to compare
        return None
    return known[-1][1], known[-1][0] - known[-2][0]


def holders(db: Database, id_: str, clock: Clock) -> frozenset[str] | None:
    """Give who has a majority in a chamber, or what a motion needs: parts and sides, each with its measure.

    None where no table says anything, or nobody knows what is needed.
    """
    motion = motions.get(db, id_, clock)
    if motion is not None:
        needed = _needed(db, motion, clock)
        found = [*tables.of(db, id_, ("votes",), clock)[:1], *_first(tables.concerning(db, id_, clock))]
        return None if needed is None or not found else frozenset(_reaching(found, needed))
    leading = [table for measure in HELD if (table := tables.leading(db, id_, measure, clock)) is not None]
    known = [table for table in leading if table.value("total")]
    return frozenset(each for table in known for each in _over_half(table)) if known else None


def _over_half(table: Table) -> Iterable[str]:
    return _reaching([table], (table.value("total") or 0) // 2 + 1)


def _first(found: Iterable[Table]) -> list[Table]:
    """Give the table of each subject and measure that leads."""
    first: dict[tuple[str, str], Table] = {}
    for table in found:
        if table.measure in {*HELD, "support"}:
            first.setdefault((table.subject, table.measure), table)
    return list(first.values())


def _reaching(found: Iterable[Table], needed: int) -> Iterable[str]:
    for table in found:
        has: dict[str, int] = defaultdict(int)
        for figure in table.figures:
            if figure.value is not None and (figure.part == "yes" or figure.part not in COUNTED):
                has[figure.part] += figure.value
                if figure.side is not None:
                    has[figure.side] += figure.value
        yield from (f"{table.measure} {part}" for part, value in has.items() if value >= needed and part != "no")


def _needed(db: Database, motion: Motion, clock: Clock) -> int | None:
    rule = motion.rule
    chamber = chambers.get(db, motion.chamber, clock)
    if rule is None or chamber is None:
        return None
    base = None
    if rule.base == "total_membership":
        size = chamber.size_on(motion.date) if motion.date else None
        base = size.seats if size else None
    elif rule.base == "filled_seats":
        leading = tables.leading(db, chamber.id, "strength", clock) or tables.leading(db, chamber.id, "seats", clock)
        base = leading.value("total") if leading else None
    return None if base is None else majority(base, rule.fraction, strict=rule.strict)


FOLLOWED = ("chamber", "contest", "motion", "election", "party", "alliance", "person", "constituency")
"""Kinds of things that people follow."""

_NAMED = {
    "tables": ("subject",),
    "quotes": ("speaker",),
    "claims": ("claimant",),
    "responses": ("by",),
    "outcomes": ("of", "who"),
    "schedules": ("of",),
    "motions": ("id", "chamber", "subject", "successor"),
    "contests": ("id", "chamber", "election"),
    "elections": ("id", "chamber"),
    "candidacies": ("person", "party"),
    "people": ("id", "party"),
    "parties": ("id",),
    "alliances": ("id",),
    "memberships": ("party",),
    "chambers": ("id",),
    "constituencies": ("id", "chamber"),
    "abouts": ("entity",),
    "concerning": ("entity",),
    "figures": ("entity",),
}
"""The columns of the record that name what people follow."""


def subjects(db: Database, ids: Collection[str], clock: Clock) -> dict[str, set[str]]:
    """Give, for each of these things, what people follow that it is about.

    That is itself, what it names, whom a claim it answers is about, and the chamber and election all that belongs to.
    """
    found = _named(db, ids, clock)
    for id_, claim in _answered(db, ids, clock):
        found[id_] |= _named(db, [claim], clock)[claim]
    around = _around(db, set().union(*found.values()), clock)
    wide = {id_: each.union(*(around.get(other, ()) for other in each)) for id_, each in found.items()}
    followed = _followed(db, set().union(*wide.values()))
    return {id_: each & followed for id_, each in wide.items()}


def _named(db: Database, ids: Collection[str], clock: Clock) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {id_: set() for id_ in ids}
    for table, columns in _NAMED.items():
        for id_, *named in _rows(db, table, columns, ids, clock):
            found[str(id_)] |= {str(each) for each in named if each is not None}
    return found


def _answered(db: Database, ids: Collection[str], clock: Clock) -> Iterator[tuple[str, str]]:
    for table in ("responses", "findings"):
        for id_, claim in _rows(db, table, ("claim",), ids, clock):
            if claim != id_:
                yield str(id_), str(claim)


def _around(db: Database, ids: Collection[str], clock: Clock) -> dict[str, set[str]]:
    """Give the chamber and election of contests and motions."""
    around: dict[str, set[str]] = {}
    for table, columns in (("contests", ("chamber", "election")), ("motions", ("chamber",))):
        for id_, *wider in _rows(db, table, columns, ids, clock):
            around[str(id_)] = {str(each) for each in wider if each is not None}
    return around


def _rows(
    db: Database, table: str, columns: Iterable[str], ids: Collection[str], clock: Clock
) -> list[tuple[object, ...]]:
    owner = "within" if table == "figures" else "id"
    sql = f"""
        SELECT {", ".join((owner, *columns))} FROM {table} WHERE {owner} IN (SELECT value FROM json_each(:ids))
        AND began <= :known AND (ended IS NULL OR ended > :known)
    """  # noqa: S608  # this package's own tables
    return db.execute(sql, {"ids": json.dumps(sorted(ids)), "known": known(clock)}).fetchall()


def _followed(db: Database, ids: Collection[str]) -> set[str]:
    sql = "SELECT id, kind FROM entities WHERE id IN (SELECT value FROM json_each(?))"
    return {id_ for id_, kind in db.execute(sql, (json.dumps(sorted(ids)),)) if kind in FOLLOWED}
