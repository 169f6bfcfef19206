"""Names, and finding things by them. Names only find; what is found is an id."""

from __future__ import annotations

import difflib
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from data.folding import tokens
from data.record.reading import NOW, Clock, rows

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


def find(db: Database, typed: str, kinds: Collection[str], clock: Clock = NOW) -> tuple[Match, ...]:
    """Give the things of these kinds that the words typed can mean, best first: by id, by whole name, by parts.

    By parts means that every word typed begins a word of one and the same name. Case, diacritics and Urdu letter
    variants do not count. A surname alone is never exact, whoever's spelling it is: others may bear it.
    """
    wanted = tokens(typed[:MAX_TYPED])[:MAX_WORDS]
    if not wanted:
        return ()
    ranked: dict[str, tuple[int, int]] = {}
    for id_, kind, folded in _candidates(db, wanted, kinds, clock):
        rank = _rank(wanted, id_, kind, folded.split())
        if rank is not None:
            ranked[id_] = min(rank, ranked.get(id_, rank))
    kind_of = _kinds(db, ranked)
    best = sorted(ranked, key=lambda id_: (ranked[id_], id_))
    return tuple(Match(id_, kind_of[id_], of(db, id_, clock), exact=ranked[id_][0] <= _WHOLE) for id_ in best)


def nearest(db: Database, typed: str, kinds: Collection[str], n: int = 3, clock: Clock = NOW) -> tuple[Match, ...]:
    """Give up to `n` things whose names look most like what was typed, for "did you mean"."""
    wanted = " ".join(tokens(typed[:MAX_TYPED])[:MAX_WORDS])
    spelt: dict[str, set[str]] = defaultdict(set)
    for id_, _, folded in _named(db, kinds, clock):
        for form in (folded, *(word for word in folded.split() if len(word) > _SHORTEST)):
            spelt[form].add(id_)
    found: dict[str, str] = {}
    for form in difflib.get_close_matches(wanted, sorted(spelt), n=4 * n, cutoff=0.6):
        for id_ in sorted(spelt[form]):
            found.setdefault(id_, form)
    kind_of = _kinds(db, found)
    return tuple(Match(id_, kind_of[id_], of(db, id_, clock), exact=False) for id_ in list(found)[:n])


_ID, _WHOLE, _PARTS = 0, 1, 2
_SHORTEST = 3


def _rank(wanted: tuple[str, ...], id_: str, kind: str, name: list[str]) -> tuple[int, int] | None:
    """Give how well a name answers: the way it matches, then how many of its words were left unsaid."""
    if "".join(wanted) == id_.replace("-", ""):
        return _ID, 0
    spare = len(name) - len(wanted)
    if "".join(wanted) == "".join(name) and not (kind == "spelling" and len(name) == 1):
        return _WHOLE, 0
    if all(any(word.startswith(start) for word in name) for start in wanted):
        return _PARTS, max(spare, 0)
    return None


def _candidates(
    db: Database, wanted: tuple[str, ...], kinds: Collection[str], clock: Clock
) -> list[tuple[str, str, str]]:
    joined = "".join(wanted)
    sql = """
        SELECT n.id, n.kind, n.folded FROM names n JOIN entities e USING (id)
        WHERE n.began <= :known AND (n.ended IS NULL OR n.ended > :known)
          AND e.kind IN (SELECT value FROM json_each(:kinds))
          AND (instr(' ' || n.folded, ' ' || :first) OR replace(n.folded, ' ', '') = :joined
               OR replace(n.id, '-', '') = :joined)
    """
    values = {"kinds": json.dumps(sorted(kinds)), "first": wanted[0], "joined": joined, "known": _known(clock)}
    return [(id_, kind, folded) for id_, kind, folded in db.execute(sql, values)]


def _named(db: Database, kinds: Collection[str], clock: Clock) -> list[tuple[str, str, str]]:
    return _candidates(db, ("",), kinds, clock)


def _known(clock: Clock) -> int:
    return 2**62 if clock.known is None else clock.known


def _kinds(db: Database, ids: Collection[str]) -> dict[str, str]:
    sql = "SELECT id, kind FROM entities WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (json.dumps(sorted(ids)),)).fetchall())
