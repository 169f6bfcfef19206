"""Cards in chats: put up, edited or put up anew, and written down as postings, so that corrections find them."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram.error import BadRequest

from bot.adapters.base import Sent
from bot.adapters.telegram import arrivals
from bot.adapters.telegram.arrivals import INLINE, PLATFORM, Place, Spot
from bot.adapters.telegram.sending import Put, Sender
from bot.dispatch import Memory
from bot.errors import ChatMoved, MessageGone, Refused
from bot.messages import Chat, Reply

log = logging.getLogger(__name__)


class Cards:
    """Puts up what people asked for, and keeps where it stands. Every verb raises as `Sender.call`."""

    def __init__(self, sender: Sender, memory: Memory) -> None:
        self._sender = sender
        self._memory = memory

    async def put(self, place: Place, reply: Reply, language: str, *, silent: bool = False) -> Sent:
        """Put a card into a chat; one that has moved is followed, and all that is kept of it with it."""
        try:
            put = await self._sender.send(place, reply, language, silent=silent)
        except ChatMoved as moved:
            place = await self._follow(place, moved)
            put = await self._sender.send(place, reply, language, silent=silent)
        chat = arrivals.chat(place.chat, place.thread, private=place.private)
        await self._post(chat, put, reply, language)
        return put.sent

    async def edit(self, chat: Chat, spot: Spot, reply: Reply, language: str, *, turned: bool = False) -> bool:
        """Show a card in a message that stands, and say whether it could be: the medium of a message is fixed.

        A card with a picture stands as a text where no picture could go, and one without under a plaque where it had a
        picture once: there it can be `turned`.
        """
        if not _suits(spot, reply, turned=turned):
            return False
        message = spot.inline or str(spot.message)
        try:
            page = await self._sender.edit(spot, reply, language)
        except (MessageGone, ChatMoved) as error:
            log.info("a card is gone: %s", error)
            await self._memory.lifted(chat, message)
            return False
        except Refused as error:
            log.info("a card cannot be edited: %s", error)
            return False
        if not reply.line:
            await self._memory.lifted(chat, message)
        await self._post(chat, Put(Sent(message, spot.medium), page), reply, language)
        return True

    async def replace(self, place: Place, spot: Spot, reply: Reply, language: str) -> Sent:
        """Put a card up in place of a message that cannot show it; that one is taken down, if Telegram lets us."""
        sent = await self.put(place, reply, language)
        try:
            await self._sender.delete(spot)
        except (BadRequest, Refused, MessageGone) as error:
            log.info("an answer to another question stays: %s", error)
        else:
            chat = arrivals.chat(place.chat, place.thread, private=place.private)
            await self._memory.lifted(chat, str(spot.message))
        return sent

    async def sent_inline(self, message: str, reply: Reply, language: str) -> None:
        """Keep that somebody sent a card through inline mode."""
        await self._post(INLINE, Put(Sent(message, "text"), 1), reply, language)

    async def _post(self, chat: Chat, put: Put, reply: Reply, language: str) -> None:
        if reply.line:
            shown = reply if reply.page == put.page else replace(reply, page=put.page)
            await self._memory.posted(chat, put.sent.message, put.sent.medium, shown, language)

    async def _follow(self, place: Place, moved: ChatMoved) -> Place:
        """Carry a chat over to its new id; messages have other numbers there, so the question is not named any more."""
        new = replace(place, chat=int(moved.to.removeprefix(f"{PLATFORM}:")), message=None)
        log.info("chat %d is now %d", place.chat, new.chat)
        await self._memory.moved(arrivals.chat(place.chat), arrivals.chat(new.chat))
        return new


def _suits(spot: Spot, reply: Reply, *, turned: bool) -> bool:
    return turned or (reply.picture is None) == (spot.medium == "text") or spot.inline is not None
