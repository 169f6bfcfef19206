"""/senate from the shipped record alone."""

from __future__ import annotations

from pathlib import Path

from bot.dispatch import Bot
from bot.drawings import Hemicycle
from bot.messages import Chat, User
from data.dossier import load_text
from data.publish import publish
from data.store import Store
from handlers import commands
from tests.handlers.conftest import Ask, told
from tests.newsroom import AT
from tests.sample import Kept

MINIMAL = """
dossier: {id}
title: A house
why: A test
timezone: Europe/London
sources:
  {id}-paper: {{kind: article, publisher: A Paper, published: 2020-01-02, language: en}}
chambers:
  {id}: {{names: {{en: House {id}}}, parliament: {id}-parliament, house: upper}}
"""


async def test_the_five_parts_make_the_hundred_with_names(ask: Ask) -> None:
    said = told(await ask("/senate"))
    for row in (
        "PTI 25 Pakistan Tehreek-e-Insaf",
        "PPP 21 Pakistan Peoples Party",
        "PML-N 17 Pakistan Muslim League (Nawaz)",
        "BAP 13 Balochistan Awami Party",
        "Others 24 not broken down in this source",
        "Total 100 25 + 21 + 17 + 13 + 24 = 100",
    ):
        assert row in said


async def test_it_is_marked_as_reported_by_one_source_that_day(ask: Ask) -> None:
    assert "4 March 2021, as reported, one source" in told(await ask("/senate"))


async def test_the_bloc_stands_as_reported_and_what_is_not_said_of_it(ask: Ask) -> None:
    said = told(await ask("/senate"))
    assert "PDM, as reported 53 of 100 Pakistan Democratic Movement" in said
    assert "PPP 21 + PML-N 17 = 38" in said
    assert "Which of the others make up the remaining 15, the source does not say." in said


async def test_no_party_is_said_to_be_in_the_bloc_but_those_named(ask: Ask) -> None:
    assert "BAP 13 +" not in told(await ask("/senate"))


async def test_the_round_is_told_as_reported(ask: Ask) -> None:
    assert "Seats up 37 as reported" in told(await ask("/senate"))


async def test_the_headline_contest_stands_with_what_is_missing(ask: Ask) -> None:
    said = told(await ask("/senate"))
    assert "Yousaf Raza Gillani 169, Abdul Hafeez Shaikh 164, 1 not cast, rejected not given" in said


async def test_the_picture_draws_the_split_in_its_order(ask: Ask) -> None:
    reply = await ask("/senate")
    assert isinstance(reply.picture, Hemicycle)
    assert [(group.label, group.seats) for group in reply.picture.groups] == [
        ("PTI", 25),
        ("PPP", 21),
        ("PML-N", 17),
        ("BAP", 13),
        ("Others", 24),
    ]
    assert reply.picture.total == 100
    assert reply.picture.code == reply.code
    assert "PTI 25, PPP 21, PML-N 17, BAP 13 and Others 24" in reply.picture.alt


async def test_the_button_leads_to_the_contest_at_the_same_clock(ask: Ask) -> None:
    reply = await ask("/senate as_of:2021-03-04")
    assert reply.buttons[0][0].line == "contest pk-senate-2021-ict-general as_of:2021-03-04"


async def test_a_second_parliament_without_seats_makes_the_question_ambiguous(ask: Ask, store: Store) -> None:
    await publish(store, load_text(MINIMAL.format(id="lords"), "lords.yaml"), author="test", why="test", at=AT)
    reply = await ask("/senate")
    assert "Several such houses are on record." in told(reply)
    assert [button.line for button in reply.buttons[0]] == ["chamber lords", "chamber pk-senate"]


async def test_without_an_upper_house_it_says_so(tmp_path: Path) -> None:
    async with Store(tmp_path / "empty.db") as empty:
        bot = Bot(commands, empty, Kept())
        reply = await bot.answer_line("/senate", User("t", "1", "x"), Chat("t", "1", private=True))
    assert "No such house is on record here." in told(reply)


async def test_words_it_does_not_take_are_answered_with_how_to_write_it(ask: Ask) -> None:
    assert "I do not know what to do with “lords”. Write it like this: /senate" in told(await ask("/senate lords"))
    assert "as_of takes a date such as 2021-03-04, not “lords”." in told(await ask("/senate as_of:lords"))


async def test_the_lower_house_draws_sides_and_leaves_three_seats_hollow(ask: Ask) -> None:
    reply = await ask("/assembly")
    assert isinstance(reply.picture, Hemicycle)
    assert [(group.label, group.seats) for group in reply.picture.groups] == [("Government", 178), ("Opposition", 160)]
    assert (reply.picture.total, reply.picture.total_label) == (341, "sitting members")
    assert [group.name for group in reply.picture.groups] == ["", ""]
    assert "178 + 160 = 338; 3 of 341 not accounted for" in told(reply)


async def test_half_is_not_marked_where_seats_are_missing_from_the_picture(ask: Ask) -> None:
    upper, lower = (await ask("/senate")).picture, (await ask("/assembly")).picture
    assert isinstance(upper, Hemicycle)
    assert isinstance(lower, Hemicycle)
    assert (upper.majority, lower.majority) == (51, None)


async def test_a_chamber_is_found_by_name(ask: Ask) -> None:
    assert (await ask("/chamber national assembly")).blocks == (await ask("/assembly")).blocks


async def test_an_unknown_chamber_offers_those_there_are(ask: Ask) -> None:
    reply = await ask("/chamber bundestag")
    assert "No chamber is called “bundestag”" in told(reply)
    assert [button.line for button in reply.buttons[0]] == ["chamber pk-na", "chamber pk-senate"]


SECOND = """
dossier: second
title: Another count
why: A test
timezone: Asia/Karachi
sources:
  second-paper: {kind: article, publisher: A Paper, published: 2021-03-03, language: en}
tables:
  second-split:
    subject: pk-senate
    measure: seats
    unit: seats
    as_of: 2021-03-03
    source: second-paper
    status: reported
    figures:
      pti: {value: 26}
      ppp: {value: 20}
"""


async def test_another_report_stands_beside_the_leading_one_and_is_never_added_to_it(ask: Ask, store: Store) -> None:
    await publish(store, load_text(SECOND, "second.yaml"), author="test", why="test", at=AT)
    said = told(await ask("/senate"))
    assert "PTI 25 Pakistan Tehreek-e-Insaf" in said
    assert "25 + 21 + 17 + 13 + 24 = 100" in said
    assert "Also reported: PTI 26, PPP 20 (A Paper, 3 March 2021)" in said
    assert "one other report is on record" in said
