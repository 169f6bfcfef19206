"""YAML as plain data and the place of every piece of it, within bounds that hold for hostile text too.

Scalars are read as YAML 1.2 reads them, less floats: dates, `no` and `1.5` stay text. JSON is YAML and goes
the same way.
The tree is built from the parser's events, so nothing is expanded, constructed or recursed into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from data.errors import MAX_FAULTS, Fault

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 200_000

Path = tuple[str | int, ...]
Place = tuple[int, int]

_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = {"", "~", "null", "Null", "NULL"}
_HALVES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\.", re.DOTALL)
"""Two halves of a sign, or any other escape: that of a backslash, so that what follows it is not taken for one."""

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Origin:
    """The file a dossier came from, and where in it each key and value stands (lines and columns from 1)."""

    file: str
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)

    def fault(self, path: Path, message: str, *, key: bool = False) -> Fault:
        """Give the fault at this path: at its key, or its value, or the nearest thing around it that has a place."""
        places = self.keys if key and path in self.keys else self.values
        near = path
        while near and near not in places:
            near = near[:-1]
        line, col = places.get(near, (1, 1))
        return Fault(self.file, line, col, ".".join(map(str, path)), message)


class _TooMuch(Exception):
    """Reading stops, the text being out of bounds: the fault that says why is already noted."""


def compose(text: str, name: str) -> tuple[Any, Origin, list[Fault]]:
    """Give the data, the origin that places it, and what is wrong with the text; data is None when it is unusable.

    Bounded in memory: 2 MiB of text, 32 levels, 200,000 nodes, 100 faults; anchors, aliases and tags are refused.
    """
    reader = _Reader(Origin(name))
    try:
        if len(text) > MAX_BYTES or len(text.encode()) > MAX_BYTES:
            reader.stop((1, 1), f"is larger than {MAX_BYTES // 1024 // 1024} MiB; split it into several dossiers")
        for event in yaml.parse(_joined(text), Loader=yaml.CSafeLoader):
            reader.take(event)
    except _TooMuch:
        return None, reader.origin, reader.faults
    except UnicodeEncodeError as error:
        reader.note((text.count("\n", 0, error.start) + 1, 1), "holds half a character; write it in UTF-8")
        return None, reader.origin, reader.faults
    except yaml.YAMLError as error:
        reader.note(_place_of(error, text), f"is not YAML: {_sentence(error)}")
        return None, reader.origin, reader.faults
    return reader.root, reader.origin, reader.faults


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is still open.

    `key` is the mapping's key that waits for its value; when it stands there already, `again` keeps the value apart.
    """

    into: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    again: bool = False

    def put(self, value: Any) -> Path:
        """Add a value and give its path."""
        if isinstance(self.into, list):
            self.into.append(value)
            return *self.path, len(self.into) - 1
        key, self.key = self.key or "", None
        if self.again:
            return *self.path, f"{key} (again)"
        self.into[key] = value
        return *self.path, key


class _Reader:
    """Builds the tree from events."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.faults: list[Fault] = []
        self.root: Any = None
        self._open: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Add what one event brings."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.stop(_place(event), "a second document begins; write each dossier in its own file")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()

    def note(self, place: Place, message: str, path: Path = ()) -> None:
        """Keep a fault; too many of them end the reading."""
        self.faults.append(Fault(self.origin.file, *place, ".".join(map(str, path)), message))
        if len(self.faults) >= MAX_FAULTS:
            raise _TooMuch

    def stop(self, place: Place, message: str) -> None:
        """Keep a fault and end the reading."""
        self.note(place, message)
        raise _TooMuch

    def _node(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self.stop(_place(event), f"has more than {MAX_NODES:,} values; split it into several dossiers")
        if event.anchor is not None:
            self.note(_place(event), "anchors and aliases (& and *) are not accepted; write the value out")
        if getattr(event, "tag", None) is not None:
            self.note(_place(event), f"the tag {event.tag} is not accepted; write the value plainly")
        frame = self._open[-1] if self._open else None
        if frame is not None and isinstance(frame.into, dict) and frame.key is None:
            self._take_key(frame, event)
        else:
            self._take_value(frame, event)

    def _take_key(self, frame: _Frame, event: Any) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(_place(event), "a key has to be a plain word; write key: value")
        frame.key = str(event.value)
        path = (*frame.path, frame.key)
        frame.again = path in self.origin.keys
        if frame.again:
            first = self.origin.keys[path][0]
            self.note(_place(event), f"stands twice, first in line {first}; keep one of them", path)
        else:
            self.origin.keys[path] = _place(event)

    def _take_value(self, frame: _Frame | None, event: Any) -> None:
        value: Any = _scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            value = {}
        elif isinstance(event, yaml.SequenceStartEvent):
            value = []
        path: Path = ()
        if frame is None:
            self.root = value
        else:
            path = frame.put(value)
        self.origin.values[path] = _place(event)
        if isinstance(value, dict | list):
            if len(self._open) >= MAX_DEPTH:
                self.stop(_place(event), f"is nested deeper than {MAX_DEPTH} levels; write it flatter")
            self._open.append(_Frame(value, path))


def _joined(text: str) -> str:
    """Give JSON with the signs it writes in halves as YAML writes them; other text stays as it is.

    JSON has no other way to escape what lies beyond U+FFFF (RFC 8259, section 7), and YAML knows no halves.
    """
    if "\\u" not in text or not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return text
    return _HALVES.sub(lambda found: found[0] if found[1] is None else _escaped(found[1] + found[2]), text)


def _escaped(halves: str) -> str:
    high, low = int(halves[:4], 16), int(halves[4:], 16)
    return f"\\U{0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF):08X}"


def _scalar(event: Any) -> str | int | bool | None:
    if not isinstance(event, yaml.ScalarEvent):
        return None
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _NULLS:
        return None
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place_of(error: yaml.YAMLError, text: str) -> Place:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    position = getattr(error, "position", 0) or 0
    before = text.encode()[:position].decode(errors="ignore")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _sentence(error: yaml.YAMLError) -> str:
    parts: Iterator[str | None] = (getattr(error, name, None) for name in ("problem", "context", "reason"))
    return ", ".join(part for part in parts if part) or "it cannot be read"
