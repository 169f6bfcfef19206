"""The card of a chamber: every seat in its place, every number said."""

from __future__ import annotations

import math
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.drawings import Group, Hemicycle
from bot.pictures.frame import WIDE
from bot.pictures.hemicycle import MOST_ROWS, majority_angle, svg
from bot.pictures.svg import Type, written
from bot.pictures.themes import ThemeName
from tests.fuzzing import examples
from tests.pictures.samples import SENATE, chamber, steady

URDU_DIGITS = "".join(map(chr, range(0x6F0, 0x6FA)))
NAMES: list[ThemeName] = ["light", "dark"]


@st.composite
def houses(draw: st.DrawFn) -> Hemicycle:
    """Give chambers of up to 1,000 seats in up to 30 groups, some seats unaccounted for, with any text."""
    seats = draw(st.lists(st.integers(0, 33), max_size=30))
    house = chamber(*seats, total=max(1, sum(seats) + draw(st.integers(0, 10))), text=draw(st.text(max_size=40)))
    return replace(house, majority=draw(st.none() | st.integers(0, house.total + 1)))


def elements(card: str, tag: str) -> list[ET.Element]:
    root = ET.fromstring(card)  # noqa: S314  # our own file; whether it is sound is the question
    return root.findall(f"{{http://www.w3.org/2000/svg}}{tag}")


def texts(card: str) -> list[str]:
    return [element.text or "" for element in elements(card, "text")]


@examples(60)
@given(houses(), st.sampled_from(NAMES))
@example(chamber(*[33] * 30, total=1000), "light")
@example(chamber(1), "dark")
def test_each_group_has_its_seats_and_the_rest_is_hollow(house: Hemicycle, theme: ThemeName) -> None:
    """Circles by paint: a group's own seats in its colour, hollow ones for the seats nobody accounts for."""
    groups = elements(svg(house, theme), "g")
    expected = [group.seats for group in house.groups if group.seats]
    assert [len(group) for group in groups[: len(expected)]] == expected
    assert all(group.get("fill") != "none" for group in groups[: len(expected)])
    unknown = house.total - sum(expected)
    hollow = [len(group) for group in groups if group.get("fill") == "none"]
    assert hollow == ([unknown, 1] if unknown else [])  # the seats, then the dot in the legend


def test_the_card_says_everything_the_picture_holds() -> None:
    """Title, subtitle, majority, total, each group with its seats, the source and the code are on the card."""
    said = texts(svg(SENATE))
    whole = [SENATE.title, SENATE.subtitle, SENATE.majority_label, "100", "seats", SENATE.source, SENATE.code]
    assert set(whole) <= set(said)
    for group in SENATE.groups:
        assert said.count(group.label) == 2  # beside its seats and in the legend
        assert {group.name, str(group.seats)} <= set(said)


def test_unknown_seats_are_a_row_of_the_legend() -> None:
    """Seats nobody accounts for are named and counted, and missing where everything is accounted for."""
    assert texts(svg(replace(SENATE, total=103))).count("not accounted for") == 1
    assert "not accounted for" not in texts(svg(SENATE))


@steady
@given(st.integers(1, 1000), st.integers(-5, 1200))
def test_the_majority_is_always_named(total: int, majority: int) -> None:
    """Wherever the line stands, its label finds a place."""
    house = replace(SENATE, groups=(), total=total, majority=majority, majority_label="needed to change the law: many")
    assert "needed to change the law: many" in texts(svg(house))


def test_without_a_majority_there_is_no_line() -> None:
    """A picture that names no majority has no dashed line and no label for one."""
    card = svg(replace(SENATE, majority=None))
    assert "stroke-dasharray" not in card
    assert "majority 51" not in texts(card)


@pytest.mark.parametrize(("majority", "total", "share"), [(51, 100, 0.5), (52, 103, 0.5), (67, 100, 0.66), (5, 2, 1)])
def test_the_majority_line_stands_where_the_deciding_seat_begins(majority: int, total: int, share: float) -> None:
    """Upright for more than half, further right for more, never off the arc."""
    assert majority_angle(majority, total) == pytest.approx(math.pi * (1 - share))


def test_labels_round_the_arc_keep_apart() -> None:
    """Of 25 equal groups none of the labels beside the seats covers another."""
    groups = tuple(Group(f"Party {i}", "", 4, "#336699") for i in range(25))
    card = svg(replace(SENATE, groups=groups))
    around = [
        (float(element.attrib["x"]), float(element.attrib["y"]), float(element.attrib["font-size"]), element.text or "")
        for element in elements(card, "text")
        if element.attrib["text-anchor"] == "middle" and (element.text or "").startswith("Party")
    ]
    assert len(around) >= 5
    for i, (x, y, size, words) in enumerate(around):
        for other_x, other_y, other_size, other in around[i + 1 :]:
            both = (Type(size, size, bold=True).width(words) + Type(other_size, other_size, bold=True).width(other)) / 2
            assert abs(x - other_x) >= both - 0.1 or abs(y - other_y) >= min(size, other_size) * 0.9


def test_a_crowd_of_groups_shares_the_last_row() -> None:
    """Past 60 groups the legend counts the others together, and no seat is lost from it."""
    card = svg(chamber(*[1] * 100, text="x"))
    assert f"+{100 - MOST_ROWS + 1}" in texts(card)
    figures = [e.text or "" for e in elements(card, "text") if e.attrib["text-anchor"] == "end" and e.text != "x"]
    assert sum(map(int, figures)) == 100
    assert int(ET.fromstring(card).attrib["height"]) + WIDE < 10_000  # noqa: S314  # our own file; Telegram's limit


@pytest.mark.parametrize(("total", "colour"), [(1001, "#336699"), (10, "red")])
def test_what_cannot_be_drawn_is_refused(total: int, colour: str) -> None:
    """Too many seats and a colour in words raise ValueError."""
    with pytest.raises(ValueError, match=r"1 to 1000 seats|#rrggbb"):
        svg(chamber(1, total=total, colour=colour))


@examples(60)
@given(st.integers(0, 30), st.integers(0, 30))
def test_disputed_seats_are_hatched_and_still_counted_as_the_groups(sure: int, disputed: int) -> None:
    """Of a group's seats those another report denies it are in stripes; all of them together are its seats."""
    group = Group("A", "", sure + disputed, "#336699", "48 or 49", disputed)
    card = svg(replace(SENATE, groups=(group,), total=max(sure + disputed, 1)))
    circles = {element.get("fill", "").partition("(")[0]: len(element) for element in elements(card, "g")[:2]}
    assert circles.get("url", 0) == disputed
    if sure + disputed:
        assert sum(len(element) for element in elements(card, "g") if element.get("fill") != "none") - 1 == (
            sure + disputed
        )
    assert "48 or 49" in texts(card)


def test_a_group_cannot_have_more_disputed_seats_than_seats() -> None:
    with pytest.raises(ValueError, match="no more seats are disputed"):
        replace(SENATE, groups=(Group("A", "", 3, disputed=4),))


def test_numbers_are_written_in_the_digits_of_the_language() -> None:
    said = texts(svg(replace(SENATE, digits=URDU_DIGITS)))
    assert {f"\u2067{written(number, URDU_DIGITS)}\u2069" for number in (100, 25)} <= set(said)


def test_a_crowd_of_groups_is_not_drawn_as_seats_nobody_accounts_for() -> None:
    """Hollow is what is unknown: the row that counts the rest together has no hollow dot."""
    assert not [group for group in elements(svg(chamber(*[1] * 100, text="x")), "g") if group.get("fill") == "none"]
