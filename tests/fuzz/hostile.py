"""Text, replies and dossiers as somebody would make them who means harm."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import Any

from hypothesis import strategies as st

from bot.messages import Block, Button, Line, Note, Quote, Reply, Row, Span, Style
from data.dossier.positions import compose
from tests.newsroom import SHIPPED

PIECES = (
    *("<b>", "</b>", "<a href='x'>", "<!--", "]]>", "&amp;", "&#x202e;", "<script>alert(1)</script>", "<tg-spoiler>"),
    *("@everyone", "@here", "@channel_admin", "<@1>", "<@&2>", "<#3>", "<t:4:R>", "<:e:5>", "</senate:6>", ":smile:"),
    *("**", "__", "~~", "||", "`", "```\n", "# ", "\n# ", "-# ", "> ", ">>> ", "- ", "1. ", "[x](https://x.example)"),
    *("/senate", "/forget now", "https://x.example/?a=1&b=2", "javascript:alert(1)", "tg://resolve?domain=x", "\\"),
    *('"', "'", "''; DROP TABLE quotes; --", "* NEAR(a b)", "page:2", "by:", "~k7", "a=1", "{ $name }", "%s", "$(id)"),
    *("\x00", "\x1b[2J", "\x07", "\x9b31m", "\r", "\u2028", "\u0085", "\ufeff", "\ufffe", "\u200b", "\u200f", "\u2069"),
    *("\u202e", "\u202d", "\u2066", "\u202c", "\ud800", "\udfff", "\U0001f5f3", "e" + "\u0301" * 30, "\U000e0041"),
    *("ایوان بالا", "٣", "۱۶۹", "S\u0435nate", "\u3000", "../../etc/passwd", "x" * 70, "W" * 300, "word " * 60),
)
"""What means something to somebody: markup, mentions, commands, syntax, controls, directions, look-alikes, length."""

text = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join))
said = text.filter(lambda each: bool(each.strip()))
"""Text that is not empty, as a label has to be."""

_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
words = text.map(lambda each: _REFUSED.sub("", each)[:200]).filter(lambda each: bool(each.strip()))
"""Hostile text that a dossier may hold: what sources wrote is theirs."""

styles: st.SearchStrategy[Style] = st.sampled_from(["plain", "bold", "italic", "code"])
links = st.none() | text | st.sampled_from(["https://x.example/?a=1&b=\"'<>", "http://[::1", "HTTPS://x.example/é"])
lines = st.lists(st.builds(Span, text, styles, links), min_size=1, max_size=4).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Line, lines), st.builds(Note, lines), st.builds(Row, text, text, text), st.builds(Quote, text, text)
)
buttons = st.one_of(
    st.builds(Button, said, line=st.just("seat x"), style=st.sampled_from(["plain", "primary", "danger"])),
    st.builds(Button, said, search=text),
    st.builds(Button, said, url=text),
)
replies = st.builds(
    Reply,
    title=text.map("T {}".format),
    blocks=st.lists(blocks, min_size=1, max_size=12).map(tuple),
    footer=st.lists(st.builds(Note, lines), max_size=3).map(tuple),
    buttons=st.lists(st.lists(buttons, min_size=1, max_size=3).map(tuple), max_size=4).map(tuple),
    line=st.just("seat x"),
    page=st.integers(1, 3),
)

values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**18, 10**17, -1, 2**63, 0])
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
"""Whatever JSON can say."""


@cache
def shipped() -> tuple[Any, ...]:
    """Give the shipped dossiers as our own reader reads them."""
    paths = [*SHIPPED.glob("*.yaml"), *SHIPPED.glob("updates/*.yaml")]
    return tuple(compose(path.read_text(encoding="utf-8"), path.name)[0] for path in sorted(paths))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the way to every value in a tree, but for the tree itself."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, each in inner for place in [(*path, key), *places(each, (*path, key))]]


@st.composite
def dossiers(draw: st.DrawFn, *, texts_only: bool = False) -> str:
    """Give a shipped dossier, as JSON, with a few of its values replaced: by anything, or texts by hostile ones."""
    data = copy.deepcopy(draw(st.sampled_from(shipped())))
    for _ in range(draw(st.integers(1, 4))):
        found = [place for place in places(data) if not texts_only or _is_words(data, place)]
        *way, last = draw(st.sampled_from(found))
        into = data
        for key in way:
            into = into[key]
        fits = texts_only or draw(st.integers(0, 3)) > 0
        into[last] = draw((words if texts_only else likely(data, into[last])) if fits else values)
    return json.dumps(data, ensure_ascii=draw(st.booleans()))


def likely(data: Any, value: Any) -> st.SearchStrategy[Any]:
    """Give values of the sort that stands there: of the same dossier, or hostile ones that its schema may take."""
    found = [each for each in (at(data, place) for place in places(data)) if type(each) is type(value)]
    fitting = words if isinstance(value, str) else st.integers(0, 10**15) if isinstance(value, int) else st.nothing()
    return st.sampled_from(found).map(copy.deepcopy) | fitting


def at(data: Any, place: tuple[Any, ...]) -> Any:
    """Give what stands in a place."""
    for key in place:
        data = data[key]
    return data


WORDED = ("title", "why", "reason", "text", "note", "date_note", "publisher", "author", "role", "short", "en", "ur")


def _is_words(data: Any, place: tuple[Any, ...]) -> bool:
    return isinstance(at(data, place), str) and place[-1] in WORDED
