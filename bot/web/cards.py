"""Cards as they were issued, made again from the record as it stood then; and whether they still hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.codes import read_code
from bot.dispatch import Bot
from bot.languages import texts
from bot.messages import Chat, Line, Note, Reply, Span, Spans, User, spans
from data.desk import Desk, Issued
from data.record.reading import Clock
from data.shown import AsShown
from data.store import Store

READER = User("web", "reader", "a reader")
"""As whom pages ask: nobody in particular, who may do nothing."""

PLACE = Chat("web", "page", private=True, lasting=False)

MOST = 3
"""Cards shown that share a code; with 28 signs to the power of six, two already are a curiosity."""


@dataclass(frozen=True, slots=True)
class Found:
    """The cards of a code, in the order they were issued; none where it was never issued."""

    signs: str
    issued: tuple[Issued, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes cards for pages: through the bot, as a person in a chat would get them."""

    bot: Bot[Any]
    store: Store

    async def find(self, typed: str) -> Found:
        """Give the cards of a code, however it is written."""
        signs = read_code(typed)
        issued = () if signs is None else await Desk(self.store).issued(signs)
        return Found(signs or "", issued[:MOST])

    async def shown(self, found: Found, language: str) -> tuple[Reply, ...]:
        """Give the cards as they were issued; one that nobody in particular may see is left out."""
        replies = [await self._shown(each, language) for each in found.issued]
        return tuple(each for each in replies if each is not None)

    async def verdict(self, found: Found, language: str) -> Reply:
        """Give what `/check` says of the code."""
        return await self.answer(f"check {found.signs}", language)

    async def answer(self, line: str, language: str, known: int | None = None) -> Reply:
        """Give the bot's answer to a line, as the record stood at a revision or stands now."""
        then = None if known is None else AsShown(self.store, Clock(known=known))
        return await self.bot.answer_line(line, READER, PLACE, "inline", language, services=then)

    async def _shown(self, card: Issued, language: str) -> Reply | None:
        reply = await self.answer(card.line, language, card.revision)
        if not reply.line:
            return None
        footer = tuple(Note(_signed(note.text, reply.code, card.code)) for note in reply.footer)
        picture = replace(reply.picture, code=card.code) if reply.picture else None
        said = replace(reply, footer=footer, picture=picture, code=card.code, buttons=())
        if tuple((each.figure, each.state) for each in reply.shows) == card.shows:
            return said
        # What was redacted is gone for good, and the way cards are made may have changed: no card passes for another.
        other = Line(spans(Span(texts(language)("web-not-the-same"), "bold")))
        return replace(said, blocks=(other, *said.blocks), picture=None)


def _signed(text: Spans, code: str, signs: str) -> Spans:
    """Give a footer's line with the code under which the card was asked for."""
    return tuple(replace(each, text=signs) if (each.style, each.text) == ("code", code) else each for each in text)
