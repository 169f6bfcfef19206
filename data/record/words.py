"""What people type as a query of the full-text index: words, and never its syntax."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from itertools import pairwise

from sqlite_utils import Database

from data.folding import tokens
from data.record.names import MAX_WORDS
from data.record.reading import Clock, known
from data.sayings import SPEAKER, first

SHORTEST = 3
"""Letters from which the last word may be the beginning of another."""

BEGUN = 200
"""Words that a beginning can stand for, in the order of the alphabet."""

PASTED = 40
"""Words of a pasted text by which its quotation is looked for."""

NEWEST = 100
"""Texts looked at for one word or pair of words, the newest ones."""


TELLING, PAIRS = 3, 10
"""Rarer words that are enough to find a text by; otherwise, pairs of common ones that are looked for."""

VERSIONS = 2
"""Times as many texts are looked at as are wanted: some may not hold at the revision asked for."""


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words: `all` of them, and whether the last may go on."""

    all: tuple[str, ...]
    open: bool

    @classmethod
    def read(cls, typed: str) -> Words:
        """Give the words of what was typed, twelve at most; the last may go on unless something stands behind it."""
        found = tokens(typed)
        ends = not found or not typed[-1:].isalnum() or len(found[-1]) < SHORTEST
        return cls(found[:MAX_WORDS], not ends and len(found) <= MAX_WORDS)

    def parts(self) -> list[str]:
        """Give the texts, each between spaces as far as it is whole, that a folded text between spaces has to hold."""
        whole = [f" {word} " for word in self.all]
        return [*whole[:-1], whole[-1].rstrip()] if self.open else whole


def begun(db: Database, words: Words) -> tuple[str, ...]:
    """Give the words on record that the last word begins, itself among them; only itself where it may not go on."""
    if not words.open:
        return words.all[-1:]
    last = words.all[-1]
    sql = "SELECT word FROM sayings_words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?"
    return (last, *(word for (word,) in db.execute(sql, (last, f"{last}\U0010ffff", BEGUN)) if word != last))


def matching(words: Words, last: Sequence[str], speaker: str | None = None) -> str:
    """Give the query for texts that hold all words, the last in any of these forms, and that the speaker said.

    Every word stands in double quotes: nothing in it is taken for syntax (https://www.sqlite.org/fts5.html, 3.1).
    """
    wanted = [_quoted([word]) for word in words.all[:-1]]
    if words.all:
        wanted.append(_quoted(last))
    if speaker is not None:
        wanted.append(_quoted([f"{SPEAKER}{speaker}"]))
    return " AND ".join(wanted)


def span(kind: str, as_of: date | None) -> tuple[int, int]:
    """Give the first and the last number of texts of a kind that had appeared by a day."""
    if as_of is None or as_of == date.max:
        return first(kind), first(kind, date.max.toordinal() + 1) - 1
    return first(kind), first(kind, as_of.toordinal() + 1) - 1


def said(db: Database, kind: str, text: str, clock: Clock, limit: int) -> tuple[str, ...]:
    """Give the ids of the texts that share most words with a pasted one, rare words and pairs counting most.

    Of a common word only the newest texts are looked at. Where few words are rarer than that, two common ones that
    follow each other find older texts.
    """
    words = tuple(dict.fromkeys(tokens(text)))[:PASTED]
    found = {word: _numbers(db, kind, _quoted([word]), clock) for word in words}
    rare = [word for word in words if 0 < len(found[word]) < NEWEST]
    common = [word for word in words if len(found[word]) == NEWEST]
    pairs = list(pairwise(common))[:PAIRS] if len(rare) < TELLING else []
    together = [_numbers(db, kind, " AND ".join(_quoted([word]) for word in pair), clock) for pair in pairs]
    weights: dict[int, float] = defaultdict(float)
    for numbers in (*found.values(), *together):
        for n in numbers:
            weights[n] += 1 / (1 + len(numbers))
    best = nlargest(VERSIONS * limit, weights, key=lambda n: (weights[n], -n))
    ids = (_holding(db, n, clock) for n in best)
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ is not None))[:limit]


def _numbers(db: Database, kind: str, match: str, clock: Clock) -> list[int]:
    sql = """
        SELECT rowid FROM sayings_fts WHERE sayings_fts MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
    """
    return [n for (n,) in db.execute(sql, (match, *span(kind, clock.as_of), NEWEST))]


def _holding(db: Database, n: int, clock: Clock) -> str | None:
    sql = "SELECT id FROM sayings WHERE n = :n AND began <= :known AND (ended IS NULL OR ended > :known)"
    found: tuple[str] | None = db.execute(sql, {"n": n, "known": known(clock)}).fetchone()
    return found[0] if found else None


def newest(db: Database, kind: str, match: str, clock: Clock, limit: int) -> list[str]:
    """Give the ids of the newest texts of a kind that a query finds, as far as both clocks show them."""
    low, high = span(kind, clock.as_of)
    sql = """
        SELECT e.id FROM sayings_fts f CROSS JOIN sayings e ON e.n = f.rowid
        WHERE sayings_fts MATCH ? AND f.rowid BETWEEN ? AND ? AND e.began <= ? AND (e.ended IS NULL OR e.ended > ?)
        ORDER BY f.rowid DESC LIMIT ?
    """
    at = known(clock)
    return [id_ for (id_,) in db.execute(sql, (match, low, high, at, at, limit))]


def _quoted(forms: Sequence[str]) -> str:
    """Give the query for a text that holds one of the forms."""
    quoted = ['"' + form.replace('"', '""') + '"' for form in forms]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"
