"""The same count under the rules of different houses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.whatif import Base, Count, House, Threshold, base_of, carried, moved, verdicts

HALF = Fraction(1, 2)
MEMBERS = Threshold("total_membership", HALF, strict=True)
FILLED = Threshold("filled_seats", HALF, strict=True)
PRESENT = Threshold("present", HALF, strict=True)
CAST = Threshold("votes_cast", HALF, strict=True)
VALID = Threshold("valid_votes", HALF, strict=True)
BASES: tuple[Base, ...] = ("total_membership", "filled_seats", "present", "votes_cast", "valid_votes", "yes_plus_no")
numbers = st.integers(0, 1000)


def holds(rule: Threshold, house: House, count: Count) -> bool | None:
    return carried(verdicts((rule,), house, count))


def test_vacant_seats_do_not_lower_the_bar_of_the_total_membership() -> None:
    assert not holds(MEMBERS, House(342, 1), Count(yes=171, no=160))
    assert holds(MEMBERS, House(342, 1), Count(yes=172, no=160))


def test_vacant_seats_lower_the_bar_of_the_filled_seats() -> None:
    assert holds(FILLED, House(342, 2), Count(yes=171, no=160))
    assert not holds(FILLED, House(342, 0), Count(yes=171, no=160))


def test_an_absent_member_does_not_count_where_those_present_do() -> None:
    assert holds(PRESENT, House(100), Count(yes=30, no=29, absent=41))
    assert not holds(PRESENT, House(100), Count(yes=30, no=29, abstain=1, absent=40))


def test_a_rejected_ballot_is_cast_and_not_valid() -> None:
    count = Count(yes=169, no=164, rejected=7)
    assert holds(VALID, House(342), count)
    assert not holds(CAST, House(342), count)
    assert verdicts((CAST,), House(342), count)[0].needed == 171


def test_an_abstention_is_no_vote() -> None:
    assert base_of("votes_cast", House(100), Count(yes=10, no=9, abstain=50)) == 19


def test_two_thirds_of_the_votes_and_a_majority_of_the_members_are_both_needed() -> None:
    both = (Threshold("votes_cast", Fraction(2, 3), strict=False), MEMBERS)
    assert carried(verdicts(both, House(705), Count(yes=353, no=100)))
    assert not carried(verdicts(both, House(705), Count(yes=352, no=100)))
    assert not carried(verdicts(both, House(705), Count(yes=400, no=201)))


def test_seven_fewer_leave_the_government_one_short() -> None:
    house, count = moved(House(342, 1), Count(yes=178, no=160), "yes", -7)
    (verdict,) = verdicts((MEMBERS,), house, count)
    assert (verdict.base, verdict.needed, verdict.yes, verdict.margin, verdict.met) == (342, 172, 171, -1, False)


def test_nobody_can_leave_who_is_not_there() -> None:
    with pytest.raises(ValueError, match="there are 3 no, so 4 cannot leave"):
        moved(House(342), Count(yes=1, no=3), "no", -4)


def test_from_an_unknown_number_nobody_can_be_moved() -> None:
    with pytest.raises(ValueError, match="nobody knows"):
        moved(House(342), Count(yes=1, no=None), "no", 1)


@pytest.mark.parametrize("base", [base for base in BASES if base != "total_membership"])
def test_what_hangs_on_an_unknown_number_is_unknown(base: Base) -> None:
    assert holds(Threshold(base, HALF, strict=True), House(342, None), Count(yes=178, no=None)) is None


def test_one_threshold_missed_settles_it_whatever_the_other_is() -> None:
    assert carried(verdicts((MEMBERS, FILLED), House(342, None), Count(yes=100, no=None))) is False


@given(numbers, numbers, numbers, numbers, numbers)
def test_more_yes_never_undoes_a_majority(yes: int, no: int, abstain: int, rejected: int, vacant: int) -> None:
    house = House(5000, vacant)
    for base in BASES:
        rule = Threshold(base, HALF, strict=True)
        if holds(rule, house, Count(yes, no, abstain, rejected)):
            assert holds(rule, house, Count(yes + 1, no, abstain, rejected))


@given(numbers, numbers, st.sampled_from(["yes", "no", "abstain", "rejected", "absent", "vacant"]), st.integers(0, 50))
def test_moving_there_and_back_changes_nothing(yes: int, no: int, kind: str, by: int) -> None:
    house, count = House(2000, 5), Count(yes, no)
    there = moved(house, count, kind, by)  # type: ignore[arg-type]  # the sampled words are the kinds
    assert moved(*there, kind, -by) == (house, count)  # type: ignore[arg-type]  # the same
