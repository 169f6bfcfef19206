"""A piece of a chat as an SVG, 360 points wide at two pixels a point: what was typed, what came, its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from bot.pictures.measure import width
from bot.pictures.svg import Type, document, fit, text

WIDE, MARGIN, INSET = 720, 20, 24
BUBBLE = WIDE - 2 * MARGIN - 40
SIZE, LEAD = 27, 38
ROUND, GAP, KEY = 22, 16, 62
GROUND, THEIRS, OURS, KEYS, INK, MUTED, LINK = (
    "#cfdbe6",
    "#ffffff",
    "#e2f7cb",
    "#f4f7fa",
    "#14181f",
    "#4f5865",
    "#1f6aa8",
)
ARROW, ARROW_ROOM = "\u2192", 44.0
_UNSEEN = re.compile("[\u200b\u200f\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Said:
    """One bubble: its text, the entities in it as Telegram names them, its buttons by row, and whether we typed it."""

    text: str
    entities: tuple[dict[str, object], ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    mine: bool = False

    @property
    def lines(self) -> list[str]:
        """What can be read in it, line by line, the buttons last."""
        rows = [" ".join(f"[{label}]" for label in row) for row in self.buttons]
        return [seen(line) for line in [*self.text.split("\n"), *rows] if line]


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the space before it, and how it is set."""

    text: str
    bold: bool = False
    fill: str = INK

    @property
    def width(self) -> float:
        """The most pixels it takes."""
        return ARROW_ROOM if self.text.strip() == ARROW else width(self.text, SIZE, bold=self.bold)


def seen(text: str) -> str:
    """Give the text without the signs nobody sees."""
    return _UNSEEN.sub("", text)


def chat(said: Iterable[Said], alt: str) -> str:
    """Give the bubbles below one another as an SVG file."""
    elements: list[str] = []
    top = float(MARGIN)
    for each in said:
        drawn, top = _bubble(each, top)
        elements += drawn
        top += GAP
    return document(WIDE, int(top - GAP + MARGIN), GROUND, alt, elements)


def _bubble(said: Said, top: float) -> tuple[list[str], float]:
    """Give the elements of a bubble and its buttons, and where they end."""
    lines = [line for words in _paragraphs(said) for line in _wrapped(words)]
    wide = max(_width(line) for line in lines) + 2 * INSET if said.mine else float(BUBBLE)
    left = WIDE - MARGIN - wide if said.mine else float(MARGIN)
    high = len(lines) * LEAD + INSET
    out = [_box(left, top, wide, high, OURS if said.mine else THEIRS)]
    out += [_line(left + INSET, top + INSET / 2 + LEAD * (at + 0.72), line) for at, line in enumerate(lines)]
    bottom = top + high
    for row in said.buttons:
        out += _keys(row, left, bottom + 6)
        bottom += KEY + 6
    return out, bottom


def _keys(labels: tuple[str, ...], left: float, top: float) -> Iterator[str]:
    wide = (BUBBLE - 6 * (len(labels) - 1)) / len(labels)
    for at, label in enumerate(labels):
        x = left + at * (wide + 6)
        yield _box(x, top, wide, KEY, KEYS)
        yield text(x + wide / 2, top + KEY * 0.64, fit(seen(label), Type(25, 18), wide - 24), LINK, "middle")


def _paragraphs(said: Said) -> Iterator[list[Word]]:
    """Give each line of a text as words with the look of their entities; Telegram counts those in UTF-16 units."""
    data, at = said.text.encode("utf-16-le"), 0
    for line in said.text.split("\n"):
        words = []
        for match in re.finditer(r"\s*\S+", line):
            begin = at + len(line[: match.start()].encode("utf-16-le")) // 2
            end = begin + len(match[0].encode("utf-16-le")) // 2
            if word := seen(match[0]):
                words.append(_set(word, {str(each["type"]) for each in said.entities if _covers(each, begin, end)}))
        at += len(line.encode("utf-16-le")) // 2 + 1
        yield words
    assert at * 2 == len(data) + 2


def _covers(entity: dict[str, object], begin: int, end: int) -> bool:
    offset, length = int(str(entity["offset"])), int(str(entity["length"]))
    return offset < end and begin < offset + length


def _set(word: str, kinds: set[str]) -> Word:
    fill = LINK if "text_link" in kinds else MUTED if kinds & {"italic", "code"} else INK
    return Word(word, bold="bold" in kinds, fill=fill)


def _wrapped(words: list[Word]) -> Iterator[list[Word]]:
    """Give the words on lines as wide as the bubble; a word wider than that is broken."""
    line: list[Word] = []
    room = BUBBLE - 2 * INSET
    for word in (piece for each in words for piece in _broken(each, room)):
        if line and _width(line) + word.width > room:
            yield line
            line = []
        line.append(word if line else Word(word.text.lstrip(), word.bold, word.fill))
    yield line


def _broken(word: Word, room: float) -> Iterator[Word]:
    rest = word.text
    while width(rest, SIZE, bold=word.bold) > room:
        at = max(n for n in range(1, len(rest)) if width(rest[:n], SIZE, bold=word.bold) <= room)
        yield Word(rest[:at], word.bold, word.fill)
        rest = rest[at:]
    yield Word(rest, word.bold, word.fill)


def _width(line: list[Word]) -> float:
    return sum(word.width for word in line)


def _line(x: float, y: float, words: list[Word]) -> str:
    """Give a line; its arrows, which our fonts do not have, are drawn."""
    out, run = [], list[Word]()
    for word in [*words, Word("")]:
        if word.text.strip() != ARROW and word.text:
            run.append(word)
            continue
        out += [_run(x, y, run)] if run else []
        x += _width(run)
        run = []
        if word.text:
            out.append(_arrow(x + ARROW_ROOM / 4, y - SIZE * 0.3, word.fill))
            x += ARROW_ROOM
    return "".join(out)


def _run(x: float, y: float, words: list[Word]) -> str:
    spans = "".join(_span(word) for word in words)
    return f'<text x="{x:g}" y="{y:g}" font-size="{SIZE}" xml:space="preserve">{spans}</text>'


def _arrow(x: float, y: float, fill: str) -> str:
    end = x + ARROW_ROOM / 2
    path = f"M{x:g} {y:g}H{end:g}M{end - 7:g} {y - 7:g}L{end:g} {y:g}L{end - 7:g} {y + 7:g}"
    return f'<path d="{path}" fill="none" stroke="{fill}" stroke-width="3"/>'


def _span(word: Word) -> str:
    weight = ' font-weight="700"' if word.bold else ""
    return f'<tspan fill="{word.fill}"{weight}>{escape(word.text)}</tspan>'


def _box(left: float, top: float, wide: float, high: float, fill: str) -> str:
    place = f'x="{left:g}" y="{top:g}" width="{wide:.1f}" height="{high:g}"'
    return f'<rect {place} rx="{ROUND}" fill="{fill}"/>'
