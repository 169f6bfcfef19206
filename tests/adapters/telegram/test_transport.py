"""The library's HTTP on aiohttp, against a server that behaves and one that does not."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from aiohttp import web
from telegram import InputMediaPhoto
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.adapters.telegram.transport import Transport

TOKEN = "42:tell-nobody"  # noqa: S105  # no server but this one takes it
MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "Hello"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """A server that answers everything with one handler, and counts its connections."""

    def __init__(self) -> None:
        self.handler: Handler = given(MESSAGE)
        self.bodies: list[dict[str, Any]] = []
        self.kinds: list[str] = []
        self.connections: set[int] = set()
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.connections.add(id(request.transport))
        return await self.handler(request)

    async def read(self, request: web.Request) -> web.StreamResponse:
        """Read a body whichever way it is written."""
        self.kinds.append(request.content_type)
        if request.content_type == "application/json":
            self.bodies.append(await request.json())
        else:
            form = await request.post()
            self.bodies.append({n: v.file.read() if isinstance(v, web.FileField) else v for n, v in form.items()})
        return web.json_response({"ok": True, "result": MESSAGE})


def given(result: Any, status: int = 200) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": result}, status=status)

    return answer


def said(text: str, **named: Any) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, **named)

    return answer


async def silent(_request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def reset(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def broken_off(request: web.Request) -> web.StreamResponse:
    """Begin an answer and reset the connection in the middle of it."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": true, "result"')
    if request.transport is not None:
        request.transport.abort()
    return response


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}"
    yield server
    await runner.cleanup()


@asynccontextmanager
async def bot(server: Server, connections: int = 4, **named: Any) -> AsyncIterator[ExtBot[None]]:
    """A bot of the library on the transport; its own start asks nothing of the server."""
    transport = Transport(connections, **named)
    urls = f"{server.url}/bot", f"{server.url}/file/bot"
    async with transport:
        yield ExtBot(TOKEN, *urls, request=transport, get_updates_request=transport)
    gc.collect()  # what nobody closed would warn now


async def test_a_request_is_one_json_object_with_objects_in_it(server: Server) -> None:
    server.handler = server.read
    async with bot(server) as telegram:
        await telegram.set_my_commands([("senate", "The Senate")])
    assert server.kinds == ["application/json"]
    assert server.bodies == [{"commands": [{"command": "senate", "description": "The Senate"}]}]


async def test_a_file_goes_as_a_part_of_its_own_beside_the_parameters(server: Server) -> None:
    server.handler = server.read
    async with bot(server) as telegram:
        await telegram.send_photo(7, b"\x89PNG", caption="Ünïcödé \u202e", filename="card.png")
        await telegram.edit_message_media(InputMediaPhoto(b"\x89PNG", caption="x"), 7, 1)
    assert server.kinds == ["multipart/form-data"] * 2
    photo, media = server.bodies
    assert (photo["photo"], photo["chat_id"], photo["caption"]) == (b"\x89PNG", "7", "Ünïcödé \u202e")
    attached = json.loads(media["media"])["media"].removeprefix("attach://")
    assert media[attached] == b"\x89PNG"


async def test_a_file_is_downloaded_as_it_is(server: Server) -> None:
    content = bytes(range(256)) * 5000
    async with bot(server) as telegram:
        server.handler = given({"file_id": "f", "file_unique_id": "u", "file_path": "documents/1"})
        file = await telegram.get_file("f")

        async def download(_request: web.Request) -> web.StreamResponse:
            return web.Response(body=content)

        server.handler = download
        assert bytes(await file.download_as_bytearray()) == content


async def test_connections_are_kept_and_used_again(server: Server) -> None:
    async with bot(server) as telegram:
        for _ in range(20):
            await telegram.send_message(7, "x")
        await telegram.get_updates()
    assert len(server.connections) == 1


async def test_more_requests_than_connections_wait_for_their_turn(server: Server) -> None:
    async with bot(server, connections=2) as telegram:
        await asyncio.gather(*[telegram.send_message(7, "x") for _ in range(20)])
    assert len(server.connections) == 2


async def test_silence_is_a_timeout(server: Server) -> None:
    server.handler = silent
    async with bot(server, answer=0.05) as telegram:
        with pytest.raises(TimedOut):
            await telegram.send_message(7, "x")


async def test_waiting_for_a_connection_ends_too(server: Server) -> None:
    server.handler = silent
    async with bot(server, connections=1, answer=5, wait=0.05, connect=0.05) as telegram:
        first = asyncio.create_task(telegram.send_message(7, "x"))
        await asyncio.sleep(0)
        with pytest.raises(TimedOut):
            await telegram.send_message(7, "x")
        first.cancel()


async def test_an_upload_nobody_reads_ends(server: Server) -> None:
    """The other side takes the headers and not the body, so it is the sending that does not get on."""
    server.handler = silent
    async with bot(server, answer=30, write=0.1, wait=0.05, connect=0.05) as telegram:
        with pytest.raises(TimedOut):
            await asyncio.wait_for(telegram.send_document(7, bytes(30_000_000), read_timeout=0.1), 5)


