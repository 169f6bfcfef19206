"""How near one wording is to another, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal

from rapidfuzz import fuzz

from data.folding import tokens

LONGEST = 500
"""Words of a pasted text that are compared; more would take too long, and nobody quotes more."""

_PIECE = re.compile(r"\s*\S+(?:\s+\Z)?")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of two wordings: `equal` in both, `missing` from what was pasted, or `added` by it."""

    kind: Literal["equal", "missing", "added"]
    text: str


def difference(recorded: str, typed: str) -> tuple[Segment, ...]:
    """Give where a pasted wording differs from the one on record, in order.

    The texts that are equal or missing, joined, are the wording on record to the letter; the added ones are as they
    were pasted. Case, diacritics, letter variants and punctuation make no difference; what was pasted beyond 500 words
    is not looked at.
    """
    here, there = _PIECE.findall(recorded), _PIECE.findall(typed)[:LONGEST]
    matcher = SequenceMatcher(None, [tokens(each) for each in here], [tokens(each) for each in there], autojunk=False)
    pieces = chain.from_iterable(
        _pieces(kind, here[at:end], there[start:stop]) for kind, at, end, start, stop in matcher.get_opcodes()
    )
    return tuple(piece for piece in pieces if piece.text)


def _pieces(kind: str, here: Sequence[str], there: Sequence[str]) -> tuple[Segment, ...]:
    if kind == "equal":
        return (Segment("equal", "".join(here)),)
    return Segment("missing", "".join(here)), Segment("added", "".join(there))


def alike(recorded: str, typed: str) -> float:
    """Give how near two wordings of folded words are, of 100; a part that is whole words of the recorded one is 100."""
    if not recorded or not typed:
        return 0.0
    if f" {typed} " in f" {recorded} ":
        return 100.0
    part = fuzz.partial_ratio(typed, recorded) if len(typed) < len(recorded) else 0.0
    # A part that is nearly right is worth a little less than a whole that is.
    return max(fuzz.ratio(recorded, typed), 0.97 * part)
