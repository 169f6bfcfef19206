"""The card of a count: a bar a number, all on one scale from 0; what is missing from the sum is drawn hollow."""

from __future__ import annotations

from collections.abc import Iterator

from bot.drawings import Bar, Bars
from bot.pictures.frame import INSIDE, TOP, Frame, card
from bot.pictures.svg import Fitted, Type, box, filled, fit, hatched, hollow, wrap
from bot.pictures.themes import THEMES, ThemeName

ROW = 148
THICK = 42
MOST_ROWS = 40
"""Bars on one card; the last then says how many more there are."""
LEAST = 3.0
"""Pixels of a bar that is not 0, so that it is there to see."""

LABEL = Type(42, 32, bold=True)
NOTE = Type(32, 28)
FIGURE = Type(46, 30, bold=True)
REMARK = Type(32, 32)
REMARK_LEAD = 48


def svg(picture: Bars, theme: ThemeName = "light") -> str:
    """Give the card as an SVG file, as high as its bars need. Raises ValueError for a colour that is not `#rrggbb`."""
    frame = Frame(THEMES[theme], picture.rtl)
    bars = _kept(picture.bars)
    remark = wrap(picture.note, REMARK, INSIDE, lines=3)
    bottom = TOP + 24 + ROW * len(bars) + REMARK_LEAD * len(remark)
    return card(picture, theme, bottom, [*_bars(bars, frame), *_remark(remark, len(bars), frame)])


def _kept(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    if len(bars) <= MOST_ROWS:
        return bars
    return (*bars[: MOST_ROWS - 1], Bar(f"+{len(bars) - MOST_ROWS + 1}", "", None))


def _bars(bars: tuple[Bar, ...], frame: Frame) -> Iterator[str]:
    longest = max((max(bar.value or 0, bar.most or 0) for bar in bars), default=0) or 1
    paints = frame.theme.paints([bar.colour for bar in bars])
    for number, (bar, paint) in enumerate(zip(bars, paints, strict=True)):
        top = TOP + 24 + ROW * number
        yield from _words(bar, top + 46, frame)
        yield from strip(bar, paint, INSIDE / longest, top + 66, frame)


def _words(bar: Bar, base: float, frame: Frame) -> Iterator[str]:
    figure = fit(bar.figure, FIGURE, 380)
    label = fit(bar.label, LABEL, INSIDE - figure.width - 28)
    yield frame.start(0, base, label, frame.theme.ink)
    room = INSIDE - figure.width - 28 - label.width - 22
    note = fit(bar.note, NOTE, room) if room > NOTE.smallest * 3 else Fitted("", NOTE)
    if note.whole or not bar.note:
        yield frame.start(label.width + 22, base, note, frame.theme.muted)
    yield frame.end(base, figure, frame.theme.ink)


def strip(bar: Bar, paint: str, scale: float, top: float, frame: Frame) -> Iterator[str]:
    """Give the bar itself: filled as far as reports agree, hatched where they do not, or only its outline."""
    if bar.value is None and bar.most is None:
        return
    value = bar.value or 0
    long = max(value * scale, LEAST if value else 0)
    if bar.hollow:
        yield hollow(frame.theme.muted, 4, [_box(0, max(long, 8), top, frame)])
        return
    yield filled(paint, [_box(0, long, top, frame)])
    if bar.most is not None and bar.most > value:
        extra = max((bar.most - value) * scale, 3 * LEAST)
        yield hatched(paint, frame.theme.ground, [_box(long, min(extra, INSIDE - long), top, frame)])


def _box(indent: float, long: float, top: float, frame: Frame) -> str:
    left = frame.x(indent + long) if frame.rtl else frame.x(indent)
    return box(left, top, long, THICK)


def _remark(lines: list[Fitted], rows: int, frame: Frame) -> Iterator[str]:
    top = TOP + 24 + ROW * rows + 30
    for number, words in enumerate(lines):
        yield frame.start(0, top + REMARK_LEAD * number, words, frame.theme.muted)
