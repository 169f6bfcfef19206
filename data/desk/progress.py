"""How far what is due has come: the statements."""

from __future__ import annotations

from data.desk.outbox import COLUMNS, delivery
from data.desk.values import Count, Delivery
from data.sql import Sql


def counts(db: Sql, revision: int) -> tuple[Count, ...]:
    """Give how many deliveries of a revision stand how, by platform, kind and state."""
    sql = """
        SELECT platform, kind, state, count(*) FROM outbox WHERE revision = ?
        GROUP BY platform, kind, state ORDER BY platform, kind, state
    """
    return tuple(Count(*row) for row in db.execute(sql, (revision,)))


def waiting(db: Sql, platform: str) -> int:
    """Give how many deliveries of a platform have not ended."""
    sql = "SELECT count(*) FROM outbox WHERE platform = ? AND state IN ('due', 'leased')"
    number: int = db.execute(sql, (platform,)).fetchone()[0]
    return number


def revisions(db: Sql, limit: int) -> tuple[int, ...]:
    """Give the newest revisions that anything was due for, newest first."""
    sql = "SELECT DISTINCT revision FROM outbox ORDER BY revision DESC LIMIT ?"
    return tuple(number for (number,) in db.execute(sql, (limit,)))


def troubled(db: Sql, revision: int, limit: int) -> tuple[Delivery, ...]:
    """Give the deliveries of a revision that did not reach their chat, or not yet though tried, with why."""
    sql = f"""
        SELECT {COLUMNS} FROM outbox WHERE revision = ?
        AND (state IN ('failed', 'gone', 'refused') OR state IN ('due', 'leased') AND why IS NOT NULL)
        ORDER BY id LIMIT ?
    """  # noqa: S608  # constants
    return tuple(delivery(row) for row in db.execute(sql, (revision, limit)))


_TOLD = COLUMNS.replace("message", "coalesce(message, (SELECT c.message FROM outbox c WHERE c.id = o.carrier))")


def told(db: Sql, chat: str, revision: int | None, message: str | None, limit: int) -> tuple[Delivery, ...]:
    """Give what a chat got unasked, newest first, with the message that told it."""
    sql = f"""
        SELECT {_TOLD} FROM outbox AS o WHERE chat = :chat AND kind <> 'send'
        AND (CAST(:revision AS BIGINT) IS NULL OR revision = :revision)
        AND (state = 'sent' AND (CAST(:message AS TEXT) IS NULL OR message = :message) OR state = 'merged' AND EXISTS (
            SELECT 1 FROM outbox c WHERE c.id = o.carrier AND c.state = 'sent'
            AND (CAST(:message AS TEXT) IS NULL OR c.message = :message)
        )) ORDER BY revision DESC, id DESC LIMIT :limit
    """  # noqa: S608  # constants
    values = {"chat": chat, "revision": revision, "message": message, "limit": limit}
    return tuple(delivery(row) for row in db.execute(sql, values))
