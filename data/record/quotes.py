"""Quotations, and the headlines that look like them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlite_utils import Database

from data.folding import words as folded
from data.record import people, sources
from data.record.names import MAX_TYPED
from data.record.people import Person
from data.record.reading import NOW, Clock, day, known, row, rows
from data.record.sources import Source
from data.record.wording import Segment, alike, difference
from data.record.words import Words, begun, matching, said, span
from data.sayings import DAY_BITS

__all__ = [
    "Nearest",
    "Quote",
    "Segment",
    "count",
    "difference",
    "find",
    "get",
    "headlines",
    "nearest",
    "originals",
    "random",
]

LIMIT = 10

COUNTED = 1000
"""Quotations that are counted before it is enough to say that there are at least so many."""

TIES = 40
"""Quotations read beyond those asked for, so that those of one day come by id."""

TRIES = 64
"""Quotations looked at by chance before one is chosen among the newest instead."""

NEAR = 60.0
"""The likeness, of 100, from which words can be those of a quotation."""

COMPARED = 50
"""Quotations compared word for word with what was pasted."""

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


@dataclass(frozen=True, slots=True)
class Nearest:
    """The quotation whose wording is nearest to what was pasted: its likeness of 100, and where the two differ.

    100 is word for word, also where only a part of the quotation was pasted.
    """

    quote: Quote
    score: float
    segments: tuple[Segment, ...]


def get(db: Database, id_: str, clock: Clock = NOW) -> Quote | None:
    """Give a quotation, None when there is none of this id or it had not been published by the clock's day."""
    if clock.righted:
        return _righted(db, id_, clock)
    found = db.execute(f"{_SELECT} {_FROM} WHERE {_HOLDS} AND q.id = :id", _values(clock) | {"id": id_}).fetchone()
    return None if found is None else _quote(db, found, clock)


def _righted(db: Database, id_: str, clock: Clock) -> Quote | None:
    """Give a quotation as it was, without what has been found wrong in it since."""
    found = row(db, clock, "quotes", id_)
    quote = None if found is None else _quote(db, tuple(found[column] for column in _COLUMNS), clock)
    if quote is None or not (clock.published(quote.published) and clock.published(quote.date)):
        return None
    return quote


def find(
    db: Database, words: str = "", speaker: str | None = None, clock: Clock = NOW, limit: int = LIMIT
) -> tuple[Quote, ...]:
    """Give quotations in which, or in whose speaker's name, every word occurs: newest first, those of one day by id.

    `speaker` is a person's id. Words are whole ones; the last may be the beginning of one, if it has three letters.
    Headlines are left out: they are nobody's words. Of a day with very many, those last on record come first.
    """
    return _found(db, _search(db, "quote", words, speaker, clock), clock, limit)


def headlines(db: Database, words: str = "", clock: Clock = NOW, limit: int = LIMIT) -> tuple[Quote, ...]:
    """Give headlines in which every word occurs, newest first: words of an outlet, whatever marks they stand in."""
    return _found(db, _search(db, "headline", words, None, clock), clock, limit)


def count(db: Database, words: str = "", speaker: str | None = None, clock: Clock = NOW, limit: int = COUNTED) -> int:
    """Give how many quotations `find` would find without a limit, or `limit` when there are at least so many."""
    from_, values = _search(db, "quote", words, speaker, clock)
    sql = f"SELECT count(*) FROM (SELECT 1 {from_} LIMIT :limit)"  # noqa: S608  # constants of this module
    number: int = db.execute(sql, values | {"limit": limit}).fetchone()[0]
    return number


def random(db: Database, clock: Clock = NOW, *, rng: Random, speaker: str | None = None) -> Quote | None:
    """Give any quotation that holds by the clock, all of them alike likely, or None where there is none.

    Where few of those on record hold, or of one speaker, it is one of the newest thousand.
    """
    (last,) = db.execute("SELECT max(rowid) FROM quotes").fetchone()
    sql = f"{_SELECT} {_FROM} WHERE q.rowid = :row AND {_HOLDS} AND q.kind <> 'headline'"
    for _ in range(TRIES if last and speaker is None else 0):
        found = db.execute(sql, _values(clock) | {"row": rng.randint(1, last)}).fetchone()
        if found is not None:
            return _quote(db, found, clock)
    from_, values = _search(db, "quote", "", speaker, clock)
    sql = f"SELECT q.id {from_} LIMIT :limit"  # constants of this module
    ids = db.execute(sql, values | {"limit": COUNTED}).fetchall()
    return get(db, rng.choice(ids)[0], clock) if ids else None


def originals(db: Database, ids: Iterable[str], clock: Clock = NOW) -> dict[str, Quote]:
    """Give the quotations that others of these ids translate, or say in other words, by the ids of those."""
    found = rows(db, clock, "renderings", {"id": tuple(ids)}, "id")
    known = ((each["id"], get(db, each["of"], clock)) for each in found)
    return {id_: original for id_, original in known if original is not None}


