"""The pictures and their words in docs/guide/editor.md: each line `<!-- scene: NAME -->` is followed by its picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from tests.guide.evening import Scene

_PICTURE = re.compile(r"<!-- scene: ([a-z]+) -->\n(?:<img [^\n]*>\n?)?")


def scenes_of(page: str) -> list[str]:
    """Give the names of the scenes a page shows, in order."""
    return _PICTURE.findall(page)


def written(page: str, scenes: Iterable[Scene]) -> str:
    """Give the page with each scene's picture, and what can be read in it for those who do not see it."""
    found = {each.name: each for each in scenes}

    def shown(match: re.Match[str]) -> str:
        alt = escape(" / ".join(found[match[1]].lines))
        return f'<!-- scene: {match[1]} -->\n<img src="{match[1]}.png" width="360" alt="{alt}">\n'

    return _PICTURE.sub(shown, page)
