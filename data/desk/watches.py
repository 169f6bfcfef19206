"""What chats follow: the statements."""

from __future__ import annotations

from datetime import datetime

from data.desk.statements import stamp
from data.desk.values import LOUD, Watch
from data.sql import Sql


def add(db: Sql, watch: Watch, limit: int) -> bool:
    """Keep a watch, if there is room."""
    sql = """
        INSERT INTO watches (chat, subject, level, at) SELECT :chat, :subject, :level, :at
        WHERE (SELECT count(*) FROM watches WHERE chat = :chat AND subject <> :subject) < :limit
        ON CONFLICT (chat, subject) DO UPDATE SET level = excluded.level
    """
    values = {"chat": watch.chat, "subject": watch.subject, "level": LOUD.index(watch.loud) + 1}
    return bool(db.execute(sql, values | {"at": stamp(watch.at), "limit": limit}).rowcount)


def drop(db: Sql, chat: str, subject: str) -> bool:
    """Drop a watch."""
    return bool(db.execute("DELETE FROM watches WHERE chat = ? AND subject = ?", (chat, subject)).rowcount)


def of(db: Sql, chat: str) -> tuple[Watch, ...]:
    """Give what a chat follows."""
    rows = db.execute("SELECT chat, subject, level, at FROM watches WHERE chat = ? ORDER BY at, id", (chat,))
    return tuple(Watch(id_, subject, LOUD[level - 1], datetime.fromisoformat(at)) for id_, subject, level, at in rows)
