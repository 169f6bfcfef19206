"""How much may go when: pure arithmetic over times in seconds, for the limiter.

Telegram's limits (Bots FAQ, "My bot is hitting limits"): 1 message a second in a chat, bursts pass; 20 a minute in a
group; 30 a second in bulk.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits in force: `overall` broadcasts in any `second`, of which answers take all but `floor`.

    A chat gets `burst` messages at once, then one every `gap` seconds; a group `group` messages, and as many edits, in
    any `minute`.
    """

    overall: int = 30
    floor: int = 5
    second: float = 1.0
    burst: int = 3
    gap: float = 1.0
    group: int = 20
    minute: float = 60.0


class Window:
    """Lets `limit` go in any `seconds`, counted from a request's end: when it arrived nobody can tell before that.

    So the other side never sees more, whatever the network delays.
    """

    __slots__ = ("_ended", "_limit", "_seconds", "_under_way")

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._under_way = 0
        self._ended: deque[float] = deque()

    def count(self, now: float) -> int:
        """Give how many take up room now."""
        while self._ended and self._ended[0] + self._seconds <= now:
            self._ended.popleft()
        return self._under_way + len(self._ended)

    def ready(self, now: float) -> float:
        """Give when the next may go: in the past for at once, infinity while that hangs on one under way."""
        return -math.inf if self.count(now) < self._limit else self.easing(now)

    def easing(self, now: float) -> float:
        """Give when there will next be more room than now, infinity while that hangs on one under way."""
        self.count(now)
        return self._ended[0] + self._seconds if self._ended else math.inf

    def enter(self) -> None:
        """Count a request that starts."""
        self._under_way += 1

    def leave(self, now: float) -> None:
        """Count a request that ends."""
        self._under_way -= 1
        self._ended.append(now)


class Bucket:
    """Lets `burst` go at once and then one every `gap` seconds, in a single number: when it will be full again."""

    __slots__ = ("_burst", "_full", "_gap")

    def __init__(self, burst: int, gap: float) -> None:
        self._burst = burst
        self._gap = gap
        self._full = -math.inf

    def ready(self) -> float:
        """Give when the next may go."""
        return self._full - (self._burst - 1) * self._gap

    def take(self, now: float) -> None:
        """Count one that goes now."""
        self._full = max(self._full, now) + self._gap

    def full(self, now: float) -> bool:
        """Say whether nothing went lately."""
        return self._full <= now

    def busy(self, now: float) -> bool:
        """Say whether more than one went lately."""
        return self._full - now > self._gap
