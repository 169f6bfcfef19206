"""What a revision makes due, and where: sets, never one chat after another, inside the transaction that publishes it.

For a million chats it takes seconds and the same memory as for one (docs/adr/0029).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.desk.corrections import becomes_wrong, is_wrong, steps
from data.desk.statements import stamp

REDACTED = "redacted"
"""The state of a figure that must not be told any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure whose state a revision made another: None before it came, None once it is gone.

    Of a quotation, claim, event or outcome the states are digests of all it says (see `data.desk.corrections.CONTENT`).
    """

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


def followers(db: Database, weights: Mapping[str, int]) -> dict[str, int]:
    """Give how many chats on each platform `notices` would tell."""
    sql = f"""
        SELECT substr(chat, 1, instr(chat, ':') - 1) AS platform, count(*) FROM (
            SELECT DISTINCT w.chat AS chat FROM json_each(:weights) AS n
            CROSS JOIN watches w ON w.subject = n.key AND w.level <= n.value {_PLACE.format("w.chat")} WHERE {_THERE}
        ) GROUP BY platform ORDER BY platform
    """  # noqa: S608  # constants
    return dict(db.execute(sql, {"weights": json.dumps(dict(weights))}).fetchall())


def corrections(db: Database, revision: int, changes: Iterable[Change], at: datetime) -> Planned:
    """Make due the messages that show what a revision says was wrong, and cancel the edits that it makes needless."""
    made = [each for each in changes if each.before != each.after]
    for each in made:
        _judge(db, revision, each)
    values = {"revision": revision, "at": stamp(at), "figures": json.dumps([each.figure for each in made])}
    edits = int(db.execute(_EDITS, values).rowcount)
    return Planned(0, edits, int(db.execute(_NEEDLESS, values).rowcount))


def overtaken(db: Database, posting: int, revision: int, at: datetime) -> int:
    """Make a message due that corrections overtook: made before them, and written down only now.

    `revision` is the newest of those that concern what it shows. Gives how many became due: one, or none where nothing
    it shows is wrong, or its chat is not there.
    """
    shown = db.execute("SELECT figure, state FROM posting_figures WHERE posting = ?", [posting]).fetchall()
    wrong = [(figure, state) for figure, state in shown if is_wrong(state, [step for _, step in steps(db, figure)])]
    db.conn.executemany("INSERT INTO wrongs (figure, state) VALUES (?, ?) ON CONFLICT DO NOTHING", wrong)
    return int(db.execute(_EDIT, {"revision": revision, "at": stamp(at), "posting": posting}).rowcount)


def forget_states(db: Database, figures: Iterable[str]) -> None:
    """Take out of former corrections what figures were: they are redacted, and so are their states from now on."""
    values = {"figures": json.dumps(list(figures)), "redacted": REDACTED}
    db.execute(
        """UPDATE corrections SET before = iif(before IS NULL, NULL, :redacted),
        after = iif(after IS NULL, NULL, :redacted) WHERE figure IN (SELECT value FROM json_each(:figures))""",
        values,
    )
    db.execute("DELETE FROM wrongs WHERE figure IN (SELECT value FROM json_each(:figures))", values)


_PLACE = """
    LEFT JOIN chats c ON c.chat = {0}
    LEFT JOIN chats g ON g.chat = substr({0}, 1, instr({0}, '/') - 1)
