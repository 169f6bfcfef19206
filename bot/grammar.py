r"""One line, everywhere: `command positional… name:value…`, and `key=number…` for a command that takes values.

A button's payload, a deep link, a console line and a typed command are the same line. Only declared option names
before a colon are names, so `https://…` is text; a text ends at the first of them. A value that would be misread
stands in double quotes, with `\"` and `\\` inside. A raw text is all that stands after the command, as it was typed.
In what editors type, a word such as `dat:2021-03-04` in the middle of a text is refused unless the text is quoted.
`parse` and `line` are exact inverses.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.commands import Command, Commands, Help, Option, Values
from bot.errors import BadOption, MissingOption, UserError

LONGEST = 16_384
"""Characters in a line. A typed one has at most 4,096 (Telegram's messages end there); `line` may double them with
backslashes and write names out, and what it writes must be readable again."""

PAGE = Option("page", int, Help("Page of a long answer", minimum=1, maximum=999), required=False, default=1, bare=False)

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"(?=\s|\Z)', re.DOTALL)
_SPACE = re.compile(r"\s")
_NAME = re.compile(r"([A-Za-z][A-Za-z0-9_]*):")
_STRAY = re.compile(r"([A-Za-z][A-Za-z0-9_]*):(?!//|\Z)")
_COMMAS = ",\N{ARABIC COMMA}\N{ARABIC THOUSANDS SEPARATOR}"
"""Signs that part thousands, or thousands and lakhs (1,234,567 and 12,34,567). A point parts them in some languages and
fractions in others, so it is not guessed."""

_NUMBER = re.compile(rf"[+-]?(?:\d{{1,18}}|\d{{1,3}}(?P<sign>[{_COMMAS}])(?:\d{{2,3}}(?P=sign)){{0,5}}\d{{3}})")
_PAIR = re.compile(r"([\w.-]+)=(\S+)")
_RAW = re.compile(r'(?:"((?:[^"\\]|\\.)*)")?(?:(?:\A|\s+)page:(\S+))?', re.DOTALL)
_UNKNOWN = ("?", "\N{ARABIC QUESTION MARK}")
_YES_NO = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a line says: the command, every option typed (the default where nothing was said), the page."""

    command: Command
    options: Mapping[str, Any]
    page: int = 1


@dataclass(frozen=True, slots=True)
class _Atom:
    """A word or a quoted text: `raw` as it was typed, `text` as it is meant; or the name of an option."""

    raw: str
    text: str
    name: Option | None = None


def parse(commands: Commands, text: str) -> Parsed:
    """Read a line. Raises UserError: an unknown command, a missing or bad option, words that fit nowhere."""
    if len(text) > LONGEST:
        raise UserError("too-long", limit=LONGEST)
    name, rest = _head(text)
    if not name:
        raise UserError("nothing-asked")
    command = commands[name]
    raw = _raw_of(command)
    found = _Reader(command, rest).read() if raw is None else _raw(command, raw, rest)
    page = found.pop(PAGE.name, 1)
    options = {}
    for option in command.options:
        if option.name not in found and option.required:
            raise MissingOption(command, option)
        options[option.name] = found.get(option.name, option.default)
    return Parsed(command, options, page)


def filled(commands: Commands, text: str) -> tuple[Command, dict[str, str]]:
    """Give the command of a line and what it says for each option as it was typed, be it right or wrong.

    This is what a form is filled with. Raises UserError where no command is named.
    """
    name, rest = _head(text)
    if not name:
        raise UserError("nothing-asked")
    command = commands[name]
    raw = _raw_of(command)
    return command, _Reader(command, rest).texts() if raw is None else _raw(command, raw, rest)


def line(command: Command, options: Mapping[str, Any], page: int = 1) -> str:
    """Write the line that `parse` reads back; options at their default are left out."""
    words, named = [command.name], list[str]()
    places = _places(command)
    for index, option in enumerate(command.options):
        value = options.get(option.name, option.default)
        if value is None or (not option.required and value == option.default):
            continue
        if option.kind == Values:
            words += [f"{key}={'?' if number is None else number}" for key, number in value.items()]
        elif option.help.raw:
            words.append(_quoted(value))
        elif index < places and option.bare:
            words.append(_written(command, option, value, bare=True))
        else:
            named.append(f"{option.name}:{_written(command, option, value, bare=False)}")
    return " ".join([*words, *named, *([f"{PAGE.name}:{page}"] if page != 1 else [])])


def convert(command: Command, option: Option, text: str) -> Any:
    """Give the text as the type the option takes. Raises BadOption, which says what is expected."""
    if option.kind is str:
        return text
    if option.kind is int:
        return _number(command, option, text)
    if option.kind is bool:
        if text.lower() not in _YES_NO:
            raise BadOption(command, option, text, "bad-yes-no")
        return _YES_NO[text.lower()]
    if option.kind is date:
        return _date(command, option, text)
    if option.kind == Values:
        return _values(command, option, list(_atoms(text, {})))
    return _member(command, option, text)


def _number(command: Command, option: Option, text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise BadOption(command, option, text, "bad-number")
    low, high = option.help.minimum, option.help.maximum
    if not low <= (number := _whole(text)) <= high:
        raise BadOption(command, option, text, "bad-number-range", minimum=low, maximum=high)
    return number


def _whole(text: str) -> int:
    """Give the number in digits of any script, with or without signs between the thousands."""
    return int(text.translate(dict.fromkeys(map(ord, _COMMAS))))


def _date(command: Command, option: Option, text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a day no calendar has is answered like any other text that is no date
    raise BadOption(command, option, text, "bad-date")


def _member(command: Command, option: Option, text: str) -> enum.Enum:
    for member in option.kind:
        if str(member.value) == text.lower():
            return member  # type: ignore[no-any-return]  # `commands.read` admits nothing but enumerations here
    choices = ", ".join(choice.value for choice in option.choices)
    raise BadOption(command, option, text, "bad-choice", choices=choices)


def _head(text: str) -> tuple[str, str]:
    words = text.strip().removeprefix("/").split(maxsplit=1)
    return (words[0] if words else "", words[1] if len(words) > 1 else "")


def _places(command: Command) -> int:
    """Give how many options `line` writes by place: the first, and all before values, which a name would swallow."""
    return next((index for index, option in enumerate(command.options) if option.kind == Values), 1)


def _named(command: Command) -> dict[str, Option]:
    names = {PAGE.name: PAGE}
    for option in command.options:
        if option.kind != Values:
            names |= dict.fromkeys((option.name, *option.help.aliases), option)
    return names


class _Reader:
    """Reads what stands after a command's name."""

    def __init__(self, command: Command, text: str) -> None:
        self._command = command
        self._atoms = list(_atoms(text, _named(command)))
        self._at = 0
        self._found: dict[str, Any] = {}

    def read(self) -> dict[str, Any]:
        while self._at < len(self._atoms):
            atom = self._atoms[self._at]
            if atom.name is not None:
                self._at += 1
                self._put(atom.name, self._take(atom.name, named=True))
            else:
                option = self._next_bare(atom)
                self._put(option, self._take(option, named=False))
        return self._found

    def texts(self) -> dict[str, str]:
        """Give the texts of the options; words that fit nowhere, or come twice, stand after those before them."""
        found: dict[str, list[_Atom]] = {}
        while self._at < len(self._atoms):
            atom = self._atoms[self._at]
            self._at += atom.name is not None
            free = (option for option in self._command.options if option.bare and option.name not in found)
            option = atom.name or next(free, self._command.options[-1] if self._command.options else PAGE)
            found.setdefault(option.name, []).extend(self._take(option, named=atom.name is not None))
        return {name: _joined(atoms) for name, atoms in found.items() if name != PAGE.name}

    def _next_bare(self, atom: _Atom) -> Option:
        for option in self._command.options:
            if option.bare and option.name not in self._found:
                return option
        if self._command.role is not None and (stray := _STRAY.match(atom.raw)) is not None:
            raise _no_such(self._command, "", stray[1])
        example = self._command.examples[0] if self._command.examples else f"/{self._command.name}"
        raise UserError("too-many-words", value=atom.text, example=example)

    def _take(self, option: Option, *, named: bool) -> list[_Atom]:
        start = self._at
        many = option.help.rest or (named and option.kind is str)
        while self._at < len(self._atoms) and self._atoms[self._at].name is None and (many or self._at == start):
            self._at += 1
        return self._atoms[start : self._at]

    def _put(self, option: Option, atoms: list[_Atom]) -> None:
        if option.name in self._found:
            raise UserError("twice-given", option=option.name)
        if not atoms:
            raise MissingOption(self._command, option)
        if (stray := _stray(self._command, option, [atom.raw for atom in atoms])) is not None:
            raise _no_such(self._command, option.name, stray)
        if option.kind == Values:
            self._found[option.name] = _values(self._command, option, atoms)
        else:
            self._found[option.name] = convert(self._command, option, _joined(atoms))


def _stray(command: Command, option: Option, words: list[str]) -> str | None:
    """Give what stands before a colon in the words of an option, where editors type: the command has no such option.

    It would be published as part of a text. A text can begin with such a word: `telegram:42` names somebody.
    """
    if command.role is None or option.kind not in (str, Values):
        return None
    found = (_STRAY.match(word) for word in words[option.kind is str :])
    return next((match[1] for match in found if match is not None), None)


def _no_such(command: Command, within: str, name: str) -> UserError:
    options = ", ".join(f"{each.name}:" for each in command.options if each.kind != Values)
    return UserError("no-such-option", command=command.name, name=name, options=options, within=within)


def _joined(atoms: list[_Atom]) -> str:
    """Give the text that words make together; one that was quoted stands without its quotes."""
    return atoms[0].text if len(atoms) == 1 else " ".join(atom.raw for atom in atoms)


def _raw_of(command: Command) -> Option | None:
    return next((option for option in command.options if option.help.raw), None)


def _raw(command: Command, option: Option, text: str) -> dict[str, Any]:
    """Read the text as it stands; what `line` or a form wrote is one quoted text, and the page after it."""
    written = _RAW.fullmatch(text.removeprefix(f"{option.name}:"))
    if written is None:
        return {option.name: text}
    found: dict[str, Any] = {} if written[1] is None else {option.name: _unquoted(written[1])}
    return found if written[2] is None else found | {PAGE.name: convert(command, PAGE, written[2])}


def _values(command: Command, option: Option, atoms: list[_Atom]) -> Values:
    pairs: dict[str, int | None] = {}
    for atom in atoms:
        match = _PAIR.fullmatch(atom.raw)
        if match is None or match[1] in pairs:
            raise BadOption(command, option, atom.raw, "bad-values")
        if match[2] not in _UNKNOWN and not _NUMBER.fullmatch(match[2]):
            raise BadOption(command, option, atom.raw, "bad-values-number")
        pairs[match[1]] = None if match[2] in _UNKNOWN else _whole(match[2])
    if not pairs:
        raise BadOption(command, option, "", "bad-values")
    return pairs


def _atoms(text: str, names: Mapping[str, Option]) -> Iterator[_Atom]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif (match := _NAME.match(text, at)) and match[1].lower() in names:
            yield _Atom(match[0], match[0], names[match[1].lower()])
            at = match.end()
        else:
            atom = _word(text, at)
            yield atom
            at += len(atom.raw)


def _word(text: str, at: int) -> _Atom:
    """Read one word, or one quoted text; a quote that never closes is just a character."""
    if quoted := _QUOTED.match(text, at):
        return _Atom(quoted[0], _unquoted(quoted[1]))
    space = _SPACE.search(text, at)
    word = text[at : space.start() if space else None]
    return _Atom(word, word)


def _written(command: Command, option: Option, value: Any, *, bare: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return str(value.value)
    text = str(value)
    words = text.split()
    names = _named(command)
    several = option.help.rest or not bare
    misread = (
        " ".join(words) != text
        or not words
        or (len(words) > 1 and not several)
        or any(word.startswith('"') for word in words)
        or _stray(command, option, words) is not None
        or any((match := _NAME.match(word)) and match[1].lower() in names for word in words)
    )
    return _quoted(text) if misread else text


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
