"""A desk on a PostgreSQL that keeps what it committed, whatever befalls it, and a Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.harness import news
from tests.harness.postgres import NoPostgres, Postgres, programs, serving


@pytest.fixture
def durable() -> Iterator[Postgres]:
    """A server of the test's own, that may be ended and started again."""
    try:
        programs()
    except NoPostgres as reason:
        pytest.skip(str(reason))
    with serving(durable=True) as server:
        yield server


@pytest.fixture
async def telegram() -> AsyncIterator[news.Telegram]:
    async with news.Telegram() as made:
        yield made
