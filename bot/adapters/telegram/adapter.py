"""The Telegram adapter: starts, answers what is asked and pressed, and leaves nothing open behind."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot import languages
from bot.adapters.base import Hold, Sent, alone
from bot.adapters.telegram.answers import Answers
from bot.adapters.telegram.exchanges import Exchanges
from bot.adapters.telegram.intake import Intake, Timing
from bot.adapters.telegram.limits import Limiter
from bot.adapters.telegram.menus import Menus
from bot.adapters.telegram.outlet import Broadcasts, away
from bot.adapters.telegram.pacing import Pace
from bot.adapters.telegram.photos import Painter, Photos
from bot.adapters.telegram.platform import Platform
from bot.adapters.telegram.polling import NOT_ACCEPTED, Polling, Sleep, persist
from bot.adapters.telegram.secrecy import hidden
from bot.adapters.telegram.sending import Sender
from bot.adapters.telegram.transport import Transport
from bot.adapters.telegram.webhook import FORBIDDEN, HEADER, LATER, Hook, Webhook, take_down
from bot.dispatch import Bot, Memory
from bot.errors import NotAdmitted
from bot.messages import Chat, Reply

log = logging.getLogger(__name__)

CONNECTIONS = 64
"""Answers on the wire at once; more wait for a connection, in order of arrival. Polling has one of its own."""

GLANCE = 60.0
"""Seconds between two looks at whether Telegram is reached, where nothing is received."""


TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

# The library's documented opt-in: without it, each RetryAfter warns that `retry_after` will be a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class TelegramAdapter:
    """Serves one bot on Telegram: by polling, or through a webhook where there is a `hook`.

    One that does not receive only sends: it neither asks for updates nor says where to bring them, and tells no menus.
    One worker polls for a bot at a time, as Telegram takes no more; updates may be brought to any number.
    `pace`, `timing`, `sleep` and `clock` are for those who cannot wait.
    """

    name = "telegram"

    def __init__(
        self,
        bot: Bot[Any],
        memory: Memory,
        painter: Painter,
        *,
        token: str,
        api_url: str = "https://api.telegram.org",
        language: str = languages.DEFAULT,
        hook: Hook | None = None,
        receives: bool = True,
        holds: Callable[[str], Hold] = alone,
        pace: Pace | None = None,
        timing: Timing | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._memory = memory
        self._painter = painter
        self._token = token
        self._api_url = api_url.rstrip("/")
        self._language = language
        self._hook = hook if receives else None
        self._receives = receives
        self._hold = holds(f"poller/{self.name}/{self.account}")
        self._webhook: Webhook | None = None
        self._pace = pace
        self._timing = timing or Timing()
        self._sleep = sleep
        self._clock = clock
        self._broadcasts: Broadcasts | None = None
        self._transport: Transport | None = None

    async def run(self) -> None:
        """Serve until cancelled; then answer what was taken, confirm it and close everything, in under 5 seconds.

        Raises NotAdmitted when the token is wrong or somebody else receives this bot's updates.
        """
        if not TOKEN.fullmatch(self._token):
            raise NotAdmitted(NOT_ACCEPTED)
        with hidden(self._token, self._hook.secret if self._hook is not None else ""):
            transport = Transport(CONNECTIONS + 1, self._timing.answer)
            limiter = Limiter(self._pace, sleep=self._sleep, clock=self._clock)
            platform = Platform(self._token, self._api_url, transport, limiter)
            self._transport = transport
            try:
                await persist(platform.initialize, self._sleep)
                log.info("serving Telegram as @%s", platform.username)
                await self._serve(platform, transport)
            finally:
                self._transport = None
                await platform.shutdown()

    @property
    def account(self) -> str:
        """The bot's id, which a token begins with."""
        return self._token.partition(":")[0] if TOKEN.fullmatch(self._token) else ""

    @property
    def connected(self) -> bool:
        """Whether Telegram is served and answered when it was asked last."""
        taking = self._webhook is not None or self._hook is None or not self._receives
        return taking and self._broadcasts is not None and self._transport is not None and self._transport.reached

    @property
    def hook(self) -> str:
        """The path at which Telegram brings updates, or nothing where they are polled."""
        return self._hook.path if self._hook is not None else ""

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> int:
        """Take what was brought to `hook`; give the HTTP status to answer with."""
        if self._hook is None or not self._hook.admits(headers.get(HEADER)):
            return FORBIDDEN
        return LATER if self._webhook is None else await self._webhook.take(body)

    async def _serve(self, platform: Platform, transport: Transport) -> None:
        photos = Photos(platform.id, self._memory, self._painter)
        if not self._receives:
            await self._only_send(platform, photos)
            return
        sender = Sender(platform, photos, self._sleep)
        menus = Menus(platform, sender, self._memory, self._bot.commands, self._language)
        if not platform.supports_inline_queries:
            log.info("inline mode is off; @BotFather turns it on with /setinline")
        async with Exchanges(platform.id, self._memory) as exchanges:
            answers = Answers(
                self._bot, self._memory, sender, exchanges, menus, platform=platform, language=self._language
            )
            self._broadcasts = Broadcasts(Sender(platform, photos, self._sleep, "broadcast"))
            try:
                await menus.publish()
                await self._receive(platform, transport, answers)
            finally:
                self._broadcasts = None

    async def _only_send(self, platform: Platform, photos: Photos) -> None:
        """Send what is to be sent; Telegram is asked now and then whether it still knows the bot."""
        self._broadcasts = Broadcasts(Sender(platform, photos, self._sleep, "broadcast"))
        try:
            while True:
                await self._sleep(GLANCE)
                await persist(platform.get_me, self._sleep)
        finally:
            self._broadcasts = None

    async def _receive(self, platform: Platform, transport: Transport, answers: Answers) -> None:
        """Have updates answered as they come, whichever way they come, and first those left from an earlier run.

        Brought updates are confirmed when they are answered: then Telegram brings the next of the chat, to whichever
        worker. Polled ones that take long are written down, as they would hold up those of all chats.
        """
        if self._hook is None:
            await self._hold.during(partial(self._poll, platform, transport, answers))
            return
        intake = Intake(platform.id, self._memory, answers.begin, self._timing, hushed=answers.hushed, keeps=False)
        self._webhook = Webhook(platform, self._memory, intake, self._hook, self._sleep)
        resuming = asyncio.create_task(
            self._resume(Intake(platform.id, self._memory, answers.begin, self._timing, hushed=answers.hushed))
        )
        try:
            await self._webhook.run()
        finally:
            self._webhook = None
            resuming.cancel()
            await asyncio.gather(resuming, return_exceptions=True)

    async def _poll(self, platform: Platform, transport: Transport, answers: Answers) -> None:
        intake = Intake(platform.id, self._memory, answers.begin, self._timing, hushed=answers.hushed)
        await intake.resume()
        await take_down(platform, self._memory, self._sleep)
        await Polling(platform, transport, intake, self._timing, self._sleep, ours=self._hold.sure).run()

    async def _resume(self, intake: Intake) -> None:
        """Answer what whoever polled before has written down and not answered: one worker does."""

        async def work() -> None:
            """Take up what was left, and wait until all of it is settled."""
            try:
                await intake.resume()
                await intake.settled()
            finally:
                await intake.finish()

        if await intake.left():
            await self._hold.during(work)

    async def send(
        self,
        chat: Chat,
        reply: Reply,
        language: str,
        *,
        nonce: str = "",  # noqa: ARG002  # Telegram has nothing that tells a repetition
        answering: str | None = None,
        silent: bool = False,
    ) -> Sent:
        """Put a card into a chat, as `Outlet` says; where an answered message is gone it raises MessageGone."""
        return await self._outlet().send(chat, reply, language, answering, silent=silent)

    async def edit(self, chat: Chat, sent: Sent, reply: Reply, language: str) -> None:
        """Show a card in a message that stands, as `Outlet` says; for a picture that goes there comes a plaque."""
        await self._outlet().edit(chat, sent, reply, language)

    async def pin(self, chat: Chat, message: str) -> None:
        """Pin a message; raises as `send`, Refused where the bot may not."""
        await self._outlet().pin(chat, message)

    def _outlet(self) -> Broadcasts:
        if self._broadcasts is None:
            raise away()
        return self._broadcasts
