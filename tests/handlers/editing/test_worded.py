"""Fields that are no figures are put right by a line: of events, candidates, quotations, motions, sources, names."""

from __future__ import annotations

import pytest

from data.dossier import load_text
from data.rebuild import rebuild
from data.record import contests, events, motions, names, quotes, sources
from tests.handlers.conftest import told
from tests.handlers.editing.conftest import published
from tests.newsroom import AT, OWNER, Office

WHY = "reason:A slip whose:ours"
SEAT, MARCH, MOTION = "pk-senate-2021-ict-general", "pdm-long-march", "pk-na-confidence-2021-03-06"
PAGE = "republic-world-2021-03-04"
STOOD = f"{SEAT}/yousaf-raza-gillani"
SAID = f"/addquote The river runs where it will kind:fragment by:imran khan source:{PAGE}"


async def test_the_day_of_an_event_goes_from_one_to_another(room: Office) -> None:
    line = f"/correct {MARCH} field:date=2021-03-26 {WHY}"
    preview = told(await room.say(line))
    assert "date March 2021 → 26 March 2021" in preview
    assert "The mistake was ours. Because: A slip" in preview
    await published(room, line)
    event = await room.newsroom.read(events.get, MARCH)
    assert event is not None
    assert str(event.date) == "2021-03-26"
    assert "date March 2021 → 26 March 2021" in told(await room.say("/revisions 3"))


async def test_a_message_that_shows_the_event_is_put_right(room: Office) -> None:
    card = await room.say("/timeline pdm")
    await published(room, f"/correct {MARCH} field:date=2021-03-26 {WHY}")
    said = told(await room.say(f"/check {card.code}"))
    assert "Event, date" in said
    assert "26 March 2021" in said


async def test_the_party_of_a_candidate_is_put_right_and_taken_back(room: Office) -> None:
    card = await room.say("/contest islamabad")
    assert "party Pakistan Peoples Party → Pakistan Tehreek-e-Insaf" in told(
        await room.say(f"/correct {STOOD} field:party=pti {WHY}")
    )
    await published(room, f"/correct {STOOD} field:party=pti {WHY}")
    assert await _party(room) == "pti"
    assert "Contest, party" in told(await room.say(f"/check {card.code}"))
    assert not (await rebuild(room.newsroom)).differences
    await published(room, "/undo")
    assert await _party(room) == "ppp"
    assert not (await rebuild(room.newsroom)).differences


async def _party(room: Office) -> str | None:
    contest = await room.newsroom.read(contests.get, SEAT)
    assert contest is not None
    (party,) = [each.party for each in contest.candidates if each.person.id == "yousaf-raza-gillani"]
    return party.id if party else None


async def test_the_text_and_the_speaker_of_a_quotation_are_put_right(room: Office) -> None:
    await published(room, SAID)
    (quote,) = await room.newsroom.read(quotes.find, "the river runs where")
    await published(room, f"/correct {quote.id} field:text=The river runs as it likes {WHY}")
    await published(room, f"/correct {quote.id} field:speaker=hafeez shaikh {WHY}")
    found = await room.newsroom.read(quotes.get, quote.id)
    assert found is not None
    assert (found.text, found.speaker and found.speaker.id) == ("The river runs as it likes", "abdul-hafeez-shaikh")
    assert "The river runs as it likes" in told(await room.say("/quote as it likes"))


async def test_the_day_of_a_motion_is_put_right_and_so_is_the_card_that_showed_it(room: Office) -> None:
    card = await room.say("/confidence")
    await published(room, f"/correct {MOTION} field:date=2021-03-07 {WHY}")
    motion = await room.newsroom.read(motions.get, MOTION)
    assert motion is not None
    assert str(motion.date) == "2021-03-07"
    assert "Motion" in told(await room.say(f"/check {card.code}"))


async def test_the_title_and_the_day_of_a_source_are_put_right(room: Office) -> None:
    assert "things on record rest on this source" in told(
        await room.say(f"/correct {PAGE} field:title=Another title {WHY}")
    )
    await published(room, f"/correct {PAGE} field:title=Another title {WHY}")
    await published(room, f"/correct {PAGE} field:published=2021-03-05 {WHY}")
    source = await room.newsroom.read(sources.get, PAGE)
    assert source is not None
    assert (source.title, str(source.published)) == ("Another title", "2021-03-05")


