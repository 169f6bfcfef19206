"""/claims: who says what of whom, and never as a fact."""

from __future__ import annotations

import re

import pytest

from bot.messages import Block, Line, Note, Quote, Reply, Row, Shown
from data.dossier import load_text
from data.publish import publish
from data.store import Store
from tests.handlers.conftest import HOSTILE, Ask, told
from tests.newsroom import AT

LINES = [
    "/claims",
    "/claims imran khan",
    "/claims ali haider gilani",
    "/claims pdm",
    "/claims opposition",
    "/claims islamabad",
    "/claims money",
    "/claims khan-elections-rigged",
    "/search senate elections",
    "/search money",
    "/search video",
    "/timeline",
    "/timeline ali haider gilani",
]
LOADED = re.compile(r"brib|rigg|siphon|discard votes|votes invalid|money to gain|secret ballots were", re.IGNORECASE)
"""What the claims allege; it may stand nowhere but beside whoever alleges it."""

NAMED = re.compile(r"Khan|PTI|Opposition|Somebody not named|Senate elections”|it is an allegation")


OPEN = "No answer and no authority\u2019s finding is on record."


def text_of(block: Block) -> str:
    match block:
        case Line(text) | Note(text):
            return "".join(span.text for span in text)
        case Quote(text, attribution):
            return f"{text} {attribution}"
        case Row(label, value, note):
            return f"{label} {value} {note}"


def line_with(reply: Reply, words: str) -> str:
    """Give the one line that has these words."""
    (found,) = [text_of(each) for each in reply.blocks if isinstance(each, Line) and words in text_of(each)]
    return found


@pytest.mark.parametrize("line", LINES)
async def test_what_is_alleged_stands_only_in_a_block_that_says_who_alleges_it(ask: Ask, line: str) -> None:
    reply = await ask(line)
    loaded = [text for block in reply.blocks if LOADED.search(text := text_of(block))]
    assert [text for text in loaded if not NAMED.search(text)] == []
    assert not LOADED.search(" ".join(button.label for row in reply.buttons for button in row))
    assert not LOADED.search(reply.title)


@pytest.mark.parametrize("line", LINES)
async def test_a_claim_is_never_a_row_with_a_value(ask: Ask, line: str) -> None:
    assert not [block for block in (await ask(line)).blocks if isinstance(block, Row)]


@pytest.mark.parametrize("line", LINES)
async def test_everything_shown_has_its_id_and_state_and_the_card_its_code(ask: Ask, line: str) -> None:
    reply = await ask(line)
    assert len(reply.code) == 6
    assert all(shown.figure and shown.state for shown in reply.shows)


@pytest.mark.parametrize("line", LINES)
async def test_every_button_leads_to_an_answer(ask: Ask, line: str) -> None:
    for button in [button for row in (await ask(line)).buttons for button in row]:
        assert button.line is not None
        assert (await ask(button.line)).line == button.line


@pytest.mark.parametrize("line", LINES)
async def test_before_the_article_appeared_nothing_of_it_is_known(ask: Ask, line: str) -> None:
    reply = await ask(f"{line} as_of:2021-03-03")
    assert not reply.shows
    said = " ".join(text_of(block) for block in reply.blocks)
    assert not LOADED.search(said.replace("khan-elections-rigged", "what was typed"))


async def test_an_allegation_names_who_makes_it_and_of_whom(ask: Ask) -> None:
    line = line_with(await ask("/claims"), "rigged")
    assert line.startswith("Imran Khan alleges, of PDM: The Senate elections were rigged")


async def test_the_words_of_the_source_stand_beside_the_neutral_ones(ask: Ask) -> None:
    (quote,) = [block for block in (await ask("/claims khan-elections-rigged")).blocks if isinstance(block, Quote)]
    assert quote.text.startswith("Alleging that the Senate elections were rigged with the Pakistan Democratic Movement")
    assert quote.attribution.startswith("Imran Khan, as told by Republic World, 4 March 2021")


async def test_it_is_noted_that_the_electors_of_this_seat_are_members_of_the_national_assembly(ask: Ask) -> None:
    blocks = (await ask("/claims")).blocks
    at = next(number for number, block in enumerate(blocks) if "rigged" in text_of(block))
    assert "The electors of Islamabad's seats are the members of the National Assembly" in text_of(blocks[at + 2])
    assert "(Dawn)" in text_of(blocks[at + 2])


async def test_the_siphoned_money_is_the_speakers_and_marked_as_an_allegation(ask: Ask) -> None:
    reply = await ask("/claims")
    assert line_with(reply, "siphoned").startswith("Imran Khan pledges, concerning Opposition:")
    assert "it is an allegation, with no evidence cited." in told(reply)


async def test_the_first_card_has_bribery_money_ballots_and_the_video(ask: Ask) -> None:
    shown = {each.figure: each.state for each in (await ask("/claims")).shows}
    assert (
        shown["khan-elections-rigged"] == shown["khan-secret-ballots"] == shown["video-discard-votes"] == "allegation"
    )
    assert shown["khan-money-back"] == "pledge"


