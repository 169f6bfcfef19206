"""What is due in chats, and who is at it: the statements for SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from data.desk.statements import stamp
from data.desk.values import Delivery, Settled

_COLUMNS = "chat, revision, kind, subject, due, id, state, attempts, message, why"

_FREE = "platform = :platform AND (state = 'due' AND due <= :at OR state = 'leased' AND until <= :at)"


def enqueue(db: Database, deliveries: Iterable[Delivery]) -> int:
    """Add what is due and give how many are new."""
    sql = """
        INSERT INTO outbox (platform, chat, revision, kind, subject, due, state, attempts)
        VALUES (?, ?, ?, ?, ?, ?, 'due', 0) ON CONFLICT DO NOTHING
    """
    return sum(
        db.execute(
            sql, (each.chat.partition(":")[0], each.chat, each.revision, each.kind, each.subject, stamp(each.due))
        ).rowcount
        for each in deliveries
    )


def due(db: Database, platform: str, at: datetime, limit: int) -> tuple[Delivery, ...]:
    """Give what is due and nobody holds."""
    sql = f"SELECT {_COLUMNS} FROM outbox WHERE {_FREE} ORDER BY due, id LIMIT :limit"  # noqa: S608  # constants
    found = db.execute(sql, {"platform": platform, "at": stamp(at), "limit": limit})
    return tuple(_delivery(row) for row in found)


def lease(
    db: Database, platform: str, holder: str, *, at: datetime, until: datetime, limit: int
) -> tuple[Delivery, ...]:
    """Take what is due for a holder."""
    free = f"SELECT id FROM outbox WHERE {_FREE} ORDER BY due, id LIMIT :limit"  # noqa: S608  # constants
    sql = f"""
        UPDATE outbox SET state = 'leased', holder = :holder, until = :until, attempts = attempts + 1
        WHERE id IN ({free}) RETURNING {_COLUMNS}
    """  # noqa: S608  # constants
    values = {"platform": platform, "holder": holder, "at": stamp(at), "until": stamp(until), "limit": limit}
    taken = (_delivery(row) for row in db.execute(sql, values).fetchall())
    return tuple(sorted(taken, key=lambda each: (each.due, each.id)))


def settle(db: Database, id_: int, holder: str, state: Settled, *, message: str | None, why: str | None) -> bool:
    """Say how a delivery ended, if this holder has it."""
    sql = """
        UPDATE outbox SET state = ?, message = ?, why = ?, until = NULL WHERE id = ? AND holder = ? AND state = 'leased'
    """
    return bool(db.execute(sql, (state, message, why, id_, holder)).rowcount)


def postpone(db: Database, id_: int, holder: str, due: datetime, why: str) -> bool:
    """Make a delivery due again, if this holder has it."""
    sql = """
        UPDATE outbox SET state = 'due', due = ?, why = ?, holder = NULL, until = NULL
        WHERE id = ? AND holder = ? AND state = 'leased'
    """
    return bool(db.execute(sql, (stamp(due), why, id_, holder)).rowcount)


def _delivery(row: Sequence[Any]) -> Delivery:
    chat, revision, kind, subject, due_, id_, state, attempts, message, why = row
    return Delivery(chat, revision, kind, subject, datetime.fromisoformat(due_), id_, state, attempts, message, why)
