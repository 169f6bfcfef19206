"""What every card of the shipped record keeps to."""

from __future__ import annotations

import re

import pytest

from bot.codes import SIGNS
from handlers import commands
from tests.handlers.conftest import Ask, told

EXAMPLES = [example for command in commands if command.role is None for example in command.examples]
QUESTIONS = [
    "/senate",
    "/confidence",
    "/contest islamabad",
    "/quote glorious",
    "/quotes",
    "/quote by:imran khan",
    "/quote spare",
]
UNSAID = ("brib", "rigg", "won the vote", "lost the vote", "passed", "carried", "survived", "178 for", "7 rejected")


@pytest.mark.parametrize("example", EXAMPLES)
async def test_every_example_is_answered(ask: Ask, example: str) -> None:
    reply = await ask(example)
    assert reply.line
    assert "c0ffee" not in told(reply)


@pytest.mark.parametrize("line", QUESTIONS)
async def test_every_card_ends_in_its_sources_date_and_code(ask: Ask, line: str) -> None:
    reply = await ask(line)
    footer = " ".join(span.text for note in reply.footer for span in note.text)
    assert re.match(r"(One source|Sources): .*Republic World", footer)
    assert footer.endswith(f"As of 4 March 2021  ·  {reply.code}")
    assert re.fullmatch(f"[{SIGNS}]{{6}}", reply.code)


@pytest.mark.parametrize("line", QUESTIONS)
async def test_every_figure_shown_has_a_state_for_its_code(ask: Ask, line: str) -> None:
    reply = await ask(line)
    assert reply.shows
    assert all(shown.figure and shown.state for shown in reply.shows)


@pytest.mark.parametrize("line", QUESTIONS)
async def test_every_button_leads_to_an_answer(ask: Ask, line: str) -> None:
    for row in (await ask(line)).buttons:
        for button in row:
            assert button.line is not None
            assert (await ask(button.line)).line == button.line


@pytest.mark.parametrize("line", QUESTIONS)
async def test_a_card_says_the_same_when_asked_again(ask: Ask, line: str) -> None:
    assert await ask(line) == await ask(line)


@pytest.mark.parametrize("line", [line for line in QUESTIONS if line != "/confidence"])
async def test_the_majority_stands_on_no_card_but_the_one_that_computes_it(ask: Ask, line: str) -> None:
    assert "172" not in told(await ask(line))


@pytest.mark.parametrize("line", QUESTIONS)
async def test_nothing_is_said_that_the_article_does_not_say(ask: Ask, line: str) -> None:
    said = told(await ask(line)).lower()
    assert [word for word in UNSAID if word in said] == []


@pytest.mark.parametrize("line", ["/senate", "/confidence", "/contest islamabad"])
async def test_before_the_article_appeared_nothing_of_it_is_known(ask: Ask, line: str) -> None:
    reply = await ask(f"{line} as_of:2021-03-03")
    assert not reply.shows
    assert "169" not in told(reply)
    assert "178" not in told(reply)


@pytest.mark.parametrize("line", ["/senate", "/confidence", "/contest islamabad"])
async def test_on_the_day_it_appeared_the_card_is_the_same(ask: Ask, line: str) -> None:
    then, now = await ask(f"{line} as_of:2021-03-04"), await ask(line)
    assert (then.blocks, then.shows) == (now.blocks, now.shows)
