"""One spelling for searching: case, diacritics and the variants of Arabic and Urdu letters folded away."""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans(
    {
        "\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}",
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH GOAL}",
        "\N{ARABIC LETTER TEH MARBUTA GOAL}": "\N{ARABIC LETTER HEH GOAL}",
        "\N{ARABIC LETTER HEH}": "\N{ARABIC LETTER HEH GOAL}",
        "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH GOAL}",
        "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH GOAL}",
        "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
        "\N{ZERO WIDTH NON-JOINER}": " ",
    }
    | dict.fromkeys("\u0640\u200b\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
    | {chr(0x660 + digit): str(digit) for digit in range(10)}
)
"""Letters that FTS5 and `casefold` keep apart and readers do not, and marks nobody types; a non-joiner parts words."""

WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Give the text without case, diacritics and letter variants; folding twice changes nothing more."""
    bare = _bare(_bare(text.translate(LETTERS)).casefold())
    return bare.translate(LETTERS)


def tokens(text: str) -> tuple[str, ...]:
    """Give the folded words of the text in order, without punctuation."""
    return tuple(WORD.findall(fold(text)))


def words(text: str) -> str:
    """Give the folded words parted by single spaces: the form in which names and texts are stored for finding."""
    return " ".join(tokens(text))


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
