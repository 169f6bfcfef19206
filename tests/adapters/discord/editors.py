"""Editors in their conversations with the bot on Discord, and what they do there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.adapters.discord import DiscordAdapter
from bot.dispatch import Bot
from tests.adapters.discord.conftest import TOKEN, House
from tests.adapters.discord.people import plain
from tests.fakes.discord import File, Where
from tests.fakes.discord_rest import Call, Exchange
from tests.newsroom import Office

ALONE = Where(context=1)


class Newsdesk(House):
    """A house served by the program's own bot, whose owner is the person there."""

    def __init__(self, fake: Any, opened: Office) -> None:
        super().__init__(fake)
        self.office = opened

    def adapter(self, bot: Bot[Any] | None = None, **settings: Any) -> DiscordAdapter:
        given: dict[str, Any] = {"token": TOKEN, "api_url": self.fake.api_url, "gateway_url": self.fake.gateway_url}
        given |= {"sleep": self.timer, **settings}
        return DiscordAdapter(bot or self.office.bot, self.office.memory, self.paints, **given)

    async def type(self, name: str, where: Where = ALONE, sent: File | None = None, /, **options: str) -> Shown:
        return await self.shown(await self.fake.slash(name, where, sent, **options), where)

    async def press(self, card: Shown, label: str) -> Shown:
        pressed = await self.fake.press(card.call.buttons[label], card.exchange.message, card.where)
        return await self.shown(pressed, card.where)

    async def shown(self, exchange: Exchange, where: Where) -> Shown:
        call = await exchange.next_call()
        assert "c0ffee" not in plain(call.text)
        return Shown(exchange, call, where)


class Shown:
    """A card as it stands: the exchange that brought it and the call that shows it."""

    def __init__(self, exchange: Exchange, call: Call, where: Where) -> None:
        self.exchange = exchange
        self.call = call
        self.where = where

    @property
    def text(self) -> str:
        return plain(self.call.text)


@asynccontextmanager
async def served(house: House, opened: Office) -> AsyncIterator[Newsdesk]:
    desk = Newsdesk(house.fake, opened)
    async with desk.serve():
        yield desk
