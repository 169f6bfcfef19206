"""How far a revision reaches: issued cards that would no longer hold, messages and chats, and the time that takes."""

from __future__ import annotations

import json

from sqlite_utils import Database

from data.changes import Changes
from data.desk.values import Revision
from data.editing.values import Card, Reach

CARDS = 100
"""Cards that a preview names."""

RATES = {"telegram": 30.0, "discord": 50.0}
"""Messages a second, of all chats together: https://core.telegram.org/bots/faq#broadcasting-to-users and
https://discord.com/developers/docs/topics/rate-limits#global-rate-limit.
"""

CORRECTIVE = ("correction", "retraction", "redaction", "undo")
"""Revisions that say that what we showed was wrong: messages that show it are put right."""


def cards(db: Database, revision: Revision, changes: Changes) -> tuple[Card, ...]:
    """Give the issued cards that show what a revision changed, by code."""
    ids = _changed(changes)
    sql = """
        SELECT DISTINCT c.code, json_extract(c.content, '$.line') FROM cards c, json_each(c.content, '$.shows') s
        WHERE json_extract(s.value, '$[0]') IN (SELECT value FROM json_each(?)) ORDER BY c.code
    """
    becomes = "corrected" if revision.kind in CORRECTIVE else "superseded"
    return tuple(Card(code, line, becomes) for code, line in db.execute(sql, (json.dumps(ids),)))  # type: ignore[arg-type]  # one of the two


def reach(db: Database, revision: Revision, changes: Changes) -> tuple[Reach, ...]:
    """Give the messages that would be edited: of a revision that puts right what was shown."""
    if revision.kind not in CORRECTIVE:
        return ()
    sql = """
        SELECT substr(p.chat, 1, instr(p.chat, ':') - 1) AS platform, count(*), count(DISTINCT p.chat) FROM postings p
        WHERE p.id IN (SELECT posting FROM posting_figures WHERE figure IN (SELECT value FROM json_each(?)))
        GROUP BY platform ORDER BY platform
    """
    found = db.execute(sql, (json.dumps(_changed(changes)),)).fetchall()
    return tuple(Reach(name, count, chats, count / RATES.get(name, 30.0)) for name, count, chats in found)


def _changed(changes: Changes) -> list[str]:
    """Give the ids of all figures and things that are others now."""
    moved = [each.id for each in changes.figures if each.before is not None]
    return [*moved, *(each.id for each in changes.things if each.how != "new")]
