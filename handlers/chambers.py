"""/senate, /assembly and /chamber: who sits in a chamber, as reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Choice, Reply, Request
from data.record import chambers
from data.record.names import Names
from data.record.reading import Clock
from data.store import Store
from handlers.cards import AsOf, Known, asked, clock
from handlers.chamber_card import card
from handlers.composition import composition
from handlers.finding import Subject, choices, meant
from handlers.registry import commands


def _every(db: Database, _typed: str, at: Clock) -> tuple[Names, ...]:
    return tuple(each.names for each in chambers.every(db, at))


CHAMBER = Subject("chamber", "chamber", "chamber-which", _every)


async def chamber_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the chambers that fit what is typed; all of them before anything is."""
    return await choices(store, CHAMBER, typed, language)


@commands.add("/senate", pure=True)
async def senate(request: Request, store: Store, *, as_of: AsOf = None, known: Known = None) -> Reply:
    """Who sits in the upper house, as reported, and what the sources leave open."""
    return await _house(request, store, ("upper",), clock(as_of, known))


@commands.add("/assembly", pure=True)
async def assembly(request: Request, store: Store, *, as_of: AsOf = None, known: Known = None) -> Reply:
    """Who sits in the lower house, as reported, and what the sources leave open."""
    return await _house(request, store, ("lower", "single"), clock(as_of, known))


@commands.add("/chamber senate", pure=True)
async def chamber(
    request: Request,
    store: Store,
    *,
    name: Annotated[str, Help("Name of the chamber", complete=chamber_names, rest=True)],
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """Who sits in any chamber on record, as reported, and what the sources leave open."""
    t, at = texts(request.language), clock(as_of, known)
    return await _shown(store, await meant(store, CHAMBER, name, at, t), at, t)


async def _house(request: Request, store: Store, kinds: tuple[str, ...], at: Clock) -> Reply:
    """Show the house of the chat's parliament; its line names the chamber, so that it stays that one."""
    t, parliament = texts(request.language), request.parliament
    found = [each for kind in kinds for each in await store.read(chambers.house, kind, at, parliament)]
    if not found:
        raise UserError("chamber-none")
    if len(found) > 1:
        raise UserError("chamber-several", buttons=CHAMBER.buttons(tuple(each.names for each in found), at, t))
    reply = await _shown(store, found[0].names, at, t)
    return reply if parliament is None else replace(reply, line=asked("chamber", at, name=found[0].id))


async def _shown(store: Store, found: Names, at: Clock, t: Texts) -> Reply:
    facts = await store.read(composition, found.id, at)
    if facts is None:
        raise UserError("chamber-no-seats", name=found.of(t.language))
    return card(facts, at, t)
