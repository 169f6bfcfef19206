"""The geometry of the half circle."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.seats import HOLE, MOST, Seat, arc, share
from tests.pictures.samples import steady

TOLERANCE = 1e-9


@pytest.mark.parametrize("total", range(1, 121))
def test_every_small_chamber_is_sound(total: int) -> None:
    """Chambers of 1 to 120 seats, one by one, hold what the property below holds for samples of all."""
    check(total)


@steady
@given(st.integers(1, MOST))
def test_every_chamber_is_sound(total: int) -> None:
    """Any chamber has exactly its seats, in the half circle, from left to right, and no two overlap."""
    check(total)


def check(total: int) -> None:
    house = arc(total)
    assert len(house.seats) == total
    assert [seat.angle for seat in house.seats] == sorted((seat.angle for seat in house.seats), reverse=True)
    for seat in house.seats:
        away = math.hypot(seat.x, seat.y)
        assert away + house.pitch / 2 <= 1 + TOLERANCE
        assert away - house.pitch / 2 >= HOLE - TOLERANCE
        assert seat.y >= house.pitch / 2 - TOLERANCE
        assert math.isclose(seat.x, away * math.cos(seat.angle), abs_tol=TOLERANCE)
    assert closest(house.seats) >= house.pitch - TOLERANCE


def closest(seats: tuple[Seat, ...]) -> float:
    """Give the least distance of any two seats, comparing those of near columns only."""
    points = sorted((seat.x, seat.y) for seat in seats)
    least = math.inf
    for i, (x, y) in enumerate(points):
        for other_x, other_y in points[i + 1 :]:
            if other_x - x >= least:
                break
            least = min(least, math.hypot(other_x - x, other_y - y))
    return least


def test_the_seats_of_a_chamber_are_symmetric() -> None:
    """Left and right mirror each other: no side looks larger."""
    for total in (2, 7, 100, 342):
        left = sorted((round(-seat.x, 6), round(seat.y, 6)) for seat in arc(total).seats)
        assert left == sorted((round(seat.x, 6), round(seat.y, 6)) for seat in arc(total).seats)


def test_a_larger_chamber_never_has_larger_seats() -> None:
    """The pitch falls with the number of seats."""
    pitches = [arc(total).pitch for total in range(1, MOST + 1, 7)]
    assert all(later <= earlier + TOLERANCE for earlier, later in pairwise(pitches))


@pytest.mark.parametrize("total", [0, -1, MOST + 1])
def test_a_chamber_without_seats_or_with_too_many_is_refused(total: int) -> None:
    """Outside 1 to 1,000 there is no half circle."""
    with pytest.raises(ValueError, match="1 to 1000 seats"):
        arc(total)


@steady
@given(st.data())
def test_shares_add_up_and_none_exceeds_its_weight(data: st.DataObject) -> None:
    """Largest remainder gives whole parts of the total, each within one of its exact share."""
    weights = data.draw(st.lists(st.integers(0, 400), min_size=1, max_size=30).filter(any))
    total = data.draw(st.integers(0, sum(weights)))
    parts = share(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert part <= weight
        assert abs(part - total * weight / sum(weights)) < 1
