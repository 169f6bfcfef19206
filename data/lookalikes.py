"""Words that look like others: letters of one script among those of another, or signs nobody sees."""

from __future__ import annotations

import re
import unicodedata

ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL")
"""How Unicode names the scripts, and the styles, whose letters are taken for one another (UTS 39, section 5)."""

UNSEEN = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e007f]")
"""Signs that show nothing and make one word two; the joiners of Urdu are none of them."""

_WORD = re.compile(r"\w+")


def doubtful(text: str) -> str | None:
    """Give what is doubtful about a name, in a few words, nothing where there is nothing."""
    if UNSEEN.search(text):
        return "has signs that nobody sees"
    for word in _WORD.findall(text):
        scripts = sorted({script for sign in word if sign.isalpha() and (script := _script(sign))})
        if len(scripts) > 1 or scripts in (["FULLWIDTH"], ["MATHEMATICAL"]):
            named = " and ".join(script.capitalize() for script in scripts)
            return f"has a word of {named} letters, {ascii(word)[1:-1]}"
    return None


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "").partition(" ")[0]
    return name if name in ALIKE else ""
