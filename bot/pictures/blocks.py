"""Pictures for a terminal: lines of glyphs that keep to their width."""

from __future__ import annotations

from collections.abc import Iterator

from bot.drawings import Balance, Bar, Bars, Hemicycle, Picture
from bot.pictures.columns import cut, paint, painted, row
from bot.pictures.plain import plain
from bot.pictures.seating import NARROWEST, WIDEST_LEGEND, half_circle

FULL, HATCHED, EMPTY = "█", "▒", "░"
"""What reports agree on, what they do not, and what nobody accounts for."""


def blocks(picture: Picture, width: int, colour: bool) -> list[str]:
    """Give the picture in lines of at most `width` columns, with 24-bit ANSI colours where `colour` says so.

    Title, subtitle and source belong to the text around it. A change, a quotation, a chronicle and a plaque are
    text already: of those there are no lines. Raises ValueError under `seating.NARROWEST` columns.
    """
    if width < NARROWEST:
        raise ValueError(f"a picture needs {NARROWEST} columns, not {width}")
    match picture:
        case Hemicycle():
            return half_circle(picture, width, colour)
        case Bars():
            return list(_bars(picture, min(width, WIDEST_LEGEND), colour))
        case Balance():
            return list(_balance(picture, min(width, WIDEST_LEGEND), colour))
        case _:
            return []


def _bars(picture: Bars, width: int, colour: bool) -> Iterator[str]:
    longest = max((max(bar.value or 0, bar.most or 0) for bar in picture.bars), default=0) or 1
    for bar in picture.bars:
        yield row(plain(bar.label), plain(bar.figure), width)
        if strip := _strip(bar, width / longest, colour):
            yield strip


def _strip(bar: Bar, scale: float, colour: bool) -> str:
    """Give a bar as glyphs; one that is not 0 has at least one."""
    value = bar.value or 0
    long = max(round(value * scale), 1 if value else 0)
    if bar.hollow:
        return EMPTY * long
    extra = max(round(((bar.most or value) - value) * scale), 1) if (bar.most or 0) > value else 0
    return painted(paint(bar.colour) if colour else "", FULL * long + HATCHED * extra)


def _balance(picture: Balance, width: int, colour: bool) -> Iterator[str]:
    scale = width / picture.total
    left, right = (round((side.value or 0) * scale) for side in (picture.left, picture.right))
    between = max(width - left - right, 0)
    if picture.needed is not None:
        at = min(max(round(picture.needed * scale) - 1, 0), width - 1)
        label = cut(plain(picture.needed_label), width)
        yield " " * min(at, max(width - len(label), 0)) + label
        yield " " * at + "▼"
    sides = [(picture.left, FULL * left), (picture.between, EMPTY * between), (picture.right, FULL * right)]
    painted_ = [
        painted(paint(side.colour) if colour and side is not picture.between else "", glyphs) for side, glyphs in sides
    ]
    yield "".join(painted_)
    for side in (picture.left, picture.right, picture.between):
        if side.figure:
            yield row(plain(side.label), plain(side.figure), width)