async def test_the_first_card_is_bounded_counts_the_rest_and_offers_subjects(ask: Ask) -> None:
    reply = await ask("/claims")
    assert len(reply.shows) == 8
    assert "9 more claims are on record." in told(reply)
    assert "PDM (2)" in [button.label for row in reply.buttons for button in row]


async def test_a_claim_nobody_is_named_for_says_so(ask: Ask) -> None:
    line = line_with(await ask("/claims ali haider gilani"), "In a video")
    assert line.startswith("Somebody not named alleges, concerning Ali Haider Gilani and PTI:")


async def test_what_the_article_says_in_its_own_voice_is_the_outlets(ask: Ask) -> None:
    reply = await ask("/claims pdm")
    assert line_with(reply, "gained control").startswith("Republic World writes in its own voice, concerning PDM:")
    assert "Republic World, 4 March 2021 (date inferred), in its own voice" in told(reply)


async def test_reports_without_a_name_are_told_with_where_they_were_read(ask: Ask) -> None:
    assert "PTI, as told by Unnamed reports, via Republic World" in told(await ask("/claims money"))


async def test_what_somebody_says_and_what_is_said_of_them_stand_apart(ask: Ask) -> None:
    said = told(await ask("/claims pdm"))
    assert said.index("About Pakistan Democratic Movement") < said.index("Imran Khan alleges")
    assert said.index("By Pakistan Democratic Movement") < said.index("PDM says in reaction")


async def test_no_answer_and_no_finding_is_said_once(ask: Ask) -> None:
    assert told(await ask("/claims")).count(OPEN) == 1


async def test_father_and_son_are_offered_and_never_merged(ask: Ask) -> None:
    reply = await ask("/claims gilani")
    assert [button.label for row in reply.buttons for button in row] == ["Ali Haider Gilani", "Yousaf Raza Gillani"]


async def test_a_subject_nobody_spoke_of_offers_those_there_are(ask: Ask) -> None:
    reply = await ask("/claims zebra")
    assert "No claim on record has anything to do with “zebra”" in told(reply)
    assert reply.buttons[0][0].line == "claims pk-senate-2021"


async def test_a_button_asks_by_the_same_clock(ask: Ask) -> None:
    assert (await ask("/claims as_of:2021-03-04")).buttons[0][0].line == "claims pk-senate-2021 as_of:2021-03-04"


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_subjects_break_nothing(ask: Ask, hostile: str) -> None:
    assert "c0ffee" not in told(await ask(f"/claims {hostile}"))


LATER = """
dossier: later
title: What followed
why: A test
timezone: Asia/Karachi
sources:
  later-paper: {kind: article, publisher: A Paper, published: 2021-03-20, language: en}
responses:
  pdm-answers:
    claim: khan-elections-rigged
    by: pdm
    text: The PDM denies it.
    words: we deny it
    source: later-paper
    date: 2021-03-19
findings:
  commission-dismisses:
    claim: khan-elections-rigged
    by: Election Commission
    text: The complaint is not admitted.
    outcome: dismissed
    source: later-paper
    date: 2021-03-20
  court-waits:
    claim: video-discard-votes
    by: A Court
    text: A case is to be brought.
    outcome: pending
    source: later-paper
    date: null
"""


@pytest.fixture
async def followed(ask: Ask, store: Store) -> Ask:
    """Ask a record in which claims were answered and judged."""
    await publish(store, load_text(LATER, "later.yaml"), author="test", why="test", at=AT)
    return ask


async def test_an_answer_stands_with_its_claim_in_its_own_words(followed: Ask) -> None:
    said = told(await followed("/claims khan-elections-rigged"))
    assert "Answered by PDM, 19 March 2021: The PDM denies it." in said
    assert "“we deny it” PDM, as told by A Paper, 20 March 2021" in said


async def test_a_finding_stands_with_its_claim_source_and_date(followed: Ask) -> None:
    said = told(await followed("/claims khan-elections-rigged"))
    found = "Finding of Election Commission, 20 March 2021 (dismissed): The complaint is not admitted."
    assert f"{found} (A Paper, 20 March 2021)" in said
    assert "No answer" not in said


async def test_a_pending_finding_says_that_its_outcome_is_not_on_record(followed: Ask) -> None:
    said = told(await followed("/claims ali haider gilani"))
    assert (
        "Finding of A Court, date not given (pending; the outcome is not on record): A case is to be brought." in said
    )


async def test_where_some_claims_were_followed_up_the_others_say_that_they_were_not(followed: Ask) -> None:
    said = told(await followed("/claims"))
    assert said.count(OPEN) == 3


async def test_the_state_of_a_claim_tells_that_it_was_answered_and_judged(followed: Ask) -> None:
    assert (await followed("/claims khan-elections-rigged")).shows == (
        Shown("khan-elections-rigged", "allegation answered dismissed"),
    )


async def test_the_card_of_that_evening_knows_nothing_of_what_followed(followed: Ask) -> None:
    said = told(await followed("/claims khan-elections-rigged as_of:2021-03-04"))
    assert "A Paper" not in said
    assert OPEN in said
