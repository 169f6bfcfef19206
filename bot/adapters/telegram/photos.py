"""Pictures on Telegram: painted and uploaded once, then named by the `file_id` Telegram gave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from telegram import PhotoSize

from bot.dispatch import Memory
from bot.drawings import Picture


class Painter(Protocol):
    """What makes pictures visible."""

    async def png(self, picture: Picture) -> bytes:
        """Give the picture as PNG. Raises PictureError."""

    def sign(self, picture: Picture) -> str:
        """Give what names the picture as it is drawn: another for another theme or style."""


class Photo(NamedTuple):
    """An uploaded picture: what names it to this bot, and what names it wherever it is seen."""

    file: str
    unique: str


class Photos:
    """What is kept of the pictures one bot uploaded; `file_id`s mean nothing to another bot."""

    def __init__(self, bot: int, memory: Memory, painter: Painter) -> None:
        self._bot = bot
        self._memory = memory
        self._painter = painter

    async def paint(self, picture: Picture) -> bytes:
        """Give the picture as PNG. Raises PictureError."""
        return await self._painter.png(picture)

    async def recall(self, picture: Picture) -> Photo | None:
        """Give the picture as it was uploaded, or nothing."""
        kept = await self._memory.recall(self._key(picture))
        file, _, unique = (kept or "").partition(" ")
        return Photo(file, unique) if unique else None

    async def keep(self, picture: Picture, sizes: Sequence[PhotoSize]) -> None:
        """Keep what names the largest size of an uploaded picture."""
        if sizes:
            await self._memory.remember(self._key(picture), f"{sizes[-1].file_id} {sizes[-1].file_unique_id}")

    def _key(self, picture: Picture) -> str:
        return f"telegram/photo/{self._bot}/{self._painter.sign(picture)}"
