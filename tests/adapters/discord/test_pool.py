"""Connections are kept, few, and each has one request at a time; what breaks says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.adapters.discord.pool import Pool
from bot.adapters.discord.said import BrokenAnswerError, Said

Writer = asyncio.StreamWriter
YES = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Server:
    """A server that notes what it was asked, and answers as a test says."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.connections = 0
        self.answers: Callable[[Writer], None] = lambda writer: writer.write(YES)
        self.heard = asyncio.Event()
        self._writers: list[Writer] = []
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/api/v10"

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        self.connections += 1
        self._writers.append(writer)
        while head := await reader.read(65_536):
            self.asked.append(head)
            self.heard.set()
            self.answers(writer)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    found = Server()
    yield found
    await found.stop()


@pytest.fixture
async def pool(server: Server) -> AsyncIterator[Pool]:
    found = Pool(await server.start(), "Agent", most=2)
    yield found
    found.close()


async def test_a_request_is_sent_whole_with_the_bots_name(server: Server, pool: Pool) -> None:
    assert await pool.ask("POST", "/api/x", b'{"type":5}') == Said(200, "OK", b"{}", stays=True)
    host = pool.base.removeprefix("http://").encode()
    assert server.asked == [
        b"POST /api/x HTTP/1.1\r\nHost: %s\r\nUser-Agent: Agent\r\n"
        b'Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{"type":5}' % host
    ]


async def test_one_request_after_the_other_goes_over_the_same_connection(server: Server, pool: Pool) -> None:
    for _ in range(3):
        await pool.ask("GET", "/", None)
    assert server.connections == 1


async def test_no_more_connections_than_allowed_are_made_and_all_are_answered(server: Server, pool: Pool) -> None:
    found = await asyncio.gather(*(pool.ask("GET", f"/{number}", None) for number in range(20)))
    assert (len(found), server.connections) == (20, 2)


async def test_whoever_leaves_while_waiting_takes_no_turn_away(server: Server, pool: Pool) -> None:
    server.answers = lambda _: None
    held = [asyncio.create_task(pool.ask("GET", "/", None)) for _ in range(2)]
    waiting = [asyncio.create_task(pool.ask("GET", "/", None)) for _ in range(2)]
    await server.heard.wait()
    server.answers = lambda writer: writer.write(YES)
    waiting[0].cancel()
    for each in held:
        each.cancel()
    assert (await waiting[1]).ok
    await asyncio.gather(*held, waiting[0], return_exceptions=True)


async def test_a_connection_that_the_other_side_will_close_is_not_asked_again(server: Server, pool: Pool) -> None:
    server.answers = lambda writer: writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    for _ in range(3):
        assert (await pool.ask("GET", "/", None)).ok
    assert server.connections == 3


async def test_a_connection_that_was_idle_for_long_is_not_asked_again(server: Server) -> None:
    pool = Pool(await server.start(), "Agent", idle=0.0)
    await pool.ask("GET", "/", None)
    await pool.ask("GET", "/", None)
    assert server.connections == 2
    pool.close()


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", b"nonsense\r\n\r\n"])
async def test_an_answer_that_breaks_off_is_an_error_and_the_next_is_none(
    server: Server, pool: Pool, answer: bytes
) -> None:
    def breaks_off(writer: Writer) -> None:
        writer.write(answer)
        writer.close()

    server.answers = breaks_off
    with pytest.raises(OSError, match=r".+"):
        await pool.ask("GET", "/", None)
    server.answers = lambda writer: writer.write(YES)
    assert (await pool.ask("GET", "/", None)).ok


async def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(server: Server) -> None:
    server.answers = lambda _: None
    pool = Pool(await server.start(), "Agent", longest=0.05)
    with pytest.raises(TimeoutError):
        await pool.ask("GET", "/", None)
    pool.close()


async def test_a_server_that_is_away_is_an_error(server: Server, pool: Pool) -> None:
    await server.stop()
    with pytest.raises(OSError, match=r".+"):
        await pool.ask("GET", "/", None)


async def test_what_waits_when_the_pool_closes_has_lost_the_way(server: Server, pool: Pool) -> None:
    server.answers = lambda _: None
    tasks = [asyncio.create_task(pool.ask("GET", "/", None)) for _ in range(3)]
    await server.heard.wait()
    pool.close()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(each) for each in found} == {BrokenAnswerError}


@pytest.mark.parametrize("target", ["/a b", "/a\r\nHost: b", "/\N{SNOWMAN}"])
async def test_an_address_that_is_not_quoted_is_never_sent(server: Server, pool: Pool, target: str) -> None:
    with pytest.raises(ValueError, match="quoted"):
        await pool.ask("GET", target, None)
    assert server.asked == []


@pytest.mark.parametrize("url", ["ftp://discord.com", "discord.com", "http://"])
def test_only_http_and_https_are_spoken(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        Pool(url, "Agent")
