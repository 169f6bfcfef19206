"""Edited commands, and where answers stand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.base import Sent
from bot.adapters.telegram import exchanges
from bot.adapters.telegram.exchanges import Exchanges
from tests.adapters.telegram.declared import declared_bot
from tests.adapters.telegram.running import serving
from tests.fakes.telegram import Fake, refuse
from tests.fakes.telegram_chats import GROUP, PRIVATE, Json
from tests.fakes.telegram_people import CHANNEL, edit, last_message, post
from tests.sample import Kept


async def asked(fake: Fake, text: str, chat: Json = PRIVATE) -> int:
    """Ask and give the number of the question."""
    await fake.until_confirmed(await (post(fake, text) if chat == CHANNEL else fake.say(text, chat)))
    return last_message(fake, chat)


def answer(fake: Fake) -> int:
    number: int = fake.of("sendMessage")[-1].result["message_id"]
    return number


@pytest.mark.parametrize("chat", [PRIVATE, GROUP, CHANNEL], ids=["private", "group", "channel"])
async def test_an_edited_command_edits_its_answer(telegram: Fake, kept: Kept, chat: Json) -> None:
    question = await asked(telegram, "/seat x", chat)
    await telegram.until_confirmed(await edit(telegram, question, "/seat y", chat))
    call = telegram.of("editMessageText")[-1]
    assert (call.params["message_id"], call.text.split("\n")[0]) == (answer(telegram), "Seat y")
    assert len(telegram.of("sendMessage")) == 1
    assert kept.postings[f"telegram:{chat['id']}", str(answer(telegram))][1].line == "seat y"


async def test_an_answer_is_known_after_a_restart(fake: Fake, kept: Kept) -> None:
    async with serving(fake, kept):
        question = await asked(fake, "/seat x")
    async with serving(fake, kept):
        await fake.until_confirmed(await edit(fake, question, "/seat y"))
    assert fake.of("editMessageText")[-1].params["message_id"] == answer(fake)


async def test_a_mistyped_command_that_is_put_right_puts_its_answer_right(telegram: Fake, kept: Kept) -> None:
    question = await asked(telegram, "/saet x")
    await telegram.until_confirmed(await edit(telegram, question, "/seat x"))
    assert telegram.of("editMessageText")[-1].text.startswith("Seat x")
    await telegram.until_confirmed(await edit(telegram, question, "/saet x"))
    assert telegram.of("editMessageText")[-1].text.startswith("I do not know")
    assert kept.postings == {}


async def test_a_text_that_becomes_a_command_is_asked(telegram: Fake) -> None:
    question = await asked(telegram, "seat x", GROUP)
    await telegram.until_confirmed(await edit(telegram, question, "/seat x", GROUP))
    assert telegram.of("sendMessage")[-1].params["reply_parameters"]["message_id"] == question


async def test_an_old_edit_whose_answer_nobody_knows_asks_nothing(telegram: Fake) -> None:
    question = await asked(telegram, "seat x", GROUP)
    await telegram.until_confirmed(await edit(telegram, question, "/seat x", GROUP, edit_date=902))
    assert telegram.of("sendMessage") == []


async def test_what_is_no_command_any_more_leaves_its_answer(telegram: Fake) -> None:
    question = await asked(telegram, "/seat x")
    await telegram.until_confirmed(await edit(telegram, question, "never mind"))
    assert telegram.of("editMessageText") == []
    assert len(telegram.of("sendMessage")) == 1


async def test_a_text_and_a_picture_make_way_for_each_other(telegram: Fake, kept: Kept) -> None:
    """The medium is fixed when a card is sent; an answer to what nobody asks any more is taken down."""
    question = await asked(telegram, "/seat x")
    text = answer(telegram)
    await telegram.until_confirmed(await edit(telegram, question, "/house"))
    assert telegram.of("sendPhoto")[-1].text.startswith("Senate")
    assert telegram.deleted == {(PRIVATE["id"], text)}
    second = await asked(telegram, "/house")
    photo = telegram.of("sendPhoto")[-1].result["message_id"]
    await telegram.until_confirmed(await edit(telegram, second, "/seat y"))
    assert telegram.of("sendMessage")[-1].text.startswith("Seat y")
    assert telegram.deleted == {(PRIVATE["id"], text), (PRIVATE["id"], photo)}
    assert ("telegram:7", str(photo)) not in kept.postings
    await telegram.until_confirmed(await edit(telegram, second, "/seat z"))
    assert telegram.of("editMessageText")[-1].text.startswith("Seat z")


async def test_an_answer_too_old_to_take_down_stays(telegram: Fake, kept: Kept) -> None:
    question = await asked(telegram, "/house")
    telegram.fault("deleteMessage", refuse(400, "Bad Request: message can't be deleted for everyone"))
    await telegram.until_confirmed(await edit(telegram, question, "/seat y"))
    assert telegram.of("sendMessage")[-1].text.startswith("Seat y")
    assert len(kept.postings) == 2


async def test_an_answer_that_was_deleted_comes_anew(telegram: Fake, kept: Kept) -> None:
    question = await asked(telegram, "/seat x")
    first = answer(telegram)
    telegram.deleted.add((PRIVATE["id"], first))
    await telegram.until_confirmed(await edit(telegram, question, "/seat y"))
    assert answer(telegram) != first
    assert [message for _, message in kept.postings] == [str(answer(telegram))]


async def test_what_is_kept_is_bounded_and_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanges, "KEPT", 3)
    kept = Kept()
    async with Exchanges(42, kept, pause=0) as some:
        for number in range(5):
            some.answered(123456, number, Sent(str(number), "text"))
        some.speaks("inline-message", "ur")
        assert await some.answer(123456, 2) is None
        assert await some.answer(123456, 4) == Sent("4", "text")
    async with Exchanges(42, kept) as again:
        assert await again.answer(123456, 4) == Sent("4", "text")
        assert await again.language("inline-message") == "ur"
    (stored,) = kept.values.values()
    assert "123456" not in stored
    assert "inline-message" not in stored


async def test_many_exchanges_are_written_at_once() -> None:
    """However many there are, once in a while; the last ones when it ends."""
    written: list[str] = []

    class Counting(Kept):
        async def remember(self, key: str, value: str) -> None:
            written.append(value)
            await super().remember(key, value)

    async with Exchanges(42, Counting(), pause=60) as some:
        for number in range(500):
            some.answered(1, number, Sent("1", "picture"))
        assert written == []
    assert len(written) == 1


async def test_every_card_is_a_posting(fake: Fake, kept: Kept) -> None:
    """Sent, turned, pressed in a topic; with the page and the language it shows. An error is none."""
    topic: dict[str, Any] = {"message_thread_id": 5, "is_topic_message": True}
    kept.languages["telegram:-100/5"] = "ur"
    async with serving(fake, kept, bot=declared_bot(kept)):
        await fake.say("/long", GROUP, **topic)
        number = (await fake.next_call("sendMessage")).result["message_id"]
        await fake.press(number, "long page:99", GROUP)
        await fake.next_call("editMessageText")
        await fake.until_confirmed(await fake.say("/seat", GROUP))
    medium, reply, language = kept.postings["telegram:-100/5", str(number)]
    assert (medium, reply.line, reply.page, language) == ("text", "long", 3, "ur")
    assert len(kept.postings) == 1
