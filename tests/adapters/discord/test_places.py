"""Where something is asked: what is kept of cards there, who may manage it, and the language spoken."""

from __future__ import annotations

import re

import pytest

from bot import languages
from bot.adapters.discord.adapter import PATIENCE
from bot.commands import Commands
from bot.dispatch import Bot
from bot.messages import Button, Line, Reply, Request, spans
from tests.adapters.discord.conftest import House, Journal
from tests.adapters.discord.test_cards import render_old
from tests.fakes.discord import STRANGE, THREAD, Where
from tests.fakes.discord_gateway import ADMINISTRATOR, CHANNEL, MANAGE_CHANNELS, SEND, SEND_IN_THREADS, VIEW
from tests.fakes.discord_rest import CALLBACK, DEFERRED, ORIGINAL, Fault

HALL = f"discord:{CHANNEL}"
PLACE = f"discord:{THREAD}"

managing = Commands()


@managing.add(manages=True)
async def follow(_request: Request, _services: None) -> Reply:
    """Follow something."""
    return Reply("Followed")


@managing.add()
async def where(request: Request, _services: None) -> Reply:
    """Say how a request arrived."""
    said = f"{request.chat.key} {request.chat.private} {request.chat.lasting} {request.language} {request.update}"
    return Reply("Here", (Line(spans(said)),), buttons=((Button("again", line="where"),),))


async def said(house: House, there: Where) -> str:
    exchange = await house.fake.slash("where", there)
    shown = re.sub(r"[\\\u200f\u2068\u2069]", "", (await exchange.next_call()).text.splitlines()[-1])
    return shown.removesuffix(f" discord:{exchange.id}")


async def test_a_card_is_kept_with_its_message_medium_page_and_language(served: House) -> None:
    shown = await served.fake.slash("house")
    await shown.next_call()
    await served.kept.settled(1)
    ((key, (medium, reply, language)),) = served.kept.postings.items()
    assert shown.message is not None
    assert key == (HALL, shown.message["id"])
    assert (medium, reply.line, reply.page, language) == ("picture", "house", 1, "en")


async def test_a_card_that_follows_a_deferral_is_kept(house: House) -> None:
    async with house.serve():
        house.paints.ready.clear()
        exchange = await house.fake.slash("house")
        assert await house.timer.asked() == PATIENCE
        house.timer.ring()
        assert (await exchange.next_call()).body["type"] == DEFERRED
        house.paints.ready.set()
        assert (await exchange.next_call()).path == ORIGINAL
        await house.kept.settled(1)
    assert exchange.message is not None
    assert list(house.kept.postings) == [(HALL, exchange.message["id"])]


async def test_a_card_that_a_press_brings_is_kept_under_the_same_message(served: House) -> None:
    shown = await served.fake.slash("house")
    first = await shown.next_call()
    await (await served.fake.press(first.buttons["Islamabad"], shown.message)).next_call()
    await served.kept.settled(2)
    ((key, (medium, reply, _)),) = served.kept.postings.items()
    assert shown.message is not None
    assert (key, medium, reply.line) == ((HALL, shown.message["id"]), "text", "seat islamabad")


@pytest.mark.parametrize("name", ["secret", "wrong", "broken"])
async def test_what_only_the_asker_sees_is_not_kept(served: House, name: str) -> None:
    await (await served.fake.slash(name)).next_call()
    await (await served.fake.slash("house")).next_call()
    await served.kept.settled(1)
    assert [reply.line for _, reply, _ in served.kept.postings.values()] == ["house"]


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (Where(), f"{HALL} False True en"),
        (Where(1), f"{HALL} True True en"),
        (Where(2), f"{HALL} False False en"),
        (Where(guild=STRANGE), f"{HALL} False False en"),
        (Where(granted=VIEW), f"{HALL} False False en"),
        (Where(granted=SEND), f"{HALL} False False en"),
        (Where(granted=ADMINISTRATOR), f"{HALL} False True en"),
        (Where(thread=True), f"{PLACE} False True en"),
        (Where(thread=True, granted=VIEW | SEND), f"{PLACE} False False en"),
        (Where(thread=True, granted=VIEW | SEND_IN_THREADS), f"{PLACE} False True en"),
    ],
)
async def test_a_place_lasts_where_the_bot_is_a_member_who_may_write(house: House, there: Where, told: str) -> None:
    async with house.serve(Bot(managing, None, house.kept)):
        assert await said(house, there) == told


