"""People, the roles sources give them, and their parties."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from data.record import names, parties, sources
from data.record.names import Names
from data.record.parties import Party
from data.record.reading import NOW, Clock, row, rows
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
    """Give a person, None when there is none of this id."""
    found = row(db, clock, "people", id_)
    if found is None:
        return None
    roles = rows(db, clock, "roles", {"id": id_})
    return Person(
        id=id_,
        names=names.of(db, id_, clock),
        roles=tuple(Role(each["text"], sources.need(db, each["source"], clock), each["words"]) for each in roles),
        party=found["party"] and parties.get(db, found["party"], clock),
        party_source=found["party_source"] and sources.need(db, found["party_source"], clock),
    )
