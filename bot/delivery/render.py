"""What deliveries and live messages say: answers of the bot, as it would give them in that chat.

News are the answer to the line of a notice. A message that showed what was wrong is answered again as of when it was
posted, with what was put right, in the language, time zone, page and medium it was posted in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Protocol

from bot.delivery import notices
from bot.delivery.attempt import Written, place
from bot.delivery.memory import LOCAL, DeskMemory
from bot.dispatch import Bot
from bot.messages import Chat, Medium, Reply, User
from bot.outlets import Sent
from data.desk import Delivery, Desk, LiveCard, Parcel, Posting

BELL = User(LOCAL, "bell", "")
"""Who asks for what goes out unasked: the program itself, which may see what its owner may."""

Then = Callable[[int], Awaitable[Any]]
"""Gives the bot's services as they were at a revision, without what has been found wrong since."""


class Corrections(Protocol):
    """Says what was put right of a message that showed what was wrong, in its language and by its clock."""

    async def card(self, posting: Posting, reply: Reply) -> Reply | None:
        """Give the card made again, with a line that says what was put right; None where nothing was."""

    async def answer(self, posting: Posting) -> Reply | None:
        """Give what is said in reply to a message that cannot be edited; None where nothing was put right."""


class Unanswered(Exception):
    """A line that was answered once is no more: its text says which."""


class Writing:
    """Writes deliveries, and answers live messages again. `language` is that of chats that chose none."""

    def __init__(
        self, bot: Bot[Any], desk: Desk, memory: DeskMemory, *, then: Then, corrections: Corrections, language: str
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._memory = memory
        self._then = then
        self._corrections = corrections
        self._language = language

    async def write(self, parcel: Parcel) -> Written | None:
        """Give what is to be sent or shown; None where there is nothing to say any more. Raises Unanswered."""
        each = parcel.delivery
        if each.kind in {"edit", "reply"}:
            return await self._put_right(each)
        line = each.subject if each.kind == "send" else notices.line(parcel.told)
        language = each.settings.language or self._language
        reply = await self._answer(line, each.chat, language, each.settings.timezone or "")
        if not reply.line:
            raise Unanswered(line)
        return Written(reply, language)

    async def posting(self, chat: Chat, sent: Sent, written: Written) -> Posting | None:
        """Give what is kept of a card that was sent or shown; nothing of what is no card."""
        if not written.reply.line:
            return None
        found = await self._memory.posting(chat, sent.message, sent.medium, written.reply, written.language)
        return found if written.timezone is None else replace(found, timezone=written.timezone)

    async def again(self, card: LiveCard, line: str) -> Reply | None:
        """Give the answer to a line as a live message shows it; None where there is none."""
        reply = await self._answer(line, card.chat, card.language, card.timezone)
        return reply if reply.line else None

    async def standing(self, card: LiveCard, reply: Reply) -> Posting:
        """Give what is kept of the card that a live message shows now."""
        medium: Medium = "picture" if card.medium == "picture" else "text"
        found = await self._memory.posting(place(card.chat), card.message, medium, reply, card.language)
        return replace(found, timezone=card.timezone)

    async def _put_right(self, each: Delivery) -> Written | None:
        """Give the card of a message as it was posted, but for what was put right since; or what is said in reply.

        It stays a card of its revision, so that it shows no later news, and what was put right before is told again.
        """
        posting = await self._desk.posting(each.chat, each.subject)
        if posting is None or await self._desk.is_live(each.chat, each.subject):
            return None
        if each.kind == "reply":
            right = await self._corrections.answer(posting)
        else:
            right = await self._corrections.card(posting, await self._as_posted(posting))
        return None if right is None else Written(right, posting.language, posting.medium, posting.timezone)

    async def _as_posted(self, posting: Posting) -> Reply:
        """Give the answer as it was at the posting's revision; a card of nothing where its line has none any more."""
        line = posting.line if posting.page <= 1 else f"{posting.line} page:{posting.page}"
        services = await self._then(posting.revision)
        reply = await self._answer(line, posting.chat, posting.language, posting.timezone, services)
        kept = reply if reply.line else Reply()
        return replace(kept, line=posting.line, revision=posting.revision)

    async def _answer(self, line: str, chat: str, language: str, timezone: str, services: Any = None) -> Reply:
        return await self._bot.answer_line(
            line, BELL, place(chat), language=language, timezone=timezone, manages=_yes, services=services
        )


async def _yes() -> bool:
    return True
