"""The collector is spared, and still works."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot import collector


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
    collector.spare()
    lost = weakref.ref(Ring())
    kept: list[list[int]] = []
    while lost() is not None and len(kept) < collector.YOUNG * 2:
        kept.append([])
    assert lost() is None


@pytest.mark.usefixtures("python_s_own")
def test_what_was_there_is_not_looked_at_again() -> None:
    collector.spare()
    assert gc.get_freeze_count() > 0
