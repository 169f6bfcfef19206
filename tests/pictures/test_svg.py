"""Texts that keep to their width, and to being text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.pictures.measure import OVERHANG
from bot.pictures.plain import LONGEST, plain
from bot.pictures.svg import ELLIPSIS, Type, document, fit, text, wrap
from bot.pictures.worker import rasterise
from tests.fuzzing import examples
from tests.pictures.samples import HOSTILE, steady

ANYTHING = st.text(st.characters(), max_size=120)
TYPES = st.builds(
    Type, st.sampled_from([28, 34, 58]), st.sampled_from([20, 28]), st.booleans(), st.sampled_from([0, 4])
)


@steady
@given(ANYTHING, TYPES, st.floats(0, 1_000))
@example(HOSTILE, Type(34, 28), 300)
def test_fitted_words_never_exceed_their_room(words: str, type_: Type, room: float) -> None:
    """Whatever was written, its width by the fonts is at most the room, in a size that may still be read."""
    fitted = fit(words, type_, room)
    assert fitted.width <= room or not fitted.words
    assert type_.smallest <= fitted.type.size <= type_.size or type_.size < type_.smallest
    assert not fitted.whole or fitted.words == plain(words)


@steady
@given(ANYTHING, TYPES, st.floats(60, 1_000), st.integers(1, 3))
def test_wrapped_words_never_exceed_their_room(words: str, type_: Type, room: float, lines: int) -> None:
    """No line is too wide, there are at most so many, and nothing is lost without an ellipsis."""
    wrapped = wrap(words, type_, room, lines)
    assert len(wrapped) <= lines
    assert all(line.width <= room for line in wrapped)
    if all(line.whole for line in wrapped):
        assert "".join("".join(line.words for line in wrapped).split()) == "".join(plain(words).split())


def test_words_shrink_before_they_are_cut() -> None:
    """A little too long becomes smaller, much too long ends in an ellipsis at the smallest size."""
    kind = Type(40, 30)
    room = kind.width("Pakistan Peoples Party")
    assert fit("Pakistan Peoples Party", kind, room).type.size == 40
    assert fit("Pakistan Peoples Party", kind, room * 0.8).whole
    short = fit("Pakistan Peoples Party", kind, room * 0.5)
    assert (short.type.size, short.words[-1], short.whole) == (30, ELLIPSIS, False)


def test_lines_break_at_spaces() -> None:
    """A word stays in one piece unless it is longer than a line."""
    kind = Type(28, 28)
    words = [line.words for line in wrap("Source: Dawn, Senate polls", kind, kind.width("Source: Dawn, Sen"), 2)]
    assert words == ["Source: Dawn,", "Senate polls"]
    assert "".join(line.words for line in wrap("x" * 60, kind, kind.width("x" * 40), 2)) == "x" * 60


def strip(words: str, type_: Type, beyond: float) -> bytes:
    """Give the picture of what the words draw beyond that many pixels from their start."""
    drawn = text(0, 100, fit(words, type_, 100_000), "#000000")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="200" viewBox="{beyond} 0 80 200"'
    return rasterise(
        f'{head} font-family="Noto Sans"><rect x="-9" width="99999" height="200" fill="#fff"/>{drawn}</svg>'
    )


LETTERS = st.text(
    st.one_of(
        st.characters(min_codepoint=32, max_codepoint=0x24F, categories=("L", "N", "P", "S")),
        st.sampled_from("fiflffiTAVWLY. \u0301\u0327—…漢字😀عربیހ֍"),
    ),
    min_size=1,
    max_size=30,
)


@examples(40)
@given(LETTERS, st.sampled_from([Type(58, 40, bold=True), Type(34, 30), Type(32, 28, bold=True, spacing=4)]))
@example("WWWWWAVAVAVTo.T.Yo", Type(58, 40, bold=True))
@example("ť", Type(58, 40, bold=True))
def test_nothing_is_drawn_beyond_the_measured_width(words: str, type_: Type) -> None:
    """What resvg draws with our fonts ends with the width we computed and the overhang a last letter may have."""
    end = type_.width(plain(words)) + OVERHANG * type_.size
    assert strip(words, type_, end) == strip("", type_, end)


def test_the_strip_beyond_would_show_what_is_drawn_there() -> None:
    """The test above can fail: a strip that begins before the end of a word is not blank."""
    kind = Type(58, 40)
    assert strip("WWW", kind, kind.width("WW")) != strip("", kind, kind.width("WW"))


@steady
@given(ANYTHING)
@example(HOSTILE)
def test_texts_are_never_markup(words: str) -> None:
    """The file parses, has the elements we wrote and no other, and the text is the plain text."""
    card = document(100, 100, "#ffffff", words, [text(0, 0, fit(words, Type(30, 30), 100_000), "#000000")])
    root = ET.fromstring(card)  # noqa: S314  # our own file; whether it is sound is the question
    assert [element.tag.rpartition("}")[2] for element in root.iter()] == ["svg", "rect", "text"]
    assert (root[1].text or "") == plain(words)
    assert root.get("aria-label", "") == plain(words)


@steady
@given(st.text(st.characters(), max_size=2_000))
def test_plain_text_steers_nothing(words: str) -> None:
    """No control, no line break, no character that turns the direction of what follows; at most LONGEST long."""
    said = plain(words)
    assert not set(said) & set(
        "\x00\x07\x1b\x9b\n\r\t\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
    assert said == said.strip()
    assert "  " not in said
    assert len(said.encode()) <= 4 * 3 * LONGEST  # a character may unfold into three


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Pakistan\n\tPeoples  Party ", "Pakistan Peoples Party"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("Z" + "\u0335" * 50, "Z" + "\u0335" * 2),
        ("e\u0301", "é"),
        ("می\u200cروم", "می\u200cروم"),
        ("\ud800\x00\ufffe", ""),
    ],
)
def test_plain_text_keeps_what_people_read(written: str, read: str) -> None:
    """Words stay, spaces become one, what steers goes; the joiners of Urdu spelling stay."""
    assert plain(written) == read
