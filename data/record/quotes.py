"""Quotations, and the headlines that look like them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.folding import tokens
from data.record import people, sources
from data.record.names import MAX_TYPED, MAX_WORDS
from data.record.people import Person
from data.record.reading import NOW, Clock, day
from data.record.sources import Source

LIMIT = 10

Day = date


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as given. `kind` is verbatim, fragment, translation, rendering, headline or statement.

    `speaker` is who said it, `speaker_source` whose own text a statement is; both None when no source says. `via` is
    where we read it; `rendered_by` the id of the party whose wording a rendering is.
    """

    id: str
    text: str
    speaker: Person | None
    speaker_source: Source | None
    kind: str
    source: Source
    via: Source | None
    date: Day | None
    language: str | None
    original_language: str | None
    rendered_by: str | None
    note: str | None

    @property
    def published(self) -> Day | None:
        """The day it appeared: the source's, else that of where we read it, else the day it was said."""
        return self.source.published or (self.via.published if self.via else None) or self.date


def get(db: Database, id_: str, clock: Clock = NOW) -> Quote | None:
    """Give a quotation, None when there is none of this id or it had not been published by the clock's day."""
    found = db.execute(f"{_SELECT} AND q.id = :id", _values(clock) | {"id": id_}).fetchone()
    return None if found is None else _quote(db, found, clock)


def find(
    db: Database, words: str = "", speaker: str | None = None, clock: Clock = NOW, limit: int = LIMIT
) -> tuple[Quote, ...]:
    """Give quotations in which, or in whose speaker's name, every word occurs; newest first, then by id.

    `speaker` is a person's id. Headlines are left out: they are nobody's words.
    """
    return _found(db, _FIND, words, clock, {"speaker": speaker, "limit": limit})


def headlines(db: Database, words: str = "", clock: Clock = NOW, limit: int = LIMIT) -> tuple[Quote, ...]:
    """Give headlines in which every word occurs, newest first: words of an outlet, whatever marks they stand in."""
    return _found(db, _HEADLINES, words, clock, {"limit": limit})


def count(db: Database, words: str = "", speaker: str | None = None, clock: Clock = NOW) -> int:
    """Give how many quotations `find` would find without a limit."""
    values = _values(clock) | {"words": _words(words), "speaker": speaker, "limit": -1}
    number: int = db.execute(f"SELECT count(*) FROM ({_FIND})", values).fetchone()[0]  # noqa: S608  # a constant
    return number


_COLUMNS = (
    "id",
    "text",
    "speaker",
    "speaker_source",
    "kind",
    "source",
    "via",
    "date",
    "language",
    "original_language",
    "rendered_by",
    "note",
)

_SELECT = f"""
    SELECT {", ".join(f"q.{column}" for column in _COLUMNS)} FROM quotes q
    JOIN sources s ON s.id = q.source AND s.began <= :known AND (s.ended IS NULL OR s.ended > :known)
    LEFT JOIN sources v ON v.id = q.via AND v.began <= :known AND (v.ended IS NULL OR v.ended > :known)
    WHERE q.began <= :known AND (q.ended IS NULL OR q.ended > :known)
      AND coalesce(s.published, v.published, q.date, :as_of) <= :as_of
"""  # noqa: S608  # constants of this module

_CONTAINS = """
      AND NOT EXISTS (
        SELECT 1 FROM json_each(:words) w
        WHERE instr(q.folded, w.value) = 0 AND NOT EXISTS (
          SELECT 1 FROM names n WHERE n.id = q.speaker AND instr(n.folded, w.value) > 0
            AND n.began <= :known AND (n.ended IS NULL OR n.ended > :known)
        )
      )
"""

_NEWEST = "ORDER BY coalesce(q.date, s.published, v.published) DESC, q.id LIMIT :limit"

_FIND = f"{_SELECT} {_CONTAINS} AND q.kind <> 'headline' AND (:speaker IS NULL OR q.speaker = :speaker) {_NEWEST}"

_HEADLINES = f"{_SELECT} {_CONTAINS} AND q.kind = 'headline' {_NEWEST}"


def _values(clock: Clock) -> dict[str, object]:
    as_of = clock.as_of or date.max
    return {"known": 2**62 if clock.known is None else clock.known, "as_of": as_of.isoformat()}


def _words(typed: str) -> str:
    return json.dumps(tokens(typed[:MAX_TYPED])[:MAX_WORDS])


def _found(db: Database, sql: str, words: str, clock: Clock, values: dict[str, object]) -> tuple[Quote, ...]:
    found = db.execute(sql, _values(clock) | {"words": _words(words)} | values).fetchall()
    return tuple(_quote(db, row, clock) for row in found)


def _quote(db: Database, row: tuple[str | None, ...], clock: Clock) -> Quote:
    found = dict(zip(_COLUMNS, row, strict=True))
    spoken, printed, via = found["speaker"], found["speaker_source"], found["via"]
    return Quote(
        id=str(found["id"]),
        text=str(found["text"]),
        speaker=people.get(db, spoken, clock) if spoken else None,
        speaker_source=sources.need(db, printed, clock) if printed else None,
        kind=str(found["kind"]),
        source=sources.need(db, str(found["source"]), clock),
        via=sources.need(db, via, clock) if via else None,
        date=day(found["date"]),
        language=found["language"],
        original_language=found["original_language"],
        rendered_by=found["rendered_by"],
        note=found["note"],
    )
