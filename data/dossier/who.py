"""Who there is and who says so: sources, chambers, parties, alliances, people, constituencies and elections."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from data.dossier.named import Named
from data.dossier.values import (
    ChamberId,
    Colour,
    Count,
    Date,
    Flag,
    Language,
    NewId,
    PartyId,
    Side,
    SourceId,
    Text,
    Timezone,
    Url,
    Value,
    Words,
)


class Source(Value):
    """Who published what and when; `cites` names the sources it says it has it from.

    `reports` are several pages taken together, or reports that nobody names.
    """

    kind: Literal["article", "broadcast", "tweet", "law", "official", "reference", "reports"]
    publisher: Words
    title: Words | None = None
    url: Url | None = None
    published: Date | None
    published_note: Text | None = None
    language: Language
    account: Words | None = None
    party_interest: PartyId | None = None
    cites: tuple[SourceId, ...] = ()
    note: Text | None = None


class Period(Value):
    """From one day to another, both included; None where it is open."""

    since: Date | None = None
    until: Date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("ends before it begins; exchange since and until")
        return self


class Size(Period):
    """The seats of a chamber in a period."""

    seats: Count
    source: SourceId
    note: Text | None = None


class Chamber(Named):
    """A house of a parliament; its time zone is the dossier's unless it has its own."""

    parliament: NewId
    house: Literal["upper", "lower", "single"]
    timezone: Timezone | None = None
    sizes: tuple[Size, ...] = ()


class Party(Named):
    """A party and the colour it is drawn in."""

    colour: Colour | None = None


class Member(Period):
    """A party's time in an alliance."""

    party: PartyId
    source: SourceId
    words: Words | None = None
    note: Text | None = None


class Alliance(Named):
    """Parties that stand together; `partial` says that the source does not list all of them."""

    side: Side | None = None
    members: tuple[Member, ...] = ()
    partial: Flag = False


class Role(Value):
    """What a source calls somebody."""

    text: Words
    source: SourceId
    words: Words | None = None


class Belongs(Value):
    """The party somebody belongs to, and who says so."""

    party: PartyId
    source: SourceId


class Person(Named):
    """Somebody, with the roles sources give them."""

    roles: tuple[Role, ...] = ()
    party: Belongs | None = None


class Constituency(Named):
    """What seats of a chamber are filled for: a province, a district, a list."""

    chamber: ChamberId


class Election(Named):
    """A round of elections to a chamber."""

    chamber: ChamberId
    date: Date | None = None
    date_note: Text | None = None
    source: SourceId
