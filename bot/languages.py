"""The texts people read: Fluent files under `bot/locale/<language>/`, dates and numbers, and isolated directions.

A key that is missing, or an argument a text needs and does not get, is a bug: it raises KeyError or ValueError and is
never papered over. A language that is not there falls back to its base (`en-GB` to `en`), then to English. A language
with `-u-nu-` and a numbering system (BCP 47, extension U) writes its digits: `ur-u-nu-arabext` is Urdu with ۰۱۲۳.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, Pattern, ResolverEnvironment
from fluent.runtime.types import FluentInt, FluentNone, FluentType, fluent_number

LOCALE = Path(__file__).parent / "locale"
DEFAULT = "en"
Argument = str | int | date

LONGEST = 500
"""Characters of an argument that a text shows, the last an ellipsis where there are more: what people typed is named,
not repeated at full length (and Fluent refuses an argument of more than 2,500)."""

LATIN = "0123456789"
NUMERALS = {
    "latn": LATIN,
    "arab": "".join(map(chr, range(0x660, 0x66A))),
    "arabext": "".join(map(chr, range(0x6F0, 0x6FA))),
}
"""The digits of the numbering systems we write, by their names in CLDR; Babel gives Latin ones for `ur`."""

OWN_DIGITS = {"ur": "arabext"}
"""The numbering system of a language whose people also write other digits than Latin ones."""

_TURNING = {"R", "AL", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
"""Bidirectional classes that turn the reading direction: letters of right-to-left scripts and explicit controls."""

_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks all such signs are in: most texts have none, and are not looked at sign by sign."""

_ISOLATES = "\u2066\u2067\u2068"
_LEFT_TO_RIGHT, _FIRST_STRONG, _POP = "\u2066", "\u2068", "\u2069"
_OVERRIDES = "\u202d\u202e"
_LETTERS = ("L", "R", "AL")
"""Bidirectional classes of letters, which tell the direction of what they begin."""

RIGHT_TO_LEFT_MARK = "\u200f"


def available() -> tuple[str, ...]:
    """Give the languages that have texts, the default first."""
    found = sorted(path.name for path in LOCALE.iterdir() if any(path.glob("*.ftl")))
    return tuple(sorted(found, key=lambda language: language != DEFAULT))


def choices() -> tuple[str, ...]:
    """Give the languages a chat can choose: those there are, and each once more with its own digits."""
    own = {language: f"{language}-u-nu-{OWN_DIGITS[language]}" for language in available() if language in OWN_DIGITS}
    return tuple(each for language in available() for each in (language, own.get(language)) if each)


def _turns(text: str) -> bool:
    return _MAY_TURN.search(text) is not None and any(unicodedata.bidirectional(sign) in _TURNING for sign in text)


def isolate(text: str, *, always: bool = False) -> str:
    """Wrap text that runs right to left, so that it cannot reorder what stands around it; other text stays as it is.

    With `always`, for a text that itself runs right to left, the other direction is wrapped too. Isolates the text
    leaves open are closed inside; what would close ours from inside (UAX 9, X5a to X6a), and what would have `169`
    read as `961`, is left out. A sum such as
    `169 + 164` has no letter to tell its direction by, and is said to run from left to right.
    """
    if not text or not (always or _turns(text)):
        return text
    lettered = any(unicodedata.bidirectional(sign) in _LETTERS for sign in text)
    kept, depth = [_FIRST_STRONG if lettered or _turns(text) else _LEFT_TO_RIGHT], 1
    for sign in text:
        depth += (sign in _ISOLATES) - (sign == _POP)
        if depth and sign not in _OVERRIDES:
            kept.append(sign)
        depth = max(depth, 1)
    return "".join(kept) + _POP * depth


