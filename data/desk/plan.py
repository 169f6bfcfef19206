"""What a revision makes due, and where: sets, never one chat after another, inside the transaction that publishes it.

For a million chats it takes seconds and the same memory as for one (docs/adr/0029).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from data.desk.corrections import becomes_wrong, is_wrong, steps
from data.desk.statements import stamp
from data.desk.values import Posting
from data.hours import due_in
from data.sql import Sql

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


def notices(db: Sql, revision: int, weights: Mapping[str, int], at: datetime) -> int:
    """Make a revision due in every chat that follows any of its subjects, once each, and give how many they are.

    `weights` says how much the revision weighs for a subject, ALL among them: a place in LOUD, counted from 1. A parked
    chat is told nothing; in quiet hours a notice is due at their end, and with a digest as part of it.
    """
    values = {"revision": revision, "weights": json.dumps(dict(weights)), "hours": _hours(db, weights, at)}
    return int(db.execute(_NOTICES, values).rowcount)


def _hours(db: Sql, weights: Mapping[str, int], at: datetime) -> str:
    """Give when and how those are told who chose alike, by what they chose; as JSON."""
    chosen = db.execute(f"SELECT DISTINCT settings FROM ({_HEARING}) AS h", {"weights": json.dumps(dict(weights))})  # noqa: S608  # constants
    return json.dumps([_how(settings, at) for (settings,) in chosen])


def _how(settings: str, at: datetime) -> dict[str, object]:
    plain = json.loads(settings) or {}
    kind = "notice" if plain.get("digest") is None else "digest"
    silent = int(bool(plain.get("silent")))
    return {"settings": settings, "kind": kind, "due": due_in(settings, stamp(at)), "silent": silent}


def followers(db: Sql, weights: Mapping[str, int]) -> dict[str, int]:
    """Give how many chats on each platform `notices` would tell."""
    sql = f"""
        SELECT substr(chat, 1, instr(chat, ':') - 1) AS platform, count(*) FROM ({_HEARING}) AS h
        GROUP BY platform ORDER BY platform
    """  # noqa: S608  # constants
    return dict(db.execute(sql, {"weights": json.dumps(dict(weights))}).fetchall())


def corrections(db: Sql, revision: int, changes: Iterable[Change], at: datetime) -> Planned:
    """Make due the messages that show what a revision says was wrong, and cancel the edits that it makes needless."""
    db.lock("head")  # what is posted meanwhile is judged by what this leaves behind
    made = [each for each in changes if each.before != each.after]
    for each in made:
        _judge(db, revision, each)
    values = {"revision": revision, "at": stamp(at), "figures": json.dumps([each.figure for each in made])}
    edits = int(db.execute(_EDITS, values).rowcount)
    return Planned(0, edits, int(db.execute(_NEEDLESS, values).rowcount))


def forget_states(db: Sql, figures: Iterable[str]) -> None:
    """Take out of former corrections what figures were: they are redacted, and so are their states from now on."""
    values = {"figures": json.dumps(list(figures)), "redacted": REDACTED}
    db.execute(
        """UPDATE corrections SET before = CASE WHEN before IS NOT NULL THEN :redacted END,
        after = CASE WHEN after IS NOT NULL THEN :redacted END
        WHERE figure IN (SELECT value FROM json_each(:figures))""",
        values,
    )
    db.execute("DELETE FROM wrongs WHERE figure IN (SELECT value FROM json_each(:figures))", values)


_PLACE = """
    LEFT JOIN chats AS c ON c.chat = {0}
    LEFT JOIN chats AS g ON g.chat = substr({0}, 1, instr({0} || '/', '/') - 1)
"""
"""A place and, where it is a topic, the group it is in; else the place itself."""

_THERE = "coalesce(c.state, 'active') = 'active' AND coalesce(g.state, 'active') = 'active'"

_HEARING = f"""
    SELECT w.chat AS chat, group_concat(w.subject || '=' || w.level, ' ') AS because,
        min(coalesce(nullif(c.settings, 'null'), nullif(g.settings, 'null'), 'null')) AS settings
    FROM json_each(:weights) AS n CROSS JOIN watches AS w {_PLACE.format("w.chat")}
    WHERE w.subject = n.key AND w.level <= CAST(n.value AS BIGINT) AND {_THERE} GROUP BY w.chat
"""  # noqa: S608  # constants
"""The chats that hear of subjects that weigh so much, by which of their watches, and what they chose."""

_OUTBOX = "INSERT INTO outbox (platform, chat, revision, kind, subject, due, silent, because, state, attempts)"

_NOTICES = f"""
    {_OUTBOX}
    SELECT substr(h.chat, 1, instr(h.chat, ':') - 1), h.chat, :revision, x.kind, '', x.due, x.silent, h.because,
        'due', 0
    FROM ({_HEARING}) AS h JOIN (
        SELECT json_extract(value, '$.settings') AS settings, json_extract(value, '$.kind') AS kind,
            json_extract(value, '$.due') AS due, CAST(json_extract(value, '$.silent') AS BIGINT) AS silent
        FROM json_each(:hours)
    ) AS x ON x.settings = h.settings WHERE true ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants

