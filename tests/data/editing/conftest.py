"""A newsroom in a directory of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.editing import Newsroom


@pytest.fixture
async def room(path: Path) -> AsyncIterator[Newsroom]:
    async with Newsroom(path) as room:
        yield room
