"""What stands in the place of a picture that no longer holds."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from bot import languages
from bot.messages import Line, Reply, Row, spans
from bot.plaque import plaque

CARD = Reply(title="Senate", blocks=(Row("PTI", "25"), Line(spans("of 100"))), code="K7Q2F9", line="senate")


@pytest.mark.parametrize("language", languages.available())
def test_a_plaque_names_the_card_and_shows_none_of_its_figures(language: str) -> None:
    drawn = plaque(CARD, language)
    assert (drawn.title, drawn.code) == ("Senate", "K7Q2F9")
    assert "Senate" in drawn.alt
    assert drawn.text in drawn.alt
    shown = [getattr(drawn, each.name) for each in fields(drawn) if each.name not in {"code", "digits"}]
    assert not re.search(r"\d", " ".join(each for each in shown if isinstance(each, str)))


def test_it_speaks_the_language_of_the_message_in_its_direction() -> None:
    english, urdu = plaque(CARD, "en"), plaque(CARD, "ur")
    assert (english.rtl, urdu.rtl) == (False, True)
    assert english.text != urdu.text


@pytest.mark.parametrize("language", languages.available())
def test_of_a_card_without_a_title_it_says_the_same(language: str) -> None:
    """So where a line has no answer any more."""
    drawn = plaque(Reply(), language)
    assert drawn.title == ""
    assert drawn.alt == drawn.text == plaque(CARD, language).text


def test_cards_that_say_the_same_share_a_plaque() -> None:
    """So that one upload does for all messages that show a card."""
    assert plaque(CARD, "en") == plaque(Reply(title="Senate", code="K7Q2F9", line="senate page:2", page=2), "en")
