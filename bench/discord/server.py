"""The load: a Discord in a process of its own that asks a bot, and times what comes back.

`python -m bench.discord.server` prints its port, then reads a JSON line for each measurement and prints its result.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import uvloop

from bench.discord.wire import Gateway, Wire
from tests.fakes.discord_gateway import APPLICATION, BOT_USER, CHANNEL, GUILD, guild
from tests.fakes.discord_rest import ME

CARDS = 1000
DEFERRED = (5, 6)
PERSON = "80351110224678912"
OUTSTANDING = 200
"""Interactions kept without an answer while a bot is saturated."""

TOKEN = "aW50ZXJhY3Rpb246" * 12


@dataclass
class Asked:
    """An interaction: when it was told, when the bot first answered, how, and when the answer itself was there."""

    at: float
    first: float = 0.0
    kind: int = 0
    done: float = 0.0


@dataclass
class Load:
    """All that was asked, and whoever waits for an answer."""

    asked: dict[str, Asked] = field(default_factory=dict)
    answered: Callable[[Asked], None] = lambda _: None
    numbers: Any = field(default_factory=lambda: itertools.count(1_000_000_000_000_000_000))


class Bench:
    """The fake and what it measures."""

    def __init__(self) -> None:
        ready = {
            "v": 10, "user": BOT_USER, "guilds": [{"id": GUILD, "unavailable": True}], "session_id": "s",
            "shard": [0, 1], "resume_gateway_url": "ws://127.0.0.1", "application": {"id": APPLICATION, "flags": 0},
        }  # fmt: skip
        self.gateway = Gateway([{"t": "READY", "d": ready}, {"t": "GUILD_CREATE", "d": guild()}])
        self.away = 0.0
        self.load = Load()
        self._random = random.Random(1)  # noqa: S311  # the same cards for each bot

    def route(self, _method: bytes, path: bytes, body: bytes) -> bytes:
        """Answer a request as Discord would, as cheaply as can be."""
        now = time.perf_counter()
        if b"/callback" in path:
            return self._callback(now, path.split(b"/")[4].decode(), body)
        if b"/webhooks/" in path:
            return self._followed(now, path.split(b"/")[5].decode())
        return json.dumps(self._given(path, body)).encode()

    def _given(self, path: bytes, body: bytes) -> Any:
        """Give what is asked for beside interactions."""
        if path.endswith(b"/users/@me"):
            return BOT_USER
        if path.endswith(b"/gateway/bot"):
            limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            return {"url": "ws://127.0.0.1", "shards": 1, "session_start_limit": limits}
        if b"/commands" in path:
            given = {"id": "9", "application_id": APPLICATION, "version": "1"}
            return [{**each, **given} for each in json.loads(body)]
        return ME

    def _callback(self, now: float, name: str, body: bytes) -> bytes:
        asked = self.load.asked[name]
        kind = int(body[body.find(b'"type":') + 7 : body.find(b'"type":') + 9].strip(b" ,}"))
        asked.first, asked.kind = asked.first or now, kind
        given = {"id": name, "type": 2, "response_message_id": name, "response_message_ephemeral": False}
        if kind not in DEFERRED:
            self._done(asked, now)
        return json.dumps({"interaction": given, "resource": {"type": kind, "message": message(name)}}).encode()

    def _followed(self, now: float, token: str) -> bytes:
        name = token.rpartition(".")[2]
        self._done(self.load.asked[name], now)
        return json.dumps(message(name)).encode()

    def _done(self, asked: Asked, now: float) -> None:
        if not asked.done:
            asked.done = now
            self.load.answered(asked)

    def ask(self) -> Asked:
        """Tell the bot that somebody asks for a card; some are asked for far more often than others."""
        event = self._question()
        asked = self.load.asked[event["id"]] = Asked(time.perf_counter())
        self.gateway.tell("INTERACTION_CREATE", event)
        return asked

    def _question(self) -> dict[str, Any]:
        return interaction(str(next(self.load.numbers)), f"card-{int(CARDS * self._random.random() ** 3)}")

    async def saturate(self, count: int) -> dict[str, float]:
        """Keep the bot busy, and give the answers a second."""
        self.load = Load(numbers=self.load.numbers)
        left, over = count, asyncio.get_running_loop().create_future()

        def again(_asked: Asked) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                over.set_result(None)
            elif len(self.load.asked) < count:
                self.ask()

        self.load.answered = again
        begun = time.perf_counter()
        for _ in range(min(OUTSTANDING, count)):
            self.ask()
        with suppress(TimeoutError):
            await asyncio.wait_for(over, 60)
        took = time.perf_counter() - begun
        return {"answers a second": (count - left) / took, **self._shares()}

    async def steady(self, rate: float, seconds: float) -> dict[str, float]:
        """Ask so many times a second, and give how long answers take, in milliseconds."""
        self.load = Load(numbers=self.load.numbers)
        begun = time.perf_counter()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            self.ask()
        await asyncio.sleep(1)
        return {**self._times(), **self._shares()}

    async def burst(self, count: int) -> dict[str, float]:
        """Ask so many times at once, and give the shares heard of in time and the time of the last answer."""
        self.load = Load(numbers=self.load.numbers)
        events = [self._question() for _ in range(count)]
        at = self.gateway.tell_all("INTERACTION_CREATE", events)
        self.load.asked = {event["id"]: Asked(at) for event in events}
        for _ in range(300):
            await asyncio.sleep(0.1)
            if all(each.done for each in self.load.asked.values()):
                break
        done = [each.done - each.at for each in self.load.asked.values() if each.done]
        return {**self._times(), **self._shares(), "last answer s": max(done, default=-1.0)}

    def _times(self) -> dict[str, float]:
        took = sorted(each.first - each.at for each in self.load.asked.values() if each.first) or [-1.0]
        return {
            "p50 ms": took[len(took) // 2] * 1e3,
            "p99 ms": took[int(len(took) * 0.99)] * 1e3,
            "max ms": took[-1] * 1e3,
        }

    def _shares(self) -> dict[str, float]:
        every = list(self.load.asked.values())
        heard = [each.first - each.at for each in every if each.first]
        return {
            "within 1.5 s": sum(took <= 1.5 for took in heard) / len(every),
            "within 3 s": sum(took <= 3 for took in heard) / len(every),
            "deferred": sum(each.kind in DEFERRED for each in every) / len(every),
            "unanswered": sum(not each.done for each in every) / len(every),
        }


def interaction(number: str, card: str) -> dict[str, Any]:
    """Give a slash command of the benched bots as Discord tells it."""
    options = [{"name": "name", "type": 3, "value": card}]
    return told(number, {"id": "1234567890123456781", "name": "card", "type": 1, "options": options})


def told(
    number: str, data: dict[str, Any], *, kind: int = 2, person: str = PERSON, place: str = CHANNEL
) -> dict[str, Any]:
    """Give an interaction of somebody's in a channel as Discord tells it, with all that comes along."""
    user = {
        "id": person, "username": "ann", "discriminator": "0", "global_name": "Ann", "public_flags": 64,
        "avatar": "8342729096ea3675442027381ff50dfe", "avatar_decoration_data": None, "clan": None,
        "primary_guild": None, "collectibles": None, "display_name_styles": None,
    }  # fmt: skip
    member = {
        "user": user, "roles": ["41771983423143936", "41771983423143937"], "flags": 0, "nick": None, "avatar": None,
        "banner": None, "joined_at": "2021-03-03T00:00:00.000000+00:00", "deaf": False, "mute": False, "pending": False,
        "permissions": "2248473465835073", "premium_since": None, "communication_disabled_until": None,
        "unusual_dm_activity_until": None,
    }  # fmt: skip
    channel = {
        "id": place, "type": 0, "name": "chamber", "position": 0, "permissions": "2248473465835073", "flags": 0,
        "guild_id": GUILD, "last_message_id": "1234567890123456789", "nsfw": False, "parent_id": "1234567890123456780",
        "rate_limit_per_user": 0, "topic": "What the house does", "icon_emoji": None, "theme_color": None,
    }  # fmt: skip
    return {
        "id": number, "application_id": APPLICATION, "token": f"{TOKEN}.{number}", "version": 1, "type": kind,
        "data": data, "channel_id": place,
        "channel": channel, "attachment_size_limit": 10_485_760, "entitlements": [], "entitlement_sku_ids": [],
        "authorizing_integration_owners": {"0": GUILD}, "locale": "en-GB", "guild_locale": "en-US", "context": 0,
        "app_permissions": "2248473465835073", "guild_id": GUILD, "member": member,
        "guild": {"id": GUILD, "locale": "en-US", "features": ["COMMUNITY", "NEWS"]},
    }  # fmt: skip


def message(name: str) -> dict[str, Any]:
    """Give a message of the bot's, as an answer gives it back."""
    return {
        "id": name, "channel_id": CHANNEL, "author": BOT_USER, "content": "", "tts": False, "type": 20,
        "timestamp": "2021-03-04T12:00:00+00:00", "edited_timestamp": None, "mention_everyone": False, "mentions": [],
        "mention_roles": [], "embeds": [], "pinned": False, "attachments": [], "flags": 1 << 15,
        "application_id": APPLICATION, "components": [{"id": 1, "type": 10, "content": "what the card says" * 30}],
    }  # fmt: skip


async def lines() -> AsyncIterator[dict[str, Any]]:
    """Give the measurements asked for."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        yield json.loads(line)


async def main() -> None:
    """Measure what is asked for until nothing is."""
    bench = Bench()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(bench.route, bench.gateway), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    async for wanted in lines():
        await asyncio.wait_for(bench.gateway.identified.wait(), 30)
        measure = getattr(bench, wanted.pop("do"))
        sys.stdout.write(json.dumps(await measure(**wanted)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main())
