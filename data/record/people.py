"""People, the roles sources give them, and their parties."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from data.record import names, parties, sources
from data.record.names import Names
from data.record.parties import Party
from data.record.reading import NOW, Clock, Record, row, rows
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Role:
    """What a source calls somebody, and the words in which it does."""

    text: str
    source: Source
    words: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody; `party` and `party_source` are both there or both None."""

    id: str
    names: Names
    roles: tuple[Role, ...]
    party: Party | None
    party_source: Source | None


def get(db: Database, id_: str, clock: Clock = NOW) -> Person | None:
    """Give a person, None when there is none of this id; roles and party are those published by the clock's day."""
    found = row(db, clock, "people", id_)
    if found is None:
        return None
    roles = rows(db, clock, "roles", {"id": id_})
    source = sources.need(db, found["party_source"], clock) if found["party_source"] else None
    return Person(
        id=id_,
        names=names.of(db, id_, clock),
        roles=tuple(role for each in roles if clock.published((role := _role(db, each, clock)).source.published)),
        party=parties.get(db, found["party"], clock) if source and clock.published(source.published) else None,
        party_source=source if source and clock.published(source.published) else None,
    )


def _role(db: Database, found: Record, clock: Clock) -> Role:
    return Role(found["text"], sources.need(db, found["source"], clock), found["words"])


def of_party(db: Database, party: str, clock: Clock = NOW) -> tuple[Names, ...]:
    """Give the names of the people a source published by the clock's day counts to a party, by id."""
    members = rows(db, clock, "people", {"party": party}, "id")
    said = [(each["id"], sources.need(db, each["party_source"], clock)) for each in members]
    return tuple(names.of(db, id_, clock) for id_, source in said if clock.published(source.published))
