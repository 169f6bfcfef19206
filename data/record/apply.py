"""Applying a revision to the record: the same revisions in the same order give the same rows, to the last one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from sqlite_utils import Database

from data.dossier import references
from data.dossier.positions import Origin
from data.dossier.schema import Dossier
from data.errors import MAX_FAULTS, DossierError, Fault
from data.migrations import ENTITY, RECORD, key
from data.record import amend, fields, targets
from data.record.rows import Cell, Placed, Row, digest, things

Rows = dict[str, set[Row]]


def apply(db: Database, number: int, dossier: Dossier) -> None:
    """Make revision `number` of the record: what this dossier says from now on, and no longer what it said before.

    Rows that stay the same stay untouched. Runs inside a transaction of the caller's, and raises DossierError, naming
    every fault, when the dossier does not fit what the others say.
    """
    origin = dossier.origin()
    declared = {id_: (kind, placed) for id_, kind, placed in things(dossier)}
    digests = {id_: digest(placed) for id_, (_, placed) in declared.items()}
    before = declared_by(db, dossier.dossier)
    touched = {id_ for id_ in before.keys() | digests.keys() if before.get(id_) != digests.get(id_)}
    others = _other_digests(db, dossier.dossier, touched)
    gone = before.keys() - digests.keys()
    _refuse(
        [
            *_unknown(db, dossier, origin),
            *_clashes(db, dossier, digests, others, origin),
            *_unsaid(db, touched & before.keys(), origin),
            *targets.faults(db, dossier, origin),
        ]
    )

    _name_entities(db, declared, fields.candidates(db, {each.of for each in dossier.corrections.values()}))
    fresh = touched - others.keys()
    lay(db, number, {id_: set(declared[id_][1]) if id_ in declared else set() for id_ in fresh})
    said = {("declarations", (id_, dossier.dossier, hash_)) for id_, hash_ in digests.items() if id_ in touched}
    held: set[Row] = {(id_, dossier.dossier, hash_) for id_, hash_ in before.items() if id_ in touched}
    replace(db, number, {"declarations": held}, grouped([said]))
    amended = amend.touched(db, dossier)
    lay(db, number, bases(db, amended))
    _refuse(_orphans(db, gone, origin))


def _unsaid(db: Database, ids: Collection[str], origin: Origin) -> Iterator[Fault]:
    """Give a fault for every amendment that its dossier would say otherwise or no more: that takes an undo."""
    sql = (
        "SELECT DISTINCT id FROM amendments WHERE id IN (SELECT value FROM json_each(?)) AND ended IS NULL ORDER BY id"
    )
    for (id_,) in db.execute(sql, (json.dumps(sorted(ids)),)):
        yield origin.fault((), f"no longer says {id_} as it did; an amendment stays until its revision is undone")


def lay(db: Database, number: int, said: Mapping[str, set[Placed]]) -> None:
    """Make the rows of things what their dossiers say of them, with what stands about them laid over it.

    Where that makes other rows of them, what was said is kept beside, so that it can come back.
    """
    standing, chosen = amend.standing(db, said), amend.preferred(db)
    rows, originals = list[set[Placed]](), set[Row]()
    for id_, base in said.items():
        over = amend.laid(base, standing.get(id_, ()), chosen)
        rows.append(over)
        if over != base:
            originals.add((id_, json.dumps(sorted(base, key=repr), ensure_ascii=False)))
    held = _held(db, said)
    replace(db, number, held, grouped(rows) | {"originals": originals})


def bases(
    db: Database, ids: Collection[str], at: int | None = None, *, laid_over: bool = False
) -> dict[str, set[Placed]]:
    """Give what the dossiers say of these things, now or as it was at a revision.

    That is without what stands about them, or with it, `laid_over`.
    """
    held = _held(db, ids, at)
    originals = held.pop("originals")
    kept = {str(id_): {_placed(each) for each in json.loads(str(rows))} for id_, rows in originals if not laid_over}
    found: dict[str, set[Placed]] = {id_: set() for id_ in ids}
    for table, rows in held.items():
        for row in rows:
            found[amend.owner(str(row[0]))].add((table, row))
    return found | kept


def _placed(each: tuple[str, list[Cell]]) -> Placed:
    return each[0], tuple(each[1])


def _refuse(faults: Collection[Fault]) -> None:
    if faults:
        raise DossierError(faults)


def declared_by(db: Database, dossier: str) -> dict[str, str]:
    """Give what a dossier declares now: each id, with the digest of what it says."""
    sql = "SELECT id, digest FROM declarations WHERE dossier = ? AND ended IS NULL"
    return dict(db.execute(sql, (dossier,)).fetchall())


def _other_digests(db: Database, dossier: str, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    sql = """
        SELECT id, digest, dossier FROM declarations
        WHERE ended IS NULL AND dossier <> ? AND id IN (SELECT value FROM json_each(?))
    """
    return {id_: (hash_, by) for id_, hash_, by in db.execute(sql, (dossier, json.dumps(sorted(ids))))}


def _unknown(db: Database, dossier: Dossier, origin: Origin) -> Iterator[Fault]:
    # Only a quotation refers to a quotation, nothing to a figure, and of them there may be a million.
    sql = """
        SELECT id, kind FROM entities JOIN declarations USING (id)
        WHERE ended IS NULL AND dossier <> ? AND kind NOT IN ('quote', 'figure')
    """
    known = dict(db.execute(sql, (dossier.dossier,)).fetchall()) | _rendered(db, dossier)
    yield from islice(references.check(dossier, references.declared(dossier), known, origin), MAX_FAULTS)


def _rendered(db: Database, dossier: Dossier) -> dict[str, str]:
    """Give the quotations of other dossiers that this one's translate, with their kind."""
    sql = """
        SELECT DISTINCT id, kind FROM entities JOIN declarations USING (id)
        WHERE ended IS NULL AND dossier <> ? AND id IN (SELECT value FROM json_each(?))
    """
    wanted = sorted({each.renders for each in dossier.quotes.values() if each.renders})
    return dict(db.execute(sql, (dossier.dossier, json.dumps(wanted))).fetchall()) if wanted else {}


