"""/quote from the shipped record alone."""

from __future__ import annotations

import pytest

from bot.messages import Quote
from tests.handlers.conftest import Ask, told


async def quoted(ask: Ask, line: str) -> list[tuple[str, str]]:
    return [(block.text, block.attribution) for block in (await ask(line)).blocks if isinstance(block, Quote)]


async def test_a_fragment_is_marked_as_quoted_by_the_outlet(ask: Ask) -> None:
    ((text, attribution),) = await quoted(ask, "/quote glorious")
    assert text == "a glorious victory"
    assert attribution.startswith("Nawaz Sharif: fragment, as quoted by Republic World, 4 March 2021")


async def test_the_prime_ministers_words_are_his_partys_rendering(ask: Ask) -> None:
    ((text, attribution),) = await quoted(ask, "/quote by:imran khan")
    assert text == "Even if I leave the assembly, I will not spare you and will come after you"
    assert attribution.startswith(
        "Imran Khan: as PTI\u2019s own account renders it; the original wording is not given."
    )
    assert "(@PTIofficial), via Republic World, 4 March 2021" in attribution


async def test_the_headlines_words_are_not_offered_as_his(ask: Ask) -> None:
    assert "Won't spare any of you" not in [text for text, _ in await quoted(ask, "/quote by:imran khan")]
    assert "Won't spare any of you" not in [text for text, _ in await quoted(ask, "/quote spare")]


async def test_a_search_for_the_headline_says_what_it_is(ask: Ask) -> None:
    said = told(await ask("/quote won't spare any of you"))
    assert "“Won't spare any of you” is a headline of Republic World, not a recorded quotation of anybody." in said


async def test_all_six_quotations_come_without_words(ask: Ask) -> None:
    assert len(await quoted(ask, "/quote")) == 6


async def test_a_quotation_whose_speaker_is_not_given_says_so(ask: Ask) -> None:
    ((_, attribution),) = await quoted(ask, "/quote decisive long march")
    assert attribution.startswith("Speaker not named: fragment")


async def test_father_and_son_are_offered_and_never_merged(ask: Ask) -> None:
    reply = await ask("/quote by:gilani")
    assert [button.label for row in reply.buttons for button in row] == ["Ali Haider Gilani", "Yousaf Raza Gillani"]


async def test_the_words_stay_when_a_speaker_is_chosen(ask: Ask) -> None:
    reply = await ask("/quote victory by:gilani")
    assert reply.buttons[0][0].line == "quote victory by:ali-haider-gilani"


async def test_nobody_of_that_name_offers_those_quoted(ask: Ask) -> None:
    reply = await ask("/quote by:merkel")
    assert "Nobody on record is called “merkel”" in told(reply)
    assert "Nawaz Sharif" in [button.label for row in reply.buttons for button in row]


async def test_words_nobody_said_are_answered_with_what_to_do(ask: Ask) -> None:
    assert "Nothing on record is quoted like that" in told(await ask("/quote zebra"))


@pytest.mark.parametrize("hostile", ["%", "*", "glorious OR 1=1", "NEAR(a", "\\", "'", "(", "صدر"])
async def test_hostile_words_break_nothing(ask: Ask, hostile: str) -> None:
    assert "c0ffee" not in told(await ask(f"/quote {hostile}"))
