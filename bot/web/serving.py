"""All that is served over HTTP, put together: what platforms and programs bring, what machines and readers ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot import metrics
from bot.adapters.base import Adapter, Hooked, Outlet
from bot.dispatch import Bot
from bot.http import Server
from bot.pictures import Painter
from bot.push import Push
from bot.settings import Settings, address
from bot.web.cards import Cards
from bot.web.operators import Operators
from bot.web.readers import Readers
from data.editing import Newsroom


@asynccontextmanager
async def listening(settings: Settings, found: Iterable[web.RouteDef]) -> AsyncIterator[None]:
    """Serve the routes where HTTP_LISTEN says; nothing is served without it. Raises SetUpError as `Server` does."""
    if settings.http_listen is None:
        yield
        return
    watching = asyncio.create_task(metrics.watch_loop(), name="loop lag")
    try:
        async with Server(*address(settings.http_listen), found):
            yield
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


def routes(
    bot: Bot[Any], store: Newsroom, adapters: Sequence[Outlet], painter: Painter, settings: Settings
) -> Iterator[web.RouteDef]:
    """Give every route there is with these settings; a worker that only delivers is asked by operators alone."""
    yield from Operators(store, adapters, delivers=settings.delivers, answers=settings.answers).routes()
    if not settings.answers:
        return
    yield from hooks(adapters)
    if settings.push_secret is not None:
        yield from Push(store, settings.push_secret.get_secret_value()).routes()
    base = str(settings.public_url or "").rstrip("/")
    yield from Readers(Cards(bot, store), store, painter, base, settings.language).routes()


def hooks(adapters: Iterable[Adapter]) -> list[web.RouteDef]:
    """Give a route for each platform that brings its updates to us."""
    return [web.post(each.hook, _taking(each)) for each in adapters if isinstance(each, Hooked) and each.hook]


def _taking(adapter: Hooked) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Give what hands an update on that a platform brings."""

    async def take(request: web.Request) -> web.Response:
        """Hand on what was brought, and answer with the status the adapter gives."""
        return web.Response(status=await adapter.webhook(request.headers, await request.read()))

    return take
