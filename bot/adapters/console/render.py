"""A reply as text for a terminal, fitted to its width, and as JSON for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from wcwidth import ljust, rjust, wcswidth, wrap

from bot.messages import Block, Button, Line, Note, Quote, Reply, Row, Span, Spans
from bot.pictures import blocks

NARROWEST = 20
WIDEST = 100
"""Columns; a longer line of running text is tiring to read, however wide the window is."""

_STYLES = {"bold": "1", "italic": "3", "code": "1"}
_DIM = "2"
_TURNS = "\u202a\u202b\u202c\u202d\u202e"
"""Signs that turn the direction of all that follows."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the terminal can show: its columns, and whether colours and styles are wanted."""

    width: int = 80
    colour: bool = False

    def columns(self) -> int:
        """Give the columns to write in."""
        return max(NARROWEST, min(self.width, WIDEST))

    def style(self, text: str, sgr: str) -> str:
        """Give the text in a style of the terminal, or as it is where styles are not wanted."""
        return f"\x1b[{sgr}m{text}\x1b[0m" if self.colour and text else text


def card(reply: Reply, screen: Screen) -> str:
    """Give the reply as lines no wider than the screen; buttons are numbered, in the order of `buttons(reply)`."""
    parts: list[list[str]] = []
    if reply.title:
        parts.append(_wrapped(clean(reply.title), screen, lambda text: screen.style(text, "1")))
    if reply.picture is not None:
        parts.append(blocks(reply.picture, screen.columns(), screen.colour))
    parts += _body(reply.blocks, screen)
    if reply.footer:
        parts.append([line for note in reply.footer for line in _block(note, screen)])
    if reply.buttons:
        parts.append(list(_buttons(reply, screen)))
    return "\n\n".join("\n".join(part) for part in parts if part)


def buttons(reply: Reply) -> tuple[Button, ...]:
    """Give the buttons in the order of their numbers, the first being 1."""
    return tuple(button for row in reply.buttons for button in row)


def as_json(reply: Reply) -> str:
    """Give the reply as one JSON object; each block and the picture say what they are under `type`."""
    return json.dumps(_plain(reply), ensure_ascii=False, indent=2, default=str)


def clean(text: str) -> str:
    """Give the text without signs that steer a terminal or turn what follows; what breaks a line becomes a space."""
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in _TURNS)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Span):
        return asdict(value)
    if hasattr(value, "__dataclass_fields__"):
        kind = {"type": type(value).__name__.lower()} if not isinstance(value, Reply | Button) else {}
        return kind | {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _body(found: tuple[Block, ...], screen: Screen) -> Iterator[list[str]]:
    """Give a paragraph for each run of blocks of one kind; rows share their columns."""
    for is_rows, run in groupby(found, key=lambda block: isinstance(block, Row)):
        if is_rows:
            yield _rows([block for block in run if isinstance(block, Row)], screen)
        else:
            for block in run:
                yield _block(block, screen)


def _rows(rows: list[Row], screen: Screen) -> list[str]:
    """Give label and value in two columns with the note after them, or beneath each other where that is too wide."""
    label = max(wcswidth(clean(row.label)) for row in rows)
    value = max(wcswidth(clean(row.value)) for row in rows)
    aligned = rjust if any(sign.isdigit() for row in rows for sign in row.value) else ljust
    if label + value + 2 > screen.columns():
        return [line for row in rows for line in _stacked(row, screen)]
    lines: list[str] = []
    for row in rows:
        head = ljust(clean(row.label), label) + "  " + screen.style(aligned(clean(row.value), value), "1")
        lines += _noted(head, label + value + 2, clean(row.note), screen)
    return lines


def _noted(head: str, used: int, note: str, screen: Screen) -> list[str]:
    room = screen.columns() - used - 2
    if not note:
        return [head]
    if wcswidth(note) <= room:
        return [f"{head}  {screen.style(note, _DIM)}"]
    return [head, *_wrapped(note, screen, lambda text: screen.style(text, _DIM), indent="    ")]


def _stacked(row: Row, screen: Screen) -> Iterable[str]:
    yield from _wrapped(f"{clean(row.label)}: {clean(row.value)}", screen, lambda text: text)
    if row.note:
        yield from _wrapped(clean(row.note), screen, lambda text: screen.style(text, _DIM), indent="    ")


def _block(block: Block, screen: Screen) -> list[str]:
    match block:
        case Line(text):
            return _wrapped(_spans(text, screen), screen, lambda line: line)
        case Note(text):
            return _wrapped(_spans(text, screen), screen, lambda line: screen.style(line, _DIM))
        case Quote(text, attribution):
            said = _wrapped(f"“{clean(text)}”", screen, lambda line: line, indent="  │ ")
            return said + _wrapped(clean(attribution), screen, lambda line: screen.style(line, _DIM), indent="    ")
        case Row():
            return _rows([block], screen)


def _spans(text: Spans, screen: Screen) -> str:
    return "".join(_span(span, screen) for span in text)


def _span(span: Span, screen: Screen) -> str:
    styled = screen.style(clean(span.text), _STYLES[span.style]) if span.style in _STYLES else clean(span.text)
    return _linked(styled, clean(span.link)) if span.link and screen.colour else styled


def _linked(text: str, address: str) -> str:
    """Give the text as a link of the terminal (OSC 8); terminals without links show the text."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def _buttons(reply: Reply, screen: Screen) -> Iterator[str]:
    for number, button in enumerate(buttons(reply), 1):
        where = f" <{clean(button.url)}>" if button.url else ""
        yield from _wrapped(f"[{number}] {clean(button.label)}{where}", screen, lambda line: screen.style(line, "36"))


def _wrapped(text: str, screen: Screen, styled: Callable[[str], str], indent: str = "") -> list[str]:
    lines = wrap(text, screen.columns(), initial_indent=indent, subsequent_indent=indent)
    return [styled(line) for line in lines]
