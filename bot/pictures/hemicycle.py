"""The card of a chamber: a half circle of seats, its majority, a legend with every figure, source and code."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.drawings import Group, Hemicycle
from bot.pictures.frame import INSIDE, TOP, WIDE, Frame, card
from bot.pictures.labels import Box, Surroundings, spread
from bot.pictures.scripts import has_urdu
from bot.pictures.seats import HOLE, Seat, arc
from bot.pictures.svg import Type, circle, filled, fit, hatched, hollow, line, text, written
from bot.pictures.themes import THEMES, Theme, ThemeName

RADIUS = 384
CENTRE = (WIDE / 2, 702.0)
ROW = 74
MOST_ROWS = 60
"""Rows of a legend: a higher card than these make is refused by Telegram (width and height together under 10,000)."""
LABELLED = 0.04
"""Share of the seats from which a group is also named beside its seats."""

MAJORITY = Type(36, 30, bold=True)
TOTAL = Type(112, 48, bold=True)
TOTAL_LABEL = Type(36, 28)
AROUND = Type(38, 32, bold=True)
LABEL = Type(40, 32, bold=True)
NAME = Type(34, 30)
FIGURE = Type(42, 30, bold=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the legend; `colour` is the paint of its seats, nothing where they are hollow."""

    label: str
    name: str
    seats: int
    figure: str
    colour: str | None


def svg(picture: Hemicycle, theme: ThemeName = "light") -> str:
    """Give the card as an SVG file `WIDE` pixels across, as high as its legend needs.

    Raises ValueError for more seats than `seats.MOST` and for a colour that is not `#rrggbb`.
    """
    frame = Frame(THEMES[theme], picture.rtl)
    paints = frame.theme.paints([group.colour for group in picture.groups])
    legend = _entries(picture, paints, frame.theme.ground)
    shown = [*_chamber(picture, frame.theme, paints), *_legend(legend, frame)]
    return card(picture, theme, CENTRE[1] + 66 + ROW * len(legend) + 28, shown)


def _chamber(picture: Hemicycle, theme: Theme, paints: list[str]) -> Iterator[str]:
    space = Box(20, TOP, WIDE - 20, CENTRE[1] + 8)
    surroundings = Surroundings(*CENTRE, RADIUS, space)
    if picture.majority is not None:
        yield from _majority(picture, picture.majority, surroundings, theme)
    yield from _seats(picture, theme, paints)
    yield from _around(picture, surroundings, theme)
    free = HOLE * RADIUS
    yield text(CENTRE[0], CENTRE[1] - 38, fit(_number(picture, picture.total), TOTAL, free * 1.34), theme.ink, "middle")
    label = fit(picture.total_label, TOTAL_LABEL, free * 1.86)
    yield text(CENTRE[0], CENTRE[1] + (26 if has_urdu(label.words) else 6), label, theme.muted, "middle")


def _majority(picture: Hemicycle, majority: int, around: Surroundings, theme: Theme) -> Iterator[str]:
    """Give the line that a majority counted from either side has to cross, drawn under the seats to hide none."""
    angle = majority_angle(majority, picture.total)
    inner, outer = _point(angle, HOLE * RADIUS - 6), _point(angle, RADIUS + 64)
    yield line(inner, outer, theme.ink, 4, "13 9")
    edge = _point(angle, RADIUS)
    around.taken.append(
        Box(
            min(edge[0], outer[0]) - 12,
            min(edge[1], outer[1]),
            max(edge[0], outer[0]) + 12,
            max(edge[1], outer[1]),
        )
    )
    label = fit(picture.majority_label, MAJORITY, WIDE / 2)
    towards_top = [angle + (math.pi / 2 - angle) * step / 30 for step in range(31)]
    if label.words and (spot := around.place(label, towards_top, 70, 130)):
        yield text(spot.x, spot.y, label, theme.ink, "middle")


def majority_angle(majority: int, total: int) -> float:
    """Give where the majority line stands: upright for more than half, else after the seat before the deciding one."""
    if majority == total // 2 + 1:
        return math.pi / 2
    return math.pi * (1 - min(max(majority - 1, 0), total) / total)


