"""The desk on each engine: every one of them has to pass the tests of this directory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.desk import Desk
from data.store import Store


@pytest.fixture(params=["sqlite"])
async def store_of_engine(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[Store]:
    assert request.param == "sqlite"
    async with Store(path) as store:
        yield store


@pytest.fixture
def engine(store_of_engine: Store) -> Desk:
    return Desk(store_of_engine)
