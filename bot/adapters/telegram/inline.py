"""Inline mode: what somebody types after the bot's name in any chat becomes complete cards to choose from.

A result's id is the card's line and the revision it was made at, so that whoever chooses it can be answered without
anything kept; each carries a keyboard, for only then Telegram tells the id by which the message can be edited.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from typing import Any

from telegram import Bot as Platform
from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.error import BadRequest

from bot import grammar, languages
from bot.adapters.telegram import arrivals, links, render
from bot.adapters.telegram.arrivals import Asker, Chosen, Queried, Spot
from bot.adapters.telegram.cards import Cards
from bot.adapters.telegram.exchanges import Exchanges
from bot.adapters.telegram.receive import START
from bot.adapters.telegram.sending import HTML, NO_PREVIEW, Sender
from bot.cache import Answers as Replies
from bot.codes import read_code
from bot.commands import Command
from bot.dispatch import Bot
from bot.errors import UserError
from bot.messages import Button, Reply

log = logging.getLogger(__name__)

SEARCH, CHECK, HELP = "search", "check", "help"
"""The commands that find what was typed, show a code's card, and explain."""

MOST = 8
"""Cards offered for a query: a phone shows about four at once."""

WITHIN = 0.8
"""Seconds the cards of a query may take; those not made by then are left out."""

OFFERED = 500
"""Cards remembered that were offered last: one of them is what is chosen."""

CACHED = 10
"""Seconds Telegram may show the same results: the record can change."""

TYPED = 256
"""Characters of a query (Bot API, InlineQuery)."""


class Inline:
    """Answers inline queries and keeps what was chosen."""

    def __init__(
        self,
        bot: Bot[Any],
        platform: Platform,
        sender: Sender,
        cards: Cards,
        exchanges: Exchanges,
    ) -> None:
        self._bot = bot
        self._platform = platform
        self._sender = sender
        self._cards = cards
        self._exchanges = exchanges
        self._offered = Replies(OFFERED)

    async def answer(self, queried: Queried) -> None:
        """Offer cards for what was typed. One try: a query nobody waits for any more is past answering."""
        language = await self._language(queried.by)
        found = await self._found(queried.typed[:TYPED], queried.by, language)
        results = [_result(reply, language) for reply in found]
        for reply in found:
            self._offered.keep((language, _id(reply)), reply)
        try:
            await self._sender.call(
                lambda: self._platform.answer_inline_query(
                    queried.query,
                    results,
                    cache_time=CACHED,
                    is_personal=len(languages.available()) > 1,
                    button=None if results else _nothing(language),
                ),
                tries=1,
            )
        except BadRequest as error:
            log.info("an inline query stays unanswered: %s", error.message)

    async def chosen(self, chosen: Chosen) -> None:
        """Keep which card was sent; where the record has moved on since it was offered, show the card as it is now.

        So it is where nobody remembers what was offered and the same line need not give the same card twice.
        """
        line, _, revision = chosen.result.rpartition("@")
        if chosen.message is None or not self._is_open(await self._expanded(line)):
            return
        language = await self._language(chosen.by)
        now = await self._reply(line, chosen.by, language)
        if not _is_card(now):
            return
        self._exchanges.speaks(chosen.message, language)
        offered = self._offered.get((language, chosen.result))
        same = revision == f"{now.revision:x}"
        if same and (offered is not None or self._is_pure(await self._expanded(line))):
            await self._cards.sent_inline(chosen.message, offered or now, language)
            return
        await self._cards.sent_inline(chosen.message, now, language)
        spot = Spot("text", inline=chosen.message)
        await self._cards.edit(chosen.by.chat, spot, _kept(now, language), language)

    async def _language(self, by: Asker) -> str:
        """Give the language somebody chose in their private chat, else that of their app."""
        return await self._bot.language(arrivals.chat(by.person or 0, private=True), by.language)

    async def _found(self, typed: str, by: Asker, language: str) -> list[Reply]:
        """Give the cards for what was typed, best first, each once; as many as are made in time."""
        found: list[Reply] = []
        try:
            async with asyncio.timeout(WITHIN):
                async for reply in self._cards_for(typed.strip(), by, language):
                    if not any(_is_same(reply, other) for other in found):
                        found.append(reply)
                    if len(found) == MOST:
                        break
        except TimeoutError:
            log.info("the cards of an inline query took too long; %d are offered", len(found))
        return found

    async def _cards_for(self, typed: str, by: Asker, language: str) -> AsyncIterator[Reply]:
        for line in self._lines(typed):
            reply = await self._reply(line, by, language)
            asked = line.partition(" ")[0]
            if _is_card(reply) and asked not in {SEARCH, START}:
                yield reply
                continue
            for button in _runs(reply) if reply.line or asked != SEARCH else ():
                if self._is_open(await self._expanded(button)):
                    card = await self._reply(button, by, language)
                    if _is_card(card):
                        yield card

    def _lines(self, typed: str) -> Iterable[str]:
        """Give the lines that may stand for what was typed: a code, a command, words to search."""
        commands = self._bot.commands
        if not typed:
            yield from [START] if START in commands else []
            return
        if CHECK in commands and read_code(typed) is not None:
            yield f"{CHECK} {read_code(typed)}"
        if self._is_open(typed):
            yield typed.removeprefix("/")
        if SEARCH in commands:
            search = commands[SEARCH]
            yield grammar.line(search, {search.options[0].name: typed})

    def _is_open(self, line: str) -> bool:
        """Say whether a line asks what anybody may see anywhere."""
        command = self._command(line)
        return command is not None and command.inline

    def _is_pure(self, line: str) -> bool:
        command = self._command(line)
        return command is not None and command.pure

    def _command(self, line: str) -> Command | None:
        name = line.removeprefix("/").partition(" ")[0]
        known = self._bot.commands
        return known[name] if name in known else None  # noqa: SIM401  # it is no mapping and has no `get`

    async def _expanded(self, line: str) -> str:
        try:
            return await self._bot.expand(line)
        except UserError:
            return ""

    async def _reply(self, line: str, by: Asker, language: str) -> Reply:
        return await self._bot.answer_line(line, by.user, by.chat, "inline", language, manages=_nobody)


