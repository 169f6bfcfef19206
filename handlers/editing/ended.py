"""`/motion`, and who won in `/result`, as drafts: when a motion is put, how it or a contest ended."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from bot.errors import UserError
from bot.languages import texts
from data.record import contests, events, motions, names
from data.record.motions import Motion
from data.record.names import Names
from handlers.editing import given, parts, tabled
from handlers.editing.again import Again
from handlers.editing.drafts import Cited, Draft, Rest, free, resting
from handlers.editing.tabled import Status, Told, subject

Sections = dict[str, dict[str, given.Declared]]

VOTES = ("contest", "motion")
"""What votes are counted of."""


class Result(enum.Enum):
    """How a motion ended."""

    CARRIED = "carried"
    LOST = "lost"
    OBTAINED = "obtained"
    NOT_OBTAINED = "not-obtained"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class Put:
    """What `/motion` says: how a motion ended, or the day on which it is to be put; `status` as far as it was said."""

    motion: str
    source: str
    date: date | None
    result: Result | None
    status: Status | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What `/result` says: the count of a contest or motion, who won it, or both."""

    told: Told
    won: str | None


def result(db: Database, counted: Counted, at: datetime, again: Again) -> Draft:
    """Give the dossier of a count, of who won, or of both. Raises UserError where it is not certain what."""
    told = counted.told
    if counted.won is None:
        if not told.figures:
            raise UserError("result-nothing")
        return tabled.draft(db, told, at, again)
    thing = subject(db, told.option, told.subject, VOTES, again)
    if thing.kind != "contest":
        raise UserError("won-motion", name=thing.names.of(again.t.language))
    rest = resting(db, thing.id, Cited(told.source, at, told.as_of), again)
    winner = _winner(db, thing, counted.won, again)
    sections = tabled.table(db, told, thing, rest, again) if told.figures else {}
    day = (told.as_of or rest.said).isoformat()
    said: given.Declared = {"result": "elected", "who": winner.id, "status": told.status, "date": day}
    sections |= _outcome(db, thing.id, said, rest)
    named = {"name": thing.names.of("en"), "who": winner.of("en"), "source": rest.source.publisher}
    title = texts("en")("draft-won", **named)
    return Draft(told.form, thing.id, rest.day, title, rest.timezone, rest.sections(**sections))


def motion(db: Database, put: Put, at: datetime, again: Again) -> Draft:
    """Give the dossier of how a motion ended or when it is to be put. Raises UserError where neither is said."""
    thing = subject(db, "motion", put.motion, ("motion",), again)
    rest = resting(db, thing.id, Cited(put.source, at), again)
    name = thing.names.of("en")
    if put.result is not None:
        ended = (put.date or rest.said).isoformat()
        status = (put.status or Status.REPORTED).value
        sections = _outcome(db, thing.id, {"result": put.result.value, "status": status, "date": ended}, rest)
        title = texts("en")("draft-outcome", name=name, result=put.result.value, source=rest.source.publisher)
    elif put.date is not None:
        sections = _scheduled(db, motions.get(db, thing.id), put, rest)
        title = texts("en")("draft-schedule", name=name, date=put.date)
    else:
        raise UserError("motion-nothing")
    return Draft("motion", thing.id, rest.day, title, rest.timezone, rest.sections(**sections))


def candidates(db: Database, typed: str) -> tuple[Names, ...]:
    """Give those who stood in the contest that was typed; nobody where that is not one contest."""
    found = names.resolve(db, typed, ("contest",)).match if typed.strip() else None
    return _stood(db, found.id) if found else ()


def _outcome(db: Database, of: str, said: given.Declared, rest: Rest) -> Sections:
    outcome: given.Declared = {"of": of, **said, "source": rest.source.id}
    return {"outcomes": {free(db, f"{of}-{said['result']}", outcome): outcome}}


def _scheduled(db: Database, held: Motion | None, put: Put, rest: Rest) -> Sections:
    """Give the new schedule of a motion, and the planned event that tells of it in place of the one before."""
    if held is None or put.date is None:
        raise UserError("motion-nothing")
    day = put.date.isoformat()
    schedule: given.Declared = {"of": held.id, "date": day, "source": rest.source.id}
    status = schedule["status"] = (put.status or Status.SCHEDULED).value
    said = {(each.date, each.status, each.source.id) for each in held.schedules}
    if (put.date, status, rest.source.id) in said:
        raise UserError("schedule-same", source=rest.source.publisher)
    planned: given.Declared = {
        "names": {"en": texts("en")("draft-schedule", name=held.names.of("en"), date=put.date)},
        "date": day,
        "status": "planned",
        "about": [held.chamber, held.id],
        "source": rest.source.id,
    }
    before = _planned(db, held)
    if before is not None:
        planned["supersedes"] = before
    id_ = f"{held.id}-put-{day}"
    return {"schedules": {free(db, id_, schedule): schedule}, "events": {free(db, id_, planned): planned}}


def _planned(db: Database, held: Motion) -> str | None:
    """Give the event that tells of the day which is the motion's now, where there is just one."""
    found = [
        each.id
        for each in events.timeline(db, held.id)
        if each.status == "planned" and each.date == held.date and each.precision == "day"
    ]
    return found[0] if len(found) == 1 else None


def _winner(db: Database, thing: names.Match, typed: str, again: Again) -> Names:
    """Give the candidate who was meant. Raises UserError that offers those who stood."""
    stood = _stood(db, thing.id)
    if not stood:
        return subject(db, "won", typed, ("person",), again).names
    found = [each for each in stood if each.id == typed] or [each for each in stood if parts.fits(typed, each)]
    if len(found) == 1:
        return found[0]
    raise UserError("won-which", typed=typed, buttons=again.meaning("won", found or stood))


def _stood(db: Database, contest: str) -> tuple[Names, ...]:
    held = contests.get(db, contest)
    return tuple(each.person.names for each in held.candidates) if held else ()


def called(found: Iterable[Names], typed: str, language: str) -> list[Names]:
    """Give those of the things whose name holds what is typed."""
    return [each for each in found if typed.lower() in f"{each.id} {each.of(language)}".lower()]
