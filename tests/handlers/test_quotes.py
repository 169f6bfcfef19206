"""/quote and /quotes from the shipped record alone."""

from __future__ import annotations

from random import Random

import pytest

from bot.messages import Line, Quote, Reply, Shown
from data.dossier import load_text
from data.publish import publish
from data.store import Store
from handlers import commands, quotes
from tests.handlers.conftest import HOSTILE, Ask, told
from tests.newsroom import AT


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


async def test_all_six_quotations_are_listed(ask: Ask) -> None:
    assert len(await quoted(ask, "/quotes")) == 6


async def test_a_speakers_quotations_are_listed(ask: Ask) -> None:
    assert await quoted(ask, "/quotes imran khan") == await quoted(ask, "/quote by:imran khan")


async def test_the_list_offers_father_and_son(ask: Ask) -> None:
    reply = await ask("/quotes gilani")
    assert [button.line for row in reply.buttons for button in row] == [
        "quotes ali-haider-gilani",
        "quotes yousaf-raza-gillani",
    ]


async def test_with_nothing_typed_one_comes_by_chance(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    all_six = {text for text, _ in await quoted(ask, "/quotes")}
    found = set()
    for seed in range(30):
        monkeypatch.setattr(quotes, "rng", Random(seed))  # noqa: S311  # no secret: which quotation is shown
        ((text, _),) = await quoted(ask, "/quote")
        found.add(text)
    assert found == all_six


async def test_chance_leads_to_another_and_to_all(ask: Ask) -> None:
    reply = await ask("/quote as_of:2021-03-04")
    assert [button.line for row in reply.buttons for button in row] == [
        "quote as_of:2021-03-04",
        "quotes as_of:2021-03-04",
    ]


async def test_before_anything_was_published_chance_finds_nothing(ask: Ask) -> None:
    reply = await ask("/quote as_of:2021-03-03")
    assert not reply.shows
    assert "No quotation is on record." in told(reply)


async def test_a_command_that_chooses_by_chance_is_never_kept() -> None:
    assert not commands["quote"].pure
    assert commands["quotes"].pure


def difference(reply: Reply) -> list[tuple[str, str]]:
    """Give the pieces in which what was typed differs, with their styles."""
    line = [block for block in reply.blocks if isinstance(block, Line)][-1]
    return [(span.text, span.style) for span in line.text[1:] if span.style != "plain"]


async def test_a_misquotation_gets_the_wording_on_record_with_the_difference_marked(ask: Ask) -> None:
    reply = await ask("/quote democracy is the worst revenge")
    assert "Not said like that on record." in told(reply)
    assert reply.blocks[1] == Quote(
        "Democracy is the best revenge. Jeya Bhutto!",
        "Bilawal Bhutto Zardari: verbatim, as given by Republic World, 4 March 2021 (date inferred)",
    )
    assert difference(reply) == [
        ("[on record: best]", "bold"),
        ("[you wrote: worst]", "italic"),
        ("[on record: Jeya Bhutto!]", "bold"),
    ]
    assert reply.shows == (Shown("bilawal-best-revenge", "verbatim"),)


async def test_the_wording_and_the_marks_read_as_one_line(ask: Ask) -> None:
    said = told(await ask("/quote democracy is the worst revenge"))
    assert (
        "The difference: Democracy is the [on record: best] [you wrote: worst] revenge. [on record: Jeya Bhutto!]"
        in said
    )


async def test_a_sentence_of_words_that_were_said_in_another_order_is_a_misquotation(ask: Ask) -> None:
    reply = await ask("/quote I will not leave the assembly")
    assert "Not said like that on record." in told(reply)
    assert ("[you wrote: will not]", "italic") in difference(reply)
    assert len(await quoted(ask, "/quote I will not leave the assembly")) == 1


@pytest.mark.parametrize(
    "typed", ["if I leave the assembly, I will not spare you", "DEMOCRACY is the best revenge", "spare"]
)
async def test_a_part_word_for_word_is_no_misquotation(ask: Ask, typed: str) -> None:
    reply = await ask(f"/quote {typed}")
    assert "Not said like that" not in told(reply)
    assert len(reply.shows) == 1


async def test_what_somebody_else_said_is_not_offered_as_the_speakers(ask: Ask) -> None:
    said = told(await ask("/quote democracy is the worst revenge by:imran khan"))
    assert "Nothing on record is quoted like that" in said
    assert "Jeya Bhutto" not in said


async def test_a_headline_is_never_the_nearest_wording(ask: Ask) -> None:
    assert "Won't spare any of you" not in [text for text, _ in await quoted(ask, "/quote won't spare all of you")]


def many(count: int) -> str:
    """Give a dossier with so many quotations."""
    said = "".join(
        f"  many-{number:04}: {{text: the {number} zebra, kind: verbatim, source: zebra-paper, language: en}}\n"
        for number in range(count)
    )
    return (
        "dossier: zebras\ntitle: Zebras\nwhy: A test\ntimezone: Asia/Karachi\nsources:\n"
        "  zebra-paper: {kind: article, publisher: A Paper, published: 2021-03-05, language: en}\n"
        f"quotes:\n{said}"
    )


@pytest.mark.parametrize(
    ("held", "line", "shown", "left"),
    [
        (13, "/quote zebra", 10, " 3 more quotations fit."),
        (11, "/quote zebra", 10, "One more quotation fits."),
        (10, "/quote zebra", 10, None),
        (1010, "/quote zebra", 10, "At least 1,000 more quotations fit."),
        (1009, "/quote zebra", 10, " 999 more quotations fit."),
        (60, "/quotes", 50, " 16 more quotations fit."),
    ],
)
async def test_what_is_not_shown_is_counted_up_to_a_thousand(
    ask: Ask, store: Store, *, held: int, line: str, shown: int, left: str | None
) -> None:
    await publish(store, load_text(many(held), "zebras.yaml"), author="test", why="test", at=AT)
    reply = await ask(line)
    assert len(reply.shows) == shown
    assert (left in told(reply)) if left else ("more" not in told(reply))


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


@pytest.mark.parametrize("hostile", ["glorious OR 1=1", *HOSTILE])
async def test_hostile_words_break_nothing(ask: Ask, hostile: str) -> None:
    assert "c0ffee" not in told(await ask(f"/quote {hostile}"))


async def test_a_quotation_found_by_chance_is_asked_for_again_by_its_own_line(ask: Ask) -> None:
    """A message that shows it can be made again, and a button's page is of the same words."""
    first = await ask("/quote")
    assert first.line.startswith("quote ")
    assert first.line != "quote"
    for _ in range(3):
        again = await ask(first.line)
        assert (again.blocks, again.code, again.line) == (first.blocks, first.code, first.line)
