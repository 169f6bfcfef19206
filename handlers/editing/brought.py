"""What a dossier brings besides figures and words, in a preview: how a vote ended, and when one is to be put."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from bot.languages import Texts
from bot.messages import Block, Row
from data.dossier import Dossier
from data.dossier.said import Outcome, Rescheduled
from data.record import motions, outcomes
from data.record.reading import Clock
from handlers.cards import cited_as, status
from handlers.editing import scene
from handlers.news import ENDS

SHOWN = 5
"""Outcomes, and schedules, that are told one by one."""


def blocks(db: Database, dossier: Dossier, before: Clock, t: Texts) -> Iterator[Block]:
    """Give a row for each of the first outcomes and schedules: what stood until now (`before`), what would, by whom."""
    for outcome in [*dossier.outcomes.values()][:SHOWN]:
        yield _ended(db, dossier, outcome, before, t)
    for schedule in [*dossier.schedules.values()][:SHOWN]:
        yield _put(db, dossier, schedule, before, t)


def _ended(db: Database, dossier: Dossier, outcome: Outcome, before: Clock, t: Texts) -> Row:
    was = next(iter(outcomes.of(db, outcome.of, before)), None)
    who = scene.called(db, dossier, outcome.who).of(t.language) if outcome.who else None
    now = _end(outcome.result, who, outcome.status, t)
    old = _end(was.result, was.who.names.of(t.language) if was.who else None, was.status, t) if was else now
    return Row(_name(db, dossier, outcome.of, t), _moves(old, now, t), _by(db, dossier, outcome, t))


def _put(db: Database, dossier: Dossier, schedule: Rescheduled, before: Clock, t: Texts) -> Row:
    held = motions.get(db, schedule.of, before)
    now = t.date(schedule.date) if schedule.date else schedule.stated or t("preview-no-day")
    old = now if held is None else t.date(held.date) if held.date else held.stated or t("preview-no-day")
    return Row(_name(db, dossier, schedule.of, t), _moves(old, now, t), _by(db, dossier, schedule, t))


def _end(result: str, who: str | None, standing: str, t: Texts) -> str:
    said = t(ENDS[result]) if who is None else t("news-who", result=t(ENDS[result]), who=who)
    return t.series([said, status(standing, t)])


def _moves(old: str, now: str, t: Texts) -> str:
    return now if old == now else t("preview-moves", before=old, after=now)


def _name(db: Database, dossier: Dossier, id_: str, t: Texts) -> str:
    return scene.called(db, dossier, id_).of(t.language)


def _by(db: Database, dossier: Dossier, said: Outcome | Rescheduled, t: Texts) -> str:
    source = scene.source(db, dossier, said.source)
    via = scene.source(db, dossier, said.via) if said.via else None
    return t("preview-said-by", source=cited_as(source, via, t))
