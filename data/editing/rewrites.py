"""What an update may not do to what is on record: rewrite it, drop it, or step off the status ladder.

An update is newer, or from another source, and so a thing of its own. That what we showed was wrong is said by a
correction or a retraction, and the messages that showed it are put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from data.dossier import Dossier
from data.dossier.schema import SECTIONS
from data.editing.ladder import step
from data.errors import Fault
from data.migrations import RECORD, key
from data.record.amend import cell, owner
from data.record.apply import bases, declared_by
from data.record.rows import Placed, Row, things

FIXED = {
    "tables": ("subject", "measure", "unit", "as_of", "source", "via"),
    "figures": ("value", "side"),
    "quotes": ("text", "speaker", "speaker_source", "kind", "source", "via", "date"),
    "claims": ("claimant", "claimant_source", "text", "words", "kind", "source", "via", "date"),
    "responses": ("by", "text", "words", "source", "date"),
    "findings": ("by", "text", "outcome", "words", "source", "date"),
    "schedules": ("of", "date", "source", "via"),
    "outcomes": ("of", "result", "who", "source", "via", "date"),
}
"""What of a thing stays as it was said. What is unknown (null) of a figure stays so too: who knows it now says so now.

Of a claim or a quotation an unknown word, day or source may be added.
"""

_SECTION = {kind: section for section, kind in SECTIONS.items()}


def faults(db: Database, dossier: Dossier) -> Iterator[Fault]:
    """Give a fault for everything on record that an update would say otherwise or no more."""
    if dossier.kind != "update":
        return
    origin = dossier.origin()
    declared = {id_: (kind, set(placed)) for id_, kind, placed in things(dossier)}
    known = {*declared, *declared_by(db, dossier.dossier)}
    shown = _held(db, known)
    for id_, before in bases(db, known).items():
        kind, now = declared.get(id_, (None, set[Placed]()))
        section = _SECTION[kind] if kind else ""
        for table, was, is_ in _pairs(before, now):
            if table in FIXED and was is not None:
                path = _path(section, id_, table, was)
                also = next((row for at, row in shown.get(id_, ()) if (at, row[0]) == (table, was[0])), None)
                message = _message(table, was, is_, also)
                if message is not None:
                    yield origin.fault(path if is_ is not None or kind else (), message)
            if was is not None and is_ is not None and "status" in RECORD[table]:
                wrong = step(table, str(cell(table, was, "status")), str(cell(table, is_, "status")))
                if wrong is not None:
                    yield origin.fault((section, id_, "status"), wrong)


def _held(db: Database, ids: Iterable[str]) -> dict[str, set[Placed]]:
    return bases(db, set(ids), laid_over=True)


def _pairs(before: set[Placed], now: set[Placed]) -> Iterator[tuple[str, Row | None, Row | None]]:
    was, is_ = ({_key(placed): placed[1] for placed in rows} for rows in (before, now))
    for each in sorted(was.keys() | is_.keys(), key=repr):
        yield str(each[0]), was.get(each), is_.get(each)


def _key(placed: Placed) -> tuple[str | int | None, ...]:
    table, row = placed
    columns = ("id", *RECORD[table])
    return (table, *(row[columns.index(name)] for name in key(RECORD[table])))


def _path(section: str, id_: str, table: str, row: Row) -> tuple[str | int, ...]:
    if table == "figures":
        return (section, id_, "figures", str(row[0]).partition("/")[2], "value")
    return (section, id_)


def _message(table: str, was: Row, now: Row | None, shown: Row | None) -> str | None:
    """Say what an update would rewrite; what is said as it was said, or as it was corrected since, is nothing new."""
    id_ = str(was[0])
    if now is None:
        return None if table in {"responses", "findings"} and owner(id_) == id_ else f"drops {id_}; use /retract"
    for column in FIXED[table]:
        before, after = cell(table, was, column), cell(table, now, column)
        put_right = cell(table, shown, column) if shown is not None else before
        if after not in {before, put_right} and (before is not None or table == "figures"):
            told = "null" if before is None else before
            return f"{id_} says {column} {told}; an update is a new id, and /correct says that what we showed was wrong"
    return None
