"""A courier in a test: hours that pass when they are told to, an outlet that follows a script, and a desk on a file."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.delivery.attempt import Written
from bot.delivery.courier import Courier
from bot.messages import Chat, Line, Reply, spans
from bot.outlets import Sent
from data.desk import Delivery, Desk, Parcel, Posting

AT = datetime(2021, 3, 6, 12, tzinfo=UTC)
SHOWN = (("senate/pti", "25 unofficial"),)
PATIENCE = 60.0
"""Seconds a test waits for what does not come."""

MOMENT = 0.1
"""Seconds of the hours between two looks at something."""


class Hours:
    """A time of day, seconds that pass, and sleeps that end when they have passed."""

    def __init__(self) -> None:
        self.day = AT
        self.passed = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> datetime:
        return self.day

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.passed + seconds, next(self._numbers), done))
        await done

    def go_on(self, seconds: float) -> None:
        self.passed += seconds
        self.day += timedelta(seconds=seconds)
        while self._sleepers and self._sleepers[0][0] <= self.passed:
            _, _, done = heapq.heappop(self._sleepers)
            if not done.done():
                done.set_result(None)

    def sleepers(self) -> int:
        """Give how many sleep. Whoever works and whoever says that it lives: with both asleep nothing is at work."""
        return sum(not done.done() for _, _, done in self._sleepers)

    def set_back(self, seconds: float) -> None:
        self.day -= timedelta(seconds=seconds)


@dataclass(frozen=True)
class Act:
    """What an outlet was asked for."""

    verb: str
    chat: str
    text: str
    nonce: str = ""
    answering: str | None = None
    message: str = ""
    silent: bool = False


class ScriptedOutlet:
    """Sends nowhere; `say` is what it raises for a chat, call by call, and `held` keeps calls from ending."""

    def __init__(self, name: str = "telegram") -> None:
        self.name = name
        self.account = "42"
        self.acts: list[Act] = []
        self.say: dict[str, deque[Exception | None]] = defaultdict(deque)
        self.away: Exception | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.at_once = self.most_at_once = 0
        self._numbers = itertools.count(100)

    async def run(self) -> None:
        """Serve nobody."""

    async def send(
        self,
        chat: Chat,
        reply: Reply,
        language: str,
        *,
        nonce: str = "",
        answering: str | None = None,
        silent: bool = False,
    ) -> Sent:
        verb = "send" if answering is None else "reply"
        await self._act(Act(verb, chat.key, f"{reply.title} {language}", nonce, answering, silent=silent))
        return Sent(str(next(self._numbers)), "text")

    async def edit(self, chat: Chat, sent: Sent, reply: Reply, language: str) -> None:
        await self._act(Act("edit", chat.key, f"{reply.title} {language}", message=sent.message))

    async def pin(self, chat: Chat, message: str) -> None:
        await self._act(Act("pin", chat.key, "", message=message))

    async def _act(self, act: Act) -> None:
        self.acts.append(act)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.open.wait()
        finally:
            self.at_once -= 1
        said = self.say[act.chat].popleft() if self.say[act.chat] else self.away
        if said is not None:
            raise said

    def chats(self, verb: str = "send") -> list[str]:
        return [act.chat for act in self.acts if act.verb == verb]


class PlainWriter:
    """Writes the kind of a delivery and the revisions it tells; `breaks` are chats for which it fails, and how."""

    def __init__(self) -> None:
        self.breaks: dict[str, Exception] = {}
        self.silent_about: set[str] = set()

    async def write(self, parcel: Parcel) -> Written | None:
        each = parcel.delivery
        if each.chat in self.breaks:
            raise self.breaks[each.chat]
        if each.chat in self.silent_about:
            return None
        revisions = " ".join(str(told.revision) for told in parcel.told)
        title = f"{each.kind} {revisions}"
        return Written(Reply(title=title, blocks=(Line(spans(title)),), line="news"), each.settings.language or "en")

    async def posting(self, chat: Chat, sent: Sent, written: Written) -> Posting | None:
        return Posting(
            *(chat.key, sent.message, sent.medium, written.reply.line, None, written.language, "UTC", 2, SHOWN, AT)
        )


def notice(chat: int | str = 1, revision: int = 2, seconds: float = 0.0) -> Delivery:
    key = f"telegram:{chat}" if isinstance(chat, int) else chat
    return Delivery(key, revision, "notice", "", AT + timedelta(seconds=seconds))


def edit(message: str = "55", chat: int = 1, revision: int = 2) -> Delivery:
    return Delivery(f"telegram:{chat}", revision, "edit", message, AT)


class Post:
    """A courier with all it works with."""

    def __init__(self, desk: Desk, hours: Hours | None = None, outlet: ScriptedOutlet | None = None) -> None:
        self.desk = desk
        self.hours = hours or Hours()
        self.outlet = outlet or ScriptedOutlet()
        self.writer = PlainWriter()
        self.courier = Courier(
            desk,
            self.outlet,
            self.writer,
            now=self.hours.now,
            sleep=self.hours.sleep,
            monotonic=self.hours.monotonic,
            gather=0,
        )

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.courier.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def work(self, number: int, revision: int = 2) -> None:
        """Let it work until so many deliveries of a revision have ended."""
        async with self.at_work():
            await self.until_ended(number, revision)

    async def until_ended(self, number: int, revision: int = 2, *, passing: bool = False) -> None:
        async def ended() -> bool:
            counts = await self.desk.counts(revision)
            return sum(each.number for each in counts if each.state not in {"due", "leased"}) >= number

        await until(ended, self.hours if passing else None)

    async def states(self, revision: int = 2) -> dict[str, int]:
        """Give how many deliveries of a revision stand how, whatever their kind."""
        found: dict[str, int] = defaultdict(int)
        for each in await self.desk.counts(revision):
            found[each.state] += each.number
        return dict(found)

    async def why(self, revision: int = 2) -> dict[str, str | None]:
        return {each.chat: each.why for each in await self.desk.troubled(revision, 1000)}


async def until(condition: Callable[[], Awaitable[bool]], hours: Hours | None = None, asleep: int = 2) -> None:
    """Wait until something is so; each look lets everything else go on, and a moment pass where all sleep.

    `asleep` is how many sleep where nothing is at work.
    """
    async with asyncio.timeout(PATIENCE):
        while not await condition():
            await asyncio.sleep(0)  # what is waited for lies in a file, which tells nobody
            if hours is not None and hours.sleepers() >= asleep:
                hours.go_on(MOMENT)
