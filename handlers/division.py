"""How a vote went: the division as reported, what was needed of it, and what nobody recorded."""

from __future__ import annotations

from datetime import date

from bot.languages import Texts
from bot.messages import Block, Line, Note, Row, Span, spans
from data.record.motions import Motion
from data.record.tables import Table
from handlers import rules
from handlers.cards import cited_as, figure_row, named, status, sum_of

COUNTS = {
    "yes": "division-yes",
    "no": "division-no",
    "abstain": "division-abstain",
    "rejected": "division-rejected",
    "not-cast": "division-not-cast",
    "absent": "division-absent",
}
RESULTS = {
    "carried": "division-carried",
    "lost": "division-lost",
    "obtained": "division-obtained",
    "not-obtained": "division-not-obtained",
    "rejected": "division-thrown-out",
    "withdrawn": "division-withdrawn",
    "annulled": "division-annulled",
    "elected": "division-elected",
}


def went(motion: Motion, tables: tuple[Table, ...], needed: tuple[int, int] | None, t: Texts) -> list[Block]:
    """Give the outcome and the division that leads, against what was needed; nothing before there was a vote."""
    blocks: list[Block] = [
        Line(spans(Span(t(RESULTS[each.result]), "bold"), t.series(["", _when(each.date, t) + status(each.status, t)])))
        for each in motion.outcomes[:1]
    ]
    votes = [table for table in tables if table.measure == "votes"]
    if not votes:
        return blocks
    for part, key in COUNTS.items():
        figure = votes[0].figure(part)
        if figure is not None and figure.value is None:
            blocks.append(Row(t(key), t("division-not-recorded")))
        elif figure is not None:
            blocks.append(figure_row(t(key), figure, t))
    if needed is not None and (yes := votes[0].value("yes")) is not None:
        over = yes - needed[0]
        key = "division-over" if over >= 0 else "division-short"
        blocks.append(Note(spans(t(key, yes=yes, needed=needed[0], by=abs(over)))))
    return blocks + _breakdown([table for table in tables if table.measure == "breakdown"], t)


def asked(motion: Motion, needed: tuple[int, int] | None, tables: tuple[Table, ...], t: Texts) -> list[Block]:
    """Give the majority the rule asks for, computed, and beside it each number a source stated."""
    if motion.rule is None:
        return [figure_row(t("confidence-needed"), None, t)]
    share = rules.share(motion.rule, t)
    stated = [table for table in tables if table.measure == "threshold"]
    if needed is None:
        blocks: list[Block] = [Row(t("confidence-needed"), share, t("confidence-needed-later"))]
    else:
        value = t("figure-of", value=needed[0], total=needed[1])
        key = "confidence-needed-stated" if stated else "confidence-needed-note"
        blocks = [Row(t("confidence-needed"), value, t(key, rule=share))]
    for table in stated:
        sources = t.chain(cited_as(each, None, t) for each in (table.source, *table.agree))
        blocks.append(figure_row(t("division-stated"), table.figure("required"), t, sources))
    return blocks


def unlike(tables: tuple[Table, ...], seats: list[Table], t: Texts) -> list[Block]:
    """Say it when a number of votes equals a number of seats: they are two figures, not one."""
    votes = {figure.value for table in tables if table.measure == "votes" for figure in table.figures}
    same = [figure.value for table in seats for figure in table.figures if figure.side and figure.value in votes]
    return [Note(spans(t("division-unlike", value=value))) for value in same if value is not None]


def _breakdown(tables: list[Table], t: Texts) -> list[Block]:
    blocks: list[Block] = []
    for table in tables[:1]:
        parts = [figure for figure in table.figures if figure.part != "total" and figure.value is not None]
        listed = t.series(f"{named(figure, t)} {t.number(figure.value or 0)}" for figure in parts)
        total = sum(figure.value or 0 for figure in parts)
        text = t(
            "division-breakdown", parts=listed, sum=sum_of([figure.value or 0 for figure in parts], t), total=total
        )
        blocks.append(Note(spans(text)))
    return blocks


def _when(day: date | None, t: Texts) -> str:
    return t.series([t.date(day), ""]) if day else ""
