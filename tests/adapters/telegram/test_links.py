"""Deep links carry lines."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.telegram.links import line_of, payload

SIGNS = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60) | st.from_regex(r"[a-z_ :~-]{1,64}", fullmatch=True)
)
def test_a_payload_is_read_back_as_its_line(line: str) -> None:
    written = payload(line)
    if written is None:
        assert len(line.encode()) > 47
    else:
        assert SIGNS.fullmatch(written)
        assert line_of(written) == line


@given(st.from_regex(SIGNS, fullmatch=True))
def test_a_line_has_one_payload(written: str) -> None:
    """Whatever reads as a line is what that line is written as."""
    line = line_of(written)
    assert line is None or payload(line) == written


def test_a_line_of_plain_words_can_be_read_in_its_link() -> None:
    assert payload("contest islamabad") == "contest_islamabad"


def test_47_bytes_of_any_text_fit_and_48_do_not() -> None:
    assert payload("ö" * 23 + "!") is not None
    assert payload("ö" * 24) is None


def test_nothing_and_foreign_signs_are_no_link() -> None:
    assert payload("") is None
    assert line_of("") is None
    assert line_of("a b") is None
    assert line_of("a" * 65) is None
    assert line_of("_!") is None
