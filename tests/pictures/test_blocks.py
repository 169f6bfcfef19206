"""The half circle in a terminal."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from bot.drawings import Group
from bot.pictures import blocks
from bot.pictures.colour import contrast
from tests.fuzzing import examples
from tests.pictures.samples import HOSTILE, SENATE, chamber

OURS = re.compile(r"\x1b\[(?:0|38;2;(\d+);(\d+);(\d+))m")


def seen(lines: list[str]) -> list[str]:
    """Give the lines without the colour sequences we write ourselves."""
    return [OURS.sub("", line) for line in lines]


def glyphs(lines: list[str]) -> Counter[str]:
    """Count the glyphs of the half circle, which an empty line ends."""
    drawing = seen(lines)[: lines.index("")]
    return Counter("".join(line for line in drawing if "≈" not in line).replace(" ", ""))


@examples(150)
@given(
    st.lists(st.integers(0, 120), min_size=1, max_size=12),
    st.integers(1, 9),
    st.text(st.characters(), max_size=60),
    st.integers(20, 200),
    st.booleans(),
)
@example([40, 60], 3, HOSTILE, 20, True)
@example([40, 60], 3, "漢字" * 30, 21, False)
@example([1000], 1, "👩‍👩‍👧‍👦" * 20, 20, True)
def test_no_line_is_wider_than_the_terminal(
    seats: list[int], unknown: int, words: str, width: int, colour: bool
) -> None:
    """At every width from 20 to 200, whatever the names, and no sequence but our colours reaches the terminal."""
    lines = blocks(chamber(*seats, total=sum(seats) + unknown, text=words), width, colour)
    for line in seen(lines):
        assert 0 <= wcswidth(line) <= width
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)


@pytest.mark.parametrize("width", [34, 80, 200])
def test_each_seat_has_a_glyph_where_there_is_room(width: int) -> None:
    """The Senate, on 34 columns or more, shows 100 letters: each group's own, as often as it has seats."""
    counted = glyphs(blocks(SENATE, width, colour=False))
    assert counted == {"P": 25, "A": 21, "M": 17, "B": 13, "O": 24}


def test_letters_tell_groups_apart_without_colour() -> None:
    """Thirty groups of one name still have thirty letters, each in front of its legend line."""
    lines = blocks(chamber(*[5] * 30, text="Party"), 80, colour=False)
    assert sorted(glyphs(lines).values()) == [5] * 30
    legend = lines[lines.index("") + 1 :]
    assert {line[0] for line in legend[:30]} == set(glyphs(lines))


def test_groups_sit_from_left_to_right() -> None:
    """On the base line of the Senate the first group is at the left and the last at the right."""
    lines = blocks(SENATE, 80, colour=False)
    assert lines[lines.index("") - 1].split() == ["P"] * 5 + ["O"] * 5


def test_a_large_house_is_drawn_in_proportion() -> None:
    """Where a thousand seats have no room, the glyphs keep the shares and a line says what one stands for."""
    lines = blocks(chamber(500, 250, total=1000, text="A"), 20, colour=False)
    counted = glyphs(lines)
    ratio = next(float(line.split("≈")[1]) for line in lines if "≈" in line)
    assert counted.total() * ratio == pytest.approx(1000, rel=0.02)
    assert max(abs(counted["A"] - 2 * counted["B"]), abs(counted["○"] - counted["B"])) <= 2


def test_unknown_seats_are_hollow() -> None:
    """Seats nobody accounts for are hollow in the drawing and a line of the legend, with colours and without."""
    house = replace(SENATE, total=103)
    for colour in (True, False):
        lines = blocks(house, 80, colour)
        assert glyphs(lines)["○"] == 3
        assert any(re.fullmatch(r"○ not accounted for +3", line) for line in seen(lines))


def test_colours_show_on_black_and_on_white() -> None:
    """Nobody knows a terminal's background: every colour has 3:1 against both."""
    lines = blocks(SENATE, 80, colour=True)
    colours = {match.groups() for line in lines for match in OURS.finditer(line) if match[1]}
    assert len(colours) == 5
    for red, green, blue in colours:
        written = f"#{int(red):02x}{int(green):02x}{int(blue):02x}"
        assert min(contrast(written, "#000000"), contrast(written, "#ffffff")) >= 3


def test_without_colour_there_is_no_escape_sequence() -> None:
    """Plain letters only, for pipes and for terminals without colour."""
    assert "\x1b" not in "".join(blocks(chamber(4, 5, text="\x1b[2J\x1b]0;x\x07"), 60, colour=False))


def test_the_legend_says_total_and_majority() -> None:
    """The last two lines of a chamber with a majority are its total and that majority."""
    *_, total, majority = blocks(SENATE, 40, colour=False)
    assert total.split() == ["seats", "100"]
    assert majority == "  majority 51"


def test_a_group_without_seats_takes_no_letter() -> None:
    """It is in the legend with its 0, and leaves the letter to others."""
    house = replace(
        SENATE, groups=(Group("A", "gone", 0), Group("A", "here", 3)), total=3, total_label="seats", majority=None
    )
    lines = blocks(house, 20, colour=False)
    assert lines[lines.index("") + 1 : -1] == [
        "  A gone           0",
        "A A here           3",
    ]


@pytest.mark.parametrize(("total", "width"), [(10, 19), (10**10, 20)])
def test_what_has_no_room_is_refused(total: int, width: int) -> None:
    """Under 20 columns, or with a figure of half a line, there is no picture."""
    with pytest.raises(ValueError, match=r"20 columns|no chamber"):
        blocks(chamber(1, total=total), width, colour=True)
