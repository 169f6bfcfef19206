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
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        text = content.decode("utf-8-sig", errors="strict" if len(content) <= MAX_BYTES else "ignore")
    except OSError as error:
        raise DossierError([Fault(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DossierError([Fault(str(path), line, 1, "", "is not UTF-8 text; save it as UTF-8")]) from error
    return load_text(text, str(path), known)


def load_text(text: str, name: str, known: Mapping[str, str] | None = None) -> Dossier:
    """Give the dossier in the text; `name` stands for the file in faults. Raises DossierError with every fault."""
    data, origin, faults = compose(text, name)
    if not isinstance(data, dict):
        if not faults:
            faults = [origin.fault((), "is not a dossier; begin with dossier: and its id")]
        raise DossierError(faults)
    dossier, more = _validated(data, origin)
    sections = {name: things for name, things in data.items() if name in SECTIONS and isinstance(things, dict)}
    here = {id_: SECTIONS[section] for section, things in sections.items() for id_ in things}
    faults += more
    faults += references.repeated(sections, origin)
    faults += islice(references.check(data, here, known, origin), MAX_FAULTS)
    if faults or dossier is None:
        raise DossierError(faults)
    return dossier.placed(origin)


def _validated(data: dict[str, Any], origin: Origin) -> tuple[Dossier | None, list[Fault]]:
    try:
        return Dossier.model_validate(data), []
    except ValidationError as error:
        return None, [explain(detail, origin) for detail in error.errors(include_url=False)]
