"""Texts for people: Fluent files under `bot/locale/<language>/`, dates and numbers, and the isolation of directions.

A key that is missing, or an argument a text needs and does not get, is a bug: it raises KeyError or ValueError and is
never papered over. A language that is not there falls back to its base (`en-GB` to `en`), then to English.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

LOCALE = Path(__file__).parent / "locale"
DEFAULT = "en"
Argument = str | int | date

LONGEST = 500
"""Characters of an argument that a text shows, the last an ellipsis where there are more: what people typed is named,
not repeated at full length (and Fluent refuses an argument of more than 2,500)."""

_TURNING = {"R", "AL", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
"""Bidirectional classes that turn the reading direction: letters of right-to-left scripts and explicit controls."""

_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks all such signs are in: most texts have none, and are not looked at sign by sign."""

_ISOLATES = "\u2066\u2067\u2068"
_FIRST_STRONG, _POP = "\u2068", "\u2069"


def available() -> tuple[str, ...]:
    """Give the languages that have texts, the default first."""
    found = sorted(path.name for path in LOCALE.iterdir() if any(path.glob("*.ftl")))
    return tuple(sorted(found, key=lambda language: language != DEFAULT))


def isolate(text: str) -> str:
    """Wrap text that runs right to left, so that it cannot reorder what stands around it; other text stays as it is.

    Isolates the text itself leaves open are closed inside, and what would close ours from inside is left out
    (UAX 9, X5a to X6a).
    """
    if _MAY_TURN.search(text) is None or not any(unicodedata.bidirectional(sign) in _TURNING for sign in text):
        return text
    kept, depth = [_FIRST_STRONG], 1
    for sign in text:
        depth += (sign in _ISOLATES) - (sign == _POP)
        if depth:
            kept.append(sign)
        depth = max(depth, 1)
    return "".join(kept) + _POP * depth


class Texts:
    """The texts of one language; call it with a key and the arguments the text names."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = language.replace("-", "_")  # as Babel spells it
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((LOCALE / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        self._format = lru_cache(maxsize=4096)(self._formatted)

    def __call__(self, key: str, /, **arguments: Argument) -> str:
        """Give the text. Raises KeyError for an unknown key and ValueError for a missing argument."""
        return self._format(key, tuple(sorted(arguments.items())))

    def has(self, key: str) -> bool:
        """Say whether there is a text with this key."""
        return self._bundle.has_message(key)

    def date(self, day: date, *, weekday: bool = False) -> str:
        """Give `4 March 2021`, or `Thursday, 4 March 2021`."""
        return format_date(day, "EEEE, d MMMM y" if weekday else "d MMMM y", locale=self._locale)

    def number(self, value: int) -> str:
        """Give `1,234` as the language writes it."""
        return str(format_decimal(value, locale=self._locale))

    def list(self, items: list[str] | tuple[str, ...]) -> str:
        """Give `A, B and C` as the language joins them."""
        return format_list(items, locale="en_GB" if self.language == DEFAULT else self._locale)

    def _formatted(self, key: str, arguments: tuple[tuple[str, Argument], ...]) -> str:
        if not self._bundle.has_message(key):
            raise KeyError(f"no text {key!r} in {self.language}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(f"text {key!r} in {self.language} is empty")
        text, faults = self._bundle.format_pattern(pattern, {name: self._ready(value) for name, value in arguments})
        if faults:
            raise ValueError(f"text {key!r} in {self.language}: {faults[0]}")
        return str(text)

    def _ready(self, value: Argument) -> object:
        if isinstance(value, str):
            return isolate(value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…")
        if isinstance(value, date):
            return isolate(self.date(value))
        return fluent_number(value)


@cache
def _texts(language: str) -> Texts:
    return Texts(language)


def texts(language: str) -> Texts:
    """Give the texts of the nearest available language."""
    known = available_set()
    for candidate in (language, language.partition("-")[0]):
        if candidate in known:
            return _texts(candidate)
    return _texts(DEFAULT)


@cache
def available_set() -> frozenset[str]:
    """Give the available languages, read from disk once."""
    return frozenset(available())
