"""Finished answers that are kept for the next who asks the same; only as many as fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from bot.messages import Reply
from bot.metrics import KEPT

ENTRIES = 512
"""Answers kept by default: some kilobytes each."""


class Answers:
    """The answers last asked for, up to `entries` of them."""

    def __init__(self, entries: int = ENTRIES) -> None:
        if entries < 1:
            raise ValueError("a cache keeps at least one answer")
        self._entries = entries
        self._kept: OrderedDict[Hashable, Reply] = OrderedDict()
        self._version = -1

    def __len__(self) -> int:
        return len(self._kept)

    def turn(self, version: int) -> None:
        """Let go of all that was answered at another version of the record: nobody asks for it again."""
        if version != self._version:
            self._version = version
            self._kept.clear()

    def get(self, key: Hashable) -> Reply | None:
        """Give the answer kept under the key, None where there is none (any more)."""
        found = self._kept.get(key)
        KEPT.labels("no" if found is None else "yes").inc()
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, reply: Reply) -> None:
        """Keep an answer, and let go of the one that was not asked for the longest."""
        self._kept[key] = reply
        self._kept.move_to_end(key)
        if len(self._kept) > self._entries:
            self._kept.popitem(last=False)
