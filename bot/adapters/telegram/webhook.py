"""Updates that Telegram brings to us: a webhook that is set, watched, and taken down when polling is chosen again."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest

from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.polling import Sleep, persist
from bot.adapters.telegram.receive import HANDLED
from bot.dispatch import Memory
from bot.errors import NotAdmitted

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
"""The header in which Telegram shows the secret."""

CONNECTIONS = 100
"""Updates Telegram may bring at once: its most (Bot API, setWebhook)."""

WATCH = 300.0
"""Seconds between two looks at whether the webhook still leads here and Telegram reaches it."""

DONE, NO_UPDATE, FORBIDDEN, LATER = 200, 400, 403, 503


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to bring updates, and the secret it shows each time: 1 to 256 of `A-Za-z0-9_-`."""

    url: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The address's path on our own server."""
        return urlsplit(self.url).path or "/"

    def admits(self, secret: str | None) -> bool:
        """Say whether a secret is the one, in the same time whatever it is."""
        return hmac.compare_digest((secret or "").encode("utf-8", "replace"), self.secret.encode())


class Webhook:
    """Takes what is brought; `run` ends only by cancellation or NotAdmitted."""

    def __init__(self, bot: Bot, memory: Memory, intake: Intake, hook: Hook, sleep: Sleep) -> None:
        self._bot = bot
        self._memory = memory
        self._intake = intake
        self._hook = hook
        self._sleep = sleep
        self._complaint = 0.0
        self._closed = False

    async def run(self) -> None:
        """Have Telegram bring updates until cancelled; then finish what was taken, as far as time allows.

        The webhook stays set: Telegram keeps what it cannot bring until the next start.
        """
        try:
            await self._memory.remember(_key(self._bot), self._hook.url)
            await self._lead_here()
            log.info("Telegram brings updates to %s", self._hook.url)
            while True:
                await self._sleep(WATCH)
                self._watch(await persist(self._bot.get_webhook_info, self._sleep))
        finally:
            self._closed = True
            await self._intake.finish()

    async def take(self, body: bytes) -> int:
        """Take an update; give the status to answer with, once it is handled or written down."""
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            raw = None
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            log.warning("what came to the webhook with the right secret is no update")
            return NO_UPDATE
        if self._closed:
            return LATER
        return DONE if await asyncio.shield(self._intake.take(raw)) else LATER

    async def _lead_here(self) -> None:
        """Set the webhook unless it is set as it should be, by whichever worker."""
        sign, key = self._sign(), f"{_key(self._bot)}/told"
        if await self._memory.recall(key) == sign:
            info = await persist(self._bot.get_webhook_info, self._sleep)
            if info.url == self._hook.url:
                return
        await persist(self._set, self._sleep)
        await self._memory.remember(key, sign)

    def _sign(self) -> str:
        """Give a sign of what Telegram is told, from which nobody reads the secret: the token is its key."""
        told = repr((self._hook.url, self._hook.secret, HANDLED, CONNECTIONS))
        return hmac.new(self._bot.token.encode(), told.encode(), hashlib.sha256).hexdigest()

    async def _set(self) -> None:
        try:
            await self._bot.set_webhook(
                self._hook.url,
                secret_token=self._hook.secret,
                allowed_updates=HANDLED,
                max_connections=CONNECTIONS,
            )
        except BadRequest as error:
            refusal = f"TELEGRAM_WEBHOOK_URL is not accepted by Telegram: {error.message}"
        else:
            return
        raise NotAdmitted(refusal)

    def _watch(self, info: WebhookInfo) -> None:
        """Tell of what Telegram could not bring. Raises NotAdmitted when the webhook leads elsewhere."""
        if info.url != self._hook.url:
            raise NotAdmitted("somebody else has changed this bot's webhook; stop that program, then start again")
        failed = info.last_error_date.timestamp() if info.last_error_date else 0.0
        if failed > self._complaint:
            self._complaint = failed
            log.warning("Telegram cannot bring updates to TELEGRAM_WEBHOOK_URL: %s", info.last_error_message)


async def take_down(bot: Bot, memory: Memory, sleep: Sleep) -> None:
    """Remove the webhook an earlier run of ours has set: while one is set, nothing can be polled.

    One that others have set stays: polling then says so and ends.
    """
    ours = await memory.recall(_key(bot))
    if not ours:
        return
    info = await persist(bot.get_webhook_info, sleep)
    if info.url == ours:
        removal: Callable[[], Awaitable[bool]] = bot.delete_webhook
        await persist(removal, sleep)
        log.info("the webhook of an earlier run is taken down; updates are polled")
    await memory.remember(_key(bot), "")


def _key(bot: Bot) -> str:
    return f"telegram/webhook/{bot.id}"