async def _nobody() -> bool:
    return False


def _is_card(reply: Reply) -> bool:
    return bool(reply.line) and not reply.private


def _is_same(one: Reply, other: Reply) -> bool:
    """Say whether two cards are one to whoever reads them, or to Telegram."""
    return (one.title, one.blocks) == (other.title, other.blocks) or one.line == other.line


def _id(reply: Reply) -> str:
    """Give the id of a result, at most 64 bytes: a card's line leaves room for its page, which is enough here."""
    return f"{reply.line}@{reply.revision:x}"


def _runs(reply: Reply) -> Iterable[str]:
    return (button.line for row in reply.buttons for button in row if button.line is not None)


def _kept(reply: Reply, language: str) -> Reply:
    """Give a card with a keyboard in any case."""
    if render.keyboard(reply.buttons) is not None:
        return reply
    again = Button(languages.texts(language)("telegram-inline-now"), line=reply.line)
    return replace(reply, buttons=((again,),))


def _result(reply: Reply, language: str) -> InlineQueryResultArticle:
    card = render.text(_kept(reply, language), rtl=languages.texts(language).rtl)
    title, description = render.gist(reply)
    return InlineQueryResultArticle(
        id=_id(reply),
        title=title,
        description=description or None,
        input_message_content=InputTextMessageContent(card.html, HTML, link_preview_options=NO_PREVIEW),
        reply_markup=card.keyboard,
    )


def _nothing(language: str) -> InlineQueryResultsButton:
    """Give what stands above an empty list: it opens the private chat, where the question can be asked."""
    said = languages.texts(language)("telegram-inline-nothing")
    return InlineQueryResultsButton(said, start_parameter=links.payload(HELP))
