"""A reply as Discord shows it: a Components V2 message, within all limits."""

from __future__ import annotations

import io
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial, wraps
from itertools import groupby
from typing import Any, TypeVar

import discord
from discord import ui

from bot.adapters.discord import markdown
from bot.adapters.discord.callbacks import Written
from bot.drawings import Hemicycle
from bot.messages import Block, Button, Line, Note, Quote, Reply, Row
from bot.pages import Limits, fit, turn

log = logging.getLogger(__name__)
T = TypeVar("T")

TEXT = 4000
"""Characters in all text displays of a message (discord.com/developers/docs/components/reference#text-display);
discord.py does not count them. We count UTF-16 units, of which there are never fewer."""

RESERVE = 120
"""Characters of TEXT that pages leave free: a correction may have to be said on the card later."""

ROWS, IN_ROW = 5, 5
"""Rows of buttons we use, and Discord's limit for the buttons of one: with the rest of a card within 40 components."""

LONG, LISTED = 6, 25
"""Choices that make one list instead of so many rows of buttons, and Discord's limit for such a list."""

OPTION = 100
"""Discord's limit for the label and for the value of a choice in a list, in characters."""

LABEL, ALT, CUSTOM_ID, URL = 80, 1024, 100, 512
"""Discord's limits for a button's label, a picture's description, a button's id and its address, in characters."""

KEPT = 2048
"""Blocks kept as they were last written: each is measured before it is shown, and the same cards come again."""

VIEWS = 16
"""Views kept, between the look at how large one is and its writing."""

CARDS = 128
"""Cards kept as they were last shown, some 20 KB each: what one asks for, others ask for too."""

ACCENT = 0x2F6F62
PICTURE = "card.png"

MESSAGE, UPDATE = 4, 7
"""Discord's numbers for an answer in a message of its own, and in the one that was pressed on."""

COMPONENTS, EPHEMERAL = 1 << 15, 1 << 6
"""Discord's flags for a message made of components, and for one that only the asker sees."""

PRESSED = re.compile(r"b\d*:(?P<line>.+)", re.DOTALL)
"""The id of a button that runs a line. The letter parts it from the other kinds of items; the number, from other
buttons of the message with the same line (an id is unique within its message)."""

FILLED = re.compile(r"f\d*:(?P<line>.+)", re.DOTALL)
"""The id of a button that opens a form filled with a line."""

CHOSEN = re.compile(r"s\d*")
"""The id of a list whose choices are lines."""

STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}

GRAVE = {"overturned": 0xB3261E, "withdrawn": 0x6B6B6B, "disputed": 0xC77700, "scheduled": 0x3E5C9A}
"""The colours of statuses that have to be seen at once, the gravest first."""

