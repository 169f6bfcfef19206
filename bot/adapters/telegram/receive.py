"""What arrives from Telegram, as lines: a typed command, a deep link, a pressed button. Pure.

In a group a command counts when it names this bot, or names none and is one of ours: other bots may own the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import telegram

from bot import languages
from bot.adapters.telegram.links import line_of
from bot.commands import Commands
from bot.messages import Chat, User

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, the message it answers, and the topic of a forum."""

    chat: int
    message: int | None = None
    thread: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where and in which language; `person` is their private chat, nothing for who writes as a chat."""

    user: User
    chat: Chat
    language: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A line somebody typed or followed a link to."""

    line: str
    by: Asker
    place: Place


@dataclass(frozen=True, slots=True)
class Plain:
    """Text in a private chat that is no command."""

    by: Asker
    place: Place


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed: the line it carries, and what the message under it is.

    `text` and `photo` say what can be edited (neither: nothing can); `photo` holds the unique ids of its sizes.
    `place` is missing for a message that was sent through inline mode.
    """

    query: str
    line: str
    by: Asker
    place: Place | None
    text: bool = False
    photo: frozenset[str] = frozenset()


Arrival = Asked | Plain | Pressed


def read(update: telegram.Update, username: str, known: Commands, language: str) -> Arrival | None:
    """Give what an update asks of us, or nothing; `language` is what a group is answered in."""
    if update.callback_query is not None:
        return _press(update.callback_query, language)
    if update.message is not None:
        return _message(update.message, username, known, language)
    return None


def lane(update: telegram.Update) -> int:
    """Give the chat (else the person) whose updates are to be answered one after another."""
    where = update.effective_chat or update.effective_user
    return where.id if where is not None else 0


def _message(message: telegram.Message, username: str, known: Commands, language: str) -> Arrival | None:
    by = _asker(message, language)
    if by is None or message.text is None:
        return None
    place = Place(message.chat.id, message.message_id, _thread(message), by.chat.private)
    typed = _COMMAND.fullmatch(_clean(message.text).strip())
    if typed is None:
        return Plain(by, place) if by.chat.private else None
    name, to, rest = typed[1], typed[2], typed[3] or ""
    if to is not None and to.lower() != username.lower():
        return None
    if to is None and not by.chat.private and name.lower() not in known:
        return None
    if name.lower() == "start" and rest:
        return Asked(_started(rest, known), by, place)
    return Asked(f"{name} {rest}".rstrip(), by, place)


def _started(payload: str, known: Commands) -> str:
    """Give the line of a deep link; a payload that names none of our commands is a bare start."""
    line = line_of(payload) or ""
    name = line.partition(" ")[0]
    return line if name.startswith("~") or name.lower() in known else "start"


def _press(query: telegram.CallbackQuery, language: str) -> Pressed:
    sender, message = query.from_user, query.message
    private = message is not None and message.chat.type == message.chat.PRIVATE
    by = Asker(
        User("telegram", str(sender.id), _clean(sender.full_name)),
        Chat("telegram", str(message.chat.id) if message is not None else "", private),
        _spoken(sender.language_code, language) if private else language,
        sender.id,
    )
    line = _clean(query.data or "")
    if message is None:
        return Pressed(query.id, line, by, None)
    if not isinstance(message, telegram.Message):
        return Pressed(query.id, line, by, Place(message.chat.id, message.message_id, private=private))
    place = Place(message.chat.id, message.message_id, _thread(message), private)
    photo = frozenset(size.file_unique_id for size in message.photo)
    return Pressed(query.id, line, by, place, text=message.text is not None, photo=photo)


def _asker(message: telegram.Message, language: str) -> Asker | None:
    """Give who wrote a message: a person, or the chat an anonymous administrator or a channel writes as."""
    private = message.chat.type == message.chat.PRIVATE
    chat = Chat("telegram", str(message.chat.id), private)
    if message.sender_chat is not None:
        if message.is_automatic_forward:
            return None
        name = _clean(message.sender_chat.effective_name or "")
        return Asker(User("telegram", str(message.sender_chat.id), name), chat, language, None)
    sender = message.from_user
    if sender is None or sender.is_bot:
        return None
    spoken = _spoken(sender.language_code, language) if private else language
    return Asker(User("telegram", str(sender.id), _clean(sender.full_name)), chat, spoken, sender.id)


def _spoken(code: str | None, default: str) -> str:
    """Give the language a person's app speaks when we do too: the code is optional and a hint."""
    known = languages.available_set()
    return next((each for each in (code or "", (code or "").partition("-")[0]) if each in known), default)


def _thread(message: telegram.Message) -> int | None:
    """Give the topic of a forum; outside forums the same field marks a thread of replies, which takes no messages."""
    return message.message_thread_id if message.is_topic_message else None


def _clean(text: str) -> str:
    """Give the text as something UTF-8 can hold: JSON can carry half a surrogate pair."""
    return text.encode("utf-8", "replace").decode()
