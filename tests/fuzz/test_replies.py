"""Hostile text in every place of a card, shown on every platform."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hypothesis import example, given

from bot.languages import texts
from bot.messages import Button, Line, Note, Quote, Reply, Row, Span, spans
from bot.web.feed import Entry, feed
from data.desk import Revision
from tests.fuzz import hostile, showing
from tests.fuzzing import examples

EVIL = "".join(hostile.PIECES)
HALF = "\ud800"
REVISION = Revision(1, "x", "X", "0" * 64, "somebody", "why", datetime(2021, 3, 4, tzinfo=UTC))


@examples(60)
@given(hostile.replies)
@example(Reply(EVIL, (Line(spans(Span(EVIL, "code"))), Row(EVIL, EVIL, EVIL), Quote(EVIL, EVIL)), (Note(spans(EVIL)),)))
@example(Reply(HALF, (Line(spans(HALF)), Row(HALF, HALF, HALF), Quote(HALF, HALF)), line="seat x"))
@example(Reply("T", buttons=((Button(HALF, line="seat x"), Button("u", url=f"https://a.b/{HALF}")),)))
def test_no_card_carries_markup_a_mention_or_a_command_anywhere(reply: Reply) -> None:
    """Nor is it refused for its size, its buttons or half a character."""
    showing.everywhere(reply)


@given(hostile.replies)
def test_the_feed_is_sound_whatever_it_tells(reply: Reply) -> None:
    """XML that parses, with the texts as text."""
    root = ET.fromstring(feed([Entry(REVISION, reply)], REVISION, "https://bell.example", texts("en")))  # noqa: S314  # ours
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {
        *("feed", "id", "title", "updated", "link", "author", "name", "entry", "published", "category", "content")
    }
