"""Parties, and the alliances they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.record import names, sources
from data.record.names import Names
from data.record.reading import NOW, Clock, Record, day, row, rows
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Party:
    """A party; `colour` is `#rrggbb`."""

    id: str
    names: Names
    colour: str | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A party's time in an alliance, and who says so in which words."""

    alliance: str
    party: Party
    since: date | None
    until: date | None
    source: Source
    words: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Alliance:
    """Parties that stand together; `partial` when the source does not list all of them; `side` may be unknown."""

    id: str
    names: Names
    side: str | None
    partial: bool
    members: tuple[Membership, ...]


def get(db: Database, id_: str, clock: Clock = NOW) -> Party | None:
    """Give a party, None when there is none of this id."""
    found = row(db, clock, "parties", id_)
    return None if found is None else Party(**found, names=names.of(db, id_, clock))


def every(db: Database, clock: Clock = NOW) -> tuple[Party, ...]:
    """Give all parties, by id."""
    return tuple(
        Party(**found, names=names.of(db, found["id"], clock)) for found in rows(db, clock, "parties", {}, "id")
    )


def alliance(db: Database, id_: str, clock: Clock = NOW) -> Alliance | None:
    """Give an alliance with its members, None when there is none of this id."""
    found = row(db, clock, "alliances", id_)
    return None if found is None else _alliance(db, found, clock)


def alliances(db: Database, clock: Clock = NOW, party: str | None = None) -> tuple[Alliance, ...]:
    """Give all alliances, or those a party is or was in, by id."""
    if party is None:
        found = rows(db, clock, "alliances", {}, "id")
    else:
        ids = tuple(each["id"] for each in rows(db, clock, "memberships", {"party": party}, "id"))
        found = rows(db, clock, "alliances", {"id": ids}, "id") if ids else []
    return tuple(_alliance(db, each, clock) for each in found)


def _alliance(db: Database, found: Record, clock: Clock) -> Alliance:
    members = (_membership(db, each, clock) for each in rows(db, clock, "memberships", {"id": found["id"]}))
    return Alliance(
        id=found["id"],
        names=names.of(db, found["id"], clock),
        side=found["side"],
        partial=bool(found["partial"]),
        members=tuple(member for member in members if member is not None),
    )


def _membership(db: Database, found: Record, clock: Clock) -> Membership | None:
    party = get(db, found["party"], clock)
    if party is None:
        return None
    return Membership(
        alliance=found["id"],
        party=party,
        since=day(found["since"]),
        until=day(found["until"]),
        source=sources.need(db, found["source"], clock),
        words=found["words"],
        note=found["note"],
    )
