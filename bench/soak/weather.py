"""Platforms that have bad days: the fakes of the tests, where requests go wrong by a seeded chance.

What goes wrong goes wrong before anything is done, or the answer comes late: a request whose answer is lost after it
was done doubles messages on Telegram whatever a bot does, and what is counted here are doubles by kills.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.fakes import discord_rest
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_gateway import BEAT, FakeGateway, Line
from tests.fakes.discord_rest import CALLBACK, Call, FakeRest, Give
from tests.fakes.telegram import Call as TelegramCall
from tests.fakes.telegram import Fake
from tests.fakes.telegram_chats import Json
from tests.fakes.telegram_wire import Body, Refused

SLOW = (0.2, 2.5)
"""Seconds by which an answer is late, at least and at most."""

AWAY = 0.03
"""Seconds to Discord's gateway and back."""


class Luck:
    """Says what happens to a request, by chance; `share` of all requests go wrong. `counted` is what befell them."""

    KINDS = ("busy", "error", "reset", "slow", "late")

    def __init__(self, seed: int, share: float) -> None:
        self._random = random.Random(seed)  # noqa: S311  # so that a run can be repeated; nothing secret
        self.share = share
        self.counted = dict.fromkeys(self.KINDS, 0)

    def draw(self) -> str:
        """Give what befalls the next request; nothing mostly."""
        if self._random.random() >= self.share:
            return ""
        kind = self._random.choice(self.KINDS)
        self.counted[kind] += 1
        return kind

    def pause(self) -> float:
        """Give the seconds by which it is late."""
        return self._random.uniform(*SLOW)


class Telegram(Fake):
    """A Telegram with weather that keeps no request and no picture, as it has to stand for long."""

    def __init__(self, luck: Luck, heard: Callable[[TelegramCall], None]) -> None:
        super().__init__()
        self.luck = luck
        self._heard = heard

    async def _misbehave(self, _method: str, _sent: Body, request: web.Request) -> None:
        match self.luck.draw():
            case "busy":
                raise Refused(429, "Too Many Requests: retry after 1", {"retry_after": 1})
            case "error":
                raise Refused(502, "Bad Gateway")
            case "reset" if request.transport is not None:
                request.transport.abort()
                raise web.HTTPOk(text="")
            case "slow":
                await asyncio.sleep(self.luck.pause())
            case "late":
                request["late"] = self.luck.pause()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        answer = await super()._handle(request)
        if "late" in request:
            await asyncio.sleep(request["late"])
        return answer

    async def _record(self, call: TelegramCall) -> None:
        self._heard(call)
        await self._tell()

    def _photo(self, name: str | None, content: bytes | None) -> list[Json]:
        made = super()._photo(name, content)
        self.files = dict.fromkeys(self.files, b"")
        return made


class Rest(FakeRest):
    """Discord's interface with weather; `heard` is told of every message sent into a channel."""

    def __init__(self, token: str, luck: Luck, heard: Callable[[str, Call], None]) -> None:
        super().__init__(token)
        self.luck = luck
        self._heard = heard

    def _guarded(self, method: str, path: str, give: Give) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        do = super()._guarded(method, path, give)

        async def handle(request: web.Request) -> web.StreamResponse:
            kind = self.luck.draw()
            if path == CALLBACK and kind not in ("slow", "late"):  # Discord gives 3 s: nothing is tried again in time
                kind = ""
            if kind == "busy":
                return discord_rest.failed(request, discord_rest.too_many(0.5))
            if kind in ("error", "reset"):
                return discord_rest.failed(request, discord_rest.Fault(502, reset=kind == "reset"))
            if kind == "slow":
                await asyncio.sleep(self.luck.pause())
            answer = await do(request)
            self.calls.clear()
            if kind == "late":
                await asyncio.sleep(self.luck.pause())
            return answer

        return handle

    def _post(self, request: web.Request, call: Call) -> dict[str, Any]:
        known = len(self._nonces)
        made = super()._post(request, call)
        if len(self._nonces) > known:
            self._heard(request.match_info["channel_id"], call)
        return made


class Gateway(FakeGateway):
    """Discord's gateway at a distance: where a heartbeat's answer is there at once, discord.py measures nonsense."""

    async def _heard(self, line: Line, code: int, data: Any) -> None:
        if code == BEAT:
            await asyncio.sleep(AWAY)
        await super()._heard(line, code, data)


class Discord(FakeDiscord):
    """A Discord with weather."""

    def __init__(self, luck: Luck, heard: Callable[[str, Call], None]) -> None:
        super().__init__()
        self.rest = Rest(self.rest.token, luck, heard)
        self.gateway = Gateway(self.rest.token)
