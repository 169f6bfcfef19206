"""The Telegram adapter: starts, answers what is asked and pressed, and leaves nothing open behind."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from telegram import Bot as Platform
from telegram import BotCommand, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot import languages
from bot.adapters.telegram import links, receive, render
from bot.adapters.telegram.intake import Intake, Timing
from bot.adapters.telegram.limits import Limiter
from bot.adapters.telegram.photos import Painter, Photos
from bot.adapters.telegram.polling import NOT_ACCEPTED, Polling, Sleep, persist
from bot.adapters.telegram.receive import Asked, Asker, Place, Plain, Pressed
from bot.adapters.telegram.secrecy import hidden
from bot.adapters.telegram.sending import Sender
from bot.adapters.telegram.transport import Transport
from bot.adapters.telegram.webhook import FORBIDDEN, HEADER, LATER, Hook, Webhook, take_down
from bot.dispatch import Bot, Memory
from bot.errors import ChatGone, NotAdmitted, PlatformError, TryLater
from bot.messages import Button, Line, Reply, Via, spans

log = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]

CONNECTIONS = 64
"""Answers on the wire at once; more wait for a connection, in order of arrival. Polling has one of its own."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

# The library's documented opt-in: without it, each RetryAfter warns that `retry_after` will be a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class TelegramAdapter:
    """Serves one bot on Telegram: by polling, or through a webhook where there is a `hook`.

    `timing`, `sleep` and `clock` are for those who cannot wait.
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
        self._timing = timing or Timing()
        self._sleep = sleep
        self._clock = clock

    async def run(self) -> None:
        """Serve until cancelled; then answer what was taken, confirm it and close everything, in under 5 seconds.

        Raises NotAdmitted when the token is wrong or somebody else receives this bot's updates.
        """
        if not _TOKEN.fullmatch(self._token):
            raise NotAdmitted(NOT_ACCEPTED)
        with hidden(self._token, self._hook.secret if self._hook is not None else ""):
            transport = Transport(CONNECTIONS + 1, self._timing.answer)
            app = self._application(transport)
            try:
                await persist(app.initialize, self._sleep)
                log.info("serving Telegram as @%s", app.bot.username)
                await self._serve(app.bot, transport)
            finally:
                await app.shutdown()
                await app.bot.shutdown()  # an application that never got going leaves its bot's connections open

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
        limiter = Limiter(sleep=self._sleep, clock=self._clock)
        return builder.token(self._token).rate_limiter(limiter).build()

    async def _serve(self, platform: Platform, transport: Transport) -> None:
        sender = Sender(platform, Photos(platform.id, self._memory, self._painter), self._sleep)
        answers = _Answers(self._bot, self._memory, sender, platform.username, self._language)
        await self._publish_menu(platform, sender)
        intake = Intake(platform, self._memory, answers.handle, self._timing)
        await intake.resume()
        if self._hook is None:
            await take_down(platform, self._memory, self._sleep)
            await Polling(platform, transport, intake, self._timing, self._sleep).run()
        else:
            await self._brought(Webhook(platform, self._memory, intake, self._hook, self._sleep))

    async def _brought(self, webhook: Webhook) -> None:
        self._webhook = webhook
        try:
            await webhook.run()
        finally:
            self._webhook = None

    async def _publish_menu(self, platform: Platform, sender: Sender) -> None:
        """Tell Telegram the commands when they are not those it was last told."""
        menu = [(command.name, command.summary) for command in self._bot.commands]
        digest = hashlib.sha256(repr(menu).encode()).hexdigest()
        key = f"telegram/commands/{platform.id}"
        if await self._memory.recall(key) == digest:
            return
        try:
            await sender.call(lambda: platform.set_my_commands([BotCommand(*entry) for entry in menu]))
        except (BadRequest, PlatformError) as error:
            log.warning("the menu of commands stays as it was: %s", error)
        else:
            await self._memory.remember(key, digest)


class _Answers:
    """Answers one update after another."""

    def __init__(self, bot: Bot[Any], memory: Memory, sender: Sender, username: str, language: str) -> None:
        self._bot = bot
        self._memory = memory
        self._sender = sender
        self._username = username
        self._language = language

    async def handle(self, update: Update) -> None:
        """Answer an update. What a chat or Telegram refuses is logged and dropped."""
        arrival = receive.read(update, self._username, self._bot.commands, self._language)
        try:
            if isinstance(arrival, Asked):
                await self._answer(arrival)
            elif isinstance(arrival, Pressed):
                await self._press(arrival)
            elif isinstance(arrival, Plain):
                await self._hint(arrival)
        except ChatGone as error:
            log.info("update %s: the chat is closed to us: %s", update.update_id, error)
        except TryLater as error:
            log.warning("update %s stays unanswered: Telegram says %s", update.update_id, error)

    async def _answer(self, asked: Asked) -> None:
        reply = await self._reply(asked.line, asked.by, "command")
        if not _is_secret(reply, asked.by):
            await self._sender.send(asked.place, reply)
        elif not await self._sent_privately(asked.by, reply):
            texts = languages.texts(asked.by.language)
            way = Button(texts("telegram-private-open"), url=await self._link(reply))
            line = Line(spans(texts("telegram-private")))
            await self._sender.send(asked.place, Reply(blocks=(line,), buttons=((way,),)))

    async def _press(self, pressed: Pressed) -> None:
        reply = await self._reply(pressed.line, pressed.by, "button")
        place = pressed.place
        if place is None or (not reply.line and not reply.buttons):
            await self._sender.answer(pressed.query, text=render.alert(reply))
        elif _is_secret(reply, pressed.by):
            await self._press_privately(pressed, reply)
        else:
            await self._sender.answer(pressed.query)
            if reply.line:
                await self._sender.edit(pressed, place, reply)
            else:
                await self._sender.send(place, reply)

    async def _press_privately(self, pressed: Pressed, reply: Reply) -> None:
        """Send the answer to the person's private chat, else have the press itself open that chat."""
        try:
            sent = await self._sent_privately(pressed.by, reply)
        except (TelegramError, PlatformError):
            await self._sender.answer(pressed.query)
            raise
        if sent:
            said = languages.texts(pressed.by.language)("telegram-private-sent")
            await self._sender.answer(pressed.query, text=said)
        else:
            await self._sender.answer(pressed.query, url=await self._link(reply))

    async def _hint(self, plain: Plain) -> None:
        said = languages.texts(plain.by.language)("telegram-plain-text")
        await self._sender.send(plain.place, Reply(blocks=(Line(spans(said)),)))

    async def _reply(self, line: str, by: Asker, via: Via) -> Reply:
        return await self._bot.answer_line(line, by.user, by.chat, via, by.language)

    async def _sent_privately(self, by: Asker, reply: Reply) -> bool:
        """Send to the person alone; say whether Telegram let us: only who has written to a bot can be written to."""
        if by.person is None:
            return False
        try:
            await self._sender.send(Place(by.person, private=True), reply)
        except ChatGone as error:
            log.info("a private answer finds no private chat: %s", error)
            return False
        return True

    async def _link(self, reply: Reply) -> str:
        payload = links.payload(reply.line) or links.payload(await self._memory.shorten(reply.line))
        return f"https://t.me/{self._username}?start={payload}"


def _is_secret(reply: Reply, by: Asker) -> bool:
    """Say whether an answer is for the asker alone and others read along; what went wrong is no secret."""
    return reply.private and bool(reply.line) and not by.chat.private
