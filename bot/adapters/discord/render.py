"""A reply as Discord shows it: a Components V2 message, within all limits."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import discord
from discord import ui

from bot.adapters.discord import markdown
from bot.messages import Block, Button, Hemicycle, Line, Note, Quote, Reply, Row, Span, spans
from bot.pages import Limits, turn

log = logging.getLogger(__name__)

TEXT = 4000
"""Characters in all text displays of a message (discord.com/developers/docs/components/reference#text-display);
discord.py does not count them. We count UTF-16 units, of which there are never fewer."""

ROWS, IN_ROW = 5, 5
"""Rows of buttons we use, and Discord's limit for the buttons of one: with the rest of a card within 40 components."""

LABEL, ALT, CUSTOM_ID, URL = 80, 1024, 100, 512
"""Discord's limits for a button's label, a picture's description, a button's id and its address, in characters."""

ACCENT = 0x2F6F62
PICTURE = "card.png"

PRESSED = re.compile(r"b\d*:(?P<line>.+)", re.DOTALL)
"""The id of a button that runs a line. The letter parts it from the other kinds of items; the number, from other
buttons of the message with the same line (an id is unique within its message)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent, once."""

    view: ui.LayoutView
    files: list[discord.File]


def page(reply: Reply) -> Reply:
    """Give the page the reply asks for, cut to what a message holds. Raises ValueError as `bot.pages.fit` does."""
    return turn(reply, LIMITS)


def render(reply: Reply, png: bytes | None = None) -> Message:
    """Give the message that shows one page of a reply, with its picture when there is one.

    The view is stopped, so that discord.py keeps nothing of it (a press finds its way by the button's id alone); that
    takes a running loop. Raises ValueError when the texts exceed TEXT, or a button's id exceeds CUSTOM_ID.
    """
    top, foot = _top(reply), _foot(reply)
    if _units(top) + _units(foot) > TEXT:
        raise ValueError(f"a message of {_units(top) + _units(foot)} characters; Discord takes {TEXT}")
    parts: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(top)] if top else []
    files = []
    if reply.picture is not None and png is not None:
        alt = markdown.plain(reply.picture.alt, ALT)
        files.append(discord.File(io.BytesIO(png), PICTURE, description=alt))
        parts.append(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{PICTURE}", description=alt)))
    if foot:
        parts += [ui.Separator(), ui.TextDisplay(foot)]
    parts += _rows(reply.buttons)
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*parts, accent_colour=_accent(reply)))
    view.stop()
    return Message(view, files)


def _top(reply: Reply) -> str:
    title = [f"### {markdown.escape(reply.title)}"] if reply.title else []
    return "\n".join([*title, *(_block(block, small=bool(reply.title)) for block in reply.blocks)])


def _foot(reply: Reply) -> str:
    return "\n".join(_block(note) for note in reply.footer)


def _block(block: Block, *, small: bool = True) -> str:
    """Give a block as lines of markdown; notes are in small print beside something larger, else as running text."""
    match block:
        case Line(text):
            return markdown.line(text)
        case Row(label, value, note):
            parts = spans(f"{label}: ", Span(value, "bold"), *([f" · {note}"] if note else []))
            return markdown.line(parts)
        case Quote(text, attribution):
            said = markdown.quote(text)
            return f"{said}\n-# {markdown.escape(attribution)}" if attribution else said
        case Note(text):
            return f"-# {markdown.line(text)}" if small else markdown.line(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


LIMITS = Limits(TEXT, lambda block: _units(_block(block)) + len("\n"))
"""What a page holds. A title takes what a bold line takes: `### ` is as long as `****`."""


def _rows(rows: Iterable[Iterable[Button]]) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    """Give the buttons as rows; rows that are too many or too long are filled up in their order."""
    taken: dict[str, int] = {}
    made = [[found for button in row if (found := _button(button, taken)) is not None] for row in rows]
    made = [row for row in made if row]
    if len(made) > ROWS or any(len(row) > IN_ROW for row in made):
        flat = [button for row in made for button in row]
        made = [flat[at : at + IN_ROW] for at in range(0, len(flat), IN_ROW)]
    if len(made) > ROWS:
        log.error("a card with more than %d buttons: the last are left out", ROWS * IN_ROW)
    for row in made[:ROWS]:
        yield ui.ActionRow(*row)


def _button(button: Button, taken: dict[str, int]) -> ui.Button[ui.LayoutView] | None:
    """Give the button; none for `search`, which Discord has no counterpart of, and for an address it would refuse."""
    label = markdown.plain(button.label, LABEL)
    if button.url is not None:
        address = markdown.web_address(button.url)
        return ui.Button(label=label, url=address) if address and len(address) <= URL else None
    if button.line is None:
        return None
    number = taken.get(button.line, 0)
    taken[button.line] = number + 1
    custom_id = f"b{number or ''}:{button.line}"
    if len(custom_id) > CUSTOM_ID:
        raise ValueError(f"a button's id has {len(custom_id)} characters, Discord takes {CUSTOM_ID}: {custom_id}")
    return ui.Button(label=label, custom_id=custom_id)


def _accent(reply: Reply) -> int:
    """Give the colour of the party a picture is about, when it is about one; else ours."""
    groups = reply.picture.groups if isinstance(reply.picture, Hemicycle) else ()
    colours = {group.colour for group in groups if group.colour is not None}
    return int(colours.pop().removeprefix("#"), 16) if len(colours) == 1 else ACCENT
