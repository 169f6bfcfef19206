"""Which part of a table a key stands for: `gilani`, `notcast`, `pti`; nothing is guessed that could be two things."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.commands import Values
from bot.errors import UserError
from data.dossier.values import RESERVED, well_formed
from data.folding import skeleton, tokens
from data.record import names
from data.record.names import Names
from handlers.editing.again import Again
from handlers.editing.given import Declared

NEW = "new."
"""Before an id: the thing is not on record yet, and is called as its id says."""

SPOKEN = {
    "cast": "votes-cast",
    "polled": "votes-cast",
    "invalid": "rejected",
    "aye": "yes",
    "ayes": "yes",
    "noes": "no",
    "nays": "no",
    "abstained": "abstain",
    "abstentions": "abstain",
}
"""What people write for a part of every table, besides its own word."""

_WORDS = {part.replace("-", ""): part for part in RESERVED} | SPOKEN

SHORTEST = 3
"""Letters by which a name is known that is not written out."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the keys of a table can stand for: its `likely` parts, and other things of these kinds.

    With `closed`, a thing that is none of the likely ones is offered and not taken: it did not stand.
    """

    likely: tuple[Names, ...]
    kinds: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Keyed:
    """All the figures among which a key stands, and the way to ask for them again."""

    figures: Values
    again: Again


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its id; a new thing with what a dossier declares of it."""

    id: str
    declared: Declared | None = None


def reserved(key: str) -> str | None:
    """Give the part of every table that a word stands for, nothing for any other word."""
    return _WORDS.get(re.sub(r"[\W_]", "", key).lower())


def parts(db: Database, figures: Values, expected: Expected, again: Again) -> dict[str, Part]:
    """Give the part each key stands for. Raises UserError where one fits several or none, or two are the same."""
    found: dict[str, Part] = {}
    for key in figures:
        one = part(db, key, figures, expected, again)
        if one.id in {each.id for each in found.values()}:
            raise UserError("part-twice", typed=key, part=one.id)
        found[key] = one
    return found


def part(db: Database, key: str, figures: Values, expected: Expected, again: Again) -> Part:
    """Give the part that one key among figures stands for. Raises UserError where it fits several or none."""
    word = reserved(key)
    return Part(word) if word else _thing(db, key, expected, _Keyed(figures, again))


def fits(key: str, thing: Names) -> bool:
    """Say whether every word of the key begins, or sounds like, a word of one and the same name of a thing."""
    wanted = tokens(key)
    return bool(wanted) and any(
        all(any(_alike(word, other) for other in form) for word in wanted) for form in map(tokens, _forms(thing))
    )


def new(db: Database, key: str) -> Part:
    """Give the new thing of `new.some-id`, named as its id says. Raises UserError where the id is bad or taken."""
    id_ = key.removeprefix(NEW)
    if not well_formed(id_):
        raise UserError("new-bad-id", value=id_)
    if db.execute("SELECT 1 FROM entities WHERE id = ?", (id_,)).fetchone():
        raise UserError("new-taken", value=id_)
    return Part(id_, {"names": {"en": " ".join(word.capitalize() for word in id_.split("-"))}})


def _thing(db: Database, key: str, expected: Expected, asked: _Keyed) -> Part:
    if key.startswith(NEW) and expected.kinds:
        return new(db, key)
    exact = [each for each in expected.likely if _is(key, each)]
    fitting = exact or [each for each in expected.likely if fits(key, each)]
    if len(fitting) == 1:
        return Part(fitting[0].id)
    known = names.resolve(db, key, expected.kinds) if expected.kinds else names.Resolved(None)
    if known.match is not None and not fitting and not expected.closed:
        return Part(known.match.id)
    others = [match.names for match in ([known.match] if known.match else known.candidates)]
    offered = {each.id: each for each in [*(fitting or expected.likely), *others]}
    buttons = asked.again.keyed(asked.figures, key, offered.values())
    raise UserError("part-which" if buttons else "part-unknown", typed=key, count=len(fitting), buttons=buttons)


def _forms(thing: Names) -> Iterable[str]:
    return (
        thing.id,
        *(text for _, text in thing.texts),
        *([thing.short] if thing.short else []),
        *(spelling.text for spelling in thing.spellings),
    )


def _is(key: str, thing: Names) -> bool:
    return any("".join(tokens(key)) == "".join(tokens(form)) for form in _forms(thing))


def _alike(word: str, other: str) -> bool:
    if word == other or (len(word) >= SHORTEST and other.startswith(word)):
        return True
    return len(word) >= SHORTEST and len(skeleton(word)) > 1 and skeleton(word) == skeleton(other)
