"""Names, and finding things by them. Names only find; what is found is an id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from data.folding import tokens
from data.record.reading import NOW, Clock, rows
from data.record.spelt import Name, spelt

MAX_TYPED = 200
MAX_WORDS = 12
"""What is typed beyond these is not looked at: nobody's name is longer."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling met somewhere; `source` is the id of where, when that is known."""

    text: str
    language: str | None
    source: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """What a thing is called: pairs of language and name, a short form, and spellings."""

    id: str
    texts: tuple[tuple[str, str], ...]
    short: str | None = None
    spellings: tuple[Spelling, ...] = ()

    def of(self, language: str) -> str:
        """Give the name in this language, else in English, else in whichever there is, else the id."""
        texts = dict(self.texts)
        first = self.texts[0][1] if self.texts else self.id
        return texts.get(language) or texts.get(language.split("-", maxsplit=1)[0]) or texts.get("en") or first

    def brief(self, language: str) -> str:
        """Give the short form, else the name in this language."""
        return self.short or self.of(language)


@dataclass(frozen=True, slots=True)
class Match:
    """Something found by what was typed; `exact` when it is its id, its short form or a whole name of it."""

    id: str
    kind: str
    names: Names
    exact: bool


def of(db: Database, id_: str, clock: Clock = NOW) -> Names:
    """Give the names of a thing; one without any is called by its id."""
    found = rows(db, clock, "names", {"id": id_})
    return Names(
        id=id_,
        texts=tuple((each["language"], each["text"]) for each in found if each["kind"] == "name"),
        short=next((each["text"] for each in found if each["kind"] == "short"), None),
        spellings=tuple(
            Spelling(each["text"], each["language"], each["source"], each["note"])
            for each in found
            if each["kind"] == "spelling"
        ),
    )


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was meant: `match`, or None; `candidates` are for offering then, best first, and none of them is chosen."""

    match: Match | None
    candidates: tuple[Match, ...] = ()


def resolve(db: Database, typed: str, kinds: Collection[str], clock: Clock = NOW) -> Resolved:
    """Say which thing of these kinds the words typed mean, or which they could mean.

    Its id means a thing, and so does a whole name or a short form that no other has. Any other words mean one when
    their score is 79 of 100 or more and 3 points over the next thing's: measured on 10,000 names, no absent person
    was taken for another so. Up to five candidates, from 60 points on.
    """
    found = _find(db, typed, kinds, clock)
    best = found.exact or [id_ for _, id_ in found.scores[:OFFERED]]
    matches = _matches(db, best, clock, exact=bool(found.exact))
    return Resolved(matches[0]) if found.certain else Resolved(None, matches)


def find(db: Database, typed: str, kinds: Collection[str], clock: Clock = NOW) -> tuple[Match, ...]:
    """Give the things of these kinds that the words typed can mean, best first: by id, by whole name, by parts.

    By parts means that every word typed begins a word of one and the same name. Case, diacritics and Urdu letter
    variants do not count. A surname alone is never exact, whoever's spelling it is: others may bear it. Where nothing
    is found so, the thing that `resolve` would take the words for is, or those it cannot tell apart. At most 50.
    """
    wanted = _wanted(typed)
    if not wanted:
        return ()
    names = spelt(db, clock)
    ranked: dict[str, tuple[int, int]] = {}
    for name in {*names.named(wanted), *names.begun(wanted)}:
        rank = _rank(wanted, name)
        if name.kind in kinds and rank is not None:
            ranked[name.id] = min(rank, ranked.get(name.id, rank))
    if not ranked:
        return _alike(db, typed, kinds, clock)
    whole = {id_ for id_, rank in ranked.items() if rank[0] <= _WHOLE}
    best = sorted(ranked, key=lambda id_: (ranked[id_], id_))[:MATCHES]
    return tuple(match for id_ in best for match in _matches(db, [id_], clock, exact=id_ in whole))


def nearest(db: Database, typed: str, kinds: Collection[str], n: int = 3, clock: Clock = NOW) -> tuple[Match, ...]:
    """Give up to `n` things whose names are most like what was typed, for "did you mean"."""
    wanted = _wanted(typed)
    scores = spelt(db, clock).ranked(wanted, kinds) if wanted else []
    return _matches(db, [id_ for score, id_ in scores[:n] if score >= NEAR], clock, exact=False)


def scored(
    db: Database, typed: str, kinds: Collection[str], clock: Clock = NOW, n: int = 10
) -> tuple[tuple[Match, float], ...]:
    """Give up to `n` things of these kinds with the scores, 60 to 100, of their names; the best first, then by id."""
    found = _find(db, typed, kinds, clock)
    scores = [(100.0, id_) for id_ in found.exact] or found.scores
    return tuple(
        (match, score) for score, id_ in scores[:n] for match in _matches(db, [id_], clock, exact=id_ in found.exact)
    )


MATCHES = 50
"""Things found by the beginnings of their names; nobody reads on."""

ACCEPTED, MARGIN = 79.0, 3.0
"""The score from which words mean a thing, and by how much it has to lead: a score alone took 2 of 40 for another."""

CANDIDATE, OFFERED = 60.0, 5
"""The score from which a thing is offered, and how many are."""

NEAR = 50.0
"""The score from which a thing is named as what could have been meant."""

_ID, _WHOLE, _PARTS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Found:
    exact: list[str]
    scores: list[tuple[float, str]]

    @property
    def certain(self) -> bool:
        if self.exact:
            return len(self.exact) == 1
        score, following = [*(score for score, _ in self.scores[:2]), 0.0, 0.0][:2]
        return score >= ACCEPTED and score - following >= MARGIN


def _find(db: Database, typed: str, kinds: Collection[str], clock: Clock) -> _Found:
    wanted = _wanted(typed)
    if not wanted:
        return _Found([], [])
    names = spelt(db, clock)
    exact = {name.id for name in names.named(wanted) if name.kind in kinds and _rank(wanted, name) in _EXACT}
    # A button carries an id, and means that thing even where another is called the same.
    if typed.strip() in exact:
        exact = {typed.strip()}
    scores = [] if exact else [each for each in names.ranked(wanted, kinds) if each[0] >= CANDIDATE]
    return _Found(sorted(exact), scores)


def _alike(db: Database, typed: str, kinds: Collection[str], clock: Clock) -> tuple[Match, ...]:
    found = _find(db, typed, kinds, clock)
    best = [id_ for score, id_ in found.scores if score >= ACCEPTED]
    return _matches(db, best[: 1 if found.certain else OFFERED], clock, exact=False)


_EXACT = ((_ID, 0), (_WHOLE, 0))


def _rank(wanted: tuple[str, ...], name: Name) -> tuple[int, int] | None:
    """Give how well a name answers: the way it matches, then how many of its words were left unsaid."""
    if "".join(wanted) == name.id.replace("-", ""):
        return _ID, 0
    surname = name.kind == "person" and name.form == "spelling" and len(name.words) == 1
    if "".join(wanted) == "".join(name.words) and not surname:
        return _WHOLE, 0
    if all(any(word.startswith(start) for word in name.words) for start in wanted):
        return _PARTS, max(len(name.words) - len(wanted), 0)
    return None


def _wanted(typed: str) -> tuple[str, ...]:
    return tokens(typed[:MAX_TYPED])[:MAX_WORDS]


def _matches(db: Database, ids: Iterable[str], clock: Clock, *, exact: bool) -> tuple[Match, ...]:
    kinds = "SELECT kind FROM entities WHERE id = ?"
    return tuple(Match(id_, db.execute(kinds, (id_,)).fetchone()[0], of(db, id_, clock), exact) for id_ in ids)
