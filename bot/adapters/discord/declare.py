"""The bot's commands as Discord's own: each option of a type Discord can show, check and complete."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any, Protocol

import discord
from discord import AppCommandOptionType, app_commands

from bot import languages
from bot.adapters.discord import convert, markdown
from bot.adapters.discord.convert import Interaction
from bot.commands import DESCRIPTION, FILE, LABEL, Command, Option, Values, described, labelled
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

HIDDEN = discord.Permissions.none()
"""Who sees editors' commands in a server before its administrators say otherwise: they alone. Conversations with the
bot, where permissions say nothing, show them to all; the bot itself knows its editors everywhere."""

MANAGERS = discord.Permissions(manage_channels=True)
"""Who sees, in a server, the commands for those who manage it, before its administrators say otherwise."""

Native = app_commands.Command[Any, ..., None] | app_commands.ContextMenu
NativeChoice = app_commands.Choice[str | int | float]


class Answers(Protocol):
    """Answers what is asked with the commands."""

    async def ask(self, interaction: Interaction) -> None:
        """Answer a slash command."""

    async def take(self, interaction: Interaction, command: Command, message: discord.Message) -> None:
        """Answer a command that was chosen on a message."""

    async def suggest(self, interaction: Interaction, command: Command, option: Option, typed: str) -> list[Choice]:
        """Give completions for what is typed so far."""


class Field(app_commands.Transformer):
    """An option as Discord's form shows it; its value is read from the form as a whole."""

    def __init__(self, receiver: Answers, command: Command, option: Option) -> None:
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


def declared(receiver: Answers, commands: Iterable[Command], texts: Texts) -> list[Native]:
    """Give the commands, each answered by `receiver` and described in the language of `texts`."""
    found: list[Native] = []
    for command in commands:
        found.append(_command(receiver, command, texts))
        if command.on_message is not None:
            found.append(_menu(receiver, command, texts))
    return found


def native(option: Option, choices: Iterable[Choice]) -> list[NativeChoice]:
    """Give those of at most 25 choices that Discord takes: label and value have 1 to 100 characters, each value once.

    A label is cut where it is too long; a value that is too long, or no number for a number, cannot be offered.
    """
    found: dict[str | int, NativeChoice] = {}
    for choice in choices:
        label = markdown.beside(DESCRIPTION, choice.label, choice.detail)
        value = _value(option, choice.value)
        if label and value is not None and value not in found:
            found[value] = app_commands.Choice(name=label, value=value)
    return list(found.values())


def payload(commands: Iterable[Command], tree: app_commands.CommandTree[Any], base: Texts) -> list[dict[str, Any]]:
    """Give what Discord is told: every command of the tree, described in each language both it and the bot know."""
    declared = {command.name: command for command in commands}
    offered = {_label(command, base): command for command in declared.values() if command.on_message is not None}
    slash = [each.to_dict(tree) for each in tree.get_commands(type=discord.AppCommandType.chat_input)]
    menus = [each.to_dict(tree) for each in tree.get_commands(type=discord.AppCommandType.message)]
    tongues = _tongues()
    for told in slash:
        command = declared[told["name"]]
        told["description_localizations"] = _localized(partial(_summary, command), base, tongues)
        options = {option.name: option for option in command.options}
        for each in told["options"]:
            about = partial(_about, command, options.get(each["name"]))
            each["description_localizations"] = _localized(about, base, tongues)
    for told in menus:
        told["name_localizations"] = _localized(partial(_label, offered[told["name"]]), base, tongues)
    return [*slash, *menus]


def digest(told: list[dict[str, Any]]) -> str:
    """Give a sign of what Discord is told: the same as long as the declarations and their texts are."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _tongues() -> dict[str, Texts]:
    """Give the texts for each of Discord's locales that has a language of ours."""
    spoken = {locale.value: convert.spoken(locale.value) for locale in discord.Locale}
    return {locale: languages.texts(language) for locale, language in spoken.items() if language}


def _localized(say: Callable[[Texts], str], base: Texts, tongues: Mapping[str, Texts]) -> dict[str, str]:
    """Give what is said in each locale, where it differs from the base."""
    said = say(base)
    found = {locale: say(texts) for locale, texts in tongues.items() if texts is not base}
    return {locale: text for locale, text in found.items() if text != said}


def _summary(command: Command, texts: Texts) -> str:
    return described(command, texts)[:DESCRIPTION]


def _label(command: Command, texts: Texts) -> str:
    return labelled(command, texts)[:LABEL]


def _about(command: Command, option: Option | None, texts: Texts) -> str:
    """Give the description of an option; of the file that comes along, where there is no option."""
    return (described(command, texts, option) if option else texts("discord-file"))[:DESCRIPTION]


def _value(option: Option, text: str) -> str | int | None:
    if option.kind is int:
        return int(text) if text.removeprefix("-").isdecimal() else None
    return text if 1 <= len(text) <= DESCRIPTION else None


def _command(receiver: Answers, command: Command, texts: Texts) -> app_commands.Command[Any, ..., None]:
    """Build the app command that a function written by hand with these options would be."""

    async def ask(interaction: Interaction, **_form: Any) -> None:
        """Hand on the interaction, in which the options stand too."""
        await receiver.ask(interaction)

    helps = {option.name: _about(command, option, texts) for option in command.options}
    parameters = [inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    parameters += [_parameter(receiver, command, option) for option in command.options]
    if command.upload:
        parameters.append(_keyword(FILE, discord.Attachment, None))
        helps[FILE] = _about(command, None, texts)
    ask.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect, as documented
    app_commands.describe(**helps)(ask)
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=command.name, description=_summary(command, texts), callback=ask
    )
    made.default_permissions = _permissions(command)
    return made


def _menu(receiver: Answers, command: Command, texts: Texts) -> app_commands.ContextMenu:
    async def take(interaction: Interaction, message: discord.Message) -> None:
        """Hand on the message that was chosen."""
        await receiver.take(interaction, command, message)

    made = app_commands.ContextMenu(name=_label(command, texts), callback=take)
    made.default_permissions = _permissions(command)
    return made


def _permissions(command: Command) -> discord.Permissions | None:
    if command.role is not None:
        return HIDDEN
    return MANAGERS if command.manages else None


def _parameter(receiver: Answers, command: Command, option: Option) -> inspect.Parameter:
    """Give an option; one of a command with a form may be left out, since the form asks for it."""
    field = (Completed if option.help.complete is not None else Field)(receiver, command, option)
    default = inspect.Parameter.empty if option.required and not command.form else None
    return _keyword(option.name, Annotated[str, field], default)


def _keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