def nearest(db: Database, text: str, clock: Clock = NOW) -> Nearest | None:
    """Give the quotation on record whose wording is nearest to a pasted one, None where none is near."""
    sql = f"SELECT q.folded {_FROM} WHERE {_HOLDS} AND q.id = :id"  # constants of this module
    typed = folded(text)
    best, score = None, 0.0
    for id_ in said(db, "quote", text, clock, COMPARED):
        found = db.execute(sql, _values(clock) | {"id": id_}).fetchone()
        likeness = alike(found[0], typed) if found else 0.0
        if likeness > score:
            best, score = id_, likeness
    quote = get(db, best, clock) if best is not None and score >= NEAR else None
    return None if quote is None else Nearest(quote, score, difference(quote.text, text))


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

_SELECT = f"SELECT {', '.join(f'q.{column}' for column in _COLUMNS)}"

_SOURCES = """
    CROSS JOIN sources s ON s.id = q.source AND s.began <= :known AND (s.ended IS NULL OR s.ended > :known)
    LEFT JOIN sources v ON v.id = q.via AND v.began <= :known AND (v.ended IS NULL OR v.ended > :known)
"""

_ON_RECORD = "q.began <= :known AND (q.ended IS NULL OR q.ended > :known)"

_PUBLISHED = "coalesce(s.published, v.published, q.date, :as_of) <= :as_of AND coalesce(q.date, :as_of) <= :as_of"
"""Nothing can be read before the day it was said, whatever day its source bears."""

_FROM = f"FROM quotes q {_SOURCES}"

_HOLDS = f"{_ON_RECORD} AND {_PUBLISHED}"

_NAMED = "n.id = q.speaker AND n.began <= :known AND (n.ended IS NULL OR n.ended > :known)"


def _contains(part: str) -> str:
    """Give the SQL that finds a part between the words of a quotation, or of a name its speaker has by the clock.

    The index knows the names that speakers ever had.
    """
    said = f"instr(' ' || q.folded || ' ', :{part})"
    names = f"SELECT 1 FROM names n WHERE {_NAMED} AND instr(' ' || n.folded || ' ', :{part})"  # noqa: S608  # constants
    return f"({said} OR EXISTS ({names}))"


def _where(clock: Clock, parts: Iterable[str], *, indexed: bool) -> str:
    """Give where quotations are looked for, the newest first; sources are read only where a day is asked for."""
    tests = [
        "e.n BETWEEN :low AND :high AND e.began <= :known AND (e.ended IS NULL OR e.ended > :known)",
        _ON_RECORD if clock.as_of is None else _HOLDS,
        "(:speaker IS NULL OR q.speaker = :speaker)",
        *map(_contains, parts),
    ]
    texts = "sayings_fts f CROSS JOIN sayings e ON e.n = f.rowid" if indexed else "sayings e"
    index = ["sayings_fts MATCH :match AND f.rowid BETWEEN :low AND :high"] if indexed else []
    return (
        f"FROM {texts} CROSS JOIN quotes q ON q.id = e.id {'' if clock.as_of is None else _SOURCES} "  # constants
        f"WHERE {' AND '.join(index + tests)} ORDER BY {'f.rowid' if indexed else 'e.n'} DESC"
    )


def _values(clock: Clock) -> dict[str, object]:
    as_of = clock.as_of or date.max
    return {"known": known(clock), "as_of": as_of.isoformat()}


_Search = tuple[str, dict[str, object]]
"""Where to look for quotations, the newest first, and the values that go with it."""


def _search(db: Database, kind: str, typed: str, speaker: str | None, clock: Clock) -> _Search:
    words = Words.read(typed[:MAX_TYPED])
    low, high = span(kind, clock.as_of)
    values = _values(clock) | {"low": low, "high": high, "speaker": speaker}
    if not words.all and speaker is None:
        return _where(clock, (), indexed=False), values
    parts = {f"part_{number}": part for number, part in enumerate(words.parts())}
    match = matching(words, begun(db, words), speaker)
    return _where(clock, parts, indexed=True), values | parts | {"match": match}


def _found(db: Database, search: _Search, clock: Clock, limit: int) -> tuple[Quote, ...]:
    from_, values = search
    sql = f"{_SELECT}, e.n >> :day {from_} LIMIT :limit"
    found = db.execute(sql, values | {"limit": limit + TIES, "day": DAY_BITS}).fetchall()
    found.sort(key=lambda row: (-row[-1], row[0]))
    if clock.righted:
        kept = (_righted(db, row[0], clock) for row in found)
        return tuple(quote for quote in kept if quote is not None)[:limit]
    return tuple(_quote(db, row[:-1], clock) for row in found[:limit])


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