class Texts:
    """The texts of one language; call it with a key and the arguments the text names.

    `rtl` says that the language runs from right to left, `digits` in which signs it writes numbers.
    """

    def __init__(self, language: str, digits: str = LATIN) -> None:
        self.language = language
        self.digits = digits
        self._locale = language.replace("-", "_")  # as Babel spells it
        self.rtl = Locale.parse(self._locale).text_direction == "rtl"
        self._bundle = Bundle([language], use_isolating=False)
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
        comma = "\u060c" if self.rtl else ","
        pattern = f"EEEE'{comma}' d MMMM y" if weekday else "d MMMM y"
        return self._written(format_date(day, pattern, locale=self._locale))

    def clock(self, at: datetime | time) -> str:
        """Give `21:04`, by the clock the moment is in."""
        return self._written(format_time(at, "HH:mm", locale=self._locale))

    def moment(self, at: datetime) -> str:
        """Give `4 March 2021, 21:04`, by the clock the moment is in."""
        return self.series([self.date(at.date()), self.clock(at)])

    def number(self, value: int) -> str:
        """Give `1,234` as the language writes it."""
        return self._written(str(format_decimal(value, locale=self._locale)))

    def language_name(self, code: str) -> str:
        """Give what this language calls another; the code itself where it has no name for it."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self._locale) or code
        except (UnknownLocaleError, ValueError):
            return code

    def list(self, items: Sequence[str]) -> str:
        """Give `A, B and C` as the language joins them."""
        return format_list(items, locale="en_GB" if self.language == DEFAULT else self._locale)

    def either(self, items: Sequence[str]) -> str:
        """Give `A or B` as the language joins them."""
        return format_list(items, style="or", locale=self._locale)

    def series(self, items: Iterable[str]) -> str:
        """Give `A, B, C`: things side by side that do not end."""
        return self("list-comma").join(items)

    def chain(self, items: Iterable[str]) -> str:
        """Give `A; B; C`: things that may hold commas themselves."""
        return self("list-semicolon").join(items)

    def _written(self, text: str) -> str:
        return text if self.digits == LATIN else text.translate(dict(zip(map(ord, LATIN), self.digits, strict=True)))

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
            shown = isolate(value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…", always=self.rtl)
            return value if shown == value else Isolated(value, shown)
        if isinstance(value, date):
            return isolate(self.date(value), always=self.rtl)
        return fluent_number(value) if self.digits == LATIN else Numeral(value, self)


class Isolated(FluentType):
    """A text that Fluent chooses variants by as it is, and writes isolated."""

    def __init__(self, said: str, shown: str) -> None:
        self.said, self.shown = said, shown

    def __eq__(self, other: object) -> bool:
        return other == self.said

    def __hash__(self) -> int:
        return hash(self.said)

    def format(self, _locale: Locale) -> str:
        """Give it as it is written."""
        return self.shown


class Numeral(FluentInt):
    """A number that Fluent chooses plural forms by, written in a language's own digits."""

    texts: Texts

    def __new__(cls, value: int, texts: Texts) -> Self:
        """Give the number."""
        made = super().__new__(cls, value)
        assert isinstance(made, cls)  # noqa: S101  # the library's annotation names its base
        made.texts = texts
        return made

    def format(self, _locale: Locale) -> str:
        """Give it as the language writes it."""
        return self.texts.number(int(self))


class Bundle(FluentBundle):
    """A bundle that takes a `Numeral` as it is; the library's own would make a plain number of it."""

    def format_pattern(
        self, pattern: Pattern, args: dict[str, object] | None = None
    ) -> tuple[str | FluentNone, list[Exception]]:
        """Give the text and what went wrong, as the library's own."""
        own = {name: value for name, value in (args or {}).items() if isinstance(value, Numeral)}
        if not own:
            return super().format_pattern(pattern, args)
        faults: list[Exception] = []
        current = CurrentEnvironment(args=(args or {}) | own)
        try:
            return pattern(ResolverEnvironment(context=self, current=current, errors=faults)), faults
        except ValueError as error:
            return "", [*faults, error]


@cache
def _texts(language: str, digits: str = LATIN) -> Texts:
    return Texts(language, digits)


def texts(language: str) -> Texts:
    """Give the texts of the nearest available language, in the digits it asks for where we have them."""
    language, _, numerals = language.partition("-u-nu-")
    digits = NUMERALS.get(numerals, LATIN)
    known = available_set()
    for candidate in (language, language.partition("-")[0]):
        if candidate in known:
            return _texts(candidate, digits)
    return _texts(DEFAULT)


@cache
def available_set() -> frozenset[str]:
    """Give the available languages, read from disk once."""
    return frozenset(available())
