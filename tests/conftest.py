"""What holds for all tests: examples that Hypothesis makes up are the same in every run; the shipped record, once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from data.publish import load_shipped
from data.store import Store
from tests import fuzzing
from tests.newsroom import AT, SHIPPED

fuzzing.choose()


@pytest.fixture(scope="session")
def shipped_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped record, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("shipped") / "bell.db"

    async def load() -> None:
        async with Store(path) as opened:
            await load_shipped(opened, [SHIPPED], at=AT)

    asyncio.run(load())
    return path
