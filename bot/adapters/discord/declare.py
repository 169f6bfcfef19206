"""The bot's commands as Discord's own: each option of a type Discord can show, check and complete."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from discord import AppCommandOptionType, app_commands

from bot.adapters.discord import markdown
from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.receive import Receiver
from bot.commands import DESCRIPTION, Command, Option, Values, described
from bot.languages import Texts
from bot.messages import Choice

TYPES = {
    str: AppCommandOptionType.string,
    int: AppCommandOptionType.integer,
    bool: AppCommandOptionType.boolean,
    date: AppCommandOptionType.string,
    Values: AppCommandOptionType.string,
}
"""The types of options Discord shows; an enumeration is a string with choices."""

CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)

NativeChoice = app_commands.Choice[str | int | float]


class Field(app_commands.Transformer):
    """An option as Discord's form shows it; its value is read from the form as a whole."""

    def __init__(self, receiver: Receiver, command: Command, option: Option) -> None:
        self._receiver = receiver
        self._command = command
        self._option = option

    @property
    def type(self) -> AppCommandOptionType:
        """Discord's type."""
        return TYPES.get(self._option.kind, AppCommandOptionType.string)

    @property
    def min_value(self) -> int | None:
        """The least number taken."""
        return self._option.help.minimum if self._option.kind is int else None

    @property
    def max_value(self) -> int | None:
        """The greatest number taken."""
        return self._option.help.maximum if self._option.kind is int else None

    @property
    def choices(self) -> list[NativeChoice] | None:
        """What there is to choose from, when that is all there is."""
        return native(self._option, self._option.choices) or None

    async def transform(self, _interaction: Interaction, value: Any, /) -> Any:
        """Give the value as it came."""
        return value


class Completed(Field):
    """An option that Discord asks completions for while it is typed."""

    async def autocomplete(self, interaction: Interaction, value: float | str, /) -> list[NativeChoice]:
        """Give at most 25 choices; none where finding them failed."""
        return native(self._option, await self._receiver.suggest(interaction, self._command, self._option, str(value)))


def declared(
    receiver: Receiver, commands: Iterable[Command], texts: Texts
) -> list[app_commands.Command[Any, ..., None]]:
    """Give the commands, each answered by the receiver and described in the language of `texts`."""
    return [_command(receiver, command, texts) for command in commands]


def native(option: Option, choices: Iterable[Choice]) -> list[NativeChoice]:
    """Give those of at most 25 choices that Discord takes: label and value have 1 to 100 characters, each value once.

    A label is cut where it is too long; a value that is too long, or no number for a number, cannot be offered.
    """
    found: dict[str | int, NativeChoice] = {}
    for choice in choices:
        label = markdown.plain(f"{choice.label} · {choice.detail}" if choice.detail else choice.label, DESCRIPTION)
        value = _value(option, choice.value)
        if label and value is not None and value not in found:
            found[value] = app_commands.Choice(name=label, value=value)
    return list(found.values())


def digest(commands: Iterable[app_commands.Command[Any, ..., None]], tree: app_commands.CommandTree[Any]) -> str:
    """Give a sign of what Discord would be told: the same as long as the declarations are."""
    payload = json.dumps([command.to_dict(tree) for command in commands], sort_keys=True)
    return hashlib.sha256(payload.encode()).hexdigest()


def _value(option: Option, text: str) -> str | int | None:
    if option.kind is int:
        return int(text) if text.removeprefix("-").isdecimal() else None
    return text if 1 <= len(text) <= DESCRIPTION else None


def _command(receiver: Receiver, command: Command, texts: Texts) -> app_commands.Command[Any, ..., None]:
    """Build the app command that a function written by hand with these options would be."""

    async def ask(interaction: Interaction, **_form: Any) -> None:
        await receiver.ask(interaction)

    parameters = [inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    parameters += [_parameter(receiver, command, option) for option in command.options]
    ask.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect, as documented
    helps = {option.name: described(command, texts, option)[:DESCRIPTION] for option in command.options}
    app_commands.describe(**helps)(ask)
    return app_commands.Command(name=command.name, description=described(command, texts)[:DESCRIPTION], callback=ask)


def _parameter(receiver: Receiver, command: Command, option: Option) -> inspect.Parameter:
    field = (Completed if option.help.complete is not None else Field)(receiver, command, option)
    default = inspect.Parameter.empty if option.required else None
    return inspect.Parameter(
        option.name, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[str, field], default=default
    )
