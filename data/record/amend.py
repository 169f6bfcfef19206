"""Laying corrections, retractions and preferences over what the dossiers say."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from data.dossier.schema import Dossier
from data.folding import words
from data.migrations import RECORD
from data.record.fields import MAIN, Place, place
from data.record.rows import Cell, Placed, Row


@dataclass(frozen=True, slots=True)
class Amendment:
    """What stands about a thing or figure (`of`); `value` is what `field` is to be."""

    kind: str
    of: str
    field: str | None
    value: Cell


def owner(of: str) -> str:
    """Give the thing that a figure, or a thing itself, belongs to."""
    return of.partition("/")[0]


def standing(db: Database, ids: Collection[str] | None = None) -> dict[str, list[Amendment]]:
    """Give what stands about these things, or about all, oldest first."""
    sql = """
        SELECT thing, kind, of, field, value FROM amendments WHERE ended IS NULL AND kind <> 'preference'
        AND thing IS NOT NULL AND (:ids IS NULL OR thing IN (SELECT value FROM json_each(:ids))) ORDER BY began, id
    """
    found: dict[str, list[Amendment]] = defaultdict(list)
    for thing, kind, of, field, value in db.execute(sql, {"ids": None if ids is None else json.dumps(sorted(ids))}):
        found[thing].append(Amendment(kind, of, field, None if value is None else json.loads(value)))
    return found


def preferred(db: Database) -> dict[tuple[str, str], str]:
    """Give the table that an editor prefers, by subject and measure; the one preferred last."""
    sql = """
        SELECT t.subject, t.measure, a.of FROM amendments a JOIN tables t ON t.id = a.of AND t.ended IS NULL
        WHERE a.ended IS NULL AND a.kind = 'preference' AND NOT EXISTS (
            SELECT 1 FROM amendments r
            WHERE r.thing = a.of AND r.of = a.of AND r.kind = 'retraction' AND r.ended IS NULL
        ) ORDER BY a.began, a.id
    """
    return {(subject, measure): of for subject, measure, of in db.execute(sql)}


def touched(db: Database, dossier: Dossier) -> set[str]:
    """Give the things that the amendments of a dossier make other ones."""
    corrected = {owner(each.of) for each in dossier.corrections.values()}
    retracted = {owner(each.of) for each in dossier.retractions.values()}
    ordered = [*(each.of for each in dossier.preferences.values()), *retracted]
    return (corrected | retracted).union(*(beside(db, id_) for id_ in ordered))


def beside(db: Database, table: str) -> set[str]:
    """Give the tables of the subject and measure of one, itself among them."""
    sql = """
        SELECT o.id FROM tables t JOIN tables o ON o.subject = t.subject AND o.measure = t.measure
        WHERE t.id = ? AND o.ended IS NULL UNION SELECT id FROM tables WHERE id = ?
    """
    return {id_ for (id_,) in db.execute(sql, (table, table))}


def laid(base: set[Placed], amendments: Iterable[Amendment], chosen: Mapping[tuple[str, str], str]) -> set[Placed]:
    """Give the rows of a thing as they are with what stands about it; `chosen` are the tables preferred."""
    rows = base
    for each in amendments:
        if each.kind == "retraction":
            rows = {placed for placed in rows if each.of not in {placed[1][0], owner(str(placed[1][0]))}}
        elif each.kind == "correction":
            rows = {_corrected(placed, each) for placed in rows}
    return {_chosen(placed, chosen) for placed in rows} if chosen else rows


def cell(table: str, row: Row, column: str) -> Cell:
    """Give what stands in a column of a row."""
    return row[1 + list(RECORD[table]).index(column)]


def _corrected(placed: Placed, each: Amendment) -> Placed:
    table, row = placed
    cells: dict[str, Cell] = dict(zip(("id", *RECORD[table]), row, strict=True))
    at = _place(table, each)
    if at is None or not at.holds(table, cells):
        return placed
    cells[at.column] = each.value
    if table in {"quotes", "names"}:
        cells["folded"] = words(str(cells["text"]))
    elif table == "claims":
        cells["folded"] = words(f"{cells['text']} {cells['words'] or ''}")
    return table, tuple(cells.values())


def _place(table: str, each: Amendment) -> Place | None:
    """Give where a correction puts something right, if that may be in a table."""
    named = table == "names" and "/" not in each.of
    kind = "" if named else next((kind for kind, main in MAIN.items() if main == table), None)
    return None if kind is None or each.field is None else place(kind, each.of, each.field)


def _chosen(placed: Placed, chosen: Mapping[tuple[str, str], str]) -> Placed:
    table, row = placed
    if table != "tables":
        return placed
    best = chosen.get((str(cell(table, row, "subject")), str(cell(table, row, "measure"))))
    if best is None:
        return placed
    at = 1 + list(RECORD[table]).index("preferred")
    return table, (*row[:at], int(row[0] == best), *row[at + 1 :])
