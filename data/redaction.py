"""Redaction: content goes from everything that is kept, and the record is made anew without it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from data.dossier.schema import Dossier
from data.dossier.tombstones import Stone, redact
from data.folding import words
from data.sql import Sql

MARK = "[redacted]"
"""Stands where redacted words were quoted elsewhere: in a reason, a title, somebody's question."""

RUN = 4
"""Words in a row that make a line somebody typed a copy of what is redacted."""

DUE = "scrub:due"
"""The key under which it is kept that the file still has pages with redacted words."""


def stones(db: Database) -> tuple[Stone, ...]:
    """Give all that is redacted."""
    sql = "SELECT of, date, reason FROM amendments WHERE kind = 'redaction' AND ended IS NULL ORDER BY began, id"
    return tuple(Stone(of, date.fromisoformat(on), reason) for of, on, reason in db.execute(sql))


def stripped(db: Database, dossier: Dossier) -> Dossier:
    """Give a dossier without what is redacted already: published again, it does not come back."""
    gone = stones(db)
    if not gone:
        return dossier
    data = dossier.model_dump(mode="json", exclude_defaults=True)
    without, _ = redact(data, gone)
    return dossier if without == data else Dossier.model_validate(without).placed(dossier.origin())


def erase(db: Sql, dossier: Dossier) -> None:
    """Take what a dossier redacts out of everything that is kept on the desk; the record has to be made anew then."""
    gone = [Stone(each.of, each.date, each.reason) for each in dossier.redactions.values()]
    went = list[str]()
    for table, key in (("revisions", "number"), ("previews", "id")):
        for id_, content in db.execute(f"SELECT {key}, content FROM {table}").fetchall():  # noqa: S608  # constants
            without, texts = redact(json.loads(content), gone)
            if texts or without != json.loads(content):
                text = json.dumps(without, ensure_ascii=False, separators=(",", ":"))
                db.execute(f"UPDATE {table} SET content = ? WHERE {key} = ?", (text, id_))  # noqa: S608  # constants
                went += texts
    _states(db, gone)
    _warnings(db, gone)
    _lines(db, went)
    for table, column in db.columns():
        for needle in _needles(went):
            sql = f"SELECT DISTINCT {column} FROM {table} WHERE instr({column}, ?) > 0"  # noqa: S608  # names out of the schema
            for (text,) in db.execute(sql, (needle,)).fetchall():
                _put(db, table, column, text, text.replace(needle, MARK))


def scrub_later(db: Database) -> None:
    """Keep that the file still has what was taken out, in pages that nothing uses."""
    db.execute("INSERT INTO memory (key, value) VALUES (?, '') ON CONFLICT DO NOTHING", (DUE,))


ALONE = {
    ("tokens", "line"): "true",
    ("previews", "request"): "true",
    ("outbox", "subject"): "n.chat = o.chat AND n.revision = o.revision AND n.kind = o.kind",
}
"""Where a text stands once only, and among which rows."""


def _put(db: Sql, table: str, column: str, before: str, after: str) -> None:
    """Put one text in the place of another; where it may stand but once and stands already, the other one goes."""
    if (same := ALONE.get((table, column))) is not None:
        there = f"SELECT 1 FROM {table} AS n WHERE n.{column} = ? AND {same}"  # noqa: S608  # names out of the schema
        db.execute(f"DELETE FROM {table} AS o WHERE o.{column} = ? AND EXISTS ({there})", (before, after))  # noqa: S608  # the same
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (after, before))  # noqa: S608  # the same


def due(db: Database) -> bool:
    """Say whether redacted words may be left in pages of the file that nothing uses."""
    return db.execute("SELECT 1 FROM memory WHERE key = ?", (DUE,)).fetchone() is not None


def scrubbed(db: Database) -> None:
    """Keep that none is."""
    db.execute("DELETE FROM memory WHERE key = ?", (DUE,))


