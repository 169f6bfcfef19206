"""Is the program that runs here well? Asked of its own HTTP, as a container's health check does."""

from __future__ import annotations

import aiohttp

from bot.settings import Settings, address

PATIENCE = 4.0
"""Seconds until no answer is a bad answer."""


async def well(settings: Settings) -> str:
    """Give nothing when `/healthz` answers, else what is wrong and what to do."""
    if settings.http_listen is None:
        return "HTTP_LISTEN is not set, so nothing can be asked; set it, such as 127.0.0.1:8080"
    host, port = address(settings.http_listen)
    local = "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host  # noqa: S104  # all is here too
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session,
            session.get(f"http://{local}:{port}/healthz") as answer,
        ):
            return "" if answer.ok else f"/healthz answers {answer.status}; see the log"
    except (TimeoutError, aiohttp.ClientError, OSError):
        return f"nothing answers at {local}:{port}; is the bot running?"
