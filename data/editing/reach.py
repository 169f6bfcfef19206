"""How far a revision reaches: issued cards that would no longer hold, messages and chats, and the time that takes."""

from __future__ import annotations

import json
from typing import Literal

from sqlite_utils import Database

from data.books import Books
from data.changes import Changes
from data.desk.rates import seconds_left
from data.editing.values import Card, Reach
from data.sql import Sql

CARDS = 100
"""Cards that a preview names."""

NEAR = 8
"""Things whose cards are looked for one by one; of more, every card is read."""


def cards(books: Books, changes: Changes) -> tuple[Card, ...]:
    """Give the issued cards that show what a revision changed, or what no longer stands first, by code."""
    ids = [*_changed(changes), *(figure for id_ in changes.behind for figure in _figures(books.record, id_))]
    about = sorted({id_.partition("/")[0] for id_ in ids})
    # Most cards are about something else: they are passed over before their figures are read.
    near = " OR ".join(["instr(c.content, ?) > 0"] * len(about)) if len(about) <= NEAR else "true"
    sql = f"""
        SELECT DISTINCT c.code, json_extract(c.content, '$.line') FROM cards AS c
        CROSS JOIN json_each(c.content, '$.shows') AS s WHERE ({near or "false"})
        AND json_extract(s.value, '$[0]') IN (SELECT value FROM json_each(?)) ORDER BY c.code
    """  # noqa: S608  # constants
    values = [f'["{id_}' for id_ in about] if len(about) <= NEAR else []
    becomes: Literal["superseded", "corrected"] = "corrected" if changes.puts_right else "superseded"
    return tuple(Card(code, line, becomes) for code, line in books.desk.execute(sql, [*values, json.dumps(ids)]))


def reach(db: Sql, changes: Changes) -> tuple[Reach, ...]:
    """Give the messages that would be edited: of a revision that puts right what was shown."""
    if not changes.puts_right:
        return ()
    sql = """
        SELECT substr(p.chat, 1, instr(p.chat, ':') - 1) AS platform, count(*), count(DISTINCT p.chat) FROM postings p
        WHERE p.id IN (SELECT posting FROM posting_figures WHERE figure IN (SELECT value FROM json_each(?)))
        GROUP BY platform ORDER BY platform
    """
    found = db.execute(sql, (json.dumps(_changed(changes)),)).fetchall()
    return tuple(Reach(name, count, chats, seconds_left(name, count)) for name, count, chats in found)


def _changed(changes: Changes) -> list[str]:
    """Give the ids of all figures and things that are others now."""
    moved = [each.id for each in changes.figures if each.before is not None]
    return [*moved, *(each.id for each in changes.things if each.how != "new")]


def _figures(db: Database, table: str) -> list[str]:
    return [id_ for (id_,) in db.execute("SELECT id FROM figures WHERE within = ? AND ended IS NULL", (table,))]