def _clashes(
    db: Database,
    dossier: Dossier,
    digests: Mapping[str, str],
    others: Mapping[str, tuple[str, str]],
    origin: Origin,
) -> Iterator[Fault]:
    """Ids that another dossier uses otherwise, or that were something else once."""
    sections = references.sections(dossier)
    yield from references.repeated(sections, origin)
    sql = "SELECT id, kind FROM entities WHERE id IN (SELECT value FROM json_each(?))"
    kinds = dict(db.execute(sql, (json.dumps(sorted(digests)),)).fetchall())
    for id_, kind in references.declared(dossier).items():
        path = next((section, id_) for section, declared in sections.items() if id_ in declared)
        if kinds.get(id_, kind) != kind:
            yield origin.fault(path, f"was a {kinds[id_]}, and an id keeps its kind; choose another id", key=True)
        elif id_ in others and others[id_][0] != digests[id_]:
            by = others[id_][1]
            yield origin.fault(path, f"is declared otherwise in {by}; change it there, or choose another id", key=True)


def _name_entities(
    db: Database, declared: Mapping[str, tuple[str, tuple[Placed, ...]]], candidates: Mapping[str, str]
) -> None:
    entities = {**candidates, **{id_: kind for id_, (kind, _) in declared.items()}}
    for _, placed in declared.values():
        entities |= {str(row[0]): "figure" for table, row in placed if table == "figures"}
    db.conn.executemany(
        "INSERT INTO entities (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING", sorted(entities.items())
    )


def grouped(placed: Collection[Collection[Placed]] | Iterator[Collection[Placed]]) -> Rows:
    """Give the rows by their tables."""
    grouped: Rows = defaultdict(set)
    for each in placed:
        for table, row in each:
            grouped[table].add(row)
    return grouped


def _held(db: Database, ids: Collection[str], at: int | None = None) -> Rows:
    """Give the rows that hold for these things, now or at a revision."""
    holds = "ended IS NULL" if at is None else "began <= :at AND (ended IS NULL OR ended > :at)"
    wanted = {"ids": json.dumps(sorted(ids)), "at": at}
    held: Rows = {}
    for table, columns in RECORD.items():
        if table != "declarations":
            owner = "within" if "within" in columns else "id"
            sql = (
                f"SELECT id, {', '.join(columns)} FROM {table} "  # noqa: S608  # names of this package's own tables
                f"WHERE {holds} AND {owner} IN (SELECT value FROM json_each(:ids))"
            )
            held[table] = set(db.execute(sql, wanted).fetchall())
    return held


def replace(db: Database, number: int, held: Rows, said: Rows) -> None:
    """End the rows that are no longer said and begin those that are new; table by table, in a settled order."""
    for table, columns in RECORD.items():
        old, new = held.get(table, set()), said.get(table, set())
        where = " AND ".join(f"{name} = ?" for name in key(columns))
        places = [("id", *columns).index(name) for name in key(columns)]
        ended = [(number, *(row[place] for place in places)) for row in sorted(old - new, key=repr)]
        end = f"UPDATE {table} SET ended = ? WHERE ended IS NULL AND {where}"  # noqa: S608  # this package's own names
        db.conn.executemany(end, ended)
        marks = ", ".join("?" * (len(columns) + 2))
        begin = f"INSERT INTO {table} (id, {', '.join(columns)}, began) VALUES ({marks})"  # noqa: S608  # the same
        db.conn.executemany(begin, [(*row, number) for row in sorted(new - old, key=repr)])


def _orphans(db: Database, gone: Collection[str], origin: Origin) -> list[Fault]:
    """Give a fault for everything that still names a thing nobody declares any more."""
    faults = []
    for table, columns in RECORD.items():
        for column in (name for name, kind in columns.items() if kind.startswith(ENTITY)):
            sql = (
                f"SELECT id, {column} FROM {table} "  # noqa: S608  # names of this package's own tables
                f"WHERE ended IS NULL AND {column} IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
                f"(SELECT 1 FROM declarations d WHERE d.id = {column} AND d.ended IS NULL)"
            )
            for id_, target in db.execute(sql, (json.dumps(sorted(gone)),)):
                faults.append(origin.fault((), f"no longer declares {target}, which {id_} still names; keep it"))
    return faults