"""
"""A place and, where it is a topic, the group it is in."""

_SETTINGS = "coalesce(nullif(c.settings, 'null'), nullif(g.settings, 'null'))"

_THERE = "ifnull(c.state, 'active') = 'active' AND ifnull(g.state, 'active') = 'active'"

_SINCE = "SELECT {0} FROM corrections e WHERE e.figure = s.figure AND e.revision > p.revision ORDER BY e.revision {1}"

_NEEDED = f"""coalesce(
    (
        SELECT w.wrong FROM corrections w JOIN outbox o ON o.chat = p.chat AND o.subject = p.message
        WHERE w.figure = s.figure AND w.revision > p.revision AND w.revision <= o.revision
        AND o.kind IN ('edit', 'reply') AND (o.state IN ('sent', 'leased') OR o.state = 'merged' AND EXISTS (
            SELECT 1 FROM outbox c WHERE c.id = o.carrier AND c.state IN ('sent', 'leased')
        )) ORDER BY w.revision DESC LIMIT 1
    ),
    iif(
        instr(s.figure, '/'),
        EXISTS (SELECT 1 FROM wrongs w WHERE w.figure = s.figure AND w.state = s.state),
        ({_SINCE.format("before", "LIMIT 1")}) IS NOT ({_SINCE.format("after", "DESC LIMIT 1")})
    )
)"""  # noqa: S608  # constants
"""Whether a posting (p) has to be put right in something it shows (s): if it was before, whether what it was made is
wrong by now; else whether a figure is, or whether words are others than when they were posted.
"""

_EDITS = f"""
    INSERT INTO outbox (platform, chat, revision, kind, subject, due, silent, because, state, attempts)
    SELECT substr(p.chat, 1, instr(p.chat, ':') - 1), p.chat, :revision, 'edit', p.message, :at, 1, '', 'due', 0
    FROM (
        SELECT DISTINCT s.posting AS id FROM json_each(:figures) AS x
        CROSS JOIN posting_figures s ON s.figure = x.value
        JOIN postings p ON p.id = s.posting WHERE {_NEEDED}
    ) JOIN postings p USING (id) {_PLACE.format("p.chat")}
    WHERE {_THERE} ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants

_EDIT = f"""
    INSERT INTO outbox (platform, chat, revision, kind, subject, due, silent, because, state, attempts)
    SELECT substr(p.chat, 1, instr(p.chat, ':') - 1), p.chat, :revision, 'edit', p.message, :at, 1, '', 'due', 0
    FROM postings p {_PLACE.format("p.chat")}
    WHERE p.id = :posting AND {_THERE}
    AND EXISTS (SELECT 1 FROM posting_figures s WHERE s.posting = p.id AND {_NEEDED}) ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants

_NEEDLESS = f"""
    UPDATE outbox SET state = 'cancelled', ended = :at WHERE id IN (
        SELECT o.id FROM json_each(:figures) AS x
        CROSS JOIN posting_figures s ON s.figure = x.value
        JOIN postings p ON p.id = s.posting
        JOIN outbox o ON o.chat = p.chat AND o.subject = p.message AND o.kind IN ('edit', 'reply')
        WHERE o.state = 'due' AND o.revision < :revision
    ) AND NOT EXISTS (
        SELECT 1 FROM postings p JOIN posting_figures s ON s.posting = p.id
        WHERE p.chat = outbox.chat AND p.message = outbox.subject AND {_NEEDED}
    )
"""  # noqa: S608  # constants


def _judge(db: Database, revision: int, change: Change) -> None:
    """Keep what a correction made of a figure, and what of it is wrong by that: as it was shown, and as put right."""
    figure = change.figure
    sql = "INSERT INTO corrections (figure, revision, before, after, wrong) VALUES (?, ?, ?, ?, 0)"
    db.execute(sql, (figure, revision, change.before, change.after))
    made = steps(db, figure)
    whole = [step for _, step in made]
    judged = [
        (becomes_wrong(after, whole[place + 1 :]), figure, number) for place, (number, (_, after)) in enumerate(made)
    ]
    db.conn.executemany("UPDATE corrections SET wrong = ? WHERE figure = ? AND revision = ?", judged)
    db.execute("DELETE FROM wrongs WHERE figure = ?", (figure,))
    shown = db.execute("SELECT DISTINCT state FROM posting_figures WHERE figure = ?", (figure,)).fetchall()
    wrong = [(figure, state) for (state,) in shown if is_wrong(state, whole)]
    db.conn.executemany("INSERT INTO wrongs (figure, state) VALUES (?, ?)", wrong)
