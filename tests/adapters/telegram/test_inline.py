"""Inline mode: whole cards for what is typed, and what becomes of the chosen one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import languages
from bot.adapters.telegram import inline
from tests.adapters.telegram.declared import declared_bot
from tests.adapters.telegram.running import serving
from tests.fakes.telegram import Fake, refuse
from tests.fakes.telegram_chats import ANN, PRIVATE, Json
from tests.fakes.telegram_people import choose, press_inline, query
from tests.sample import Kept


@pytest.fixture
async def telegram(fake: Fake, kept: Kept) -> AsyncIterator[Fake]:
    async with serving(fake, kept, bot=declared_bot(kept)):
        yield fake


def shown(fake: Fake, message: str) -> str:
    """Give the title of a message sent through inline mode."""
    text: str = fake.inlines[message]["text"]
    return text.split("\n", maxsplit=1)[0]


def lines(results: list[Json]) -> list[str]:
    return [result["id"].rpartition("@")[0] for result in results]


async def test_what_is_found_is_offered_as_whole_cards(telegram: Fake, kept: Kept) -> None:
    """Each once; nothing that asks for rights, is private, or that nobody knows."""
    results = await query(telegram, "islamabad")
    assert lines(results)[:2] == ["seat islamabad", "house"]
    assert len(results) == 3
    assert kept.lines[lines(results)[2]].startswith("seat a seat whose name")
    card = results[0]
    assert card["title"] == "Seat islamabad"
    assert card["description"].startswith("It is bold and italic")
    assert card["input_message_content"]["message_text"].startswith("<b>Seat islamabad</b>\n")
    assert card["input_message_content"]["link_preview_options"] == {"is_disabled": True}


async def test_results_are_cached_for_seconds_and_for_one_person_where_people_speak_differently(telegram: Fake) -> None:
    await query(telegram, "islamabad")
    params = telegram.of("answerInlineQuery")[-1].params
    assert params["cache_time"] == 10
    assert params["is_personal"] == (len(languages.available()) > 1)


async def test_nothing_typed_offers_the_questions_to_begin_with(telegram: Fake) -> None:
    assert lines(await query(telegram, " ")) == ["house", "seat islamabad"]


async def test_a_command_is_its_card_and_comes_first(telegram: Fake) -> None:
    assert lines(await query(telegram, "seat lahore size:full"))[0] == "seat lahore size:full"
    assert lines(await query(telegram, "/house"))[0] == "house"


async def test_a_command_that_lacks_something_offers_its_choices(telegram: Fake) -> None:
    """What a button that starts typing leads to."""
    assert lines(await query(telegram, "seat "))[:2] == ["seat islamabad", "seat lahore"]


async def test_a_cards_code_is_checked(telegram: Fake) -> None:
    assert lines(await query(telegram, "k7q2f9"))[0] == "check K7Q2F9"


@pytest.mark.parametrize("typed", ["watch", "push", "start", "help", "grant"])
async def test_what_changes_something_or_is_for_one_alone_is_not_done(telegram: Fake, typed: str) -> None:
    assert typed not in lines(await query(telegram, typed))


async def test_nothing_found_leads_to_where_one_can_ask(telegram: Fake) -> None:
    assert await query(telegram, "nothing") == []
    button = telegram.of("answerInlineQuery")[-1].params["button"]
    assert button["start_parameter"] == "help"
    assert "Nothing found" in button["text"]


async def test_what_is_offered_instead_of_a_hit_is_no_result(telegram: Fake) -> None:
    assert await query(telegram, "nothing but offers") == []


async def test_each_result_has_a_keyboard(telegram: Fake) -> None:
    """Its own, or one button that shows it as it is now: only then Telegram tells how to edit it."""
    (full,) = [each for each in await query(telegram, "seat x size:full") if each["id"].startswith("seat x size:full")]
    assert full["reply_markup"]["inline_keyboard"] == [[{"text": "As it is now", "callback_data": "seat x size:full"}]]
    assert all(each["reply_markup"]["inline_keyboard"] for each in await query(telegram, "islamabad"))


async def test_no_more_is_offered_than_fits(telegram: Fake) -> None:
    assert len(await query(telegram, "many")) == inline.MOST


async def test_what_takes_too_long_is_left_out(fake: Fake, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.adapters.telegram.inline.WITHIN", 0.2)
    async with serving(fake, kept, bot=declared_bot(kept)):
        assert lines(await query(fake, "slow")) == ["seat first"]


async def test_a_query_nobody_waits_for_any_more_is_no_error(telegram: Fake, caplog: Any) -> None:
    telegram.fault("answerInlineQuery", refuse(400, "Bad Request: query is too old and response timeout expired"))
    await query(telegram, "islamabad")
    assert lines(await query(telegram, "islamabad"))
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_hostile_words_are_words(telegram: Fake) -> None:
    results = await query(telegram, 'words:"<b>x" page:9 \\ "')
    assert "<b>x" in results[0]["title"]


async def test_a_persons_card_speaks_their_language(telegram: Fake) -> None:
    """They send it themselves; whoever presses its button reads on in that language."""
    urdu = {**ANN, "language_code": "ur"}
    (full,) = [each for each in await query(telegram, "seat x size:full", urdu) if each["id"].startswith("seat x size")]
    said = languages.texts("ur")("telegram-inline-now")
    assert said in full["reply_markup"]["inline_keyboard"][0][0]["text"]


async def test_a_chosen_card_is_a_posting(telegram: Fake, kept: Kept) -> None:
    results = await query(telegram, "islamabad", {**ANN, "language_code": "ur"})
    message = await choose(telegram, results[0], {**ANN, "language_code": "ur"})
    medium, reply, language = kept.postings["telegram:inline", message]
    assert (medium, reply.line, reply.shows[0].figure, language) == ("text", "seat islamabad", "seat/votes", "ur")


async def test_a_press_under_an_inline_card_edits_it_and_its_posting(telegram: Fake, kept: Kept) -> None:
    """Also a picture's card: it is a text there."""
    message = await choose(telegram, (await query(telegram, "islamabad"))[0])
    await press_inline(telegram, message, "seat islamabad size:full")
    assert "size: full" in telegram.inlines[message]["text"]
    assert kept.postings["telegram:inline", message][1].line == "seat islamabad size:full"
    await press_inline(telegram, message, "house")
    assert telegram.inlines[message]["text"].startswith("Senate")
    assert telegram.unanswered == []


