"""What an interaction says, as the bot's own values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import discord

from bot import languages
from bot.commands import Command, Values
from bot.messages import Chat, User

PLATFORM = "discord"

Interaction = discord.Interaction[Any]
Given = Mapping[str, str | int | float]
"""What a form holds: options by name, as Discord types them."""


def user(interaction: Interaction) -> User:
    """Give who asks."""
    return User(PLATFORM, str(interaction.user.id), interaction.user.display_name)


def chat(interaction: Interaction) -> Chat:
    """Give where it is asked: private only when Discord says that it is the bot's own conversation with one person.

    A channel of a kind discord.py does not know has no id here; then the server, or the person, stands for it.
    """
    place = interaction.channel_id or interaction.guild_id or interaction.user.id
    return Chat(PLATFORM, str(place), bool(interaction.context.dm_channel))


def form(interaction: Interaction) -> tuple[str, Given]:
    """Give the name of a slash command and what its form holds, also where the declaration has changed since."""
    data = cast("dict[str, Any]", interaction.data or {})
    return data["name"], {option["name"]: option["value"] for option in data.get("options", ())}


def written(command: Command, given: Given) -> str:
    """Give the line a person would have typed for a filled form.

    So dates, values and choices are read by the one grammar, and what cannot be read is answered as everywhere. Pairs
    (`Values`) have no name in a line: they stand after what must come before them, which is required and so is there.
    """
    pairs = next((number for number, option in enumerate(command.options) if option.kind == Values), None)
    bare = [option.name for option in command.options[: pairs + 1]] if pairs is not None else []
    words = [command.name]
    for name in bare:
        value = given.get(name)
        if value is not None:
            words.append(str(value) if command.option(name).kind == Values else _quoted(value))
    words += [f"{name}:{_quoted(value)}" for name, value in given.items() if name not in bare]
    return " ".join(words)


def language(interaction: Interaction, fallback: str) -> str:
    """Give the asker's own language where the bot has it, else the fallback. For what nobody else reads."""
    own = str(interaction.locale)
    known = languages.available_set()
    return next((each for each in (own, own.partition("-")[0]) if each in known), fallback)


def _quoted(value: str | float) -> str:
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
