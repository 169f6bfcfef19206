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

MAX_SENT = 1_000_000
"""Bytes of a file that somebody sends."""

SIGNS = {
    b"PK\x03\x04": "an archive or a document of an office program",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"(\xb5/\xfd": "a compressed file",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "a document of an office program",
}
"""How files begin that are no text, and what they are."""


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


def load_bytes(content: bytes, name: str, known: Mapping[str, str] | None = None) -> Dossier:
    """Give the dossier in what somebody sent; `name` stands for the file in faults. Raises DossierError.

    At most a megabyte of YAML or JSON text: archives and other kinds of files are refused by their first bytes.
    """
    return load_text(_sent(content, name), name, known)


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
    except OSError as error:
        raise DossierError([Fault(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]) from error
    return _decoded(content[: MAX_BYTES + 1], str(path))


def _sent(content: bytes, name: str) -> str:
    if len(content) > MAX_SENT:
        raise DossierError([Fault(name, 1, 1, "", "is larger than 1 MB; split it into several dossiers")])
    kind = next((kind for start, kind in SIGNS.items() if content.startswith(start)), None)
    if kind is not None:
        raise DossierError([Fault(name, 1, 1, "", f"is {kind}; send the dossier itself, as YAML or JSON text")])
    return _decoded(content, name)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig", errors="strict" if len(content) <= MAX_BYTES else "ignore")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DossierError([Fault(name, line, 1, "", "is not UTF-8 text; save it as UTF-8")]) from error


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
