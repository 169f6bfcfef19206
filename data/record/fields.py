"""Where a field that can be corrected stands: in a thing's row, in its names, or in what is said of a candidate.

`date` of an event is a column of its row. `name_en` or `short` is a name of anything that has names. What is said of
somebody who stood is named by the contest and the person, `pk-senate-2021-ict-general/yousaf-raza-gillani`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from data.migrations import RECORD
from data.record.reading import NOW, Clock, rows

CANDIDACY = "candidacy"
"""What the kind of a candidate in a contest is called, where somebody says something of it."""

MAIN = {
    "figure": "figures",
    "table": "tables",
    "quote": "quotes",
    "claim": "claims",
    "response": "responses",
    "finding": "findings",
    "event": "events",
    "outcome": "outcomes",
    "schedule": "schedules",
    "note": "notes",
    "source": "sources",
    "motion": "motions",
    "contest": "contests",
    "election": "elections",
    CANDIDACY: "candidacies",
}
"""The kinds whose own fields can be corrected, and the table that holds one row of each."""

_NAME = re.compile(r"name_([a-z]+(?:_[a-z]+)*)")


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a table, and what tells the row apart."""

    table: str
    column: str
    where: Mapping[str, str]

    def holds(self, table: str, cells: Mapping[str, object]) -> bool:
        """Say whether a row, by its columns and `id`, is the one."""
        return table == self.table and all(cells.get(name) == value for name, value in self.where.items())


def language(field: str) -> str | None:
    """Give the language of a field that is a name; None of any other field."""
    found = _NAME.fullmatch(field)
    return found[1].replace("_", "-") if found else None


def place(kind: str, of: str, field: str) -> Place | None:
    """Give where a field of a thing stands; None where its kind has no such field."""
    if (spoken := language(field)) is not None:
        return Place("names", "text", {"id": of, "kind": "name", "language": spoken})
    if field == "short":
        return Place("names", "text", {"id": of, "kind": "short"})
    table = MAIN.get(kind)
    if table is None or field not in RECORD[table]:
        return None
    contest, slash, person = of.partition("/")
    if kind == CANDIDACY and slash:
        return Place(table, field, {"id": contest, "person": person})
    return Place(table, field, {"id": of})


def stands(db: Database, of: str, field: str, clock: Clock = NOW) -> tuple[str | int | None] | None:
    """Give what stands in a field of a thing, as a tuple of one; None where there is no such field or thing."""
    kind = kind_of(db, of)
    at = place(kind, of, field) if kind else None
    found = rows(db, clock, at.table, at.where, "id") if at else []
    return (found[0][at.column],) if at and found else None


def kind_of(db: Database, of: str) -> str | None:
    """Give the kind of what there is, or was, under an id; that of a candidate too."""
    row = db.execute("SELECT kind FROM entities WHERE id = ?", (of,)).fetchone()
    if row is not None:
        return str(row[0])
    contest, slash, person = of.partition("/")
    sql = "SELECT 1 FROM candidacies WHERE id = ? AND person = ?"
    return CANDIDACY if slash and db.execute(sql, (contest, person)).fetchone() else None


def candidates(db: Database, ofs: set[str]) -> dict[str, str]:
    """Give those of the ids that are candidates, with that as their kind."""
    return {of: CANDIDACY for of in ofs if "/" in of and kind_of(db, of) == CANDIDACY}
