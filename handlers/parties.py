"""A party: its seats as reported, the alliances it stands in, its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Row, Shown, spans
from data.record import chambers, parties, people, tables
from data.record.chambers import Chamber
from data.record.names import Names
from data.record.parties import Alliance, Membership, Party
from data.record.reading import Clock
from data.record.tables import Table
from data.store import Store
from handlers.cards import AsOf, Cited, Known, asked, clock, figure_row, of_total, sources_note, status
from handlers.finding import Subject, choices, meant
from handlers.registry import commands

PEOPLE = 12


def _every(db: Database, _typed: str, at: Clock) -> tuple[Names, ...]:
    return tuple(each.names for each in parties.every(db, at))


PARTY = Subject("party", "party", "party-which", _every)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a party's card is made of: the report of each chamber that leads and counts it, alliances, people."""

    party: Party
    seats: tuple[tuple[Chamber, Table], ...]
    alliances: tuple[tuple[Alliance, Membership], ...]
    people: tuple[Names, ...]


async def party_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the parties that fit what is typed; all of them before anything is."""
    return await choices(store, PARTY, typed, language)


@commands.add("/party pti", pure=True)
async def party(
    request: Request,
    store: Store,
    *,
    name: Annotated[str, Help("Name of the party", complete=party_names, rest=True)],
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """A party as sources report it: seats, alliances, people."""
    t, at = texts(request.language), clock(as_of, known)
    found = await meant(store, PARTY, name, at, t)
    facts = await store.read(_facts, found.id, at)
    if facts is None:
        raise UserError("found-nothing", typed=name)
    return _card(facts, at, t)


def _facts(db: Database, id_: str, at: Clock) -> Facts | None:
    found = parties.get(db, id_, at)
    if found is None:
        return None
    seats = []
    for chamber in chambers.every(db, at):
        counted = [table for table in tables.of(db, chamber.id, ("seats",), at) if table.figure(id_) is not None]
        if counted:
            seats.append((chamber, counted[0]))
    held = [
        (alliance, member)
        for alliance in parties.alliances(db, at, id_)
        for member in alliance.members
        if member.party.id == id_ and at.published(member.source.published)
    ]
    return Facts(found, tuple(seats), tuple(held), people.of_party(db, id_, at))


def _card(facts: Facts, at: Clock, t: Texts) -> Reply:
    found = facts.party
    blocks: list[Block] = [_seats(chamber, table, found, t) for chamber, table in facts.seats]
    blocks += [Row(t("party-alliance"), alliance.names.of(t.language)) for alliance, _ in facts.alliances]
    if facts.people:
        listed = t.list([each.of(t.language) for each in facts.people[:PEOPLE]])
        blocks.append(Line(spans(t("party-people", names=listed))))
    also = sorted({each.text for each in found.names.spellings} - {found.names.of(t.language)})
    if also:
        blocks.append(Note(spans(t("person-spellings", names=t.list(also)))))
    used = [table for _, table in facts.seats]
    said: list[Cited] = [(table.source, table.via) for table in used]
    said += [(member.source, None) for _, member in facts.alliances]
    own = [figure for table in used if (figure := table.figure(found.id))]
    short = found.names.brief(t.language)
    full = found.names.of(t.language)
    return Reply(
        title=full if short == full else t("party-title", name=full, short=short),
        blocks=tuple(blocks) or (Note(spans(t("party-nothing"))),),
        footer=(sources_note(said, t),) if said else (),
        buttons=tuple((_person_button(each, at, t),) for each in facts.people[:4]),
        shows=tuple(Shown(figure.id, figure.state) for figure in own),
        as_of=max((table.as_of for table in used), default=None),
        colour=found.colour,
    )


def _seats(chamber: Chamber, table: Table, found: Party, t: Texts) -> Row:
    total = table.value("total")
    row = figure_row(chamber.names.of(t.language), table.figure(found.id), t)
    note = t("party-seats-note", status=status(table.status, t), date=t.date(table.as_of))
    value = table.value(found.id)
    return row if value is None else Row(row.label, of_total(value, total, t), note)


def _person_button(each: Names, at: Clock, t: Texts) -> Button:
    return Button(each.of(t.language), line=asked("person", at, name=each.id))
