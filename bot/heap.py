"""Memory, made to cost little: Python's collector of rings works little, and what is free goes back to the system."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from collections.abc import Awaitable, Callable

YOUNG = 10_000
"""New objects after which the collector looks for rings among them. An answer makes some hundred, hardly one in a ring;
with Python's own 700, looking took a sixth of the processor's time of an answer."""

LARGE = 128 * 1024
"""Bytes of a block that is the system's own and goes back by itself, and of what may lie free at the heap's end."""

ARENAS = 2
"""Heaps that all threads share: with one a thread, what is free in one is of no use to another."""

EVERY = 60.0
"""Seconds between two times at which what is free between blocks goes back too."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""The names of parameters in glibc's malloc.h, see mallopt(3)."""


def give_back() -> None:
    """Have what is free go back to the system, from now on; to be called before there are threads.

    The GNU C library raises these limits by itself whenever a large block is freed. Then all that an evening's largest
    correction took stays with the process, in pieces. Other libraries have no such limits, and nothing is done.
    """
    mallopt = _library("mallopt")
    if mallopt is not None:
        for name, value in ((_ARENA_MAX, ARENAS), (_MMAP_THRESHOLD, LARGE), (_TRIM_THRESHOLD, LARGE)):
            mallopt(name, value)


class Trimming:
    """Gives back, now and then, whole pages that are free between blocks: a correction leaves many of them."""

    name = "upkeep of memory"

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep

    async def run(self) -> None:
        """Do so until cancelled, beside the loop: some milliseconds. Elsewhere than on glibc nothing is done."""
        trim = _library("malloc_trim")
        while True:
            await self._sleep(EVERY)
            if trim is not None:
                await asyncio.to_thread(trim, 0)


def spare() -> None:
    """Have the collector work little, once all is there that stays: that it need not look at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _library(name: str) -> Callable[..., object] | None:
    """Give what the GNU C library calls so, or nothing where there is another one."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
