"""What arrives from Telegram, as values: a typed command, a deep link, a pressed button, an inline query. Pure.

In a group or channel a command counts when it names this bot, or names none and is one of ours: other bots may own
the rest.
"""

from __future__ import annotations

import re

import telegram

from bot import grammar, languages
from bot.adapters.telegram import arrivals
from bot.adapters.telegram.arrivals import (
    INLINE,
    PLATFORM,
    Arrival,
    Asked,
    Asker,
    Attached,
    Chosen,
    Kind,
    Membership,
    Moved,
    Place,
    Plain,
    Pressed,
    Queried,
    Spot,
)
from bot.adapters.telegram.links import line_of
from bot.codes import code_in, read_code
from bot.commands import Commands
from bot.messages import User

HANDLED = (
    *("message", "edited_message", "channel_post", "edited_channel_post"),
    *("callback_query", "inline_query", "chosen_inline_result", "my_chat_member"),
)
"""The kinds of updates asked for: exactly those read here."""

START = "start"
"""The command Telegram sends for a deep link, with the link's payload."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{1,64}))?(\s.*)?", re.DOTALL)
_TURN = re.compile(r"← \d+/\d+|\d+/\d+ →")
_GONE = (telegram.ChatMember.LEFT, telegram.ChatMember.BANNED)


def read(update: telegram.Update, username: str, known: Commands, language: str) -> Arrival | None:
    """Give what an update asks of us, or nothing; `language` is what a group is answered in."""
    if update.callback_query is not None:
        return _press(update.callback_query, language)
    if update.inline_query is not None:
        query = update.inline_query
        return Queried(query.id, _clean(query.query), _elsewhere(query.from_user, language))
    if update.chosen_inline_result is not None:
        chosen = update.chosen_inline_result
        return Chosen(_clean(chosen.result_id), chosen.inline_message_id, _elsewhere(chosen.from_user, language))
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, language)
    message = update.message or update.channel_post or update.edited_message or update.edited_channel_post
    if message is None:
        return None
    fresh = update.message is not None or update.channel_post is not None
    return _moved(message) or _message(message, username, known, language, edited=not fresh)


def lane(update: telegram.Update) -> int:
    """Give the chat (else the person) whose updates are to be answered one after another."""
    where = update.effective_chat or update.effective_user
    return where.id if where is not None else 0


def _moved(message: telegram.Message) -> Moved | None:
    """Give the move that both chats tell of, the old one and the new one."""
    if message.migrate_to_chat_id is not None:
        return Moved(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return Moved(message.migrate_from_chat_id, message.chat.id)
    return None


def _message(
    message: telegram.Message, username: str, known: Commands, language: str, *, edited: bool
) -> Arrival | None:
    by = _asker(message, language)
    text = message.text if message.document is None else message.caption
    if by is None or (text is None and message.caption is None):
        return None
    place = Place(message.chat.id, message.message_id, _thread(message), by.chat.private)
    typed = _COMMAND.fullmatch(_clean(text or "").strip())
    if typed is None:
        return _said(message, by, place) if by.chat.private and not edited else None
    name, to, rest = typed[1], typed[2], typed[3] or ""
    ours = by.chat.private or name.lower() in known if to is None else to.lower() == username.lower()
    if not ours:
        return None
    started = name.lower() == START
    line = _started(rest.strip(), known) if started and rest else _about(message, name, rest, known)
    age = (message.edit_date - message.date).total_seconds() if message.edit_date else 0.0
    return Asked(line, by, place, _attached(message), edited, age, started, _answered(message))


def _said(message: telegram.Message, by: Asker, place: Place) -> Asked | Plain | None:
    """Give what was said that is no command: a card that is passed on, text or picture, asks whether it still holds."""
    code = code_in(_clean(message.text or message.caption or ""))
    if code is not None:
        return Asked(f"check {code}", by, place)
    return None if message.photo or (message.text is None and message.document is None) else Plain(by, place)


def _answered(message: telegram.Message) -> str:
    """Give the message that one is a reply to; in a topic everything is a reply to its first, which says nothing."""
    to = message.reply_to_message
    return "" if to is None or to.message_id == _thread(message) else str(to.message_id)


def _started(payload: str, known: Commands) -> str:
    """Give the line of a deep link; a payload that names none of our commands is a bare start."""
    line = line_of(payload) or ""
    name = line.partition(" ")[0]
    return line if name.startswith("~") or name.lower() in known else START


def _about(message: telegram.Message, name: str, rest: str, known: Commands) -> str:
    """Give the line of a command; one that can be said of a message, in reply to it, is about that message."""
    command = known[name] if name in known else None  # noqa: SIM401  # it is no mapping and has no `get`
    offered = command.on_message if command is not None else None
    answered = message.reply_to_message
    if rest.strip() or command is None or offered is None or offered.option is None or answered is None:
        return name + rest
    text = _clean(answered.text or answered.caption or "")
    codes = [code for word in text.split() if word == word.upper() and (code := read_code(word))]
    found = (codes[-1] if codes else "") if offered.code else text
    return grammar.line(command, {offered.option: found}) if found else name


def _attached(message: telegram.Message) -> Attached | None:
    """Give the document a message carries, or the one it replies to."""
    answered = message.reply_to_message
    document = message.document or (answered.document if answered is not None else None)
    if document is None:
        return None
    return Attached(document.file_id, _clean(document.file_name or ""), document.file_size)


def _press(query: telegram.CallbackQuery, language: str) -> Pressed:
    sender, message, line = query.from_user, query.message, _clean(query.data or "")
    if message is None:
        by = Asker(_user(sender), INLINE, language, sender.id)
        spot = Spot("text", inline=query.inline_message_id) if query.inline_message_id else None
        return Pressed(query.id, line, by, None, spot)
    private = message.chat.type == message.chat.PRIVATE
    seen = message if isinstance(message, telegram.Message) else None
    thread = _thread(seen) if seen is not None else None
    chat = arrivals.chat(message.chat.id, thread, private=private)
    by = Asker(_user(sender), chat, spoken(sender.language_code, language) if private else language, sender.id)
    place = Place(message.chat.id, message.message_id, thread, private)
    if seen is None:
        return Pressed(query.id, line, by, place)
    return Pressed(query.id, line, by, place, _spot(seen), _turns(seen, query.data))


def _turns(message: telegram.Message, data: str | None) -> bool:
    """Say whether the button pressed turns pages: `bot.pages` labels those, and a message comes with its buttons."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    return any(each.callback_data == data and _TURN.fullmatch(each.text) for row in rows for each in row)


