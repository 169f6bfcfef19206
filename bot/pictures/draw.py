"""Every kind of picture has one function that draws it."""

from __future__ import annotations

from bot.drawings import Balance, Bars, Change, Chronicle, Hemicycle, Picture, Plaque, Quotation
from bot.pictures import balance, bars, change, chronicle, hemicycle, plaque, quotation
from bot.pictures.themes import ThemeName


def svg(picture: Picture, theme: ThemeName = "light") -> str:  # noqa: PLR0911  # one for each kind
    """Give a picture as an SVG file `frame.WIDE` pixels across. Raises ValueError for one that cannot be drawn."""
    match picture:
        case Hemicycle():
            return hemicycle.svg(picture, theme)
        case Bars():
            return bars.svg(picture, theme)
        case Balance():
            return balance.svg(picture, theme)
        case Change():
            return change.svg(picture, theme)
        case Quotation():
            return quotation.svg(picture, theme)
        case Chronicle():
            return chronicle.svg(picture, theme)
        case Plaque():
            return plaque.svg(picture, theme)
