"""Everything on record that has a name or was said, found by words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from data.folding import tokens
from data.record import names, quotes, sources
from data.record.names import MAX_TYPED, Names
from data.record.reading import NOW, Clock, row
from data.record.words import Words, begun, matching, newest

NAMED = {
    "person": None,
    "party": None,
    "alliance": None,
    "chamber": None,
    "constituency": None,
    "election": "elections",
    "contest": "contests",
    "motion": "motions",
    "event": "events",
    "rule": None,
}
"""Kinds found by their names, and the table whose source says when one of them was first heard of."""

SAID = {"motion": ("motions", "question"), "claim": ("claims", "text"), "event": ("events", "words")}
"""Kinds found by their words, and where these stand; quotations and headlines have a search of their own."""

KINDS = tuple(dict.fromkeys((*NAMED, "quote", "headline", *SAID)))

LOW, HIGH = 50.0, 90.0
"""The scores of a text that has all words: from one that has many others to one that has no other."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `names` where it has any, `text` where its words were found; `score` is 50 to 100."""

    id: str
    kind: str
    names: Names | None
    text: str | None
    score: float


def find(
    db: Database, words: str, clock: Clock = NOW, limit: int = 10, kinds: Collection[str] | None = None
) -> tuple[Hit, ...]:
    """Give what is on record under words like these, of these kinds or of any: the best first, then by kind and id.

    A name may be misspelt, in Latin or Urdu script; its score says how likely it was meant. Of texts those are found
    that hold every word, the newest of each kind; the last word may be the beginning of one, if it has three letters.
    A thing found both ways is one hit.
    """
    typed = words[:MAX_TYPED]
    wanted = KINDS if kinds is None else [kind for kind in KINDS if kind in kinds]
    if not tokens(typed):
        return ()
    best: dict[str, Hit] = {}
    for hit in (*_named(db, typed, clock, limit, wanted), *_said(db, typed, clock, limit, wanted)):
        best[hit.id] = _joined(best[hit.id], hit) if hit.id in best else hit
    hits = sorted(best.values(), key=lambda hit: (-hit.score, KINDS.index(hit.kind), hit.id))
    return tuple(hits[:limit])


def _joined(one: Hit, other: Hit) -> Hit:
    return Hit(one.id, one.kind, one.names or other.names, one.text or other.text, max(one.score, other.score))


def _named(db: Database, typed: str, clock: Clock, limit: int, kinds: Iterable[str]) -> Iterator[Hit]:
    for match, score in names.scored(db, typed, [kind for kind in kinds if kind in NAMED], clock, limit):
        table = NAMED[match.kind]
        if table is None or _visible(db, table, match.id, clock):
            yield Hit(match.id, match.kind, match.names, None, score)


def _said(db: Database, typed: str, clock: Clock, limit: int, kinds: Collection[str]) -> Iterator[Hit]:
    found = [*quotes.find(db, typed, None, clock, limit)] if "quote" in kinds else []
    found += quotes.headlines(db, typed, clock, limit) if "headline" in kinds else []
    for each in found:
        yield Hit(
            each.id, "headline" if each.kind == "headline" else "quote", None, each.text, _score(typed, each.text)
        )
    words = Words.read(typed)
    match = matching(words, begun(db, words))
    for kind, (table, column) in SAID.items():
        for id_ in newest(db, kind, match, clock, limit) if kind in kinds else ():
            if (text := _visible(db, table, id_, clock)) is not None:
                called = names.of(db, id_, clock)
                yield Hit(id_, kind, called if called.texts else None, text[column], _score(typed, text[column]))


def _visible(db: Database, table: str, id_: str, clock: Clock) -> dict[str, str] | None:
    found = row(db, clock, table, id_)
    return found if found is not None and sources.seen(db, [found], clock) else None


def _score(typed: str, text: str) -> float:
    share = len(set(tokens(typed))) / max(1, len(set(tokens(text))))
    return LOW + (HIGH - LOW) * min(1.0, share)