def _blocks(picture: Hemicycle) -> list[tuple[Group | None, tuple[Seat, ...]]]:
    """Give each group with its seats, from the left, then what nobody accounts for."""
    seats = arc(picture.total).seats
    ends = list(accumulate((group.seats for group in picture.groups), initial=0))
    own = [(group, seats[start:end]) for group, start, end in zip(picture.groups, ends[:-1], ends[1:], strict=True)]
    return [*own, (None, seats[ends[-1] :])]


def _seats(picture: Hemicycle, theme: Theme, paints: list[str]) -> Iterator[str]:
    radius = arc(picture.total).pitch * RADIUS / 2 * 0.88
    for number, (group, seats) in enumerate(_blocks(picture)):
        places = [(CENTRE[0] + seat.x * RADIUS, CENTRE[1] - seat.y * RADIUS) for seat in seats]
        if group and seats:
            sure = len(places) - group.disputed
            yield filled(paints[number], (circle(x, y, radius) for x, y in places[:sure]))
            if group.disputed:
                yield hatched(paints[number], theme.ground, (circle(x, y, radius) for x, y in places[sure:]))
        elif seats:
            thickness = max(2.0, radius * 0.2)
            yield hollow(theme.muted, thickness, (circle(x, y, radius - thickness / 2) for x, y in places))


def _around(picture: Hemicycle, around: Surroundings, theme: Theme) -> Iterator[str]:
    """Give the labels of the large groups beside their seats, the largest first; the legend has those without room."""
    large = [(group, seats) for group, seats in _blocks(picture) if group and len(seats) >= LABELLED * picture.total]
    for group, seats in sorted(large, key=lambda pair: -len(pair[1])):
        middle = sum(seat.angle for seat in seats) / len(seats)
        angles = spread(middle, abs(seats[0].angle - seats[-1].angle) * 0.4)
        for size in (AROUND.size, AROUND.smallest):
            label = fit(group.label, Type(size, size, bold=True), 260)
            if label.whole and label.words and (spot := around.place(label, angles, 14, 80)):
                yield text(spot.x, spot.y, label, theme.ink, "middle")
                break


def _entries(picture: Hemicycle, paints: list[str], ground: str) -> list[Entry]:
    """Give the rows of the legend; groups beyond `MOST_ROWS` share one that says how many they are."""
    rows = [
        Entry(group.label, group.name, group.seats, group.figure or _number(picture, group.seats), paint)
        for group, paint in zip(picture.groups, paints, strict=True)
    ]
    if len(rows) > MOST_ROWS:
        rest = rows[MOST_ROWS - 1 :]
        seats = sum(row.seats for row in rest)
        rows = [*rows[: MOST_ROWS - 1], Entry(f"+{len(rest)}", "", seats, _number(picture, seats), ground)]
    if unknown := picture.total - sum(group.seats for group in picture.groups):
        rows.append(Entry("", picture.unknown, unknown, _number(picture, unknown), None))
    return rows


def _number(picture: Hemicycle, value: int) -> str:
    return written(value, picture.digits)


def _legend(entries: list[Entry], frame: Frame) -> Iterator[str]:
    theme = frame.theme
    figures = [fit(entry.figure, FIGURE, 220) for entry in entries]
    labels = [fit(entry.label, LABEL, 230) for entry in entries]
    column = max((label.width for label in labels), default=0)
    room = INSIDE - 56 - 28 - max((figure.width for figure in figures), default=0)
    for i, (entry, label, figure) in enumerate(zip(entries, labels, figures, strict=True)):
        top = CENTRE[1] + 66 + ROW * i
        base = top + 52
        if i:
            yield frame.rule(top)
        dot = circle(frame.x(17), base - 14, 17 if entry.colour else 15)
        yield filled(entry.colour, [dot]) if entry.colour else hollow(theme.muted, 4, [dot])
        yield frame.start(56, base, label, theme.ink)
        indent = column + 24 if label.words else 0
        yield frame.start(56 + indent, base, fit(entry.name, NAME, room - indent), theme.muted)
        yield frame.end(base, figure, theme.ink)


def _point(angle: float, distance: float) -> tuple[float, float]:
    return CENTRE[0] + distance * math.cos(angle), CENTRE[1] - distance * math.sin(angle)
