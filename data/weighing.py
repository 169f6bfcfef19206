"""What a reader takes from the figures: how it ended, who is ahead and by how much, who has a majority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from data.arithmetic import majority
from data.checks import COUNTED
from data.record import chambers, contests, motions, outcomes, tables
from data.record.motions import Motion
from data.record.reading import Clock, rows
from data.record.tables import Table

HELD = ("seats", "strength", "bloc")
"""Measures of what a chamber is made of."""


def ended(db: Database, id_: str, clock: Clock) -> str | None:
    """Give how a motion or contest ended, by its best outcome: `carried`, `elected yousaf-raza-gillani`."""
    best = next(iter(outcomes.of(db, id_, clock)), None)
    if best is None:
        return None
    return f"{best.result} {best.who.id}" if best.who else best.result


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
}


def subjects(db: Database, id_: str, clock: Clock) -> set[str]:
    """Give what people follow that a thing is about: itself, what it names, and the chamber that is in."""
    found = {
        str(row[column])
        for table, columns in _NAMED.items()
        for row in rows(db, clock, table, {"id": id_}, "id")
        for column in columns
        if row[column] is not None
    }
    figures = rows(db, clock, "figures", {"within": id_})
    found |= {row["entity"] for row in figures if row["entity"]}
    for table in ("responses", "findings"):
        for row in rows(db, clock, table, {"id": id_}):
            if row["claim"] != id_:
                found |= subjects(db, row["claim"], clock)
    around = set[str]()
    for each in found:
        contest, motion = contests.get(db, each, clock), motions.get(db, each, clock)
        around |= {contest.chamber, *filter(None, [contest.election])} if contest else set()
        around |= {motion.chamber} if motion else set()
    return _followed(db, found | around)


def _followed(db: Database, ids: Iterable[str]) -> set[str]:
    found = ((id_, db.execute("SELECT kind FROM entities WHERE id = ?", (id_,)).fetchone()) for id_ in ids)
    return {id_ for id_, row in found if row is not None and row[0] in FOLLOWED}