def _spot(message: telegram.Message) -> Spot | None:
    """Give a message as something to edit: a text or a picture; nothing else is of ours."""
    if message.text is not None:
        return Spot("text", message.chat.id, message.message_id)
    if not message.photo:
        return None
    photo = frozenset(size.file_unique_id for size in message.photo)
    return Spot("picture", message.chat.id, message.message_id, photo=photo)


def _membership(change: telegram.ChatMemberUpdated, language: str) -> Membership:
    private = change.chat.type == change.chat.PRIVATE
    chat = arrivals.chat(change.chat.id, private=private)
    spoken_there = spoken(change.from_user.language_code, language) if private else language
    by = Asker(_user(change.from_user), chat, spoken_there, change.from_user.id)
    kind: Kind = "private" if private else "channel" if change.chat.type == change.chat.CHANNEL else "group"
    member = change.new_chat_member
    return Membership(by, kind, change.old_chat_member.status not in _GONE, _may_write(member, kind))


def _may_write(member: telegram.ChatMember, kind: Kind) -> bool:
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    if kind == "channel":
        return isinstance(member, telegram.ChatMemberAdministrator) and bool(member.can_post_messages)
    return member.status not in _GONE


def _asker(message: telegram.Message, language: str) -> Asker | None:
    """Give who wrote a message: a person, or the chat an anonymous administrator or a channel writes as."""
    private = message.chat.type == message.chat.PRIVATE
    chat = arrivals.chat(message.chat.id, _thread(message), private=private)
    if message.sender_chat is not None:
        if message.is_automatic_forward:
            return None
        name = _clean(message.sender_chat.effective_name or "")
        return Asker(User(PLATFORM, str(message.sender_chat.id), name), chat, language, None)
    sender = message.from_user
    if sender is None or sender.is_bot:
        return None
    return Asker(_user(sender), chat, spoken(sender.language_code, language) if private else language, sender.id)


def _elsewhere(sender: telegram.User, language: str) -> Asker:
    """Give who writes through inline mode: they send the message themselves, so it speaks their language."""
    return Asker(_user(sender), INLINE, spoken(sender.language_code, language), sender.id)


def _user(sender: telegram.User) -> User:
    return User(PLATFORM, str(sender.id), _clean(sender.full_name))


def spoken(code: str | None, default: str) -> str:
    """Give the language a person's app speaks when we do too: the code is optional and a hint."""
    known = languages.available_set()
    return next((each for each in (code or "", (code or "").partition("-")[0]) if each in known), default)


def _thread(message: telegram.Message) -> int | None:
    """Give the topic of a forum; outside forums the same field marks a thread of replies, which takes no messages."""
    return message.message_thread_id if message.is_topic_message else None


def _clean(text: str) -> str:
    """Give the text as something UTF-8 can hold: JSON can carry half a surrogate pair."""
    return text.encode("utf-8", "replace").decode()
