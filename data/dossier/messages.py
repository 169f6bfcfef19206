"""What pydantic found, said as what is wrong and what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from types import NoneType
from typing import get_args

from pydantic_core import ErrorDetails

from data.dossier.positions import Origin
from data.dossier.schema import Dossier
from data.dossier.shape import model_at
from data.errors import Fault

_KEY = "[key]"

_TEXTS = {
    "bool_type": "is neither true nor false; write one of them",
    "model_type": "has to be a mapping; write its keys below it, indented",
    "dict_type": "has to be a mapping; write its keys below it, indented",
    "tuple_type": "has to be a list; write each entry on a line of its own after a hyphen",
    "too_short": "is empty; write at least one entry",
    "date_from_datetime_parsing": "is not a day of the calendar; write it as YYYY-MM-DD, such as 2021-03-04",
    "date_parsing": "is not a day of the calendar; write it as YYYY-MM-DD, such as 2021-03-04",
}


def explain(detail: ErrorDetails, origin: Origin) -> Fault:
    """Give one finding of pydantic's as a fault at its place."""
    path = detail["loc"]
    as_key = bool(path) and path[-1] == _KEY
    path = path[:-1] if as_key else path
    unknown = detail["type"] == "extra_forbidden"
    return origin.fault(path, _message(detail, path), key=as_key or unknown)


def _message(detail: ErrorDetails, path: tuple[int | str, ...]) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            text = _unknown(path)
        case "missing":
            text = _missing(path)
        case "value_error":
            text = str(context["error"])
        case "string_type":
            text = _not_text(detail["input"])
        case "string_too_long":
            text = f"is longer than {context['max_length']} characters; shorten it"
        case "literal_error":
            text = _not_one_of(str(detail["input"]), re.findall(r"'([^']*)'", context["expected"]))
        case kind:
            text = _TEXTS.get(kind, detail["msg"])
    return text


def _unknown(path: tuple[int | str, ...]) -> str:
    model = model_at(Dossier, path[:-1])
    known = sorted(model.model_fields) if model is not None else []
    near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
    return f"is not known here; did you mean {near[0]}?" if near else f"is not known here; write {_choice(known)}"


def _missing(path: tuple[int | str, ...]) -> str:
    model = model_at(Dossier, path[:-1])
    field = model.model_fields.get(str(path[-1])) if model is not None else None
    may_be_unknown = field is not None and NoneType in get_args(field.annotation)
    return "is missing; write it, or null when it is unknown" if may_be_unknown else "is missing; write it"


def _not_text(given: object) -> str:
    if given is None:
        return "is empty; write the text, or leave the key out"
    if isinstance(given, dict | list):
        return "has to be a text, and is a list or mapping"
    return f"has to be a text; write it in quotation marks, as '{str(given).lower()}'"


def _not_one_of(given: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(given, allowed, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else f"write {_choice(allowed)}"
    return f"{given[:60]} is not possible here; {hint}"


def _choice(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
