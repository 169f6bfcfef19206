"""One soak: platforms, people and a newsroom around the program, which is killed on the way."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import AsyncExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bench.soak import verdict
from bench.soak.lives import Program, free_port
from bench.soak.newsroom import SECRET, Newsroom
from bench.soak.people import Crowd, DiscordCrowd, TelegramCrowd
from bench.soak.verdict import Check
from bench.soak.weather import Discord, Luck, Telegram
from bot.delivery.courier import UNDER_WAY
from tests.fakes.telegram import TOKEN

SAMPLE = 1.0
"""Seconds between two looks at the memory."""

STARTED = 120.0
"""Seconds in which the program has to be there."""

AMID = 20.0
"""Seconds that a kill waits for a broadcast to be under way."""

DRAINED = 600.0
"""Seconds in which all that is under way has to come to its end."""

TAKEN = """
    SELECT o.platform, o.chat, r.dossier FROM outbox o JOIN revisions r ON r.number = o.revision
    WHERE r.dossier LIKE 'soak-%' AND o.kind = 'notice'
    AND (o.state = 'leased' OR o.carrier IN (SELECT id FROM outbox WHERE state = 'leased'))
"""
"""Notices that were taken and are not written down as done, with those that the same message tells."""

TOGETHER = """
    SELECT o.platform, o.chat, r.dossier, c.message FROM outbox o JOIN revisions r ON r.number = o.revision
    JOIN outbox c ON c.id = coalesce(o.carrier, o.id)
    WHERE r.dossier LIKE 'soak-%' AND o.kind = 'notice' AND c.state = 'sent' AND c.message IS NOT NULL
