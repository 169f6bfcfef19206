"""The bot's own HTTP server, off unless HTTP_LISTEN is set: what is served there is handed in as routes."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from bot.errors import SetUpError

log = logging.getLogger(__name__)

MAX_BODY = 1024 * 1024
"""Bytes of a request's body: a dossier's limit, and far above any update of Telegram's."""

LONGEST = 120.0
"""Seconds that a request may take, its body and its answer included: two answers of the slowest platform."""

IDLE = 60.0
"""Seconds that a connection may stay open without a whole request: whoever sends one sign a second is let go."""

SWEEP = 10.0
"""Seconds between two looks at the connections."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
    "Cache-Control": "no-store",
}
"""What every answer carries; a route may say otherwise."""


class _Calm(logging.LoggerAdapter[logging.Logger]):
    """The library's log, in which bytes that are no request are no error of ours: anybody can send them, all day."""

    def exception(self, msg: object, *args: object, exc_info: Any = True, **named: Any) -> None:
        if isinstance(exc_info, HttpProcessingError):
            self.debug("somebody sent what is no request (status %d)", exc_info.code)
        else:
            super().exception(msg, *args, exc_info=exc_info, **named)


class Server:
    """Serves the routes while it is open, as `async with Server(…)`. Raises SetUpError where it cannot listen.

    `longest` and `idle` are the seconds for a request and for a connection without one; `clock` gives seconds.
    """

    def __init__(
        self,
        host: str,
        port: int,
        routes: Iterable[web.RouteDef],
        *,
        longest: float = LONGEST,
        idle: float = IDLE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._host, self._port = host, port
        self._longest, self._idle, self._clock = longest, idle, clock
        self._free: dict[web.RequestHandler, float] = {}
        self._busy: set[object] = set()
        self._app = web.Application(client_max_size=MAX_BODY, middlewares=[self._bounded])
        self._app.on_response_prepare.append(_secured)
        self._app.add_routes(routes)
        self._runner = web.AppRunner(
            self._app,
            access_log=None,
            handle_signals=False,
            shutdown_timeout=2.0,
            keepalive_timeout=idle,
            logger=_Calm(logging.getLogger("aiohttp.server")),
        )
        self._sweeping: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port it listens on, also where 0 asked for any."""
        _, port, *_ = self._runner.addresses[0]
        return int(port)

    def sweep(self) -> None:
        """Close the connections that have stayed open too long without a request."""
        now, server = self._clock(), self._runner.server
        found = [] if server is None else [each for each in server.connections if each not in self._busy]
        self._free = {each: self._free.get(each, now) for each in found}
        for each, since in self._free.items():
            if now - since > self._idle:
                each.force_close()

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
        self._sweeping = asyncio.create_task(self._sweep(), name="http connections")
        log.info("listening on %s:%d", self._host, self.port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        await self._runner.cleanup()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            self.sweep()

    @web.middleware
    async def _bounded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Give an answer its time and no more; one that is late is 503, and one that has begun is cut off."""
        self._busy.add(request.protocol)
        try:
            async with asyncio.timeout(self._longest):
                return await handler(request)
        except TimeoutError:
            log.warning("a request over HTTP took longer than %g s and was cut off", self._longest)
            return web.Response(status=503)
        finally:
            self._busy.discard(request.protocol)
            self._free[request.protocol] = self._clock()


async def _secured(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "division-bell"
