"""Contrast by WCAG, and shades that keep it."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.colour import channels, contrast, legible
from bot.pictures.themes import THEMES, ThemeName
from tests.pictures.samples import steady

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
NAMES: list[ThemeName] = ["light", "dark"]


def test_contrast_is_the_ratio_wcag_defines() -> None:
    """Known pairs: black on white, a colour on itself, and the lightest grey that passes for text."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#c8102e", "#c8102e") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@steady
@given(COLOURS, st.sampled_from(NAMES))
def test_every_colour_is_told_from_the_ground(colour: str, name: ThemeName) -> None:
    """In both themes any group's colour has a contrast of at least 3:1 against the card."""
    theme = THEMES[name]
    assert contrast(theme.paint(colour), theme.ground) >= 3


@steady
@given(COLOURS, st.sampled_from(["#ffffff", "#1a1d23"]))
def test_a_colour_that_is_legible_stays(colour: str, ground: str) -> None:
    """A shade that is legible is not moved again; only others change."""
    shade = legible(colour, ground)
    assert legible(shade, ground) == shade
    assert (shade == colour) == (contrast(colour, ground) >= 3)


@pytest.mark.parametrize("ground", ["#ffffff", "#1a1d23"])
def test_the_hue_stays(ground: str) -> None:
    """A yellow made darker for paper, or a navy made lighter for night, is still that hue."""
    for colour in ("#fbe122", "#0a1045"):
        before, after = (
            colorsys.rgb_to_hls(*(part / 255 for part in channels(c))) for c in (colour, legible(colour, ground))
        )
        assert after[0] == pytest.approx(before[0], abs=0.02)


@pytest.mark.parametrize("name", NAMES)
def test_the_themes_own_colours_are_readable(name: ThemeName) -> None:
    """Text has 4.5:1 as WCAG asks of text, neutral seats 3:1, unchanged."""
    theme = THEMES[name]
    assert min(contrast(theme.ink, theme.ground), contrast(theme.muted, theme.ground)) >= 4.5
    assert theme.paint(None) == theme.neutral


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345", "#1234567", "#gggggg", "#+1+1+1", 'url("x")'])
def test_anything_but_six_digits_is_no_colour(colour: str) -> None:
    """What could carry markup or mean something else is refused."""
    with pytest.raises(ValueError, match="#rrggbb"):
        legible(colour, "#ffffff")
