"""The desk's statements, each a function of the connection."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from data import findings
from data.desk.values import Issued, Revision
from data.findings import Finding
from data.sql import Executes, Sql

_REVISION = """
    SELECT number, dossier, title, digest, author, why, at, warnings, kind, reason, mistake, silent, approver, request,
    undoes FROM revisions
"""


def stamp(at: datetime) -> str:
    """Give the moment as it is kept: ISO 8601 in UTC. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).isoformat(timespec="seconds")


def head(db: Executes) -> int:
    """Give the number of the newest revision, 0 when there is none."""
    number: int = db.execute("SELECT coalesce(max(number), 0) FROM revisions").fetchone()[0]
    return number


def revisions(db: Executes) -> tuple[Revision, ...]:
    """Give all revisions, oldest first."""
    return tuple(_revision(row) for row in db.execute(f"{_REVISION} ORDER BY number"))


def warnings(db: Executes, number: int) -> tuple[Finding, ...]:
    """Give what the checks warned of when a revision was accepted, nothing when there is no such revision."""
    row = db.execute("SELECT warnings FROM revisions WHERE number = ?", (number,)).fetchone()
    return () if row is None else findings.loaded(row[0])


def current(db: Executes, dossier: str) -> Revision | None:
    """Give the newest revision of this dossier."""
    row = db.execute(f"{_REVISION} WHERE dossier = ? ORDER BY number DESC LIMIT 1", (dossier,)).fetchone()
    return None if row is None else _revision(row)


def revision(db: Executes, number: int) -> Revision | None:
    """Give the revision of this number."""
    row = db.execute(f"{_REVISION} WHERE number = ?", (number,)).fetchone()
    return None if row is None else _revision(row)


def asked(db: Executes, request: str) -> Revision | None:
    """Give the revision that was asked for with this request."""
    row = db.execute(f"{_REVISION} WHERE request = ?", (request,)).fetchone()
    return None if row is None else _revision(row)


def since(db: Executes, number: int) -> tuple[Revision, ...]:
    """Give the revisions after one, oldest first."""
    return tuple(_revision(row) for row in db.execute(f"{_REVISION} WHERE number > ? ORDER BY number", (number,)))


def undone(db: Executes) -> frozenset[int]:
    """Give the numbers of the revisions that are taken back; an undo that is taken back itself takes nothing back."""
    gone = set[int]()
    for number, undoes in db.execute("SELECT number, undoes FROM revisions WHERE undoes IS NOT NULL ORDER BY 1 DESC"):
        if number not in gone:
            gone.add(undoes)
    return frozenset(gone)


def standing(db: Executes, dossier: str) -> Revision | None:
    """Give the newest revision of this dossier that is not taken back."""
    gone = undone(db)
    rows = (_revision(row) for row in db.execute(f"{_REVISION} WHERE dossier = ? ORDER BY number DESC", (dossier,)))
    return next((each for each in rows if each.number not in gone), None)


def content(db: Executes, number: int) -> str | None:
    """Give the dossier of a revision as JSON."""
    row = db.execute("SELECT content FROM revisions WHERE number = ?", (number,)).fetchone()
    return None if row is None else str(row[0])


def append(db: Executes, revision: Revision, text: str) -> None:
    """Add a revision; its number has to be the one after the head."""
    sql = """
        INSERT INTO revisions (
            number, dossier, title, digest, content, author, why, at, warnings, kind, reason, mistake, silent, approver,
            request, undoes
        ) VALUES (
            :number, :dossier, :title, :digest, :content, :author, :why, :at, :warnings, :kind, :reason, :mistake,
            :silent, :approver, :request, :undoes
        )
    """
    other = {"content": text, "at": stamp(revision.at), "warnings": findings.dumped(revision.warnings)}
    db.execute(sql, asdict(revision) | other)


def unsign(db: Executes, number: int) -> None:
    """Leave out who made a revision, in the copy of one that is kept elsewhere."""
    db.execute("UPDATE revisions SET author = '', approver = NULL WHERE number = ?", (number,))


