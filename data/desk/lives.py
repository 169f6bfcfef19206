"""Messages that are kept up to date: the statements."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from data.desk.statements import stamp
from data.sql import Sql


@dataclass(frozen=True, slots=True)
class LiveCard:
    """A message that answers `line` anew as the record changes, until `until`; then it shows the answer to `final`.

    `ticking` ones change while the record does not, `pin` is one that is yet to be pinned. It was last looked at with
    `revision`, and what it shows then is told by `shown`, a digest. One that one person alone sees is reached `through`
    something that lasts until then.
    """

    chat: str
    message: str
    medium: str
    line: str
    final: str
    language: str
    timezone: str
    until: datetime
    ticking: bool = False
    pin: bool = False
    revision: int = 0
    shown: str = ""
    through: str = ""


_COLUMNS = ", ".join(field.name for field in fields(LiveCard))


def start(db: Sql, card: LiveCard) -> None:
    """Keep a message up to date from now on, in place of older ones of its chat that answer the same line.

    What one person alone sees stands beside those.
    """
    older = "DELETE FROM lives WHERE chat = ? AND line = ? AND message <> ? AND through = '' AND ? = ''"
    db.execute(older, (card.chat, card.line, card.message, card.through))
    marks = ", ".join("?" for _ in fields(LiveCard))
    sql = f"""INSERT INTO lives ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (chat, message) DO UPDATE SET
        medium = excluded.medium, line = excluded.line, final = excluded.final, language = excluded.language,
        timezone = excluded.timezone, ticking = excluded.ticking, through = excluded.through,
        until = CASE WHEN excluded.through = '' THEN lives.until ELSE excluded.until END"""  # noqa: S608  # constants
    given = {field.name: getattr(card, field.name) for field in fields(card)}
    db.execute(sql, list((given | {"until": stamp(card.until)}).values()))


def stale(db: Sql, platform: str, head: int, at: datetime) -> tuple[LiveCard, ...]:
    """Give the messages of a platform that may show something else by now, those looked at the longest ago first."""
    sql = f"""
        SELECT {_COLUMNS} FROM lives WHERE chat LIKE ?
        AND (revision < ? OR ticking = 1 OR pin = 1 OR until <= ?) ORDER BY revision, chat, message
    """  # noqa: S608  # constants
    found = db.execute(sql, (f"{platform}:%", head, stamp(at))).fetchall()
    return tuple(_card(*row) for row in found)


def looked(db: Sql, chat: str, message: str, revision: int, shown: str) -> None:
    """Keep what a message shows with a revision; whatever was to be pinned was tried."""
    sql = "UPDATE lives SET revision = ?, shown = ?, pin = 0 WHERE chat = ? AND message = ?"
    db.execute(sql, (revision, shown, chat, message))


def end(db: Sql, chat: str, message: str) -> None:
    """Keep a message up to date no longer."""
    db.execute("DELETE FROM lives WHERE chat = ? AND message = ?", (chat, message))


def is_live(db: Sql, chat: str, message: str) -> bool:
    """Give whether a message is kept up to date."""
    sql = "SELECT 1 FROM lives WHERE chat = ? AND message = ?"
    return db.execute(sql, (chat, message)).fetchone() is not None


def _card(*row: Any) -> LiveCard:
    given = dict(zip((field.name for field in fields(LiveCard)), row, strict=True))
    given |= {"until": datetime.fromisoformat(given["until"])}
    return LiveCard(**given | {"ticking": bool(given["ticking"]), "pin": bool(given["pin"])})
