"""Where the seats of a half circle stand: geometry alone, outer radius 1, the middle of the base line at (0, 0)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

MOST = 1_000
HOLE = 0.42
"""Radius kept free in the middle, where the total is written."""
WIDEST = 0.22
"""The widest pitch: in a chamber of two or five, seats keep the size of seats."""


@dataclass(frozen=True, slots=True)
class Seat:
    """The centre of a seat: `angle` in radians, pi at the far left and 0 at the far right; `y` grows upwards."""

    angle: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arc:
    """Seats from left to right by angle, and the pitch: a circle of that diameter round each touches no other."""

    seats: tuple[Seat, ...]
    pitch: float


@lru_cache(maxsize=64)
def arc(total: int) -> Arc:
    """Give `total` seats in concentric rows, as large as they can be. Raises ValueError outside 1 to `MOST`."""
    if not 1 <= total <= MOST:
        raise ValueError(f"a half circle has 1 to {MOST} seats, not {total}")
    pitch, rows = _widest(total)
    room = [_room(radius, pitch) for radius in _radii(rows, pitch)]
    seats = [
        seat
        for radius, count in zip(_radii(rows, pitch), share(total, room), strict=True)
        for seat in _row(radius, count, pitch, alone=rows == 1)
    ]
    return Arc(tuple(sorted(seats, key=lambda seat: (-seat.angle, seat.y))), pitch)


def share(total: int, weights: list[int]) -> list[int]:
    """Give whole parts of `total` in proportion to the weights, by largest remainder; none where the weight is 0.

    When `total` is at most the sum of the weights, no part exceeds its weight.
    """
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def _widest(total: int) -> tuple[float, int]:
    """Give the widest pitch that seats everybody, and its number of rows."""
    best = (0.0, 0)
    for rows in range(1, MOST):
        most = min(WIDEST, (1 - HOLE) / rows)
        if most <= best[0]:
            break
        best = max(best, (_pitch(total, rows, most), rows))
    return best


def _pitch(total: int, rows: int, most: float) -> float:
    """Give the widest pitch up to `most` at which that many rows seat `total`."""
    if _capacity(rows, most) >= total:
        return most
    low, high = 0.0, most
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _capacity(rows, middle) >= total else (low, middle)
    return low


def _capacity(rows: int, pitch: float) -> int:
    return sum(_room(radius, pitch) for radius in _radii(rows, pitch))


def _radii(rows: int, pitch: float) -> list[float]:
    return [1 - pitch / 2 - row * pitch for row in range(rows)]


def _room(radius: float, pitch: float) -> int:
    """Give how many seats fit a row: each takes the angle whose chord is the pitch, and none dips below the base."""
    return int(math.pi / (2 * math.asin(pitch / 2 / radius)))


def _row(radius: float, count: int, pitch: float, *, alone: bool) -> list[Seat]:
    """Give the seats of one row: both ends on the base line, or half a step above it where there is no other row."""
    margin = math.pi / 2 / max(count, 1) if alone or count == 1 else math.asin(pitch / 2 / radius)
    step = (math.pi - 2 * margin) / max(count - 1, 1)
    angles = [math.pi - margin - step * i for i in range(count)]
    return [Seat(angle, radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
