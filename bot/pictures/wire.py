"""What the painter and its worker say to each other: frames of one kind letter, a length and a body."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import get_args

from bot.messages import Group, Hemicycle, Picture
from bot.pictures.themes import ThemeName

HEAD = struct.Struct(">cI")
READY, PNG, REFUSED = b"R", b"P", b"X"
"""The worker's three answers: it can draw, the picture, and why there is none."""
ASK = b"A"


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """Give a frame ready to be written."""
    return HEAD.pack(kind, len(body)) + body


def encode(picture: Picture, theme: ThemeName) -> bytes:
    """Give the request for a picture; equal pictures in one theme give equal bytes."""
    return json.dumps([theme, asdict(picture)]).encode("ascii")


def decode(request: bytes) -> tuple[Picture, ThemeName]:
    """Give back what was encoded. Raises ValueError for a theme we do not have."""
    theme, fields = json.loads(request)
    if theme not in get_args(ThemeName):
        raise ValueError(f"there is no theme {theme!r}")
    groups = tuple(Group(**group) for group in fields.pop("groups"))
    return Hemicycle(groups=groups, **fields), theme
