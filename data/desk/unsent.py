"""Cards and tokens that were given out here and are not yet on a desk that is elsewhere: the statements.

They are kept in the file at once, so that no answer waits for the desk, and sent there soon.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from data.desk import statements
from data.sql import Executes

LETTERS = 16
"""Letters of a token that several machines may make without asking one another: 80 bits of its line's digest."""

_TAKING = {
    "card": "INSERT INTO cards (code, digest, content, at, revision) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    "token": "INSERT INTO tokens (token, line) VALUES (?, ?) ON CONFLICT DO NOTHING",
}

Unsent = tuple[int, str, list[Any]]
"""A number, what it is, and its row."""


def issue(db: Executes, code: str, text: str, at: datetime) -> None:
    """Keep a card, to be sent."""
    if (row := statements.issue(db, code, text, at)) is not None:
        _keep(db, "card", row)


def shorten(db: Executes, line: str) -> str:
    """Give the token of a line, and keep both, to be sent."""
    known = db.execute("SELECT count(*) FROM tokens WHERE line = ?", (line,)).fetchone()[0]
    token = statements.shorten(db, line, LETTERS)
    if not known:
        _keep(db, "token", [token, line])
    return token


def some(db: Executes, limit: int) -> list[Unsent]:
    """Give what was kept first."""
    rows = db.execute("SELECT n, name, said FROM unsent ORDER BY n LIMIT ?", (limit,)).fetchall()
    return [(n, name, json.loads(said)) for n, name, said in rows]


def take(desk: Executes, rows: Iterable[Unsent]) -> None:
    """Put it on the desk; what is there already stays."""
    for _, name, row in rows:
        desk.execute(_TAKING[name], row)


def sent(db: Executes, rows: Iterable[Unsent]) -> None:
    """Keep that it is there."""
    for n, _, _ in rows:
        db.execute("DELETE FROM unsent WHERE n = ?", (n,))


def _keep(db: Executes, name: str, row: list[Any]) -> None:
    db.execute("INSERT INTO unsent (name, said) VALUES (?, ?)", (name, json.dumps(row, ensure_ascii=False)))
