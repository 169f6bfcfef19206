"""Content that must go, and the tombstone that takes its place: in a dossier as it is kept, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.dossier.schema import AMENDING, SECTIONS
from data.dossier.values import well_formed

PROSE = frozenset(
    {"text", "words", "note", "label", "title", "publisher", "account", "published_note", "question", "stated", "how"}
    | {"date_note", "date_stated", "article", "office", "verb", "short", "reason"}
)
"""Fields that hold somebody's words; a test holds them to the schema."""

GONE = frozenset({"url", "spellings", "roles"})
"""Fields that are left out: nothing could stand in their place."""


@dataclass(frozen=True, slots=True)
class Stone:
    """What is redacted (an id, or a figure's), since when and why."""

    of: str
    on: date
    reason: str

    @property
    def text(self) -> str:
        """What stands where the words were: `[redacted 2021-03-05: by order of the court]`."""
        return f"[redacted {self.on.isoformat()}: {self.reason}]"


def redact(data: dict[str, Any], stones: Iterable[Stone]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Give a dossier without what is redacted, and the texts that went; the same again changes nothing."""
    went = list[str]()
    for stone in stones:
        data = _without(data, stone, went)
    return data, tuple(dict.fromkeys(went))


def _without(data: dict[str, Any], stone: Stone, went: list[str]) -> dict[str, Any]:
    thing, _, part = stone.of.partition("/")
    changed = dict(data)
    for section in SECTIONS.keys() & data.keys():
        if section in AMENDING:
            changed[section] = {id_: _amended(each, stone, went) for id_, each in data[section].items()}
        elif thing in data[section]:
            said = data[section][thing]
            changed[section] = data[section] | {
                thing: _figure(said, part, stone, went) if part else _blank(said, stone, went)
            }
    return changed


def _figure(table: dict[str, Any], part: str, stone: Stone, went: list[str]) -> dict[str, Any]:
    if part not in table.get("figures", {}):
        return table
    blank = _blank(table["figures"][part], stone, went) | {"words": stone.text}
    return table | {"figures": table["figures"] | {part: blank}}


def _blank(node: Any, stone: Stone, went: list[str]) -> Any:
    if isinstance(node, list):
        return [_blank(each, stone, went) for each in node]
    if not isinstance(node, dict):
        return node
    for name in GONE & node.keys():
        _collect(name, node[name], went)
    return {name: _field(name, each, stone, went) for name, each in node.items() if name not in GONE}


def _collect(name: str, node: Any, went: list[str]) -> None:
    """Note the texts in what is left out."""
    if isinstance(node, str) and (name in PROSE or name in GONE):
        went.append(node)
    elif isinstance(node, dict):
        for key, each in node.items():
            _collect(key, each, went)
    elif isinstance(node, list):
        for each in node:
            _collect(name, each, went)


def _field(name: str, value: Any, stone: Stone, went: list[str]) -> Any:
    if name == "value":
        return None
    if name == "names":
        return {language: _word(text, stone, went) for language, text in value.items()}
    prose = name in PROSE or (name == "by" and not well_formed(str(value)))
    return _word(value, stone, went) if prose and value is not None else _blank(value, stone, went)


def _word(text: str, stone: Stone, went: list[str]) -> str:
    if text != stone.text:
        went.append(text)
    return stone.text


def _amended(amendment: dict[str, Any], stone: Stone, went: list[str]) -> dict[str, Any]:
    """Give an amendment without the value it had for what is redacted."""
    about = str(amendment.get("of"))
    if "value" not in amendment or stone.of not in {about, about.partition("/")[0]}:
        return amendment
    field = amendment.get("field", "value")
    value = amendment["value"]
    if field == "value":
        return amendment | {"value": None}
    if field in PROSE and isinstance(value, str):
        return amendment | {"value": _word(value, stone, went)}
    return amendment
