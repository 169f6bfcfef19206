"""Telegram's limits kept, in two lanes: people's answers first, broadcasts behind them.

A call is a broadcast with `rate_limit_args=BROADCAST`, else an answer. Answers wait for their own chat alone; what
Telegram asks to wait is waited for here and nowhere else, by those it concerns, exactly as long as told.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, Final, Literal

from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.adapters.telegram.pacing import Bucket, Pace, Window
from bot.adapters.telegram.polling import Sleep, told
from bot.metrics import TOO_MANY, WAITED
from bot.outlets import still

BROADCAST: Final = "broadcast"
"""What marks a call as one nobody waits for."""

PATIENCE: Final = 120.0
"""The longest wait Telegram may ask for, in seconds; for longer ones RetryAfter is raised: later it answers nobody."""

Lane = Literal[0, 1]
PEOPLE: Final = 0
BULK: Final = 1
LANES: Final = ("people", "bulk")

Kind = Literal["send", "edit"]
Key = int | str
Answer = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Answer]]

_SENDING = ("send", "copyMessage", "forwardMessage")
_UNCOUNTED = "sendChatAction"
_SPARE = 1000
"""Chats kept without looking for idle ones."""


@dataclass(slots=True, eq=False)
class _Chat:
    """One chat's books; `due` is when it is looked at next, `lined` says that it waits for the broadcasts' turn."""

    key: Key
    pace: Bucket
    windows: dict[Kind, Window]
    halted: float = -math.inf
    queue: list[_Ticket] = field(default_factory=list)
    due: float = math.inf
    lined: bool = False

    def ready(self, kind: Kind, now: float) -> float:
        window = self.windows.get(kind)
        return max(self.halted, self.pace.ready(), window.ready(now) if window else -math.inf)

    def idle(self, now: float) -> bool:
        busy = self.queue or self.lined or self.halted > now or not self.pace.full(now)
        return not busy and not any(window.count(now) for window in self.windows.values())


@dataclass(slots=True, eq=False)
class _Ticket:
    """A request before and while it is under way; after `until` it need not go any more."""

    lane: Lane
    number: int
    kind: Kind
    chat: _Chat
    until: float
    turn: asyncio.Future[None] | None = None

    def __lt__(self, other: _Ticket) -> bool:
        return (self.lane, self.number) < (other.lane, other.number)


class Limiter(BaseRateLimiter[str]):
    """Lets requests through in time. `sleep` and `clock` (seconds, never backwards) are for those who cannot wait."""

    def __init__(
        self, pace: Pace | None = None, *, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pace = pace or Pace()
        self._sleep = sleep
        self._clock = clock
        self._numbers = count()
        self._chats: dict[Key, _Chat] = {}
        self._most = _SPARE
        self._bulk = Window(self._pace.overall, self._pace.second)
        self._even = Bucket(self._pace.floor, self._pace.second / self._pace.overall)
        self._answers = Window(0, self._pace.second)  # counted, never held
        self._line: deque[_Chat] = deque()
        self._halted: dict[Lane, float] = {PEOPLE: -math.inf, BULK: -math.inf}
        self._told: dict[Lane, dict[Key, float]] = {PEOPLE: {}, BULK: {}}
        self._due: list[tuple[float, int, _Chat]] = []
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at = math.inf

    @property
    def chats(self) -> int:
        """How many chats are in the books."""
        return len(self._chats)

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Let nobody wait any longer: whoever does gets NetworkError."""
        if self._alarm is not None:
            self._alarm.cancel()
            await asyncio.gather(self._alarm, return_exceptions=True)
            self._alarm, self._alarm_at = None, math.inf
        for chat in self._chats.values():
            chat.lined = False
            while chat.queue:
                self._refuse(heapq.heappop(chat.queue), NetworkError("Telegram is no longer served"))
        self._line.clear()

    async def process_request(  # noqa: PLR0917  # the library's signature
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Answer:
        """Make a request when it may go, and again when Telegram asks to wait. Raises what it raises.

        Raises RetryAfter only where that wait is longer than PATIENCE, or would be in all.
        """
        lane: Lane = BULK if rate_limit_args == BROADCAST else PEOPLE
        number, until = next(self._numbers), self._clock() + PATIENCE
        kind, key = _kind(endpoint), _key(data)
        while True:
            ticket = None
            if kind is not None and key is not None:
                ticket = _Ticket(lane, number, kind, self._chat(key), until)
                begun = self._clock()
                await self._turn(ticket)
                WAITED.labels("telegram", LANES[lane]).observe(self._clock() - begun)
            try:
                if lane == BULK and not still.get()():
                    raise NetworkError("another worker delivers by now")
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                TOO_MANY.labels("telegram").inc()
                wait = told(error)
                if ticket is not None:
                    self._halt(ticket, wait)
                if self._clock() + wait > until:
                    raise
            finally:
                if ticket is not None:
                    self._left(ticket)
            if ticket is None:
                await self._sleep(wait)

    def _chat(self, key: Key) -> _Chat:
        if (found := self._chats.get(key)) is not None:
            return found
        if len(self._chats) >= self._most:
            now = self._clock()
            self._chats = {each: chat for each, chat in self._chats.items() if not chat.idle(now)}
            self._most = max(_SPARE, 2 * len(self._chats))
        pace = self._pace
        kinds: tuple[Kind, ...] = ("send", "edit") if _group(key) else ()
        chat = _Chat(key, Bucket(pace.burst, pace.gap), {kind: Window(pace.group, pace.minute) for kind in kinds})
        self._chats[key] = chat
        return chat

    async def _turn(self, ticket: _Ticket) -> None:
        """Wait until a request may go."""
        chat, now = ticket.chat, self._clock()
        if ticket.lane == PEOPLE and not chat.queue and max(chat.ready(ticket.kind, now), self._halted[PEOPLE]) <= now:
            self._enter(ticket, now)
            return
        ticket.turn = asyncio.get_running_loop().create_future()
        heapq.heappush(chat.queue, ticket)
        self._look(chat, now)
        self._go_on(now)
        try:
            await ticket.turn
        except asyncio.CancelledError:
            if not ticket.turn.cancelled() and ticket.turn.exception() is None:
                self._left(ticket)  # it was its turn already
            raise

    def _enter(self, ticket: _Ticket, now: float) -> None:
        ticket.chat.pace.take(now)
        if (window := ticket.chat.windows.get(ticket.kind)) is not None:
            window.enter()
        if ticket.lane == BULK:
            self._even.take(now)
            self._bulk.enter()
        else:
            self._answers.enter()
            self._answers.leave(now)
        if ticket.turn is not None:
            ticket.turn.set_result(None)

    def _left(self, ticket: _Ticket) -> None:
        now = self._clock()
        if ticket.lane == BULK:
            self._bulk.leave(now)
        if (window := ticket.chat.windows.get(ticket.kind)) is not None:
            window.leave(now)
        if ticket.chat.queue:
            self._look(ticket.chat, now)
        if self._line or self._due:
            self._go_on(now)

    def _refuse(self, ticket: _Ticket, error: Exception) -> None:
        if ticket.turn is not None and not ticket.turn.done():
            ticket.turn.set_exception(error)

    def _look(self, chat: _Chat, now: float, *, turn: bool = False) -> None:
        """Let go what may go of a chat's queue; `turn` says that one broadcast may."""
        while chat.queue:
            first = chat.queue[0]
            halted = max(chat.halted, self._stopped(first.lane))
            if first.turn is None or first.turn.done():
                heapq.heappop(chat.queue)
            elif halted > max(now, first.until):
                heapq.heappop(chat.queue)
                self._refuse(first, RetryAfter(timedelta(seconds=halted - now)))
            elif (due := max(halted, chat.ready(first.kind, now))) > now:
                self._look_again(chat, due)
                return
            elif first.lane == BULK and not turn:
                if not chat.lined:
                    self._line.append(chat)
                    chat.lined = True
                return
            else:
                turn = turn and first.lane == PEOPLE
                self._enter(heapq.heappop(chat.queue), now)

    def _look_again(self, chat: _Chat, due: float) -> None:
        if due < chat.due:
            chat.due = due
            heapq.heappush(self._due, (due, next(self._numbers), chat))

    def _go_on(self, now: float) -> None:
        """Look at the chats whose time has come, then at the broadcasts in line, and set the alarm for the next."""
        while self._due and self._due[0][0] <= now:
            due, _, chat = heapq.heappop(self._due)
            if due == chat.due:
                chat.due = math.inf
                self._look(chat, now)
        while self._line and self._bulk_ready(now) <= now:
            chat = self._line.popleft()
            chat.lined = False
            self._look(chat, now, turn=True)
        first = self._due[0][0] if self._due else math.inf
        self._wake(min(first, self._bulk_ready(now) if self._line else math.inf))

    def _bulk_ready(self, now: float) -> float:
        """Give when the next broadcast may go: within the limit, evenly, and after the answers of the last second."""
        ready = max(self._even.ready(), self._stopped(BULK))
        taken = self._bulk.count(now)
        if taken >= self._pace.floor and taken + self._answers.count(now) >= self._pace.overall:
            ready = max(ready, min(self._bulk.easing(now), self._answers.easing(now)))
        return ready

    def _stopped(self, lane: Lane) -> float:
        """Give until when a lane stands still; broadcasts stand where answers do."""
        return max(self._halted[PEOPLE], self._halted[lane])

    def _halt(self, ticket: _Ticket, wait: float) -> None:
        """Stop what a wait concerns: the chat where that can be told, else the lane.

        Telegram does not say. It is the chat where our books say so: a group, whose limit is the lowest, or a chat
        that got several messages just now. The wait of an answer is its own chat's, until a second chat is told one.
        """
        now, chat = self._clock(), ticket.chat
        chat.halted = max(chat.halted, now + wait)
        asked = {each: until for each, until in self._told[ticket.lane].items() if until > now}
        self._told[ticket.lane] = asked | {chat.key: now + wait}
        own = ticket.lane == PEOPLE or bool(chat.windows) or chat.pace.busy(now)
        if not own or asked.keys() - {chat.key}:
            self._halted[ticket.lane] = max(self._halted[ticket.lane], now + wait)
            for each in list(self._chats.values()):
                self._look(each, now)

    def _wake(self, at: float) -> None:
        """See to it that things go on at a time, if not before."""
        if at < self._alarm_at:
            if self._alarm is not None:
                self._alarm.cancel()
            self._alarm_at = at
            self._alarm = asyncio.create_task(self._ring(at), name="telegram limits")

    async def _ring(self, at: float) -> None:
        await self._sleep(max(at - self._clock(), 0))
        self._alarm, self._alarm_at = None, math.inf
        self._go_on(self._clock())


def _kind(endpoint: str) -> Kind | None:
    """Give what a request counts as, or nothing for one that is under no limit we know."""
    if endpoint.startswith("edit"):
        return "edit"
    return "send" if endpoint.startswith(_SENDING) and endpoint != _UNCOUNTED else None


def _key(data: dict[str, Any]) -> Key | None:
    """Give whose books a request goes into: the chat's, or those of a message that came through inline mode."""
    chat = data.get("chat_id")
    if chat is None:
        inline = data.get("inline_message_id")
        return None if inline is None else f"inline {inline}"
    try:
        return int(chat)
    except ValueError:
        return str(chat)


def _group(key: Key) -> bool:
    """Say whether others than one person read along: groups and channels have negative ids, or a public name."""
    return key < 0 if isinstance(key, int) else key.startswith("@")
