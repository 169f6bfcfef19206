"""Scripts beside Latin: which letters are Urdu's, where they join, and a line of both as runs that cannot mix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_BLOCKS = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
"""The blocks of the Arabic script (Unicode 15, chapter 9.2)."""

_URDU = re.compile(f"[{_BLOCKS}]")
_URDU_RUN = re.compile(rf"[{_BLOCKS}]+(?:[\s\u200c\u200d]+[{_BLOCKS}]+)*")
_OTHER = re.compile(r"[/@#$+\N{MINUS SIGN}-]?[^\W_](?:.*[^\W_])?%?", re.DOTALL)
"""Of what stands between two runs of Urdu, the words and figures, without the marks and spaces round them."""

_BRACKET = re.compile("([()\\[\\]\u201c\u201d])")

_MARKS = re.compile("[\u2010-\u203a\u00a0-\u00bf\u2190-\u2bff]+")
"""Marks the Urdu font lacks, such as an ellipsis, a dash or a curly quotation mark."""

_RIGHT_ONLY = frozenset("آأإؤاةدذرزوٱڈڑژۆۇۈۋےۓۃۀ")
"""Letters that join the one before them but never the one after (Unicode, ArabicShaping: joining type R)."""
_NEVER = frozenset("ء،؛؟۔٪٫٬۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")  # noqa: RUF001  # Urdu's own marks are meant
"""What joins nothing: hamza, marks and digits."""

RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"


def is_urdu(character: str) -> bool:
    """Say whether a character belongs to the Arabic script, in which Urdu is written."""
    return _URDU.match(character) is not None


def has_urdu(text: str) -> bool:
    """Say whether any part of a text is in the Arabic script."""
    return _URDU.search(text) is not None


def is_joined(text: str, at: int) -> bool:
    """Say whether the letter at this place joins the one before or after it."""
    return _joins(text, at - 1, at) or _joins(text, at, at + 1)


def _joins(text: str, before: int, after: int) -> bool:
    if before < 0 or after >= len(text) or not (is_urdu(text[before]) and is_urdu(text[after])):
        return False
    return text[before] not in _RIGHT_ONLY | _NEVER and text[after] not in _NEVER


def runs(words: str, latin: str) -> str:
    """Give a line with Urdu in it as the content of a `<text>` that is set in the Urdu font.

    The whole is isolated right to left, every run of another script isolated left to right inside it and set in the
    font `latin`: resvg knows no `direction`, and a glyph that falls back to another font inside Nastaliq is misplaced.
    """
    parts: list[str] = []
    at = 0
    for run in (*_URDU_RUN.finditer(words), None):
        parts += _between(words[at : run.start() if run else len(words)], latin)
        if run is not None:
            parts.append(escape(run[0]))
            at = run.end()
    return f"{RLI}{''.join(parts)}{PDI}"


def _between(gap: str, latin: str) -> Iterator[str]:
    """Give what stands between two runs of Urdu: words as runs of their own, brackets and quotation marks outside them.

    What opens in one run may close beyond the next, so none of these may belong to either.
    """
    for piece in _BRACKET.split(gap):
        core = _OTHER.search(piece)
        start, end = core.span() if core else (0, 0)
        yield _marked(piece[:start], latin)
        if core is not None:
            yield f"{LRI}{_span(core[0], latin)}{PDI}"
        yield _marked(piece[end:], latin)


def _span(words: str, font: str) -> str:
    return f'<tspan font-family="{font}">{escape(words)}</tspan>'


def _marked(gap: str, latin: str) -> str:
    """Give what stands between words: a mark that the Urdu font lacks comes from the other font."""
    pieces: list[str] = []
    at = 0
    for mark in _MARKS.finditer(gap):
        pieces += [escape(gap[at : mark.start()]), _span(mark[0], latin)]
        at = mark.end()
    return "".join([*pieces, escape(gap[at:])])
