"""/sources and /check: where figures come from, and whether a card still holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.messages import Chat, Reply, User
from data.desk import Desk
from data.dossier import load_text
from data.publish import publish
from data.store import Store
from handlers import commands
from tests.handlers.conftest import Ask, told

LATER = """
dossier: later
title: A later count
why: A test
timezone: Asia/Karachi
sources:
  later-paper: {kind: article, publisher: A Paper, published: 2021-03-10, language: en}
tables:
  later-split:
    subject: pk-senate
    measure: seats
    unit: seats
    as_of: 2021-03-10
    source: later-paper
    status: official
    figures:
      pti: {value: 26}
      ppp: {value: 21}
      pml-n: {value: 18}
      total: {value: 100}
"""


@pytest.fixture
def ask(store: Store) -> Ask:
    """Ask a bot whose cards are kept by the desk."""
    bot = Bot(commands, store, DeskMemory(Desk(store), Ledger(Desk(store))), incident=lambda: "c0ffee")

    async def asked(line: str) -> Reply:
        return await bot.answer_line(line, User("test", "1", "somebody"), Chat("test", "1", private=True))

    return asked


async def later(store: Store, text: str, why: str = "test") -> None:
    await publish(store, load_text(text, "later.yaml"), author="test", why=why, at=datetime.now(UTC))


async def test_the_sources_of_a_subject_tell_their_chain(ask: Ask) -> None:
    said = told(await ask("/sources islamabad"))
    assert "Geo TV, via Republic World, 4 March 2021" in said
    assert "cites Geo TV" in said


async def test_the_sources_of_a_card_are_those_of_its_figures(ask: Ask) -> None:
    code = (await ask("/contest islamabad")).code
    reply = await ask(f"/sources {code}")
    assert reply.title == f"Sources: Card {code}"
    assert "Geo TV" in told(reply)


async def test_an_unknown_subject_says_what_to_try(ask: Ask) -> None:
    assert "Nothing on record is called “bundestag”." in told(await ask("/sources bundestag"))
