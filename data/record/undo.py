"""Taking back a revision: what it changed is as it was before, as long as nothing later builds on it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from sqlite_utils import Database

from data.dossier.schema import Dossier
from data.errors import DossierError
from data.migrations import ENTITY, RECORD, key
from data.record import amend
from data.record.apply import bases, lay, replace
from data.record.rows import Row

_SAID = ("declarations", "amendments")
"""What dossiers say, from which the rest follows."""


def take_back(db: Database, number: int, dossier: Dossier, revision: int) -> None:
    """Make revision `number` the one that undoes `revision`. Raises DossierError, naming what builds on it."""
    _refuse(dossier, _standing(db, number, revision))
    things, changed = touched(db, revision), _declared(db, revision)
    before = bases(db, things & changed, revision - 1)
    said = bases(db, things - changed) | before
    ended = {table: _rows(db, table, "began", revision) for table in _SAID}
    begun = {table: _rows(db, table, "ended", revision) for table in _SAID}
    replace(db, number, ended, begun)
    kept = _still(db, changed)
    # What another dossier says as well goes on as it is.
    lay(db, number, {id_: rows for id_, rows in said.items() if rows or id_ not in kept})
    _refuse(dossier, [*_clashing(db, changed), *_naming(db, changed - kept), *_missing(db, number)])


def _refuse(dossier: Dossier, reasons: Sequence[str]) -> None:
    if reasons:
        origin = dossier.origin()
        raise DossierError(origin.fault(("undoes",), each, key=True) for each in reasons)


def _standing(db: Database, number: int, revision: int) -> list[str]:
    """Say why a revision cannot be taken back as things stand."""
    sql = """
        SELECT kind, revision, began FROM amendments
        WHERE began = :n OR (revision = :n AND began < :number AND ended IS NULL)
    """
    for kind, undone, began in db.execute(sql, {"n": revision, "number": number}):
        if undone == revision:
            return [f"revision {revision} is taken back already, by revision {began}"]
        if kind == "redaction":
            return [f"revision {revision} redacted something, and what is redacted is gone"]
    found = _later(db, revision)
    if revision >= number or not (found or touched(db, revision)):
        return [f"revision {revision} is not on record, or changed nothing"]
    return [f"revision {each} changed {found[each]} after it; take that back first" for each in sorted(found)[::-1]]


def _later(db: Database, revision: int) -> dict[int, str]:
    """Give the later revisions that changed rows which this one had changed, each with one such thing."""
    found: dict[int, str] = {}
    for table in (name for name in RECORD if name != "originals"):
        same = " AND ".join(f"l.{name} = r.{name}" for name in key(RECORD[table]))
        sql = f"""
            SELECT l.began, l.ended, l.id FROM {table} r JOIN {table} l ON {same}
            WHERE (r.began = :n OR r.ended = :n) AND (l.began > :n OR l.ended > :n)
        """  # noqa: S608  # this package's own tables
        for began, ended, id_ in db.execute(sql, {"n": revision}):
            found |= {each: id_ for each in (began, ended) if each is not None and each > revision}
    return found


def _still(db: Database, ids: Collection[str]) -> set[str]:
    sql = "SELECT id FROM declarations WHERE ended IS NULL AND id IN (SELECT value FROM json_each(?))"
    return {id_ for (id_,) in db.execute(sql, (json.dumps(sorted(ids)),))}


def _clashing(db: Database, ids: Collection[str]) -> Iterator[str]:
    sql = """
        SELECT id, max(began) FROM declarations WHERE ended IS NULL AND id IN (SELECT value FROM json_each(?))
        GROUP BY id HAVING count(DISTINCT digest) > 1 ORDER BY id
    """
    for id_, _ in db.execute(sql, (json.dumps(sorted(ids)),)):
        yield f"{id_} is declared by another dossier since, as it is now; take that back first"


def _naming(db: Database, gone: Collection[str]) -> Iterator[str]:
    for table, column in _references():
        sql = f"""
            SELECT id, {column}, began FROM {table} WHERE ended IS NULL
            AND {column} IN (SELECT value FROM json_each(?)) ORDER BY id
        """  # noqa: S608  # this package's own tables
        for id_, target, began in db.execute(sql, (json.dumps(sorted(gone)),)):
            yield f"revision {began} builds on it: {id_} names {target}; take that back first"


def _missing(db: Database, number: int) -> Iterator[str]:
    """Give what comes back and names what is there no more."""
    for table, column in _references():
        sql = f"""
            SELECT id, {column} FROM {table} r WHERE began = ? AND instr({column}, '/') = 0 AND NOT EXISTS
            (SELECT 1 FROM declarations d WHERE d.id = r.{column} AND d.ended IS NULL) ORDER BY id
        """  # noqa: S608  # the same
        for id_, target in db.execute(sql, (number,)):
            yield f"{id_} would name {target}, which is no longer declared"


def _references() -> Iterator[tuple[str, str]]:
    for table, columns in RECORD.items():
        yield from ((table, name) for name, kind in columns.items() if kind.startswith(ENTITY))


def rows_at(db: Database, ids: Collection[str], at: int) -> Iterator[tuple[str, str, Row]]:
    """Give the rows that held for things at a revision: the table, whose it is, and the row."""
    for id_, placed in bases(db, ids, at, laid_over=True).items():
        yield from ((table, id_, row) for table, row in placed)


def touched(db: Database, revision: int) -> set[str]:
    """Give the things whose rows a revision began or ended."""
    found = set[str]()
    for table in (name for name in RECORD if name != "originals"):
        owner = "within" if "within" in RECORD[table] else "id"
        sql = f"SELECT DISTINCT {owner} FROM {table} WHERE began = :n OR ended = :n"  # noqa: S608  # the same
        found |= {id_ for (id_,) in db.execute(sql, {"n": revision})}
    sql = "SELECT of FROM amendments WHERE (began = :n OR ended = :n) AND kind IN ('preference', 'retraction')"
    ordered = [of for (of,) in db.execute(sql, {"n": revision})]
    return found.union(*(amend.beside(db, of) for of in ordered))


def _declared(db: Database, revision: int) -> set[str]:
    sql = "SELECT DISTINCT id FROM declarations WHERE began = :n OR ended = :n"
    return {id_ for (id_,) in db.execute(sql, {"n": revision})}


def _rows(db: Database, table: str, column: str, revision: int) -> set[Row]:
    columns = ", ".join(("id", *RECORD[table]))
    holding = "AND ended IS NULL" if column == "began" else ""
    sql = f"SELECT {columns} FROM {table} WHERE {column} = ? {holding}"  # noqa: S608  # the same
    return set(db.execute(sql, (revision,)).fetchall())
