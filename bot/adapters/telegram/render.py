"""A reply as Telegram shows it: HTML from spans, a keyboard, pages within the platform's limits. Pure.

Telegram counts a text in UTF-16 units after its entities are parsed: 4,096 in a message, 1,024 in a caption
(Bot API, sendMessage and sendPhoto); markup counts for nothing.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot import pages
from bot.adapters.telegram.keeping import Keyboard, kept
from bot.drawings import Picture
from bot.languages import RIGHT_TO_LEFT_MARK, isolate
from bot.messages import LINE_BYTES, Block, Button, Line, Note, Quote, Reply, Row, Span, spans

TEXT = 4096
CAPTION = 1024
FOR_CORRECTION = 120
"""Units a card keeps free, so that a line saying what was corrected fits into it once it stands."""

ALERT = 200
"""Characters of the answer to a pressed button (Bot API, answerCallbackQuery)."""

GIST = 160
"""Characters of a result's title and of its description: what a list can show."""

COPIED = 256
"""Units of a text that a button copies (Bot API, CopyTextButton)."""

_STYLES = {"plain": None, "primary": "primary", "danger": "danger"}
"""Colours of buttons (Bot API 9.4, InlineKeyboardButton)."""

_TAGS = {"plain": (), "bold": ("b",), "italic": ("i",), "code": ("code",)}

_GAP = "\u200b"
"""A space without width: it parts what Telegram would otherwise read as one, whatever `parse_mode` says."""

_MENTION = re.compile(r"@(?=\w)")
_COMMAND = re.compile(r"(?<![\w/])/(?=[A-Za-z0-9_])")
"""How the names of people and chats, and commands, begin (Bot API, MessageEntity: `mention`, `bot_command`)."""


@dataclass(frozen=True, slots=True)
class Card:
    """One page, ready to send: HTML, the keyboard under it, its number, and the picture it is the caption of."""

    html: str
    keyboard: InlineKeyboardMarkup | None
    page: int = 1
    picture: Picture | None = None


class _Piece(NamedTuple):
    """A run of text under tags, as it will be read; the link is a checked one."""

    text: str
    tags: tuple[str, ...] = ()
    link: str | None = None


@kept
def text(reply: Reply, *, corrected: bool = False, rtl: bool = False) -> Card:
    """Give the page of a reply as a text message, without its picture. Raises ValueError where `pages.turn` does.

    A card that is `corrected` may use the room every other one leaves free, if it then stays on one page. One whose
    language runs right to left (`rtl`) begins each line on the right, whatever a source's words begin with.
    """
    return _card(replace(reply, picture=None), TEXT, corrected=corrected, rtl=rtl)


@kept
def caption(reply: Reply, *, corrected: bool = False, rtl: bool = False) -> Card:
    """Give the page of a reply as the caption of its picture, as `text` does."""
    return _card(reply, CAPTION, corrected=corrected, rtl=rtl)


def card(reply: Reply, *, rtl: bool = False) -> Card:
    """Give the page of a reply in the medium it is first sent in."""
    return text(reply, rtl=rtl) if reply.picture is None else caption(reply, rtl=rtl)


def _card(reply: Reply, limit: int, *, corrected: bool, rtl: bool) -> Card:
    """Give a page. One of several is cut as it was before its correction, or what stands between two would be lost."""
    measure = partial(size, rtl=rtl)
    fits = corrected and len(pages.fit(reply, pages.Limits(limit, measure))) == 1
    page = pages.turn(reply, pages.Limits(limit if fits else limit - FOR_CORRECTION, measure))
    return Card(_html(page, rtl=rtl), keyboard(page.buttons), page.page, page.picture)


def alert(reply: Reply) -> str:
    """Give a reply as bare text of at most ALERT units, for the window over a pressed button."""
    title = (Line(spans(reply.title)),) if reply.title else ()
    said = "\n".join(_plain(block) for block in (*title, *reply.blocks)).encode("utf-16-le", "replace")
    return said[: ALERT * 2].decode("utf-16-le", "ignore")


def gist(reply: Reply) -> tuple[str, str]:
    """Give a card in a few words, as bare text: its title, and how it begins; small print only where there is no more.

    Both are for a list of results, where a phone shows a line or two of each.
    """
    said: list[Block] = [block for block in reply.blocks if not isinstance(block, Note)] or list(reply.blocks)
    lines = [line for block in said[:4] for line in _plain(block).split("\n") if line]
    title = reply.title or (lines.pop(0) if lines else reply.line)
    return _short(title), _short(" · ".join(lines))


def _short(text: str) -> str:
    return text if len(text) <= GIST else f"{text[: GIST - 1]}…"


