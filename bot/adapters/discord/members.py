"""Servers that take the bot in and let it go: one greeting where it may be given, and silence afterwards."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Protocol

import discord

from bot.adapters.discord import places
from bot.dispatch import Memory
from bot.errors import PlatformError
from bot.languages import Texts
from bot.messages import Chat, Line, Note, Reply, spans

log = logging.getLogger(__name__)


class Send(Protocol):
    """Puts a card into a place unasked, as `bot.outlets.Outlet` does."""

    async def __call__(self, chat: Chat, reply: Reply, language: str, *, silent: bool) -> object:
        """Send it. Raises PlatformError."""


class Members:
    """Greets, parks and remembers. A server has an id of its own; its channels are places of their own."""

    def __init__(self, memory: Memory, texts: Texts, send: Send) -> None:
        self._memory = memory
        self._texts = texts
        self._send = send

    async def joined(self, guild: discord.Guild) -> None:
        """Greet a server once, however often it is told of; what was parked when it was left is there again."""
        fresh = await self._memory.joined(places.channel(guild.id), *_within(guild))
        where = first_writable(guild)
        if not fresh or where is None:
            return
        try:
            await self._send(places.channel(where.id), self.greeting(), self._texts.language, silent=True)
        except PlatformError as error:
            log.info("server %d is not greeted: %s", guild.id, error)

    async def left(self, guild: discord.Guild) -> None:
        """Park a server and all places in it that are known."""
        await self._memory.parked(places.channel(guild.id), *_within(guild))

    async def closed(self, channel: discord.abc.GuildChannel) -> None:
        """Park a channel that is gone, with its threads."""
        await self._memory.parked(places.channel(channel.id), *_all(getattr(channel, "threads", ())))

    async def ended(self, thread: int) -> None:
        """Park a thread that is gone."""
        await self._memory.parked(places.channel(thread))

    def greeting(self) -> Reply:
        """Give what is said on arrival."""
        t = self._texts
        known = Note(spans(t("discord-hello-known")))
        return Reply(title=t("discord-hello-title"), blocks=(Line(spans(t("discord-hello"))), known))


def first_writable(guild: discord.Guild) -> discord.TextChannel | None:
    """Give where a greeting may go: the channel for such messages, else the first, where the bot may write.

    Everybody sees it: in a channel that is for some people only, the others would not be greeted.
    """
    system = [guild.system_channel] if guild.system_channel is not None else []
    return next((each for each in (*system, *guild.text_channels) if _writable(guild, each)), None)


def _writable(guild: discord.Guild, channel: discord.TextChannel) -> bool:
    held = channel.permissions_for(guild.me)
    seen = channel.permissions_for(guild.default_role).view_channel
    return seen and held.view_channel and held.send_messages


def _within(guild: discord.Guild) -> tuple[Chat, ...]:
    return _all((*guild.channels, *guild.threads))


def _all(found: Iterable[discord.abc.Snowflake]) -> tuple[Chat, ...]:
    return tuple(places.channel(each.id) for each in found)
