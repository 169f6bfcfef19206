"""Every id a dossier mentions has to be declared, here or in the record, and be of a kind that fits its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from itertools import islice

from data.dossier import shape
from data.dossier.positions import Origin
from data.dossier.schema import SECTIONS, Dossier
from data.dossier.values import RESERVED, Kind, well_formed
from data.errors import Fault


def sections(dossier: Dossier) -> dict[str, dict[str, object]]:
    """Give what the dossier declares, section by section."""
    return {section: getattr(dossier, section) for section in SECTIONS}


def declared(dossier: Dossier) -> dict[str, Kind]:
    """Give the kind of every id the dossier declares."""
    return {id_: SECTIONS[section] for section, things in sections(dossier).items() for id_ in things}


def repeated(declarations: Mapping[str, Mapping[str, object]], origin: Origin) -> Iterator[Fault]:
    """Give a fault for every id that stands under two sections: an id means one thing."""
    first: dict[str, str] = {}
    for section, things in declarations.items():
        for id_ in things:
            if id_ in first:
                message = f"{id_} is declared under {first[id_]} too; give one of the two another id"
                yield origin.fault((section, id_), message, key=True)
            first.setdefault(id_, section)


def check(
    dossier: Dossier | dict[str, object], here: Mapping[str, str], known: Mapping[str, str] | None, origin: Origin
) -> Iterator[Fault]:
    """Give a fault for every reference to nothing, or to a thing of the wrong kind; plain data may be wrong otherwise.

    `here` and `known` tell the kinds of the ids declared in the dossier and in the record; with `known` None, what is
    not declared here is left for the record to judge.
    """
    for path, id_, refers, as_key in shape.references(Dossier, dossier):
        kind = here.get(id_) or (known or {}).get(id_)
        if (as_key and id_ in RESERVED) or (kind is None and known is None) or not well_formed(id_):
            continue
        if kind is None or (refers.kinds and kind not in refers.kinds):
            yield origin.fault(path, _message(id_, kind, refers.kinds, {**(known or {}), **here}), key=as_key)


def _message(id_: str, kind: str | None, kinds: tuple[Kind, ...], ids: Mapping[str, str]) -> str:
    wanted = " or ".join(kinds) if 0 < len(kinds) <= _NAMED else "thing"
    fitting = (known for known, of in ids.items() if (not kinds or of in kinds) and _alike(id_, known))
    near = difflib.get_close_matches(id_, islice(fitting, _COMPARED), n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else f"declare the {wanted}, or name one that is declared"
    if kind is None:
        return f"{id_} is not declared; {hint}"
    return f"{id_} is {_a(kind)} where {_a(wanted)} belongs; {hint}"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _alike(one: str, other: str) -> bool:
    """Say whether a closer look is worth its time: a slip rarely changes both ends and the length."""
    return (one[0] == other[0] or one[-1] == other[-1]) and abs(len(one) - len(other)) <= len(one) // 2 + 1


_COMPARED = 500
"""How many ids are looked at more closely, so that many faults among many ids stay a matter of a second."""

_NAMED = 2
"""More kinds than these are not listed in a message: the nearest ids say enough."""
