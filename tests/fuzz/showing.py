"""Whether a reply is safe to show: rendered for every platform, and held against what each would make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from wcwidth import strip_sequences, wcswidth

from bot.adapters.console import Screen, as_json
from bot.adapters.console import card as on_screen
from bot.adapters.discord import render as discord
from bot.adapters.telegram import render as telegram
from bot.languages import texts
from bot.messages import Line, Note, Reply
from bot.pictures import svg
from bot.web.page import Page, html
from tests.fakes.discord_checks import TEXT, check_message, walk
from tests.fakes.telegram_wire import check_keyboard, parsed, units
from tests.sample import SENATE

MENTION = re.compile(r"@\w")
TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "body",
    "main",
    "nav",
    "a",
    "article",
    "section",
    "h1",
    "h2",
    "p",
    "dl",
}
TAGS |= {"dt", "dd", "div", "strong", "em", "code", "figure", "blockquote", "figcaption", "footer", "img", "br"}
ATTRIBUTES = {"lang", "dir", "charset", "name", "content", "rel", "href", "type", "title", "class", "id", "src", "alt"}
ATTRIBUTES |= {"width", "hreflang", "property"}


def everywhere(reply: Reply) -> None:
    """Raise AssertionError, or what a platform refuses it with, unless the reply is harmless on each."""
    for rtl in (False, True):
        on_telegram(reply, rtl=rtl)
        on_discord(reply, rtl=rtl)
    in_a_terminal(reply)
    on_a_page(reply)
    if reply.picture is not None:
        ET.fromstring(svg(reply.picture))  # noqa: S314  # our own file; whether it is sound is the question


def on_telegram(reply: Reply, *, rtl: bool) -> None:
    blocks = [block for block in (*reply.blocks, *reply.footer) if isinstance(block, Line | Note)]
    links = {telegram.safe_link(span.link) for block in blocks for span in block.text}
    pictured = replace(reply, picture=reply.picture or SENATE)
    for card, limit in ((telegram.text(reply, rtl=rtl), 4096), (telegram.caption(pictured, rtl=rtl), 1024)):
        said, entities = parsed(card.html, "HTML")
        assert units(said) <= limit
        assert not MENTION.search(said)
        assert not re.search("[\u202d\u202e]", said)
        assert {each["type"] for each in entities} <= {"bold", "italic", "code", "blockquote", "text_link"}
        assert {each["url"] for each in entities if each["type"] == "text_link"} <= links
        if card.keyboard is not None:
            check_keyboard(card.keyboard.to_dict())
    assert units(telegram.alert(reply)) <= 200
    assert all(len(each) <= telegram.GIST for each in telegram.gist(reply))


def on_discord(reply: Reply, *, rtl: bool) -> None:
    message = discord.render(discord.page(reply, rtl=rtl), None, rtl=rtl)
    parts = [item.to_component_dict() for item in message.view.children]
    check_message({"components": parts, "flags": 1 << 15, "allowed_mentions": {"parse": []}, "attachments": []}, {})
    for _, part in walk(parts):
        if part["type"] == TEXT:
            bare = re.sub(r"\]\(<[^>]*>\)|`[^`]*`|\\.", "", part["content"])
            assert not MENTION.search(part["content"])
            assert not re.search(r"<[@#:/tai]|\]\(|\|\||~~|__|```|://", bare)


def in_a_terminal(reply: Reply) -> None:
    for screen in (Screen(40), Screen(80, colour=True)):
        shown = strip_sequences(on_screen(reply, screen))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e]", shown)
        assert all(wcswidth(line) <= screen.width for line in shown.split("\n"))
    assert as_json(reply)


class Tags(HTMLParser):
    """What a browser would find on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}


def on_a_page(reply: Reply) -> None:
    for language in ("en", "ur"):
        page = Page(reply.title or "Card", (reply,), Reply(title="Holds"), ("holds",), address="https://bell.example/")
        document = html(page, texts(language))
        document.encode()
        found = Tags()
        found.feed(document)
        assert found.found <= TAGS
        assert found.attributes <= ATTRIBUTES
        assert all(re.match(r"https?://|/", link) for link in found.links)