def card(line: str, as_of: date | None, shows: Sequence[tuple[str, str]]) -> str:
    """Give what a card says, as the text that is kept of it."""
    return json.dumps({"line": line, "as_of": as_of and as_of.isoformat(), "shows": shows}, ensure_ascii=False)


def issue(db: Executes, code: str, text: str, at: datetime) -> list[Any] | None:
    """Keep a card and the revision it was made at, and give the row; None when this very card is kept already."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    sql = "INSERT INTO cards (code, digest, content, at, revision) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    row = [code, digest, text, stamp(at), head(db)]
    return row if db.execute(sql, row).rowcount == 1 else None


def learn(db: Executes, cards: Iterable[Issued]) -> None:
    """Keep cards that were given out elsewhere, as they are kept there."""
    sql = "INSERT INTO cards (code, digest, content, at, revision) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    for each in cards:
        text = card(each.line, each.as_of, each.shows)
        db.execute(sql, (each.code, hashlib.sha256(text.encode()).hexdigest(), text, stamp(each.at), each.revision))


def issued(db: Executes, code: str) -> tuple[Issued, ...]:
    """Give all cards with this code, first issued first."""
    rows = db.execute("SELECT content, at, revision FROM cards WHERE code = ? ORDER BY at, digest", (code,))
    return tuple(_issued(code, json.loads(text), at, revision) for text, at, revision in rows)


def shorten(db: Executes, line: str, shortest: int = 10) -> str:
    """Give the token of a line, and keep both; of so many letters at least."""
    row = db.execute("SELECT token FROM tokens WHERE line = ?", (line,)).fetchone()
    if row is not None:
        return str(row[0])
    letters = base64.b32encode(hashlib.sha256(line.encode()).digest()).decode().lower()
    # Ten letters are 50 bits. Should two lines share them all, the later one takes one more.
    for length in range(shortest, len(letters)):
        token = "~" + letters[:length]
        made = db.execute("INSERT INTO tokens (token, line) VALUES (?, ?) ON CONFLICT DO NOTHING", (token, line))
        if made.rowcount == 1:
            return token
    raise ValueError("two lines have the same SHA-256")


def expand(db: Executes, token: str) -> str | None:
    """Give the line of a token."""
    row = db.execute("SELECT line FROM tokens WHERE token = ?", (token,)).fetchone()
    return None if row is None else str(row[0])


def remember(db: Executes, key: str, value: str) -> None:
    """Keep a small value under a key, in place of the one before."""
    sql = "INSERT INTO memory (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    db.execute(sql, (key, value))


def recall(db: Executes, key: str) -> str | None:
    """Give the value kept under a key."""
    row = db.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def first(db: Sql, key: str, entry: str, at: float, oldest: float) -> bool:
    """Keep an entry under a key with its time, let go of those older than `oldest`, and give whether it is new."""
    db.lock(f"first {key}")
    kept: dict[str, float] = json.loads(recall(db, key) or "{}")
    seen = {each: time for each, time in kept.items() if time >= oldest}
    if entry in seen:
        return False
    remember(db, key, json.dumps(seen | {entry: at}))
    return True


def forget(db: Executes, key: str) -> None:
    """Drop the value kept under a key."""
    db.execute("DELETE FROM memory WHERE key = ?", (key,))


def _revision(row: Sequence[Any]) -> Revision:
    number, dossier, title, digest, author, why, at, warnings, kind, reason, mistake, silent, *rest = row
    moment, found = datetime.fromisoformat(at), findings.loaded(warnings)
    said = (kind, reason, mistake, bool(silent), *rest)
    return Revision(number, dossier, title, digest, author, why, moment, found, *said)


def _issued(code: str, card: dict[str, object], at: str, revision: int) -> Issued:
    as_of, shows = card["as_of"], card["shows"]
    return Issued(
        code,
        str(card["line"]),
        None if as_of is None else date.fromisoformat(str(as_of)),
        tuple((figure, state) for figure, state in shows) if isinstance(shows, list) else (),
        datetime.fromisoformat(at),
        revision,
    )
