"""/timeline: what happened and what was planned, in order."""

from __future__ import annotations

import pytest

from bot.messages import Line, Shown
from data.dossier import load_text
from data.publish import publish
from data.store import Store
from handlers.timeline import subject_names
from tests.handlers.conftest import HOSTILE, Ask, told
from tests.newsroom import AT


async def lines(ask: Ask, line: str) -> list[str]:
    """Give the events of a timeline as its card tells them."""
    blocks = (await ask(line)).blocks
    return ["".join(span.text for span in block.text) for block in blocks if isinstance(block, Line)]


async def test_events_stand_in_the_order_of_their_dates_and_undated_ones_last(ask: Ask) -> None:
    starts = [line.split(": ")[0] for line in await lines(ask, "/timeline")]
    assert starts == [
        "March 2021, planned",
        "Thursday, 4 March 2021 (inferred from “Thursday”)",
        "Thursday, 4 March 2021 (inferred)",
        "Date not given (“Recent”)",
        "Date not given",
        "Date not given",
    ]


async def test_what_was_only_planned_says_so_and_has_no_more_than_its_month(ask: Ask) -> None:
    assert await lines(ask, "/timeline pdm") == ["March 2021, planned: The PDM's long march towards Islamabad"]


async def test_an_inferred_date_without_a_word_of_the_source_says_how_it_follows(ask: Ask) -> None:
    assert "Inferred from the date of the tweet that reports it;" in told(await ask("/timeline"))


async def test_the_sources_stand_at_the_end(ask: Ask) -> None:
    assert "Sources: Republic World, 4 March 2021 (date inferred); ANI (@ANI), via Republic World" in told(
        await ask("/timeline")
    )


async def test_the_state_of_an_event_is_its_status_and_date(ask: Ask) -> None:
    shows = (await ask("/timeline")).shows
    assert shows[:2] == (Shown("pdm-long-march", "planned 2021-03"), Shown("khan-address", "happened 2021-03-04"))
    assert Shown("gilani-video", "happened undated") in shows


async def test_one_event_comes_with_its_words_and_notes(ask: Ask) -> None:
    said = told(await ask("/timeline gilani-video"))
    assert "“Recent video of Syed Yousuf Raza Gilani's son Ali Haider Gilani”" in said
    assert "What the video shows is a claim, not part of this event." in said


async def test_a_subject_leads_to_the_claims_about_it(ask: Ask) -> None:
    assert (await ask("/timeline pdm")).buttons[0][0].line == "claims pdm"


async def test_a_subject_without_events_offers_those_that_have_some(ask: Ask) -> None:
    reply = await ask("/timeline zebra")
    assert "No event on record has anything to do with “zebra”" in told(reply)
    assert reply.buttons[0][0].line == "timeline imran-khan"


async def test_before_the_article_appeared_nothing_is_on_record(ask: Ask) -> None:
    reply = await ask("/timeline as_of:2021-03-03")
    assert "No event of it is on record by that day." in told(reply)
    assert not reply.shows


async def test_completion_begins_with_what_most_events_are_about(store: Store) -> None:
    choices = await subject_names(store, "", "en")
    assert [choice.value for choice in choices[:2]] == ["imran-khan", "pk-na"]


async def test_completion_knows_short_and_long_names(store: Store) -> None:
    assert next(choice.label for choice in await subject_names(store, "pdm", "en")) == "Pakistan Democratic Movement"


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_subjects_break_nothing(ask: Ask, hostile: str) -> None:
    assert "c0ffee" not in told(await ask(f"/timeline {hostile}"))


LATER = """
dossier: later
title: What followed
why: A test
timezone: Asia/Karachi
sources:
  later-paper: {kind: article, publisher: A Paper, published: 2021-03-16, language: en}
events:
  march-put-off:
    names: {en: The long march of the PDM}
    date: 2021-03-26
    status: postponed
    about: [pdm]
    source: later-paper
    supersedes: pdm-long-march
    note: Put off at a meeting.
"""


@pytest.fixture
async def followed(ask: Ask, store: Store) -> Ask:
    """Ask a record in which a plan was changed."""
    await publish(store, load_text(LATER, "later.yaml"), author="test", why="test", at=AT)
    return ask


async def test_a_later_word_stands_in_the_place_of_the_earlier_and_names_it(followed: Ask) -> None:
    assert await lines(followed, "/timeline pdm") == ["Friday, 26 March 2021, postponed: The long march of the PDM"]
    said = told(await followed("/timeline pdm"))
    assert "Put off at a meeting. Earlier report: March 2021, planned (Republic World, 4 March 2021" in said


async def test_the_earlier_word_is_still_to_be_read_and_says_that_there_is_a_later_one(followed: Ask) -> None:
    reply = await followed("/timeline pdm-long-march")
    assert "A later word stands in its place." in told(reply)
    assert reply.buttons[0][0].line == "timeline march-put-off"


async def test_on_that_evening_the_plan_stands_as_it_was(followed: Ask) -> None:
    expected = ["March 2021, planned: The PDM's long march towards Islamabad"]
    assert await lines(followed, "/timeline pdm as_of:2021-03-04") == expected
