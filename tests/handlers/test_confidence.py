"""/confidence from the shipped record alone."""

from __future__ import annotations

from tests.handlers.conftest import Ask, told


async def test_it_is_not_yet_held_and_has_no_result(ask: Ask) -> None:
    assert "Not yet held as of 4 March 2021. No result is on record." in told(await ask("/confidence"))


async def test_the_day_is_inferred_and_says_so(ask: Ask) -> None:
    assert "When Saturday, 6 March 2021 inferred: the source says “Saturday”" in told(await ask("/confidence"))


async def test_the_seats_leave_three_unaccounted_for(ask: Ask) -> None:
    said = told(await ask("/confidence"))
    assert "Government 178 Opposition 160 Sitting 341 Vacant 1" in said
    assert "178 + 160 = 338 of 341; 3 not accounted for." in said


async def test_the_other_pair_stands_beside_it_as_a_conflict(ask: Ask) -> None:
    said = told(await ask("/confidence"))
    assert "in another paragraph of the same source" in said
    assert "For Abdul Hafeez Shaikh 180 Government For Yousaf Raza Gillani 161 Opposition" in said
    assert "Conflict: Government 178 or 180 and Opposition 160 or 161." in said


async def test_the_majority_is_computed_and_says_so(ask: Ask) -> None:
    said = told(await ask("/confidence"))
    assert "Needed 172 of 342 computed: more than half of the total membership" in said
    assert "the sources of the figures below do not state it" in said
    assert "Rule of the majority: Art. 91(7). Constitution of the Islamic Republic of Pakistan" in said


async def test_the_computed_majority_is_no_figure_of_the_record(ask: Ask) -> None:
    assert all("172" not in shown.state for shown in (await ask("/confidence")).shows)


async def test_it_is_found_by_name_and_by_id(ask: Ask) -> None:
    by_name, by_id = await ask("/confidence imran"), await ask("/confidence pk-na-confidence-2021-03-06")
    assert by_name.blocks == by_id.blocks == (await ask("/confidence")).blocks


async def test_an_unknown_vote_offers_those_there_are(ask: Ask) -> None:
    reply = await ask("/confidence merkel")
    assert "No motion on record is called “merkel”" in told(reply)
    assert reply.buttons[0][0].line == "confidence pk-na-confidence-2021-03-06"