def units(text: str) -> int:
    """Give the length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def size(block: Block, *, rtl: bool = False) -> int:
    """Give the units a block takes in a message, with the line break that follows it."""
    return units(_plain(block, rtl=rtl)) + 1


def keyboard(buttons: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Give the buttons as an inline keyboard; what Telegram would refuse is left out: an address, a text too long."""
    rows = [[made for button in row if (made := _button(button)) is not None] for row in buttons]
    return Keyboard([row for row in rows if row]) if any(rows) else None


def safe_link(link: str | None) -> str | None:
    """Give an address back if it is an http(s) one with a host; anything else is no link."""
    if link is None or not link.isprintable() or " " in link:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and parts.hostname else None


def _button(button: Button) -> InlineKeyboardButton | None:
    label, style = isolate(button.label), _STYLES[button.style]
    if button.copy:
        short = units(button.copy) <= COPIED
        return InlineKeyboardButton(label, copy_text=CopyTextButton(button.copy), style=style) if short else None
    if button.line is not None:
        if len(button.line.encode()) > LINE_BYTES:
            raise ValueError(
                f"a button's line is at most {LINE_BYTES} bytes; the bot gives out a token for a longer one"
            )
        return InlineKeyboardButton(label, callback_data=button.line, style=style)
    if button.search is not None:
        return InlineKeyboardButton(label, switch_inline_query_current_chat=button.search, style=style)
    return InlineKeyboardButton(label, url=button.url, style=style) if safe_link(button.url) else None


def _html(page: Reply, *, rtl: bool) -> str:
    title = [Line(spans(Span(page.title, "bold")))] if page.title else []
    body = "\n".join(_markup(block, rtl=rtl) for block in (*title, *page.blocks))
    footer = "\n".join(_markup(note, rtl=rtl) for note in page.footer)
    return f"{body}\n\n{footer}" if footer else body


def _markup(block: Block, *, rtl: bool) -> str:
    return "".join(_tagged(piece) for piece in _pieces(block, rtl=rtl))


def _plain(block: Block, *, rtl: bool = False) -> str:
    return "".join(piece.text for piece in _pieces(block, rtl=rtl))


def _tagged(piece: _Piece) -> str:
    written = html.escape(piece.text, quote=False)
    for tag in piece.tags:
        written = f"<{tag}>{written}</{tag}>"
    return f'<a href="{html.escape(piece.link)}">{written}</a>' if piece.link else written


def _pieces(block: Block, *, rtl: bool) -> list[_Piece]:
    """Give a block as pieces; what runs right to left begins with a mark that says so: somebody's words as they do."""
    begin = RIGHT_TO_LEFT_MARK if rtl else ""
    first = [_Piece(begin)] if rtl else []
    match block:
        case Line(text):
            return first + [_piece(span, rtl=rtl) for span in text]
        case Note(text):
            return first + [_small(_piece(span, rtl=rtl)) for span in text]
        case Row(label, value, note):
            named = [_Piece(_quoted(label, rtl=rtl)), _Piece(": ")] if label else []
            beside = [_Piece(" — "), _Piece(_quoted(note, rtl=rtl))] if note else []
            return [*first, *named, _Piece(_quoted(value, rtl=rtl), ("b",)), *beside]
        case Quote(text, attribution):
            whose = [_Piece(f"\n{begin}— "), _Piece(_quoted(attribution, rtl=rtl))] if attribution else []
            own = RIGHT_TO_LEFT_MARK if isolate(text) != text else ""
            return [_Piece(own + _quoted(text, rtl=rtl), ("blockquote",)), *whose]


def _piece(span: Span, *, rtl: bool) -> _Piece:
    """Give a span as a piece; code loses its style in a link, as Telegram nests nothing in code and code in nothing."""
    link = safe_link(span.link)
    said = (_quoted if link else _said)(span.text, rtl=rtl)
    return _Piece(said, () if link and span.style == "code" else _TAGS[span.style], link)


def _small(piece: _Piece) -> _Piece:
    """Give small print its slant, but for code, which takes none, and Arabic script, which has none."""
    upright = piece.tags or piece.text != piece.text.strip("\u2068\u2069")
    return piece if upright else piece._replace(tags=("i",))


def _quoted(text: str, *, rtl: bool) -> str:
    """Give text that is not ours, in which no command is one: in our own lines a command may be tapped."""
    return _said(_COMMAND.sub(f"/{_GAP}", text) if "/" in text else text, rtl=rtl)


def _said(text: str, *, rtl: bool) -> str:
    """Give text apart from the direction around it, naming nobody, and as something UTF-8 can hold."""
    named = _MENTION.sub(f"@{_GAP}", text) if "@" in text else text
    return isolate(named.encode("utf-8", "replace").decode(), always=rtl)
