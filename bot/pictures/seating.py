"""The half circle of a chamber for a terminal: glyphs and a legend, in lines that keep to their width."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, groupby

from wcwidth import wcwidth

from bot.drawings import Hemicycle
from bot.pictures.columns import cut, paint, painted, row
from bot.pictures.plain import plain
from bot.pictures.seats import share
from bot.pictures.svg import written

SEAT, HOLLOW = "●", "○"
NARROWEST, WIDEST_LEGEND = 20, 72
HOLE = 0.4
HIGHEST = 24
"""Rows of the half circle at most, so that it stays in sight together with some legend."""
LETTERS = "".join(
    letter
    for code in (*range(0x41, 0x250), *range(0x400, 0x530))
    if (letter := chr(code)).isalpha() and wcwidth(letter) == 1
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the chamber: its glyph, its ANSI colour sequence (or nothing) and its words in the legend."""

    glyph: str
    paint: str
    words: str
    seats: int
    figure: str

    def line(self, width: int) -> str:
        """Give the legend line: glyph, words and seats."""
        return f"{painted(self.paint, self.glyph)} {row(self.words, self.figure, width - 2)}"


def half_circle(picture: Hemicycle, width: int, colour: bool) -> list[str]:
    """Give the half circle, at most `width` columns wide, and its legend: groups, unknown seats, total, majority.

    One glyph is one seat wherever the house has room. In a narrower terminal the glyphs stand for seats in proportion,
    by largest remainder (a small group may have none), and a line such as `● ≈ 5.2` says for how many. With `colour`,
    glyphs carry 24-bit ANSI colours that show on black and on white; without, each group has a letter of its own (past
    700 groups with seats, some share one). Title, subtitle and source belong to the text around the picture.
    Raises ValueError under `NARROWEST` columns and for a total whose figure takes half a line.
    """
    if width < NARROWEST:
        raise ValueError(f"a picture needs {NARROWEST} columns, not {width}")
    if len(str(picture.total)) > width // 2:
        raise ValueError("no chamber has so many seats")
    entries = _entries(picture, colour)
    cells = _cells(picture.total, width)
    shown = [entry.seats for entry in entries]
    if len(cells) < picture.total:
        shown = share(len(cells), shown)
    seated = [entry for entry, count in zip(entries, shown, strict=True) for _ in range(count)]
    lines = _draw(dict(zip(cells, seated, strict=True)))
    if len(cells) < picture.total:
        lines.append(f"{SEAT} ≈ {picture.total / len(cells):.1f}")
    return [*lines, "", *_legend(picture, entries, min(width, WIDEST_LEGEND))]


def _entries(picture: Hemicycle, colour: bool) -> list[Entry]:
    glyphs = iter(cycle(SEAT)) if colour else _letters([group.label for group in picture.groups if group.seats])
    entries = [
        Entry(
            next(glyphs) if group.seats else " ",
            paint(group.colour) if colour else "",
            " ".join(filter(None, (plain(group.label), plain(group.name)))),
            group.seats,
            plain(group.figure) or written(group.seats, picture.digits),
        )
        for group in picture.groups
    ]
    unknown = picture.total - sum(group.seats for group in picture.groups)
    return (
        [*entries, Entry(HOLLOW, "", plain(picture.unknown), unknown, written(unknown, picture.digits))]
        if unknown
        else entries
    )


def _letters(labels: list[str]) -> Iterator[str]:
    """Give each label the first free letter of its own, else the next free one."""
    free = dict.fromkeys(LETTERS)
    for label in labels:
        if not free:
            free = dict.fromkeys(LETTERS)
        own = (letter for letter in plain(label)[:8].upper() if letter in free)
        letter = next(own, None) or next(iter(free))
        del free[letter]
        yield letter


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A place for a glyph, `row` counted upwards from the base line, `column` from the left end of the drawing."""

    row: int
    column: int


@lru_cache(maxsize=64)
def _cells(total: int, width: int) -> tuple[Cell, ...]:
    """Give a cell for each seat from left to right by angle, or all cells there are where there are too few.

    Square cells of two columns read best; single columns hold twice as many.
    """
    for step in (2, 1):
        for rows in range(1, HIGHEST + 1):
            cells = _ring(rows, step)
            if max(cell.column for _, _, cell in cells) >= width:
                break
            best = cells
            if len(cells) >= total:
                return _outermost(cells, total)
    return _outermost(best, total)


Placed = tuple[float, float, Cell]
"""Angle from the left, distance from the middle, and the cell there."""


def _ring(rows: int, step: int) -> list[Placed]:
    """Give the cells of a half ring so many rows high; a row is as high as two columns are wide."""
    across = 4 * rows // step
    placed: list[Placed] = []
    for high in range(rows):
        for i in range(across):
            x, y = (i - (across - 1) / 2) * step, 2 * high + 1
            away = math.hypot(x, y) / (2 * rows)
            if HOLE <= away <= 1:
                placed.append((math.pi - math.atan2(y, x), away, Cell(high, i * step)))
    return placed


def _outermost(cells: list[Placed], total: int) -> tuple[Cell, ...]:
    """Give `total` of the cells by angle; the innermost are the ones left empty."""
    kept = sorted(cells, key=lambda placed: placed[1])[-total:]
    return tuple(cell for _, _, cell in sorted(kept))


def _draw(seated: dict[Cell, Entry]) -> list[str]:
    top = max(cell.row for cell in seated)
    left = min(cell.column for cell in seated)
    rows: list[dict[int, Entry]] = [{} for _ in range(top + 1)]
    for cell, entry in seated.items():
        rows[top - cell.row][cell.column - left] = entry
    return [_line(row) for row in rows]


def _line(row: dict[int, Entry]) -> str:
    """Give one line of the drawing; a colour is switched on once for neighbours that share it."""
    places = (row.get(column) for column in range(max(row, default=-1) + 1))
    runs = groupby(places, key=lambda entry: entry.paint if entry else "")
    return "".join(painted(paint, "".join(entry.glyph if entry else " " for entry in run)) for paint, run in runs)


def _legend(picture: Hemicycle, entries: list[Entry], width: int) -> list[str]:
    rows = [entry.line(width) for entry in entries]
    total = row(plain(picture.total_label), written(picture.total, picture.digits), width - 2)
    majority = [f"  {cut(plain(picture.majority_label), width - 2)}"] if picture.majority is not None else []
    return [*rows, f"  {total}", *majority]
