"""A reply in a terminal: nothing wider than the screen, nothing that steers it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import strip_sequences, wcswidth

from bot.adapters.console import Screen, as_json, card
from bot.adapters.console.render import buttons, clean
from bot.messages import Button, Line, Note, Quote, Reply, Row, Span, spans
from tests.sample import HOSTILE, SENATE

text = st.text(max_size=120)
blocks = st.lists(
    st.one_of(
        st.builds(lambda t: Line(spans(t, Span(t, "bold"))), text),
        st.builds(Row, text, text, text),
        st.builds(Quote, text, text),
        st.builds(lambda t: Note(spans(t)), text),
    ),
    max_size=6,
).map(tuple)


@given(text, blocks, st.integers(20, 140), st.booleans())
def test_no_line_is_wider_than_the_screen(
    title: str, body: tuple[Line | Row | Quote | Note, ...], width: int, colour: bool
) -> None:
    shown = card(Reply(title=title, blocks=body), Screen(width, colour))
    assert all(wcswidth(clean(strip_sequences(line))) <= width for line in shown.split("\n"))


@given(text)
def test_what_a_source_wrote_cannot_steer_the_terminal(hostile: str) -> None:
    shown = card(Reply(title=hostile, blocks=(Row(hostile, hostile, hostile),)), Screen())
    assert not set(shown) & {chr(code) for code in (*range(10), *range(11, 32), 127, *range(128, 160))}


def test_an_escape_sequence_in_a_name_is_shown_without_its_escape() -> None:
    assert "\x1b" not in card(Reply(title="\x1b[2JGone\x07"), Screen())


def test_styles_are_there_only_where_wanted() -> None:
    reply = Reply(title="Title", blocks=(Row("PTI", "25", "reported"),), picture=SENATE)
    assert "\x1b[" in card(reply, Screen(80, colour=True))
    assert "\x1b" not in card(reply, Screen(80))


def test_rows_stand_in_columns() -> None:
    shown = card(Reply(blocks=(Row("PTI", "25"), Row("PML-N", "7", "reported"))), Screen())
    assert shown == "PTI    25\nPML-N   7  reported"


def test_rows_too_wide_for_the_screen_stand_beneath_each_other() -> None:
    shown = card(Reply(blocks=(Row("A label of some length", "a value of some length", "a note"),)), Screen(30))
    assert shown == "A label of some length: a\nvalue of some length\n    a note"


def test_buttons_are_numbered_across_rows() -> None:
    reply = Reply(
        buttons=((Button("One", line="a"), Button("Two", line="b")), (Button("Page", url="https://example.org"),))
    )
    assert card(reply, Screen()) == "[1] One\n[2] Two\n[3] Page <https://example.org>"
    assert [button.label for button in buttons(reply)] == ["One", "Two", "Page"]


def test_markup_of_other_platforms_is_plain_text_here() -> None:
    assert HOSTILE in card(Reply(blocks=(Note(spans(HOSTILE)),)), Screen())


@pytest.mark.parametrize("width", [20, 40, 80])
def test_the_picture_fits_the_screen(width: int) -> None:
    shown = card(Reply(picture=SENATE), Screen(width))
    assert all(wcswidth(line) <= width for line in shown.split("\n"))


def test_json_says_what_each_block_is_and_keeps_unknown_as_null() -> None:
    found = json.loads(as_json(Reply(title="T", blocks=(Row("PTI", "25"), Note(spans("x"))), picture=SENATE)))
    assert [block["type"] for block in found["blocks"]] == ["row", "note"]
    assert found["picture"]["type"] == "hemicycle"
    assert found["as_of"] is None
