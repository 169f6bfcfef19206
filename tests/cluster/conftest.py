"""A desk on a PostgreSQL that keeps what it committed, whatever befalls it, and a Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.harness import news


@pytest.fixture
async def telegram() -> AsyncIterator[news.Telegram]:
    async with news.Telegram() as made:
        yield made
