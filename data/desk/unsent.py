"""Cards and tokens that were given out here and are not yet on a desk that is elsewhere: the statements.

They are kept in the file at once, so that no answer waits for the desk, and sent there soon.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.desk import statements
from data.sql import Executes, Sql

LETTERS = 16
"""Letters of a token that several machines may make without asking one another: 80 bits of its line's digest."""

_CARD = "SELECT code, digest, content, at, revision FROM cards WHERE code = ? AND digest = ?"
_TOKEN = "SELECT token, line FROM tokens WHERE token = ?"  # noqa: S105  # a statement
_TAKE_CARD = "INSERT INTO cards (code, digest, content, at, revision) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_TAKE_TOKEN = "INSERT INTO tokens (token, line) VALUES (?, ?) ON CONFLICT DO NOTHING"  # noqa: S105  # the same


@dataclass(frozen=True, slots=True)
class Unsent:
    """Rows of cards and tokens as they are now, and the numbers under which it is kept that they are to be sent."""

    numbers: tuple[int, ...]
    cards: tuple[tuple[Any, ...], ...]
    tokens: tuple[tuple[Any, ...], ...]
    head: int
    """The newest revision that the record has heard of."""


def issue(db: Executes, code: str, text: str, at: datetime) -> None:
    """Keep a card, to be sent."""
    if (row := statements.issue(db, code, text, at)) is not None:
        _keep(db, "card", row[:2])


def shorten(db: Executes, line: str) -> str:
    """Give the token of a line, and keep both, to be sent."""
    known = db.execute("SELECT count(*) FROM tokens WHERE line = ?", (line,)).fetchone()[0]
    token = statements.shorten(db, line, LETTERS)
    if not known:
        _keep(db, "token", [token])
    return token


def some(db: Executes, limit: int) -> Unsent | None:
    """Give what was kept first, None when there is nothing. What was redacted since is as it is by now."""
    found = db.execute("SELECT n, name, said FROM unsent ORDER BY n LIMIT ?", (limit,)).fetchall()
    if not found:
        return None
    cards = (db.execute(_CARD, json.loads(key)).fetchone() for _, name, key in found if name == "card")
    tokens = (db.execute(_TOKEN, json.loads(key)).fetchone() for _, name, key in found if name == "token")
    numbers = tuple(number for number, *_ in found)
    return Unsent(numbers, tuple(filter(None, cards)), tuple(filter(None, tokens)), statements.head(db))


def take(desk: Sql, rows: Unsent) -> bool:
    """Put it on the desk, where what is there already stays; give whether it was taken.

    It is not from a record that has not heard of everything: it might be about what was redacted.
    """
    desk.lock("head", shared=True)
    if statements.head(desk) != rows.head:
        return False
    desk.executemany(_TAKE_CARD, rows.cards)
    desk.executemany(_TAKE_TOKEN, rows.tokens)
    return True


def sent(db: Executes, rows: Unsent) -> None:
    """Keep that it is there."""
    for number in rows.numbers:
        db.execute("DELETE FROM unsent WHERE n = ?", (number,))


def _keep(db: Executes, name: str, key: list[Any]) -> None:
    db.execute("INSERT INTO unsent (name, said) VALUES (?, ?)", (name, json.dumps(key)))
