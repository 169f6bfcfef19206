"""How much one person, or one chat, may ask: plenty for people, and no flood slows the answers of others."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal

from bot.messages import Chat, User

Verdict = Literal["go", "say", "hush"]
"""Answer it; say once that it is too much; say nothing."""

MOST = 10_000
"""Askers remembered at a time; who asked longest ago is forgotten first, and that is to their favour."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and then so many a second."""

    burst: int
    rate: float


PERSON = Allowance(burst=20, rate=1.0)
"""Nobody reads faster than that; whoever tries buttons one after another does not reach it."""

CHAT = Allowance(burst=60, rate=4.0)
"""A lively group on an election night."""


@dataclass(slots=True)
class _Asker:
    left: float
    at: float
    told: bool = False


class Cooldown:
    """Counts what each asker asks; `clock` gives seconds and never goes back."""

    def __init__(self, allowance: Allowance, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._allowance = allowance
        self._clock = clock
        self._most = most
        self._askers: OrderedDict[Hashable, _Asker] = OrderedDict()

    def __len__(self) -> int:
        return len(self._askers)

    def ask(self, key: Hashable) -> Verdict:
        """Count one more of this asker's, and say what to do with it.

        Too much is said once; it is said again only after the asker has kept still for long enough to have all back.
        """
        now, full = self._clock(), float(self._allowance.burst)
        asker = self._askers.get(key)
        if asker is None:
            asker = self._askers[key] = _Asker(full, now)
        asker.left = min(full, asker.left + (now - asker.at) * self._allowance.rate)
        asker.at = now
        self._askers.move_to_end(key)
        if len(self._askers) > self._most:
            self._askers.popitem(last=False)
        return self._verdict(asker, full)

    def hushes(self, key: Hashable) -> bool:
        """Say whether the next question of this asker would be met with silence; it is not counted."""
        asker = self._askers.get(key)
        return asker is not None and asker.told and asker.left + (self._clock() - asker.at) * self._allowance.rate < 1

    @staticmethod
    def _verdict(asker: _Asker, full: float) -> Verdict:
        asker.told = asker.told and asker.left < full
        if asker.left >= 1:
            asker.left -= 1
            return "go"
        if asker.told:
            return "hush"
        asker.told = True
        return "say"


class Cooldowns:
    """How much one person may ask, and all in one chat together; alone with the bot a chat is its person.

    Whoever owns the record is never held up: `exempt` are keys such as `telegram:123`.
    """

    def __init__(self, exempt: frozenset[str] = frozenset(), clock: Callable[[], float] = time.monotonic) -> None:
        self._exempt = exempt
        self._people = Cooldown(PERSON, clock)
        self._chats = Cooldown(CHAT, clock)

    def hushes(self, person: str) -> bool:
        """Say whether the next question of a person, by their key, would be met with silence; it is not counted."""
        return self._people.hushes(person)

    def ask(self, user: User, chat: Chat) -> Verdict:
        """Count one more, and say what to do with it."""
        if user.key in self._exempt:
            return "go"
        verdict = self._people.ask(user.key)
        return verdict if verdict != "go" or chat.private else self._chats.ask(chat.key)
