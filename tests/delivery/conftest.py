"""A desk on a file, and a courier at it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.desk import Desk
from data.store import Store
from tests.delivery.kit import Post


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(tmp_path / "bell.db") as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


@pytest.fixture
def post(desk: Desk) -> Post:
    return Post(desk)


@pytest.fixture
def database(shipped_file: Path, tmp_path: Path) -> Path:
    """A database with the shipped record, for a process of its own."""
    return Path(shutil.copy(shipped_file, tmp_path / "shipped.db"))


@pytest.fixture
async def shipped_desk(database: Path) -> AsyncIterator[Desk]:
    async with Store(database) as opened:
        yield Desk(opened)
