"""A desk is one bot's on each platform: another is told so."""

from __future__ import annotations

import logging

import pytest

from bot.app import introduce
from bot.delivery import DeskMemory, Ledger
from data.desk import Desk
from tests.delivery.kit import ScriptedOutlet


async def test_another_bot_at_a_desk_is_told_that_its_chats_know_the_first(
    shipped_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The first is told nothing, however often it starts."""
    memory = DeskMemory(shipped_desk, Ledger(shipped_desk))
    first, second = ScriptedOutlet(), ScriptedOutlet()
    second.account = "43"
    for each in (first, first, second):
        assert caplog.text == ""
        await introduce(memory, [each])
    assert [record.message for record in caplog.records if record.levelno == logging.WARNING] == [
        "telegram: this is bot 43, and the chats of this desk know bot 42; give each bot a desk of its own"
    ]
