"""Nothing that people read is written in code: a language made of marked letters shows what is not translated."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from babel import Locale
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import TextElement
from fluent.syntax.visitor import Transformer

from bot import languages
from bot.adapters.console.adapter import CHAT, USER
from bot.dispatch import Bot
from bot.languages import LOCALE
from bot.messages import Block, Line, Note, Quote, Reply, Row
from data.store import Store
from handlers import commands
from tests.handlers.conftest import store
from tests.newsroom import SHIPPED
from tests.sample import Kept

__all__ = ["store"]

PSEUDO = "eo"
"""A language Babel knows and we have no texts in: its texts are made for the test."""

MARKED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
WORD = re.compile(r"[A-Za-z]{3,}")
EXAMPLES = sorted({example for command in commands for example in command.examples if command.role is None})


class Marking(Transformer):
    """Marks every letter of a text, and leaves what is put into it alone."""

    def visit_TextElement(self, node: TextElement) -> TextElement:  # noqa: N802  # the transformer's way of naming
        """Give the text with marked letters."""
        return TextElement(node.value.translate(MARKED))


@pytest.fixture(autouse=True)
def _pseudo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add the language, made from the English texts, for one test."""
    shutil.copytree(LOCALE, tmp_path / "locale")
    (tmp_path / "locale" / PSEUDO).mkdir()
    for path in (LOCALE / "en").glob("*.ftl"):
        marked = Marking().visit(FluentParser().parse(path.read_text(encoding="utf-8")))
        (tmp_path / "locale" / PSEUDO / path.name).write_text(FluentSerializer().serialize(marked), encoding="utf-8")
    monkeypatch.setattr(languages, "LOCALE", tmp_path / "locale")
    languages.available_set.cache_clear()
    yield
    languages.available_set.cache_clear()


def texts_of(reply: Reply) -> Iterator[str]:
    """Give all a person reads of a reply but for what a source wrote; links and code are nobody's language."""
    yield reply.title
    for block in (*reply.blocks, *reply.footer):
        yield from _texts(block)
    for row in reply.buttons:
        yield from (button.label for button in row)
    if reply.picture is not None:
        yield from (reply.picture.title, reply.picture.subtitle, reply.picture.alt)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Line(text) | Note(text):
            yield "".join(span.text for span in text if span.style != "code")
        case Row(label, value, note):
            yield from (label, value, note)
        case Quote(_, attribution):
            yield attribution


def record() -> str:
    """Give every word of the shipped record: names, publishers and notes are not ours to translate."""
    return " ".join(path.read_text(encoding="utf-8") for path in Path(SHIPPED).rglob("*.yaml")).lower()


def ours() -> set[str]:
    """Give the names people type, which are the same in every language."""
    names = {option.name for command in commands for option in command.options}
    return {word for name in names | {command.name for command in commands} for word in name.split("_")} | {"page"}


def proper() -> set[str]:
    """Give the names that stand in no language: of time zones, and what each language calls itself."""
    own = [languages.texts(code).language_name(code) for code in languages.available()]
    return {word for name in (*available_timezones(), *own) for word in WORD.findall(name)}


def calendar() -> set[str]:
    """Give what Babel itself writes in the language: months, days, and what joins a list."""
    locale = Locale(PSEUDO)
    dates = (locale.months["format"]["wide"], locale.days["format"]["wide"])
    words = {word for names in dates for word in names.values()}
    return words | {
        word for pattern in locale.list_patterns.values() for word in WORD.findall(" ".join(pattern.values()))
    }


@pytest.mark.parametrize("example", EXAMPLES)
async def test_every_word_of_ours_is_translated(example: str, store: Store) -> None:
    bot: Bot[Any] = Bot(commands, store, Kept(), incident=lambda: "c0ffee")
    reply = await bot.answer_line(example, USER, CHAT, language=PSEUDO)
    known, typed, dated = record(), example.lower(), calendar() | proper()
    left = {
        word
        for text in texts_of(reply)
        for word in WORD.findall(text)
        if word not in dated and word.lower() not in known and word.lower() not in ours() and word.lower() not in typed
    }
    assert left == set()


def test_the_pseudo_language_is_there_and_marks_what_it_says() -> None:
    assert PSEUDO in languages.available()
    assert languages.texts(PSEUDO)("part-rejected") == "Rejected".translate(MARKED)
