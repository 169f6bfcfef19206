"""Requests held against Telegram's own machine-readable description, where it lies beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

DESCRIPTION = Path(__file__).parents[2].parent / "shared" / "specs" / "telegram_bot_api_10.0.json"

_PLAIN: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


def there() -> bool:
    return DESCRIPTION.is_file()


@cache
def _description() -> Any:
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


def faults(method: str, params: Mapping[str, Any], files: Iterable[str] = ()) -> list[str]:
    """Give what the description does not allow in a request, a line each."""
    known = {name.lower(): name for name in _description()["methods"]}
    if method.lower() not in known:
        return [f"{method}: no such method"]
    name = known[method.lower()]
    given = dict(params)
    for file in files:
        given.setdefault(file, "attach://" + file)
    fields = _description()["methods"][name].get("fields", [])
    named = {field["name"] for field in fields}
    return list(_object(name, {key: value for key, value in given.items() if key in named or key in params}, fields))


def _object(where: str, given: Mapping[str, Any], fields: list[dict[str, Any]]) -> Iterator[str]:
    known = {field["name"]: field for field in fields}
    for name in given.keys() - known.keys():
        yield f"{where}: no field {name!r}"
    for name, field in known.items():
        if name in given:
            if not any(_fits(given[name], kind) for kind in field["types"]):
                yield f"{where}.{name}: {given[name]!r} is none of {field['types']}"
        elif field["required"]:
            yield f"{where}: {name!r} is missing"


def _fits(value: Any, kind: str) -> bool:
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(_fits(each, kind.removeprefix("Array of ")) for each in value)
    if kind in _PLAIN:
        return isinstance(value, _PLAIN[kind]) and (kind == "Boolean" or not isinstance(value, bool))
    if kind == "InputFile":
        return isinstance(value, str) and value.startswith("attach://")
    described = _description()["types"].get(kind, {})
    if "subtypes" in described:
        return any(_fits(value, subtype) for subtype in described["subtypes"])
    return isinstance(value, dict) and not list(_object(kind, value, described.get("fields", [])))
