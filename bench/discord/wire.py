"""The wire of a Discord that costs little: HTTP/1.1 and WebSocket by hand, on one port, as a protocol of asyncio."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import time
import zlib
from collections.abc import Callable
from typing import Any

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE = 1, 8

Route = Callable[[bytes, bytes, bytes], bytes]
"""Gives the body of an answer to a method, a path and a body, all as they came."""


class Wire(asyncio.Protocol):
    """One connection: requests until it asks for a WebSocket, then the gateway's frames.

    `away` gives the seconds until an answer is back: a network between.
    """

    def __init__(self, route: Route, gateway: Gateway, away: Callable[[], float] = lambda: 0.0) -> None:
        self._route = route
        self._gateway = gateway
        self._away = away
        self._held = b""
        self._upgraded = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = transport  # type: ignore[assignment]  # of a TCP server

    def connection_lost(self, _error: Exception | None) -> None:
        """End."""
        self._gateway.lost(self._out)

    def data_received(self, data: bytes) -> None:
        """Take in what came, request by request or frame by frame."""
        self._held += data
        while (self._frame if self._upgraded else self._request)():
            pass

    @property
    def _out(self) -> asyncio.Transport:
        if self._transport is None:
            raise RuntimeError("not connected")
        return self._transport

    def _request(self) -> bool:
        """Answer one request that is whole, and say whether there was one."""
        head, found, rest = self._held.partition(b"\r\n\r\n")
        if not found:
            return False
        size = header(head, b"content-length")
        length = int(size) if size else 0
        if len(rest) < length:
            return False
        self._held = rest[length:]
        method, path, _ = head.split(b"\r\n", 1)[0].split(b" ")
        key = header(head, b"sec-websocket-key")
        if key:
            self._upgrade(key, packed=b"zlib-stream" in path)
            return True
        self._answer(self._route(method, path, rest[:length]))
        return True

    def _answer(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        if away := self._away():
            asyncio.get_running_loop().call_later(away, self._late, head + body)
        else:
            self._out.write(head + body)

    def _late(self, answer: bytes) -> None:
        if not self._out.is_closing():
            self._out.write(answer)

    def _upgrade(self, key: bytes, *, packed: bool) -> None:
        accept = base64.b64encode(hashlib.sha1(key + MAGIC, usedforsecurity=False).digest())
        self._out.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: %s\r\n\r\n" % accept
        )
        self._upgraded = True
        self._gateway.begin(self._out, packed=packed)

    def _frame(self) -> bool:
        """Take one frame that is whole, and say whether there was one; what a client sends is masked."""
        held = self._held
        if len(held) < 2:
            return False
        code, size, at = held[0] & 15, held[1] & 127, 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            size, at = int.from_bytes(held[2 : 2 + wide], "big"), 2 + wide
        end = at + 4 + size
        if len(held) < end:
            return False
        mask = held[at : at + 4] * (size // 4 + 1)
        text = bytes(a ^ b for a, b in zip(held[at + 4 : end], mask, strict=False))
        self._held = held[end:]
        if code == TEXT:
            self._gateway.heard(json.loads(text))
        elif code == CLOSE:
            self._out.close()
        return True


class Gateway:
    """One client's session: says hello, is identified to, and tells what it is given."""

    def __init__(self, ready: list[dict[str, Any]]) -> None:
        self._ready = ready
        self._out: asyncio.Transport | None = None
        self._packer: Any = None
        self._told = 0
        self.identified = asyncio.Event()

    def begin(self, out: asyncio.Transport, *, packed: bool) -> None:
        """Say hello to a client."""
        self._out, self._packer = out, zlib.compressobj() if packed else None
        self._send({"op": 10, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})

    def lost(self, out: asyncio.Transport) -> None:
        """Forget a client that is gone."""
        if out is self._out:
            self._out = None
            self.identified.clear()

    def heard(self, payload: dict[str, Any]) -> None:
        """Answer a heartbeat; tell whoever identifies that all is ready."""
        if payload["op"] == 1:
            self._send({"op": 11, "d": None, "s": None, "t": None})
        elif payload["op"] == 2:
            for event in self._ready:
                self.tell(event["t"], event["d"])
            self.identified.set()

    def tell(self, event: str, data: dict[str, Any]) -> None:
        """Send an event now."""
        self._told += 1
        self._send({"op": 0, "t": event, "s": self._told, "d": data})

    def tell_all(self, event: str, every: list[dict[str, Any]]) -> float:
        """Send many events at once, and give when."""
        frames = []
        for data in every:
            self._told += 1
            frames.append(self._framed({"op": 0, "t": event, "s": self._told, "d": data}))
        at = time.perf_counter()
        if self._out is not None:
            self._out.write(b"".join(frames))
        return at

    def _send(self, payload: dict[str, Any]) -> None:
        if self._out is not None:
            self._out.write(self._framed(payload))

    def _framed(self, payload: dict[str, Any]) -> bytes:
        data, code = json.dumps(payload, separators=(",", ":")).encode(), TEXT
        if self._packer is not None:
            data, code = self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH), 2
        size = len(data)
        head = bytes((0x80 | code, size)) if size < 126 else bytes((0x80 | code, 126)) + size.to_bytes(2, "big")
        if size > 65_535:
            head = bytes((0x80 | code, 127)) + size.to_bytes(8, "big")
        return head + data


def header(head: bytes, name: bytes) -> bytes:
    """Give the value of a header, nothing where it is not there."""
    at = head.lower().find(b"\r\n" + name + b":")
    if at < 0:
        return b""
    end = head.find(b"\r\n", at + 2)
    return head[at + len(name) + 3 : end if end >= 0 else None].strip()
