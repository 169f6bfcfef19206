"""Quotations, events and motions typed in a line stand where the questions look for them."""

from __future__ import annotations

import pytest

from bot.messages import Row
from data.rebuild import rebuild
from tests.handlers.conftest import told
from tests.handlers.editing.conftest import published
from tests.newsroom import Office

SOURCE = "source:republic-world-2021-03-04"
PAGE = "https://www.dawn.com/news/1611008/i-thank-you-says-pm-imran-after-securing-trust-vote-from-na"


async def test_a_quotation_is_found_once_it_is_published(room: Office) -> None:
    await published(room, f"/addquote I will not spare you kind:fragment by:imran khan {SOURCE}")
    assert "I will not spare you" in told(await room.say("/quote i will not spare you by:imran khan"))


async def test_a_headline_is_nobodys_and_needs_no_speaker(room: Office) -> None:
    preview = told(await room.say(f"/addquote Won't spare you kind:headline {SOURCE}"))
    assert "nobody named, headline" in preview


@pytest.mark.parametrize("kind", ["verbatim", "fragment", "translation"])
async def test_other_words_are_somebodys(room: Office, kind: str) -> None:
    assert "Whose words are they?" in told(await room.say(f"/addquote Won't spare you kind:{kind} {SOURCE}"))


async def test_a_speaker_nobody_is_sure_of_is_offered(room: Office) -> None:
    reply = await room.say(f"/addquote Words kind:verbatim by:gilani {SOURCE}")
    assert len(reply.buttons[0]) > 1
    chosen = await room.press(reply, "Ali Haider Gilani")
    assert "Ali Haider Gilani, verbatim" in told(chosen)


async def test_a_source_of_a_quotation_is_needed(room: Office) -> None:
    assert "Which source?" in told(await room.say("/addquote Words kind:headline"))


async def test_an_event_stands_in_the_timeline(room: Office) -> None:
    line = f"/event The vote is held date:2021-03-06 about:imran khan, pk-na source:Dawn {PAGE} 2021-03-06"
    await published(room, line)
    assert "The vote is held" in told(await room.say("/timeline imran khan"))


async def test_a_name_under_about_that_fits_nothing_is_asked_about(room: Office) -> None:
    reply = await room.say(f"/event A vote date:2021-03-06 about:imran khan, xyzzy {SOURCE}")
    assert "“xyzzy”" in told(reply)


async def test_a_day_no_calendar_has_is_answered_with_the_way_to_write_it(room: Office) -> None:
    said = told(await room.say(f"/event A vote date:2021-02-30 {SOURCE}"))
    assert "is no day, month or year" in said


async def test_a_translation_names_the_quotation_it_renders(room: Office) -> None:
    """Its speaker and the language of the original are those of the original, unless it says otherwise."""
    await published(room, f"/addquote دریا بہتا ہے kind:verbatim by:imran khan language:ur {SOURCE}")
    await published(room, f"/addquote The river flows on kind:translation renders:دریا بہتا ہے {SOURCE}")
    said = told(await room.say("/quote the river flows on"))
    assert "Imran Khan" in said
    assert "Urdu" in said
    assert "renders" in said
    assert "دریا بہتا ہے" in said
    assert not (await rebuild(room.newsroom)).differences
    found = await room.bot.suggest("addquote", "renders", "دریا", 5)
    assert [each.label for each in found] == ["دریا بہتا ہے"]


async def test_an_original_that_could_be_several_is_offered(room: Office) -> None:
    reply = await room.say(f"/addquote The river flows on kind:translation renders:the {SOURCE}")
    assert "Which quotation do these words render?" in told(reply)


async def test_what_a_translation_renders_cannot_be_taken_back_from_under_it(room: Office) -> None:
    await published(room, f"/addquote دریا بہتا ہے kind:verbatim by:imran khan language:ur {SOURCE}")
    await published(room, f"/addquote The river flows on kind:translation renders:دریا بہتا ہے {SOURCE}")
    assert "take that back first" in told(await room.say("/undo 3"))


async def test_a_rendering_names_the_speaker_and_whose_wording_it_is(room: Office) -> None:
    line = f"/addquote He will resign soon kind:rendering by:imran khan, pti {SOURCE}"
    await published(room, line)
    assert "He will resign soon" in told(await room.say("/quote he will resign soon"))
    assert "In whose wording?" in told(await room.say(line.replace(", pti", "")))


async def test_how_a_motion_ended_shows_on_its_card(room: Office) -> None:
    line = f"/motion pk-na-confidence-2021-03-06 result:obtained date:2021-03-06 source:Dawn {PAGE} 2021-03-06"
    await published(room, line)
    await published(room, f"/result pk-na-confidence-2021-03-06 yes=178 no=? source:Dawn {PAGE} as_of:2021-03-06")
    assert "178" in told(await room.say("/confidence"))


async def test_the_day_a_motion_is_put_stands_in_the_timeline(room: Office) -> None:
    await published(room, f"/motion pk-na-confidence-2021-03-06 date:2021-03-06 source:Dawn {PAGE} 2021-03-04")
    assert "is to be put on 6 March 2021" in told(await room.say("/timeline pk-na-confidence-2021-03-06"))


async def test_a_motion_with_nothing_new_is_asked_about(room: Office) -> None:
    assert "Say what is new" in told(await room.say(f"/motion pk-na-confidence-2021-03-06 {SOURCE}"))


async def test_an_event_about_nothing_counts_who_follows_everything_before_and_tells_them_after(room: Office) -> None:
    await room.say("/watch all loud:everything")
    preview = await room.say(f"/event دفاتر بند ہیں date:2021-03-05 {SOURCE}")
    assert "دفاتر بند ہیں" in told(preview)
    assert "one chat that follows it" in told(preview)
    await room.press(preview, "Publish")
    assert "دفاتر بند ہیں" in told(await room.say("/news"))


@pytest.mark.parametrize(
    ("typed", "read"), [("2021-03-05", "5 March 2021"), ("2021-03", "March 2021"), ("2021", "2021")]
)
async def test_a_preview_gives_the_day_of_an_event_as_cards_do(room: Office, typed: str, read: str) -> None:
    preview = await room.say(f"/event Offices are closed date:{typed} {SOURCE}")
    assert ("Offices are closed", read) in [
        (each.label, each.value) for each in preview.blocks if isinstance(each, Row)
    ]
