"""What somebody means to publish: the statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from data.desk.statements import stamp
from data.desk.values import Draft
from data.sql import Sql

_DRAFT = "SELECT id, editor, role, request, content, head, state, at, expires, silent, revision FROM previews"


def save(db: Sql, draft: Draft) -> None:
    """Keep a draft as it is now."""
    sql = """
        INSERT INTO previews (id, editor, role, request, content, head, state, at, expires, silent, revision)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
            head = excluded.head, state = excluded.state, expires = excluded.expires, silent = excluded.silent,
            revision = excluded.revision
    """
    whose = (draft.id, draft.editor, draft.role, draft.request, draft.content, draft.head, draft.state)
    db.execute(sql, (*whose, stamp(draft.at), stamp(draft.expires), int(draft.silent), draft.revision))


def draft(db: Sql, id_: str) -> Draft | None:
    """Give a draft by its id."""
    return _one(db, "id", id_)


def asked(db: Sql, request: str) -> Draft | None:
    """Give the draft that was proposed with this request."""
    return _one(db, "request", request)


def standing(db: Sql, editor: str | None = None) -> tuple[Draft, ...]:
    """Give what is open or waiting, of somebody or of everybody, oldest first."""
    whose = "" if editor is None else "AND editor = :editor"
    sql = f"{_DRAFT} WHERE state IN ('open', 'waiting') {whose} ORDER BY at, id"
    return tuple(_draft(row) for row in db.execute(sql, {"editor": editor}))


def sweep(db: Sql, before: datetime) -> None:
    """Drop what expired before a moment, published or not; revisions know on their own what they were asked with."""
    db.execute("DELETE FROM previews WHERE expires < ?", (stamp(before),))


def _one(db: Sql, column: str, value: str) -> Draft | None:
    row = db.execute(f"{_DRAFT} WHERE {column} = ?", (value,)).fetchone()
    return None if row is None else _draft(row)


def _draft(row: Sequence[Any]) -> Draft:
    id_, editor, role, request, content, head, state, at, expires, silent, revision = row
    until = datetime.fromisoformat(expires)
    moment = datetime.fromisoformat(at)
    return Draft(id_, editor, role, request, content, head, state, moment, until, bool(silent), revision)
