"""What holds for every kind of card. `RENEW_GOLDEN=1 make test` stores the cards anew; look at them before you commit.

Stored are the SVG files: a changed picture shows as a changed line, on every machine the same.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawings import Bar, Bars, Change, Chronicle, Moment, Shift
from bot.pictures.draw import svg
from bot.pictures.frame import WIDE
from bot.pictures.scripts import LRI, PDI, RLI, has_urdu, runs
from bot.pictures.sight import APART, VISIONS, apart, distance
from bot.pictures.svg import Type
from bot.pictures.themes import THEMES, ThemeName
from bot.pictures.worker import rasterise
from tests.fuzzing import examples
from tests.pictures.samples import EVERY, HOSTILE, SENATE, worded

GOLDEN = Path(__file__).parent / "golden"
NAMES: list[ThemeName] = ["light", "dark"]
KINDS = list(worded("x"))
LONG = "League for the Continuation of the Movement for the Restoration of Everything " * 6
URDU = "ایوان بالا پاکستان Senate 2021 جن کا حساب نہیں ملتا " * 6
SVG = "{http://www.w3.org/2000/svg}"


def parsed(card: str) -> ET.Element:
    return ET.fromstring(card)  # noqa: S314  # our own file; whether it is sound is the question


def words(element: ET.Element) -> str:
    return "".join(element.itertext()).translate(dict.fromkeys(map(ord, RLI + LRI + PDI)))


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("name", EVERY)
def test_a_card_is_drawn_as_stored(name: str, theme: ThemeName) -> None:
    """Letter for letter the one somebody looked at and stored."""
    stored = GOLDEN / f"{name}-{theme}.svg"
    card = svg(EVERY[name], theme)
    if os.environ.get("RENEW_GOLDEN"):
        stored.write_text(card, encoding="utf-8")
    assert card == stored.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_never_become_elements(kind: str) -> None:
    """A card whose every text is an attack has the same kinds of elements and attributes as one of calm words."""
    attacked, calm = (parsed(svg(worded(each)[kind])) for each in (HOSTILE, "Calm words"))
    assert {element.tag for element in attacked.iter()} == {element.tag for element in calm.iter()}
    assert {name for each in attacked.iter() for name in each.attrib} == {
        name for each in calm.iter() for name in each.attrib
    }


@examples(80)
@given(st.text(max_size=60) | st.sampled_from([LONG, URDU, "W" * 300, HOSTILE]), st.sampled_from(KINDS), st.booleans())
def test_no_text_leaves_the_card(text: str, kind: str, rtl: bool) -> None:
    """Every text, by its anchor and its measured width, stays 20 pixels inside both edges."""
    for element in parsed(svg(worded(text, rtl=rtl)[kind])).iter(f"{SVG}text"):
        size, spacing = float(element.attrib["font-size"]), float(element.get("letter-spacing", "0"))
        wide, x = (
            Type(size, size, "font-weight" in element.attrib, spacing).width(words(element)),
            float(element.attrib["x"]),
        )
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.attrib["text-anchor"]]
        assert left >= 20 - 0.1
        assert left + wide <= WIDE - 20 + 0.1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", [LONG, "W" * 300, HOSTILE * 3, "漢字" * 200, URDU], ids=["long", "W", "hostile", "kanji", "urdu"]
)
def test_the_margins_stay_blank_when_drawn(text: str, kind: str) -> None:
    """The 20 pixels at either side of the drawn card show nothing but the ground."""
    card = svg(worded(text, rtl=has_urdu(text))[kind])
    top, high = re.search(r'viewBox="0 (-?\d+) \d+ (\d+)"', card).groups()  # type: ignore[union-attr]  # always there
    for left in (0, WIDE - 20):
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="{high}" viewBox="{left} {top} 20 {high}" '
            'font-family="Noto Sans">'
        )
        ground = f'<rect x="{left}" y="{top}" width="20" height="{high}" fill="{THEMES["light"].ground}"/>'
        assert rasterise(card.replace(card.splitlines()[0], head, 1)) == rasterise(f"{head}{ground}</svg>")


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_is_no_higher_than_telegram_takes(kind: str) -> None:
    """Width and height together stay under 10,000 pixels (Bot API, sendPhoto)."""
    assert float(parsed(svg(worded(LONG * 4)[kind])).attrib["height"]) + WIDE < 10_000


def test_more_bars_changes_or_events_than_a_card_holds_are_counted_on_it() -> None:
    head = {"title": "T", "subtitle": "", "source": "", "alt": ""}
    bars = svg(Bars(**head, bars=tuple(Bar(f"n{i}", str(i), i) for i in range(100))))  # type: ignore[arg-type]  # texts
    shifts = svg(Change(**head, shifts=tuple(Shift(f"n{i}", "1", "2") for i in range(100))))  # type: ignore[arg-type]  # texts
    events = svg(Chronicle(**head, moments=tuple(Moment(f"day {i}", "x") for i in range(100)), note="88 earlier"))  # type: ignore[arg-type]  # texts
    assert "+61" in bars
    assert "+89" in shifts
    assert "day 99" in events
    assert "88 earlier" in events


@pytest.mark.parametrize("theme", NAMES)
def test_the_colours_of_a_house_are_told_apart_by_every_eye(theme: ThemeName) -> None:
    """Contrast is a matter of `legible`; here: distances of the shipped parties' shades in each kind of vision."""
    paints = THEMES[theme].paints([group.colour for group in SENATE.groups])
    for i, one in enumerate(paints):
        assert all(distance(one, other) >= APART for other in paints[i + 1 :])
    assert len(VISIONS) == 4


@examples(40)
@given(
    st.lists(st.integers(0, 0xFFFFFF).map("#{:06x}".format), min_size=2, max_size=5, unique=True),
    st.sampled_from(NAMES),
)
def test_any_few_colours_are_told_apart(colours: list[str], theme: ThemeName) -> None:
    """Up to five parties of any colours, alike as they may be."""
    paints = THEMES[theme].paints(colours)
    assert min(distance(a, b) for i, a in enumerate(paints) for b in paints[i + 1 :]) >= APART * 0.75


def test_equal_colours_stay_equal_and_the_first_keeps_its_shade() -> None:
    assert apart(("#c8102e", "#22a770", "#c8102e"), "#ffffff") == ("#c8102e", "#22a770", "#c8102e")


def test_urdu_is_set_in_its_own_font_with_latin_isolated_inside() -> None:
    """What resvg needs: the text's font is the Urdu one, Latin is a run of its own (no `direction` there)."""
    card = svg(EVERY["urdu"])
    line = next(each for each in card.splitlines() if "National Assembly" in each)
    assert 'font-family="Noto Nastaliq Urdu"' in line
    assert f'{LRI}<tspan font-family="Noto Sans">National Assembly</tspan>{PDI}' in line
    assert RLI in line


@pytest.mark.parametrize("kind", KINDS)
def test_a_mirrored_card_begins_at_the_right(kind: str) -> None:
    """Where the language runs from right to left, title and labels end at the right margin."""
    first = next(parsed(svg(worded("ایوان", rtl=True)[kind])).iter(f"{SVG}text"))
    assert (first.attrib["text-anchor"], first.attrib["x"]) == ("end", str(WIDE - 52))


def test_what_opens_beside_a_latin_word_and_closes_beyond_an_urdu_one_belongs_to_neither() -> None:
    content = runs("4 مارچ 2021 (\u201cThursday\u201d سے اندازہ)", "Noto Sans")
    for word in ("2021", "Thursday"):
        assert f'{LRI}<tspan font-family="Noto Sans">{word}</tspan>{PDI}' in content
