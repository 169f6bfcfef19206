"""Cards with pictures, and what pressing their buttons does to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.commands import Commands
from bot.dispatch import Bot
from bot.drawings import Hemicycle, Plaque
from bot.messages import Button, Line, Reply, Request, spans
from bot.pictures import Painter
from tests.adapters.telegram.running import BrokenPainter, TinyPainter, answered, serving
from tests.fakes.telegram import Call, Fake, refuse
from tests.fakes.telegram_chats import ANN, GROUP, PRIVATE
from tests.sample import SENATE, Kept, house, long, seat, secret, wrong

album = Commands()
for declared in (house, seat, long, secret, wrong):
    album.add(private=declared is secret)(declared)


@album.add()
async def other(_request: Request, _services: None) -> Reply:
    """Show another picture."""
    return Reply(title="Other", picture=replace(SENATE, title="Other", groups=(), total=5))


@album.add()
async def same(_request: Request, _services: None) -> Reply:
    """Show a picture with many pages of text."""
    return Reply(title="Same", picture=SENATE, blocks=tuple(Line(spans(f"Line {n} " + "w " * 40)) for n in range(100)))


@album.add()
async def confidential(_request: Request, _services: None) -> Reply:
    """Show a button that leads to an answer for one person."""
    return Reply(title="Open", buttons=((Button("Mine", line="secret"),),))


def album_of(kept: Kept) -> Bot[Any]:
    return Bot(album, None, kept, incident=lambda: "c0ffee")


async def card(fake: Fake, text: str, method: str, chat: dict[str, Any] = PRIVATE) -> int:
    """Ask for a card and give its message's number."""
    await fake.say(text, chat)
    number: int = (await fake.next_call(method)).result["message_id"]
    return number


async def pressed(fake: Fake, number: int, data: str, method: str, chat: dict[str, Any] = PRIVATE) -> Call:
    """Press a button and give the call that follows; the press must have been answered, once."""
    await fake.press(number, data, chat)
    call = await fake.next_call(method)
    if method.lower() != "answercallbackquery":
        await fake.next_call("answerCallbackQuery")
    assert fake.unanswered == []
    return call


async def test_a_picture_is_a_photo_with_a_caption_and_buttons(telegram: Fake) -> None:
    await telegram.say("/house")
    call = await telegram.next_call("sendPhoto")
    assert call.text.startswith("Senate\nPTI: 25 — as reported\n")
    assert call.files["photo"].startswith(b"\x89PNG")
    assert call.buttons == [{"text": "Islamabad", "callback_data": "seat islamabad"}]


async def test_the_painter_of_the_program_paints_what_is_uploaded(fake: Fake, kept: Kept) -> None:
    async with Painter() as painter, serving(fake, kept, painter=painter):
        call = await answered(fake, "/house")
    assert call.files["photo"].startswith(b"\x89PNG")
    assert painter.renders == 1


async def test_a_picture_is_painted_and_uploaded_once(fake: Fake, kept: Kept) -> None:
    """Also over a restart: what names it at Telegram is kept."""
    painter = TinyPainter()
    for _ in range(2):
        async with serving(fake, kept, painter=painter):
            await card(fake, "/house", "sendPhoto")
            await card(fake, "/house", "sendPhoto", GROUP)
    assert [bool(call.files) for call in fake.of("sendPhoto")] == [True, False, False, False]
    assert len(painter.painted) == 1


async def test_a_picture_telegram_no_longer_knows_is_uploaded_again(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept):
        await card(fake, "/house", "sendPhoto")
        fake.files.clear()
        await fake.until_confirmed(await fake.say("/house"))
    assert [(call.status, bool(call.files)) for call in fake.of("sendPhoto")] == [
        (200, True),
        (400, False),
        (200, True),
    ]


async def test_a_picture_that_cannot_be_painted_leaves_a_text(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept, painter=BrokenPainter()):
        await fake.say("/house")
        assert (await fake.next_call("sendMessage")).text.startswith("Senate\n")


