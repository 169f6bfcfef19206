"""When a motion is put and how votes ended, typed in a line: on record, on the cards, and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from data.dossier import load_text
from data.editing import correction
from data.rebuild import rebuild
from data.record import contests, motions, schedules
from data.record.reading import Clock
from tests.handlers.conftest import told
from tests.handlers.editing.conftest import published
from tests.newsroom import AT, OWNER, Office

MOTION = "pk-na-confidence-2021-03-06"
SEAT = "pk-senate-2021-ict-general"
PAGE = "https://www.dawn.com/news/1611008/i-thank-you-says-pm-imran-after-securing-trust-vote-from-na"
MOVED = f"/motion {MOTION} date:2021-03-08 source:Dawn {PAGE} 2021-03-05"
WON = f"/result islamabad won:gilani status:official source:Dawn {PAGE} 2021-03-10 as_of:2021-03-10"


async def when(room: Office, **clock: object) -> date | None:
    found = await room.newsroom.read(motions.get, MOTION, Clock(**clock))  # type: ignore[arg-type]  # its own fields
    assert found is not None
    return found.date


async def test_a_new_day_is_the_motions_and_the_old_one_stands_beside_it(room: Office) -> None:
    assert "6 March 2021 → 8 March 2021" in told(await room.say(MOVED))
    await published(room, MOVED)
    said = told(await room.say("/confidence"))
    assert "When Monday, 8 March 2021 Dawn, 5 March 2021" in said
    assert "Also said Saturday, 6 March 2021" in said
    assert "Not yet held" in said
    assert not (await rebuild(room.newsroom)).differences


async def test_a_new_day_stands_in_the_timeline(room: Office) -> None:
    await published(room, MOVED)
    assert "is to be put on 8 March 2021" in told(await room.say(f"/timeline {MOTION}"))


async def test_a_later_day_takes_the_place_of_the_planned_event_before(room: Office) -> None:
    await published(room, MOVED)
    await published(room, MOVED.replace("2021-03-08", "2021-03-09").replace("2021-03-05", "2021-03-06"))
    timeline = told(await room.say(f"/timeline {MOTION}"))
    places = [timeline.index(each) for each in ("Tuesday, 9 March 2021", "Monday, 8 March 2021")]
    assert places == sorted(places)


async def test_both_clocks_show_the_day_that_was_said_then(room: Office) -> None:
    await published(room, MOVED)
    assert await when(room) == date(2021, 3, 8)
    assert await when(room, as_of=date(2021, 3, 4)) == date(2021, 3, 6)
    assert await when(room, known=2) == date(2021, 3, 6)


async def test_a_new_day_is_no_correction(room: Office) -> None:
    await published(room, MOVED)
    said = told(await room.say("/revisions 3"))
    assert "update" in said
    assert "mistake" not in said


async def test_a_new_day_can_be_taken_back(room: Office) -> None:
    before = told(await room.say("/confidence"))
    await published(room, MOVED)
    await published(room, "/undo")
    assert told(await room.say("/confidence")) == before
    assert await when(room) == date(2021, 3, 6)
    assert not (await rebuild(room.newsroom)).differences


async def test_what_is_surer_leads_whatever_is_newer(room: Office) -> None:
    await published(room, f"{MOVED} status:official")
    await published(room, MOVED.replace("2021-03-08", "2021-03-09").replace("2021-03-05", "2021-03-06"))
    assert await when(room) == date(2021, 3, 8)


async def test_the_same_day_by_the_same_source_is_nothing_new(room: Office) -> None:
    await published(room, MOVED)
    assert "has that day on record already" in told(await room.say(MOVED))


async def test_a_day_that_is_left_open_is_said_in_the_sources_words(room: Office) -> None:
    text = f"""
dossier: put-off
title: Put off
why: The speaker put it off.
timezone: Asia/Karachi
sources: {{paper: {{kind: article, publisher: The Paper, published: 2021-03-05, language: en}}}}
schedules: {{put-off: {{of: {MOTION}, date: null, stated: put off indefinitely, source: paper}}}}
"""
    dossier = load_text(text, "put-off.yaml")
    found = await room.newsroom.propose(dossier, editor=OWNER, role="owner", request="a", at=AT)
    await room.newsroom.publish(found.draft.id, editor=OWNER, role="owner", request="b", at=AT)
    assert "When put off indefinitely The Paper, 5 March 2021" in told(await room.say("/confidence"))


async def test_a_schedules_day_can_be_corrected_and_its_status_moves_along_the_ladder(room: Office) -> None:
    await published(room, MOVED)
    motion = await room.newsroom.read(motions.get, MOTION)
    assert motion is not None
    made = correction(motion.schedules[0].id, "2021-03-07", "A slip", "ours", field="date")
    found = await room.newsroom.propose(made, editor=OWNER, role="owner", request="a", at=AT)
    await room.newsroom.publish(found.draft.id, editor=OWNER, role="owner", request="b", at=AT)
    assert await when(room) == date(2021, 3, 7)
    assert not (await rebuild(room.newsroom)).differences


async def test_who_won_shows_on_the_contests_card(room: Office) -> None:
    preview = told(await room.say(WON))
    assert "Elected: Yousaf Raza Gillani" in preview
    await published(room, WON)
    assert "Yousaf Raza Gillani" in told(await room.say("/contest islamabad"))
    found = await room.newsroom.read(contests.get, SEAT)
    assert found is not None
    best = found.outcomes[0]
    assert (best.result, best.who and best.who.id, best.status) == ("elected", "yousaf-raza-gillani", "official")
    assert not (await rebuild(room.newsroom)).differences


async def test_a_count_and_who_won_come_in_one_line(room: Office) -> None:
    await published(room, f"/result islamabad gilani=169 shaikh=164 won:gilani source:Dawn {PAGE} 2021-03-04")
    found = await room.newsroom.read(contests.get, SEAT)
    assert found is not None
    assert found.status == "unofficial"
    assert "169" in told(await room.say("/contest islamabad"))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/result islamabad source:republic-world-2021-03-04", "Say what is new"),
        ("/result islamabad won:imran source:republic-world-2021-03-04", "one of those who stood"),
        (f"/result {MOTION} won:gilani source:republic-world-2021-03-04", "is a motion, which nobody wins"),
    ],
)
async def test_what_is_not_certain_is_asked_about(room: Office, line: str, says: str) -> None:
    assert says in told(await room.say(line))


async def test_those_who_stood_are_completed(room: Office) -> None:
    found = await room.bot.suggest("result", "won", "gil", 5, given={"contest": "islamabad"})
    assert [each.value for each in found] == ["yousaf-raza-gillani"]


async def test_a_schedule_says_its_state(room: Office) -> None:
    motion = await room.newsroom.read(motions.get, MOTION)
    assert motion is not None
    (own,) = motion.schedules
    assert isinstance(own, schedules.Schedule)
    assert (own.id, own.state) == (MOTION, "2021-03-06 scheduled")
