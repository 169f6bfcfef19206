"""Long answers in pages: split what does not fit, give one page with the buttons that turn it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.grammar import PAGE
from bot.messages import Block, Button, Line, Note, Quote, Reply, Row, Span, Spans, spans

SHORTEST = 80
"""Units a page must leave for its blocks; where title and footer leave fewer, they stand among the blocks."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may hold: `text` units as `size` counts them, for a block with the break that follows it."""

    text: int
    size: Callable[[Block], int]


def turn(reply: Reply, limits: Limits) -> Reply:
    """Give the page the reply asks for (the nearest there is), with buttons to the pages beside it.

    A reply that no line asks for, such as an error's, cannot be turned and has no such buttons.
    """
    pages = fit(reply, limits)
    number = min(max(reply.page, 1), len(pages))
    row = []
    if reply.line and number > 1:
        row.append(Button(f"← {number - 1}/{len(pages)}", line=_page_line(reply, number - 1)))
    if reply.line and number < len(pages):
        row.append(Button(f"{number + 1}/{len(pages)} →", line=_page_line(reply, number + 1)))
    page = pages[number - 1]
    return replace(page, page=number, buttons=((tuple(row),) if row else ()) + page.buttons)


def fit(reply: Reply, limits: Limits) -> tuple[Reply, ...]:
    """Split a reply into pages within the limits; title, footer, picture and buttons stand on each.

    Nothing is lost: the blocks of all pages, texts joined, are those of the reply. What would crowd the blocks out
    stands among them instead: the footer but for its last note (date and code), a long title, at worst all three.
    Raises ValueError when the limits themselves leave no room.
    """
    if limits.text < SHORTEST:
        raise ValueError(f"a page needs {SHORTEST} units, not {limits.text}")
    reply = next(kept for kept in _kept(reply) if _room(kept, limits) >= SHORTEST)
    room = _room(reply, limits)
    if _size(reply.blocks, limits) <= room:
        return (reply,)
    pages: list[list[Block]] = [[]]
    used = 0
    for group in _groups(reply.blocks, limits, room):
        size = _size(group, limits)
        if pages[-1] and used + size > room:
            pages.append([])
            used = 0
        pages[-1] += group
        used += size
    return tuple(replace(reply, blocks=tuple(page)) for page in pages)


def _kept(reply: Reply) -> Iterator[Reply]:
    """Give the reply with less and less of its title and footer kept on every page, at last with none."""
    yield reply
    notes, last = reply.footer[:-1], reply.footer[-1:]
    yield replace(reply, blocks=reply.blocks + notes, footer=last)
    title = (_title(reply),) if reply.title else ()
    yield replace(reply, title="", blocks=title + reply.blocks)
    yield replace(reply, title="", blocks=title + reply.blocks + notes, footer=last)
    yield replace(reply, title="", blocks=title + reply.blocks + reply.footer, footer=())


def _room(reply: Reply, limits: Limits) -> int:
    return limits.text - _size(((_title(reply),) if reply.title else ()) + reply.footer, limits)


def _title(reply: Reply) -> Line:
    return Line(spans(Span(reply.title, "bold")))


def _page_line(reply: Reply, number: int) -> str:
    return reply.line if number == 1 else f"{reply.line} {PAGE.name}:{number}"


def _groups(blocks: tuple[Block, ...], limits: Limits, room: int) -> Iterator[list[Block]]:
    """Give the blocks that stay together: headings with what they head, everything else alone and cut to size."""
    headings: list[Block] = []
    for block in blocks:
        taken = _size(headings, limits)
        if _is_heading(block) and taken + limits.size(block) <= room // 2:
            headings.append(block)
            continue
        for piece in _cut(block, limits, room - taken):
            yield [*headings, piece]
            headings = []
    if headings:
        yield headings


def _size(blocks: Iterable[Block], limits: Limits) -> int:
    return sum(limits.size(block) for block in blocks)


def _is_heading(block: Block) -> bool:
    return isinstance(block, Line) and bool(block.text) and all(span.style == "bold" for span in block.text)


def _cut(block: Block, limits: Limits, room: int) -> Iterator[Block]:
    if limits.size(block) <= room:
        yield block
        return
    halves = _halves(block, limits, room)
    if len(halves) == 1:
        yield block  # a single sign that does not fit cannot be cut further; the platform's own check will speak
        return
    for half in halves:
        yield from _cut(half, limits, room)


def _halves(block: Block, limits: Limits, room: int) -> tuple[Block, ...]:
    match block:
        case Quote(text, attribution):
            if attribution and limits.size(Quote("", attribution)) > room // 2:
                return (Quote(text, ""), Note(spans(attribution)))
            return tuple(Quote(half, attribution) for half in _split(text))
        case Row(label, value, note):
            return (Row(label, value), Note(spans(note))) if note else (Line(spans(label)), Note(spans(value)))
        case Line(text) | Note(text):
            return tuple(type(block)(half) for half in _split_spans(text))


def _split_spans(text: Spans) -> tuple[Spans, ...]:
    if len(text) > 1:
        middle = len(text) // 2
        return (text[:middle], text[middle:])
    return tuple((replace(text[0], text=half),) for half in _split(text[0].text))


def _split(text: str) -> tuple[str, ...]:
    """Cut a text in two after the space nearest its middle, or in its middle where there is none."""
    if len(text) < 2:  # noqa: PLR2004  # one sign has no two halves
        return (text,)
    middle = len(text) // 2
    before, after = text.rfind(" ", 1, middle), text.find(" ", middle, len(text) - 1)
    spaces = [at for at in (before, after) if at > 0]
    at = min(spaces, key=lambda place: abs(place - middle)) + 1 if spaces else middle
    return (text[:at], text[at:])
