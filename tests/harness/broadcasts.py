"""A broadcast on fake platforms by a process that is really killed, and what came of it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.delivery.courier import UNDER_WAY
from data.desk import Delivery, Desk
from tests.fakes import discord_rest
from tests.fakes.discord import FakeDiscord
from tests.fakes.telegram import RESET, TOKEN, Fake, flood, refuse
from tests.harness.process import ROOT, environment, killed, started, until

RULES = ROOT / "data/dossiers/pakistan-2021/01-rules.yaml"
PLAIN = {"DOSSIERS": str(RULES), "POSTINGS_DAYS": "3650"}
"""Settings of a broadcast: the rules alone are loaded, and what happened in 2021 is not let go for its age."""

LINE = "sources senate"
"""What is told to everybody: a card without a picture, which costs nothing to paint."""


def due(platform: str, number: int, first: int = 1) -> list[Delivery]:
    """Give what tells so many chats of a platform a line, due now: the program goes by the real time of day."""
    now = datetime.now(UTC)
    return [Delivery(f"{platform}:{chat}", 2, "send", LINE, now) for chat in range(first, first + number)]


async def program(database: Path, **settings: str) -> asyncio.subprocess.Process:
    """Start the program with limits no test has to wait for."""
    return await started(
        "tests.harness.program",
        env=environment(database, **(PLAIN | settings)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
    )


class Crowd:
    """Chats of one platform, some of which block the bot, and how often each was told."""

    name = ""

    def __init__(self, number: int) -> None:
        self.chats = range(1, number + 1)
        self.blocked = {chat for chat in self.chats if chat % 100 == 50}
        self.luck = random.Random(7)  # noqa: S311  # the same troubles every time; nothing secret

    def told(self) -> Counter[int]:
        """Give how many messages stand in each chat."""
        raise NotImplementedError

    def settings(self) -> dict[str, str]:
        """Give what the program is told of the platform."""
        raise NotImplementedError


class Telegram(Crowd):
    """A Telegram of people, groups and channels, where a request in a hundred goes wrong in some way."""

    name = "telegram"

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.fake = Fake()
        for chat in self.chats:
            self.fake.chats[chat] = {"id": chat, "type": "private", "first_name": "Somebody"}
        self.fake.blocked |= self.blocked
        unlucky = self.luck.sample(sorted(set(self.chats) - self.blocked), number // 50)
        for index, chat in enumerate(unlucky):
            fault = (RESET, refuse(502, "Bad Gateway"), refuse(500, "Internal Server Error"), flood(1))[index % 4]
            self.fake.fault("sendMessage", fault, chat=chat)

    def told(self) -> Counter[int]:
        """Give how many messages of ours stand in each chat."""
        mine = (chat for (chat, _), message in self.fake.messages.items() if message["from"]["is_bot"])
        return Counter(mine)

    async def polled(self) -> None:
        """Wait until a process asks for updates, however long it takes to start."""

        async def asked() -> bool:
            return self.fake._poller > 0

        await until(asked)

    def settings(self) -> dict[str, str]:
        """Give what the program is told of the platform."""
        return {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": self.fake.url}


class Weather(deque[discord_rest.Fault]):
    """Faults that never run out: one in a hundred requests, of each kind in turn."""

    KINDS = (
        discord_rest.Fault(502),
        discord_rest.Fault(reset=True),
        discord_rest.too_many(0.5),
        discord_rest.Fault(reset=True, after=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def __bool__(self) -> bool:
        return True

    def popleft(self) -> Any:
        """Give what happens to the next request, mostly nothing."""
        self._count += 1
        return self.KINDS[self._count // 100 % len(self.KINDS)] if self._count % 100 == 0 else None


class Discord(Crowd):
    """A Discord of channels, where a request in a hundred goes wrong in some way."""

    name = "discord"

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.fake = FakeDiscord()
        self.fake.rest.faults[discord_rest.POSTS] = Weather()
        posted = self.fake.rest._post

        def post(request: web.Request, call: discord_rest.Call) -> dict[str, Any]:
            if int(request.match_info["channel_id"]) in self.blocked:
                raise LookupError(403, 50001, "Missing Access")
            return posted(request, call)

        self.fake.rest._post = post  # type: ignore[method-assign]  # a place the bot was removed from

    def told(self) -> Counter[int]:
        """Give how many messages stand in each channel: the same nonce again is the same message."""
        return Counter(int(channel) for channel, _ in self.fake.rest._nonces)

    def settings(self) -> dict[str, str]:
        """Give what the program is told of the platform."""
        urls = {"DISCORD_API_URL": self.fake.api_url, "DISCORD_GATEWAY_URL": self.fake.gateway_url}
        return {"DISCORD_TOKEN": self.fake.rest.token, **urls}


async def broadcast(crowd: Crowd, desk: Desk, database: Path, kills: int) -> set[int]:
    """Have all chats told by processes that are killed on the way; give the chats that may have been told twice.

    Those are the ones whose message stood there at a kill while the desk did not know of it.
    """
    risked = set[int]()
    number = len(crowd.chats)
    for kill in range(kills):
        wanted = number * (kill + 1) // (kills + 1)
        process = await program(database, **crowd.settings())

        async def far_enough(wanted: int = wanted) -> bool:
            return crowd.told().total() >= wanted

        await until(far_enough)
        await killed(process)
        unknown = {int(each.chat.partition(":")[2]) for each in await under_way(desk, crowd.name)}
        caught = unknown & set(crowd.told())
        assert len(caught) <= UNDER_WAY
        risked |= caught
    process = await program(database, **crowd.settings())

    async def done() -> bool:
        return await desk.waiting(crowd.name) == 0

    try:
        await until(done)
    finally:
        log = await killed(process)
    assert "Traceback" not in log, log
    return risked


async def under_way(desk: Desk, platform: str) -> tuple[Delivery, ...]:
    """Give what was taken and has not ended."""
    counted = await desk._store.read(
        lambda db: db.execute(
            "SELECT chat, revision, kind, subject, due FROM outbox WHERE platform = ? AND state = 'leased'", [platform]
        ).fetchall()
    )
    return tuple(
        Delivery(chat, revision, kind, subject, datetime.fromisoformat(at))
        for chat, revision, kind, subject, at in counted
    )
