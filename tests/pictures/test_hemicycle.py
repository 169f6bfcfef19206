"""The card of a chamber. `RENEW_GOLDEN=1 make test` writes the stored card anew; look at it before you commit it."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.messages import Group, Hemicycle
from bot.pictures.hemicycle import MOST_ROWS, WIDE, majority_angle, svg
from bot.pictures.svg import Type
from bot.pictures.themes import THEMES, ThemeName
from bot.pictures.worker import rasterise
from tests.pictures.samples import HOSTILE, SENATE, chamber, steady

GOLDEN = Path(__file__).parent / "golden"
NAMES: list[ThemeName] = ["light", "dark"]
LONG = "League for the Continuation of the Movement for the Restoration of Everything " * 6


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


@settings(steady, max_examples=60)
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


@pytest.mark.parametrize("theme", NAMES)
def test_hostile_names_never_become_elements(theme: ThemeName) -> None:
    """A card whose every text is an attack has the same elements as one whose every text is a word."""
    attacked, calm = (
        ET.fromstring(svg(chamber(5, 7, total=13, text=words), theme))  # noqa: S314  # our own file
        for words in (HOSTILE * 3, LONG)
    )
    assert {element.tag for element in attacked.iter()} == {element.tag for element in calm.iter()}
    assert len(list(attacked.iter("{http://www.w3.org/2000/svg}g"))) == 6
    assert {name for element in attacked.iter() for name in element.attrib} == {
        name for element in calm.iter() for name in element.attrib
    }


@settings(steady, max_examples=60)
@given(houses())
@example(chamber(30, 30, 40, total=103, text=LONG))
@example(chamber(30, 30, 40, total=103, text="W" * 300))
def test_no_text_leaves_the_card(house: Hemicycle) -> None:
    """Every text, by its anchor and its measured width, stays 20 pixels inside both edges."""
    for element in elements(svg(house), "text"):
        size, spacing = float(element.attrib["font-size"]), float(element.get("letter-spacing", "0"))
        kind = Type(size, size, "font-weight" in element.attrib, spacing)
        wide, x = kind.width(element.text or ""), float(element.attrib["x"])
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.attrib["text-anchor"]]
        assert left >= 20 - 0.1
        assert left + wide <= WIDE - 20 + 0.1


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("words", [LONG, "W" * 300, HOSTILE * 3, "漢字" * 200], ids=["long", "W", "hostile", "kanji"])
def test_the_margin_stays_blank_when_drawn(words: str, theme: ThemeName) -> None:
    """The 20 pixels at the right of the drawn card show nothing but the ground."""
    card = svg(chamber(30, 30, 40, total=103, text=words), theme)
    head = card.splitlines()[0]
    high = ET.fromstring(card).attrib["height"]  # noqa: S314  # our own file
    strip = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="{high}" viewBox="{WIDE - 20} 0 20 {high}">'
    ground = f'<rect x="{WIDE - 20}" width="20" height="{high}" fill="{THEMES[theme].ground}"/>'
    assert rasterise(card.replace(head, strip.replace(">", ' font-family="Noto Sans">'), 1)) == rasterise(
        f"{strip}{ground}</svg>"
    )


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


@pytest.mark.parametrize("theme", NAMES)
def test_the_senate_is_drawn_as_stored(theme: ThemeName) -> None:
    """The card of the Senate is, letter for letter, the one somebody looked at and stored."""
    stored = GOLDEN / f"senate-{theme}.svg"
    card = svg(SENATE, theme)
    if os.environ.get("RENEW_GOLDEN"):
        stored.write_text(card, encoding="utf-8")
    assert card == stored.read_text(encoding="utf-8")
