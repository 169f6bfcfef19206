"""When a motion is put: the word that leads, and the others that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.languages import Texts
from bot.messages import Block, Line, Row, Shown, spans
from data.record.motions import Motion
from data.record.schedules import Schedule
from handlers.cards import Cited, cited_as, figure_row, status

AHEAD = ("scheduled", "provisional", "reported", "unofficial", "official", "disputed")
"""Statuses of a motion that is still to be put, as long as nothing says how it ended."""


def blocks(motion: Motion, as_of: date | None, t: Texts, *, voted: bool) -> Iterator[Block]:
    """Give when a motion is put, by whom where several say so; and that it has not been, while nobody says it was."""
    if not voted and not motion.outcomes and motion.status in AHEAD and as_of is not None:
        yield Line(spans(t("confidence-not-held", date=t.date(as_of))))
    first, *others = motion.schedules
    several = bool(others)
    yield _row(t("confidence-when"), first, t, by=several)
    for each in others:
        yield _row(t("confidence-when-other"), each, t, by=True)


def shown(motion: Motion) -> tuple[Shown, ...]:
    """Give a motion's schedules with their states, as a card's code is made of them."""
    return tuple(Shown(each.id, each.state) for each in motion.schedules)


def sources(motion: Motion) -> list[Cited]:
    """Give who says when it is put."""
    return [(each.source, each.via) for each in motion.schedules]


def _row(label: str, schedule: Schedule, t: Texts, *, by: bool) -> Row:
    """Give a day as far as it is known, how it is known, and, with `by`, who says so."""
    notes = []
    if schedule.date is not None and schedule.stated and schedule.how:
        notes.append(t("confidence-when-inferred", stated=schedule.stated))
    if by:
        notes.append(cited_as(schedule.source, schedule.via, t))
        notes += [] if schedule.status == "scheduled" else [status(schedule.status, t)]
    if schedule.date is not None:
        return Row(label, t.date(schedule.date, weekday=True), t.series(notes) if notes else "")
    if schedule.stated:
        return Row(label, schedule.stated, t.series(notes) if notes else "")
    return figure_row(label, None, t)
