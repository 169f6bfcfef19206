"""Discord's gateway as a server of ours: sessions, heartbeats, resuming, compression."""

from __future__ import annotations

import asyncio
import itertools
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

APPLICATION, BOT, GUILD, CHANNEL = "2", "3", "4", "5"
BOT_USER = {"id": BOT, "username": "bell", "discriminator": "0", "avatar": None, "global_name": None, "bot": True}
HEARTBEAT = 41_250
VIEW, SEND, SEND_IN_THREADS, MANAGE_CHANNELS, ADMINISTRATOR = 1 << 10, 1 << 11, 1 << 38, 1 << 4, 1 << 3
"""Permissions, as bits."""

DISPATCH, BEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11


@dataclass
class Session:
    """What a client is told, in order, so that it can be told again."""

    name: str
    shard: tuple[int, int]
    sent: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Line:
    """One connection; compressed, it is one zlib stream from its first message to its last."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport
    packer: Any = None
    session: Session | None = None

    async def send(self, payload: dict[str, Any]) -> None:
        if self.socket.closed:
            return
        text = json.dumps(payload)
        if self.packer is None:
            await self.socket.send_str(text)
        else:
            await self.socket.send_bytes(self.packer.compress(text.encode()) + self.packer.flush(zlib.Z_SYNC_FLUSH))


class FakeGateway:
    """The gateway of a fake Discord; `seen` are the opcodes of what clients sent."""

    def __init__(self, token: str, *, compressed: bool = True, shards: int = 1) -> None:
        self.token = token
        self.compressed = compressed
        self.shards = shards
        self.url = ""
        self.seen: list[int] = []
        self.identified: list[dict[str, Any]] = []
        self.lines: list[Line] = []
        self.deaf = False
        self.mute = False
        self.goodbyes = 0
        self.connections = 0
        self.refuse_with: int | None = None
        self._sessions: dict[str, Session] = {}
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()
        self._released = asyncio.Event()

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=False, timeout=0.1)
        await socket.prepare(request)
        packed = self.compressed and request.query.get("compress") == "zlib-stream"
        if request.transport is None:
            raise RuntimeError("gone before it was there")
        line = Line(socket, request.transport, zlib.compressobj() if packed else None)
        self.lines.append(line)
        async with self._changed:
            self.connections += 1
            self._changed.notify_all()
        await line.send({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT}, "s": None, "t": None})
        try:
            await self._listen(line)
        finally:
            self.lines.remove(line)
        if not self.deaf:
            await socket.close()
        return socket

    async def _listen(self, line: Line) -> None:
        while True:
            message = await line.socket.receive()
            if message.type is not WSMsgType.TEXT:
                async with self._changed:
                    self.goodbyes += 1
                    self._changed.notify_all()
                if self.deaf:
                    await self._released.wait()
                return
            payload = json.loads(message.data)
            await self._heard(line, payload["op"], payload["d"])
            async with self._changed:
                self.seen.append(payload["op"])
                self._changed.notify_all()

    async def _heard(self, line: Line, code: int, data: Any) -> None:
        if self.mute:
            return
        if code == BEAT:
            await line.send({"op": ACK, "d": None, "s": None, "t": None})
        elif code == IDENTIFY:
            await self._identify(line, data)
        elif code == RESUME:
            await self._resume(line, data)
        else:
            await line.socket.close(code=4001)

    async def _identify(self, line: Line, data: dict[str, Any]) -> None:
        self.identified.append(data)
        shard = tuple(data.get("shard", (0, 1)))
        if data["token"] != self.token:
            await line.socket.close(code=4004, message=b"Authentication failed.")
        elif shard[1] != self.shards or not 0 <= shard[0] < self.shards:
            await line.socket.close(code=4010, message=b"Invalid shard.")
        elif self.refuse_with is not None:
            await line.socket.close(code=self.refuse_with)
        else:
            line.session = Session(f"session-{next(self._numbers)}", (shard[0], shard[1]))
            self._sessions[line.session.name] = line.session
            await self._tell(line, "READY", self._ready(line.session))
            if shard[0] == (int(GUILD) >> 22) % self.shards:
                await self._tell(line, "GUILD_CREATE", guild())

    async def _resume(self, line: Line, data: dict[str, Any]) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self.token:
            await line.send({"op": INVALID, "d": False, "s": None, "t": None})
            return
        line.session = session
        for event in session.sent[data["seq"] :]:
            await line.send(event)
        await self._tell(line, "RESUMED", {})

    def _ready(self, session: Session) -> dict[str, Any]:
        return {
            "v": 10, "user": BOT_USER, "guilds": [{"id": GUILD, "unavailable": True}], "session_id": session.name,
            "resume_gateway_url": self.url, "shard": list(session.shard),
            "application": {"id": APPLICATION, "flags": 0},
        }  # fmt: skip

    async def _tell(self, line: Line, event: str, data: dict[str, Any]) -> None:
        if line.session is None:
            raise RuntimeError("nobody identified on this line")
        payload = {"op": DISPATCH, "t": event, "s": len(line.session.sent) + 1, "d": data}
        line.session.sent.append(payload)
        await line.send(payload)

    async def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Tell an event to whoever is connected; a session that is away hears of it when it resumes."""
        session = next(each for each in reversed(self._sessions.values()) if each.shard[0] == 0)
        line = next((each for each in reversed(self.lines) if each.session is session and not each.socket.closed), None)
        if line is None:
            session.sent.append({"op": DISPATCH, "t": event, "s": len(session.sent) + 1, "d": data})
        else:
            await self._tell(line, event, data)

    async def heard(self, code: int, times: int = 1) -> None:
        """Wait until clients have sent an opcode so many times."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: self.seen.count(code) >= times)

    async def opened(self, times: int) -> None:
        """Wait until so many connections were opened."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: self.connections >= times)

    async def left(self) -> None:
        """Wait until a client said goodbye, or nothing any more."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: self.goodbyes > 0)

    async def ask_to_reconnect(self) -> None:
        for line in list(self.lines):
            await line.send({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def drop(self, code: int) -> None:
        """Close every connection with a code."""
        for line in list(self.lines):
            await line.socket.close(code=code)

    def cut(self) -> None:
        """Break every connection off, without a goodbye."""
        for line in list(self.lines):
            line.transport.abort()

    async def invalidate(self, *, resumable: bool) -> None:
        """Call every session invalid."""
        for line in list(self.lines):
            await line.send({"op": INVALID, "d": resumable, "s": None, "t": None})

    def forget(self) -> None:
        """Forget every session, so that none can be resumed."""
        self._sessions.clear()

    async def stop(self) -> None:
        self._released.set()
        await self.drop(1001)


def guild(id_: str = GUILD, *, channels: list[dict[str, Any]] | None = None, **others: Any) -> dict[str, Any]:
    """The server all of this happens in, or one like it."""
    return {
        "id": id_, "name": "The Lobby", "owner_id": "7", "unavailable": False, "member_count": 2, "large": False,
        "channels": [text_channel(CHANNEL)] if channels is None else channels,
        "members": [{"user": BOT_USER, "roles": [], "flags": 0, "joined_at": "2021-03-03T00:00:00+00:00",
                     "deaf": False, "mute": False}],
        "roles": [{"id": id_, "name": "@everyone", "permissions": str(VIEW | SEND), "position": 0, "color": 0,
                   "hoist": False, "managed": False, "mentionable": False, "flags": 0}],
        "threads": [], "presences": [], "voice_states": [], "emojis": [], "stickers": [], "features": [],
        "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [], "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0,
        "premium_tier": 0, "preferred_locale": "en-US", "afk_timeout": 300, "system_channel_flags": 0, **others,
    }  # fmt: skip


def text_channel(id_: str, *, denied: dict[str, int] | None = None, kind: int = 0) -> dict[str, Any]:
    """A channel; `denied` are permissions that roles do not have in it."""
    closed = [{"id": role, "type": 0, "allow": "0", "deny": str(bits)} for role, bits in (denied or {}).items()]
    return {"id": id_, "type": kind, "name": "chamber", "position": int(id_), "permission_overwrites": closed}
