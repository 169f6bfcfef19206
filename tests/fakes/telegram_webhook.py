"""The webhook as Telegram keeps it, and how it brings updates there."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import aiohttp

from tests.fakes.telegram_wire import Body, bad

PATIENCE = 10.0
"""Seconds an update may take to be taken."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_NONE: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


class Hooks:
    """What setWebhook, getWebhookInfo and deleteWebhook do; `hook` is what was set last."""

    def __init__(self) -> None:
        self.hook: dict[str, Any] = dict(_NONE)
        self.secret: str | None = None

    def set_webhook(self, sent: Body) -> bool:
        url, secret = sent.params.get("url"), sent.params.get("secret_token")
        if not url:
            raise bad("bad webhook: URL is empty")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        kept = {name: sent.params[name] for name in ("allowed_updates", "max_connections") if name in sent.params}
        self.hook, self.secret = _NONE | {"url": url} | kept, secret
        return True

    def get_webhook_info(self, _sent: Body) -> dict[str, Any]:
        return self.hook

    def delete_webhook(self, _sent: Body) -> bool:
        self.hook, self.secret = dict(_NONE), None
        return True


async def bring(url: str, body: bytes, secret: str | None) -> tuple[int, str]:
    """Post something to an address as Telegram does; give status and text of the answer."""
    headers = {"Content-Type": "application/json"}
    headers |= {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as session,
        session.post(url, data=BytesIO(body), headers=headers) as response,
    ):
        return response.status, await response.text()
