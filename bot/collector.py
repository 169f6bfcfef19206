"""Python's collector of rings, made to work little: each time, it holds up whatever is being answered."""

from __future__ import annotations

import gc

YOUNG = 10_000
"""New objects after which it looks for rings among them. An answer makes some hundred, hardly one in a ring; with
Python's own 700, looking took a sixth of the processor's time of an answer."""


def spare() -> None:
    """Have it work little from now on, once all is there that stays: that it need not look at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
