from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.telegram.editors import ANNS, BOBS, Desks
from tests.adapters.telegram.running import serving
from tests.fakes.telegram import Fake
from tests.newsroom import office
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


@pytest.fixture
async def desks(fake: Fake, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Desks]:
    """The program's bot, owned by Ann, served on the fake."""
    async with office(shipped_file, tmp_path, "telegram:42") as opened:
        fake.chats |= {42: ANNS, 43: BOBS}
        async with serving(fake, opened.memory, bot=opened.bot):
            yield Desks(fake, opened)
