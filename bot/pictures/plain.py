"""What is left of a text that a source wrote once nothing in it can steer a page, a terminal or a reader's eye."""

from __future__ import annotations

import unicodedata

LONGEST = 1_000
"""Characters kept of a text: more than any picture can show, so that nobody makes us measure a novel."""

JOINERS = "\u200c\u200d"
"""Two format characters that spell words in Urdu and Persian, and show nothing by themselves."""

MARKS = 2
"""Combining marks kept on one letter: Urdu needs two, and a tower of them would reach into the next line."""


def plain(text: str) -> str:
    """Give the text on one line: no control, format (bidirectional too), private or unassigned character, no markup.

    Runs of white space become one space; at most `LONGEST` characters and `MARKS` combining marks in a row are kept.
    """
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[:LONGEST]):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if character.isspace():
            kept.append(" ")
        elif marks <= MARKS and (category[0] != "C" or character in JOINERS):
            kept.append(character)
    return " ".join("".join(kept).split())
