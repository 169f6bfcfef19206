"""What Telegram's refusals mean to the kernel. Its descriptions are the only thing that tells them apart."""

from __future__ import annotations

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.adapters.telegram.arrivals import PLATFORM
from bot.errors import ChatGone, ChatMoved, MessageGone, PlatformError, Refused

_MESSAGE_GONE = (
    "message to edit not found",
    "message_id_invalid",
    "message to be replied not found",
    "replied message not found",
    "message to pin not found",
    "message to delete not found",
)
_REFUSED = (
    "not enough rights",
    "no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "topic_closed",
    "message can't be edited",
    "message can't be deleted",
    "message is too old",
    "there is no text in the message",
    "there is no caption in the message",
)
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "group chat was deleted",
    "channel_private",
    *(_TOPIC_GONE := ("message thread not found", "topic_deleted")),
)
_NO_PHOTOS = ("rights to send photos", "chat_send_photos_forbidden")
_UNCHANGED = ("message is not modified",)
_FILE_UNKNOWN = ("wrong file", "wrong remote file", "file reference", "file_id")


def meant(error: TelegramError) -> PlatformError | None:
    """Give what a refusal means, or nothing for one nobody foresaw and for what is no refusal."""
    if isinstance(error, ChatMigrated):
        return ChatMoved(f"{PLATFORM}:{error.new_chat_id}")
    if not isinstance(error, BadRequest | Forbidden):
        return None
    if _says(error, _MESSAGE_GONE):
        return MessageGone(error.message)
    if _says(error, _REFUSED) or _says(error, _NO_PHOTOS):
        return Refused(error.message)
    return ChatGone(error.message) if isinstance(error, Forbidden) or _says(error, _GONE) else None


def takes_no_photos(error: Refused) -> bool:
    """Say whether a chat refuses pictures, and pictures alone."""
    return _holds(str(error), _NO_PHOTOS)


def is_of_topic(error: ChatGone) -> bool:
    """Say whether a topic is gone, and not the group it was in."""
    return _holds(str(error), _TOPIC_GONE)


def is_unchanged(error: BadRequest) -> bool:
    """Say whether an edit would have changed nothing."""
    return _says(error, _UNCHANGED)


def is_unknown_file(error: BadRequest) -> bool:
    """Say whether what names an uploaded picture names it no more."""
    return _says(error, _FILE_UNKNOWN)


def _says(error: TelegramError, parts: tuple[str, ...]) -> bool:
    return _holds(error.message, parts)


def _holds(said: str, parts: tuple[str, ...]) -> bool:
    return any(part in said.lower() for part in parts)
