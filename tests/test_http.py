"""The bot's own HTTP server: what it listens on, what every answer carries, what it refuses."""

from __future__ import annotations

from io import BytesIO

import aiohttp
import pytest
from aiohttp import web

from bot.errors import SetUpError
from bot.http import MAX_BODY, Server


async def echo(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await request.read())))


ROUTES = [web.post("/echo", echo)]


async def test_every_answer_carries_the_headers_that_keep_a_browser_from_guessing() -> None:
    async with (
        Server("127.0.0.1", 0, ROUTES) as server,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{server.port}/nothing") as response,
    ):
        assert response.status == 404
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_a_body_over_the_limit_is_refused() -> None:
    async with Server("127.0.0.1", 0, ROUTES) as server, aiohttp.ClientSession() as session:
        async with session.post(f"http://127.0.0.1:{server.port}/echo", data=b"x" * 100) as response:
            assert await response.text() == "100"
        async with session.post(f"http://127.0.0.1:{server.port}/echo", data=BytesIO(bytes(MAX_BODY + 1))) as response:
            assert response.status == 413


async def test_a_port_that_is_taken_is_one_clear_line() -> None:
    async with Server("127.0.0.1", 0, []) as first:
        with pytest.raises(SetUpError, match="HTTP_LISTEN: cannot listen on "):
            async with Server("127.0.0.1", first.port, []):
                pass
