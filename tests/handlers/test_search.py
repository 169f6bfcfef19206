"""/search: everything on record by its name or its words."""

from __future__ import annotations

import pytest

from bot.messages import Line, Shown
from tests.handlers.conftest import Ask, told


async def hits(ask: Ask, line: str) -> list[str]:
    """Give the hits as the card tells them."""
    blocks = (await ask(line)).blocks
    return ["".join(span.text for span in block.text) for block in blocks if isinstance(block, Line)]


async def opens(ask: Ask, line: str) -> list[str | None]:
    """Give the lines of the card's buttons."""
    return [button.line for row in (await ask(line)).buttons for button in row]


@pytest.mark.parametrize(
    ("typed", "hit", "button"),
    [
        ("bilawal", "Person: Bilawal Bhutto Zardari", "person bilawal-bhutto-zardari"),
        ("hafiz shaik", "Person: Abdul Hafeez Shaikh", "person abdul-hafeez-shaikh"),
        ("عمران خان", "Person: Imran Khan", "person imran-khan"),
        ("pml-n", "Party: Pakistan Muslim League (Nawaz) (PML-N)", "party pml-n"),
        ("pdm", "Alliance: Pakistan Democratic Movement (PDM)", "claims pdm"),
        ("national assembly", "Chamber: National Assembly of Pakistan (National Assembly)", "chamber pk-na"),
        (
            "islamabad general",
            "Contest: Senate election, Islamabad general seat (Islamabad general seat)",
            "contest pk-senate-2021-ict-general",
        ),
        ("senate election 2021", "Election: Senate election 2021", "timeline pk-senate-2021"),
        (
            "vote of confidence",
            "Motion: Vote of confidence in Prime Minister Imran Khan (Vote of confidence)",
            "confidence pk-na-confidence-2021-03-06",
        ),
        ("glorious", "Quotation, Nawaz Sharif: “a glorious victory”", "quote a glorious victory"),
        (
            "long march",
            "Event: March 2021, planned: The PDM's long march towards Islamabad",
            "timeline pdm-long-march",
        ),
        (
            "money votes",
            "Allegation: PTI alleges, of Opposition: The Opposition used money to gain votes.",
            "claims pti-money-for-votes",
        ),
    ],
)
async def test_a_hit_is_one_line_with_its_kind_and_a_button_that_opens_it(
    ask: Ask, typed: str, hit: str, button: str
) -> None:
    assert hit in await hits(ask, f"/search {typed}")
    assert button in await opens(ask, f"/search {typed}")


async def test_a_headline_is_called_one_and_never_a_quotation(ask: Ask) -> None:
    assert "Headline of Republic World: “Won't spare any of you”" in await hits(ask, "/search spare")


async def test_whoever_shares_a_name_is_offered(ask: Ask) -> None:
    found = await hits(ask, "/search gillani")
    assert {"Person: Ali Haider Gilani", "Person: Yousaf Raza Gillani"} < set(found)


async def test_a_card_with_claims_says_that_they_establish_nothing(ask: Ask) -> None:
    assert "are what people say, not what is established." in told(await ask("/search money"))
    assert "not what is established" not in told(await ask("/search democracy"))


async def test_what_was_said_or_happened_has_its_state(ask: Ask) -> None:
    assert (await ask("/search glorious")).shows[0] == Shown("nawaz-glorious-victory", "fragment")
    assert Shown("pti-money-for-votes", "allegation") in (await ask("/search money")).shows
    assert Shown("pdm-long-march", "planned 2021-03") in (await ask("/search long march")).shows


async def test_there_are_at_most_eight_hits_and_buttons(ask: Ask) -> None:
    assert len(await hits(ask, "/search imran khan")) <= 8
    assert len(await opens(ask, "/search imran khan")) <= 8


@pytest.mark.parametrize("typed", ["imran khan", "senate", "gillani", "confidence", "open ballot", "senate election"])
async def test_every_button_leads_to_an_answer(ask: Ask, typed: str) -> None:
    for line in await opens(ask, f"/search {typed}"):
        assert line is not None
        said = told(await ask(line))
        assert said
        assert "c0ffee" not in said
        assert "Nothing" not in said


async def test_nothing_found_says_so_and_what_to_try(ask: Ask) -> None:
    assert "Nothing on record for “zebra”. Try fewer words" in told(await ask("/search zebra"))
    assert await opens(ask, "/search zebra") == ["quotes", "claims", "timeline"]


async def test_buttons_ask_by_the_same_clock(ask: Ask) -> None:
    assert "claims pti-money-for-votes as_of:2021-03-04" in await opens(ask, "/search money as_of:2021-03-04")


async def test_before_the_article_appeared_its_words_are_not_found(ask: Ask) -> None:
    assert "Nothing on record" in told(await ask("/search money as_of:2021-03-03"))


@pytest.mark.parametrize(
    "hostile", ["%", "*", '"; DROP TABLE names; --', "NEAR(q", "\\", "(", "{ $zebra }", "z" * 3000]
)
async def test_hostile_words_find_nothing_and_break_nothing(ask: Ask, hostile: str) -> None:
    assert "Nothing on record" in told(await ask(f"/search {hostile}"))
