"""Chats, and the cards posted in them: the statements."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from data.desk import plan
from data.desk.statements import stamp
from data.desk.values import Chat, Posting, Settings, Shown
from data.sql import Sql


def chat(db: Sql, id_: str) -> Chat | None:
    """Give a chat."""
    row = db.execute("SELECT chat, since, state, settings FROM chats WHERE chat = ?", (id_,)).fetchone()
    return None if row is None else _chat(row)


def some(db: Sql, ids: Collection[str]) -> dict[str, Chat]:
    """Give those of some chats that are known, by their ids."""
    if not ids:
        return {}
    marks = ", ".join("?" for _ in ids)
    rows = db.execute(f"SELECT chat, since, state, settings FROM chats WHERE chat IN ({marks})", list(ids))  # noqa: S608  # marks
    return {row[0]: _chat(row) for row in rows.fetchall()}


def changes(db: Sql) -> int:
    """Give how often a chat was changed."""
    row = db.execute("SELECT number FROM changes WHERE what = 'chats'").fetchone()
    return 0 if row is None else int(row[0])


def changed(db: Sql) -> None:
    """Count a change to chats: whatever writes to their table calls this in its transaction, before anything else.

    So where an engine locks rows, all who change chats stand in one line and none in each other's way.
    """
    sql = (
        "INSERT INTO changes (what, number) VALUES (?, 1) ON CONFLICT (what) DO UPDATE SET number = changes.number + 1"
    )
    db.execute(sql, ("chats",))
    db.tell()


def save(db: Sql, chat: Chat) -> None:
    """Keep a chat."""
    changed(db)
    chosen = None if chat.settings is None else _plain(chat.settings)
    sql = """
        INSERT INTO chats (chat, since, state, settings) VALUES (?, ?, ?, ?)
        ON CONFLICT (chat) DO UPDATE SET state = excluded.state, settings = excluded.settings
    """
    db.execute(sql, (chat.id, stamp(chat.since), chat.state, json.dumps(chosen, ensure_ascii=False)))


def choose(db: Sql, id_: str, changes: Mapping[str, object], at: datetime) -> Settings:
    """Change some of what holds in a chat, and give what holds then; a topic no longer goes with its group."""
    db.lock(f"chat {id_}")
    known, chosen = chat(db, id_), replace(settings(db, id_), **changes)  # type: ignore[arg-type]  # names of fields
    save(db, Chat(id_, known.since if known else at, known.state if known else "active", chosen))
    return chosen


PLACED: dict[str, tuple[str, ...]] = {
    "chats": ("",),
    "watches": ("n.subject = o.subject",),
    "postings": ("n.message = o.message",),
    "outbox": (
        "n.revision = o.revision AND n.kind = o.kind AND n.subject = o.subject",
        "n.revision = o.revision AND n.kind IN ('notice', 'digest') AND o.kind IN ('notice', 'digest')",
    ),
    "lives": ("n.message = o.message",),
}
"""The tables that name a chat under `chat`, and when a row of another chat (`n`) is the same as one (`o`) of it."""


def settings(db: Sql, id_: str) -> Settings:
    """Give what holds in a chat: what it chose, else what the group chose that its topic is in."""
    for each in (id_, id_.partition("/")[0]):
        known = chat(db, each)
        if known is not None and known.settings is not None:
            return known.settings
    return Settings()


def join(db: Sql, id_: str, at: datetime, within: Sequence[str] = ()) -> bool:
    """Keep that a chat is there (again), and give whether it was not; known places within it go with it."""
    db.lock(f"chat {id_}")
    known = chat(db, id_)
    if known is not None and known.state == "active":
        return False
    save(db, Chat(id_, known.since if known else at, "active", known.settings if known else None))
    db.execute(f"UPDATE chats SET state = 'active' WHERE {TOPICS}", {"chat": id_})  # noqa: S608  # a constant
    db.executemany("UPDATE chats SET state = 'active' WHERE chat = ?", [(each,) for each in within])
    return True


def park(db: Sql, id_: str, at: datetime, within: Sequence[str] = ()) -> None:
    """Keep that nothing goes to a chat, its topics and the known places within it."""
    db.lock(f"chat {id_}")
    known = chat(db, id_)
    save(db, Chat(id_, known.since if known else at, "parked", known.settings if known else None))
    db.execute(f"UPDATE chats SET state = 'parked' WHERE {TOPICS}", {"chat": id_})  # noqa: S608  # a constant
    gone = f"UPDATE outbox SET state = 'gone', ended = :at WHERE state = 'due' AND (chat = :chat OR {TOPICS})"  # noqa: S608  # the same
    db.execute(gone, {"chat": id_, "at": stamp(at)})
    for each in within:
        db.execute("UPDATE chats SET state = 'parked' WHERE chat = ?", (each,))
        db.execute(gone, {"chat": each, "at": stamp(at)})


def move(db: Sql, old: str, new: str) -> None:
    """Carry everything of a chat and its topics over to another id; what the new one has already is kept."""
    changed(db)
    for table, same in PLACED.items():
        values = {"chat": old, "new": new}
        for each in same:
            there = f"SELECT 1 FROM {table} AS n WHERE n.chat = {MOVED}{each and f' AND {each}'}"  # noqa: S608  # this desk's own tables
            db.execute(f"DELETE FROM {table} AS o WHERE (chat = :chat OR {TOPICS}) AND EXISTS ({there})", values)  # noqa: S608  # the same
        db.execute(f"UPDATE {table} AS o SET chat = {MOVED} WHERE chat = :chat OR {TOPICS}", values)  # noqa: S608  # the same


MOVED = "CAST(:new AS TEXT) || substr(o.chat, length(CAST(:chat AS TEXT)) + 1)"

TOPICS = "substr(chat, 1, length(CAST(:chat AS TEXT)) + 1) = :chat || '/'"


_POSTING = "SELECT id, chat, message, medium, line, page, as_of, language, timezone, revision, at FROM postings"


def post(db: Sql, postings: Iterable[Posting]) -> None:
    """Keep postings and the figures they show, beside those they showed before; one that never showed any is none."""
    db.lock("head", shared=True)
    corrected = int(db.execute("SELECT coalesce(max(revision), 0) FROM corrections").fetchone()[0])
    shown = "INSERT INTO posting_figures (posting, figure, state) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    for each in postings:
        as_of = each.as_of and each.as_of.isoformat()
        place, card = (each.chat, each.message), (each.medium, each.line, each.page, as_of)
        rest = (each.language, each.timezone, each.revision, stamp(each.at))
        sql, values = (_POST, (*place, *card, *rest)) if each.shows else (_POST_AGAIN, (*card, *rest, *place))
        for (id_,) in db.execute(sql, values).fetchall():
            db.executemany(shown, [(id_, figure, state) for figure, state in each.shows])
        if each.revision < corrected:
            plan.late(db, each)


_POST = """
    INSERT INTO postings (chat, message, medium, line, page, as_of, language, timezone, revision, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, message) DO UPDATE SET
        medium = excluded.medium, line = excluded.line, page = excluded.page, as_of = excluded.as_of,
        language = excluded.language, timezone = excluded.timezone, revision = excluded.revision, at = excluded.at
    RETURNING id
