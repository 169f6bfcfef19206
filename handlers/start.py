"""What this is and what one can ask; made from the declarations."""

from __future__ import annotations

from typing import Annotated

from bot.commands import Command, Help, described
from bot.languages import Texts, texts
from bot.messages import Button, Choice, Line, Note, Reply, Request, Row, Span, spans
from data.store import Store
from handlers.registry import commands

BEGIN = ("senate", "confidence", "contest", "quote", "claims")
"""The questions offered to somebody who is new; /help shows the others."""


async def command_names(_store: Store, typed: str, language: str) -> list[Choice]:
    """Give the commands whose names hold what is typed."""
    t = texts(language)
    found = [command for command in commands if typed.lower().removeprefix("/") in command.name]
    return [Choice(command.name, f"/{command.name}", described(command, t)) for command in found]


@commands.add("/start", private=True)
async def start(request: Request, _store: Store) -> Reply:
    """What this is, and questions to begin with."""
    t = texts(request.language)
    questions = [commands[name] for name in BEGIN]
    return Reply(
        title=t("start-title"),
        blocks=(Line(spans(t("start-what"))), Line(spans(t("start-how"))), Note(spans(t("start-help")))),
        buttons=tuple((button,) for command in questions for button in _examples(command)[:1]),
    )


@commands.add("/help", "/help contest", private=True)
async def help(  # noqa: A001  # the name people type
    request: Request,
    _store: Store,
    *,
    command: Annotated[str | None, Help("A command to explain", complete=command_names)] = None,
) -> Reply:
    """What you can ask, and how."""
    t = texts(request.language)
    return _all(t) if command is None else _one(commands[command.removeprefix("/")], t)


def _all(t: Texts) -> Reply:
    rows = tuple(Line(spans(Span(f"/{each.name}", "bold"), f" {described(each, t)}")) for each in commands)
    return Reply(title=t("help-title"), blocks=(*rows, Note(spans(t("help-more")))))


def _one(command: Command, t: Texts) -> Reply:
    options = [
        Row(option.name, t("help-required" if option.required else "help-optional"), described(command, t, option))
        for option in command.options
    ]
    examples = [Line(spans(t("help-example"), " ", Span(example, "code"))) for example in command.examples]
    return Reply(
        title=f"/{command.name}",
        blocks=(Line(spans(described(command, t))), *options, *examples),
        buttons=tuple((button,) for button in _examples(command)),
    )


def _examples(command: Command) -> list[Button]:
    """Give a button for each example."""
    return [Button(example, line=example.removeprefix("/")) for example in command.examples]
