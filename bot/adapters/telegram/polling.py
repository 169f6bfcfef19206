"""Our own polling: the offset passes only updates that are settled, so a kill loses none.

Telegram hands an unconfirmed update out again with every request; those already taken are passed over.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.adapters.telegram.intake import Intake, Timing
from bot.adapters.telegram.receive import HANDLED, UNREADABLE, Json
from bot.adapters.telegram.transport import Transport
from bot.errors import NotAdmitted

log = logging.getLogger(__name__)
T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

NOT_ACCEPTED = (
    "TELEGRAM_TOKEN is not accepted by Telegram; take the bot's token from @BotFather, "
    "and check TELEGRAM_API_URL if it is set"
)
NOT_ALONE = "TELEGRAM_TOKEN is in use elsewhere: another program polls with it; stop that program, then start again"
WEBHOOK_SET = (
    "a webhook is set for TELEGRAM_TOKEN that this database knows nothing of: set TELEGRAM_WEBHOOK_URL to receive "
    "through one, or have Telegram remove it (the Bot API's deleteWebhook), then start again"
)

CONFLICTS = 3
"""Times in a row that somebody else may poll too: 7 s, in which a worker of ours hears that another took over."""

MOST = 100
"""Updates Telegram hands out at once (Bot API, getUpdates); as long as none of them is confirmed, no others."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_GLANCE, _LONGEST_GLANCE = 0.05, 0.2


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
    """Ask until there is an answer, as long as that takes. Raises NotAdmitted when none will ever come.

    Somebody else who polls may be a worker of ours that is about to hear that it does so no more: that is waited for.
    """
    waits, conflicts = pauses(), 0
    while True:
        refusal = ""
        wait = next(waits)
        try:
            return await request()
        except InvalidToken:
            refusal = NOT_ACCEPTED
        except Conflict as error:
            conflicts += 1
            if "webhook" in error.message.lower():
                refusal = WEBHOOK_SET
            elif conflicts > CONFLICTS:
                refusal = NOT_ALONE
        except RetryAfter as error:
            wait = told(error)
        except TelegramError as error:
            log.warning("Telegram does not answer (%s); asking again in %g s", error.message, wait)
        if refusal:  # raised here, so that no exception that may hold the token stands behind it
            raise NotAdmitted(refusal)
        await sleep(wait)


class Polling:
    """Fetches updates and hands them in; `run` ends only by cancellation or NotAdmitted.

    `ours` says whether polling is surely still ours; where it is not, whoever polls too is let have it.
    """

    def __init__(
        self,
        bot: Bot,
        transport: Transport,
        intake: Intake,
        timing: Timing,
        sleep: Sleep,
        *,
        ours: Callable[[], bool] = lambda: True,
    ) -> None:
        self._bot = bot
        self._transport = transport
        self._intake = intake
        self._timing = timing
        self._sleep = sleep
        self._ours = ours
        self._next: int | None = None
        self._asked: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; then finish what was taken, as far as time allows, and confirm it."""
        try:
            await self._poll()
        except asyncio.CancelledError:
            await self._intake.finish()
            await self._confirm()
            raise
        finally:
            await self._intake.finish()

    async def _poll(self) -> None:
        glance = _GLANCE
        while True:
            updates = await self._next_ones()
            fresh = [update for update in updates if not self._intake.knows(update["update_id"])]
            for update in fresh:
                self._intake.take(update)
            if fresh:
                self._next = max(update["update_id"] for update in fresh) + 1
            glance = _GLANCE if fresh else min(glance * 2, _LONGEST_GLANCE)
            await self._intake.settling(glance)
            if len(updates) >= MOST and self._intake.lowest is not None:  # it hands out no others before
                self._intake.write_down()
                await self._intake.settling(glance)

    async def _next_ones(self) -> list[Json]:
        """Give what there is to handle. Raises NotAdmitted as `persist`, unless another worker of ours took over."""
        try:
            return await persist(lambda: self._ask(self._timing.poll), self._sleep)
        except NotAdmitted:
            if self._ours():
                raise
        log.warning("another worker polls by now; this one lets it")
        await asyncio.get_running_loop().create_future()  # until the hold is known to be lost
        return []

    @property
    def _offset(self) -> int | None:
        lowest = self._intake.lowest
        return self._next if lowest is None else lowest

    async def _ask(self, seconds: int, limit: int = MOST) -> list[Json]:
        """Give what Telegram hands out. Raises TelegramError when the answer holds no updates."""
        offset = self._offset
        await self._bot.get_updates(
            offset=offset, limit=limit, timeout=timedelta(seconds=seconds), allowed_updates=HANDLED
        )
        try:
            updates = [{**raw, "update_id": int(raw["update_id"])} for raw in self._transport.handed_out()]
        except UNREADABLE:
            raise TelegramError("the answer holds no updates") from None
        self._asked = offset
        return updates

    async def _confirm(self) -> None:
        if self._offset == self._asked or not self._ours():  # who polls by now would be cut off
            return
        try:
            async with asyncio.timeout(self._timing.last):
                await self._ask(0, limit=1)
        except (TelegramError, TimeoutError) as error:
            log.warning("the last updates stay unconfirmed and will come again: %s", str(error) or "no answer in time")
