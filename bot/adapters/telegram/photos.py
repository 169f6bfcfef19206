"""Pictures on Telegram: painted and uploaded once, then named by the `file_id` Telegram gave them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from telegram import PhotoSize

from bot.dispatch import Memory
from bot.drawings import Picture

RECENT = 1000
"""Pictures whose names are at hand without asking what is kept."""


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
        self._recent: OrderedDict[str, str] = OrderedDict()

    async def paint(self, picture: Picture) -> bytes:
        """Give the picture as PNG. Raises PictureError."""
        return await self._painter.png(picture)

    async def recall(self, picture: Picture) -> Photo | None:
        """Give the picture as it was uploaded, or nothing."""
        key = self._key(picture)
        kept = self._recent.get(key) or await self._memory.recall(key)
        file, _, unique = (kept or "").partition(" ")
        if not unique:
            return None
        self._remember(key, f"{file} {unique}")
        return Photo(file, unique)

    async def keep(self, picture: Picture, sizes: Sequence[PhotoSize]) -> None:
        """Keep what names the largest size of an uploaded picture."""
        if sizes:
            key, value = self._key(picture), f"{sizes[-1].file_id} {sizes[-1].file_unique_id}"
            self._remember(key, value)
            await self._memory.remember(key, value)

    def _remember(self, key: str, value: str) -> None:
        self._recent[key] = value
        self._recent.move_to_end(key)
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def _key(self, picture: Picture) -> str:
        return f"telegram/photo/{self._bot}/{self._painter.sign(picture)}"
