"""Our own polling: the offset passes only updates that are done, so a kill loses none.

Updates of one chat are answered in order, chats beside one another. Telegram hands an unconfirmed update out again with
every request; those already taken are passed over.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.adapters.telegram.receive import HANDLED, lane
from bot.errors import NotAdmitted

log = logging.getLogger(__name__)
T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

NOT_ACCEPTED = (
    "TELEGRAM_TOKEN is not accepted by Telegram; take the bot's token from @BotFather, "
    "and check TELEGRAM_API_URL if it is set"
)
NOT_ALONE = (
    "TELEGRAM_TOKEN is in use elsewhere: another program polls with it or a webhook is set; "
    "stop that program or remove its webhook"
)

UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
"""What the library raises for an update that is not of the shape it knows."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_GLANCE, _LONGEST_GLANCE = 0.05, 0.5


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: a long poll, an answer's arrival, what is under way at the end, the last confirmation."""

    poll: int = 50
    answer: float = 20.0
    grace: float = 4.0
    last: float = 0.8


class KeepingRequest(HTTPXRequest):
    """The library's transport, which keeps the last payload: one update it cannot read must not hide the others."""

    payload = b""

    async def do_request(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:
        """Give the status and the payload, as the library's own."""
        status, self.payload = await super().do_request(*arguments, **named)
        return status, self.payload


def pauses() -> Iterator[float]:
    """Give the seconds to wait before each new try: doubling, capped."""
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, _LONGEST_PAUSE)


def told(error: RetryAfter) -> float:
    """Give the seconds Telegram asks to wait, as whichever type the library is set to give them."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def persist(request: Callable[[], Awaitable[T]], sleep: Sleep) -> T:
    """Ask until there is an answer, as long as that takes. Raises NotAdmitted when none will ever come."""
    waits = pauses()
    while True:
        refusal = ""
        wait = next(waits)
        try:
            return await request()
        except InvalidToken:
            refusal = NOT_ACCEPTED
        except Conflict:
            refusal = NOT_ALONE
        except RetryAfter as error:
            wait = told(error)
        except TelegramError as error:
            log.warning("Telegram does not answer (%s); asking again in %g s", error.message, wait)
        if refusal:  # raised here, so that no exception that may hold the token stands behind it
            raise NotAdmitted(refusal)
        await sleep(wait)


class Polling:
    """Takes updates and has them handled; `run` ends only by cancellation or NotAdmitted."""

    def __init__(
        self,
        bot: Bot,
        request: KeepingRequest,
        handle: Callable[[Update], Awaitable[None]],
        timing: Timing,
        sleep: Sleep,
    ) -> None:
        self._bot = bot
        self._request = request
        self._handle = handle
        self._timing = timing
        self._sleep = sleep
        self._next: int | None = None
        self._asked: int | None = None
        self._taken: set[int] = set()
        self._open: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._lanes: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Poll until cancelled; then finish what was taken, as far as time allows, and confirm it."""
        try:
            await self._poll()
        except asyncio.CancelledError:
            await self._finish()
            await self._confirm()
            raise
        finally:
            await self._finish()

    async def _poll(self) -> None:
        glance = _GLANCE
        while True:
            updates = await persist(lambda: self._ask(self._timing.poll), self._sleep)
            fresh = [update for update in updates if update.update_id not in self._taken]
            for update in fresh:
                self._take(update)
            if fresh:
                self._next = max(update.update_id for update in fresh) + 1
            if self._tasks:
                glance = _GLANCE if fresh else min(glance * 2, _LONGEST_GLANCE)
                await asyncio.wait(self._tasks, timeout=glance)

    @property
    def _offset(self) -> int | None:
        return min(self._open) if self._open else self._next

    async def _ask(self, seconds: int, limit: int = 100) -> Sequence[Update]:
        offset = self._offset
        try:
            updates: Sequence[Update] = await self._bot.get_updates(
                offset=offset, limit=limit, timeout=timedelta(seconds=seconds), allowed_updates=HANDLED
            )
        except UNREADABLE:
            updates = self._one_by_one()
        self._asked = offset
        self._taken = {taken for taken in self._taken if offset is None or taken >= offset}
        return updates

    def _one_by_one(self) -> list[Update]:
        """Read the last payload update by update; one that cannot be read is a bare number, which is done at once.

        Raises TelegramError when the payload holds no updates at all.
        """
        try:
            sent = self._request.parse_json_payload(self._request.payload)["result"]
            numbered = [(int(raw["update_id"]), raw) for raw in sent]
        except UNREADABLE:
            raise TelegramError("the answer holds no updates") from None
        return [self._readable(number, raw) for number, raw in numbered]

    def _readable(self, number: int, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(raw, self._bot)
        except UNREADABLE:
            log.exception("update %d has a shape nobody knows and is passed over", number)
            return Update(number)

    def _take(self, update: Update) -> None:
        number, chat = update.update_id, lane(update)
        self._taken.add(number)
        self._open.add(number)
        task = asyncio.create_task(self._after(self._lanes.get(chat), update), name=f"telegram update {number}")
        self._lanes[chat] = task
        self._tasks.add(task)
        task.add_done_callback(lambda task: self._done(number, chat, task))

    async def _after(self, before: asyncio.Task[None] | None, update: Update) -> None:
        if before is not None:
            await asyncio.wait({before})
        await self._handle(update)

    def _done(self, number: int, chat: int, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._lanes.get(chat) is task:
            del self._lanes[chat]
        if task.cancelled():
            return  # not done: Telegram keeps it for the next start
        self._open.discard(number)
        if (error := task.exception()) is not None:
            log.error("update %s failed", number, exc_info=error)

    async def _finish(self) -> None:
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=self._timing.grace)
        for task in late:
            task.cancel()
        if late:
            log.warning("%d updates were not answered in time; Telegram keeps them", len(late))
            await asyncio.wait(late)

    async def _confirm(self) -> None:
        if self._offset == self._asked:
            return
        try:
            async with asyncio.timeout(self._timing.last):
                await self._ask(0, limit=1)
        except (TelegramError, TimeoutError) as error:
            log.warning("the last updates stay unconfirmed and will come again: %s", error)
