"""/senate, /assembly and /chamber: who sits in a chamber, as reported."""

from __future__ import annotations

from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Button, Choice, Reply, Request
from data.record import chambers, names
from data.record.chambers import Chamber
from data.record.reading import Clock
from data.store import Store
from handlers.cards import (
    AsOf,
    Known,
    asked,
    clock,
)
from handlers.chamber_card import card
from handlers.composition import composition
from handlers.registry import commands


async def chamber_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the chambers that fit what is typed; all of them before anything is."""
    found = await store.read(_fitting, typed, clock())
    return [Choice(each.id, each.names.of(language)) for each in found]


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
    found = await store.read(_fitting, name, at)
    if len(found) != 1:
        offered = found or await store.read(_fitting, "", at)
        raise UserError("chamber-which", typed=name, count=len(found), buttons=_buttons(offered, at, t))
    return await _shown(store, found[0], at, t)


async def _house(request: Request, store: Store, kinds: tuple[str, ...], at: Clock) -> Reply:
    t = texts(request.language)
    found = [each for kind in kinds for each in await store.read(chambers.house, kind, at)]
    if not found:
        raise UserError("chamber-none")
    if len(found) > 1:
        raise UserError("chamber-several", buttons=_buttons(tuple(found), at, t))
    return await _shown(store, found[0], at, t)


async def _shown(store: Store, found: Chamber, at: Clock, t: Texts) -> Reply:
    facts = await store.read(composition, found, at)
    if facts is None:
        raise UserError("chamber-no-seats", name=found.names.of(t.language))
    return card(facts, at, t)


def _fitting(db: Database, typed: str, at: Clock) -> tuple[Chamber, ...]:
    if not typed.strip():
        return chambers.every(db, at)
    matches = names.find(db, typed, ("chamber",), at)
    exact = [match for match in matches if match.exact] or matches
    return tuple(found for match in exact if (found := chambers.get(db, match.id, at)) is not None)


def _buttons(found: tuple[Chamber, ...], at: Clock, t: Texts) -> tuple[Button, ...]:
    return tuple(Button(each.names.of(t.language), line=asked("chamber", at, name=each.id)) for each in found[:5])
