"""A store in a directory of its own, empty or with the shipped dossiers in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.publish import load_shipped
from data.store import Store
from tests.data.samples import AT, SHIPPED


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bell.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    async with Store(path) as store:
        yield store


@pytest.fixture
async def shipped(store: Store) -> Store:
    await load_shipped(store, [SHIPPED], at=AT)
    return store
