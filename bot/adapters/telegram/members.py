"""The bot's own coming and going: hello where it is added, parked where it is removed, carried over where it moves."""

from __future__ import annotations

import logging
from typing import Any

from bot import languages
from bot.adapters.telegram import arrivals
from bot.adapters.telegram.arrivals import Membership, Moved
from bot.adapters.telegram.cards import Cards
from bot.adapters.telegram.receive import START
from bot.dispatch import Bot, Memory
from bot.messages import Button, Line, Note, Reply, spans

log = logging.getLogger(__name__)


class Members:
    """Keeps where the bot may write."""

    def __init__(self, bot: Bot[Any], memory: Memory, cards: Cards) -> None:
        self._bot = bot
        self._memory = memory
        self._cards = cards

    async def changed(self, member: Membership) -> None:
        """Keep what became of the bot in a chat; say hello once where it was added. Raises as `Cards.put`."""
        if not member.may_write:
            await self._memory.parked(member.by.chat)
        elif await self._memory.joined(member.by.chat) and member.kind != "private" and not member.was_there:
            language = await self._bot.language(member.by.chat, member.by.language)
            welcome = await self._welcome(member, language)
            await self._cards.put(arrivals.place(member.by.chat), welcome, language, silent=True)

    async def moved(self, moved: Moved) -> None:
        """Carry all that is kept of a group over to its new id; both chats tell of it, and twice is once."""
        log.info("chat %d is now %d", moved.old, moved.new)
        await self._memory.moved(arrivals.chat(moved.old), arrivals.chat(moved.new))

    async def _welcome(self, member: Membership, language: str) -> Reply:
        """Give the welcome, with the questions that /start begins with."""
        texts = languages.texts(language)
        buttons: tuple[tuple[Button, ...], ...] = ()
        if START in self._bot.commands:
            start = await self._bot.answer_line(START, member.by.user, member.by.chat, language=language)
            buttons = start.buttons
        hello = Line(spans(texts("telegram-welcome")))
        how = Note(spans(texts(f"telegram-welcome-{member.kind}")))
        return Reply(blocks=(hello, how), buttons=buttons)
