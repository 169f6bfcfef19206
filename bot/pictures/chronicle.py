"""The card of events in their order: a dot for what happened, a ring for what was only planned."""

from __future__ import annotations

from collections.abc import Iterator

from bot.drawings import Chronicle, Moment
from bot.pictures.frame import INSIDE, TOP, Frame, card
from bot.pictures.scripts import has_urdu
from bot.pictures.svg import Fitted, Type, circle, filled, fit, hollow, line, wrap
from bot.pictures.themes import THEMES, ThemeName

MOST = 12
"""Events on one card, the newest; the note says that there are more."""
INDENT = 62
LINES = 3

DAY = Type(36, 30, bold=True)
TEXT = Type(34, 34)
NOTE = Type(32, 28)
LEAD, URDU_LEAD = 46, 58


def svg(picture: Chronicle, theme: ThemeName = "light") -> str:
    """Give the card as an SVG file, as high as its events need."""
    frame = Frame(THEMES[theme], picture.rtl)
    shown: list[str] = []
    dots: list[float] = []
    top = float(TOP + 20)
    for moment in picture.moments[-MOST:]:
        words = wrap(moment.text, TEXT, INSIDE - INDENT, LINES)
        lead = URDU_LEAD if has_urdu(moment.text) else LEAD
        shown += _moment(moment, words, lead, top, frame)
        dots.append(top + 30)
        top += 62 + lead * len(words) + 26
    shown = [*_thread(dots, frame), *shown, *_dots(picture.moments[-MOST:], dots, frame)]
    if picture.note:
        shown.append(frame.start(INDENT, top + 26, fit(picture.note, NOTE, INSIDE - INDENT), frame.theme.muted))
        top += 50
    return card(picture, theme, top + 6, shown)


def _moment(moment: Moment, words: list[Fitted], lead: float, top: float, frame: Frame) -> Iterator[str]:
    yield frame.start(INDENT, top + 43, fit(moment.day, DAY, INSIDE - INDENT), frame.theme.ink)
    for number, each in enumerate(words):
        yield frame.start(INDENT, top + 50 + lead * (number + 0.9), each, frame.theme.muted)


def _thread(dots: list[float], frame: Frame) -> Iterator[str]:
    if len(dots) > 1:
        yield line((frame.x(17), dots[0]), (frame.x(17), dots[-1]), frame.theme.rule, 5)


def _dots(moments: tuple[Moment, ...], dots: list[float], frame: Frame) -> Iterator[str]:
    for moment, y in zip(moments, dots, strict=True):
        x = frame.x(17)
        yield filled(frame.theme.ground if moment.planned else frame.theme.ink, [circle(x, y, 14)])
        if moment.planned:
            yield hollow(frame.theme.ink, 5, [circle(x, y, 13)])
