"""Telegram as a load: a Bot API server that hands out commands and times the answers, in a process of its own.

Speaks HTTP by hand, so that it is faster than any bot it measures. Driven by lines on stdin, answers in JSON on stdout.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

import uvloop

FIRST = 7_000_000_000
"""The first person's number: every command comes from another person, and nothing else in a body looks like one."""

FLOODER = 6_000_000_001
"""Who asks far too much; nobody waits for their answers."""

PERSON = re.compile(rb"(?<!\d)7\d{9}(?!\d)")
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
SECRET = re.compile(rb'"?secret_token"?[=:] *"?([A-Za-z0-9_-]+)')
URL = re.compile(rb"https?(?::|%3A)(?:/|%2F){2}[^\s\"&]+?hook")
OFFSET = re.compile(rb"offset\D{0,40}?(\d+)", re.DOTALL)

ME = {"id": 1, "is_bot": True, "first_name": "Bell", "username": "BellBot"}
WORKERS = 64
"""Updates brought to a webhook at once."""

CLOCK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
Json = dict[str, Any]


@dataclass
class Load:
    """One measurement: commands handed out, and when each was handed out and answered."""

    total: int
    pid: int
    given: dict[int, float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    cpu: float = 0.0
    last: float = 0.0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def give(self, person: int) -> None:
        """Note that a command is handed out; the first one starts the clocks."""
        if not self.given:
            self.cpu = used(self.pid)
        self.given.setdefault(person, time.perf_counter())

    def answer(self, person: int) -> None:
        """Note that a command is answered."""
        if person in self.given and not self.done.is_set():
            self.last = time.perf_counter()
            self.took.append(self.last - self.given[person])
            if len(self.took) >= self.total:
                self.done.set()

    def result(self) -> Json:
        """Give commands a second, times in milliseconds, CPU in microseconds a command, memory in megabytes."""
        first = min(self.given.values(), default=0.0)
        times = sorted(self.took) or [0.0]
        answered = len(self.took)
        return {
            "answered": answered,
            "rate": answered / max(self.last - first, 1e-9),
            "p50": times[answered // 2] * 1e3,
            "p99": times[min(answered * 99 // 100, len(times) - 1)] * 1e3,
            "cpu": (used(self.pid) - self.cpu) / max(answered, 1) * 1e6,
            "memory": memory(self.pid),
        }


def used(pid: int) -> float:
    """Give the seconds of CPU a process and its children have used."""
    with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123  # read while the load runs
        fields = file.read().rpartition(")")[2].split()
    return sum(int(each) for each in fields[11:15]) / CLOCK


def memory(pid: int) -> float:
    """Give the megabytes of memory a process takes."""
    with open(f"/proc/{pid}/statm") as file:  # noqa: PTH123  # as above
        return int(file.read().split()[1]) * PAGE / 1e6


class Telegram:
    """What is waiting, who is asking for it, and the load under way."""

    def __init__(self, lines: list[str], echo: Json, *, brings: bool) -> None:
        self.lines = lines
        self.brings = brings
        self.message = json.dumps({"ok": True, "result": echo}).encode()
        self.me = json.dumps({"ok": True, "result": ME}).encode()
        self.delay = 0.0
        self.away = 0.0
        self.load: Load | None = None
        self.holding = False
        self.behind = 0.0
        self.waiting: deque[tuple[int, int, bytes]] = deque()
        self.chats: dict[int, deque[bytes]] = {}
        self.turns: deque[int] = deque()
        self.number = 0
        self.polls: list[Connection] = []
        self.hook: tuple[str, str] | None = None
        self.hooked = asyncio.Event()
        self.brought = asyncio.Event()

    def put(self, person: int | None = None) -> None:
        """Have the next person, or this one, ask the next line."""
        self.number += 1
        person = person or FIRST + self.number
        line = self.lines[self.number % len(self.lines)]
        user = {"id": person, "is_bot": False, "first_name": "Ann", "username": "ann", "language_code": "en"}
        chat = {"id": person, "type": "private", "first_name": "Ann", "username": "ann"}
        entities = [{"type": "bot_command", "offset": 0, "length": len(line.partition(" ")[0])}]
        message = {"message_id": self.number, "from": user, "chat": chat, "date": int(time.time()), "text": line}
        update = {"update_id": self.number, "message": message | {"entities": entities}}
        self._wait(person, json.dumps(update).encode())

    def _wait(self, person: int, update: bytes) -> None:
        """Have an update wait to be handed out or, where there is a webhook, for its turn in its chat."""
        if not self.brings:
            self.waiting.append((self.number, person, update))
        elif person in self.chats:
            self.chats[person].append(update)
        else:
            self.chats[person] = deque([update])
            self.turns.append(person)
            self.brought.set()

    async def turn(self) -> tuple[int, bytes]:
        """Wait for a chat to have its turn; give it and its next update. It has no other before this one is `taken`."""
        while not self.turns:
            self.brought.clear()
            await self.brought.wait()
        person = self.turns.popleft()
        return person, self.chats[person][0]

    def taken(self, person: int) -> None:
        """Note that the first update of a chat was taken: now the next one has its turn, behind those of others."""
        chat = self.chats[person]
        chat.popleft()
        if chat:
            self.turns.append(person)
            self.brought.set()
        else:
            del self.chats[person]

    def forget(self) -> None:
        """Let go of what waits and nobody has been told of."""
        self.waiting.clear()
        for chat in self.chats.values():
            while len(chat) > 1:
                chat.pop()

    def hand_out(self, offset: int) -> bytes | None:
        """Confirm what is below the offset and give the next hundred, nothing where there are none."""
        while self.waiting and self.waiting[0][0] < offset:
            if self.waiting.popleft()[1] == FLOODER:
                self.behind = time.perf_counter()
        if self.holding:
            return None
        found = [self.waiting[index] for index in range(min(100, len(self.waiting)))]
        for _, person, _ in found if self.load else ():
            assert self.load is not None
            if person != FLOODER:
                self.load.give(person)
        return b'{"ok": true, "result": [' + b",".join(update for *_, update in found) + b"]}" if found else None

    def answered(self, body: bytes) -> bytes:
        """Note who got an answer."""
        if self.load is not None and (found := PERSON.search(body)):
            self.load.answer(int(found[0]))
        return self.message

    def let_go(self) -> None:
        """Hand out again what was held back."""
        self.holding = False
        self.wake()

    def wake(self) -> None:
        """Answer whoever asked while nothing was waiting."""
        polls, self.polls = self.polls, []
        for poll in polls:
            poll.poll()

    def set_hook(self, body: bytes) -> None:
        """Note where updates are to be brought, with which secret."""
        found, secret = URL.search(body), SECRET.search(body)
        assert found is not None, body
        self.hook = found[0].decode().replace("%3A", ":").replace("%2F", "/"), secret[1].decode() if secret else ""
        self.hooked.set()


class Connection(asyncio.Protocol):
    """One connection of a bot's."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._received = b""
        self._offset = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but its class

    def data_received(self, data: bytes) -> None:
        """Take apart what is whole: requests with a length, or in one chunk."""
        self._received += data
        while (head := self._received.find(b"\r\n\r\n")) >= 0:
            header, rest = self._received[:head], self._received[head + 4 :]
            if found := LENGTH.search(header):
                length = int(found[1])
            elif b"chunked" in header:
                end = rest.find(b"0\r\n\r\n")
                length = end + 5 if end >= 0 else len(rest) + 1
            else:
                length = 0
            if len(rest) < length:
                return
            self._received = rest[length:]
            self._request(header[: header.find(b"\r\n")].split(b" ")[1], rest[:length])

    def _request(self, target: bytes, body: bytes) -> None:
        telegram, method = self._telegram, target.rpartition(b"/")[2].partition(b"?")[0].lower()
        if method == b"getupdates":
            offset = OFFSET.search(body)
            self._offset = int(offset[1]) if offset else 0
            self._later(self.poll)
        elif method == b"sendmessage":
            self._reply(telegram.answered(body))
        elif method == b"getme":
            self._reply(telegram.me)
        elif method == b"getwebhookinfo":
            self._reply(
                b'{"ok": true, "result": {"url": "", "has_custom_certificate": false, "pending_update_count": 0}}'
            )
        else:
            if method == b"setwebhook":
                telegram.set_hook(body)
            self._reply(b'{"ok": true, "result": true}')

    def poll(self) -> None:
        """Hand out what is waiting, or wait."""
        found = self._telegram.hand_out(self._offset)
        if found is None:
            self._telegram.polls.append(self)
        else:
            self._write(found)

    def _reply(self, payload: bytes) -> None:
        self._later(lambda: self._write(payload))

    def _later(self, act: Any) -> None:
        if self._telegram.delay:
            asyncio.get_running_loop().call_later(self._telegram.delay, act)
        else:
            act()

    def _write(self, payload: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(payload)
        if not self._transport.is_closing():
            self._transport.write(head + payload)


async def bring(telegram: Telegram) -> None:
    """Bring what waits to the webhook, one after another on a connection that is kept.

    The next update of a chat is brought once its last one was taken, and chats have turns, as Telegram's own server
    has it (tdlib/telegram-bot-api, WebhookActor.cpp).
    """
    await telegram.hooked.wait()
    assert telegram.hook is not None
    there, secret = urlsplit(telegram.hook[0]), telegram.hook[1]
    head = f"POST {there.path} HTTP/1.1\r\nHost: {there.netloc}\r\nContent-Type: application/json\r\n"
    head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
    reader, writer = await asyncio.open_connection(there.hostname, there.port)
    while True:
        person, update = await telegram.turn()
        if telegram.away:
            await asyncio.sleep(telegram.away)
        if telegram.load is not None and person != FLOODER:
            telegram.load.give(person)
        writer.write(f"{head}Content-Length: {len(update)}\r\n\r\n".encode() + update)
        header = await reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(header)
        await reader.readexactly(int(found[1]) if found else 0)
        telegram.taken(person)


async def measure(telegram: Telegram, order: Json) -> Json:
    """Put a load on the bot: `total` commands at once, or `every` so many seconds; give what came of it.

    With `flood`, one more person asks so many at once, again and again, `pause` seconds apart. `away` is what bringing
    an update to a webhook takes besides. With `gather` nothing is handed out in the first so many seconds, as if it
    stood behind a flood; after one the result says under `behind` how long others stood there.
    """
    telegram.delay, telegram.away = order["delay"], order.get("away", 0.0)
    load = telegram.load = Load(order["total"], order["pid"])
    if order["every"]:
        begun, flooded = time.perf_counter(), 0
        if order.get("gather"):
            telegram.holding = True
            asyncio.get_running_loop().call_later(order["gather"], telegram.let_go)
        for index in range(load.total):
            await asyncio.sleep(max(begun + index * order["every"] - time.perf_counter(), 0))
            if order.get("flood") and index * order["every"] >= flooded * order["pause"]:
                flooded += 1
                for _ in range(order["flood"]):
                    telegram.put(FLOODER)
            telegram.put()
            telegram.wake()
    else:
        for _ in range(load.total):
            telegram.put()
        telegram.wake()
    with suppress(TimeoutError):
        await asyncio.wait_for(load.done.wait(), order["patience"])
    telegram.forget()
    telegram.load = None
    return load.result() | ({"behind": telegram.behind - begun} if order.get("flood") else {})


async def main() -> None:
    """Serve, and measure as told: a line in, a line out, until the end of input."""
    loop = asyncio.get_running_loop()
    setting = json.loads(sys.stdin.readline())
    telegram = Telegram(setting["lines"], setting["echo"], brings=setting["webhook"])
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    workers = [asyncio.create_task(bring(telegram)) for _ in range(WORKERS)] if setting["webhook"] else []
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(await measure(telegram, json.loads(line))), flush=True)
    for worker in workers:
        worker.cancel()
    server.close()


if __name__ == "__main__":
    uvloop.run(main())
