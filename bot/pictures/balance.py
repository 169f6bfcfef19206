"""The card of a vote: one line, a side from each end, hollow between them what nobody accounts for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.drawings import Balance, Bar
from bot.pictures.frame import INSIDE, MARGIN, TOP, WIDE, Frame, card
from bot.pictures.svg import Type, box, circle, filled, fit, hatched, hollow, line, text
from bot.pictures.themes import THEMES, ThemeName

STRIP = TOP + 108.0
THICK = 96.0
LEGEND = STRIP + THICK + 40
ROW = 74

NEEDED = Type(40, 30, bold=True)
LABEL = Type(40, 32, bold=True)
NOTE = Type(32, 28)
FIGURE = Type(46, 30, bold=True)


def svg(picture: Balance, theme: ThemeName = "light") -> str:
    """Give the card as an SVG file. Raises ValueError for a total under 1 and for a colour that is not `#rrggbb`."""
    if picture.total < 1:
        raise ValueError("a vote has at least one elector")
    frame = Frame(THEMES[theme], picture.rtl)
    paints = frame.theme.paints([picture.left.colour, picture.right.colour])
    rows = [(picture.left, paints[0]), (picture.right, paints[1])]
    if picture.between.value or picture.between.figure:
        rows.append((picture.between, ""))
    shown = [*_line(picture, paints, frame), *_legend(rows, frame)]
    return card(picture, theme, LEGEND + ROW * len(rows) + 28, shown)


def _line(picture: Balance, paints: list[str], frame: Frame) -> Iterator[str]:
    scale = INSIDE / picture.total
    left, right = ((side.value or 0) * scale for side in (picture.left, picture.right))
    yield hollow(frame.theme.muted, 4, [box(MARGIN + 2, STRIP + 2, INSIDE - 4, THICK - 4)])
    for side, paint, at, long in (
        (picture.left, paints[0], MARGIN, left),
        (picture.right, paints[1], WIDE - MARGIN - right, right),
    ):
        yield filled(paint, [box(at, STRIP, long, THICK)])
        if side.most is not None and side.most > (side.value or 0):
            extra = (side.most - (side.value or 0)) * scale
            from_ = at + long if at == MARGIN else at - extra
            yield hatched(paint, frame.theme.ground, [box(from_, STRIP + 2, extra, THICK - 4)])
    if picture.needed is not None:
        yield from _needed(picture, picture.needed, frame)


def _needed(picture: Balance, needed: int, frame: Frame) -> Iterator[str]:
    """Give the line that the left side has to reach, and what it is, above it."""
    at = MARGIN + INSIDE * min(max(needed, 0), picture.total) / picture.total
    yield line((at, STRIP - 22), (at, STRIP + THICK + 16), frame.theme.ink, 5)
    label = fit(picture.needed_label, NEEDED, INSIDE)
    middle = min(max(at, MARGIN + label.width / 2), WIDE - MARGIN - label.width / 2)
    yield text(middle, STRIP - 40, label, frame.theme.ink, "middle")


def _legend(rows: list[tuple[Bar, str]], frame: Frame) -> Iterator[str]:
    for number, (bar, paint) in enumerate(rows):
        top = LEGEND + ROW * number
        base = top + 52
        if number:
            yield frame.rule(top)
        mark = circle(frame.x(17), base - 14, 17 if paint else 15)
        yield filled(paint, [mark]) if paint else hollow(frame.theme.muted, 4, [mark])
        figure = fit(bar.figure, FIGURE, 380)
        label = fit(bar.label, LABEL, INSIDE - 56 - 28 - figure.width)
        yield frame.start(56, base, label, frame.theme.ink)
        indent = 56 + label.width + 24
        note = fit(bar.note, NOTE, max(INSIDE - indent - 28 - figure.width, 0))
        yield frame.start(indent, base, note, frame.theme.muted)
        yield frame.end(base, figure, frame.theme.ink)