async def test_a_chat_that_takes_no_pictures_gets_the_text(telegram: Fake) -> None:
    telegram.fault("sendPhoto", refuse(400, "Bad Request: not enough rights to send photos to the chat"))
    await telegram.say("/house", GROUP)
    assert (await telegram.next_call("sendMessage")).text.startswith("Senate\n")


async def test_a_text_is_edited_as_text(telegram: Fake) -> None:
    number = await card(telegram, "/seat islamabad", "sendMessage")
    call = await pressed(telegram, number, "seat islamabad size:full", "editMessageText")
    assert call.params["message_id"] == number
    assert "size: full" in call.text
    assert call.buttons == []


async def test_a_text_stays_and_a_card_with_a_picture_is_sent_below(telegram: Fake) -> None:
    number = await card(telegram, "/seat islamabad", "sendMessage", GROUP)
    call = await pressed(telegram, number, "house", "sendPhoto", GROUP)
    assert call.params["reply_parameters"]["message_id"] == number
    assert telegram.messages[GROUP["id"], number]["text"].startswith("Seat islamabad")


async def test_a_card_whose_picture_could_not_go_is_turned_as_the_text_it_is(fake: Fake, kept: Kept) -> None:
    """Forward and back, in one message."""
    async with serving(fake, kept, bot=album_of(kept), painter=BrokenPainter()):
        number = await card(fake, "/same", "sendMessage")
        await pressed(fake, number, "same page:2", "editMessageText")
        back = await pressed(fake, number, "same", "editMessageText")
    assert back.text.startswith("Same\nLine 0")
    assert len(fake.of("sendMessage")) == 1


async def test_a_caption_is_turned_under_its_picture(fake: Fake, kept: Kept) -> None:
    """Pages of a captioned card stay captions, and the picture is neither painted nor sent again."""
    painter = TinyPainter()
    async with serving(fake, kept, bot=album_of(kept), painter=painter):
        number = await card(fake, "/same", "sendPhoto")
        call = await pressed(fake, number, "same page:2", "editMessageCaption")
    assert [button["callback_data"] for button in call.buttons] == ["same", "same page:3"]
    assert len(painter.painted) == 1


@album.add()
async def shrunk(_request: Request, _services: None) -> Reply:
    """Show a card of many pages that had a picture once."""
    return Reply(title="Shrunk", blocks=tuple(Line(spans(f"Line {n} " + "w " * 40)) for n in range(100)))


async def test_a_card_that_lost_its_picture_is_turned_in_its_message_under_a_plaque(fake: Fake, kept: Kept) -> None:
    """Its picture showed what does not hold; the next page leaves the plaque as it is."""
    painter = TinyPainter()
    async with serving(fake, kept, bot=album_of(kept), painter=painter):
        number = await card(fake, "/same", "sendPhoto")
        fake.messages[PRIVATE["id"], number]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] = "shrunk page:2"
        kept.postings["telegram:7", str(number)] = ("picture", Reply(line="shrunk"), "en")
        call = await pressed(fake, number, "shrunk page:2", "editMessageMedia")
        assert [button["callback_data"] for button in call.buttons] == ["shrunk", "shrunk page:3"]
        await pressed(fake, number, "shrunk page:3", "editMessageCaption")
    assert [type(each) for each in painter.painted] == [Hemicycle, Plaque]


async def test_another_picture_replaces_the_picture(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept, bot=album_of(kept)):
        number = await card(fake, "/house", "sendPhoto")
        call = await pressed(fake, number, "other", "editMessageMedia")
        assert call.text == "Other"
        assert len(call.files) == 1
        again = await pressed(fake, number, "house", "editMessageMedia")
        assert again.files == {}


