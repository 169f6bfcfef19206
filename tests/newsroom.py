"""A newsroom of the shipped record, its clock in the test's hands, and the bot over it as the program has it."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.app import Corrected
from bot.delivery import Courier, DeskMemory, Ledger, Writing
from bot.dispatch import Bot
from bot.messages import Chat, Reply, Upload, User
from bot.outlets import Outlet
from data.desk import Desk
from data.due import make_due
from data.editing import Newsroom, Rules
from data.editing.calls import OWNERS
from data.shown import as_shown
from handlers import commands

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "data/dossiers/pakistan-2021"
UPDATES = sorted((SHIPPED / "updates").glob("*.yaml"))
AT = datetime(2021, 3, 4, 20, tzinfo=UTC)

DAWN = "https://www.dawn.com/news/1609919/pti-makes-substantial-gains-in-senate-but-suffers-major-setback-in-lslamabad"
OWNER = "telegram:42"
RESULT = f"/result islamabad gilani=169 shaikh=164 rejected=7 notcast=1 source:dawn {DAWN}"
BALANCE = "169 + 164 + 7 = 340 cast, + 1 not cast = 341 electors: balances"


@dataclass
class Clock:
    """Time that passes when a test says so."""

    at: datetime = field(default=AT)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass(frozen=True)
class Office:
    """The bot over a newsroom, and what it keeps."""

    bot: Bot[Newsroom]
    memory: DeskMemory
    newsroom: Newsroom
    clock: Clock

    async def say(self, line: str, user: str = OWNER, *, update: str = "", upload: Upload | None = None) -> Reply:
        """Have somebody write to the bot in private."""
        platform, _, number = user.partition(":")
        person, chat = User(platform, number, "Somebody"), Chat(platform, number, private=True)
        return await self.bot.answer_line(line, person, chat, update=update, upload=upload)

    async def press(self, reply: Reply, label: str, user: str = OWNER, *, update: str = "") -> Reply:
        """Have somebody press the button whose label begins so."""
        found = next(button for row in reply.buttons for button in row if button.label.startswith(label))
        assert found.line is not None
        return await self.say(found.line, user, update=update)

    async def head(self) -> int:
        return await Desk(self.newsroom).head()

    async def audited(self) -> list[tuple[str, str, str]]:
        """Give who did what to what, oldest first."""
        return [(each.who, each.what, each.subject) for each in reversed(await Desk(self.newsroom).audited())]


@asynccontextmanager
async def office(
    shipped: Path, into: Path, *owners: str, rules: Rules | None = None, clock: Clock | None = None
) -> AsyncIterator[Office]:
    """Open a copy of the shipped record (the same copy again goes on where it was), with these owners."""
    clock = clock or Clock()
    path = into / "bell.db"
    if not path.exists():
        shutil.copy(shipped, path)
    async with Newsroom(path, rules=rules, plan=make_due) as newsroom:
        desk = Desk(newsroom)
        await desk.remember(OWNERS, json.dumps(owners))
        memory = DeskMemory(desk, Ledger(desk), owners=frozenset(owners), now=clock)
        newsroom.count_with(memory.write_down, alone=True)
        bot = Bot(commands, newsroom, memory, incident=lambda: "c0ffee", version=desk.record_version, now=clock)
        try:
            yield Office(bot, memory, newsroom, clock)
        finally:
            await memory.close()


@asynccontextmanager
async def delivering(room: Office, outlet: Outlet) -> AsyncIterator[None]:
    """Deliver what is due on a platform, as the program does beside its adapter."""
    desk = Desk(room.newsroom)
    then = partial(as_shown, room.newsroom)
    writing = Writing(room.bot, desk, room.memory, then=then, corrections=Corrected(room.newsroom), language="en")
    task = asyncio.create_task(Courier(desk, outlet, writing, now=room.clock, gather=0).run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
