"""The bot's own HTTP server: what it listens on, what every answer carries, what it refuses."""

from __future__ import annotations

import asyncio
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


async def test_a_connection_on_which_no_request_comes_is_let_go() -> None:
    """Whoever opens many and sends a sign now and then does not keep them; who is being answered keeps theirs."""
    seconds, entered, go_on = [0.0], asyncio.Event(), asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        entered.set()
        await go_on.wait()
        return web.Response(text="done")

    async with (
        Server("127.0.0.1", 0, [web.get("/slow", slow)], idle=60.0, clock=lambda: seconds[0]) as server,
        aiohttp.ClientSession() as session,
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"GET /slow HTTP/1.1\r\nX-Slow: ")
        await writer.drain()
        asking = asyncio.create_task(session.get(f"http://127.0.0.1:{server.port}/slow"))
        await entered.wait()
        server.sweep()
        seconds[0] = 61.0
        server.sweep()
        assert await reader.read() == b""
        go_on.set()
        assert await (await asking).text() == "done"
        writer.close()


async def test_a_request_that_takes_too_long_is_cut_off() -> None:
    async def endless(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")

    async with (
        Server("127.0.0.1", 0, [web.get("/endless", endless)], longest=0.01) as server,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{server.port}/endless") as response,
    ):
        assert response.status == 503


async def test_no_answer_tells_what_it_runs_on() -> None:
    async with (
        Server("127.0.0.1", 0, ROUTES) as server,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{server.port}/echo") as response,
    ):
        assert response.status == 405
        assert response.headers["Server"] == "division-bell"
