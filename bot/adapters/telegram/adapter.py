"""The Telegram adapter: starts, answers what is asked and pressed, and leaves nothing open behind."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from telegram import Bot as Platform
from telegram.ext import Application, ApplicationBuilder

from bot import languages
from bot.adapters.base import Sent
from bot.adapters.telegram.answers import Answers
from bot.adapters.telegram.exchanges import Exchanges
from bot.adapters.telegram.intake import Intake, Timing
from bot.adapters.telegram.limits import Limiter
from bot.adapters.telegram.menus import Menus
from bot.adapters.telegram.outlet import Broadcasts, away
from bot.adapters.telegram.pacing import Pace
from bot.adapters.telegram.photos import Painter, Photos
from bot.adapters.telegram.polling import NOT_ACCEPTED, Polling, Sleep, persist
from bot.adapters.telegram.secrecy import hidden
from bot.adapters.telegram.sending import Sender
from bot.adapters.telegram.transport import Transport
from bot.adapters.telegram.webhook import FORBIDDEN, HEADER, LATER, Hook, Webhook, take_down
from bot.dispatch import Bot, Memory
from bot.errors import NotAdmitted
from bot.messages import Chat, Reply

log = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]

CONNECTIONS = 64
"""Answers on the wire at once; more wait for a connection, in order of arrival. Polling has one of its own."""

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

# The library's documented opt-in: without it, each RetryAfter warns that `retry_after` will be a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class TelegramAdapter:
    """Serves one bot on Telegram: by polling, or through a webhook where there is a `hook`.

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
        self._hook = hook
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
            app = self._application(transport)
            self._transport = transport
            try:
                await persist(app.initialize, self._sleep)
                log.info("serving Telegram as @%s", app.bot.username)
                await self._serve(app.bot, transport)
            finally:
                self._transport = None
                await app.shutdown()
                await app.bot.shutdown()  # an application that never got going leaves its bot's connections open

    @property
    def connected(self) -> bool:
        """Whether Telegram is served and answered when it was asked last."""
        return self._broadcasts is not None and self._transport is not None and self._transport.reached

    @property
    def hook(self) -> str:
        """The path at which Telegram brings updates, or nothing where they are polled."""
        return self._hook.path if self._hook is not None else ""

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> int:
        """Take what was brought to `hook`; give the HTTP status to answer with."""
        if self._hook is None or not self._hook.admits(headers.get(HEADER)):
            return FORBIDDEN
        return LATER if self._webhook is None else await self._webhook.take(body)

    def _application(self, transport: Transport) -> App:
        builder = ApplicationBuilder().updater(None).job_queue(None).request(transport).get_updates_request(transport)
        builder = builder.base_url(f"{self._api_url}/bot").base_file_url(f"{self._api_url}/file/bot")
        limiter = Limiter(self._pace, sleep=self._sleep, clock=self._clock)
        return builder.token(self._token).rate_limiter(limiter).build()

    async def _serve(self, platform: Platform, transport: Transport) -> None:
        photos = Photos(platform.id, self._memory, self._painter)
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

    async def _receive(self, platform: Platform, transport: Transport, answers: Answers) -> None:
        """Have updates answered as they come, whichever way they come, and first those left from an earlier run."""
        intake = Intake(platform, self._memory, answers.begin, self._timing, hushed=answers.hushed)
        await intake.resume()
        if self._hook is None:
            await take_down(platform, self._memory, self._sleep)
            await Polling(platform, transport, intake, self._timing, self._sleep).run()
            return
        self._webhook = Webhook(platform, self._memory, intake, self._hook, self._sleep)
        try:
            await self._webhook.run()
        finally:
            self._webhook = None

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
        """Show a card in a message that stands, as `Outlet` says; one without picture leaves the picture there."""
        await self._outlet().edit(chat, sent, reply, language)

    async def pin(self, chat: Chat, message: str) -> None:
        """Pin a message; raises as `send`, Refused where the bot may not."""
        await self._outlet().pin(chat, message)

    def _outlet(self) -> Broadcasts:
        if self._broadcasts is None:
            raise away()
        return self._broadcasts
