"""The bot's own HTTP server, off unless HTTP_LISTEN is set: what is served there is handed in as routes."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.errors import SetUpError

log = logging.getLogger(__name__)

MAX_BODY = 1024 * 1024
"""Bytes of a request's body: a dossier's limit, and far above any update of Telegram's."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'",
    "Cache-Control": "no-store",
}
"""What every answer carries; a route may say otherwise."""


class Server:
    """Serves the routes while it is open, as `async with Server(…)`. Raises SetUpError where it cannot listen."""

    def __init__(self, host: str, port: int, routes: Iterable[web.RouteDef]) -> None:
        self._host, self._port = host, port
        self._app = web.Application(client_max_size=MAX_BODY)
        self._app.on_response_prepare.append(_secured)
        self._app.add_routes(routes)
        self._runner = web.AppRunner(self._app, access_log=None, handle_signals=False, shutdown_timeout=2.0)

    @property
    def port(self) -> int:
        """The port it listens on, also where 0 asked for any."""
        _, port, *_ = self._runner.addresses[0]
        return int(port)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            reason = os.strerror(error.errno) if error.errno else error
            raise SetUpError(
                f"HTTP_LISTEN: cannot listen on {self._host}:{self._port} ({reason}); choose another address or port"
            ) from error
        log.info("listening on %s:%d", self._host, self.port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()


async def _secured(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
