"""A person: names and spellings, roles and party as sources give them, contests, quotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Note, Reply, Request, Row, spans
from data.record import contests, names, people, quotes, tables
from data.record.contests import Candidacy, Contest
from data.record.names import Names
from data.record.people import Person
from data.record.reading import Clock
from data.record.tables import Table
from data.store import Store
from handlers.cards import AsOf, Cited, Known, asked, clock, contest_button, outcome, shown, sources_note, status
from handlers.finding import OFFERED, Subject, choices, meant
from handlers.registry import commands

CONTESTS = 5


def _nearest(db: Database, typed: str, at: Clock) -> tuple[Names, ...]:
    return tuple(match.names for match in names.nearest(db, typed, ("person",), OFFERED, at))


PERSON = Subject("person", "person", "person-which", _nearest, lists=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person's card is made of: contests with the votes of the leading report, how often they are quoted."""

    person: Person
    contests: tuple[tuple[Contest, Candidacy, Table | None], ...]
    quoted: int


async def person_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the people who fit what is typed."""
    return await choices(store, PERSON, typed, language)


@commands.add("/person nawaz sharif", pure=True)
async def person(
    request: Request,
    store: Store,
    *,
    name: Annotated[str, Help("Name of the person", complete=person_names, rest=True)],
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """Who somebody is, as sources say: spellings, roles, party, contests, quotations."""
    t, at = texts(request.language), clock(as_of, known)
    found = await meant(store, PERSON, name, at, t)
    facts = await store.read(_facts, found.id, at)
    if facts is None:
        raise UserError("person-which", typed=name, count=0)
    return _card(facts, at, t)


def _facts(db: Database, id_: str, at: Clock) -> Facts | None:
    found = people.get(db, id_, at)
    if found is None:
        return None
    held = [
        (each, candidacy, tables.leading(db, each.id, "votes", at))
        for each in contests.of_person(db, id_, at)[:CONTESTS]
        for candidacy in each.candidates
        if candidacy.person.id == id_
    ]
    return Facts(found, tuple(held), quotes.count(db, "", id_, at))


def _card(facts: Facts, at: Clock, t: Texts) -> Reply:
    found = facts.person
    name = found.names.of(t.language)
    blocks: list[Block] = []
    if found.party is not None:
        blocks.append(Row(t("person-party"), found.party.names.brief(t.language), found.party.names.of(t.language)))
    blocks += [Row(t("person-role"), role.text) for role in found.roles]
    blocks += [_contest(*each, t) for each in facts.contests]
    if spellings := sorted({each.text for each in found.names.spellings} - {name}):
        blocks.append(Note(spans(t("person-spellings", names=t.list(spellings)))))
    buttons = [(contest_button(each.names, at, t),) for each, _, _ in facts.contests]
    if facts.quoted:
        quotations = asked("quotes", at, by=found.id)
        buttons.append((Button(t("person-quotations", count=facts.quoted), line=quotations),))
    votes = [table for _, _, table in facts.contests if table is not None]
    return Reply(
        title=name,
        blocks=tuple(blocks),
        footer=_footer(facts, votes, t),
        buttons=tuple(buttons),
        shows=shown(*votes),
        as_of=max((table.as_of for table in votes), default=None),
    )


def _contest(each: Contest, candidacy: Candidacy, votes: Table | None, t: Texts) -> Row:
    value = votes.value(candidacy.person.id) if votes else None
    number = t("figure-not-given") if value is None else t("person-votes", count=value)
    note = t.series(part for part in (outcome(candidacy, t), status(votes.status, t) if votes else "") if part)
    return Row(each.names.brief(t.language), number, note)


def _footer(facts: Facts, votes: list[Table], t: Texts) -> tuple[Note, ...]:
    found = facts.person
    said: list[Cited] = [(role.source, None) for role in found.roles]
    said += [(found.party_source, None)] if found.party_source else []
    said += [(table.source, table.via) for table in votes]
    return (sources_note(said, t),) if said else ()