"""

_POST_AGAIN = """
    UPDATE postings SET medium = ?, line = ?, page = ?, as_of = ?, language = ?, timezone = ?, revision = ?, at = ?
    WHERE chat = ? AND message = ? RETURNING id
"""


def purge(db: Sql, before: datetime, limit: int) -> int:
    """Delete up to so many postings made before a moment, and as many of what was due and ended before it."""
    old = "DELETE FROM {0} WHERE id IN (SELECT id FROM {0} WHERE {1} < ? LIMIT ?)"
    ended = db.execute(old.format("outbox", "ended"), (stamp(before), limit)).rowcount
    return int(max(ended, db.execute(old.format("postings", "at"), (stamp(before), limit)).rowcount))


def postings_of(db: Sql, figure: str) -> tuple[Posting, ...]:
    """Give the postings that show a figure, or showed it before, oldest first."""
    sql = f"{_POSTING} WHERE id IN (SELECT posting FROM posting_figures WHERE figure = ?) ORDER BY at, id"  # noqa: S608  # a constant
    return tuple(_posting(db, row) for row in db.execute(sql, (figure,)).fetchall())


def posting(db: Sql, chat: str, message: str) -> Posting | None:
    """Give the posting that a message is."""
    sql = f"{_POSTING} WHERE chat = ? AND message = ?"
    return next((_posting(db, row) for row in db.execute(sql, (chat, message)).fetchall()), None)


def shown(db: Sql, chat: str, limit: int) -> tuple[Shown, ...]:
    """Give the figures that a chat was shown, those posted last first."""
    sql = """
        SELECT figure, state, line, revision, at FROM (
            SELECT s.figure AS figure, s.state AS state, p.line AS line, p.revision AS revision, p.at AS at,
                row_number() OVER (PARTITION BY s.figure, s.state ORDER BY p.at DESC, p.id DESC) AS place
            FROM postings AS p JOIN posting_figures AS s ON s.posting = p.id WHERE p.chat = ?
        ) AS found WHERE place = 1 ORDER BY at DESC, figure, state LIMIT ?
    """
    rows = db.execute(sql, (chat, limit))
    return tuple(
        Shown(figure, state, line, revision, datetime.fromisoformat(at)) for figure, state, line, revision, at in rows
    )


def lift(db: Sql, chat: str, message: str) -> None:
    """Drop a posting."""
    db.execute("DELETE FROM postings WHERE chat = ? AND message = ?", (chat, message))


def _plain(settings: Settings) -> dict[str, object]:
    quiet = settings.quiet and [each.isoformat("minutes") for each in settings.quiet]
    digest = settings.digest and settings.digest.isoformat("minutes")
    plain = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    return plain | {"quiet": quiet, "digest": digest}


def _chat(row: Sequence[Any]) -> Chat:
    id_, since, state, settings = row
    return Chat(id_, datetime.fromisoformat(since), state, _settings(json.loads(settings)))


def _settings(plain: dict[str, Any] | None) -> Settings | None:
    if plain is None:
        return None
    quiet, digest = plain["quiet"], plain["digest"]
    times = {
        "quiet": quiet and (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])),
        "digest": digest and time.fromisoformat(digest),
    }
    return Settings(**plain | times)


def _posting(db: Sql, row: Sequence[Any]) -> Posting:
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
