"""What arrives from Telegram, as values: a typed command, a deep link, a pressed button, an inline query. Pure.

In a group or channel a command counts when it names this bot, or names none and is one of ours: other bots may own
the rest. An update is read as it came in JSON (Bot API, Update): to the library a message has a hundred fields, and
making all of them takes longer than the answer. What is of another shape raises one of UNREADABLE.
"""

from __future__ import annotations

import re
from operator import index
from typing import Any

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
_PRIVATE, _CHANNEL = "private", "channel"
_GONE = ("left", "kicked")
_NEW = ("message", "channel_post")

Json = dict[str, Any]

UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
"""What reading raises for an update that is not of the shape the Bot API tells."""


def read(update: Json, username: str, known: Commands, language: str) -> Arrival | None:
    """Give what an update asks of us, or nothing; `language` is what a group is answered in."""
    kind, content = _content(update)
    match kind:
        case "callback_query":
            return _press(content, language)
        case "inline_query":
            return Queried(content["id"], _clean(content["query"]), _elsewhere(content["from"], language))
        case "chosen_inline_result":
            by = _elsewhere(content["from"], language)
            return Chosen(_clean(content["result_id"]), content.get("inline_message_id"), by)
        case "my_chat_member":
            return _membership(content, language)
        case "":
            return None
    return _moved(content) or _message(content, username, known, language, edited=kind not in _NEW)


def lane(update: Json) -> int:
    """Give the chat (else the person) whose updates are to be answered one after another: a number, or TypeError."""
    _, content = _content(update)
    where = content.get("chat") or (content.get("message") or {}).get("chat") or content.get("from")
    return index(where["id"]) if where is not None else 0


def _content(update: Json) -> tuple[str, Json]:
    """Give the kind of an update and what it holds: it is of one kind. Another kind than ours is none."""
    return next(((kind, update[kind]) for kind in HANDLED if update.get(kind)), ("", {}))


def _moved(message: Json) -> Moved | None:
    """Give the move that both chats tell of, the old one and the new one."""
    if (new := message.get("migrate_to_chat_id")) is not None:
        return Moved(message["chat"]["id"], new)
    if (old := message.get("migrate_from_chat_id")) is not None:
        return Moved(old, message["chat"]["id"])
    return None


def _message(message: Json, username: str, known: Commands, language: str, *, edited: bool) -> Arrival | None:
    by = _asker(message, language)
    text = message.get("text") if message.get("document") is None else message.get("caption")
    if by is None or (text is None and message.get("caption") is None):
        return None
    place = Place(message["chat"]["id"], message["message_id"], _thread(message), by.chat.private)
    typed = _COMMAND.fullmatch(_clean(text or "").strip())
    if typed is None:
        return _said(message, by, place) if by.chat.private and not edited else None
    name, to, rest = typed[1], typed[2], typed[3] or ""
    ours = by.chat.private or name.lower() in known if to is None else to.lower() == username.lower()
    if not ours:
        return None
    started = name.lower() == START
    line = _started(rest.strip(), known) if started and rest else _about(message, name, rest, known)
    age = float(message["edit_date"] - message["date"]) if message.get("edit_date") else 0.0
    return Asked(line, by, place, _attached(message), edited, age, started, _answered(message))


def _said(message: Json, by: Asker, place: Place) -> Asked | Plain | None:
    """Give what was said that is no command: a card that is passed on, text or picture, asks whether it still holds."""
    code = code_in(_clean(message.get("text") or message.get("caption") or ""))
    if code is not None:
        return Asked(f"check {code}", by, place)
    wordless = message.get("text") is None and message.get("document") is None
    return None if message.get("photo") or wordless else Plain(by, place)


def _answered(message: Json) -> str:
    """Give the message that one is a reply to; in a topic everything is a reply to its first, which says nothing."""
    to = message.get("reply_to_message")
    return "" if to is None or to["message_id"] == _thread(message) else str(to["message_id"])


def _started(payload: str, known: Commands) -> str:
    """Give the line of a deep link; a payload that names none of our commands is a bare start."""
    line = line_of(payload) or ""
    name = line.partition(" ")[0]
    return line if name.startswith("~") or name.lower() in known else START


def _about(message: Json, name: str, rest: str, known: Commands) -> str:
    """Give the line of a command; one that can be said of a message, in reply to it, is about that message."""
    command = known[name] if name in known else None  # noqa: SIM401  # it is no mapping and has no `get`
    offered = command.on_message if command is not None else None
    answered = message.get("reply_to_message")
    if rest.strip() or command is None or offered is None or offered.option is None or answered is None:
        return name + rest
    text = _clean(answered.get("text") or answered.get("caption") or "")
    codes = [code for word in text.split() if word == word.upper() and (code := read_code(word))]
    found = (codes[-1] if codes else "") if offered.code else text
    return grammar.line(command, {offered.option: found}) if found else name


