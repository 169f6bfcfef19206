"""The requests by which interactions are answered, and how they get through where the way is bad."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import aiohttp
import discord
import yarl
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter

PAUSES = (0.2, 0.8)
"""Seconds before the second and the third try: an interaction has three."""

LONGEST = 10.0
"""Seconds of a rate limit that are waited for; what asks for more is given up."""

CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
DEFERRED = (5, 6)
"""Discord's numbers for "the answer will come", in a message of its own or in the one that was pressed on."""

JSON = {"Content-Type": "application/json"}
TOO_MANY, SERVER, ACKNOWLEDGED = 429, 500, 40060


class Callbacks(AsyncWebhookAdapter):
    """discord.py's way to answer interactions, made short: no lock, no message read, two more tries where it broke.

    discord.py tries again a second later at the earliest, and on Linux never where a connection was reset. The
    tokens stand in the addresses: no redirection is followed and nothing is logged.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # discord.py's own
        self._sleep = sleep

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

        A deferral asks for no message at all: of many at once, each is to cost little.
        """
        if params.payload is not None and params.payload["type"] in DEFERRED:
            route = Route("POST", CALLBACK, webhook_id=interaction_id, webhook_token=token)
            await self.request(route, session, payload=params.payload)
            return {"interaction": {"id": interaction_id}}
        said = await super().create_interaction_response(
            interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
        )
        return {"interaction": said["interaction"]}

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
        """Make a request, again where the way broke. Raises what discord.py raises, and aiohttp.ClientError."""
        address = yarl.URL(f"{route.url}?{urlencode(params)}" if params else route.url, encoded=True)
        body = None if payload is None else json.dumps(payload, separators=(",", ":")).encode()
        broke: aiohttp.ClientError | None = None
        for tries, pause in enumerate((*PAUSES, None)):
            for file in files or ():
                file.reset(seek=tries)
            sent = _form(multipart) if multipart else body
            try:
                async with session.request(
                    route.method, address, data=sent, headers=JSON if sent is body else None, allow_redirects=False
                ) as response:
                    said = _read(await response.read())
            except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
                if pause is None:
                    raise
                broke = error
            else:
                if response.ok:
                    return said
                if broke is not None and isinstance(said, dict) and said.get("code") == ACKNOWLEDGED:
                    return {"interaction": {"id": "0"}}  # it is the try that broke which got through
                pause = _pause(response.status, said, pause)  # noqa: PLW2901  # Discord knows better how long
                if pause is None:
                    raise _refusal(response, said)
            await self._sleep(pause)
        raise RuntimeError("the last try neither gives nor raises")


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


def _refusal(response: aiohttp.ClientResponse, said: Any) -> discord.HTTPException:
    if response.status == 403:  # noqa: PLR2004  # as in HTTP
        return discord.Forbidden(response, said)
    if response.status == 404:  # noqa: PLR2004  # as in HTTP
        return discord.NotFound(response, said)
    kind = discord.DiscordServerError if response.status >= SERVER else discord.HTTPException
    return kind(response, said)
