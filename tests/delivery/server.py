"""A Discord of our own with the program's bot in it, and what delivers beside the adapter; its hours pass when told."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.adapters.discord import DiscordAdapter
from bot.app import Corrected
from bot.delivery import Courier, DeskMemory, Keeper, Ledger, Writing
from bot.dispatch import Bot
from data.desk import ALL, Desk, Outcome, Watch
from data.due import make_due
from data.editing import Newsroom
from data.shown import as_shown
from handlers import commands
from tests.adapters.discord.conftest import TOKEN, House
from tests.delivery.kit import AT, Hours, until
from tests.fakes.discord import Where
from tests.fakes.discord_rest import ORIGINAL, POST, Call, Exchange

OWNER = "discord:7"
"""The person who is there."""


class Server:
    """A house served by the program's bot, and the workers of delivery, to be set to work."""

    def __init__(self, house: House, room: Newsroom) -> None:
        self.fake, self.room, self.desk = house.fake, room, Desk(room)
        self.house = house
        self.hours = Hours()
        self._workers = 0
        self.memory = DeskMemory(
            self.desk, Ledger(self.desk, pause=0), owners=frozenset({OWNER}), timezone="UTC", now=self.hours.now
        )
        self.bot = Bot(commands, room, self.memory, version=self.desk.record_version, now=self.hours.now)
        self.adapter = DiscordAdapter(
            self.bot,
            self.memory,
            house.paints,
            token=TOKEN,
            api_url=self.fake.api_url,
            gateway_url=self.fake.gateway_url,
            sleep=house.timer,
        )
        self._writing = Writing(
            self.bot,
            self.desk,
            self.memory,
            then=partial(as_shown, room),
            corrections=Corrected(room),
            language="en",
        )

    def keeper(self) -> Keeper:
        """Give what keeps live messages up to date."""
        hours = self.hours
        return Keeper(
            self.desk, self.adapter, self._writing, now=hours.now, sleep=hours.sleep, monotonic=hours.monotonic
        )

    def courier(self) -> Courier:
        """Give what delivers."""
        hours = self.hours
        return Courier(
            *(self.desk, self.adapter, self._writing),
            now=hours.now,
            sleep=hours.sleep,
            monotonic=hours.monotonic,
            gather=0,
        )

    @asynccontextmanager
    async def at_work(self, *workers: Courier | Keeper) -> AsyncIterator[None]:
        """Have workers work until the block ends."""
        tasks = [asyncio.create_task(each.run()) for each in workers]
        self._workers = len(tasks)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Wait until something is so; time passes while every worker sleeps, and its other half that says it lives."""
        await until(condition, self.hours, 2 * self._workers or 1)

    async def type(self, name: str, where: Where, /, **options: str) -> tuple[Exchange, Call]:
        """Type a slash command, and give what came back."""
        exchange = await self.fake.slash(name, where, **options)
        return exchange, await exchange.next_call()

    async def press(self, exchange: Exchange, label: str, where: Where) -> tuple[Exchange, Call]:
        """Press a button of a message as it stands, and give what came back."""
        pressed = await self.fake.press(self.buttons(exchange)[label], exchange.message, where)
        return pressed, await pressed.next_call()

    @staticmethod
    def buttons(exchange: Exchange) -> dict[str, str]:
        """Give the buttons of a message as it stands."""
        return Call("", "", exchange.message, {}, 0.0).buttons

    @staticmethod
    def text(exchange: Exchange) -> str:
        """Give what stands in a message."""
        return Call("", "", exchange.message, {}, 0.0).text

    def edits(self, path: str = ORIGINAL) -> list[Call]:
        """Give the edits so far: through an interaction, or through the channel."""
        return [each for each in self.fake.rest.calls if (each.method, each.path) == ("PATCH", path)]

    async def edited(self, times: int, path: str = POST) -> Call:
        """Wait until there were so many edits, and give the last."""

        async def enough() -> bool:
            return len(self.edits(path)) >= times

        await self.until(enough)
        return self.edits(path)[-1]

    async def says(self, exchange: Exchange, text: str) -> None:
        """Wait until the message of an exchange says something."""

        async def said() -> bool:
            return text in self.text(exchange)

        await self.until(said)

    async def lives(self, number: int) -> None:
        """Wait until so many messages are kept up to date."""

        async def so_many() -> bool:
            return await self.live() == number

        await self.until(so_many)

    async def passes(self, seconds: float) -> None:
        """Let time pass, in steps that workers can follow."""
        end = self.hours.passed + seconds

        async def over() -> bool:
            return self.hours.passed >= end

        await self.until(over)

    async def followed_by(self, number: int) -> None:
        """Let so many channels follow everything."""
        for channel in range(900, 900 + number):
            await self.desk.watch(Watch(f"discord:{channel}", ALL, "everything", AT), 50)

    async def sent(self, number: int) -> None:
        """Let so many of what is due have arrived, elsewhere."""
        due = await self.desk.share("discord", "another", AT + timedelta(days=1), limit=number, each=1, without=())
        outcomes = [Outcome(each.delivery.id, "sent", message="1") for each in due]
        await self.desk.settle_all("another", outcomes, self.hours.now())

    async def live(self) -> int:
        """Give how many messages are kept up to date."""
        found = await self.desk.stale("discord", 10_000, self.hours.now())
        return len(found)


@asynccontextmanager
async def served(house: House, shipped: Path, folder: Path, followers: int = 0) -> AsyncIterator[Server]:
    """Have a house served over a copy of the shipped record, with so many channels that follow everything."""
    async with Newsroom(Path(shutil.copy(shipped, folder / "bell.db")), plan=make_due) as room:
        found = Server(house, room)
        await found.followed_by(followers)
        async with house.serving(found.adapter):
            yield found
        await found.memory.close()