def _attached(message: Json) -> Attached | None:
    """Give the document a message carries, or the one it replies to."""
    document = message.get("document") or (message.get("reply_to_message") or {}).get("document")
    if document is None:
        return None
    return Attached(document["file_id"], _clean(document.get("file_name") or ""), document.get("file_size"))


def _press(query: Json, language: str) -> Pressed:
    sender, message, line = query["from"], query.get("message"), _clean(query.get("data") or "")
    if message is None:
        inline = query.get("inline_message_id")
        by = Asker(_user(sender), INLINE, language, sender["id"])
        return Pressed(query["id"], line, by, None, Spot("text", inline=inline) if inline else None)
    where, number, seen = message["chat"], message["message_id"], message["date"] != 0  # 0: Telegram shows it no more
    private, thread = where["type"] == _PRIVATE, _thread(message)
    chat = arrivals.chat(where["id"], thread, private=private)
    by = Asker(_user(sender), chat, _spoken_by(sender, language, private=private), sender["id"])
    place = Place(where["id"], number, thread, private)
    if not seen:
        return Pressed(query["id"], line, by, place)
    return Pressed(query["id"], line, by, place, _spot(message), _turns(message, query.get("data")))


def _turns(message: Json, data: str | None) -> bool:
    """Say whether the button pressed turns pages: `bot.pages` labels those, and a message comes with its buttons."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or ()
    return any(each.get("callback_data") == data and _TURN.fullmatch(each["text"]) for row in rows for each in row)


def _spot(message: Json) -> Spot | None:
    """Give a message as something to edit: a text or a picture; nothing else is of ours."""
    chat, number, sizes = message["chat"]["id"], message["message_id"], message.get("photo")
    if message.get("text") is not None:
        return Spot("text", chat, number)
    if not sizes:
        return None
    return Spot("picture", chat, number, photo=frozenset(size["file_unique_id"] for size in sizes))


def _membership(change: Json, language: str) -> Membership:
    where, sender = change["chat"], change["from"]
    private = where["type"] == _PRIVATE
    chat = arrivals.chat(where["id"], private=private)
    by = Asker(_user(sender), chat, _spoken_by(sender, language, private=private), sender["id"])
    kind: Kind = "private" if private else "channel" if where["type"] == _CHANNEL else "group"
    was_there = change["old_chat_member"]["status"] not in _GONE
    return Membership(by, kind, was_there, _may_write(change["new_chat_member"], kind))


def _may_write(member: Json, kind: Kind) -> bool:
    if member["status"] == "restricted":
        return bool(member["is_member"] and member["can_send_messages"])
    if kind == "channel":
        return member["status"] == "administrator" and bool(member.get("can_post_messages"))
    return member["status"] not in _GONE


def _asker(message: Json, language: str) -> Asker | None:
    """Give who wrote a message: a person, or the chat an anonymous administrator or a channel writes as."""
    where = message["chat"]
    private = where["type"] == _PRIVATE
    chat = arrivals.chat(where["id"], _thread(message), private=private)
    if (writes := message.get("sender_chat")) is not None:
        if message.get("is_automatic_forward"):
            return None
        name = writes.get("title") if writes.get("title") is not None else _full_name(writes)
        return Asker(User(PLATFORM, str(writes["id"]), _clean(name)), chat, language, None)
    sender = message.get("from")
    if sender is None or sender.get("is_bot"):
        return None
    return Asker(_user(sender), chat, _spoken_by(sender, language, private=private), sender["id"])


def _elsewhere(sender: Json, language: str) -> Asker:
    """Give who writes through inline mode: they send the message themselves, so it speaks their language."""
    return Asker(_user(sender), INLINE, _spoken_by(sender, language, private=True), sender["id"])


def _user(sender: Json) -> User:
    return User(PLATFORM, str(sender["id"]), _clean(_full_name(sender)))


def _full_name(who: Json) -> str:
    first, last = who.get("first_name") or "", who.get("last_name") or ""
    return f"{first} {last}" if last else first


def _spoken_by(sender: Json, language: str, *, private: bool) -> str:
    return spoken(sender.get("language_code"), language) if private else language


def spoken(code: str | None, default: str) -> str:
    """Give the language a person's app speaks when we do too: the code is optional and a hint."""
    known = languages.available_set()
    return next((each for each in (code or "", (code or "").partition("-")[0]) if each in known), default)


def _thread(message: Json) -> int | None:
    """Give the topic of a forum; outside forums the same field marks a thread of replies, which takes no messages."""
    return message.get("message_thread_id") if message.get("is_topic_message") else None


def _clean(text: str) -> str:
    """Give the text as something UTF-8 can hold: JSON can carry half a surrogate pair."""
    return text.encode("utf-8", "replace").decode()
