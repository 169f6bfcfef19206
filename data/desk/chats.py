"""Chats, and the cards posted in them: the statements for SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlite_utils import Database

from data.desk import plan
from data.desk.statements import stamp
from data.desk.values import Chat, Posting, Settings, Shown


def chat(db: Database, id_: str) -> Chat | None:
    """Give a chat."""
    row = db.execute("SELECT chat, since, state, settings FROM chats WHERE chat = ?", (id_,)).fetchone()
    if row is None:
        return None
    return Chat(row[0], datetime.fromisoformat(row[1]), row[2], _settings(json.loads(row[3])))


def save(db: Database, chat: Chat) -> None:
    """Keep a chat."""
    chosen = None if chat.settings is None else _plain(chat.settings)
    sql = """
        INSERT INTO chats (chat, since, state, settings) VALUES (?, ?, ?, ?)
        ON CONFLICT (chat) DO UPDATE SET state = excluded.state, settings = excluded.settings
    """
    db.execute(sql, (chat.id, stamp(chat.since), chat.state, json.dumps(chosen, ensure_ascii=False)))


def choose(db: Database, id_: str, changes: Mapping[str, object], at: datetime) -> Settings:
    """Change some of what holds in a chat, and give what holds then; a topic no longer goes with its group."""
    known, chosen = chat(db, id_), replace(settings(db, id_), **changes)  # type: ignore[arg-type]  # names of fields
    save(db, Chat(id_, known.since if known else at, known.state if known else "active", chosen))
    return chosen


PLACED = ("chats", "watches", "postings", "outbox", "lives")
"""The tables that name a chat under `chat`."""


def settings(db: Database, id_: str) -> Settings:
    """Give what holds in a chat: what it chose, else what the group chose that its topic is in."""
    for each in (id_, id_.partition("/")[0]):
        known = chat(db, each)
        if known is not None and known.settings is not None:
            return known.settings
    return Settings()


def join(db: Database, id_: str, at: datetime, within: Sequence[str] = ()) -> bool:
    """Keep that a chat is there (again), and give whether it was not; known places within it go with it."""
    known = chat(db, id_)
    if known is not None and known.state == "active":
        return False
    save(db, Chat(id_, known.since if known else at, "active", known.settings if known else None))
    db.execute(f"UPDATE chats SET state = 'active' WHERE {TOPICS}", {"chat": id_})  # noqa: S608  # a constant
    db.conn.executemany("UPDATE chats SET state = 'active' WHERE chat = ?", [(each,) for each in within])
    return True


def park(db: Database, id_: str, at: datetime, within: Sequence[str] = ()) -> None:
    """Keep that nothing goes to a chat, its topics and the known places within it."""
    known = chat(db, id_)
    save(db, Chat(id_, known.since if known else at, "parked", known.settings if known else None))
    db.execute(f"UPDATE chats SET state = 'parked' WHERE {TOPICS}", {"chat": id_})  # noqa: S608  # a constant
    gone = f"UPDATE outbox SET state = 'gone', ended = :at WHERE state = 'due' AND (chat = :chat OR {TOPICS})"  # noqa: S608  # the same
    db.execute(gone, {"chat": id_, "at": stamp(at)})
    for each in within:
        db.execute("UPDATE chats SET state = 'parked' WHERE chat = ?", (each,))
        db.execute(gone, {"chat": each, "at": stamp(at)})


def move(db: Database, old: str, new: str) -> None:
    """Carry everything of a chat and its topics over to another id; what the new one has already is kept."""
    for table in PLACED:
        sql = f"""UPDATE OR IGNORE {table} SET chat = :new || substr(chat, length(:chat) + 1)
            WHERE chat = :chat OR {TOPICS}"""  # noqa: S608  # this desk's own tables
        db.execute(sql, {"chat": old, "new": new})
        db.execute(f"DELETE FROM {table} WHERE chat = :chat OR {TOPICS}", {"chat": old})  # noqa: S608  # the same


TOPICS = "substr(chat, 1, length(:chat) + 1) = :chat || '/'"


_POSTING = "SELECT id, chat, message, medium, line, page, as_of, language, timezone, revision, at FROM postings"


def post(db: Database, postings: Iterable[Posting]) -> None:
    """Keep postings and the figures they show, beside those they showed before; one that never showed any is none."""
    shown = "INSERT INTO posting_figures (posting, figure, state) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    for each in postings:
        as_of = each.as_of and each.as_of.isoformat()
        place = (each.chat, each.message, each.medium, each.line, each.page)
        rest = (as_of, each.language, each.timezone, each.revision, stamp(each.at))
        for (id_,) in db.execute(_POST if each.shows else _POST_AGAIN, (*place, *rest)).fetchall():
            db.conn.executemany(shown, [(id_, figure, state) for figure, state in each.shows])
            (newest,) = db.execute(_OVERTOOK, (id_, each.revision)).fetchone()
            if newest is not None:
                plan.overtaken(db, id_, newest, each.at)


_OVERTOOK = """
    SELECT max(c.revision) FROM posting_figures s JOIN corrections c ON c.figure = s.figure
    WHERE s.posting = ? AND c.revision > ?
