"""Who may manage a chat: its administrators, whoever writes as the chat itself, and its linked channel."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from telegram import Bot
from telegram.error import BadRequest

from bot.adapters.telegram import arrivals
from bot.adapters.telegram.arrivals import Asker
from bot.adapters.telegram.sending import Sender
from bot.dispatch import Manages
from bot.errors import PlatformError, TryLater, UserError

log = logging.getLogger(__name__)

FRESH = 60.0
"""Seconds a chat's answer is believed: so long somebody dismissed may still manage it."""

MOST = 1000
"""Chats remembered."""

TRIES = 3


class _Known(NamedTuple):
    until: float
    ids: frozenset[int]


class Rights:
    """Asks Telegram who manages a chat, once a minute at most.

    Asked for are all administrators of a chat and not one member: Telegram promises an answer about a member only to
    a bot that is an administrator itself (Bot API, getChatMember).
    """

    def __init__(self, platform: Bot, sender: Sender, clock: Callable[[], float] = time.monotonic) -> None:
        self._platform = platform
        self._sender = sender
        self._clock = clock
        self._known: dict[tuple[str, int], _Known] = {}

    def of(self, by: Asker) -> Manages:
        """Give what tells whether somebody may manage the chat they ask in.

        It raises UserError where Telegram does not say.
        """

        async def manages() -> bool:
            """Say whether `by` manages the chat; asked for only when that matters."""
            return await self._manages(by)

        return manages

    async def _manages(self, by: Asker) -> bool:
        if by.chat.private or not by.chat.lasting:
            return by.chat.private
        chat = arrivals.place(by.chat).chat
        if by.person is not None:
            return by.person in await self._ask("administrators", chat, self._administrators)
        sender = int(by.user.id)  # an anonymous administrator, a channel's post, or some channel in a group
        return sender == chat or sender in await self._ask("linked", chat, self._linked)

    async def _ask(self, what: str, chat: int, ask: Callable[[int], Awaitable[frozenset[int]]]) -> frozenset[int]:
        known = self._known.get((what, chat))
        if known is not None and self._clock() < known.until:
            return known.ids
        try:
            ids = await self._sender.call(lambda: ask(chat), tries=TRIES)
        except TryLater:
            raise UserError("telegram-rights-unknown") from None
        except (PlatformError, BadRequest) as error:
            log.info("Telegram does not say who manages chat %d: %s", chat, error)
            return frozenset()
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[what, chat] = _Known(self._clock() + FRESH, ids)
        return ids

    async def _administrators(self, chat: int) -> frozenset[int]:
        return frozenset(each.user.id for each in await self._platform.get_chat_administrators(chat))

    async def _linked(self, chat: int) -> frozenset[int]:
        found = await self._platform.get_chat(chat)
        return frozenset() if found.linked_chat_id is None else frozenset({found.linked_chat_id})
