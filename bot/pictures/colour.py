"""Colours as `#rrggbb`: how far apart two are for the eye, and the nearest shade that can be told from a ground."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator

READABLE = 3.0
"""The least contrast of a meaningful shape against what is beside it (WCAG 2.2, success criterion 1.4.11)."""


def channels(colour: str) -> tuple[int, int, int]:
    """Give red, green and blue, 0 to 255. Raises ValueError for anything but `#rrggbb`."""
    if len(colour) != len("#rrggbb") or colour[0] != "#" or not set(colour[1:]) <= set("0123456789abcdefABCDEF"):
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Give the relative luminance, 0 (black) to 1 (white), by the definition in WCAG 2.2."""
    shares = (channel / 255 for channel in channels(colour))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)  # noqa: PLR2004  # the standard's constants
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 (the same) to 21 (black on white), by WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(colour: str, ground: str, least: float = READABLE) -> str:
    """Give the shade of `colour` nearest to it in lightness whose contrast against `ground` is at least `least`.

    Hue and saturation stay. Raises ValueError where neither black nor white would do.
    """
    for shade in _shades(colour):
        if contrast(shade, ground) >= least:
            return shade
    raise ValueError(f"nothing has a contrast of {least}:1 against {ground}")


def _shades(colour: str) -> Iterator[str]:
    """Give the colour itself, then ever darker and lighter ones, down to black and up to white."""
    yield colour.lower()
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in channels(colour)))
    for step in range(1, 256):
        for level in (lightness - step / 255, lightness + step / 255):
            rgb = colorsys.hls_to_rgb(hue, min(max(level, 0.0), 1.0), saturation)
            yield "#" + "".join(f"{round(share * 255):02x}" for share in rgb)
