"""What is kept of a chat or a person, and forgetting it: the statements."""

from __future__ import annotations

from datetime import datetime

from data.desk.chats import PLACED, TOPICS, changed
from data.desk.values import Kept
from data.sql import Sql

FORGOTTEN = "forgotten"
"""Stands in place of somebody who asked to be forgotten."""

NAMING = (
    ("audit", "who"),
    ("audit", "subject"),
    ("editors", "by"),
    ("previews", "editor"),
    ("revisions", "author"),
    ("revisions", "approver"),
)
"""Where somebody is named in what stays."""

_MINE = f"(chat IN (:chat, :alone) OR {TOPICS})"
"""A chat with its topics; of a person on Discord also where they are alone with the bot (`discord:@7`)."""

_REMEMBERED = "(instr(':' || key || ':', ':' || :chat || ':') > 0 OR instr(':' || key, ':' || :chat || '/') > 0)"


def kept(db: Sql, id_: str) -> Kept:
    """Give what is kept of a chat with its topics, or of a person."""

    def count(sql: str) -> int:
        """Give how many rows `sql`, what follows FROM, finds of the person or chat."""
        number: int = db.execute(f"SELECT count(*) FROM {sql}", _values(id_)).fetchone()[0]  # noqa: S608  # constants
        return number

    oldest = db.execute(f"SELECT min(at) FROM postings WHERE {_MINE}", _values(id_)).fetchone()[0]  # noqa: S608  # the same
    role = db.execute("SELECT role FROM editors WHERE editor = ?", (id_,)).fetchone()
    return Kept(
        settings=bool(count(f"chats WHERE settings <> 'null' AND {_MINE}")),
        watches=count(f"watches WHERE {_MINE}"),
        postings=count(f"postings WHERE {_MINE}"),
        since=oldest and datetime.fromisoformat(oldest),
        deliveries=count(f"outbox WHERE {_MINE}"),
        role=role and role[0],
        done=count("audit WHERE who = :chat OR subject = :chat"),
        revisions=count("revisions WHERE author = :chat"),
        values=count(f"memory WHERE {_REMEMBERED}"),
    )


def forget(db: Sql, id_: str) -> None:
    """Delete every row of a chat or person, and take their name out of what stays."""
    mine = _values(id_)
    changed(db)
    for table in PLACED:
        db.execute(f"DELETE FROM {table} WHERE {_MINE}", mine)  # noqa: S608  # constants
    db.execute("DELETE FROM editors WHERE editor = :chat", mine)
    db.execute("DELETE FROM previews WHERE editor = :chat AND state <> 'published'", mine)
    db.execute(f"DELETE FROM memory WHERE {_REMEMBERED}", mine)  # noqa: S608  # the same
    db.execute("UPDATE audit SET detail = '' WHERE who = :chat OR subject = :chat", mine)
    for table, column in NAMING:
        sql = f"UPDATE {table} SET {column} = :forgotten WHERE {column} = :chat"  # noqa: S608  # this desk's own tables
        db.execute(sql, mine | {"forgotten": FORGOTTEN})


def _values(id_: str) -> dict[str, str]:
    return {"chat": id_, "alone": id_.replace(":", ":@", 1)}
