"""An adapter that only sends: it asks its platform for nothing to answer, and tells it nothing to offer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.errors import NotAdmitted, TryLater
from bot.messages import Chat, Line, Reply, spans
from tests.adapters.discord.conftest import House
from tests.adapters.telegram.running import Held, adapter
from tests.fakes import discord_rest
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_gateway import CHANNEL
from tests.fakes.telegram import Fake, refuse
from tests.fakes.telegram_chats import PRIVATE

CARD = Reply(title="Senate", blocks=(Line(spans("51 seats")),))
TALK = Chat("telegram", str(PRIVATE["id"]), private=True)
ROOM = Chat("discord", CHANNEL, private=False)


class Turns(Held):
    """A sleep that lasts until it is told to go on, each time anew."""

    async def __call__(self, seconds: float) -> None:
        await super().__call__(seconds)
        self.go_on.clear()

    async def turn(self) -> None:
        """Go on, and come back when there is another sleep."""
        self.waiting.clear()
        self.go_on.set()
        async with asyncio.timeout(10):
            await self.waiting.wait()


async def sent(outlet: Any, chat: Chat) -> None:
    """Send a card as soon as the platform is reached."""
    async with asyncio.timeout(10):
        while True:
            try:
                await outlet.send(chat, CARD, "en")
            except TryLater:
                await asyncio.sleep(0)
            else:
                return


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_telegram_is_sent_to_and_neither_polled_nor_told_of_commands(fake: Fake) -> None:
    fake.chats[PRIVATE["id"]] = PRIVATE
    bell = adapter(fake, receives=False, sleep=Held())
    task = asyncio.create_task(bell.run())
    await sent(bell, TALK)
    assert bell.connected
    await ended(task)
    assert {call.method for call in fake.calls} == {"getMe", "sendMessage"}
    assert not bell.connected


async def test_telegram_is_looked_for_now_and_then(fake: Fake) -> None:
    """A token that is taken back meanwhile ends it with a clear line."""
    sleep = Turns()
    bell = adapter(fake, receives=False, sleep=sleep)
    task = asyncio.create_task(bell.run())
    await sleep.waiting.wait()
    fake.token = "43:another"  # noqa: S105  # of nobody
    sleep.go_on.set()
    with pytest.raises(NotAdmitted, match="TELEGRAM_TOKEN"):
        await task


async def test_a_telegram_that_is_away_is_not_connected(fake: Fake) -> None:
    sleep = Turns()
    bell = adapter(fake, receives=False, sleep=sleep)
    task = asyncio.create_task(bell.run())
    await sleep.waiting.wait()
    seen = [bell.connected]
    fake.fault("getMe", refuse(502, "Bad Gateway"))
    for _ in range(2):
        await sleep.turn()
        seen.append(bell.connected)
    await ended(task)
    assert seen == [True, False, True]


async def test_discord_is_sent_to_without_a_session_at_the_gateway(house: House) -> None:
    adapter = house.adapter(receives=False)
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    task = asyncio.create_task(adapter.run())
    await sent(adapter, ROOM)
    assert adapter.connected
    await ended(task)
    assert house.fake.gateway.seen == []
    assert house.fake.rest.commands == []
    assert {call.path for call in house.fake.rest.calls} == {
        "/users/@me",
        "/oauth2/applications/@me",
        discord_rest.POSTS,
    }
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
    assert not adapter.connected


async def test_a_discord_that_is_away_is_not_connected_and_one_that_takes_the_token_back_ends_it() -> None:
    async with FakeDiscord() as fake:
        house = House(fake)
        sleep = Turns()
        adapter = house.adapter(receives=False, sleep=sleep)
        task = asyncio.create_task(adapter.run())
        await asyncio.wait_for(sleep.waiting.wait(), 10)
        fake.fail("/oauth2/applications/@me", discord_rest.no(501, 0))
        await sleep.turn()
        seen = [adapter.connected]
        await sleep.turn()
        assert [*seen, adapter.connected] == [False, True]
        fake.rest.token = "another"  # noqa: S105  # of nobody
        sleep.go_on.set()
        with pytest.raises(NotAdmitted, match="DISCORD_TOKEN"):
            await task
