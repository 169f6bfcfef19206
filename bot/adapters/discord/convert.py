"""What an interaction says, as the bot's own values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import discord
from discord import AppCommandOptionType

from bot import languages
from bot.commands import Command, Values
from bot.messages import User

PLATFORM = "discord"

Interaction = discord.Interaction[Any]
Given = Mapping[str, str | int | float]
"""What a form holds: options by name, as Discord types them."""

_FILE = AppCommandOptionType.attachment.value


def user(interaction: Interaction) -> User:
    """Give who asks."""
    return User(PLATFORM, str(interaction.user.id), interaction.user.display_name)


def update(interaction: Interaction) -> str:
    """Give the name of what arrived: the same thing delivered twice has it twice."""
    return f"{PLATFORM}:{interaction.id}"


def alone(interaction: Interaction) -> bool:
    """Say whether something was pressed on a message that only the presser sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def on_message(interaction: Interaction) -> bool:
    """Say whether a command was chosen on a message."""
    return cast("dict[str, Any]", interaction.data or {}).get("type") == discord.AppCommandType.message.value


def form(interaction: Interaction) -> tuple[str, Given]:
    """Give the name of a slash command and what its form holds, also where the declaration has changed since."""
    data = cast("dict[str, Any]", interaction.data or {})
    return data["name"], {each["name"]: each["value"] for each in data.get("options", ()) if each["type"] != _FILE}


def attachment(interaction: Interaction) -> Mapping[str, Any] | None:
    """Give the file that came with a slash command, as Discord describes it."""
    data = cast("dict[str, Any]", interaction.data or {})
    sent = [each["value"] for each in data.get("options", ()) if each["type"] == _FILE]
    found: Mapping[str, Any] | None = data["resolved"]["attachments"][sent[0]] if sent else None
    return found


def written(command: Command, given: Given, *, holes: bool = False) -> str:
    """Give the line a person would have typed for a filled form.

    So dates, values and choices are read by the one grammar, and what cannot be read is answered as everywhere. Pairs
    (`Values`) have no name in a line: they stand after what must come before them, which is required and so is there;
    in a line that only fills a form, there can be `holes`.
    """
    bare = _bare(command)
    words = [command.name]
    for name in bare:
        value = given.get(name, "" if holes else None)
        if value is not None:
            words.append(str(value) if command.option(name).kind == Values else _quoted(value))
    words += [f"{name}:{_quoted(value)}" for name, value in given.items() if name not in bare]
    return " ".join(words)


def language(interaction: Interaction, fallback: str) -> str:
    """Give the asker's own language where the bot has it, else the fallback. For what nobody else reads."""
    return spoken(str(interaction.locale)) or fallback


def spoken(locale: str) -> str | None:
    """Give the language of ours that a locale of Discord's (`en-GB`) means, or nothing."""
    known = languages.available_set()
    return next((each for each in (locale, locale.partition("-")[0]) if each in known), None)


def _bare(command: Command) -> list[str]:
    """Give the options that stand in a line without their names: all up to the pairs, else the first alone."""
    pairs = next((number for number, option in enumerate(command.options) if option.kind == Values), 0)
    return [option.name for option in command.options[: pairs + 1] if option.bare]


def _quoted(value: str | float) -> str:
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
