"""What is due in chats, and who is at it: the statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from data.desk.statements import stamp
from data.desk.values import LOUD, Delivery, Kind
from data.sql import Sql

COLUMNS = "chat, revision, kind, subject, due, id, state, attempts, message, why, silent, because"

_HELD = "id = ? AND holder = ? AND state = 'leased'"


def enqueue(db: Sql, deliveries: Iterable[Delivery]) -> int:
    """Add what is due and give how many are new."""
    sql = """
        INSERT INTO outbox (platform, chat, revision, kind, subject, due, silent, because, state, attempts)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'due', 0) ON CONFLICT DO NOTHING
    """
    return sum(
        db.execute(
            sql,
            (
                *(each.platform, each.chat, each.revision, each.kind, each.subject),
                *(stamp(each.due), int(each.silent), because(each)),
            ),
        ).rowcount
        for each in deliveries
    )


def due(db: Sql, platform: str, at: datetime, limit: int) -> tuple[Delivery, ...]:
    """Give what is due and nobody has taken."""
    sql = f"""
        SELECT {COLUMNS} FROM outbox WHERE platform = ? AND state = 'due' AND due <= ? ORDER BY due, id LIMIT ?
    """  # noqa: S608  # constants
    return tuple(delivery(row) for row in db.execute(sql, (platform, stamp(at), limit)))


def gather(db: Sql, id_: int, holder: str, *, at: datetime, known: int, more: bool) -> tuple[Delivery, ...]:
    """Give all that one message tells: this delivery, what was merged into it before, and what is due beside it."""
    held = f"SELECT platform, chat, kind, subject FROM outbox WHERE {_HELD}"  # noqa: S608  # constants
    row = db.execute(held, (id_, holder)).fetchone()
    if row is None:
        return ()
    platform, chat, kind, subject = row
    kinds = "('notice', 'digest')" if kind in _TOLD else f"('{kind}') AND subject = :subject"
    if more:
        db.execute(
            f"""UPDATE outbox SET state = 'merged', carrier = :id, ended = :at WHERE platform = :platform
            AND chat = :chat AND kind IN {kinds} AND state = 'due' AND due <= :at AND revision <= :known
            AND id <> :id""",  # noqa: S608  # constants
            {"id": id_, "at": stamp(at), "known": known, "platform": platform, "chat": chat, "subject": subject},
        )
    sql = f"SELECT {COLUMNS} FROM outbox WHERE id = ? OR carrier = ? ORDER BY revision"  # noqa: S608  # constants
    return tuple(delivery(each) for each in db.execute(sql, (id_, id_)))


def because(of: Delivery) -> str:
    """Give the watches that brought a delivery as they are kept."""
    return " ".join(f"{subject}={LOUD.index(loud) + 1}" for subject, loud in of.because)


_TOLD: tuple[Kind, ...] = ("notice", "digest")


def delivery(row: Sequence[Any]) -> Delivery:
    """Give a row of COLUMNS as a value."""
    chat, revision, kind, subject, due_, id_, state, attempts, message, why, silent, reasons = row
    pairs = (each.rpartition("=") for each in reasons.split())
    return Delivery(
        *(chat, revision, kind, subject, datetime.fromisoformat(due_), id_, state, attempts, message, why),
        silent=bool(silent),
        because=tuple((subject, LOUD[int(level) - 1]) for subject, _, level in pairs),
    )
