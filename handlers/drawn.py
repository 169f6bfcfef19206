"""Pictures of what cards say: the same figures, drawn; nothing is in a picture that the card's record does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.drawings import Balance, Bar, Bars, Chronicle, Moment, Quotation
from bot.languages import Texts
from bot.messages import Note
from data.record.reading import LADDER
from data.record.tables import Figure, Table
from handlers.cards import Cited, figure_row, sources_note, status

SIDE_COLOURS = {"government": "#3B6FB6", "opposition": "#C77B30"}
"""Colours of sides, where a source counts sides and not parties: those of nobody's flag."""

YES, NO = SIDE_COLOURS["government"], SIDE_COLOURS["opposition"]
"""Colours of the votes for and against a motion."""


def head(title: str, subtitle: str, sources: Iterable[Cited], t: Texts) -> dict[str, Any]:
    """Give what every picture carries but for its `alt`: title, subtitle, source, and how the language runs."""
    return {"title": title, "subtitle": subtitle, "source": plain(sources_note(sources, t)), **run(t)}


def run(t: Texts) -> dict[str, Any]:
    """Give how the language runs: its direction and its digits."""
    return {"rtl": t.rtl, "digits": t.digits}


def plain(note: Note) -> str:
    """Give a line without its styles."""
    return "".join(span.text for span in note.text)


def reported(table: Table, t: Texts) -> str:
    """Give `4 March 2021, unofficial`."""
    return t.series([t.date(table.as_of), status(table.status, t)])


def values_of(part: str, lead: Table, others: Iterable[Table]) -> tuple[int, ...]:
    """Give the different numbers that reports of the same weight have of a part, the leading one first."""
    weight = LADDER[lead.status]
    found = [lead.value(part), *(each.value(part) for each in others if LADDER[each.status] == weight)]
    return tuple(dict.fromkeys(value for value in found if value is not None))


def bar(label: str, figure: Figure | None, values: tuple[int, ...], t: Texts, note: str = "") -> Bar:
    """Give the bar of a figure: `6 or 7`, hatched between them, where reports do not agree."""
    if figure is None or figure.value is None:
        row = figure_row(label, None, t)
        return Bar(label, row.value, None, None, row.note)
    colour = figure.colour
    if len(values) < 2:  # noqa: PLR2004  # a difference takes two
        return Bar(label, t.number(figure.value), figure.value, colour, note)
    written = t.either([t.number(value) for value in sorted(values)])
    return Bar(label, written, min(values), colour, note, most=max(values))


def bars(found: list[Bar], note: str, framed: dict[str, Any], t: Texts) -> Bars:
    """Give the picture of a count."""
    told = t.list([t("picture-part", name=each.label, figure=each.figure) for each in found])
    return Bars(**framed, alt=t("picture-bars", title=framed["title"], parts=told), bars=tuple(found), note=note)


def balance(
    sides: tuple[Bar, Bar], between: str, needed: tuple[int, int], framed: dict[str, Any], t: Texts
) -> Balance | None:
    """Give the picture of a vote, the side that has to reach what is needed at the left; nothing where sides overlap.

    `needed` is that number, and the number it is a share of.
    """
    left, right = sides
    open_ = needed[1] - (left.value or 0) - (right.value or 0)
    if open_ < 0:
        return None
    label = t("picture-needed", needed=needed[0], total=needed[1])
    middle = Bar(between, t.number(open_) if open_ else "", open_)
    parts = [t("picture-part", name=each.label, figure=each.figure) for each in (left, right, middle) if each.figure]
    return Balance(
        **framed,
        alt=t("picture-balance", title=framed["title"], parts=t.list(parts), needed=label),
        left=left,
        right=right,
        between=middle,
        total=needed[1],
        needed=needed[0],
        needed_label=label,
    )


def quotation(text: str, speaker: str, kind: str, framed: dict[str, Any], t: Texts) -> Quotation:
    """Give the picture of a quotation."""
    alt = t("picture-quotation", speaker=speaker, text=text)
    return Quotation(**framed, alt=alt, text=text, speaker=speaker, kind=kind)


def chronicle(moments: list[Moment], note: str, framed: dict[str, Any], t: Texts) -> Chronicle:
    """Give the picture of events in their order."""
    told = t.chain([t("picture-part", name=each.day, figure=each.text) for each in moments])
    alt = t("picture-bars", title=framed["title"], parts=told)
    return Chronicle(**framed, alt=alt, moments=tuple(moments), note=note)