_SINCE = """coalesce((
    SELECT {0} FROM corrections AS e WHERE e.figure = s.figure AND e.revision > p.revision
    ORDER BY e.revision {1} LIMIT 1
), '')"""

_NEEDED = f"""coalesce(
    (
        SELECT w.wrong FROM corrections AS w JOIN outbox AS o ON o.chat = p.chat AND o.subject = p.message
        WHERE w.figure = s.figure AND w.revision > p.revision AND w.revision <= o.revision
        AND o.kind IN ('edit', 'reply') AND (o.state IN ('sent', 'leased') OR o.state = 'merged' AND EXISTS (
            SELECT 1 FROM outbox AS c WHERE c.id = o.carrier AND c.state IN ('sent', 'leased')
        )) ORDER BY w.revision DESC LIMIT 1
    ),
    CASE
        WHEN instr(s.figure, '/') > 0
        THEN (SELECT count(*) FROM wrongs AS w WHERE w.figure = s.figure AND w.state = s.state)
        WHEN {_SINCE.format("before", "")} <> {_SINCE.format("after", "DESC")} THEN 1
        ELSE 0
    END
) > 0"""  # noqa: S608  # constants
"""Whether a posting (p) has to be put right in something it shows (s): if it was before, whether what it was made is
wrong by now; else whether a figure is, or whether words are others than when they were posted.
"""

_EDITS = f"""
    {_OUTBOX}
    SELECT substr(p.chat, 1, instr(p.chat, ':') - 1), p.chat, :revision, 'edit', p.message, :at, 1, '', 'due', 0
    FROM (
        SELECT DISTINCT s.posting AS id FROM json_each(:figures) AS x
        CROSS JOIN posting_figures AS s JOIN postings AS p ON p.id = s.posting
        WHERE s.figure = x.value AND {_NEEDED}
    ) AS n JOIN postings AS p ON p.id = n.id {_PLACE.format("p.chat")}
    WHERE {_THERE} ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants

_NEEDLESS = f"""
    UPDATE outbox SET state = 'cancelled', ended = :at WHERE id IN (
        SELECT o.id FROM json_each(:figures) AS x
        CROSS JOIN posting_figures AS s JOIN postings AS p ON p.id = s.posting
        JOIN outbox AS o ON o.chat = p.chat AND o.subject = p.message AND o.kind IN ('edit', 'reply')
        WHERE s.figure = x.value AND o.state = 'due' AND o.revision < :revision
    ) AND NOT EXISTS (
        SELECT 1 FROM postings AS p JOIN posting_figures AS s ON s.posting = p.id
        WHERE p.chat = outbox.chat AND p.message = outbox.subject AND {_NEEDED}
    )
"""  # noqa: S608  # constants

_LATE = f"""
    {_OUTBOX}
    SELECT substr(p.chat, 1, instr(p.chat, ':') - 1), p.chat, :revision, 'edit', p.message, p.at, 1, '', 'due', 0
    FROM postings AS p {_PLACE.format("p.chat")}
    WHERE p.chat = :chat AND p.message = :message AND {_THERE} AND EXISTS (
        SELECT 1 FROM posting_figures AS s WHERE s.posting = p.id AND {_NEEDED}
    ) ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants


def late(db: Sql, posting: Posting) -> None:
    """Make due a message that was put on record after a correction, and shows what was right before it."""
    sql = "SELECT s.figure, s.state FROM posting_figures AS s JOIN postings AS p ON p.id = s.posting"
    shown = db.execute(f"{sql} WHERE p.chat = ? AND p.message = ?", (posting.chat, posting.message)).fetchall()
    since = 0
    for figure, state in shown:
        made = steps(db, figure)
        if made and made[-1][0] > posting.revision:
            since = max(since, made[-1][0])
            if is_wrong(state, [step for _, step in made]):
                db.execute("INSERT INTO wrongs (figure, state) VALUES (?, ?) ON CONFLICT DO NOTHING", (figure, state))
    if since:
        db.execute(_LATE, {"chat": posting.chat, "message": posting.message, "revision": since})


def _judge(db: Sql, revision: int, change: Change) -> None:
    """Keep what a correction made of a figure, and what of it is wrong by that: as it was shown, and as put right."""
    figure = change.figure
    sql = "INSERT INTO corrections (figure, revision, before, after, wrong) VALUES (?, ?, ?, ?, 0)"
    db.execute(sql, (figure, revision, change.before, change.after))
    made = steps(db, figure)
    whole = [step for _, step in made]
    judged = [
        (becomes_wrong(after, whole[place + 1 :]), figure, number) for place, (number, (_, after)) in enumerate(made)
    ]
    db.executemany("UPDATE corrections SET wrong = ? WHERE figure = ? AND revision = ?", judged)
    db.execute("DELETE FROM wrongs WHERE figure = ?", (figure,))
    shown = db.execute("SELECT DISTINCT state FROM posting_figures WHERE figure = ?", (figure,)).fetchall()
    wrong = [(figure, state) for (state,) in shown if is_wrong(state, whole)]
    db.executemany("INSERT INTO wrongs (figure, state) VALUES (?, ?)", wrong)
