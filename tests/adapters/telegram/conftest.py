from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.telegram.running import serving
from tests.fakes.telegram import Fake
from tests.sample import Kept


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fake]:
    """A Telegram of our own; whatever was sent to it is held against Telegram's description at the end."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with Fake() as fake:
        yield fake
        assert fake.faults_of_calls() == []


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
async def telegram(fake: Fake, kept: Kept) -> AsyncIterator[Fake]:
    """The fake with the sample bot serving it."""
    async with serving(fake, kept):
        yield fake