async def test_a_name_is_put_right_and_finds_the_person_then(room: Office) -> None:
    line = f"/correct imran-khan field:name_en=Imran Ahmed Niazi {WHY}"
    assert "name (en) Imran Khan → Imran Ahmed Niazi" in told(await room.say(line))
    await published(room, line)
    assert (await room.newsroom.read(names.of, "imran-khan")).of("en") == "Imran Ahmed Niazi"
    assert (await room.newsroom.read(names.resolve, "niazi", ("person",))).match is not None
    assert not (await rebuild(room.newsroom)).differences


async def test_an_outcome_is_put_right(room: Office) -> None:
    await published(room, f"/result islamabad won:shaikh source:{PAGE} status:official")
    contest = await room.newsroom.read(contests.get, SEAT)
    assert contest is not None
    await published(room, f"/correct {contest.outcomes[0].id} field:who=gilani yousaf raza {WHY}")
    contest = await room.newsroom.read(contests.get, SEAT)
    assert contest is not None
    assert contest.outcomes[0].who is not None
    assert contest.outcomes[0].who.id == "yousaf-raza-gillani"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f"/correct {MARCH} {WHY}", "Say what is right"),
        (f"/correct {MARCH} rejected=7 field:date=2021-03-26 {WHY}", "Say what is right"),
        (f"/correct {MARCH} field:colour=red {WHY}", "these can be corrected: date,"),
        (f"/correct {MARCH} field:date {WHY}", "Say which field"),
        (f"/correct {MARCH} field:date=2021-03 {WHY}", "is on record as"),
        (f"/correct {MARCH} field:date=soon {WHY}", "is no day, month or year"),
        (f"/correct {MARCH} field:status=maybe {WHY}", "cannot be status"),
        (f"/correct {MARCH} field:source=nobody at all {WHY}", "nobody at all"),
        (f"/correct xyzzy field:date=2021-03-26 {WHY}", "Nothing on record is found"),
        (f"/correct imran-khan field:name_fr=Imran {WHY}", "these can be corrected: name_en"),
    ],
)
async def test_what_cannot_be_is_said_with_what_can(room: Office, line: str, says: str) -> None:
    assert says in told(await room.say(line))


async def test_a_person_who_could_be_two_is_offered_and_chosen(room: Office) -> None:
    await published(room, SAID)
    (quote,) = await room.newsroom.read(quotes.find, "the river runs where")
    reply = await room.say(f"/correct {quote.id} field:speaker=gilani {WHY}")
    assert len(reply.buttons[0]) > 1
    assert "Ali Haider Gilani" in told(await room.press(reply, "Ali Haider Gilani"))


async def test_fields_are_completed_with_what_stands_in_them(room: Office) -> None:
    found = await room.bot.suggest("correct", "field", "da", 25, given={"subject": MARCH})
    assert ("date=", "date: 2021-03") in [(each.value, each.label) for each in found]
    found = await room.bot.suggest("correct", "field", "status=", 25, given={"subject": MARCH})
    assert "status=postponed" in [each.value for each in found]
    found = await room.bot.suggest("correct", "field", "source=repub", 25, given={"subject": MARCH})
    assert f"source={PAGE}" in [each.value for each in found]
    found = await room.bot.suggest(
        "correct", "field", "party=ppp", 25, given={"subject": f"{SEAT}/yousaf-raza-gillani"}
    )
    assert "party=ppp" in [each.value for each in found]
    found = await room.bot.suggest("correct", "field", "date=", 25, given={"subject": MARCH})
    assert [each.value for each in found] == ["date=2021-03"]
    assert not await room.bot.suggest("correct", "field", "da", 25, given={"subject": "xyzzy"})


async def test_what_can_be_corrected_is_completed_by_names_words_and_sources(room: Office) -> None:
    found = await room.bot.suggest("correct", "subject", "long march", 25)
    assert MARCH in [each.value for each in found]
    found = await room.bot.suggest("correct", "subject", "republic", 25)
    assert PAGE in [each.value for each in found]


async def test_a_new_source_may_come_with_the_correction_that_names_it(room: Office) -> None:
    text = f"""
dossier: march-elsewhere
title: The march was told elsewhere
why: We had named the wrong page.
timezone: Asia/Karachi
sources: {{other-page: {{kind: article, publisher: The Other, published: 2021-03-03, language: en}}}}
corrections: {{c: {{of: {MARCH}, field: source, value: other-page, reason: The wrong page, mistake: ours}}}}
"""
    dossier = load_text(text, "march.yaml")
    found = await room.newsroom.propose(dossier, editor=OWNER, role="owner", request="a", at=AT)
    await room.newsroom.publish(found.draft.id, editor=OWNER, role="owner", request="b", at=AT)
    event = await room.newsroom.read(events.get, MARCH)
    assert event is not None
    assert event.source.publisher == "The Other"
    assert not (await rebuild(room.newsroom)).differences
