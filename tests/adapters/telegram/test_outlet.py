"""What delivery sends, edits and pins through the adapter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest

from bot.adapters.base import Outlet, Sent
from bot.adapters.telegram import TelegramAdapter
from bot.adapters.telegram.arrivals import INLINE
from bot.drawings import Picture
from bot.errors import ChatGone, ChatMoved, MessageGone, PlatformError, Refused, TryLater, Unpainted
from bot.messages import Button, Chat, Line, Note, Reply, Row, spans
from bot.plaque import plaque
from tests.adapters.telegram.running import BrokenPainter, TinyPainter, adapter
from tests.fakes.telegram import RESET, Fake, Fault, flood, refuse
from tests.fakes.telegram_chats import GROUP, PRIVATE
from tests.fakes.telegram_wire import units
from tests.sample import SENATE, Kept

GROUP_CHAT = Chat("telegram", "-100", private=False)
TOPIC = Chat("telegram", "-100/5", private=False)
PERSON = Chat("telegram", "7", private=True)
CARD = Reply(title="Card", blocks=(Row("PTI", "25"),), line="house")


@asynccontextmanager
async def open_outlet(fake: Fake, kept: Kept | None = None, **named: Any) -> AsyncIterator[TelegramAdapter]:
    """Give the adapter once it serves."""
    bell = adapter(fake, kept, **named)
    fake.chats |= {GROUP["id"]: GROUP, PRIVATE["id"]: PRIVATE}
    task = asyncio.create_task(bell.run())
    await fake.until_polled()
    try:
        yield bell
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def outlet(fake: Fake, kept: Kept) -> AsyncIterator[TelegramAdapter]:
    async with open_outlet(fake, kept) as bell:
        yield bell


def test_the_adapter_is_an_outlet(fake: Fake) -> None:
    bell: Outlet = adapter(fake)
    assert bell.name == "telegram"


def test_it_is_connected_once_it_serves(fake: Fake, outlet: TelegramAdapter) -> None:
    assert outlet.connected
    assert not adapter(fake).connected


async def test_a_card_is_sent_and_named(fake: Fake, outlet: TelegramAdapter, kept: Kept) -> None:
    """Text as text, a picture as one; the posting is written by whoever sends."""
    text = await outlet.send(PERSON, CARD, "en")
    picture = await outlet.send(TOPIC, replace(CARD, picture=SENATE), "en", silent=True)
    (message,), (photo,) = fake.of("sendMessage"), fake.of("sendPhoto")
    assert text == Sent(str(message.result["message_id"]), "text")
    assert picture == Sent(str(photo.result["message_id"]), "picture")
    assert (photo.params["message_thread_id"], photo.params["disable_notification"]) == (5, True)
    assert "disable_notification" not in message.params
    assert kept.postings == {}


async def test_a_card_speaks_its_language_in_the_right_direction(fake: Fake, outlet: TelegramAdapter) -> None:
    sent = await outlet.send(PERSON, CARD, "ur")
    assert fake.calls[-1].text.startswith("\u200f")
    await outlet.edit(PERSON, sent, replace(CARD, title="Other"), "ur")
    assert fake.calls[-1].text.startswith("\u200f")


async def test_a_correction_replies_to_the_message_it_corrects(fake: Fake, outlet: TelegramAdapter) -> None:
    first = await outlet.send(PERSON, CARD, "en")
    await outlet.send(PERSON, CARD, "en", answering=first.message)
    assert fake.of("sendMessage")[-1].params["reply_parameters"] == {"message_id": int(first.message)}
    fake.deleted.add((7, int(first.message)))
    with pytest.raises(MessageGone):
        await outlet.send(PERSON, CARD, "en", answering=first.message)


async def test_a_text_is_edited_as_text_and_a_caption_as_caption(fake: Fake, outlet: TelegramAdapter) -> None:
    text = await outlet.send(PERSON, CARD, "en")
    picture = await outlet.send(PERSON, replace(CARD, picture=SENATE), "en")
    better = replace(CARD, title="Corrected")
    await outlet.edit(PERSON, text, replace(better, picture=SENATE), "en")
    assert [call.text.split("\n")[0] for call in fake.of("editMessageText")] == ["Corrected"]
    await outlet.edit(PERSON, picture, replace(better, picture=replace(SENATE, title="Anew")), "en")
    (edit,) = fake.of("editMessageMedia")
    assert (edit.status, edit.text.split("\n")[0]) == (200, "Corrected")


@pytest.mark.parametrize("language", ["en", "ur"])
async def test_where_a_card_lost_its_picture_a_plaque_takes_its_place(fake: Fake, language: str) -> None:
    """In the language of the message, painted and uploaded once for all messages of the card, the caption below it."""
    painter = TinyPainter()
    card = replace(CARD, code="K7Q2F9", buttons=((Button("More", line="house page:2"),),))
    async with open_outlet(fake, painter=painter) as outlet:
        sent = [await outlet.send(chat, replace(card, picture=SENATE), language) for chat in (PERSON, GROUP_CHAT)]
        for chat, each in zip((PERSON, GROUP_CHAT), sent, strict=True):
            await outlet.edit(chat, each, replace(card, title="Corrected"), language)
    first, second = fake.of("editMessageMedia")
    assert [bool(call.files) for call in (first, second)] == [True, False]
    assert "Corrected" in second.text
    assert [button["callback_data"] for button in second.buttons] == ["house page:2"]
    drawn = painter.painted[1:]
    assert drawn == [plaque(replace(card, title="Corrected"), language)]
    assert [picture.rtl for picture in drawn] == [language == "ur"]


async def test_a_plaque_stays_while_the_card_has_no_picture_and_goes_when_it_has_one_again(
    fake: Fake, outlet: TelegramAdapter
) -> None:
    sent = await outlet.send(PERSON, replace(CARD, picture=SENATE), "en")
    before = fake.messages[7, int(sent.message)]["photo"]
    await outlet.edit(PERSON, sent, CARD, "en")
    hidden = fake.messages[7, int(sent.message)]["photo"]
    await outlet.edit(PERSON, sent, replace(CARD, blocks=(Row("PTI", "26"),)), "en")
    still = fake.messages[7, int(sent.message)]["photo"]
    await outlet.edit(PERSON, sent, replace(CARD, picture=SENATE), "en")
    assert before != hidden == still
    assert fake.messages[7, int(sent.message)]["photo"] == before


async def test_a_card_that_lost_its_picture_and_fits_no_caption_is_paged_under_the_plaque(
    fake: Fake, outlet: TelegramAdapter
) -> None:
    sent = await outlet.send(PERSON, replace(CARD, picture=SENATE), "en")
    long = replace(CARD, blocks=tuple(Line(spans("x" * 47)) for _ in range(40)))
    await outlet.edit(PERSON, sent, long, "en")
    (edit,) = fake.of("editMessageMedia")
    assert edit.status == 200
    assert units(edit.text) <= 1024
    assert [button["text"] for button in edit.buttons] == ["2/3 →"]


async def test_a_card_that_is_there_already_is_no_error(fake: Fake, outlet: TelegramAdapter) -> None:
    sent = await outlet.send(PERSON, CARD, "en")
    await outlet.edit(PERSON, sent, CARD, "en")
    assert fake.of("editMessageText")[-1].status == 400


async def test_a_card_sent_through_inline_mode_is_edited_by_its_id(fake: Fake, outlet: TelegramAdapter) -> None:
    fake.inlines["abc"] = {"text": "old"}
    await outlet.edit(INLINE, Sent("abc", "text"), CARD, "en")
    assert fake.inlines["abc"]["text"].startswith("Card")
    with pytest.raises(MessageGone):
        await outlet.edit(INLINE, Sent("gone", "text"), CARD, "en")
    with pytest.raises(Refused):
        await outlet.send(INLINE, CARD, "en")
    with pytest.raises(Refused):
        await outlet.pin(INLINE, "abc")


async def test_a_full_page_has_room_for_its_correction(fake: Fake, outlet: TelegramAdapter) -> None:
    """In text and caption: the longest card that is one page stays one page with a correction."""
    for picture, room in ((None, 4096), (SENATE, 1024)):
        full = Reply(
            blocks=tuple(Line(spans("x" * 47)) for _ in range((room - 120) // 48)), line="long", picture=picture
        )
        sent = await outlet.send(PERSON, full, "en")
        assert fake.calls[-1].buttons == []
        corrected = replace(full, footer=(Note(spans("c" * 118)),))
        await outlet.edit(PERSON, sent, corrected, "en")
        assert fake.calls[-1].text.endswith("c" * 118)
        assert fake.calls[-1].buttons == []
        assert units(fake.calls[-1].text) <= room


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (refuse(403, "Forbidden: bot was blocked by the user"), ChatGone),
        (refuse(403, "Forbidden: bot was kicked from the channel chat"), ChatGone),
        (refuse(400, "Bad Request: chat not found"), ChatGone),
        (refuse(400, "Bad Request: message thread not found"), ChatGone),
        (refuse(400, "Bad Request: not enough rights to send text messages to the chat"), Refused),
        (refuse(400, "Bad Request: something nobody foresaw"), Refused),
        (refuse(502, "Bad Gateway"), TryLater),
        (refuse(409, "Conflict: terminated by other getUpdates request"), TryLater),
        (RESET, TryLater),
    ],
    ids=lambda given: getattr(given, "description", None) or getattr(given, "kind", None),
)
async def test_what_telegram_refuses_has_a_name(
    fake: Fake, outlet: TelegramAdapter, fault: Fault, error: type[PlatformError]
) -> None:
    """And is tried once: whoever sends tries again by itself."""
    fake.fault("sendMessage", fault)
    with pytest.raises(error):
        await outlet.send(GROUP_CHAT, CARD, "en")
    assert len(fake.of("sendMessage")) == 1


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ("message to edit not found", MessageGone),
        ("message can't be edited", Refused),
        ("there is no text in the message to edit", Refused),
        ("chat not found", ChatGone),
    ],
)
async def test_an_edit_that_is_refused_has_a_name(
    fake: Fake, outlet: TelegramAdapter, told: str, error: type[PlatformError]
) -> None:
    fake.fault("editMessageText", refuse(400, f"Bad Request: {told}"))
    with pytest.raises(error):
        await outlet.edit(GROUP_CHAT, Sent("5", "text"), CARD, "en")


async def test_a_flood_says_how_long_it_lasts(fake: Fake, outlet: TelegramAdapter) -> None:
    fake.fault("sendMessage", flood(43837))
    with pytest.raises(TryLater) as error:
        await outlet.send(GROUP_CHAT, CARD, "en")
    assert error.value.seconds == 43837


async def test_a_chat_that_moved_says_where(fake: Fake, outlet: TelegramAdapter) -> None:
    moved = Fault("refuse", 400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -200})
    fake.fault("sendMessage", moved)
    with pytest.raises(ChatMoved) as error:
        await outlet.send(GROUP_CHAT, CARD, "en")
    assert error.value.to == "telegram:-200"


@pytest.mark.parametrize("picture", [SENATE, None], ids=["another", "none any more"])
async def test_an_edit_without_its_new_picture_or_plaque_is_not_made(fake: Fake, picture: Picture | None) -> None:
    """A figure and a picture that contradict each other are worse than a message that is edited later."""
    async with open_outlet(fake, painter=BrokenPainter()) as outlet:
        with pytest.raises(Unpainted):
            await outlet.edit(GROUP_CHAT, Sent("5", "picture"), replace(CARD, picture=picture), "en")
    assert fake.of("editMessageCaption") == fake.of("editMessageMedia") == []


async def test_a_message_is_pinned_without_a_sound(fake: Fake, outlet: TelegramAdapter) -> None:
    sent = await outlet.send(TOPIC, CARD, "en")
    await outlet.pin(TOPIC, sent.message)
    assert fake.pinned == [(-100, int(sent.message))]
    assert fake.of("pinChatMessage")[-1].params["disable_notification"] is True
    fake.fault("pinChatMessage", refuse(400, "Bad Request: not enough rights to manage pinned messages in the chat"))
    with pytest.raises(Refused):
        await outlet.pin(TOPIC, sent.message)


async def test_before_telegram_is_reached_everything_waits(fake: Fake) -> None:
    bell = adapter(fake)
    for work in (
        bell.send(PERSON, CARD, "en"),
        bell.edit(PERSON, Sent("1", "text"), CARD, "en"),
        bell.pin(PERSON, "1"),
    ):
        with pytest.raises(TryLater):
            await work
