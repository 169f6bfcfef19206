"""Requests over connections that are kept open: as much of HTTP/1.1 as it takes to answer an interaction, and cheaply.

One request is under way on a connection at a time, so an answer is never another's. A request is not repeated here.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from urllib.parse import urlsplit

from bot.adapters.discord.said import BrokenAnswerError, Reader, Said

MOST = 384
"""Connections at a time; whoever wants one more waits."""

IDLE = 30.0
"""Seconds after which a connection nobody asked is not asked again: the other side may close it any moment."""

LONGEST = 5.0
"""Seconds for a connection to be made, and for an answer to come: an interaction has three."""

Address = tuple[str, int, bool]
"""Host, port, and whether it is spoken to through TLS."""


class Pool:
    """Connections to one server, made as they are needed. `agent` is the name the bot goes by.

    Raises ValueError for an address that is not http or https.
    """

    def __init__(self, url: str, agent: str, *, most: int = MOST, longest: float = LONGEST, idle: float = IDLE) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.hostname is None:
            raise ValueError("an address of http or https")
        secure = parts.scheme == "https"
        self.base = f"{parts.scheme}://{parts.netloc}"
        self._address: Address = parts.hostname, parts.port or (443 if secure else 80), secure
        self._head = f" HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\nUser-Agent: {agent}\r\n".encode()
        self._tls = ssl.create_default_context() if secure else None
        self._longest = longest
        self._age = idle
        self._left = most
        self._idle: deque[_Connection] = deque()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._open: set[_Connection] = set()
        self._closed = False

    async def ask(self, method: str, target: str, body: bytes | None) -> Said:
        """Make a request once, JSON where it has a body, and give its answer.

        `target` is the address behind the server's name, quoted as it has to be. Raises OSError where the way there or
        back broke: then it may have been heard all the same.
        """
        if not target.isascii() or not target.isprintable() or " " in target:
            raise ValueError("an address that is not quoted")
        size = b"" if body is None else b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
        request = b"".join((method.encode(), b" ", target.encode(), self._head, size, b"\r\n", body or b""))
        connection = await self._taken()
        try:
            return await connection.ask(request, self._longest)
        finally:
            self._given_back(connection)

    def close(self) -> None:
        """Close all connections; whoever waits for an answer has lost the way."""
        self._closed = True
        for connection in tuple(self._open):
            connection.close()
        for future in self._waiting:
            if not future.done():
                future.set_exception(BrokenAnswerError("the pool is closed"))

    async def _taken(self) -> _Connection:
        """Give a connection for one request: the one used last, else a new one."""
        loop = asyncio.get_running_loop()
        while self._left == 0:
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.append(future)
            try:
                await future
            except asyncio.CancelledError:
                self._next()  # the turn may have been given to whoever leaves
                raise
        if self._closed:
            raise BrokenAnswerError("the pool is closed")
        self._left -= 1
        while self._idle:
            connection = self._idle.pop()
            if connection.usable and loop.time() - connection.since < self._age:
                return connection
            connection.close()
        made: _Connection | None = None
        try:
            made = await self._made()
        finally:
            if made is None:
                self._left += 1
                self._next()
        return made

    async def _made(self) -> _Connection:
        host, port, _ = self._address
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(self._longest):
            _, connection = await loop.create_connection(
                lambda: _Connection(self._open), host, port, ssl=self._tls, server_hostname=host if self._tls else None
            )
        return connection

    def _given_back(self, connection: _Connection) -> None:
        self._left += 1
        if connection.usable and not self._closed:
            connection.since = asyncio.get_running_loop().time()
            self._idle.append(connection)
        else:
            connection.close()
        self._next()

    def _next(self) -> None:
        """Let the first who waits try again."""
        while self._waiting and self._left:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(None)
                return


class _Connection(asyncio.Protocol):
    """One connection, and the request under way on it."""

    def __init__(self, everyone: set[_Connection]) -> None:
        self._everyone = everyone
        self._transport: asyncio.WriteTransport | None = None
        self._reader: Reader | None = None
        self._answer: asyncio.Future[Said] | None = None
        self.usable = False
        self.since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # of a TCP connection; uvloop's is of no common class
        self._everyone.add(self)
        self.usable = True

    def data_received(self, data: bytes) -> None:
        if self._reader is None:  # something nobody asked for
            self.close()
            return
        try:
            said = self._reader.feed(data)
        except BrokenAnswerError as error:
            self._broke(error)
        else:
            self._whole(said)

    def eof_received(self) -> None:
        try:
            if self._reader is not None:
                self._whole(self._reader.end())
        except BrokenAnswerError as error:
            self._broke(error)
        self.close()

    def connection_lost(self, error: Exception | None) -> None:
        self._everyone.discard(self)
        self._broke(error if isinstance(error, OSError) else BrokenAnswerError("the connection was lost"))

    def close(self) -> None:
        """Close; what is under way is lost."""
        self._broke(BrokenAnswerError("the connection was closed"))

    async def ask(self, request: bytes, longest: float) -> Said:
        """Send a request and give the answer; whoever stops waiting for it closes the connection."""
        if self._transport is None or not self.usable:
            raise BrokenAnswerError("the connection is not open")
        loop = asyncio.get_running_loop()
        answer = self._answer = loop.create_future()
        self._reader = Reader()
        self._transport.write(request)
        alarm = loop.call_later(longest, self._broke, TimeoutError("no answer in time"))
        try:
            said: Said = await answer
            return said
        finally:
            alarm.cancel()
            if self._answer is answer:
                self.close()

    def _whole(self, said: Said | None) -> None:
        if said is None:
            return
        answer, self._reader, self._answer = self._answer, None, None
        self.usable = self.usable and said.stays
        if answer is not None and not answer.done():
            answer.set_result(said)

    def _broke(self, error: OSError) -> None:
        answer, self._reader, self._answer = self._answer, None, None
        self.usable = False
        if self._transport is not None:
            self._transport.abort()
        if answer is not None and not answer.done():
            answer.set_exception(error)
