"""The desk's statements as PostgreSQL reads them: placeholders, and three functions that go by another name."""

from __future__ import annotations

import re
from functools import lru_cache

_CALLED = {"json_each(": "each_of(", "group_concat(": "string_agg(", "instr(": "strpos("}

_PARTS = re.compile(
    r"""
    '(?:[^']|'')*'                                # text stays as it is
    | \?                                          # a value by its place
    | (?<!:):(?P<name>[a-z_]+)                    # a value by its name
    | \b(?:json_each|group_concat|instr)\(
    | %
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=1024)
def translated(sql: str) -> str:
    """Give a statement of the common subset with psycopg's placeholders and PostgreSQL's names of functions."""
    return _PARTS.sub(_part, sql)


def _part(found: re.Match[str]) -> str:
    text = found[0]
    if found["name"]:
        return f"%({found['name']})s"
    if text == "?":
        return "%s"
    return _CALLED.get(text) or text.replace("%", "%%")
