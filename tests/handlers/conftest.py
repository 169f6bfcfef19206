"""A copy of the shipped record, and a way to ask it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.adapters.console import Screen, card
from bot.dispatch import Bot
from bot.messages import Chat, Reply, User
from data.store import Store
from handlers import commands
from tests.sample import Kept

Ask = Callable[[str], Awaitable[Reply]]

HOSTILE = [
    *('"; DROP TABLE names; --', "' OR 1=1", "NEAR(a", "NEAR(a b)", "%", "*", "'", "\\", "("),
    *("\x00", "a" * 3000, "صدر", "اسلام", "{ $who }"),
]
"""What people may type that a database, its full-text index or a text of ours could take for something else."""


@pytest.fixture
async def store(shipped_file: Path, tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(Path(shutil.copy(shipped_file, tmp_path / "bell.db"))) as opened:
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
