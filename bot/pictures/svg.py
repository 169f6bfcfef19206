"""The few SVG elements a card is made of. Every text goes through `text`, which leaves no markup in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from bot.pictures.measure import FAMILY, URDU, width
from bot.pictures.plain import plain
from bot.pictures.scripts import has_urdu, runs

Anchor = Literal["start", "middle", "end"]
ELLIPSIS = "…"
DANGLING = " ,;:.-(\u2013\u2014\u200c\u200d"
"""What reads badly before an ellipsis."""


@dataclass(frozen=True, slots=True)
class Type:
    """How letters are set: size and `spacing` in pixels, and the smallest size they may shrink to."""

    size: float
    smallest: float
    bold: bool = False
    spacing: float = 0.0

    def width(self, words: str) -> float:
        """Give the most pixels the words take in this type."""
        return width(words, self.size, bold=self.bold, spacing=self.spacing)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words and the type in which they keep to their width; `whole` unless an ellipsis stands for the rest."""

    words: str
    type: Type
    whole: bool = True

    @property
    def width(self) -> float:
        """The most pixels the words take."""
        return self.type.width(self.words)


def fit(words: str, type_: Type, room: float) -> Fitted:
    """Give the words so that they take at most `room` pixels: smaller first, then cut short with an ellipsis.

    Where not even the ellipsis has room, there are no words.
    """
    words = plain(words)
    needed = type_.width(words)
    if needed <= room:
        return Fitted(words, type_)
    size = max(type_.smallest, int(type_.size * room / needed * 2) / 2)  # half pixels keep the files readable
    small = replace(type_, size=size)
    if small.width(words) <= room:
        return Fitted(words, small)
    return Fitted(_cut(words, small, room), small, whole=False)


def wrap(words: str, type_: Type, room: float, lines: int) -> list[Fitted]:
    """Give the words on at most so many lines in one size, broken at spaces (inside a word only if it must be)."""
    rest = plain(words)
    out: list[Fitted] = []
    while rest and len(out) < lines - 1 and type_.width(rest) > room:
        head = _head(rest, type_, room)
        at = head.rfind(" ") if rest[len(head) : len(head) + 1] != " " else len(head)
        at = at if at > 0 else max(len(head), 1)
        out.append(Fitted(rest[:at].rstrip(), type_))
        rest = rest[at:].lstrip()
    return [*out, fit(rest, replace(type_, smallest=type_.size), room)] if rest else out


def _cut(words: str, type_: Type, room: float) -> str:
    head = _head(words, type_, room - type_.width(ELLIPSIS)).rstrip(DANGLING)
    return head + ELLIPSIS if type_.width(ELLIPSIS) <= room else ""


def _head(words: str, type_: Type, room: float) -> str:
    """Give the longest beginning of the words that takes at most `room` pixels."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if type_.width(words[:middle]) <= room else (low, middle - 1)
    return words[:low]


def text(x: float, y: float, fitted: Fitted, fill: str, anchor: Anchor = "start", *, struck: bool = False) -> str:
    """Give a `<text>` whose base line is at y. The one place where scripts beside Latin get their own runs."""
    kind = fitted.type
    weight = ' font-weight="700"' if kind.bold else ""
    spacing = f' letter-spacing="{number(kind.spacing)}"' if kind.spacing else ""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(kind.size)}"{weight}{spacing}'
    font, content = "", escape(fitted.words)
    if has_urdu(fitted.words):
        font, content = f' font-family="{URDU}"', runs(fitted.words, FAMILY)
    line_ = ' text-decoration="line-through"' if struck else ""
    return f'<text {place}{font} text-anchor="{anchor}" fill="{fill}"{line_}>{content}</text>'


def box(left: float, top: float, wide: float, high: float, corner: float = 0) -> str:
    """Give a rectangle that takes its paint from the group round it."""
    place = f'x="{number(left)}" y="{number(top)}" width="{number(wide)}" height="{number(high)}"'
    return f'<rect {place} rx="{number(corner)}"/>'


def circle(x: float, y: float, radius: float) -> str:
    """Give a circle that takes its paint from the group round it."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def filled(colour: str, shapes: Iterable[str]) -> str:
    """Give a group of shapes filled with a colour."""
    return f'<g fill="{colour}">{"".join(shapes)}</g>'


def hatched(colour: str, ground: str, shapes: Iterable[str]) -> str:
    """Give a group of shapes in stripes of a colour: what another report denies."""
    name = f"hatch{colour.removeprefix('#')}"
    size = 'width="11" height="11" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    stripe = f'<rect width="11" height="11" fill="{ground}"/><rect width="6" height="11" fill="{colour}"/>'
    outline = f'stroke="{colour}" stroke-width="3"'
    return f'<pattern id="{name}" {size}>{stripe}</pattern><g fill="url(#{name})" {outline}>{"".join(shapes)}</g>'


def hollow(colour: str, thickness: float, shapes: Iterable[str]) -> str:
    """Give a group of shapes of which only the outline is drawn."""
    return f'<g fill="none" stroke="{colour}" stroke-width="{number(thickness)}">{"".join(shapes)}</g>'


def line(start: tuple[float, float], end: tuple[float, float], colour: str, thickness: float, dashes: str = "") -> str:
    """Give a straight line, dashed where `dashes` says how."""
    ends = f'x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}"'
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line {ends} stroke="{colour}" stroke-width="{number(thickness)}"{dashed}/>'


def document(wide: int, high: int, ground: str, alt: str, elements: Iterable[str], *, above: int = 0) -> str:
    """Give the whole file: an opaque ground, the elements on it, and what it shows in words for a screen reader.

    `above` is how many pixels there are above the line y = 0.
    """
    view = f'viewBox="0 {-above} {wide} {high + above}"'
    head = f'xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high + above}" {view}'
    spoken = f'role="img" aria-label="{escape(plain(alt))}"' if plain(alt) else 'role="img"'
    return "\n".join(
        [
            f'<svg {head} font-family="{FAMILY}" {spoken}>',
            f'<rect y="{-above}" width="{wide}" height="{high + above}" fill="{ground}"/>',
            *elements,
            "</svg>\n",
        ]
    )


def written(value: int, digits: str) -> str:
    """Give a whole number in the digits of a language."""
    return "".join(digits[int(sign)] if sign.isdecimal() else sign for sign in str(value))


def number(value: float) -> str:
    """Give a length with at most two decimals: the same file on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