def _states(db: Sql, gone: Iterable[Stone]) -> None:
    """Take out of cards and postings what they showed of it."""
    for stone in gone:
        own = "figure = :of OR substr(figure, 1, length(CAST(:of AS TEXT)) + 1) = :of || '/'"
        among = f"SELECT DISTINCT posting, figure FROM posting_figures WHERE {own}"  # noqa: S608  # constants
        found = db.execute(among, {"of": stone.of}).fetchall()
        db.execute(f"DELETE FROM posting_figures WHERE {own}", {"of": stone.of})  # noqa: S608  # the same
        db.executemany("INSERT INTO posting_figures (posting, figure, state) VALUES (?, ?, 'redacted')", found)
    for code, digest, content in db.execute("SELECT code, digest, content FROM cards").fetchall():
        card = json.loads(content)
        shows = [[figure, "redacted" if _of(figure, gone) else state] for figure, state in card["shows"]]
        if shows != card["shows"]:
            text = json.dumps(card | {"shows": shows}, ensure_ascii=False)
            db.execute("UPDATE cards SET content = ? WHERE code = ? AND digest = ?", (text, code, digest))


def _of(figure: str, gone: Iterable[Stone]) -> bool:
    return any(stone.of in {figure, figure.partition("/")[0]} for stone in gone)


def _warnings(db: Sql, gone: Iterable[Stone]) -> None:
    """Drop the arithmetic of checks on tables that are redacted."""
    about = {stone.of.partition("/")[0] for stone in gone}
    for number, kept in db.execute("SELECT number, warnings FROM revisions WHERE warnings <> '[]'").fetchall():
        found = json.loads(kept)
        left = [each for each in found if not set(each[2].split(".")) & about]
        if left != found:
            text = json.dumps(left, ensure_ascii=False, separators=(",", ":"))
            db.execute("UPDATE revisions SET warnings = ? WHERE number = ?", (text, number))


def _lines(db: Sql, went: Iterable[str]) -> None:
    """Take the words out of lines that people typed: of such a line the command is left."""
    copied = _Copies(went)
    for table in ("tokens", "postings"):
        for (line,) in db.execute(f"SELECT DISTINCT line FROM {table}").fetchall():  # noqa: S608  # constants
            if copied.found(line):
                _put(db, table, "line", line, _short(line))
    for code, digest, content in db.execute("SELECT code, digest, content FROM cards").fetchall():
        card = json.loads(content)
        if copied.found(card["line"]):
            text = json.dumps(card | {"line": _short(card["line"])}, ensure_ascii=False)
            db.execute("UPDATE cards SET content = ? WHERE code = ? AND digest = ?", (text, code, digest))


def _short(line: str) -> str:
    return f"{line.split(' ', maxsplit=1)[0]} redacted"


class _Copies:
    """Finds what is copied from texts: several words in a row, or the whole of a short one."""

    def __init__(self, texts: Iterable[str]) -> None:
        said = [words(text).split() for text in texts]
        self._runs = {run for each in said for run in _runs(each)}
        self._whole = [f" {' '.join(each)} " for each in said if 1 < len(each) < RUN]

    def found(self, line: str) -> bool:
        """Say whether a line holds a copy."""
        typed = words(line)
        return bool(self._runs & _runs(typed.split())) or any(each in f" {typed} " for each in self._whole)


def _runs(found: list[str]) -> set[tuple[str, ...]]:
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def _needles(went: Iterable[str]) -> list[str]:
    """Give the texts as they may stand in a column: as they are, and inside JSON; short ones could be anybody's."""
    long = (text for text in went if len(text) > len(MARK) and " " in text.strip())
    escaped = ((text, *(json.dumps(text, ensure_ascii=ascii_)[1:-1] for ascii_ in (False, True))) for text in long)
    found = dict.fromkeys(each for forms in escaped for each in forms)
    return sorted(found, key=len, reverse=True)
