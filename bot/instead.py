"""What is said instead of an answer: what was wrong, what is missing, that it is too much, or that it failed. Pure."""

from __future__ import annotations

from bot import grammar
from bot.commands import Command, Option, described
from bot.errors import BadOption, MissingOption, UnknownCommand, UserError
from bot.languages import Texts
from bot.messages import Button, Choice, Note, Reply, spans

OFFERED = 8
"""Choices offered as buttons when an option is missing."""


def explained(error: UserError, texts: Texts) -> Reply:
    """Give what was wrong, with a button for each thing that could have been meant."""
    buttons = [error.buttons] if error.buttons else []
    if isinstance(error, UnknownCommand):
        buttons = [tuple(Button(f"/{name}", line=name) for name in error.nearest)] if error.nearest else []
    elif isinstance(error, BadOption) and error.option.choices:
        buttons = _choices(error.command, error.option, list(error.option.choices))
    return _said(error.say(texts), buttons)


def missing(error: MissingOption, found: list[Choice], texts: Texts) -> Reply:
    """Give the question for what is missing, with buttons for what was found that it could be."""
    buttons = _choices(error.command, error.option, found)
    key = "missing-option-choose" if buttons else "missing-option"
    what = described(error.command, texts, error.option)
    return _said(texts(key, option=error.option.name, what=what), buttons)


def broken(incident: str, texts: Texts) -> Reply:
    """Give that it failed, with the number under which the log tells why."""
    return _said(texts("incident", incident=incident))


def too_much(texts: Texts, *, hush: bool) -> Reply:
    """Give that somebody asks too much; with `hush` it is not sent."""
    return Reply(blocks=(Note(spans(texts("too-much"))),), private=True, hush=hush)


def _said(text: str, buttons: list[tuple[Button, ...]] | None = None) -> Reply:
    return Reply(blocks=(Note(spans(text)),), buttons=tuple(buttons or ()), private=True)


def _choices(command: Command, option: Option, choices: list[Choice]) -> list[tuple[Button, ...]]:
    """Give a button for each choice of a command that needs nothing else."""
    if any(other.required and other != option for other in command.options):
        return []
    values = ({option.name: grammar.convert(command, option, each.value)} for each in choices[:OFFERED])
    lines = (grammar.line(command, value) for value in values)
    return [(Button(each.label, line=line),) for each, line in zip(choices, lines, strict=False)]
