"""What identifies a card: its code, made from what it shows, and its line, kept as a token where it is long."""

from dataclasses import replace
from datetime import date

import pytest

from bot.codes import LENGTH, SIGNS, code_of
from bot.dispatch import ROOM_FOR_PAGE
from bot.messages import LINE_BYTES, Button, Card, Note, Reply, Shown, Span, spans
from tests.asking import Counting, ask, bot_of, request, said, shower
from tests.sample import SENATE, Kept, sample_bot


async def test_a_card_has_a_code_in_its_picture_and_its_footer_and_is_issued_once() -> None:
    kept = Counting()
    reply = await ask("/house", sample_bot(kept))
    assert len(reply.code) == LENGTH
    assert set(reply.code) <= set(SIGNS)
    assert reply.picture == replace(SENATE, code=reply.code)
    assert reply.footer[-1] == Note(spans("As of 4 March 2021", " · ", Span(reply.code, "code")))
    assert kept.cards == [Card(reply.code, "house", date(2021, 3, 4), (Shown("senate/pti", "25 unofficial"),))]
    assert kept.issued == 1


async def test_a_card_without_a_date_is_signed_with_its_code() -> None:
    kept = Counting()
    reply = await ask("/show", bot_of(shower(Reply(shows=(Shown("a", "1"),))), memory=kept))
    assert [card.code for card in kept.cards] == [reply.code]
    assert reply.footer == (Note(spans("Card", " ", Span(reply.code, "code"))),)


async def test_an_answer_that_shows_no_figure_has_no_code() -> None:
    kept = Counting()
    reply = await ask("/long", sample_bot(kept))
    assert (reply.code, reply.footer, kept.issued) == ("", (), 0)


async def test_the_code_is_the_same_in_every_language_on_every_page_and_by_every_way() -> None:
    bot = sample_bot()
    codes = {
        (await ask(text, bot, language)).code for text in ("house", "/house page:3") for language in ("en", "ur", "xx")
    }
    codes.add((await bot.answer(request("house", language="en-GB", page=7))).code)
    assert len(codes) == 1


CARD = Card("", "house", date(2021, 3, 4), (Shown("a", "1"), Shown("b", "2")))


@pytest.mark.parametrize(
    "other",
    [
        replace(CARD, line="house top:2"),
        replace(CARD, as_of=date(2021, 3, 5)),
        replace(CARD, as_of=None),
        replace(CARD, shows=(Shown("a", "1"), Shown("b", "3"))),
        replace(CARD, shows=(Shown("a", "1"), Shown("c", "2"))),
        replace(CARD, shows=(Shown("a", "1"),)),
        replace(CARD, shows=(Shown("b", "2"), Shown("a", "1"))),
    ],
)
def test_another_line_date_figure_or_state_is_another_code(other: Card) -> None:
    assert code_of(other) != code_of(CARD)


def test_the_code_of_a_card_is_the_same_for_ever() -> None:
    """Codes stand in screenshots: another code for the same card would say that it was never issued."""
    assert code_of(CARD) == code_of(replace(CARD, code="K7Q2F9")) == "HEWMUQ"


def test_of_signs_that_look_alike_only_one_is_in_a_code() -> None:
    for alike in ("0O", "1IL", "5S", "8B", "2Z"):
        assert sum(sign in SIGNS for sign in alike) <= 1
    assert len(set(SIGNS)) == len(SIGNS)


LONG = "seat " + "long " * 30 + "name"


async def test_a_long_line_becomes_a_token_that_stands_for_it_on_every_page() -> None:
    kept = Kept()
    bot = bot_of(shower(Reply(title="T ")), memory=kept)
    reply = await ask(LONG.replace("seat", "show"), bot)
    assert reply.line == "~0"
    assert kept.lines == {"~0": LONG.replace("seat", "show")}
    assert (await ask("~0", bot)).title == reply.title
    turned = await ask("~0 page:2", bot)
    assert (turned.title, turned.page) == (reply.title, 2)


@pytest.mark.parametrize(
    ("length", "whole"), [(LINE_BYTES - ROOM_FOR_PAGE, True), (LINE_BYTES - ROOM_FOR_PAGE + 1, False)]
)
async def test_a_line_leaves_room_for_its_page_in_a_button(*, length: int, whole: bool) -> None:
    line = "show " + "x" * (length - len("show "))
    reply = await ask(line, bot_of(shower(Reply())))
    assert (reply.line == line) is whole
    assert Button("999", line=f"{reply.line} page:999")


async def test_bytes_are_counted_and_not_characters() -> None:
    assert (await ask("show " + "ظ" * 40, bot_of(shower(Reply())))).line == "~0"


async def test_the_longest_line_a_person_can_type_still_has_pages() -> None:
    """Quoting doubles it, and its token stands for the doubled line."""
    bot = bot_of(shower(Reply(shows=(Shown("a", "1"),))))
    reply = await ask('show x  "' + '\\"' * 2000 + '" x', bot)
    assert reply.line == "~0"
    assert (await ask("~0 page:2", bot)).code == reply.code


@pytest.mark.parametrize("text", ["~9", "~", "~ page:2", "~9 page:2", "~~", "~\n"])
async def test_a_token_nobody_gave_out_is_answered(text: str) -> None:
    reply = await ask(text)
    assert said(reply) == "I no longer know what this button stood for. Please ask again with the command."
    assert reply.private