async def test_a_card_without_picture_is_sent_below_and_the_old_one_stays(telegram: Fake) -> None:
    number = await card(telegram, "/house", "sendPhoto", GROUP)
    call = await pressed(telegram, number, "seat islamabad", "sendMessage", GROUP)
    assert call.params["reply_parameters"]["message_id"] == number
    assert telegram.messages[GROUP["id"], number]["caption"].startswith("Senate")


async def test_a_picture_that_cannot_be_painted_for_an_edit_is_a_text_below(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept, bot=album_of(kept)):
        number = await card(fake, "/house", "sendPhoto")
    async with serving(fake, kept, bot=album_of(kept), painter=BrokenPainter()):
        call = await pressed(fake, number, "other", "sendMessage")
    assert call.text == "Other"


async def test_an_unchanged_card_is_no_error(telegram: Fake, caplog: Any) -> None:
    for asked, method, edit in (
        ("/seat x", "sendMessage", "editMessageText"),
        ("/house", "sendPhoto", "editMessageCaption"),
    ):
        number = await card(telegram, asked, method)
        call = await pressed(telegram, number, asked[1:], edit)
        assert call.status == 400
    await telegram.until_confirmed(await telegram.say("."))
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
    assert len(telegram.of("sendMessage")) == 2


async def test_a_card_that_is_gone_or_closed_to_edits_is_sent_anew(telegram: Fake) -> None:
    number = await card(telegram, "/seat x", "sendMessage")
    telegram.deleted.add((PRIVATE["id"], number))
    assert (await pressed(telegram, number, "seat y", "sendMessage")).text.startswith("Seat y")
    telegram.deleted.clear()
    telegram.fault("editMessageText", refuse(400, "Bad Request: message can't be edited"))
    assert (await pressed(telegram, number, "seat z", "sendMessage")).text.startswith("Seat z")


async def test_a_button_under_a_message_too_old_to_see_sends_anew(telegram: Fake) -> None:
    telegram.chats[GROUP["id"]] = GROUP
    call = await pressed(telegram, 5, "seat x", "sendMessage", GROUP)
    assert call.params["chat_id"] == GROUP["id"]


async def test_a_button_works_after_a_restart(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept):
        number = await card(fake, "/seat islamabad", "sendMessage")
    async with serving(fake, kept):
        await pressed(fake, number, "seat islamabad size:full", "editMessageText")


async def test_an_error_is_a_window_and_the_card_stays(telegram: Fake) -> None:
    number = await card(telegram, "/seat x", "sendMessage")
    call = await pressed(telegram, number, "~9", "answerCallbackQuery")
    assert call.params["show_alert"]
    assert "no longer know" in call.params["text"]
    assert telegram.of("editMessageText") == []


async def test_an_error_that_offers_choices_is_sent_below(telegram: Fake) -> None:
    number = await card(telegram, "/seat x", "sendMessage")
    call = await pressed(telegram, number, "seat", "sendMessage")
    assert len(call.buttons) == 2
    assert telegram.of("editMessageText") == []


async def test_a_private_answer_to_a_press_in_a_group_goes_to_the_person(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept, bot=album_of(kept)):
        number = await card(fake, "/confidential", "sendMessage", GROUP)
        fake.chats[ANN["id"]] = PRIVATE
        call = await pressed(fake, number, "secret", "sendMessage", GROUP)
    assert (call.params["chat_id"], call.text) == (PRIVATE["id"], "Only for you.")


async def test_a_press_opens_the_private_chat_that_was_never_opened(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept, bot=album_of(kept)):
        number = await card(fake, "/confidential", "sendMessage", GROUP)
        call = await pressed(fake, number, "secret", "answerCallbackQuery", GROUP)
    assert call.params["url"] == "https://t.me/BellBot?start=secret"


async def test_a_private_answer_in_private_edits_the_card(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept, bot=album_of(kept)):
        number = await card(fake, "/confidential", "sendMessage")
        assert (await pressed(fake, number, "secret", "editMessageText")).text == "Only for you."
