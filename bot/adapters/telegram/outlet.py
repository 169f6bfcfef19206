"""What goes out without being asked for: cards of delivery, in the second lane, one try each."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import TypeVar

from telegram import ReplyParameters
from telegram.error import BadRequest, TelegramError

from bot.adapters.base import Sent
from bot.adapters.telegram import arrivals
from bot.adapters.telegram.arrivals import INLINE, Spot
from bot.adapters.telegram.sending import Sender
from bot.errors import Refused, TryLater
from bot.messages import Chat, Reply

log = logging.getLogger(__name__)
T = TypeVar("T")

AWAY = 5.0
"""Seconds after which it is worth trying again while Telegram is not reached."""


class Broadcasts:
    """Sends, edits and pins for `Outlet`; every verb raises ChatGone, ChatMoved, MessageGone, Refused or TryLater."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def send(self, chat: Chat, reply: Reply, language: str, answering: str | None, *, silent: bool) -> Sent:
        """Put a card into a chat; the message it answers has to be there."""
        if chat.key == INLINE.key:
            raise Refused("nothing can be sent to where somebody sent a message through inline mode")
        answered = ReplyParameters(int(answering)) if answering is not None else None
        sending = self._sender.send(arrivals.place(chat), reply, language, silent=silent, answering=answered)
        return (await _known(sending)).sent

    async def edit(self, chat: Chat, sent: Sent, reply: Reply, language: str) -> None:
        """Show a card in a message that stands already."""
        if chat.key == INLINE.key:
            spot = Spot(sent.medium, inline=sent.message)
        else:
            spot = Spot(sent.medium, arrivals.place(chat).chat, int(sent.message))
        await _known(self._sender.edit(spot, reply, language, corrected=True))

    async def pin(self, chat: Chat, message: str) -> None:
        """Pin a message of a chat, without a sound."""
        if chat.key == INLINE.key:
            raise Refused("a message sent through inline mode cannot be pinned")
        await _known(self._sender.pin(arrivals.place(chat).chat, int(message)))


async def _known(work: Awaitable[T]) -> T:
    """Do the work; what Telegram says that nobody foresaw is a refusal of this one thing, and is logged."""
    try:
        return await work
    except BadRequest as error:
        log.warning("Telegram refuses a delivery: %s", error.message)
        raise Refused(error.message) from None
    except TelegramError as error:
        log.warning("Telegram is closed to us (%s); a delivery waits", error.message)
        raise away() from None


def away() -> TryLater:
    """Give what a delivery is told while Telegram is not reached."""
    return TryLater(AWAY)
