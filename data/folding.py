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

ROMANISED = (
    ("sheik", "shaik"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
    ("j", "g"),
    ("ck", "k"),
    ("y", "i"),
)
"""Letters by which the same Urdu letter is written in Latin script, in the order in which they are replaced."""

VOWEL = re.compile("[aeiouh]")
DOUBLED = re.compile(r"(.)\1+")

WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Give the text without case, diacritics and letter variants; folding twice changes nothing more."""
    # Case goes first, as a few marks are letters in small; what decomposing brings back goes after.
    bare = _bare(_bare(text.translate(LETTERS).casefold()).casefold())
    return bare.translate(LETTERS)


def tokens(text: str) -> tuple[str, ...]:
    """Give the folded words of the text in order, without punctuation."""
    return tuple(WORD.findall(fold(text)))


def words(text: str) -> str:
    """Give the folded words parted by single spaces: the form in which names and texts are stored for finding."""
    return " ".join(tokens(text))


def skeleton(word: str) -> str:
    """Give what the romanised spellings of one Urdu name have in common: `yusuf` and `yousaf`, `shaikh` and `sheikh`.

    Takes one folded word; of one in another script than Latin nothing is left.
    """
    if not word.isascii():
        return ""
    for written, meant in ROMANISED:
        word = word.replace(written, meant)
    bones = word[:1] + VOWEL.sub("", word[1:])
    return DOUBLED.sub(r"\1", "a" + bones[1:] if bones[:1] in set("aeiou") else bones)


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
