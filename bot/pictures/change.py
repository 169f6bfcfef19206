"""The card of a revision: each figure as it was and as it is, and why."""

from __future__ import annotations

from collections.abc import Iterator

from bot.drawings import Change, Shift
from bot.pictures.frame import INSIDE, TOP, Frame, card
from bot.pictures.svg import Fitted, Type, fit, line, wrap
from bot.pictures.themes import THEMES, ThemeName

MOST_ROWS = 12
"""Figures on one card; the last row then says how many more there are."""
LEAD = 50

LABEL = Type(42, 32, bold=True)
BEFORE = Type(58, 34)
AFTER = Type(72, 38, bold=True)
NOTE = Type(32, 32)
ARROW = 92


def svg(picture: Change, theme: ThemeName = "light") -> str:
    """Give the card as an SVG file, as high as its figures need."""
    frame = Frame(THEMES[theme], picture.rtl)
    shown: list[str] = []
    top = float(TOP + 10)
    for number, shift in enumerate(_kept(picture.shifts)):
        if number:
            shown.append(frame.rule(top + 12))
        note = wrap(shift.note, NOTE, INSIDE, lines=3)
        shown += _shift(shift, note, top, frame)
        top += 190 + LEAD * len(note)
    return card(picture, theme, top + 12, shown)


def _kept(shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    if len(shifts) <= MOST_ROWS:
        return shifts
    return (*shifts[: MOST_ROWS - 1], Shift(f"+{len(shifts) - MOST_ROWS + 1}", "", ""))


def _shift(shift: Shift, note: list[Fitted], top: float, frame: Frame) -> Iterator[str]:
    theme = frame.theme
    yield frame.start(0, top + 66, fit(shift.label, LABEL, INSIDE), theme.ink)
    half = (INSIDE - ARROW) / 2
    before, after = fit(shift.before, BEFORE, half), fit(shift.after, AFTER, half)
    base = top + 158
    yield frame.start(0, base, before, theme.muted, struck=True)
    if before.words:
        yield from _arrow(before.width + 24, base - 22, frame)
    yield frame.start(before.width + ARROW if before.words else 0, base, after, theme.ink)
    for number, words in enumerate(note):
        yield frame.start(0, base + 58 + LEAD * number, words, theme.muted)


def _arrow(indent: float, y: float, frame: Frame) -> Iterator[str]:
    """Give an arrow in the direction of reading: a sign of a font would not turn with the language."""
    start, tip = frame.x(indent), frame.x(indent + 44)
    back = frame.x(indent + 28)
    yield line((start, y), (tip, y), frame.theme.ink, 5)
    yield line((back, y - 14), (tip, y), frame.theme.ink, 5)
    yield line((back, y + 14), (tip, y), frame.theme.ink, 5)
