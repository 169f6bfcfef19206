"""Nothing is on record yet: what is asked is answered, and no list is announced that does not come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dispatch import Bot
from bot.messages import Chat, User
from data.store import Store
from handlers import commands
from tests.handlers.conftest import told
from tests.sample import Kept


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot[Store]]:
    async with Store(tmp_path / "bell.db") as store:
        kept = Kept()
        kept.roles["telegram:7"] = "owner"
        yield Bot(commands, store, kept)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    "line",
    [
        *("/chamber senate", "/contest islamabad", "/party pti", "/quotes imran khan", "/claims imran khan", "/claims"),
        *("/timeline imran khan", "/timeline", "/news", "/confidence", "/deliveries", "/revisions"),
    ],
)
async def test_an_answer_does_not_end_as_if_something_came(bot: Bot[Store], line: str, language: str) -> None:
    reply = await bot.answer_line(
        line, User("telegram", "7", ""), Chat("telegram", "7", private=True), language=language
    )
    said = told(reply)
    assert said
    assert not said.rstrip("\u2069").endswith(":")
    assert "“\u2068\u2069”" not in said
    assert "“”" not in said
    assert " 0" not in said
