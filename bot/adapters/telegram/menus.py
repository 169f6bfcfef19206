"""What Telegram shows of the bot by itself: menus of commands for each scope and language, and its descriptions.

Everything is made from the declarations and told only when it changed: a digest of what was told last is kept.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from telegram import Bot as Platform
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest

from bot import languages
from bot.adapters.telegram.arrivals import PLATFORM
from bot.adapters.telegram.sending import Sender
from bot.commands import Command, Commands, described
from bot.dispatch import ROLES, Memory
from bot.errors import ChatGone, PlatformError, TryLater
from bot.messages import Role

log = logging.getLogger(__name__)

TRIES = 4
"""How often a menu is tried at the start: answers wait for it, and the next start tries again."""

DESCRIPTION = 256
"""Characters of a command's description (Bot API, BotCommand)."""

_CODE = 2
"""Letters of a language's code here (ISO 639-1)."""


class Menus:
    """Publishes menus and descriptions; `language` is what is told to whoever speaks none of ours."""

    def __init__(self, platform: Platform, sender: Sender, memory: Memory, commands: Commands, language: str) -> None:
        self._platform = platform
        self._sender = sender
        self._memory = memory
        self._commands = commands
        self._language = language

    async def publish(self) -> None:
        """Tell Telegram whatever it was not told yet. What it does not take stays as it was, and is logged."""
        try:
            for scope, menu in scopes(self._commands):
                await self._tell(scope.type, scope, menu)
            await self._describe()
            for person, role in (await self._memory.editors()).items():
                platform, _, number = person.partition(":")
                if platform == PLATFORM:
                    await self.for_editor(int(number), role)
        except TryLater as error:
            log.warning("the menus of commands stay as they were: %s", error)

    async def for_editor(self, person: int, role: Role | None) -> None:
        """Show somebody the commands their role allows in their private chat, and no longer when they have none."""
        name, scope = f"chat:{PLATFORM}:{person}", BotCommandScopeChat(person)
        menu = [] if role is None else [each for each in self._commands if _allowed(each, role)]
        if menu or await self._memory.recall(self._key(name, "")):
            await self._tell(name, scope, menu)

    async def _tell(self, name: str, scope: BotCommandScope, menu: Sequence[Command]) -> None:
        for code, language in spoken(self._language):
            entries = listed(menu, language)
            told = repr([(each.command, each.description) for each in entries]) if entries else ""
            await self._once(self._key(name, code), told, self._menu(entries, scope, code))

    def _menu(self, entries: Sequence[BotCommand], scope: BotCommandScope, code: str) -> Callable[[], Awaitable[bool]]:
        if entries:
            return partial(self._platform.set_my_commands, entries, scope, code or None)
        return partial(self._platform.delete_my_commands, scope, code or None)

    async def _describe(self) -> None:
        for code, language in spoken(self._language):
            texts = languages.texts(language)
            long, short = texts("telegram-description"), texts("telegram-short-description")
            describe = partial(self._platform.set_my_description, long, code or None)
            await self._once(self._key("description", code), long, describe)
            shorten = partial(self._platform.set_my_short_description, short, code or None)
            await self._once(self._key("short", code), short, shorten)

    async def _once(self, key: str, what: str, tell: Callable[[], Awaitable[Any]]) -> None:
        """Tell Telegram something unless it is what it was told last. Raises TryLater."""
        digest = hashlib.sha256(what.encode()).hexdigest()[:20] if what else ""
        if (await self._memory.recall(key) or "") == digest:
            return
        try:
            await self._sender.call(tell, tries=TRIES)
        except TryLater:
            raise
        except ChatGone as error:  # an editor who never wrote to the bot, or blocked it
            log.info("%s waits for its chat: %s", key, error)
        except (BadRequest, PlatformError) as error:
            log.warning("%s stays as it was: %s", key, error)
        else:
            await self._memory.remember(key, digest)

    def _key(self, name: str, code: str) -> str:
        return f"telegram-menu:{self._platform.id}:{name}:{code}"


def _allowed(command: Command, role: Role) -> bool:
    return command.role is None or ROLES.index(command.role) <= ROLES.index(role)


def scopes(commands: Commands) -> tuple[tuple[BotCommandScope, list[Command]], ...]:
    """Give what everybody, members of groups and administrators are shown."""
    everybody = [command for command in commands if command.role is None]
    members = [command for command in everybody if not command.manages]
    return (
        (BotCommandScopeAllPrivateChats(), everybody),
        (BotCommandScopeAllGroupChats(), members),
        (BotCommandScopeAllChatAdministrators(), everybody),
    )


def listed(menu: Sequence[Command], language: str) -> list[BotCommand]:
    """Give a menu's entries in a language."""
    texts = languages.texts(language)
    return [BotCommand(each.name, described(each, texts)[:DESCRIPTION]) for each in menu]


def spoken(language: str) -> list[tuple[str, str]]:
    """Give the codes to tell Telegram with the languages behind them, first the one for everybody else: `language`."""
    others = [each for each in languages.available() if each != language and len(each) == _CODE]
    return [("", language), *((each, each) for each in others)]