"""

_POST = """
    INSERT INTO postings (chat, message, medium, line, page, as_of, language, timezone, revision, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, message) DO UPDATE SET
        medium = excluded.medium, line = excluded.line, page = excluded.page, as_of = excluded.as_of,
        language = excluded.language, timezone = excluded.timezone, revision = excluded.revision, at = excluded.at
    RETURNING id
"""

_POST_AGAIN = """
    UPDATE postings SET medium = ?3, line = ?4, page = ?5, as_of = ?6, language = ?7, timezone = ?8, revision = ?9,
        at = ?10 WHERE chat = ?1 AND message = ?2 RETURNING id
"""


def purge(db: Database, before: datetime, limit: int) -> int:
    """Delete up to so many postings made before a moment, and as many of what was due and ended before it."""
    old = "DELETE FROM {0} WHERE id IN (SELECT id FROM {0} WHERE {1} < ? LIMIT ?)"
    ended = db.execute(old.format("outbox", "ended"), (stamp(before), limit)).rowcount
    return int(max(ended, db.execute(old.format("postings", "at"), (stamp(before), limit)).rowcount))


def postings_of(db: Database, figure: str) -> tuple[Posting, ...]:
    """Give the postings that show a figure, or showed it before, oldest first."""
    sql = f"{_POSTING} WHERE id IN (SELECT posting FROM posting_figures WHERE figure = ?) ORDER BY at, id"  # noqa: S608  # a constant
    return tuple(_posting(db, row) for row in db.execute(sql, (figure,)).fetchall())


def posting(db: Database, chat: str, message: str) -> Posting | None:
    """Give the posting that a message is."""
    sql = f"{_POSTING} WHERE chat = ? AND message = ?"
    return next((_posting(db, row) for row in db.execute(sql, (chat, message)).fetchall()), None)


def shown(db: Database, chat: str, limit: int) -> tuple[Shown, ...]:
    """Give the figures that a chat was shown, those posted last first."""
    sql = """
        SELECT s.figure, s.state, p.line, p.revision, max(p.at) AS last
        FROM postings p JOIN posting_figures s ON s.posting = p.id WHERE p.chat = ?
        GROUP BY s.figure, s.state ORDER BY last DESC, s.figure, s.state LIMIT ?
    """
    rows = db.execute(sql, (chat, limit))
    return tuple(
        Shown(figure, state, line, revision, datetime.fromisoformat(at)) for figure, state, line, revision, at in rows
    )


def lift(db: Database, chat: str, message: str) -> None:
    """Drop a posting."""
    db.execute("DELETE FROM postings WHERE chat = ? AND message = ?", (chat, message))


def _plain(settings: Settings) -> dict[str, object]:
    quiet = settings.quiet and [each.isoformat("minutes") for each in settings.quiet]
    digest = settings.digest and settings.digest.isoformat("minutes")
    plain = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    return plain | {"quiet": quiet, "digest": digest}


def _settings(plain: dict[str, Any] | None) -> Settings | None:
    if plain is None:
        return None
    quiet, digest = plain["quiet"], plain["digest"]
    times = {
        "quiet": quiet and (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])),
        "digest": digest and time.fromisoformat(digest),
    }
    return Settings(**plain | times)


def _posting(db: Database, row: Sequence[Any]) -> Posting:
    id_, chat, message, medium, line, page, as_of, language, timezone, revision, at = row
    shows = db.execute("SELECT figure, state FROM posting_figures WHERE posting = ? ORDER BY figure, state", (id_,))
    return Posting(
        chat=chat,
        message=message,
        medium=medium,
        line=line,
        page=page,
        as_of=as_of and date.fromisoformat(as_of),
        language=language,
        timezone=timezone,
        revision=revision,
        shows=tuple((figure, state) for figure, state in shows),
        at=datetime.fromisoformat(at),
    )
