"""The card in the place of a picture that no longer holds: calm words, and nothing to be read off."""

from __future__ import annotations

from bot.drawings import Plaque
from bot.pictures.frame import INSIDE, TOP, Frame, card
from bot.pictures.scripts import has_urdu
from bot.pictures.svg import Type, box, filled, wrap
from bot.pictures.themes import THEMES, ThemeName

WORDS = Type(50, 50)
LINES = 6
LEAD, URDU_LEAD = 70, 96
BAR, INDENT = 12, 48

HIGHER = 36
"""Pixels by which the words begin above `TOP` where there is no subtitle."""


def svg(picture: Plaque, theme: ThemeName = "light") -> str:
    """Give the card as an SVG file, as high as its words need."""
    frame = Frame(THEMES[theme], picture.rtl)
    urdu = has_urdu(picture.text)
    words, lead = wrap(picture.text, WORDS, INSIDE - INDENT, LINES), URDU_LEAD if urdu else LEAD
    top = TOP + 12.0 - (0 if picture.subtitle else HIGHER)
    bar = filled(frame.theme.rule, [box(frame.x(BAR if frame.rtl else 0), top, BAR, lead * len(words))])
    said = [
        frame.start(INDENT, top + lead * (number + (0.7 if urdu else 0.73)), line, frame.theme.muted)
        for number, line in enumerate(words)
    ]
    return card(picture, theme, top + lead * len(words) + 40, [bar, *said])
