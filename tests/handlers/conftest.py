"""The shipped record, loaded once, and a way to ask it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.console import Screen, card
from bot.dispatch import Bot
from bot.messages import Chat, Reply, User
from data.publish import load_shipped
from data.store import Store
from handlers import commands
from tests.sample import Kept

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "data/dossiers/pakistan-2021"
AT = datetime(2021, 3, 4, 20, tzinfo=UTC)

Ask = Callable[[str], Awaitable[Reply]]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped record, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("shipped") / "bell.db"

    async def load() -> None:
        async with Store(path) as opened:
            await load_shipped(opened, [SHIPPED], at=AT)

    asyncio.run(load())
    return path


@pytest.fixture
async def store(shipped: Path, tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(Path(shutil.copy(shipped, tmp_path / "bell.db"))) as opened:
        yield opened


@pytest.fixture
def ask(store: Store) -> Ask:
    bot = Bot(commands, store, Kept(), incident=lambda: "c0ffee")

    async def asked(line: str) -> Reply:
        return await bot.answer_line(line, User("test", "1", "somebody"), Chat("test", "1", private=True))

    return asked


def told(reply: Reply) -> str:
    """Give all a card says as running text, without the picture."""
    wide = Screen(100)
    text = card(Reply(title=reply.title, blocks=reply.blocks, footer=reply.footer), wide)
    return " ".join(text.split())
