"""Sends, edits and answers, as often as it takes and no longer; Telegram's refusals become errors of the kernel."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Any, Final, Literal, NamedTuple, TypeVar

from telegram import InputMediaPhoto, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot import languages
from bot.adapters.base import Sent
from bot.adapters.telegram import refusals, render
from bot.adapters.telegram.arrivals import Place, Spot
from bot.adapters.telegram.limits import BROADCAST
from bot.adapters.telegram.photos import Photos
from bot.adapters.telegram.platform import Platform
from bot.adapters.telegram.polling import Sleep, pauses, told
from bot.drawings import Picture
from bot.errors import Refused, TryLater, Unpainted
from bot.messages import Reply
from bot.pictures import PictureError
from bot.plaque import plaque

log = logging.getLogger(__name__)
T = TypeVar("T")

Lane = Literal["answer", "broadcast"]
"""People's answers go first; what nobody asked for goes in the second lane, and its sender tries again by itself."""

TRIES: dict[Lane, int] = {"answer": 36, "broadcast": 1}
"""How often a call is tried while Telegram is away; an answer a quarter of an hour, in which only its chat waits."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
HTML = "HTML"
_TEXT: Final = {"parse_mode": HTML, "link_preview_options": NO_PREVIEW.to_dict()}


class Put(NamedTuple):
    """A card as it was put up: its message, and the page it shows."""

    sent: Sent
    page: int


class Sender:
    """Puts replies into chats, in one of the two lanes."""

    def __init__(self, bot: Platform, photos: Photos, sleep: Sleep, lane: Lane = "answer") -> None:
        self._bot = bot
        self._photos = photos
        self._sleep = sleep
        self._lane: Lane = lane
        self._mark = BROADCAST if lane == "broadcast" else None

    async def call(self, request: Callable[[], Awaitable[T]], *, tries: int | None = None) -> T:
        """Do a request; wait and repeat while Telegram is away. What Telegram asks to wait, the limiter waits for.

        Raises ChatGone, ChatMoved, MessageGone and Refused as `refusals.meant` says, TryLater when waiting has to end,
        and BadRequest for a refusal nobody foresaw.
        """
        tries = tries or TRIES[self._lane]
        for number, pause in enumerate(islice(pauses(), tries), 1):
            refusal = None
            try:
                return await request()
            except RetryAfter as error:
                raise TryLater(told(error)) from None
            except (InvalidToken, Conflict):
                raise
            except TelegramError as error:
                refusal = refusals.meant(error)
                if refusal is None and isinstance(error, BadRequest):
                    raise
                if refusal is None:
                    log.warning("Telegram did not take a call (%s); waiting %g s", error.message, pause)
            if refusal is not None:
                raise refusal
            if number < tries:
                await self._sleep(pause)
        raise TryLater(pause)

    async def send(
        self,
        place: Place,
        reply: Reply,
        language: str,
        *,
        silent: bool = False,
        answering: ReplyParameters | None = None,
    ) -> Put:
        """Send a reply: a picture with its caption, a text where there is none or none may go. Raises as `call`."""
        rtl = languages.texts(language).rtl
        how = {
            "message_thread_id": place.thread,
            "reply_parameters": answering or _answering(place),
            "disable_notification": silent or None,
        }
        try:
            if reply.picture and (
                put := await self._send_photo(place, render.caption(reply, rtl=rtl), reply.picture, how)
            ):
                return put
        except Refused as error:
            if not refusals.takes_no_photos(error):
                raise
            log.info("a chat takes no pictures; the card goes out as text")
        return await self._send_text(place, render.text(reply, rtl=rtl), how)

    async def edit(self, spot: Spot, reply: Reply, language: str, *, corrected: bool = False) -> int:
        """Show a reply in a message that stands, in its medium; give the page it shows.

        A `corrected` card may use the room that others leave free. Where the reply has no picture and the message has
        one, a plaque takes its place: Telegram puts a picture in place of a picture and makes no text of it
        (core.telegram.org/bots/api#editmessagemedia). What is shown already is no error. Raises as `call`, and
        Unpainted.
        """
        as_medium = render.text if spot.medium == "text" else render.caption
        card = as_medium(reply, corrected=corrected, rtl=languages.texts(language).rtl)
        try:
            if spot.medium == "text":
                await self._edit_text(spot, card)
            else:
                await self._edit_photo(spot, card, reply.picture or plaque(reply, language))
        except BadRequest as error:
            if not refusals.is_unchanged(error):
                raise
        return card.page

    async def delete(self, spot: Spot) -> None:
        """Take down a message that stands in a chat. Raises as `call`."""
        await self.call(lambda: self._bot.delete_message(spot.chat or 0, spot.message or 0))

    async def pin(self, chat: int, message: int) -> None:
        """Pin a message without a sound. Raises as `call`."""
        how: dict[str, Any] = {"disable_notification": True, "rate_limit_args": self._mark}
        await self.call(lambda: self._bot.pin_chat_message(chat, message, **how))

    async def answer(self, query: str, text: str = "", url: str | None = None) -> None:
        """Answer a press, with a window if there is a text; one that came too late is past answering."""
        said = {"text": text or None, "show_alert": bool(text) or None, "url": url}
        try:
            await self.call(lambda: self._bot.call("answerCallbackQuery", callback_query_id=query, **said))
        except BadRequest as error:
            log.info("a press stays unanswered: %s", error.message)

    async def _send_text(self, place: Place, card: render.Card, how: dict[str, Any]) -> Put:
        answered = how["reply_parameters"]
        what = how | _written(card) | {"chat_id": place.chat, "reply_parameters": answered and answered.to_dict()}
        message = await self.call(lambda: self._bot.call("sendMessage", self._mark, **what))
        return Put(Sent(str(message["message_id"]), "text"), card.page)

    async def _send_photo(self, place: Place, card: render.Card, picture: Picture, how: dict[str, Any]) -> Put | None:
        def sending(photo: str | bytes) -> Awaitable[Message]:
            """Send the picture, by its id or as it is."""
            return self._bot.send_photo(
                place.chat,
                photo,
                caption=card.html,
                parse_mode=HTML,
                reply_markup=card.keyboard,
                filename=None if isinstance(photo, str) else "card.png",
                rate_limit_args=self._mark,
                **how,
            )

        message = await self._pictured(picture, sending)
        return Put(Sent(str(message.message_id), "picture"), card.page) if isinstance(message, Message) else None

    async def _edit_text(self, spot: Spot, card: render.Card) -> None:
        what = _written(card) | _where(spot)
        await self.call(lambda: self._bot.call("editMessageText", self._mark, **what))

    async def _edit_photo(self, spot: Spot, card: render.Card, picture: Picture) -> None:
        where = _where(spot) | {"rate_limit_args": self._mark}
        known = await self._photos.recall(picture)
        if known is not None and known.unique in spot.photo:
            await self.call(
                lambda: self._bot.edit_message_caption(
                    caption=card.html, parse_mode=HTML, reply_markup=card.keyboard, **where
                )
            )
            return

        def another(photo: str | bytes) -> Awaitable[Message | bool]:
            """Put the picture, by its id or as it is, in the place of the one there."""
            media = InputMediaPhoto(photo, caption=card.html, parse_mode=HTML)
            return self._bot.edit_message_media(media, reply_markup=card.keyboard, **where)

        if await self._pictured(picture, another) is None:
            raise Unpainted("the picture could not be painted")

    async def _pictured(
        self, picture: Picture, use: Callable[[str | bytes], Awaitable[Message | bool]]
    ) -> Message | bool | None:
        """Use a picture as it was uploaded, else paint and upload it; give nothing where it cannot be painted."""
        if (known := await self._photos.recall(picture)) is not None:
            try:
                return await self.call(lambda: use(known.file))
            except BadRequest as error:
                if not refusals.is_unknown_file(error):
                    raise
                log.info("an uploaded picture is no longer known and is uploaded again: %s", error.message)
        try:
            png = await self._photos.paint(picture)
        except PictureError:
            log.exception("a picture could not be painted")
            return None
        sent = await self.call(lambda: use(png))
        if isinstance(sent, Message):
            await self._photos.keep(picture, sent.photo)
        return sent


def _written(card: render.Card) -> dict[str, Any]:
    """Give a card as the parameters of a text."""
    return {"text": card.html, "reply_markup": card.keyboard and card.keyboard.to_dict(), **_TEXT}


def _where(spot: Spot) -> dict[str, Any]:
    """Give which message is meant."""
    if spot.inline is not None:
        return {"inline_message_id": spot.inline}
    return {"chat_id": spot.chat, "message_id": spot.message}


def _answering(place: Place) -> ReplyParameters | None:
    """Give what ties an answer to its question: in groups only, where others write in between."""
    if place.private or place.message is None:
        return None
    return ReplyParameters(place.message, allow_sending_without_reply=True)