"""
"""Notices that are written down as sent, each with the message that tells it."""

LAST_SECOND = 2.0
"""Seconds of postings that a kill may lose: they are written down by the second."""


@dataclass
class Soak:
    """A soak; `share` of all requests go wrong."""

    database: Path
    seed: int = 1
    askers: int = 40
    followers: int = 60
    share: float = 0.02
    risked: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: {"telegram": set(), "discord": set()})
    kills: int = 0

    async def __aenter__(self) -> Self:
        self._stack = AsyncExitStack()
        self.telegram = TelegramCrowd(self.seed, self.askers, self.followers)
        self.discord = DiscordCrowd(self.seed + 1, self.askers, self.followers)
        self.luck = Luck(self.seed, self.share)
        self.telegram.fake = await self._stack.enter_async_context(Telegram(self.luck, self.telegram.heard))
        self.discord.fake = Discord(self.luck, self.discord.heard)
        await self._stack.enter_async_context(self.discord.fake)
        listen = f"127.0.0.1:{free_port()}"
        self.newsroom = Newsroom(f"http://{listen}/push")
        self.program = Program(
            self.database,
            TELEGRAM_TOKEN=TOKEN,
            TELEGRAM_API_URL=self.telegram.fake.url,
            DISCORD_TOKEN=self.discord.fake.rest.token,
            DISCORD_API_URL=self.discord.fake.api_url,
            DISCORD_GATEWAY_URL=self.discord.fake.gateway_url,
            HTTP_LISTEN=listen,
            PUSH_SECRET=SECRET,
        )
        self._sampling = asyncio.create_task(self._sample())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._sampling.cancel()
        await asyncio.gather(self._sampling, return_exceptions=True)
        if self.program.lives and self.program.life.process.returncode is None:
            await self.program.kill()
        await self._stack.aclose()

    @property
    def crowds(self) -> tuple[Crowd, Crowd]:
        """The people, by platform."""
        return self.telegram, self.discord

    async def begin(self) -> None:
        """Start the program, and let people in once it is there."""
        identified = len(self.discord.fake.gateway.identified)
        await self.program.begin()
        async with asyncio.timeout(STARTED):
            while not self._served(identified):  # noqa: ASYNC110  # the fake's own wait is too short
                await asyncio.sleep(0.02)
        for crowd in self.crowds:
            crowd.up.set()

    def _served(self, before: int) -> bool:
        return len(self.discord.fake.gateway.identified) > before and bool(self.discord.fake.commands)

    async def follow(self) -> None:
        """Have all follow what they are to follow."""
        for crowd in self.crowds:
            for each in crowd.followers.values():
                await crowd.follow(each)

    async def amid_broadcast(self) -> None:
        """Wait until some have heard of the newest push and most have not, or it has waited long behind others."""
        newest = self.newsroom.pushed + 1  # the task that pushes it has not begun

        def told() -> int:
            return sum(each.heard[newest] > 0 for crowd in self.crowds for each in crowd.followers.values())

        with suppress(TimeoutError):
            async with asyncio.timeout(AMID):
                while told() < self.followers // 4:  # noqa: ASYNC110  # what is heard is counted, nobody is told of it
                    await asyncio.sleep(0.005)

    async def kill(self) -> None:
        """Kill the program, and note what was under way."""
        for crowd in self.crowds:
            crowd.up.clear()
        await self.program.kill()
        self.kills += 1
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            self._note(db)

    def _note(self, db: sqlite3.Connection) -> None:
        """Note who was told of what without that being written down, and the updates that were written down."""
        standing: dict[str, set[tuple[int, int]]] = {crowd.name: set() for crowd in self.crowds}
        for platform, chat, dossier in db.execute(TAKEN):
            told = int(chat.partition(":")[2]), int(dossier.rpartition("-")[2])
            if self._heard(platform, *told):
                standing[platform].add(told)
        for platform, found in standing.items():
            self.risked[platform] |= found
            chats = {chat for chat, _ in found}
            if len(chats) > UNDER_WAY:
                self.newsroom.faults.append(f"{platform}: {len(chats)} messages were out that nobody wrote down")
        kept = db.execute("SELECT value FROM memory WHERE key LIKE 'telegram/taken/%'").fetchall()
        taken = {each["update_id"] for (value,) in kept for each in json.loads(value)}
        for crowd in self.crowds:
            crowd.killed(taken)
            crowd.doubt(LAST_SECOND)

    def _heard(self, platform: str, chat: int, push: int) -> bool:
        crowd = next(each for each in self.crowds if each.name == platform)
        return crowd.followers[chat].heard[push] > 0

    async def drained(self) -> None:
        """Wait until nothing is due any more."""
        async with asyncio.timeout(DRAINED):
            while self.waiting():  # noqa: ASYNC110  # another process's database tells nobody of its changes
                await asyncio.sleep(0.2)

    async def close(self) -> None:
        """Let all arrive, and stop the program in order.

        A card that was posted in its last second is found wrong only as it stops: the next start puts it right.
        """
        await self.drained()
        await self._stop()
        while self.waiting():
            await self.begin()
            await self.drained()
            await self._stop()

    async def _stop(self) -> None:
        if (status := await self.program.stop()) != 0:
            raise RuntimeError(f"the program stopped with status {status}")

    def waiting(self) -> dict[str, int]:
        """Give how much waits, by platform and kind."""
        counted = "SELECT platform || ' ' || kind, count(*) FROM outbox WHERE state IN ('due', 'leased') GROUP BY 1"
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            return dict(db.execute(counted).fetchall())

    def _counted(self) -> dict[str, frozenset[tuple[int, int]]]:
        """Give the chats and pushes that went out with others in a message that stands in its chat."""
        found: dict[str, set[tuple[int, int]]] = {crowd.name: set() for crowd in self.crowds}
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            for platform, chat, dossier, message in db.execute(TOGETHER):
                number = int(chat.partition(":")[2])
                stands = (number, int(message)) in self.telegram.fake.messages
                if stands or message in self.discord.fake.rest.messages:
                    found[platform].add((number, int(dossier.rpartition("-")[2])))
        return {platform: frozenset(pairs) for platform, pairs in found.items()}

    async def _sample(self) -> None:
        while True:
            await asyncio.sleep(SAMPLE)
            if self.program.lives:
                self.program.life.sample()

    def checks(self) -> list[Check]:
        """Give what came of it."""
        found = [verdict.answered(crowd) for crowd in self.crowds]
        counted = self._counted()
        found += [
            verdict.heard(each, self.newsroom, self.risked[each.name], counted[each.name]) for each in self.crowds
        ]
        found += [verdict.right(crowd, self.newsroom) for crowd in self.crowds]
        pushes = f"{self.newsroom.pushed} pushes, {self.newsroom.tries - self.newsroom.pushed} sent again"
        found.append(Check("every push taken", pushes, tuple(self.newsroom.faults)))
        return [*found, verdict.actionable(self.program.log)]