async def test_a_press_after_a_restart_keeps_the_language(fake: Fake, kept: Kept) -> None:
    urdu = {**ANN, "language_code": "ur"}
    async with serving(fake, kept, bot=declared_bot(kept)):
        message = await choose(fake, (await query(fake, "islamabad", urdu))[0], urdu)
    async with serving(fake, kept, bot=declared_bot(kept)):
        await press_inline(fake, message, "seat islamabad size:full")
    assert kept.postings["telegram:inline", message][2] == "ur"


async def test_a_press_that_goes_wrong_is_a_window(telegram: Fake) -> None:
    message = await choose(telegram, (await query(telegram, "islamabad"))[0])
    before = telegram.inlines[message]
    await press_inline(telegram, message, "seat")
    assert telegram.of("answerCallbackQuery")[-1].params["show_alert"]
    assert telegram.inlines[message] == before


async def test_an_inline_card_gives_nobody_rights(telegram: Fake) -> None:
    message = await choose(telegram, (await query(telegram, "islamabad"))[0])
    await press_inline(telegram, message, "watch")
    assert "needs me to belong here" in telegram.of("answerCallbackQuery")[-1].params["text"]


async def test_a_private_answer_under_an_inline_card_goes_to_the_person(telegram: Fake) -> None:
    telegram.chats[PRIVATE["id"]] = PRIVATE
    message = await choose(telegram, (await query(telegram, "islamabad"))[0])
    await press_inline(telegram, message, "help")
    assert (telegram.of("sendMessage")[-1].params["chat_id"], telegram.of("sendMessage")[-1].text) == (7, "Help")


async def test_a_card_the_record_left_behind_while_it_was_chosen_is_brought_up_to_date(fake: Fake, kept: Kept) -> None:
    revision = [10]

    async def version() -> int:
        return revision[0]

    async with serving(fake, kept, bot=declared_bot(kept, version=version)):
        results = await query(fake, "islamabad")
        assert results[0]["id"] == "seat islamabad@a"
        await choose(fake, results[0])
        assert fake.of("editMessageText") == []
        revision[0] = 11
        message = await choose(fake, results[0])
    assert fake.of("editMessageText")[-1].params["inline_message_id"] == message
    assert kept.postings["telegram:inline", message][1].revision == 11


async def test_what_is_another_card_each_time_is_kept_as_it_was_sent(fake: Fake, kept: Kept) -> None:
    """After a restart nobody knows what was sent, so the message is made to show what is kept."""
    async with serving(fake, kept, bot=declared_bot(kept)):
        result, *_ = await query(fake, "any_")
        message = await choose(fake, result)
        assert kept.postings["telegram:inline", message][1].title == shown(fake, message) == result["title"]
        assert fake.of("editMessageText") == []
    async with serving(fake, kept, bot=declared_bot(kept)):
        message = await choose(fake, result)
    assert kept.postings["telegram:inline", message][1].title == shown(fake, message) != result["title"]


async def test_the_same_card_under_two_lines_is_offered_once(telegram: Fake) -> None:
    assert lines(await query(telegram, "twice")) == ["house", "seat x"]


@pytest.mark.parametrize("result", ["", "@", "nonsense", "wrong@0", "~9@0", "seat@0"])
async def test_a_result_that_was_never_offered_is_no_posting(telegram: Fake, kept: Kept, result: str) -> None:
    chosen = {"result_id": result, "from": ANN, "query": "", "inline_message_id": "x"}
    await telegram.until_confirmed(await telegram.put({"chosen_inline_result": chosen}))
    assert kept.postings == {}
