"""Majorities, sums and margins."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.arithmetic import majority, margin, total, unaccounted

HALF = Fraction(1, 2)
bases = st.integers(0, 10**6)
shares = st.fractions(Fraction(1, 1000), 1)
counts = st.lists(st.integers(0, 10**6))


@pytest.mark.parametrize(
    ("base", "fraction", "strict", "number"),
    [
        (342, HALF, True, 172),
        (340, HALF, True, 171),
        (341, HALF, True, 171),
        (100, HALF, True, 51),
        (336, HALF, True, 169),
        (104, HALF, True, 53),
        (100, Fraction(2, 3), False, 67),
        (99, Fraction(2, 3), False, 66),
        (99, Fraction(2, 3), True, 67),
        (0, HALF, False, 0),
    ],
)
def test_majorities_that_are_known(base: int, fraction: Fraction, *, strict: bool, number: int) -> None:
    """The numbers parliaments use."""
    assert majority(base, fraction, strict=strict) == number


@given(bases, shares)
def test_a_strict_majority_is_the_least_number_above_the_share(base: int, share: Fraction) -> None:
    """It exceeds the share, and one fewer does not."""
    number = majority(base, share, strict=True)
    assert number > base * share >= number - 1


@given(bases, shares)
def test_a_majority_that_may_equal_the_share_is_the_least_number_not_below_it(base: int, share: Fraction) -> None:
    """It reaches the share, and one fewer does not."""
    number = majority(base, share, strict=False)
    assert number >= base * share > number - 1


@pytest.mark.parametrize(("base", "share"), [(-1, HALF), (10, Fraction(0)), (10, Fraction(3, 2))])
def test_a_majority_of_nonsense_is_refused(base: int, share: Fraction) -> None:
    """Fewer than none, none of it, more than all."""
    with pytest.raises(ValueError, match="a majority is"):
        majority(base, share, strict=True)


@given(counts)
def test_the_parts_account_for_their_own_total(parts: list[int]) -> None:
    """Nothing is left of a whole that is the sum of its parts."""
    assert unaccounted(total(parts), parts) == 0


@given(counts, st.integers(0, 10))
def test_one_unknown_part_makes_every_sum_unknown(parts: list[int], place: int) -> None:
    """Unknown is not 0."""
    with_unknown: list[int | None] = [*parts[:place], None, *parts[place:]]
    assert total(with_unknown) is None
    assert unaccounted(100, with_unknown) is None


def test_what_parts_leave_of_the_whole() -> None:
    """178 and 160 of 341 leave three; parts that exceed the whole leave less than nothing."""
    assert unaccounted(341, [178, 160]) == 3
    assert unaccounted(100, [53, 48]) == -1
    assert unaccounted(None, [1]) is None


def test_the_margin_has_a_direction() -> None:
    """Ahead is positive, behind negative, and the unknown has none."""
    assert margin(169, 164) == 5
    assert margin(164, 169) == -5
    assert margin(169, None) is None
