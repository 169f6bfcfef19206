"""How strong the sides are reported to be before a vote, and where reports do not agree."""

from __future__ import annotations

from bot.languages import Texts
from bot.messages import Block, Note, spans
from data.record.names import Names
from data.record.tables import Figure, Table
from handlers.cards import figure_row, named, sum_of

SIDES = {"government": "side-government", "opposition": "side-opposition"}


def seats_rows(table: Table, t: Texts) -> list[Block]:
    """Give the seats of each side, those sitting and vacant, and what the sides leave unaccounted for."""
    sides = [figure for figure in table.figures if figure.side]
    rows: list[Block] = [figure_row(_side(figure, t), figure, t) for figure in sides]
    total, vacant = table.figure("total"), table.figure("vacant")
    if total is not None:
        rows.append(figure_row(t("confidence-sitting"), total, t))
    if vacant is not None:
        rows.append(figure_row(t("part-vacant"), vacant, t))
    return rows + _sum(sides, total, t)


def _side(figure: Figure, t: Texts) -> str:
    return t(SIDES[figure.side]) if figure.side else named(figure, t)


def _sum(sides: list[Figure], total: Figure | None, t: Texts) -> list[Block]:
    values = [figure.value for figure in sides if figure.value is not None]
    if len(values) < len(sides) or not values or total is None or total.value is None:
        return []
    unknown = total.value - sum(values)
    if unknown == 0:
        return [Note(spans(t("figure-sum", sum=sum_of(values, t), total=total.value)))]
    text = t("confidence-sum", sum=sum_of(values, t), counted=sum(values), total=total.value, unknown=unknown)
    return [Note(spans(text))]


def support_rows(table: Table, t: Texts) -> list[Block]:
    """Give for whom a source counts how much support, and on which side that is."""
    return [
        figure_row(
            t("confidence-support-row", name=named(figure, t)), figure, t, _side(figure, t) if figure.side else ""
        )
        for figure in table.figures
    ]


def support_heading(table: Table, seats: list[Table], contests: dict[str, Names], t: Texts) -> str:
    """Give what the support was for, and whether the same source has the seats."""
    about = [contests[id_].brief(t.language) for id_ in table.concerning if id_ in contests]
    where = t("confidence-same-source" if _together(table, seats) else "confidence-other-source")
    if about:
        return t("confidence-support-in", contest=t.list(about), where=where)
    return t("confidence-support", where=where)


def _together(table: Table, seats: list[Table]) -> bool:
    return any(table.read_in.id == other.read_in.id for other in seats)


def conflict(seats: list[Table], table: Table, t: Texts) -> list[Block]:
    """Name it when two tables give a side different numbers; nobody's number is changed or preferred."""
    here = {figure.side: figure.value for figure in table.figures if figure.side}
    for other in seats:
        there = {figure.side: figure.value for figure in other.figures if figure.side}
        both = [side for side in there if side in here and None not in (here[side], there[side])]
        if any(here[side] != there[side] for side in both):
            pairs = [
                t("confidence-conflict-side", side=t(SIDES[side]), first=there[side] or 0, second=here[side] or 0)
                for side in both
            ]
            return [Note(spans(t("confidence-conflict", sides=t.list(pairs))))]
    return []
