"""The code of a card: six signs that cannot be misread, made from what the card shows."""

from __future__ import annotations

import hashlib
import re

from bot.messages import Card

SIGNS = "23456789ACDEFGHJKMNPQRTUVWXY"
"""None that can be misread for another: of 0 and O, 1 and I and L, 5 and S, 8 and B, 2 and Z at most one is here."""

LENGTH = 6


def code_of(card: Card) -> str:
    """Give the code of a card, from its line, its date and the figures shown with their states.

    The language is no part of it, so a card has one code in all languages; `card.code` is not looked at.
    """
    shown = "\n".join(f"{each.figure}={each.state}" for each in card.shows)
    digest = hashlib.sha256(f"{card.line}\n{card.as_of}\n{shown}".encode()).digest()
    number = int.from_bytes(digest, "big")
    signs = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(SIGNS))
        signs.append(SIGNS[index])
    return "".join(signs)


def read_code(typed: str) -> str | None:
    """Give the code that was typed, however it was written, or None when it cannot be one."""
    signs = "".join(typed.split()).strip("·.-#").upper()
    return signs if len(signs) == LENGTH and set(signs) <= set(SIGNS) else None


_AT_END = re.compile(rf"(?:^|\s|·)([{SIGNS}]{{{LENGTH}}})[^\S\n]*$", re.MULTILINE)


def code_in(text: str) -> str | None:
    """Give the code that a card carries which somebody passes on: the last at the end of a line, in capitals."""
    return next((match[1] for match in reversed(list(_AT_END.finditer(text)))), None)
