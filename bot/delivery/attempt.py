"""One delivery: what is sent or edited, and what the platform's answer means for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from bot.delivery.pace import Gate, Sleep, after, again
from bot.errors import ChatGone, ChatMoved, MessageGone, Refused, TryLater, Unpainted
from bot.messages import Chat, Medium, Reply
from bot.outlets import Outlet, Sent, still
from data.desk import Delivery, Desk, Outcome, Parcel, Posting

log = logging.getLogger(__name__)

NONCE = 25
"""Signs Discord takes as a nonce (PLATFORMS.md); it knows it again for some minutes."""

MOVES = 3
"""How often a chat's new id is followed before the delivery is put off."""

PAINTED = 4
"""How often an edit is tried whose picture cannot be painted, before a reply says what was wrong."""

FOLLOWED = 60.0
"""Seconds before a chat that moved again and again is tried anew."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a delivery says: the card, its language; of a message put right its medium, and its time zone."""

    reply: Reply
    language: str
    medium: Medium = "text"
    timezone: str | None = None


class Writer(Protocol):
    """Writes what deliveries say."""

    async def write(self, parcel: Parcel) -> Written | None:
        """Give what is to be sent, or to be shown in the message edited; None where nothing is to be said any more."""

    async def posting(self, chat: Chat, sent: Sent, written: Written) -> Posting | None:
        """Give what is kept of the card that stands in a chat now; None where nothing is."""


def place(key: str) -> Chat:
    """Give the chat of a key (`telegram:-100/45`), or the one in which somebody is alone with the bot (`discord:@7`).

    Of other chats, only Telegram's ids tell whether it is a private one.
    """
    platform, _, id_ = key.partition(":")
    return Chat(platform, id_, private=id_.startswith("@") or (platform == "telegram" and id_.isdecimal()))


def nonce(each: Delivery) -> str:
    """Give what tells a platform that this is the same delivery again; every other one has another."""
    said = f"{each.id} {each.chat} {each.revision} {each.kind} {each.subject}"
    return sha256(said.encode()).hexdigest()[:NONCE]


Ours = Callable[[], bool]
"""Says whether the platform is still this process's to deliver on."""


class Attempt:
    """Tries deliveries on one platform."""

    def __init__(
        self, desk: Desk, outlet: Outlet, writer: Writer, *, now: Callable[[], datetime], sleep: Sleep, ours: Ours
    ) -> None:
        self._desk = desk
        self._outlet = outlet
        self._writer = writer
        self._gate = Gate(sleep)
        self._now = now
        self._ours = ours

    async def make(self, parcel: Parcel) -> Outcome | None:
        """Deliver, and give what became of it; None where the platform is not ours to deliver on any more.

        Raises what nobody foresaw, and StoreError.
        """
        each = parcel.delivery
        still.set(self._ours)
        written = await self._writer.write(parcel)
        if written is None:
            return Outcome(each.id, "cancelled", why="nothing to say any more")
        for _ in range(MOVES):
            try:
                async with self._gate.turn():
                    if not self._ours():
                        return None
                    return await self._put(each, written)
            except ChatMoved as error:
                each = await self._follow(each, error.to)
        return self._later(each, FOLLOWED, "the chat moves on and on")

    async def _put(self, each: Delivery, written: Written) -> Outcome:
        """Deliver, and tell the gate what the platform said. Raises ChatMoved."""
        try:
            found = await self._said(each, written)
        except TryLater as error:
            self._gate.put_off(each.chat, error.seconds)
            return self._later(each, error.seconds, str(error))
        except Unpainted as error:
            return self._unpainted(each, error)
        except ChatMoved:
            self._gate.passed()
            raise
        self._gate.passed()
        return found

    async def _said(self, each: Delivery, written: Written) -> Outcome:
        """Give how it ended. Raises ChatMoved, TryLater and Unpainted."""
        try:
            sent = await self._out(each, written)
        except (ChatMoved, Unpainted):
            raise
        except ChatGone as error:
            await self._desk.park(each.chat, self._now())
            return Outcome(each.id, "gone", why=str(error), whole=True)
        except MessageGone as error:
            return Outcome(each.id, "gone", why=str(error), lifted=(each.chat, each.subject))
        except Refused as error:
            return Outcome(each.id, "refused", why=str(error), then=self._instead(each))
        kept = await self._writer.posting(place(each.chat), sent, written)
        return Outcome(each.id, "sent", message=sent.message, postings=(kept,) if kept else ())

    async def _out(self, each: Delivery, written: Written) -> Sent:
        chat = place(each.chat)
        if each.kind == "edit":
            sent = Sent(each.subject, written.medium)
            await self._outlet.edit(chat, sent, written.reply, written.language)
            return sent
        return await self._outlet.send(
            chat,
            written.reply,
            written.language,
            nonce=nonce(each),
            answering=each.subject if each.kind == "reply" else None,
            silent=each.silent,
        )

    def _instead(self, each: Delivery) -> tuple[Delivery, ...]:
        """Give what is tried where this was refused: a reply for an edit, a notice for a reply, then nothing."""
        now = self._now()
        if each.kind == "edit":
            return (Delivery(each.chat, each.revision, "reply", each.subject, now, silent=each.silent),)
        if each.kind == "reply":
            return (Delivery(each.chat, each.revision, "notice", "", now, silent=each.silent),)
        return ()

    def _unpainted(self, each: Delivery, error: Unpainted) -> Outcome:
        """Give what becomes of an edit without its picture: some more tries, then what is tried for any refused one."""
        if each.attempts < PAINTED:
            return Outcome(each.id, "due", why=str(error), due=after(self._now(), again(each.attempts)))
        return Outcome(each.id, "refused", why=str(error), then=self._instead(each))

    def _later(self, each: Delivery, seconds: float, why: str) -> Outcome:
        return Outcome(each.id, "due", why=why, due=after(self._now(), seconds), whole=True)

    async def _follow(self, each: Delivery, to: str) -> Delivery:
        """Carry all that is kept of a chat over to its new id."""
        old = each.chat.partition("/")[0]
        log.info("%s goes on as %s", old, to)
        await self._desk.move(old, to)
        return replace(each, chat=to + each.chat.removeprefix(old))
