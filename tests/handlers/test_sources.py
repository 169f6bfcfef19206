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


async def test_a_card_that_holds_is_current(ask: Ask) -> None:
    code = (await ask("/contest islamabad")).code
    said = told(await ask(f"/check {code}"))
    assert said.startswith(f"Card {code} current")
    assert "Yousaf Raza Gillani 169 current" in said
    assert "Rejected not given current" in said


@pytest.mark.parametrize("written", ["{}", " {} ", "#{}", "· {}"])
async def test_a_code_is_read_however_it_is_written(ask: Ask, written: str) -> None:
    code = (await ask("/contest islamabad")).code
    assert "current" in told(await ask(f"/check {written.format(code.lower())}"))


async def test_a_card_overtaken_by_a_later_report_says_by_what(ask: Ask, store: Store) -> None:
    code = (await ask("/senate")).code
    await later(store, LATER)
    said = told(await ask(f"/check {code}"))
    assert said.startswith(f"Card {code} superseded")
    assert "PTI 25 now 26: A Paper, 10 March 2021" in said


async def test_the_card_as_it_was_issued_can_be_shown_again(ask: Ask, store: Store) -> None:
    before = await ask("/senate")
    await later(store, LATER)
    check = await ask(f"/check {before.code}")
    now, then = check.buttons[0]
    assert "PTI 26" in told(await ask(now.line or ""))
    assert (await ask(then.line or "")).blocks == before.blocks


async def test_a_figure_put_right_says_that_it_was_wrong(ask: Ask, store: Store) -> None:
    await later(store, LATER)
    code = (await ask("/senate")).code
    await later(store, LATER.replace("{value: 26}", "{value: 27}"))
    said = told(await ask(f"/check {code}"))
    assert said.startswith(f"Card {code} corrected")
    assert "PTI 26 put right to 27 with revision 4; that was wrong when it was shown" in said


async def test_a_code_that_was_never_issued_says_so(ask: Ask) -> None:
    assert "No card with this code was issued here." in told(await ask("/check K7Q2F9"))


@pytest.mark.parametrize("typed", ["K7Q2F", "K7Q2F90", "OOOOOO", "'; --", "صفر"])
async def test_what_cannot_be_a_code_is_answered_with_what_one_is(ask: Ask, typed: str) -> None:
    assert "A code has 6 signs, such as K7Q2F9" in told(await ask(f"/check {typed}"))


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
