"""/contest from the shipped record alone."""

from __future__ import annotations

import pytest

from data.dossier import load_text
from data.publish import publish
from data.store import Store
from tests.handlers.conftest import HOSTILE, Ask, told
from tests.newsroom import AT


async def test_votes_margin_and_what_was_not_cast(ask: Ask) -> None:
    said = told(await ask("/contest islamabad"))
    assert "Yousaf Raza Gillani 169 PPP, backed by PDM, elected" in said
    assert "Abdul Hafeez Shaikh 164 PTI, not elected" in said
    assert "Margin 5" in said
    assert "Not cast 1" in said


async def test_rejected_votes_are_not_given_and_never_a_number(ask: Ask) -> None:
    assert "Rejected not given not in this source" in told(await ask("/contest islamabad"))


async def test_what_is_missing_is_counted_against_the_electors(ask: Ask) -> None:
    said = told(await ask("/contest islamabad"))
    assert "Not accounted for 7 of 341 169 + 164 + 1 = 334; National Assembly had 341 members" in said


async def test_the_ballot_is_secret_and_the_count_unofficial(ask: Ask) -> None:
    said = told(await ask("/contest islamabad"))
    assert "Secret ballot" in said
    assert "The count is unofficial." in said


async def test_the_chain_of_the_source_is_told(ask: Ask) -> None:
    assert "Geo TV, via Republic World, 4 March 2021" in told(await ask("/contest islamabad"))


@pytest.mark.parametrize(
    "typed", ["islamabad", "Islamabad general seat", "ISLAMABAD  general", "pk-senate-2021-ict-general"]
)
async def test_it_is_found_by_its_names(ask: Ask, typed: str) -> None:
    assert "169" in told(await ask(f"/contest {typed}"))


async def test_an_unknown_contest_offers_those_there_are(ask: Ask) -> None:
    reply = await ask("/contest lahore")
    assert "No contest is called “lahore”" in told(reply)
    assert reply.buttons[0][0].line == "contest pk-senate-2021-ict-general"


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_names_find_nothing_and_break_nothing(ask: Ask, hostile: str) -> None:
    reply = await ask(f'/contest "{hostile}"' if '"' not in hostile else f"/contest {hostile}")
    assert "No contest is called" in told(reply)
    assert "c0ffee" not in told(reply)


async def test_without_a_name_it_asks_and_offers_what_there_is(ask: Ask) -> None:
    reply = await ask("/contest")
    assert [button.label for row in reply.buttons for button in row] == ["Senate election, Islamabad general seat"]


BALANCED = """
dossier: later
title: The count in full
why: A test
timezone: Asia/Karachi
sources:
  a-paper: {kind: article, publisher: A Paper, published: 2021-03-05, language: en}
tables:
  later-count:
    subject: pk-senate-2021-ict-general
    measure: votes
    unit: votes
    as_of: 2021-03-05
    source: a-paper
    status: unofficial
    figures:
      yousaf-raza-gillani: {value: 169}
      abdul-hafeez-shaikh: {value: 164}
      rejected: {value: 7}
      not-cast: {value: 1}
  later-strength:
    subject: pk-na
    measure: strength
    unit: members
    as_of: 2021-03-05
    source: a-paper
    status: reported
    figures:
      total: {value: 341}
"""


async def test_a_fuller_report_balances_by_its_own_figures_alone(ask: Ask, store: Store) -> None:
    before = await ask("/contest islamabad")
    await publish(store, load_text(BALANCED, "later.yaml"), author="test", why="test", at=AT)
    after = told(await ask("/contest islamabad"))
    assert "Rejected 7" in after
    assert "169 + 164 + 1 + 7 = 341: every vote is accounted for." in after
    assert before.blocks == (await ask("/contest islamabad as_of:2021-03-04")).blocks


async def test_a_report_without_the_electors_is_not_balanced_with_another_ones(ask: Ask, store: Store) -> None:
    without = BALANCED[: BALANCED.index("  later-strength:")]
    await publish(store, load_text(without, "later.yaml"), author="test", why="test", at=AT)
    assert "How many could vote is not in this source" in told(await ask("/contest islamabad"))
