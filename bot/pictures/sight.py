"""Colours kept apart for every eye: distances as people with the common colour-vision deficiencies see them."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Sequence
from functools import lru_cache

from bot.pictures.colour import READABLE, channels, contrast, legible

APART = 0.08
"""The least distance in OKLab (Ottosson 2020) of two groups' colours; about four times what can just be told apart."""

MOST = 16
"""Groups kept apart by colour; of more than these no palette is told apart, and the labels beside them have to do."""

STEPS = 48
"""Shades of a colour that are tried."""

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
Lab = tuple[float, float, float]

VISIONS: dict[str, Matrix] = {
    "trichromacy": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is left of linear RGB in each kind of vision at full severity (Machado, Oliveira and Fernandes 2009)."""


@lru_cache(maxsize=4096)
def seen(colour: str) -> tuple[Lab, ...]:
    """Give a colour in OKLab as each kind of vision has it, in the order of `VISIONS`."""
    linear = [_linear(channel / 255) for channel in channels(colour)]
    return tuple(_lab(*(sum(row[i] * linear[i] for i in range(3)) for row in matrix)) for matrix in VISIONS.values())


def distance(one: str, other: str) -> float:
    """Give the distance of two colours in OKLab for the eye that tells them apart worst."""
    return min(math.dist(a, b) for a, b in zip(seen(one), seen(other), strict=True))


@lru_cache(maxsize=256)
def apart(colours: tuple[str, ...], ground: str) -> tuple[str, ...]:
    """Give a shade of each colour that can be told from the ground and from those before it; hues stay.

    The first `MOST` different ones are kept `APART` as far as shades allow; where they do not, as far as possible.
    Equal colours stay equal. Raises ValueError for a colour that is not `#rrggbb`.
    """
    chosen: dict[str, str] = {}
    for colour in dict.fromkeys(colours):
        chosen[colour] = (
            _shade(colour, list(chosen.values()), ground) if len(chosen) < MOST else legible(colour, ground)
        )
    return tuple(chosen[colour] for colour in colours)


def _shade(colour: str, others: Sequence[str], ground: str) -> str:
    """Give the nearest shade that is far enough from the others, else the one that is furthest."""
    first = legible(colour, ground)
    if all(distance(first, other) >= APART for other in others):
        return first
    shades = [shade for shade in _shades(colour) if contrast(shade, ground) >= READABLE]
    far = [(min(distance(shade, other) for other in others), shade) for shade in shades]
    enough = [shade for away, shade in far if away >= APART]
    return min(enough, key=lambda shade: distance(shade, first)) if enough else max(far)[1]


def _shades(colour: str) -> list[str]:
    """Give the colour from nearly black to nearly white, full and paler, in its hue."""
    hue, _, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in channels(colour)))
    return [
        "#"
        + "".join(f"{round(share * 255):02x}" for share in colorsys.hls_to_rgb(hue, step / STEPS, saturation * full))
        for step in range(2, STEPS - 1)
        for full in (1.0, 0.55)
    ]


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB's constants


def _lab(red: float, green: float, blue: float) -> Lab:
    """Give OKLab of linear RGB, by the definition of its author (bottosson.github.io/posts/oklab)."""
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
