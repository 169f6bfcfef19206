"""/whatif from the shipped record alone."""

from __future__ import annotations

import pytest

from data.dossier import load_text
from data.publish import publish
from data.store import Store
from tests.handlers.conftest import Ask, told
from tests.newsroom import AT


async def test_seven_leave_the_government_one_short_line_by_line(ask: Ask) -> None:
    said = told(await ask("/whatif confidence government -7"))
    assert "Beginning with the seats as reported: Government 178, Opposition 160" in said
    assert "Government: 178 - 7 = 171" in said
    assert "Rule: more than half of the total membership, 342. Needed: 172" in said
    assert "171 in favour: 1 short It would not be carried." in said


async def test_six_may_leave_and_it_is_exactly_enough(ask: Ask) -> None:
    said = told(await ask("/whatif confidence government -6"))
    assert "172 in favour: exactly enough It would be carried." in said


async def test_a_vacant_seat_more_changes_nothing_under_this_rule(ask: Ask) -> None:
    assert "Needed: 172" in told(await ask("/whatif confidence vacant +1"))


async def test_moves_are_made_one_after_another(ask: Ask) -> None:
    said = told(await ask("/whatif confidence government -7 opposition +7 government +1"))
    assert "Government: 178 - 7 = 171 Opposition: 160 + 7 = 167 Government: 171 + 1 = 172" in said


async def test_it_is_said_to_be_a_calculation(ask: Ask) -> None:
    assert "A calculation from the seats above, not a forecast" in told(await ask("/whatif confidence absent +3"))


@pytest.mark.parametrize(
    "moves", ["government", "x -7", "government -7 and more", "-7", "government -99999", "government seven"]
)
async def test_moves_that_cannot_be_read_are_answered_with_how_to_write_them(ask: Ask, moves: str) -> None:
    assert "such as: government -7 absent +2" in told(await ask(f"/whatif confidence {moves}"))


async def test_more_than_there_are_cannot_leave(ask: Ask) -> None:
    assert "There are only 178 government, so 179 cannot leave." in told(
        await ask("/whatif confidence government -179")
    )


FILLED = """
dossier: second
title: Another house
why: A test
timezone: Europe/Paris
sources:
  paper: {kind: article, publisher: A Paper, published: 2020-01-02, language: en}
chambers:
  other-house:
    names: {en: Other House}
    parliament: other
    house: single
    sizes: [{seats: 101, source: paper}]
alliances:
  other-government: {names: {en: The government}, side: government}
  other-opposition: {names: {en: The opposition}, side: opposition}
rules:
  other-members: {names: {en: Members}, base: total_membership, fraction: 1/2, strict: true, sources: [paper]}
  other-rule:
    names: {en: Rule of the house}
    base: BASE
    fraction: 1/2
    strict: true
    also: other-members
    sources: [paper]
motions:
  other-motion:
    names: {en: Censure}
    chamber: other-house
    kind: no-confidence
    rule: other-rule
    yes_means: against-government
    status: scheduled
    schedule: {date: 2020-02-01, source: paper}
tables:
  other-seats:
    subject: other-house
    measure: seats
    unit: seats
    as_of: 2020-01-02
    source: paper
    status: reported
    figures:
      other-government: {value: 45, side: government}
      other-opposition: {value: 50, side: opposition}
      vacant: {value: 6}
      total: {value: 95}
"""


async def seconded(store: Store, base: str, *, also: bool = False) -> None:
    text = FILLED.replace("BASE", base)
    if not also:
        text = text.replace("    also: other-members\n", "")
    await publish(store, load_text(text, "second.yaml"), author="test", why="test", at=AT)


async def test_where_a_yes_is_against_the_government_the_opposition_is_the_yes(ask: Ask, store: Store) -> None:
    await seconded(store, "filled_seats")
    said = told(await ask("/whatif censure opposition -2"))
    assert "Opposition: 50 - 2 = 48" in said
    assert "Rule: more than half of the filled seats, 95. Needed: 48 48 in favour: exactly enough" in said


async def test_vacant_seats_lower_the_bar_of_the_filled_seats(ask: Ask, store: Store) -> None:
    await seconded(store, "filled_seats")
    assert "the filled seats, 91. Needed: 46" in told(await ask("/whatif censure vacant +4"))


async def test_two_thresholds_are_both_told_and_both_needed(ask: Ask, store: Store) -> None:
    await seconded(store, "votes_cast", also=True)
    said = told(await ask("/whatif censure rejected +2"))
    assert "the votes cast, 97. Needed: 49 50 in favour: 1 more than needed" in said
    assert "the total membership, 101. Needed: 51 50 in favour: 1 short It would not be carried." in said


async def test_a_constructive_rule_asks_for_a_named_successor(ask: Ask, store: Store) -> None:
    text = FILLED.replace("BASE", "total_membership").replace("    also: other-members\n", "    constructive: true\n")
    await publish(store, load_text(text, "second.yaml"), author="test", why="test", at=AT)
    assert "It could not be carried: this rule asks for a motion that names who" in told(
        await ask("/whatif censure opposition +2")
    )
    named = text.replace("    yes_means:", "    successor: other-leader\n    yes_means:").replace(
        "tables:\n", "people:\n  other-leader: {names: {en: Other Leader}}\ntables:\n"
    )
    await publish(store, load_text(named, "second.yaml"), author="test", why="test", at=AT)
    said = told(await ask("/whatif censure opposition +2"))
    assert "The motion names Other Leader to follow." in said
    assert "52 in favour: 1 more than needed It would be carried." in said
    assert "To follow Other Leader" in told(await ask("/confidence censure"))
