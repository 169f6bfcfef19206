"""The collector is spared, and still works; large blocks go back to the system."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

from bot import heap
from bot.settings import ROOT

ON_GLIBC = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallinfo2"),
    reason="the limits are the GNU C library's, which tells of blocks from 2.33 on",
)


def said(program: str, *arguments: str) -> str:
    """Give what a program prints in a process of its own: the limits are a process's."""
    line = [sys.executable, "-c", program, *arguments]
    found = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  # our own line
    return found.stdout.strip()


@pytest.fixture
def python_s_own() -> Iterator[None]:
    """Put back what is set here."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("python_s_own")
def test_rings_are_still_found_among_what_is_new() -> None:
    heap.spare()
    lost = weakref.ref(Ring())
    kept: list[list[int]] = []
    while lost() is not None and len(kept) < heap.YOUNG * 2:
        kept.append([])
    assert lost() is None


@pytest.mark.usefixtures("python_s_own")
def test_what_was_there_is_not_looked_at_again() -> None:
    heap.spare()
    assert gc.get_freeze_count() > 0


AFTER_A_LARGE_ONE = """
import ctypes, sys
from bot import heap

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd a b c d e".split()]

def own() -> int:
    return told().hblks

told = ctypes.CDLL(None).mallinfo2
told.restype = Info
if "back" in sys.argv:
    heap.give_back()
largest = bytearray(16 << 20)
del largest
before = own()
kept = bytearray(1 << 20)
print(own() - before)
"""
"""Says how many of one block are the system's own, after a larger one was freed."""


@ON_GLIBC
@pytest.mark.parametrize(("given", "own"), [("back", "1"), ("", "0")])
def test_a_large_block_is_the_systems_own_also_after_a_larger_one(given: str, own: str) -> None:
    """Without it the library keeps such blocks from then on: that is what the limits are set for."""
    assert said(AFTER_A_LARGE_ONE, given) == own


FREE_BETWEEN = """
import asyncio, ctypes
from pathlib import Path
from bot import heap

def size() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

async def main() -> None:
    asleep, awake = asyncio.Event(), asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.set()
        await awake.wait()
        awake.clear()

    task = asyncio.create_task(heap.Trimming(sleep).run())
    await asleep.wait()
    blocks = [bytearray(b"x" * 8192) for _ in range(8192)]
    blocks = [each for number, each in enumerate(blocks) if number % 16 == 0]
    before = size()
    asleep.clear()
    awake.set()
    await asleep.wait()
    print(before - size() > 32 << 20)
    task.cancel()

asyncio.run(main())
"""
"""Says whether most of 64 MB goes back of which a sixteenth is in use, here and there."""


@ON_GLIBC
def test_what_is_free_between_blocks_goes_back_now_and_then() -> None:
    assert said(FREE_BETWEEN) == "True"
