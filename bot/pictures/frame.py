"""What all cards share: the page, its title above, its source and code below, from whichever side people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.drawings import Framed
from bot.pictures.scripts import has_urdu
from bot.pictures.svg import Fitted, Type, document, fit, line, text, wrap
from bot.pictures.themes import THEMES, Theme, ThemeName

WIDE = 1080
"""Pixels across. Phones show the card at a third of that, so that nothing people need is under 28 pixels high."""
MARGIN = 52
INSIDE = WIDE - 2 * MARGIN
TOP = 172
"""Where what a card shows may begin, below title and subtitle."""

TITLE = Type(58, 40, bold=True)
SUBTITLE = Type(38, 30)
SMALL = Type(28, 28)
CLIMB = 44
"""Pixels a title in Nastaliq needs above and below more than others: its words begin high and end low."""

CODE = Type(32, 28, bold=True, spacing=4)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in one theme. What stands at its start stands left, or right where the language runs that way."""

    theme: Theme
    rtl: bool

    def x(self, indent: float) -> float:
        """Give the place so many pixels from where lines start."""
        return WIDE - MARGIN - indent if self.rtl else MARGIN + indent

    def start(self, indent: float, y: float, fitted: Fitted, fill: str, *, struck: bool = False) -> str:
        """Give a text that begins `indent` pixels from where lines start; one that no longer holds is struck out."""
        return text(self.x(indent), y, fitted, fill, "end" if self.rtl else "start", struck=struck)

    def end(self, y: float, fitted: Fitted, fill: str) -> str:
        """Give a text at the other edge."""
        return text(self.x(INSIDE), y, fitted, fill, "start" if self.rtl else "end")

    def rule(self, y: float) -> str:
        """Give a thin line across the page."""
        return line((MARGIN, y), (WIDE - MARGIN, y), self.theme.rule, 2)


def card(picture: Framed, theme: ThemeName, bottom: float, shown: Iterable[str]) -> str:
    """Give the whole card as an SVG file: what is `shown` ends at `bottom`, title and source stand round it."""
    frame = Frame(THEMES[theme], picture.rtl)
    title = _title(picture.title)
    urdu = has_urdu(picture.title)
    above = (len(title) - 1) * _title_lead(picture.title) + (CLIMB if urdu else 0)
    small = _leaded(picture.source)
    source = wrap(picture.source, SMALL, _source_room(picture), lines=2)
    high = int(bottom + 30 + small * max(len(source), 1))
    elements = [*_header(picture, title, above, frame), *shown, *_footer(picture, source, high, small, frame)]
    return document(WIDE, high, frame.theme.ground, picture.alt, elements, above=above)


def _title(words: str) -> list[Fitted]:
    """Give the title on one line if it may shrink to that, else on two."""
    one = fit(words, TITLE, INSIDE)
    return [one] if one.whole else wrap(words, replace(TITLE, size=TITLE.smallest + 6), INSIDE, lines=2)


def _title_lead(words: str) -> int:
    return 86 if has_urdu(words) else 58


def _header(picture: Framed, title: list[Fitted], above: int, frame: Frame) -> Iterator[str]:
    for number, words in enumerate(title):
        rise = CLIMB // 2 if has_urdu(picture.title) else 0
        yield frame.start(0, 92 - above + rise + number * _title_lead(picture.title), words, frame.theme.ink)
    yield frame.start(
        0, 154 if has_urdu(picture.subtitle) else 148, fit(picture.subtitle, SUBTITLE, INSIDE), frame.theme.muted
    )


def _footer(picture: Framed, source: list[Fitted], high: int, small: float, frame: Frame) -> Iterator[str]:
    for i, words in enumerate(reversed(source)):
        yield frame.start(0, high - 36 - small * i, words, frame.theme.muted)
    yield frame.end(high - 36, _code(picture), frame.theme.ink)


def _code(picture: Framed) -> Fitted:
    return fit(picture.code, CODE, 320)


def _source_room(picture: Framed) -> float:
    code = _code(picture)
    return INSIDE - (code.width + 36 if code.words else 0)


def _leaded(words: str) -> float:
    """Give the distance between lines of small print: Nastaliq climbs."""
    return 52 if has_urdu(words) else 38
