"""A file that came with a command, fetched from Discord when somebody asks for it and never more of it than asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.errors import TryLater, UserError
from bot.messages import Upload

PATIENCE = aiohttp.ClientTimeout(total=20)
CHUNK = 64 * 1024
SOON = 5.0
"""Seconds after which asking for a file again makes sense."""

_OK = 200


def upload(attachment: Mapping[str, Any]) -> Upload:
    """Give the file that Discord describes, unread."""

    async def read(limit: int) -> bytes:
        """Fetch the file. Raises UserError over `limit` bytes, TryLater where Discord does not hand it out."""
        if attachment["size"] > limit:
            raise UserError("discord-file-too-large", kilobytes=limit // 1024)
        try:
            return await _fetched(attachment["url"], limit)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TryLater(SOON) from error

    return Upload(attachment["filename"], attachment["size"], read)


async def _fetched(url: str, limit: int) -> bytes:
    """Give what stands at the address. Raises UserError when that is more than `limit` bytes, whatever was said."""
    found = bytearray()
    async with (
        aiohttp.ClientSession(timeout=PATIENCE) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        if response.status != _OK:
            raise TryLater(SOON)
        async for chunk in response.content.iter_chunked(CHUNK):
            found += chunk
            if len(found) > limit:
                raise UserError("discord-file-too-large", kilobytes=limit // 1024)
    return bytes(found)
