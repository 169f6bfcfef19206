"""What a revision makes due, and where: sets, never one chat after another, inside the transaction that publishes it.

For a million chats it takes seconds and the same memory as for one (docs/adr/0029).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlite_utils import Database

from data.desk import chats, hours
from data.desk.statements import stamp


@dataclass(frozen=True, slots=True)
class Change:
    """A figure whose state a revision made another: None before it came, None once it is gone."""

    figure: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Planned:
    """How much became due: chats told, messages put right, and edits that are needed no more."""

    notices: int = 0
    edits: int = 0
    cancelled: int = 0


def notices(db: Database, revision: int, weights: Mapping[str, int], at: datetime) -> int:
    """Make a revision due in every chat that follows any of its subjects, once each, and give how many they are.

    `weights` says how much the revision weighs for a subject, ALL among them: a place in LOUD, counted from 1. A parked
    chat is told nothing; in quiet hours a notice is due at their end, and with a digest as part of it.
    """
    db.conn.create_function("due_in", 2, _due_in(), deterministic=True)
    sql = f"""
        INSERT INTO outbox (platform, chat, revision, kind, subject, due, silent, because, state, attempts)
        SELECT substr(chat, 1, instr(chat, ':') - 1), chat, :revision,
            iif(json_extract(settings, '$.digest') IS NULL, 'notice', 'digest'), '', due_in(settings, :at),
            ifnull(json_extract(settings, '$.silent'), 0), because, 'due', 0
        FROM (
            SELECT w.chat AS chat, group_concat(w.subject || '=' || w.level, ' ') AS because, {_SETTINGS} AS settings
            FROM json_each(:weights) AS n
            CROSS JOIN watches w ON w.subject = n.key AND w.level <= n.value {_PLACE.format("w.chat")}
            WHERE {_THERE} GROUP BY w.chat
        ) WHERE true ON CONFLICT DO NOTHING
    """  # noqa: S608  # constants
    values = {"revision": revision, "weights": json.dumps(dict(weights)), "at": stamp(at)}
    return int(db.execute(sql, values).rowcount)


def corrections(db: Database, revision: int, changes: Iterable[Change], at: datetime) -> Planned:
    """Make due the messages that show what a revision says was wrong, and cancel the edits that it makes needless."""
    made = [each for each in changes if each.before != each.after]
    wrong = [pair for each in made for pair in _judged(db, revision, each)]
    values = {"revision": revision, "at": stamp(at), "wrong": json.dumps(wrong)}
    values["before"] = json.dumps([[each.figure, each.before] for each in made])
    edits = int(db.execute(_EDITS, values).rowcount)
    return Planned(0, edits, _cancel(db, revision, [each.figure for each in made], at))


_PLACE = """
    LEFT JOIN chats c ON c.chat = {0}
    LEFT JOIN chats g ON g.chat = substr({0}, 1, instr({0}, '/') - 1)
"""
"""A place and, where it is a topic, the group it is in."""

_SETTINGS = "coalesce(nullif(c.settings, 'null'), nullif(g.settings, 'null'))"

_THERE = "ifnull(c.state, 'active') = 'active' AND ifnull(g.state, 'active') = 'active'"

_EDITS = f"""
    INSERT INTO outbox (platform, chat, revision, kind, subject, due, silent, because, state, attempts)
    SELECT substr(p.chat, 1, instr(p.chat, ':') - 1), p.chat, :revision, 'edit', p.message, :at, 1, '', 'due', 0
    FROM (
        SELECT s.posting AS id FROM json_each(:wrong) AS x
        CROSS JOIN posting_figures s
            ON s.figure = json_extract(x.value, '$[0]') AND s.state = json_extract(x.value, '$[1]')
        UNION
        SELECT s.posting FROM json_each(:before) AS x
        CROSS JOIN posting_figures s ON s.figure = json_extract(x.value, '$[0]')
        JOIN postings p ON p.id = s.posting
        JOIN outbox o ON o.chat = p.chat AND o.subject = p.message AND o.kind IN ('edit', 'reply')
            AND o.state IN ('leased', 'sent')
        JOIN corrections d ON d.figure = s.figure AND d.revision = o.revision
            AND d.after IS json_extract(x.value, '$[1]')
    ) JOIN postings p USING (id) {_PLACE.format("p.chat")}
    WHERE {_THERE} ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants
"""The messages that show a figure in a state that was wrong, and those that were put right to what was wrong too."""

_NEEDLESS = """
    UPDATE outbox SET state = 'cancelled', ended = :at WHERE id IN (
        SELECT o.id FROM json_each(:figures) AS x
        CROSS JOIN posting_figures s ON s.figure = x.value
        JOIN postings p ON p.id = s.posting
        JOIN outbox o ON o.chat = p.chat AND o.subject = p.message AND o.kind IN ('edit', 'reply')
        WHERE o.state = 'due' AND o.revision < :revision
    ) AND NOT EXISTS (
        SELECT 1 FROM corrections d JOIN posting_figures s USING (figure) JOIN postings p ON p.id = s.posting
        JOIN wrongs w ON w.figure = s.figure AND w.state = s.state
        WHERE d.revision = outbox.revision AND p.chat = outbox.chat AND p.message = outbox.subject
    )
"""


def _judged(db: Database, revision: int, change: Change) -> list[tuple[str, str]]:
    """Keep what a correction made of a figure, and give the states it was shown in that are wrong by that."""
    figure, before, after = change.figure, change.before, change.after
    sql = "INSERT INTO corrections (figure, revision, before, after) VALUES (?, ?, ?, ?)"
    db.execute(sql, (figure, revision, before, after))
    shown = db.execute("SELECT DISTINCT state FROM posting_figures WHERE figure = ?", (figure,))
    states = {*(state for (state,) in shown), *filter(None, [before])}
    wrong = [] if before is None else [each for each in states if _as_wrong(each, before, after)]
    right = [] if after is None else [each for each in states | {after} if _as_wrong(each, after, before)]
    db.conn.executemany("DELETE FROM wrongs WHERE figure = ? AND state = ?", [(figure, each) for each in right])
    kept = "INSERT INTO wrongs (figure, state) VALUES (?, ?) ON CONFLICT DO NOTHING"
    db.conn.executemany(kept, [(figure, each) for each in wrong])
    return [(figure, each) for each in wrong]


def _as_wrong(state: str, wrong: str, right: str | None) -> bool:
    """Say whether a state is what was wrong: under any status where the value was, under this one where that was."""
    if right is None:
        return True
    value = wrong.partition(" ")[0]
    return state.partition(" ")[0] == value if right.partition(" ")[0] != value else state == wrong


def _cancel(db: Database, revision: int, figures: list[str], at: datetime) -> int:
    values = {"revision": revision, "figures": json.dumps(figures), "at": stamp(at)}
    return int(db.execute(_NEEDLESS, values).rowcount)


def _due_in() -> Callable[[str | None, str], str]:
    """Give the function that gives when a chat is told; chats that chose alike are reckoned once."""

    @lru_cache(maxsize=4096)
    def due(settings: str | None, at: str) -> str:
        return stamp(hours.moment(chats.chosen(settings), datetime.fromisoformat(at)))

    return due
