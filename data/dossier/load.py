"""Reading a dossier: all that is wrong with it at once, each fault with its place and what to write instead.

These functions take their time (a second for 25,000 lines): on the event loop's side they belong in a thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.dossier import references
from data.dossier.messages import explain
from data.dossier.positions import MAX_BYTES, Origin, compose
from data.dossier.schema import SECTIONS, Dossier
from data.errors import MAX_FAULTS, DossierError, Fault


def load(path: Path, known: Mapping[str, str] | None = None) -> Dossier:
    """Give the dossier in a YAML or JSON file. Raises DossierError with every fault, also when it cannot be read.

    `known` is the kind of every id the record has; without it, ids declared elsewhere are left for publishing to check.
    """
    return load_text(_read(path), str(path), known)


def load_text(text: str, name: str, known: Mapping[str, str] | None = None) -> Dossier:
    """Give the dossier in the text; `name` stands for the file in faults. Raises DossierError with every fault."""
    dossier, faults = salvaged(text, name, known)
    if faults or dossier is None:
        raise DossierError(faults)
    return dossier


def salvage(path: Path) -> tuple[Dossier | None, list[Fault]]:
    """Give what can be read of the dossier in a file, and every fault: for checking the rest in spite of them."""
    try:
        return salvaged(_read(path), str(path))
    except DossierError as error:
        return None, list(error.faults)


def salvaged(text: str, name: str, known: Mapping[str, str] | None = None) -> tuple[Dossier | None, list[Fault]]:
    """Give the dossier in the text without the things that have faults, and every fault; None when nothing is left."""
    data, origin, faults = compose(text, name)
    if not isinstance(data, dict):
        return None, faults or [origin.fault((), "is not a dossier; begin with dossier: and its id")]
    dossier, more = _validated(data, origin)
    sections = {name: things for name, things in data.items() if name in SECTIONS and isinstance(things, dict)}
    here = {id_: SECTIONS[section] for section, things in sections.items() for id_ in things}
    faults += more
    faults += references.repeated(sections, origin)
    faults += islice(references.check(data, here, known, origin), MAX_FAULTS)
    return dossier and dossier.placed(origin), faults


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        return content.decode("utf-8-sig", errors="strict" if len(content) <= MAX_BYTES else "ignore")
    except OSError as error:
        raise DossierError([Fault(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DossierError([Fault(str(path), line, 1, "", "is not UTF-8 text; save it as UTF-8")]) from error


def _validated(data: dict[str, Any], origin: Origin) -> tuple[Dossier | None, list[Fault]]:
    """Give the dossier, or what is left of it without the things and keys that have faults, and the faults."""
    try:
        return Dossier.model_validate(data), []
    except ValidationError as error:
        found = error.errors(include_url=False)
    try:
        left = Dossier.model_validate(_sound(data, {detail["loc"][:2] for detail in found}))
    except ValidationError:
        left = None
    return left, [explain(detail, origin) for detail in found]


def _sound(data: dict[str, Any], wrong: set[tuple[int | str, ...]]) -> dict[str, Any]:
    """Give the data without what is wrong in it; a dossier whose head is wrong gets one that says so."""
    head = {"dossier": "unnamed", "title": "Unnamed", "why": "Unread", "timezone": "UTC"}
    whole = {name: value for name, value in data.items() if (name,) not in wrong}
    for section in SECTIONS.keys() & whole.keys():
        if isinstance(whole[section], dict):
            whole[section] = {id_: thing for id_, thing in whole[section].items() if (section, id_) not in wrong}
    return {name: value for name, value in head.items() if name not in whole} | whole
