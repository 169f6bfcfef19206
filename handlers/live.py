"""A message that is kept up to date."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from sqlite_utils import Database

from bot import grammar
from bot.commands import Command, Help
from bot.errors import UserError
from bot.languages import texts
from bot.messages import Choice, Live, Note, Reply, Request, Shown, spans
from data.record import motions
from data.record.reading import NOW, rows
from data.store import Store
from handlers.registry import commands

DAY = 24 * 3600.0
"""Seconds for which a message is kept up to date at most."""

CLOCKS = ("as_of", "known")
"""The options that make an answer one that never changes."""


async def questions(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the questions whose answers can be kept up to date."""
    del store, language  # the commands are the same in all of them
    found = [command for command in commands if command.pure and typed.lower() in command.name]
    return [Choice(command.name, f"/{command.name}") for command in found if not _lacks(command)]


@commands.add("/live confidence", manages=True)
async def live(
    request: Request,
    store: Store,
    *,
    question: Annotated[str, Help("What to keep up to date, such as confidence", complete=questions, rest=True)],
) -> Reply:
    """One message that shows the newest answer until it is decided, for a day at most."""
    t = texts(request.language)
    asked = grammar.parse(commands, question)
    line = grammar.line(asked.command, asked.options)
    if not asked.command.pure or any(asked.options.get(name) is not None for name in CLOCKS):
        raise UserError("live-cannot", command=asked.command.name)
    own = replace(request, command=asked.command.name, options=asked.options)
    reply = await asked.command.handler(own, store, **asked.options)
    if await store.read(_decided, reply.shows):
        return replace(reply, blocks=(Note(spans(t("live-decided"))), *reply.blocks), line=line)
    return replace(
        reply,
        footer=(Note(spans(t("live-note"))), *reply.footer),
        live=Live(DAY, final=line, pinned=True),
    )


def _lacks(command: Command) -> bool:
    return any(option.required for option in command.options)


def _decided(db: Database, shows: tuple[Shown, ...]) -> bool:
    """Say whether a card shows how a vote ended."""
    found = rows(db, NOW, "outcomes", {"id": tuple(each.figure for each in shows)}, "id") if shows else []
    return any(motions.get(db, each["of"]) is not None for each in found)
