"""How the client finds its way to Discord, what it says of a way that is lost, and when no way leads there."""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook.async_ import async_context

from bot.adapters.discord.callbacks import Callbacks
from bot.errors import NotAdmitted
from bot.metrics import TOO_MANY

SILENCE = 60.0
"""Seconds without a word from the gateway, which answers every heartbeat, after which the connection counts as dead."""

REFUSED = {
    4004: "the gateway does not accept DISCORD_TOKEN",
    4010: "the gateway has no such shard; correct DISCORD_SHARDS, or leave it empty to do as Discord advises",
    4011: "the bot is in too many servers for so few shards; raise DISCORD_SHARDS, or leave it empty",
    4012: "the gateway does not speak this version any more; update the bot",
    4013: "the gateway does not know the intents asked for",
    4014: "the application of DISCORD_TOKEN may not have the intents asked for",
}
"""Gateway close codes that no reconnection helps (discord.com/developers/docs/topics/opcodes-and-status-codes)."""


def account(token: str) -> str:
    """Give the bot's id, which stands in base64 before a token's first full stop (with the padding left off).

    A token of another shape, which Discord itself gives to nobody, has a digest for its name.
    """
    first = token.partition(".")[0]
    try:
        found = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except ValueError:
        found = ""
    return found if found.isdecimal() else hashlib.sha256(token.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Way:
    """Where REST and gateway answer (the gateway else where the API advises), and which shards of how many are served.

    `silence` is the time, in seconds, after which a connection that says nothing counts as dead.
    """

    api_url: str
    gateway_url: str | None = None
    shards: tuple[range, int] | None = None
    silence: float = SILENCE


@contextmanager
def moved(way: Way) -> Iterator[None]:
    """Point discord.py at the addresses for as long as the block runs, and have it answer interactions our way.

    Its lines at DEBUG hold the tokens of interactions, with which anybody could answer for 15 minutes: they are off.
    """
    logger, shards = logging.getLogger("discord"), logging.getLogger("discord.shard")
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, logger.level
    callbacks = Callbacks(way.api_url)
    token = async_context.set(callbacks)
    Route.BASE = way.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(way.gateway_url or before[1])
    logger.setLevel(max(logging.INFO, logger.getEffectiveLevel()))
    shards.addFilter(_brief)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here, so nothing is missing
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before[:2]
        logger.setLevel(before[2])
        shards.removeFilter(_brief)
        async_context.reset(token)
        callbacks.close()


@dataclass(slots=True)
class Reach:
    """Whether the last request that ended came through."""

    reached: bool = False


def watched(reach: Reach) -> aiohttp.TraceConfig:
    """Give what notices how requests end.

    It counts those that Discord puts off: discord.py waits and asks again without a word to us.
    """

    async def failed(_session: aiohttp.ClientSession, _context: SimpleNamespace, _params: object) -> None:
        """Note that a request did not come through."""
        reach.reached = False

    async def ended(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestEndParams
    ) -> None:
        """Note whether Discord itself answered, and count what it puts off."""
        reach.reached = request.response.status < HTTPStatus.INTERNAL_SERVER_ERROR
        if request.response.status == HTTPStatus.TOO_MANY_REQUESTS:
            TOO_MANY.labels("discord").inc()

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(ended)
    trace.on_request_exception.append(failed)
    return trace


@contextmanager
def admitted(way: Way) -> Iterator[None]:
    """Raise NotAdmitted where Discord refuses for good: no restart helps then."""
    try:
        yield
    except discord.PrivilegedIntentsRequired as error:
        raise NotAdmitted(f"Discord refused: {REFUSED[4014]}") from error
    except discord.ConnectionClosed as error:
        helped = error.code == 4011 and way.shards is None  # noqa: PLR2004  # too few shards: the advice will be another
        if error.code not in REFUSED or helped:
            raise
        raise NotAdmitted(f"Discord refused: {REFUSED[error.code]}") from error
    except discord.LoginFailure as error:
        raise NotAdmitted("Discord refused DISCORD_TOKEN (401); copy the bot's token again") from error


def _brief(record: logging.LogRecord) -> bool:
    """Say in one line that the network is away: where discord.py lost it and tries again, the trace helps nobody."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, OSError | aiohttp.ClientError | TimeoutError):
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.exc_info = f"{record.msg} (%s)", None
        record.args = (*(record.args if isinstance(record.args, tuple) else ()), error or type(error).__name__)
    return True
