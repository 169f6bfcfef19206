"""The requests by which interactions are answered, and how they get through where the way is bad."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import discord
import yarl
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.adapters.discord.pool import Pool
from bot.adapters.discord.said import Said

PAUSES = (0.2, 0.8)
"""Seconds before the second and the third try: an interaction has three."""

LONGEST = 10.0
"""Seconds of a rate limit that are waited for; what asks for more is given up."""

DEFERRED = (5, 6)
"""Discord's numbers for "the answer will come", in a message of its own or in the one that was pressed on."""

_SHOWN = re.compile(rb'"response_message_id":[ ]?"(\d{1,20})"')
"""The id of the message an answer became. It stands in the answer before anything a person wrote; and within a text,
where quotation marks are escaped, it cannot stand like this. Reading the whole takes as long as sending it."""

TOO_MANY, SERVER, ACKNOWLEDGED = 429, 500, 40060

AGENT = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
"""The name a bot has to go by (discord.com/developers/docs/reference#user-agent), as discord.py has it."""

Try = Callable[[int], Awaitable[Said]]
"""Makes a request for the given time, the first being 0."""


class Written(dict[str, Any]):
    """A body that is written once, for all who send it; with `told`, a first answer asks for its message's id."""

    def __init__(self, body: dict[str, Any], *, told: bool = True) -> None:
        super().__init__(body)
        self.told = told

    @cached_property
    def encoded(self) -> bytes:
        """The body as it is sent."""
        return _json(self)


class Callbacks(AsyncWebhookAdapter):
    """discord.py's way to answer interactions, made short: no lock, no message read, two more tries where it broke.

    discord.py tries again a second later at the earliest, and on Linux never where a connection was reset. The
    tokens stand in the addresses: no redirection is followed and nothing is logged. What has no file goes through a
    pool of its own, to the server of `url`; `close` ends it.
    """

    def __init__(self, url: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # discord.py's own
        self._pool = Pool(url, AGENT)
        self._path = url.removeprefix(self._pool.base)
        self._sleep = sleep
        self.close = self._pool.close

    async def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> Any:
        """Answer for the first time. The message that became of it is left out: its id stands beside it.

        What needs no message's id asks for none: of many at once, each is to cost little.
        """
        body = params.payload
        if body is None:
            said = await super().create_interaction_response(
                interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
            )
            return {"interaction": said["interaction"]}
        told = body["type"] not in DEFERRED and (not isinstance(body, Written) or body.told)
        target = f"{self._path}/interactions/{interaction_id}/{quote(token, safe='')}/callback"
        answer = await self._ask("POST", f"{target}?with_response=1" if told else target, _encoded(body))
        shown = _SHOWN.search(answer) if told else None
        message = {"response_message_id": shown[1].decode()} if shown else {}
        return {"interaction": {"id": interaction_id, **message}}

    async def request(
        self,
        route: Route,
        session: aiohttp.ClientSession,
        *,
        payload: dict[str, Any] | None = None,
        multipart: list[dict[str, Any]] | None = None,
        files: Sequence[discord.File] | None = None,
        params: dict[str, Any] | None = None,
        **_unused: Any,
    ) -> Any:
        """Make a request, again where the way broke. Raises what discord.py raises, OSError, aiohttp.ClientError."""
        address = f"{route.url}?{urlencode(params)}" if params else route.url
        if not multipart:
            body = None if payload is None else _encoded(payload)
            return _read(await self._ask(route.method, address.removeprefix(self._pool.base), body))

        async def sent(tries: int) -> Said:
            """Send once, with files wound back to their beginning where this is not the first time."""
            for file in files or ():
                file.reset(seek=tries)
            async with session.request(
                route.method, yarl.URL(address, encoded=True), data=_form(multipart), allow_redirects=False
            ) as response:
                return Said(response.status, response.reason or "", await response.read())

        return _read(await self._tried(sent))

    async def _ask(self, method: str, target: str, body: bytes | None) -> bytes:
        return await self._tried(lambda _: self._pool.ask(method, target, body))

    async def _tried(self, ask: Try) -> bytes:
        """Give what was said in the end."""
        broke = False
        for tries, pause in enumerate((*PAUSES, None)):
            try:
                response = await ask(tries)
            except (OSError, aiohttp.ServerDisconnectedError):
                if pause is None:
                    raise
                broke = True
            else:
                if response.ok:
                    return response.body
                said = _read(response.body)
                if broke and isinstance(said, dict) and said.get("code") == ACKNOWLEDGED:
                    return b'{"interaction":{"id":"0"}}'  # it is the try that broke which got through
                pause = _pause(response.status, said, pause)  # noqa: PLW2901  # Discord knows better how long
                if pause is None:
                    raise _refusal(response, said)
            await self._sleep(pause)
        raise RuntimeError("the last try neither gives nor raises")


def _encoded(body: dict[str, Any]) -> bytes:
    if isinstance(body, Written):
        return body.encoded
    return _json(body)


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def _form(multipart: list[dict[str, Any]]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for part in multipart:
        form.add_field(**part)
    return form


def _read(body: bytes) -> Any:
    """Give an answer's body; what is no JSON, such as a proxy's page, as it stands."""
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode(errors="replace")


def _pause(status: int, said: Any, pause: float | None) -> float | None:
    """Give the seconds before the next try, nothing where there is none."""
    if status == TOO_MANY:
        asked = said.get("retry_after") if isinstance(said, dict) else None
        return asked if pause is not None and isinstance(asked, int | float) and asked <= LONGEST else None
    return pause if status >= SERVER else None


def _refusal(response: Said, said: Any) -> discord.HTTPException:
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = discord.DiscordServerError if response.status >= SERVER else discord.HTTPException
    return kinds.get(response.status, kind)(response, said)
