"""Bytes kept by key up to a bound; what was asked for longest ago goes first."""

from __future__ import annotations

from collections import OrderedDict


class ByteCache:
    """A mapping whose values together never exceed `bound` bytes. One thread uses it."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self.size = 0

    def get(self, key: bytes) -> bytes | None:
        """Give the value and remember that it was asked for; None where there is none."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep the value in the place of an older one; one larger than the bound is not kept."""
        self.size -= len(self._kept.pop(key, b""))
        if len(value) > self._bound:
            return
        self._kept[key] = value
        self.size += len(value)
        while self.size > self._bound:
            _, dropped = self._kept.popitem(last=False)
            self.size -= len(dropped)