async def test_where_the_bot_is_no_member_nothing_is_kept(house: House) -> None:
    async with house.serve(Bot(managing, None, house.kept)):
        for there in (Where(guild=STRANGE), Where(2), Where(thread=True)):
            await (await house.fake.slash("where", there)).next_call()
        await house.kept.settled(1)
    assert [chat for chat, _ in house.kept.postings] == [PLACE]


@pytest.mark.parametrize(
    ("there", "answer"),
    [
        (Where(), "Only those who may manage this chat can use /follow here."),
        (Where(held=MANAGE_CHANNELS), "### Followed"),
        (Where(held=ADMINISTRATOR), "### Followed"),
        (Where(thread=True, held=MANAGE_CHANNELS), "### Followed"),
        (Where(1), "### Followed"),
        (Where(2), "/follow needs me to belong here"),
        (Where(guild=STRANGE, held=MANAGE_CHANNELS), "/follow needs me to belong here"),
        (Where(granted=VIEW, held=MANAGE_CHANNELS), "/follow needs me to belong here"),
    ],
)
async def test_managing_takes_manage_channels_and_a_place_that_lasts(house: House, there: Where, answer: str) -> None:
    async with house.serve(Bot(managing, None, house.kept)):
        call = await (await house.fake.slash("follow", there)).next_call()
    assert call.text.startswith(answer)


@pytest.mark.parametrize(
    ("there", "language"),
    [
        (Where(0, "fi"), "ko"),
        (Where(0, "fi", thread=True), "ko"),
        (Where(1, "fi"), "ko"),
    ],
)
async def test_the_language_a_place_has_chosen_goes_before_all(
    house: House, monkeypatch: pytest.MonkeyPatch, there: Where, language: str
) -> None:
    monkeypatch.setattr(languages, "available_set", lambda: frozenset({"en", "fi", "ko"}))
    house.kept.languages[HALL] = "ko"
    async with house.serve(Bot(managing, None, house.kept)):
        assert (await said(house, there)).endswith(f" {language}")
    languages._texts.cache_clear()


async def test_a_thread_can_choose_another_language_than_its_channel(house: House) -> None:
    house.kept.languages = {HALL: "ko", PLACE: "ur"}
    async with house.serve(Bot(managing, None, house.kept)):
        assert (await said(house, Where(thread=True))).endswith(" ur")


async def test_a_press_says_its_own_name_each_time(house: House) -> None:
    async with house.serve(Bot(managing, None, house.kept)):
        shown = await house.fake.slash("where")
        first = (await shown.next_call()).text
        again = await house.fake.press("b:where", shown.message)
        second = (await again.next_call()).text
    assert (f"discord:{shown.id}" in first, f"discord:{again.id}" in second) == (True, True)


async def test_of_a_message_that_is_gone_nothing_is_kept(served: House, journal: Journal) -> None:
    shown = await served.fake.slash("house")
    await shown.next_call()
    await served.kept.settled(1)
    served.fake.fail(CALLBACK, Fault(404, {"message": "Unknown Message", "code": 10008}))
    assert shown.message is not None
    await served.fake.press("b:house", {**shown.message, "components": render_old("house")})
    await journal.said("Unknown Message")
    await served.kept.settled(2)
    assert served.kept.postings == {}


async def test_a_channel_that_is_gone_is_parked(served: House, journal: Journal) -> None:
    served.fake.fail(CALLBACK, Fault(404, {"message": "Unknown Channel", "code": 10003}))
    await served.fake.slash("house")
    await journal.said("Unknown Channel")
    await served.kept.settled(1)
    assert served.kept.chats == {HALL: "parked"}
