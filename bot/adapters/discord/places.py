"""Where something is asked on Discord, and what may be done there. Pure.

A thread, and so a post of a forum, is a channel with an id of its own. An app that people install for themselves
answers in servers and conversations where the bot is no member: there it can send and edit nothing later.
"""

from __future__ import annotations

import discord

from bot.adapters.discord.convert import PLATFORM, Interaction
from bot.dispatch import Manages
from bot.messages import Chat


def chat(interaction: Interaction) -> Chat:
    """Give where it is asked: private only when Discord says that it is the bot's own conversation with one person.

    A channel of a kind discord.py does not know has no id here; then the server, or the person, stands for it.
    """
    place = interaction.channel_id or interaction.guild_id or interaction.user.id
    return Chat(PLATFORM, str(place), bool(interaction.context.dm_channel), _lasting(interaction))


def channel(id_: int) -> Chat:
    """Give a channel, thread or server that is heard of outside any interaction."""
    return Chat(PLATFORM, str(id_), private=False)


def above(interaction: Interaction) -> Chat | None:
    """Give the channel that a thread is in, nothing elsewhere."""
    found = interaction.channel
    return channel(found.parent_id) if isinstance(found, discord.Thread) else None


def manages(interaction: Interaction) -> Manages:
    """Give a question to ask: may whoever asks manage the place? In a server that takes Manage Channels."""

    async def asked() -> bool:
        """Say what the interaction itself tells of rights; where one is alone with the bot, yes."""
        held = interaction.permissions
        return interaction.guild_id is None or held.manage_channels or held.administrator

    return asked


def _lasting(interaction: Interaction) -> bool:
    """Say whether the bot can write and edit here when the interaction is over: as a member who sees and may write."""
    if interaction.guild_id is None:
        return bool(interaction.context.dm_channel)
    if interaction.channel is None or interaction.client.get_guild(interaction.guild_id) is None:
        return False
    held = interaction.app_permissions
    thread = isinstance(interaction.channel, discord.Thread)
    writes = held.send_messages_in_threads if thread else held.send_messages
    return held.administrator or (held.view_channel and writes)