ActionRow = ui.ActionRow[ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent, once."""

    view: ui.LayoutView
    files: list[discord.File]


def by_itself(make: Callable[..., T]) -> Callable[..., T]:
    """Keep what is made of a reply by the very object: the bot gives the same one again, and comparing takes longer.

    The object is held, so no other can be taken for it.
    """
    made: OrderedDict[tuple[object, ...], tuple[Reply, T]] = OrderedDict()

    @wraps(make)
    def kept(reply: Reply, **how: Any) -> T:
        key = (id(reply), *how.values())
        found = made.get(key)
        if found is not None:
            made.move_to_end(key)
            return found[1]
        made[key] = found = reply, make(reply, **how)
        if len(made) > CARDS:
            made.popitem(last=False)
        return found[1]

    return kept


@by_itself
@lru_cache(CARDS)
def page(reply: Reply, *, rtl: bool = False, corrected: bool = False) -> Reply:
    """Give the page the reply asks for, cut to what a message holds. Raises ValueError as `bot.pages.fit` does.

    A card that is `corrected` may use the room every other one leaves free, if it then stays on one page. One of
    several is cut as it was before its correction, or what stands between two would be lost.
    """
    whole = Limits(TEXT, partial(_size, rtl=rtl))
    fits = corrected and len(fit(reply, whole)) == 1
    return turn(reply, whole if fits else Limits(TEXT - RESERVE, whole.size))


def render(reply: Reply, png: bytes | None = None, *, rtl: bool = False) -> Message:
    """Give the message that shows one page of a reply, with its picture when there is one; `rtl` is its direction.

    The view is stopped, so that discord.py keeps nothing of it (a press finds its way by the button's id alone); that
    takes a running loop. Raises ValueError when the texts exceed TEXT, or a button's id exceeds CUSTOM_ID.
    """
    if reply.picture is None or png is None:
        return Message(_view(reply, painted=False, rtl=rtl), [])
    file = discord.File(io.BytesIO(png), PICTURE, description=markdown.plain(reply.picture.alt, ALT))
    return Message(_view(reply, painted=True, rtl=rtl), [file])


@by_itself
def opening(reply: Reply, *, kind: int, rtl: bool, told: bool) -> Written:
    """Give the body of a first answer without a picture; `told` asks for the id of the message it becomes."""
    data: dict[str, Any] = {**written(reply, rtl=rtl)}
    if kind == MESSAGE:
        del data["attachments"]
        data["flags"] |= EPHEMERAL if reply.private else 0
    return Written({"type": kind, "data": data}, told=told)


@by_itself
def written(reply: Reply, *, rtl: bool) -> Written:
    """Give a message without a picture as Discord takes it in place of another."""
    parts = [item.to_component_dict() for item in _view(reply, painted=False, rtl=rtl).children]
    return Written({"components": parts, "flags": COMPONENTS, "allowed_mentions": {"parse": []}, "attachments": []})


@lru_cache(VIEWS)
def _view(reply: Reply, *, painted: bool, rtl: bool) -> ui.LayoutView:
    top, foot = _top(reply, rtl=rtl), _foot(reply, rtl=rtl)
    if _units(top) + _units(foot) > TEXT:
        raise ValueError(f"a message of {_units(top) + _units(foot)} characters; Discord takes {TEXT}")
    parts: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(top)] if top else []
    if reply.picture is not None and painted:
        alt = markdown.plain(reply.picture.alt, ALT)
        parts.append(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{PICTURE}", description=alt)))
    if foot:
        parts += [ui.Separator(), ui.TextDisplay(foot)]
    parts += _rows(reply.buttons)
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*parts, accent_colour=_accent(reply)))
    view.stop()
    return view


def _top(reply: Reply, *, rtl: bool) -> str:
    title = [f"### {markdown.escape(reply.title, rtl=rtl)}"] if reply.title else []
    return "\n".join([*title, *(_block(block, small=bool(reply.title), rtl=rtl) for block in reply.blocks)])


def _foot(reply: Reply, *, rtl: bool) -> str:
    return "\n".join(_block(note, small=True, rtl=rtl) for note in reply.footer)


@lru_cache(KEPT)
def _block(block: Block, *, small: bool, rtl: bool) -> str:
    """Give a block as lines of markdown; notes are in small print beside something larger, else as running text."""
    match block:
        case Line(text):
            return markdown.line(text, rtl=rtl)
        case Row(label, value, note):
            return markdown.row(label, value, note, rtl=rtl)
        case Quote(text, attribution):
            said = markdown.quote(text)
            return f"{said}\n-# {markdown.escape(attribution, rtl=rtl)}" if attribution else said
        case Note(text):
            return f"-# {markdown.line(text, rtl=rtl)}" if small else markdown.line(text, rtl=rtl)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@lru_cache(KEPT)
def _size(block: Block, *, rtl: bool) -> int:
    """Give what a block takes of a page. A title takes what a bold line takes: `### ` is as long as `****`."""
    return _units(_block(block, small=True, rtl=rtl)) + len("\n")


def _rows(rows: Iterable[Iterable[Button]]) -> Iterator[ActionRow]:
    """Give the buttons as rows, many choices as a list; rows that are too many or too long are filled up."""
    taken: dict[str, int] = {}
    made: list[ActionRow] = []
    shown = [[button for button in row if _fits(button)] for row in rows]
    for listed, run in groupby(filter(None, shown), key=_is_choice):
        found = list(run)
        if listed and len(found) >= LONG:
            made += [ui.ActionRow(each) for each in _lists([button for row in found for button in row], taken)]
        else:
            made += _buttons(found, taken)
    made = made if len(made) <= ROWS else _filled_up(made)
    if len(made) > ROWS:
        log.error("a card with more than %d buttons: the last are left out", ROWS * IN_ROW)
    yield from made[:ROWS]


def _is_choice(row: list[Button]) -> bool:
    """Say whether a row is one of a list of choices: a plain button alone in it that runs a line."""
    (first, *others) = row
    return not others and first.line is not None and not first.form and first.style == "plain"


def _lists(choices: list[Button], taken: dict[str, int]) -> Iterator[ui.Select[ui.LayoutView]]:
    """Give lists of the choices, each line once."""
    options: dict[str, discord.SelectOption] = {}
    for button in choices:
        line = _limited(button.line or "", "a choice")
        options.setdefault(line, discord.SelectOption(label=markdown.plain(button.label, OPTION), value=line))
    for at in range(0, len(options), LISTED):
        number = taken["s"] = taken.get("s", -1) + 1
        yield ui.Select(custom_id=f"s{number}", options=list(options.values())[at : at + LISTED])


def _buttons(rows: list[list[Button]], taken: dict[str, int]) -> list[ActionRow]:
    return [
        ui.ActionRow(*[_button(button, taken) for button in row[at : at + IN_ROW]])
        for row in rows
        for at in range(0, len(row), IN_ROW)
    ]


def _filled_up(rows: list[ActionRow]) -> list[ActionRow]:
    """Give the same buttons in as few rows as hold them; a list has a row of its own."""
    made: list[ActionRow] = []
    for lists, run in groupby(rows, key=lambda row: isinstance(row.children[0], ui.Select)):
        items = [item for row in run for item in row.children]
        size = 1 if lists else IN_ROW
        made += [ui.ActionRow(*items[at : at + size]) for at in range(0, len(items), size)]
    return made


def _fits(button: Button) -> bool:
    """Say whether Discord has such a button: none for `search`, and none for an address it would refuse."""
    if button.url is not None:
        return markdown.web_address(button.url) is not None and len(button.url) <= URL
    return button.line is not None


def _button(button: Button, taken: dict[str, int]) -> ui.Button[ui.LayoutView]:
    label = markdown.plain(button.label, LABEL)
    if button.line is None:
        return ui.Button(label=label, url=button.url)
    kind = "f" if button.form else "b"
    key = f"{kind}:{button.line}"
    number = taken.get(key, 0)
    taken[key] = number + 1
    custom_id = _limited(f"{kind}{number or ''}:{button.line}", "a button's id")
    return ui.Button(label=label, custom_id=custom_id, style=STYLES[button.style])


def _limited(text: str, what: str) -> str:
    if len(text) > CUSTOM_ID:
        raise ValueError(f"{what} has {len(text)} characters, Discord takes {CUSTOM_ID}: {text}")
    return text


def _accent(reply: Reply) -> int:
    """Give the colour of the one party an answer is about, else of the gravest status shown, else ours."""
    groups = reply.picture.groups if isinstance(reply.picture, Hemicycle) else ()
    colours = {group.colour for group in groups if group.colour is not None}
    party = reply.colour or (colours.pop() if len(colours) == 1 else None)
    if party is not None:
        return int(party.removeprefix("#"), 16)
    shown = {each.status for each in reply.shows}
    return next((colour for status, colour in GRAVE.items() if status in shown), ACCENT)
