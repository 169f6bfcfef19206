"""The arithmetic of votes and seats: pure functions in which the unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction


def majority(base: int, fraction: Fraction, *, strict: bool) -> int:
    """Give the smallest whole number that satisfies a rule such as "more than half of the base".

    `base` is what the rule counts on (total membership, votes cast …); `strict` means more than the fraction, not as
    much as it. Half of 342, strictly, is 172; two thirds of 100, not strictly, is 67. Raises ValueError when the base
    is negative or the fraction is not above 0 and at most 1.
    """
    if base < 0:
        raise ValueError(f"a majority is taken of no fewer than 0, not of {base}")
    if not 0 < fraction <= 1:
        raise ValueError(f"a majority is a share above 0 and at most 1, not {fraction}")
    share = base * fraction
    if share.denominator == 1 and strict:
        return share.numerator + 1
    return -(-share.numerator // share.denominator)


def total(parts: Iterable[int | None]) -> int | None:
    """Give the sum of the parts, or None when any of them is unknown."""
    known = 0
    for part in parts:
        if part is None:
            return None
        known += part
    return known


def margin(first: int | None, second: int | None) -> int | None:
    """Give by how much the first is ahead of the second, negative when behind, None when either is unknown."""
    return None if first is None or second is None else first - second


def unaccounted(whole: int | None, parts: Iterable[int | None]) -> int | None:
    """Give what the parts leave of the whole, negative when they exceed it, None when anything is unknown."""
    return margin(whole, total(parts))
