"""What holds for all tests: examples that Hypothesis makes up are the same in every run; the shipped record, once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.publish import load_shipped
from data.store import Store
from tests import fuzzing
from tests.harness.postgres import NoPostgres, Postgres, programs, serving
from tests.harness.process import end_all
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


@pytest.fixture(autouse=True)
def _no_program_outlives_its_test() -> Iterator[None]:
    yield
    end_all()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, started when the first test of this process wants one; skipped where there is none."""
    yield from _served(durable=False)


@pytest.fixture
def durable() -> Iterator[Postgres]:
    """One of the test's own that keeps what it committed, whatever befalls it: it may be ended and started again."""
    yield from _served(durable=True)


def _served(*, durable: bool) -> Iterator[Postgres]:
    try:
        programs()
    except NoPostgres as reason:
        pytest.skip(str(reason))
    with serving(durable=durable) as server:
        yield server


@pytest.fixture
def desk_url(postgres: Postgres) -> Iterator[str]:
    """The URL of an empty database on it, as `DESK` takes it."""
    url = postgres.create()
    yield url
    postgres.drop(url)
