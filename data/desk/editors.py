"""Who may change the record, and what was done: the statements."""

from __future__ import annotations

from datetime import datetime

from data.desk.statements import stamp
from data.desk.values import Editor, Entry
from data.sql import Sql


def grant(db: Sql, editor: Editor) -> None:
    """Let somebody edit, and write it down; who may already, in that very role, needs neither."""
    held = db.execute("SELECT 1 FROM editors WHERE editor = ? AND role = ?", (editor.id, editor.role)).fetchone()
    if held is not None:
        return
    sql = """
        INSERT INTO editors (editor, role, by, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (editor) DO UPDATE SET role = excluded.role, by = excluded.by, at = excluded.at
    """
    db.execute(sql, (editor.id, editor.role, editor.by, stamp(editor.at)))
    audit(db, Entry(0, editor.by, "grant", editor.id, editor.role, editor.at))


def revoke(db: Sql, editor: str, by: str, at: datetime) -> bool:
    """Let somebody edit no longer, and write it down; give whether they could."""
    found = db.execute("DELETE FROM editors WHERE editor = ? RETURNING role", (editor,)).fetchall()
    for (role,) in found:
        audit(db, Entry(0, by, "revoke", editor, role, at))
    return bool(found)


def editor(db: Sql, id_: str) -> Editor | None:
    """Give somebody who may edit."""
    row = db.execute("SELECT editor, role, by, at FROM editors WHERE editor = ?", (id_,)).fetchone()
    return None if row is None else Editor(row[0], row[1], row[2], datetime.fromisoformat(row[3]))


def editors(db: Sql) -> tuple[Editor, ...]:
    """Give all who may edit."""
    rows = db.execute("SELECT editor, role, by, at FROM editors ORDER BY editor")
    return tuple(Editor(id_, role, by, datetime.fromisoformat(at)) for id_, role, by, at in rows)


def audit(db: Sql, entry: Entry) -> None:
    """Write down what was done; its number is given here."""
    sql = "INSERT INTO audit (who, what, subject, detail, at) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (entry.who, entry.what, entry.subject, entry.detail, stamp(entry.at)))


def audited(db: Sql, limit: int) -> tuple[Entry, ...]:
    """Give what was done, newest first."""
    rows = db.execute("SELECT n, who, what, subject, detail, at FROM audit ORDER BY n DESC LIMIT ?", (limit,))
    return tuple(
        Entry(n, who, what, subject, detail, datetime.fromisoformat(at)) for n, who, what, subject, detail, at in rows
    )
