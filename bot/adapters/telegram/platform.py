"""Telegram as the library's bot, with a short way for the calls that every answer makes.

The library makes an object of each parameter, fills in defaults nobody set, and makes a `Message` of a hundred fields
of what comes back, of which one number is read: together that took a sixth of an answer.
"""

from __future__ import annotations

from typing import Any

from telegram.ext import ExtBot

from bot.adapters.telegram.limits import Limiter
from bot.adapters.telegram.transport import Transport


class Platform(ExtBot[str]):
    """The bot of a token at an API's address, which ends in no slash."""

    def __init__(self, token: str, api_url: str, transport: Transport, limiter: Limiter) -> None:
        urls = f"{api_url}/bot", f"{api_url}/file/bot"
        super().__init__(token, *urls, request=transport, get_updates_request=transport, rate_limiter=limiter)
        self._transport = transport
        self._limiter = limiter

    async def call(self, method: str, mark: str | None = None, /, **parameters: Any) -> Any:
        """Make a call of parameters in JSON, without files; give the result as it came. None stands for "not given".

        It goes in its time and in the lane that `mark` says, and raises as the library's own methods do.
        """
        given = {name: value for name, value in parameters.items() if value is not None}
        return await self._limiter.process_request(
            self._make, (method, given), {}, endpoint=method, data=given, rate_limit_args=mark
        )

    async def _make(self, method: str, given: dict[str, Any]) -> Any:
        return await self._transport.ask(f"{self.base_url}/{method}", given)
