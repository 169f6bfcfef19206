"""Sends, edits and answers, as often as it takes and no longer; Telegram's refusals become errors of the kernel."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import TypeVar

from telegram import Bot, InputMediaPhoto, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.adapters.telegram import render
from bot.adapters.telegram.photos import Photos
from bot.adapters.telegram.polling import Sleep, pauses, told
from bot.adapters.telegram.receive import Place, Pressed
from bot.errors import ChatGone, TryLater
from bot.messages import Picture, Reply
from bot.pictures import PictureError

log = logging.getLogger(__name__)
T = TypeVar("T")

TRIES = 36
"""How often an answer is tried while Telegram is away: about a quarter of an hour, in which only its own chat waits."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
HTML = "HTML"

_UNCHANGED = "message is not modified"
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "not enough rights",
    "no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
)
_NO_PHOTOS = ("rights to send photos", "chat_send_photos_forbidden")
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message is too old",
    "message_id_invalid",
    "there is no text in the message",
    "there is no caption in the message",
)
_FILE_UNKNOWN = ("wrong file", "wrong remote file", "file reference", "file_id")


def _says(error: BadRequest, parts: tuple[str, ...]) -> bool:
    return any(part in error.message.lower() for part in parts)


class Sender:
    """Puts replies into chats."""

    def __init__(self, bot: Bot, photos: Photos, sleep: Sleep) -> None:
        self._bot = bot
        self._photos = photos
        self._sleep = sleep

    async def call(self, request: Callable[[], Awaitable[T]]) -> T:
        """Do a request; wait and repeat while Telegram is away. What Telegram asks to wait, the limiter waits for.

        Raises ChatGone when the chat is closed to us or moved away, TryLater when waiting has to end, and BadRequest.
        """
        for pause in islice(pauses(), TRIES):
            try:
                return await request()
            except RetryAfter as error:
                raise TryLater(told(error)) from None
            except (Forbidden, ChatMigrated) as error:
                raise ChatGone(error.message) from None
            except BadRequest as error:
                if _says(error, _GONE) and not _says(error, _NO_PHOTOS):
                    raise ChatGone(error.message) from None
                raise
            except (InvalidToken, Conflict):
                raise
            except TelegramError as error:
                log.warning("Telegram did not take an answer (%s); trying again in %g s", error.message, pause)
            await self._sleep(pause)
        raise TryLater(pause)

    async def send(self, place: Place, reply: Reply) -> None:
        """Send a reply: a picture with its caption, a text where there is none or none may go. Raises as `call`."""
        try:
            if reply.picture and await self._pictured(reply.picture, self._photo_sender(place, reply)):
                return
        except BadRequest as error:
            if not _says(error, _NO_PHOTOS):
                raise
            log.info("a chat takes no pictures; the card goes out as text")
        await self._send_text(place, reply)

    async def edit(self, pressed: Pressed, place: Place, reply: Reply) -> None:
        """Show a reply in the message whose button was pressed, in that message's medium; where it cannot, anew.

        Raises as `call`.
        """
        if not await self._edited(pressed, place, reply):
            await self.send(place, reply)

    async def answer(self, query: str, text: str = "", url: str | None = None) -> None:
        """Answer a press, with a window if there is a text; one that came too late is past answering."""
        try:
            await self.call(
                lambda: self._bot.answer_callback_query(query, text=text or None, show_alert=bool(text), url=url)
            )
        except BadRequest as error:
            log.info("a press stays unanswered: %s", error.message)

    async def _send_text(self, place: Place, reply: Reply) -> None:
        card = render.text(reply)
        await self.call(
            lambda: self._bot.send_message(
                place.chat,
                card.html,
                parse_mode=HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=card.keyboard,
                reply_parameters=_answering(place),
                message_thread_id=place.thread,
            )
        )

    def _photo_sender(self, place: Place, reply: Reply) -> Callable[[str | bytes], Awaitable[Message]]:
        card = render.caption(reply)
        return lambda photo: self._bot.send_photo(
            place.chat,
            photo,
            caption=card.html,
            parse_mode=HTML,
            reply_markup=card.keyboard,
            reply_parameters=_answering(place),
            message_thread_id=place.thread,
            filename=None if isinstance(photo, str) else "card.png",
        )

    async def _edited(self, pressed: Pressed, place: Place, reply: Reply) -> bool:
        try:
            if pressed.text:
                await self._edit_text(place, reply)
            elif pressed.photo and reply.picture is not None:
                return await self._edit_photo(pressed, place, reply, reply.picture)
            else:
                return False
        except BadRequest as error:
            if _UNCHANGED in error.message.lower():
                return True
            if not _says(error, _NOT_EDITABLE):
                raise
            log.info("a card cannot be edited and is sent anew: %s", error.message)
            return False
        return True

    async def _edit_text(self, place: Place, reply: Reply) -> None:
        card = render.text(reply)
        await self.call(
            lambda: self._bot.edit_message_text(
                card.html,
                place.chat,
                place.message,
                parse_mode=HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=card.keyboard,
            )
        )

    async def _edit_photo(self, pressed: Pressed, place: Place, reply: Reply, picture: Picture) -> bool:
        card = render.caption(reply)
        known = await self._photos.recall(picture)
        if known is not None and known.unique in pressed.photo:
            await self.call(
                lambda: self._bot.edit_message_caption(
                    place.chat, place.message, caption=card.html, parse_mode=HTML, reply_markup=card.keyboard
                )
            )
            return True

        def another(photo: str | bytes) -> Awaitable[Message | bool]:
            media = InputMediaPhoto(photo, caption=card.html, parse_mode=HTML)
            return self._bot.edit_message_media(media, place.chat, place.message, reply_markup=card.keyboard)

        return await self._pictured(picture, another)

    async def _pictured(self, picture: Picture, use: Callable[[str | bytes], Awaitable[Message | bool]]) -> bool:
        """Use a picture as it was uploaded, else paint and upload it; say whether there was one to use."""
        if (known := await self._photos.recall(picture)) is not None:
            try:
                await self.call(lambda: use(known.file))
            except BadRequest as error:
                if not _says(error, _FILE_UNKNOWN):
                    raise
                log.info("an uploaded picture is no longer known and is uploaded again: %s", error.message)
            else:
                return True
        try:
            png = await self._photos.paint(picture)
        except PictureError:
            log.exception("a picture could not be painted; the card goes out as text")
            return False
        sent = await self.call(lambda: use(png))
        if isinstance(sent, Message):
            await self._photos.keep(picture, sent.photo)
        return True


def _answering(place: Place) -> ReplyParameters | None:
    """Give what ties an answer to its question: in groups only, where others write in between."""
    if place.private or place.message is None:
        return None
    return ReplyParameters(place.message, allow_sending_without_reply=True)
