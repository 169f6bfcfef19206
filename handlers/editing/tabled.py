"""`/result` and `/figure` as drafts: one table of figures, of one source, that stands beside all others."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from bot.commands import Values
from bot.errors import UserError
from bot.languages import texts
from data.dossier.values import RESERVED
from data.record import contests, names, tables
from data.record.names import Names
from data.record.tables import Table
from handlers.editing import given, parts
from handlers.editing.again import Again
from handlers.editing.drafts import Cited, Draft, Rest, free, resting, slug
from handlers.editing.parts import Expected


class Measure(enum.Enum):
    """What is counted."""

    SEATS = "seats"
    STRENGTH = "strength"
    VOTES = "votes"
    SUPPORT = "support"
    BLOC = "bloc"
    SEATS_UP = "seats-up"
    SEATS_FILLED = "seats-filled"
    NEW_SEATS = "new-seats"
    MEMBER_PARTIES = "member-parties"
    PHASES = "phases"
    THRESHOLD = "threshold"
    BREAKDOWN = "breakdown"
    UNOPPOSED = "unopposed"


UNITS = {
    "strength": "members",
    "support": "members",
    "votes": "votes",
    "threshold": "votes",
    "breakdown": "votes",
    "member-parties": "parties",
    "phases": "phases",
}
"""What a measure is counted in where no table on record says; all others are seats."""

PARTS = ("party", "alliance", "person", "constituency")
"""Things that figures are of."""

SUBJECTS = ("chamber", "election", "contest", "motion", "party", "alliance", "person", "constituency")


class Status(enum.Enum):
    """How far a figure is settled."""

    SCHEDULED = "scheduled"
    PROVISIONAL = "provisional"
    REPORTED = "reported"
    UNOFFICIAL = "unofficial"
    OFFICIAL = "official"
    DISPUTED = "disputed"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Told:
    """What a short form says of one table."""

    form: str
    option: str
    subject: str
    kinds: tuple[str, ...]
    measure: str
    figures: Values
    source: str
    status: str
    as_of: date | None


def subject(db: Database, option: str, typed: str, kinds: tuple[str, ...], again: Again) -> names.Match:
    """Give the thing that was meant. Raises UserError that offers those it could be."""
    found = names.resolve(db, typed, kinds)
    if found.match is not None:
        return found.match
    near = found.candidates or names.nearest(db, typed, kinds, n=5)
    buttons = again.meaning(option, (match.names for match in near))
    raise UserError("subject-which" if buttons else "subject-unknown", typed=typed, buttons=buttons)


def draft(db: Database, told: Told, at: datetime, again: Again) -> Draft:
    """Give the dossier of one table. Raises UserError for names that fit several things or none, or nothing new."""
    thing = subject(db, told.option, told.subject, told.kinds, again)
    rest = resting(db, thing.id, Cited(told.source, at, told.as_of), again)
    title = texts("en")("draft-table", name=thing.names.of("en"), measure=told.measure, source=rest.source.publisher)
    sections = rest.sections(**table(db, told, thing, rest, again))
    return Draft(told.form, thing.id, rest.day, title, rest.timezone, sections)


def table(
    db: Database, told: Told, thing: names.Match, rest: Rest, again: Again
) -> dict[str, dict[str, given.Declared]]:
    """Give the section of one table, and those of the new things it names. Raises UserError as `draft` does."""
    held = tables.of(db, thing.id, (told.measure,))
    found = parts.parts(db, told.figures, _expected(db, thing, told), again)
    figures = {found[key].id: value for key, value in told.figures.items()}
    _check(figures, held, rest.source.id, told.status, rest.day)
    declared: dict[str, dict[str, given.Declared]] = {}
    for part in found.values():
        if part.declared is not None:
            section = "people" if _of_people(thing, told) else "parties"
            declared.setdefault(section, {})[part.id] = part.declared
    made: given.Declared = {
        "subject": thing.id,
        "measure": told.measure,
        "unit": held[0].unit if held else UNITS.get(told.measure, "seats"),
        "as_of": rest.day.isoformat(),
        "source": rest.source.id,
        "status": told.status,
        "figures": {part: {"value": value} for part, value in figures.items()},
    }
    return declared | {"tables": {free(db, f"{thing.id}-{told.measure}-{slug(rest.source.publisher)}", made): made}}


def expected_of(db: Database, thing: names.Match, measure: str) -> tuple[Names, ...]:
    """Give the things that figures of a subject and measure are likely to be of: who stood, and who was counted."""
    stood: list[Names] = []
    if thing.kind == "contest" and (contest := contests.get(db, thing.id)):
        stood = [each.person.names for each in contest.candidates]
    counted = (
        figure.names for table in tables.of(db, thing.id, (measure,)) for figure in table.figures if figure.names
    )
    return tuple({each.id: each for each in [*stood, *counted]}.values())


def _expected(db: Database, thing: names.Match, told: Told) -> Expected:
    likely = expected_of(db, thing, told.measure)
    if thing.kind == "motion" and told.measure == "votes":
        return Expected((), ())
    if _of_people(thing, told):
        return Expected(likely, ("person",), closed=True)
    return Expected(likely, PARTS)


def _of_people(thing: names.Match, told: Told) -> bool:
    return thing.kind == "contest" and told.measure == "votes"


def _check(figures: Mapping[str, int | None], held: Iterable[Table], source: str, status: str, day: date) -> None:
    """Refuse counts below nothing, and figures that this source has on record already."""
    for part, value in figures.items():
        if value is not None and value < 0:
            raise UserError("figure-below", part=part, value=value)
    for table in held:
        same = {figure.part: figure.value for figure in table.figures} == figures
        if same and (table.source.id, table.status, table.as_of) == (source, status, day):
            raise UserError("figure-same", source=table.source.publisher)


def spoken_parts() -> tuple[str, ...]:
    """Give the parts every table can have, as they are typed."""
    return tuple(part.replace("-", "") for part in RESERVED)