async def test_an_answer_that_trickles_ends(server: Server) -> None:
    """Each piece comes in time, and the whole never does."""

    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.01)

    server.handler = trickle
    async with bot(server, answer=0.1, write=0.1, wait=0.05, connect=0.05) as telegram:
        with pytest.raises(TimedOut):
            await asyncio.wait_for(telegram.send_message(7, "x"), 5)


@pytest.mark.parametrize("handler", [reset, broken_off], ids=["before", "in the middle"])
async def test_a_reset_is_a_network_error(server: Server, handler: Handler) -> None:
    async with bot(server) as telegram:
        await telegram.send_message(7, "x")
        server.handler = handler
        with pytest.raises(NetworkError):
            await telegram.send_message(7, "x")
        server.handler = given(MESSAGE)
        assert (await telegram.send_message(7, "x")).message_id == 1


@pytest.mark.parametrize("fault", [reset, said("", status=502)], ids=["reset", "server error"])
async def test_it_knows_whether_the_last_request_came_through(server: Server, fault: Handler) -> None:
    transport, seen = Transport(4), list[bool]()
    async with transport:
        for handler in (given(MESSAGE), fault, given(MESSAGE)):
            server.handler = handler
            with suppress(NetworkError):
                await transport.do_request(f"{server.url}/x", "POST")
            seen.append(transport.reached)
    assert seen == [True, False, True]


@pytest.mark.parametrize(
    "text", ["", "{", '{"ok": true}', "[]", "null", "[" * 100_000, "\xff\xfe", '{"ok": true, "result"'], ids=range(8)
)
async def test_what_is_no_answer_of_telegrams_is_an_error_that_quotes_nothing(server: Server, text: str) -> None:
    server.handler = said(text)
    async with bot(server) as telegram:
        with pytest.raises(TelegramError, match=r"(?i)^the answer is not one of Telegram's$"):
            await telegram.send_message(7, "x")


async def test_a_page_of_a_proxy_is_a_network_error(server: Server) -> None:
    server.handler = said("<html>502 Bad Gateway</html>", status=502, content_type="text/html")
    async with bot(server) as telegram:
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await telegram.send_message(7, "x")


async def test_a_redirect_is_not_followed_with_the_token(server: Server) -> None:
    server.handler = said("", status=302, headers={"Location": f"{server.url}/elsewhere"})
    async with bot(server) as telegram:
        with pytest.raises(NetworkError, match="Found"):
            await telegram.send_message(7, "x")


async def test_an_error_of_telegrams_keeps_its_words(server: Server) -> None:
    server.handler = said('{"ok": false, "error_code": 400, "description": "Bad Request: chat not found"}', status=400)
    async with bot(server) as telegram:
        with pytest.raises(BadRequest, match="Chat not found"):
            await telegram.send_message(7, "x")


@pytest.mark.parametrize("fault", [reset, broken_off, silent, said("{"), said("", status=302), None])
async def test_no_error_holds_the_token(server: Server, fault: Handler | None) -> None:
    """Neither in its words nor in what stands behind it; the last fault is a port where nobody listens."""
    if fault is None:
        server.url = "http://127.0.0.1:1"
    else:
        server.handler = fault
    async with bot(server, answer=0.05) as telegram:
        with pytest.raises(TelegramError) as caught:
            await telegram.send_message(7, "x")
    error: BaseException | None = caught.value
    while error is not None:
        assert TOKEN not in f"{error!r} {error} {vars(error)}"
        error = error.__cause__ or error.__context__


async def test_a_port_where_nobody_listens_is_said_to_be_one(server: Server) -> None:
    server.url = "http://127.0.0.1:1"
    async with bot(server) as telegram:
        with pytest.raises(NetworkError, match="Connect call failed"):
            await telegram.send_message(7, "x")


async def test_what_is_read_of_a_sent_message_is_what_is_kept(server: Server) -> None:
    sizes = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    server.handler = given(MESSAGE | {"photo": sizes, "reply_markup": {"inline_keyboard": []}})
    async with bot(server) as telegram:
        message = await telegram.send_message(7, "x")
    assert (message.message_id, message.chat.id, message.photo[0].file_id) == (1, 7, "f")
    assert message.text is None


@pytest.mark.parametrize("result", [True, [], [MESSAGE], {"id": 1, "text": "x"}])
def test_every_other_result_is_whole(result: Any) -> None:
    answer = Transport.parse_json_payload(json.dumps({"ok": True, "result": result}).encode())
    assert answer["result"] == result


async def test_a_closed_transport_says_so_and_can_be_opened_again(server: Server) -> None:
    transport = Transport(2)
    async with transport:
        await transport.initialize()
        assert (await transport.do_request(f"{server.url}/x", "POST"))[0] == 200
    with pytest.raises(NetworkError, match="closed"):
        await transport.do_request(f"{server.url}/x", "POST")
    async with transport:
        assert (await transport.do_request(f"{server.url}/x", "POST"))[0] == 200
    await transport.shutdown()


async def test_nothing_waits_for_ever_even_where_the_library_would(server: Server) -> None:
    server.handler = silent
    async with bot(server, answer=0.05) as telegram:
        with pytest.raises(TimedOut):
            await telegram.send_message(7, "x", read_timeout=None)
