"""What was said about a thing since it came on record: corrected from what to what, retracted, redacted, and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from data.record import fields, sources
from data.record.reading import NOW, Clock, day, known
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment of a thing or figure (`of`): a correction, retraction, preference or redaction.

    Of a correction `field` went from `before` to `after` (None is unknown), and `mistake` is source or ours. `revision`
    is the one that brought it, `undone` the one that took it back. `date` is the day of a redaction.
    """

    of: str
    kind: str
    revision: int
    reason: str
    mistake: str | None
    field: str | None
    before: int | str | None
    after: int | str | None
    source: Source | None
    date: date | None
    undone: int | None


def of(db: Database, id_: str, clock: Clock = NOW) -> tuple[Amended, ...]:
    """Give what was said about a figure or thing, and of a figure about its table too, oldest first.

    That is up to the clock's revision; what was taken back since is among it.
    """
    sql = """
        SELECT of, kind, began, reason, mistake, field, value, source, date, ended FROM amendments
        WHERE of IN (?, ?) AND began <= ? ORDER BY began, id
    """
    found = db.execute(sql, (id_, id_.partition("/")[0], known(clock))).fetchall()
    return tuple(_amended(db, row) for row in found)


def made(db: Database, revision: int) -> tuple[Amended, ...]:
    """Give what a revision said about things, by id; nothing of one that takes another back."""
    sql = """
        SELECT of, kind, began, reason, mistake, field, value, source, date, ended FROM amendments
        WHERE began = ? AND kind <> 'undo' ORDER BY id
    """
    return tuple(_amended(db, row) for row in db.execute(sql, (revision,)).fetchall())


def redacted(db: Database, id_: str, clock: Clock = NOW) -> int | None:
    """Give the revision that redacted a figure or thing, or the table a figure is in; None when none did."""
    sql = """
        SELECT min(began) FROM amendments WHERE kind = 'redaction' AND of IN (?, ?) AND thing = ?
        AND began <= ? AND ended IS NULL
    """
    thing = id_.partition("/")[0]
    number: int | None = db.execute(sql, (id_, thing, thing, known(clock))).fetchone()[0]
    return number


def corrected(db: Database, id_: str, field: str, clock: Clock = NOW) -> bool:
    """Say whether a field of a thing was corrected."""
    sql = "SELECT 1 FROM amendments WHERE thing = ? AND of = ? AND field = ? AND began <= ? AND ended IS NULL"
    return db.execute(sql, (id_.partition("/")[0], id_, field, known(clock))).fetchone() is not None


def _amended(db: Database, row: Sequence[Any]) -> Amended:
    of_, kind, began, reason, mistake, field, value, source, on, ended = row
    return Amended(
        of=of_,
        kind=kind,
        revision=began,
        reason=reason,
        mistake=mistake,
        field=field,
        before=_before(db, of_, field, began) if kind == "correction" else None,
        after=None if value is None else json.loads(value),
        source=sources.get(db, source, NOW) if source else None,
        date=day(on),
        undone=ended,
    )


def _before(db: Database, of_: str, field: str, revision: int) -> int | str | None:
    """Give what stood in a field just before a revision."""
    found = fields.stands(db, of_, field, Clock(known=revision - 1))
    return found[0] if found else None
