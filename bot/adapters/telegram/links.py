"""Deep links: a line as the payload of `t.me/<bot>?start=…`, and back; exact inverses.

A payload is 1 to 64 of `A-Za-z0-9_-` (Telegram, "Deep linking"). A line of words in those signs is written as it reads,
with `_` for each space; any other is `_` and its bytes in base64url without padding.
"""

from __future__ import annotations

import base64
import binascii
import re

LONGEST = 64
_READABLE = re.compile(r"[A-Za-z0-9-][A-Za-z0-9 -]*")
_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}", re.ASCII)


def payload(line: str) -> str | None:
    """Give the payload that stands for a line, or nothing where none of 64 signs can: empty, or too long."""
    if _READABLE.fullmatch(line):
        written = line.replace(" ", "_")
    else:
        written = "_" + base64.urlsafe_b64encode(line.encode()).decode().rstrip("=")
    return written if line and len(written) <= LONGEST else None


def line_of(written: str) -> str | None:
    """Give the line a payload stands for, or nothing where `payload` never wrote it."""
    if not _PAYLOAD.fullmatch(written):
        return None
    if not written.startswith("_"):
        return written.replace("_", " ")
    signs = written[1:]
    try:
        line = base64.urlsafe_b64decode(signs + "=" * (-len(signs) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return line if payload(line) == written else None
