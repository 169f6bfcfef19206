"""Messages that are kept up to date: each shows the newest answer to its line, and is edited no more often than it may.

What is kept is the state a message shows, not the changes it has missed: after an hour of outage it is edited once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from bot.delivery.attempt import place
from bot.delivery.holding import Holding
from bot.delivery.pace import Sleep, elapsed, until_first, wall
from bot.errors import ChatGone, ChatMoved, MessageGone, Refused, TryLater, Unpainted
from bot.languages import texts
from bot.messages import Button, Medium, Note, Reply, spans
from bot.outlets import Outlet, Sent
from data.desk import Desk, LiveCard, Posting
from data.errors import StoreError

log = logging.getLogger(__name__)

SPACING = 20.0
"""Seconds between two edits in one chat: Telegram takes about 20 a minute in a group, whatever they are for."""

TICK = 1.0
"""Seconds between two looks at what changed."""

AT_ONCE = 8
"""Messages that are looked at side by side."""


class Answers(Protocol):
    """Answers lines, as it would for whoever asks in that chat."""

    async def again(self, card: LiveCard, line: str) -> Reply | None:
        """Give the answer to a line in the language and time zone of a live message; None where there is none."""

    async def standing(self, card: LiveCard, reply: Reply) -> Posting:
        """Give what is kept of the card that the message shows now."""


class Keeper:
    """Keeps the live messages of a bot up to date, as long as no other process does."""

    def __init__(
        self,
        desk: Desk,
        outlet: Outlet,
        answers: Answers,
        *,
        now: Callable[[], datetime] = wall,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = elapsed,
    ) -> None:
        self.name = f"{outlet.name} live"
        self._platform = outlet.name
        self._desk = desk
        self._outlet = outlet
        self._answers = answers
        self._now = now
        self._sleep = sleep
        self._monotonic = monotonic
        self._holding = Holding(desk, f"live/{outlet.name}/{outlet.account}", now, sleep, monotonic, loud=False)
        self._next: dict[str, float] = {}
        self._looked: dict[tuple[str, str], int] = {}
        self._round = 0

    async def run(self) -> None:
        """Keep messages up to date until cancelled. Raises what a bug raises."""
        try:
            while True:
                try:
                    await self._holding.take()
                    await until_first(self._holding.keep(), self._look_on())
                except StoreError as error:
                    log.warning("%s waits for the store: %s", self.name, error)
                    await self._sleep(TICK)
        finally:
            await self._leave()

    async def _leave(self) -> None:
        try:
            await self._holding.free()
        except StoreError as error:
            log.warning("%s ends without letting go: %s", self.name, error)

    async def _look_on(self) -> None:
        while True:
            head = await self._desk.record_version()
            found = await self._desk.stale(self._platform, head, self._now())
            await self._all(found, head)
            await self._sleep(TICK)

    async def _all(self, cards: Sequence[LiveCard], head: int) -> None:
        """Bring messages up to date, some side by side, one a chat: the one that was looked at the longest ago."""
        passed = self._monotonic()
        self._round += 1
        self._next = {where: at for where, at in self._next.items() if at > passed}
        self._looked = {key: self._looked.get(key, 0) for key in ((card.chat, card.message) for card in cards)}
        waiting = sorted(cards, key=lambda card: self._looked[card.chat, card.message], reverse=True)
        first = {_where(card): card for card in waiting if _where(card) not in self._next}
        self._looked |= dict.fromkeys(((card.chat, card.message) for card in first.values()), self._round)
        slots = asyncio.Semaphore(AT_ONCE)

        async def one(card: LiveCard) -> None:
            """Bring one up to date once there is a slot, if it is ours by then."""
            async with slots:
                if self._holding.sure():
                    await self._one(card, head)

        async with asyncio.TaskGroup() as group:
            for card in first.values():
                group.create_task(one(card))

    async def _one(self, card: LiveCard, head: int) -> None:
        """Bring one message up to date; what the platform says of it is this message's alone."""
        try:
            await self._bring(card, head)
        except ChatMoved as error:
            await self._desk.move(card.chat.partition("/")[0], error.to)
        except ChatGone:
            await self._desk.park(card.chat, self._now())
            await self._end(card, "its chat is gone")
        except Unpainted as error:
            log.warning("a message in %s waits for its picture: %s", card.chat, error)
            self._wait(card, SPACING)
        except (MessageGone, Refused) as error:
            await self._end(card, str(error))
        except TryLater as error:
            self._wait(card, error.seconds)

    async def _bring(self, card: LiveCard, head: int) -> None:
        posting = await self._desk.posting(card.chat, card.message)
        if posting is not None and posting.line != card.line:
            await self._end(card, "it shows something else")
            return
        over = card.until <= self._now()
        reply = await self._answers.again(card, card.final or card.line if over else card.line)
        if reply is None:
            await self._end(card, "it has no answer any more")
            return
        if reply.live is None and not over and card.final:
            reply = await self._answers.again(card, card.final) or reply
            over = True
        await self._show(card, left_so(reply, card) if over and reply.live is not None else reply, head)
        if over or reply.live is None:
            await self._end(card, "it is final")

    async def _show(self, card: LiveCard, reply: Reply, head: int) -> None:
        """Edit the message where it shows something else by now, and pin it once."""
        shown = digest(reply)
        if shown != card.shown:
            chat, sent = place(card.chat), Sent(card.message, _medium(card.medium), card.through)
            await self._outlet.edit(chat, sent, reply, card.language)
            self._wait(card, SPACING)
            if reply.shows and not card.through:
                await self._desk.post(await self._answers.standing(card, reply))
        if card.pin:
            await self._pin(card)
        await self._desk.looked(card, head, shown)

    async def _pin(self, card: LiveCard) -> None:
        try:
            await self._outlet.pin(place(card.chat), card.message)
        except Refused as error:
            log.info("a live message in %s stays unpinned: %s", card.chat, error)

    def _wait(self, card: LiveCard, seconds: float) -> None:
        self._next[_where(card)] = self._monotonic() + seconds

    async def _end(self, card: LiveCard, why: str) -> None:
        log.info("a message in %s is kept up to date no longer: %s", card.chat, why)
        await self._desk.end_live(card.chat, card.message)


def _where(card: LiveCard) -> str:
    """Give what edits are counted for: the chat; of a message that one person alone sees that one."""
    return f"{card.chat} {card.message}" if card.through else card.chat


def digest(reply: Reply) -> str:
    """Give what tells whether two answers look the same; the revision they were made at shows nowhere."""
    looks = replace(reply, revision=0, live=None)
    return sha256(repr(looks).encode()).hexdigest()


def left_so(reply: Reply, card: LiveCard) -> Reply:
    """Give an answer that would go on changing, in a message that does no more: it says so, and how to see the rest."""
    t = texts(card.language)
    button = Button(t("live-go-on"), line=card.line)
    return replace(
        reply, live=None, footer=(*reply.footer, Note(spans(t("live-over")))), buttons=((button,), *reply.buttons)
    )


def _medium(text: str) -> Medium:
    return "picture" if text == "picture" else "text"
