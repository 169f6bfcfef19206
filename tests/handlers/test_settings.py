"""What a chat chooses, what is kept of it, and that it can be forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Chat, Row, Shown
from data.desk import Settings
from data.dossier import load_text
from data.publish import publish
from data.store import Store
from handlers import times
from tests.asking import labelled
from tests.handlers.conftest import told
from tests.handlers.test_watching import GROUP, NOW, SOMEBODY, TOPIC, House, house

__all__ = ["house"]

ALONE = Chat("telegram", "7", private=True)
ELSEWHERE = """dossier: nowhere
title: A parliament elsewhere
why: Two are needed
timezone: UTC
sources:
  gazette: {kind: article, publisher: The Gazette, published: 2021-03-01, language: en}
chambers:
  xx-senate: {names: {en: Senate of Nowhere}, parliament: xx, house: upper, sizes: [{seats: 10, source: gazette}]}
parties:
  purple: {names: {en: Purple Party}, short: P}
tables:
  xx-seats: {subject: xx-senate, measure: seats, unit: seats, as_of: 2021-03-01, source: gazette, status: official,
    figures: {purple: {value: 10}, total: {value: 10}}}
"""


async def chosen(house: House, *lines: str, chat: Chat = GROUP) -> Settings:
    for line in lines:
        await house.ask(f"settings {line}", chat)
    return await house.desk.settings(chat.key)


@pytest.mark.parametrize(
    ("line", "settings"),
    [
        ("language:ur", Settings(language="ur")),
        ("timezone:Asia/Tokyo", Settings(timezone="Asia/Tokyo")),
        ("timezone:karachi", Settings(timezone="Asia/Karachi")),
        ("timezone:new_york", Settings(timezone="America/New_York")),
        ("quiet:22:00-07:00", Settings(timezone="Asia/Karachi", quiet=(time(22), time(7)))),
        ("quiet:9-17:30", Settings(timezone="Asia/Karachi", quiet=(time(9), time(17, 30)))),
        ("digest:20:00", Settings(timezone="Asia/Karachi", digest=time(20))),
        ("digest:۲۰:۳۰", Settings(timezone="Asia/Karachi", digest=time(20, 30))),
        ("silent:yes", Settings(silent=True)),
        ("parliament:PK", Settings(parliament="pk")),
        ("silent:yes language:en", Settings(language="en", silent=True)),
    ],
)
async def test_a_chat_chooses(house: House, line: str, settings: Settings) -> None:
    """Whoever chooses times chooses the clock in force as well."""
    assert await chosen(house, line) == settings


@pytest.mark.parametrize(
    ("line", "field"),
    [("quiet:off", "quiet"), ("digest:off", "digest"), ("silent:no", "silent"), ("language:off", "language")],
)
async def test_what_was_chosen_is_taken_back(house: House, line: str, field: str) -> None:
    found = await chosen(house, "quiet:22-7 digest:20 silent:yes language:en", line)
    assert not getattr(found, field)
    assert found.timezone == "Asia/Karachi"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quiet:late", "“late” is no span of hours"),
        ("quiet:25-7", "“25-7” is no span of hours"),
        ("quiet:7-7", "“7-7” is no span of hours"),
        ("digest:24:00", "“24:00” is no time of day"),
        ("timezone:Mars/Olympus", "“Mars/Olympus” is no time zone I know"),
        ("language:tlh", "There are no texts in “tlh”"),
        ("parliament:zz", "No parliament “zz” is on record"),
    ],
)
async def test_what_cannot_be_chosen_is_answered_in_words_and_nothing_is_changed(
    house: House, line: str, said: str
) -> None:
    assert said in told(await house.ask(f"settings {line} silent:yes"))
    assert await house.desk.settings(GROUP.key) == Settings()


async def test_a_time_zone_that_could_be_several_is_offered(house: House) -> None:
    buttons = labelled(await house.ask("settings timezone:america"))
    assert buttons
    assert all(str(line).startswith("settings timezone:America/") for line in buttons.values())


async def test_settings_show_what_is_set_and_a_button_for_the_usual_choices(house: House) -> None:
    """Every button leads to a setting, and none offers what is set already."""
    await house.ask("settings quiet:22:00-07:00")
    reply = await house.ask("settings")
    rows = {block.label: block.value for block in reply.blocks if isinstance(block, Row)}
    assert (rows["Quiet hours"], rows["Time zone"]) == ("22:00 to 07:00", "Asia/Karachi")
    buttons = labelled(reply)
    assert "Quiet 22:00-07:00" not in buttons
    assert all(len(row) <= 5 for row in reply.buttons)  # what Discord shows side by side
    for line in buttons.values():
        assert (await house.ask(str(line))).line == line
    assert (await house.desk.settings(GROUP.key)).quiet is None


async def test_settings_are_answered_in_the_language_just_chosen(house: House) -> None:
    assert (await house.ask("settings language:ur")).title != (await house.ask("settings language:en")).title


async def test_a_topic_chooses_for_itself_beginning_with_what_its_group_has(house: House) -> None:
    await chosen(house, "language:ur")
    assert await chosen(house, "silent:yes", chat=TOPIC) == Settings(language="ur", silent=True)
    await chosen(house, "language:en")
    assert (await house.desk.settings(TOPIC.key)).language == "ur"


async def test_the_houses_are_those_of_the_chats_parliament(house: House, store: Store) -> None:
    """Its card has the line of that chamber, so that it can be made again whatever the chat chooses later."""
    await publish(store, load_text(ELSEWHERE, "nowhere.yaml"), author="x", why="x", at=NOW)
    assert len(labelled(await house.ask("senate"))) == 2  # one of each parliament
    await chosen(house, "parliament:xx")
    reply = await house.ask("senate")
    assert (reply.title, reply.line) == ("Senate of Nowhere", "chamber xx-senate")
    await chosen(house, "parliament:pk")
    assert (await house.ask("senate")).title == "Senate of Pakistan"
    assert "Parliament" in told(await house.ask("settings"))


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_time_or_none(typed: str) -> None:
    assert times.hour(typed) is None or isinstance(times.hour(typed), time)
    assert times.hours(typed) is None or len(times.hours(typed) or ()) == 2  # from one to another


@given(st.times(), st.times())
def test_a_span_is_read_as_it_is_written(begin: time, end: time) -> None:
    written = f"{begin:%H:%M}-{end:%H:%M}"
    whole = (begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    assert times.hours(written) == (None if whole[0] == whole[1] else whole)


async def live(house: House, chat: Chat) -> None:
    await house.ask("watch senate", chat)
    await house.ask("settings silent:yes", chat)
    card = await house.ask("senate", chat)
    await house.memory.posted(chat, "55", "text", card, "en")


async def test_a_chat_is_told_what_is_kept_of_it(house: House) -> None:
    await live(house, ALONE)
    await house.desk.grant(SOMEBODY.key, "editor", by="x", at=NOW)
    reply = await house.ask("privacy", ALONE)
    assert reply.private
    said = told(reply)
    assert "Settings kept" in said
    assert "Subjects followed 1" in said
    assert "You may change the record, as editor" in said


async def test_to_forget_is_asked_about_first(house: House) -> None:
    """Nothing is deleted yet; an editor is told what else ends."""
    await live(house, ALONE)
    await house.desk.grant(SOMEBODY.key, "editor", by="x", at=NOW)
    reply = await house.ask("forget", ALONE)
    assert "You may change the record; that ends too." in told(reply)
    assert labelled(reply) == {"Delete it all": "forget confirm:yes", "Keep it": "privacy"}
    assert await house.follows(ALONE)


async def test_a_private_chat_is_forgotten_with_the_person(house: House) -> None:
    """Also what was not yet written down; and the answer that says so leaves no trace."""
    await live(house, ALONE)
    await house.desk.grant(SOMEBODY.key, "editor", by="x", at=NOW)
    reply = await house.ask("forget confirm:yes", ALONE)
    await house.memory.posted(ALONE, "56", "text", reply, "en")
    await house.memory.close()
    empty = await house.desk.kept("telegram:none")
    assert await house.desk.kept(ALONE.key) == empty


async def test_a_group_is_forgotten_with_its_topics_and_no_person_is(house: House) -> None:
    for chat in (GROUP, TOPIC, ALONE):
        await live(house, chat)
    await house.ask("forget confirm:yes")
    empty = await house.desk.kept("telegram:none")
    assert await house.desk.kept(GROUP.key) == await house.desk.kept(TOPIC.key) == empty
    assert await house.follows(ALONE)


async def test_a_message_that_shows_no_figure_is_not_kept(house: House) -> None:
    """One that showed some and was pressed on is."""
    card = replace(await house.ask("senate"), shows=(Shown("t/x", "1 official"),))
    help_ = await house.ask("help")
    await house.memory.posted(GROUP, "55", "text", help_, "en")
    await house.memory.posted(GROUP, "56", "text", card, "en")
    await house.memory.posted(GROUP, "56", "text", help_, "en")
    await house.memory.close()
    assert await house.desk.posting(GROUP.key, "55") is None
    found = await house.desk.posting(GROUP.key, "56")
    assert found is not None
    assert (found.line, found.shows) == ("help", (("t/x", "1 official"),))
