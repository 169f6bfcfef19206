"""The Telegram adapter: starts, answers what is asked and pressed, and leaves nothing open behind."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from typing import Any

from telegram import Bot as Platform
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot import languages
from bot.adapters.base import Sent
from bot.adapters.telegram.answers import Answers
from bot.adapters.telegram.exchanges import Exchanges
from bot.adapters.telegram.menus import Menus
from bot.adapters.telegram.outlet import Broadcasts, away
from bot.adapters.telegram.photos import Painter, Photos
from bot.adapters.telegram.polling import NOT_ACCEPTED, KeepingRequest, Polling, Sleep, Timing, persist
from bot.adapters.telegram.secrecy import hidden
from bot.adapters.telegram.sending import Sender
from bot.dispatch import Bot, Memory
from bot.errors import NotAdmitted
from bot.messages import Chat, Reply

log = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]

CONNECTIONS = 64
"""Answers on the wire at once; more wait for a connection, in order of arrival."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

# The library's documented opt-in: without it, each RetryAfter warns that `retry_after` will be a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class TelegramAdapter:
    """Serves one bot on Telegram by polling. `sleep` and `timing` are for those who cannot wait."""

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
        timing: Timing | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._memory = memory
        self._painter = painter
        self._token = token
        self._api_url = api_url.rstrip("/")
        self._language = language
        self._timing = timing or Timing()
        self._sleep = sleep
        self._broadcasts: Broadcasts | None = None

    async def run(self) -> None:
        """Serve until cancelled; then answer what was taken, confirm it and close everything, in under 5 seconds.

        Raises NotAdmitted when the token is wrong or somebody else receives this bot's updates.
        """
        if not _TOKEN.fullmatch(self._token):
            raise NotAdmitted(NOT_ACCEPTED)
        with hidden(self._token):
            request = KeepingRequest(connection_pool_size=2, read_timeout=self._timing.answer)
            app = self._application(request)
            try:
                await persist(app.initialize, self._sleep)
                log.info("serving Telegram as @%s", app.bot.username)
                await self._serve(app.bot, request)
            finally:
                await app.shutdown()
                await app.bot.shutdown()  # an application that never got going leaves its bot's connections open

    def _application(self, request: KeepingRequest) -> App:
        answers = HTTPXRequest(CONNECTIONS, read_timeout=self._timing.answer, pool_timeout=60.0)
        builder = ApplicationBuilder().updater(None).job_queue(None).request(answers).get_updates_request(request)
        builder = builder.base_url(f"{self._api_url}/bot").base_file_url(f"{self._api_url}/file/bot")
        return builder.token(self._token).build()

    async def _serve(self, platform: Platform, request: KeepingRequest) -> None:
        photos = Photos(platform.id, self._memory, self._painter)
        sender = Sender(platform, photos, self._sleep)
        menus = Menus(platform, sender, self._memory, self._bot.commands, self._language)
        async with Exchanges(platform.id, self._memory) as exchanges:
            answers = Answers(
                self._bot, self._memory, sender, exchanges, menus, platform=platform, language=self._language
            )
            self._broadcasts = Broadcasts(platform, Sender(platform, photos, self._sleep, "broadcast"))
            try:
                await menus.publish()
                await Polling(platform, request, answers.handle, self._timing, self._sleep).run()
            finally:
                self._broadcasts = None

    async def send(
        self,
        chat: Chat,
        reply: Reply,
        language: str,  # noqa: ARG002  # texts are in it already, and Telegram has no use for it
        *,
        nonce: str = "",  # noqa: ARG002  # Telegram has nothing that tells a repetition
        answering: str | None = None,
        silent: bool = False,
    ) -> Sent:
        """Put a card into a chat, as `Outlet` says; where an answered message is gone it raises MessageGone."""
        return await self._outlet().send(chat, reply, answering, silent=silent)

    async def edit(
        self,
        chat: Chat,
        sent: Sent,
        reply: Reply,
        language: str,  # noqa: ARG002  # as above
    ) -> None:
        """Show a card in a message that stands, as `Outlet` says; one without picture leaves the picture there."""
        await self._outlet().edit(chat, sent, reply)

    async def pin(self, chat: Chat, message: str) -> None:
        """Pin a message; raises as `send`, Refused where the bot may not."""
        await self._outlet().pin(chat, message)

    def _outlet(self) -> Broadcasts:
        if self._broadcasts is None:
            raise away()
        return self._broadcasts
