"""What the painter and its worker say to each other: frames of one kind letter, a length and a body."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import Any, get_args

from bot.drawings import (
    Balance,
    Bar,
    Bars,
    Change,
    Chronicle,
    Group,
    Hemicycle,
    Moment,
    Picture,
    Plaque,
    Quotation,
    Shift,
)
from bot.pictures.themes import ThemeName

HEAD = struct.Struct(">cI")
READY, PNG, REFUSED = b"R", b"P", b"X"
"""The worker's three answers: it can draw, the picture, and why there is none."""
ASK = b"A"

KINDS: dict[str, type[Picture]] = {
    kind.__name__: kind for kind in (Hemicycle, Bars, Balance, Change, Quotation, Chronicle, Plaque)
}
PARTS: dict[str, type[Any]] = {
    "groups": Group,
    "bars": Bar,
    "shifts": Shift,
    "moments": Moment,
    "left": Bar,
    "right": Bar,
    "between": Bar,
}
"""The fields of pictures that hold values of their own, one or several."""


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """Give a frame ready to be written."""
    return HEAD.pack(kind, len(body)) + body


def encode(picture: Picture, theme: ThemeName) -> bytes:
    """Give the request for a picture; equal pictures in one theme give equal bytes."""
    return json.dumps([theme, type(picture).__name__, asdict(picture)]).encode("ascii")


def decode(request: bytes) -> tuple[Picture, ThemeName]:
    """Give back what was encoded. Raises ValueError for a theme we do not have."""
    theme, kind, fields = json.loads(request)
    if theme not in get_args(ThemeName):
        raise ValueError(f"there is no theme {theme!r}")
    if kind not in KINDS:
        raise ValueError(f"there is no picture of the kind {kind!r}")
    for name in PARTS.keys() & fields.keys():
        made, given = PARTS[name], fields[name]
        fields[name] = tuple(made(**each) for each in given) if isinstance(given, list) else made(**given)
    return KINDS[kind](**fields), theme
