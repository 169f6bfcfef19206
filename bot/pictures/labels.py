"""Room for labels round the arc: each beside what it names, over nothing else, or not at all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.pictures.svg import Fitted

STEP = 3.0
ASCENT, DESCENT = 0.78, 0.24
"""How far letters reach above and below their base line, in shares of the size."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Say whether no part of this is outside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def distance(self, x: float, y: float) -> float:
        """Give the distance from a point to the nearest point of this."""
        return math.hypot(x - min(max(x, self.left), self.right), y - min(max(y, self.top), self.bottom))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label goes: the middle of its base line."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The arc round (x, y), the space labels may use, and what is taken of it already (grows with each label)."""

    x: float
    y: float
    radius: float
    space: Box
    taken: list[Box] = field(default_factory=list)

    def place(self, fitted: Fitted, angles: list[float], near: float, far: float) -> Spot | None:
        """Take the first free place at one of the angles, `near` to `far` pixels off the arc; None where none is."""
        for angle in angles:
            for box in self._along(angle, fitted, near, far):
                if not any(box.meets(other) for other in self.taken):
                    self.taken.append(box)
                    return Spot((box.left + box.right) / 2, box.bottom - DESCENT * fitted.type.size)
        return None

    def _along(self, angle: float, fitted: Fitted, near: float, far: float) -> Iterator[Box]:
        """Give boxes ever further out at an angle, shifted sideways into the space, that stay clear of the arc."""
        half, high = fitted.width / 2, (ASCENT + DESCENT) * fitted.type.size
        for step in range(int((far - near) / STEP) + 1):
            out = self.radius + near + step * STEP
            x = self.x + out * math.cos(angle)
            x = min(max(x, self.space.left + half), self.space.right - half)
            middle = self.y - out * math.sin(angle)
            box = Box(x - half, middle - high / 2, x + half, middle + high / 2)
            if box.within(self.space) and box.distance(self.x, self.y) >= self.radius + near:
                yield box


def spread(middle: float, half: float) -> list[float]:
    """Give angles from the middle of a group outwards to both its ends, at most 3 degrees apart."""
    steps = max(1, math.ceil(half / math.radians(3)))
    return [middle, *(middle + sign * half * step / steps for step in range(1, steps + 1) for sign in (1, -1))]
