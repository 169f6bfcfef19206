"""Documents people send with a command: fetched only when somebody reads them, and never beyond the limit."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
from telegram import Bot
from telegram.error import BadRequest

from bot.adapters.telegram.arrivals import Attached
from bot.adapters.telegram.sending import Sender
from bot.errors import PlatformError, TryLater, UserError
from bot.messages import Upload

PATIENCE = aiohttp.ClientTimeout(total=60, connect=10)
AGAIN = 30.0
"""Seconds after which it is worth asking again for a file that did not come."""

TRIES = 3
_KILOBYTE = 1024


class Uploads:
    """Fetches documents from Telegram's file server, or from the disk of a Bot API server in local mode."""

    def __init__(self, platform: Bot, sender: Sender) -> None:
        self._platform = platform
        self._sender = sender

    def of(self, attached: Attached) -> Upload:
        """Give a document as the kernel takes it; its `read` raises UserError over the limit, and TryLater."""

        async def read(limit: int) -> bytes:
            """Fetch the document. Raises UserError over `limit` bytes, whatever was said, and TryLater."""
            if attached.size is not None and attached.size > limit:
                raise _too_large(limit)
            found = await self._fetch(await self._address(attached.file, limit), limit)
            if len(found) > limit:
                raise _too_large(limit)
            return found

        return Upload(attached.name, attached.size, read)

    async def _address(self, file: str, limit: int) -> str:
        try:
            found = await self._sender.call(lambda: self._platform.get_file(file), tries=TRIES)
        except BadRequest as error:
            if "too big" in error.message.lower():  # over the 20 MB the Bot API hands out at all
                raise _too_large(limit) from None
            raise TryLater(AGAIN) from None
        except PlatformError:
            raise TryLater(AGAIN) from None
        if not found.file_path:
            raise TryLater(AGAIN)
        return found.file_path

    async def _fetch(self, address: str, limit: int) -> bytes:
        """Give a file, or its beginning one byte past the limit. The address holds the token and is in no error."""
        if not address.startswith(("http://", "https://")):
            return await asyncio.to_thread(_beginning, Path(address), limit + 1)  # as the library tells a path
        try:
            async with (
                aiohttp.ClientSession(timeout=PATIENCE, trust_env=True) as session,
                session.get(address) as answer,
            ):
                if answer.status != 200:  # noqa: PLR2004  # HTTP's "OK"
                    raise TryLater(AGAIN)
                return await _streamed(answer.content, limit + 1)
        except (aiohttp.ClientError, TimeoutError):
            raise TryLater(AGAIN) from None


async def _streamed(content: aiohttp.StreamReader, most: int) -> bytes:
    found = bytearray()
    while len(found) < most and (piece := await content.read(most - len(found))):
        found += piece
    return bytes(found)


def _beginning(path: Path, most: int) -> bytes:
    if not path.is_absolute():
        raise TryLater(AGAIN)
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError:
        raise TryLater(AGAIN) from None


def _too_large(limit: int) -> UserError:
    return UserError("telegram-file-too-large", kilobytes=limit // _KILOBYTE)
