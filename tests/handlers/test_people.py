"""/person and /party from the shipped record alone."""

from __future__ import annotations

import pytest

from tests.handlers.conftest import Ask, told


async def test_father_and_son_are_offered_and_never_merged(ask: Ask) -> None:
    reply = await ask("/person gilani")
    assert "More than one person fits “gilani”." in told(reply)
    assert [button.label for row in reply.buttons for button in row] == ["Ali Haider Gilani", "Yousaf Raza Gillani"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("yusuf gillani", "Yousaf Raza Gillani"),
        ("hafiz shaik", "Abdul Hafeez Shaikh"),
        ("yousuf raza gilani", "Yousaf Raza Gillani"),
        ("Abdul Hafeez Sheikh", "Abdul Hafeez Shaikh"),
        ("عمران خان", "Imran Khan"),
    ],
)
async def test_the_right_one_is_found_in_many_spellings(ask: Ask, typed: str, name: str) -> None:
    assert (await ask(f"/person {typed}")).title == name


async def test_a_card_tells_party_roles_spellings_and_contests(ask: Ask) -> None:
    said = told(await ask("/person yousaf raza gillani"))
    assert "Party PPP Pakistan Peoples Party" in said
    assert "Called ex-PM" in said
    assert "Yousuf Raza Gilani" in said
    assert "Islamabad general seat 169 votes elected, unofficial" in said


async def test_somebody_nobody_reports_on_is_not_found(ask: Ask) -> None:
    assert "Nobody on record is called “donald trump”." in told(await ask("/person donald trump"))


async def test_roles_are_those_published_by_the_day(ask: Ask) -> None:
    assert "ex-PM" not in told(await ask("/person yousaf raza gillani as_of:2021-03-03")).replace("ex-PM Gilani", "")


async def test_the_party_is_the_party_and_never_the_news_agency(ask: Ask) -> None:
    reply = await ask("/party pti")
    assert reply.title == "Pakistan Tehreek-e-Insaf (PTI)"
    assert "Press Trust" not in told(reply)


async def test_a_party_tells_its_seats_alliance_and_people(ask: Ask) -> None:
    said = told(await ask("/party ppp"))
    assert "Senate of Pakistan 21 of 100 as reported, 4 March 2021" in said
    assert "Stands with Pakistan Democratic Movement" in said
    assert "Bilawal Bhutto Zardari and Yousaf Raza Gillani" in said


async def test_an_unknown_party_offers_those_there_are(ask: Ask) -> None:
    reply = await ask("/party labour")
    assert "No party on record is called “labour”." in told(reply)
    assert "Pakistan Peoples Party" in [button.label for row in reply.buttons for button in row]
