"""The card of a quotation: the words, large, and under them whose they are and what kind of quotation this is."""

from __future__ import annotations

from collections.abc import Iterator

from bot.drawings import Quotation
from bot.pictures.frame import INSIDE, TOP, Frame, card
from bot.pictures.scripts import has_urdu
from bot.pictures.svg import Fitted, Type, box, filled, wrap
from bot.pictures.themes import THEMES, ThemeName

SIZES = (60, 52, 44, 38, 34)
"""Sizes tried for the words, the largest that takes at most `LINES` lines; the last is kept whatever it takes."""
LINES = 9
MOST_LINES = 26
"""Lines of a card; what is longer ends in an ellipsis, and the text under the picture has all of it."""
BAR, INDENT = 12, 48

SPEAKER = Type(42, 42, bold=True)
KIND = Type(32, 32)


def svg(picture: Quotation, theme: ThemeName = "light") -> str:
    """Give the card as an SVG file, as high as the words need."""
    frame = Frame(THEMES[theme], picture.rtl)
    words = _set(picture.text)
    rtl = has_urdu(picture.text)
    lead = words[0].type.size * (1.9 if rtl else 1.38) if words else 0.0
    top = TOP + 30.0
    bottom = top + lead * len(words) + 18
    shown = [*_words(words, top, lead, Frame(frame.theme, rtl)), *_said(picture, bottom, frame)]
    return card(picture, theme, bottom + 74 + 54 * len(_kind(picture)) + 30, shown)


def _set(text: str) -> list[Fitted]:
    for size in SIZES:
        lines = wrap(text, Type(size, size), INSIDE - INDENT, MOST_LINES)
        if len(lines) <= LINES:
            return lines
    return lines


def _words(words: list[Fitted], top: float, lead: float, frame: Frame) -> Iterator[str]:
    left = frame.x(BAR) if frame.rtl else frame.x(0)
    yield filled(frame.theme.rule, [box(left, top + 4, BAR, lead * len(words))])
    for number, line in enumerate(words):
        yield frame.start(INDENT, top + lead * (number + 0.76), line, frame.theme.ink)


def _kind(picture: Quotation) -> list[Fitted]:
    return wrap(picture.kind, KIND, INSIDE, lines=3)


def _said(picture: Quotation, top: float, frame: Frame) -> Iterator[str]:
    for line in wrap(picture.speaker, SPEAKER, INSIDE, lines=1):
        yield frame.start(0, top + 60, line, frame.theme.ink)
    for number, line in enumerate(_kind(picture)):
        yield frame.start(0, top + 116 + 54 * number, line, frame.theme.muted)
