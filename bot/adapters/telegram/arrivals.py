"""What arrives from Telegram and asks something of us, as values; and the places answers go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.messages import Chat, Medium, User

PLATFORM = "telegram"

Kind = Literal["private", "group", "channel"]

INLINE = Chat(PLATFORM, "inline", private=False, lasting=False)
"""Where messages sent through inline mode stand: Telegram does not say in which chat, only an id to edit them by."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, the message it answers, and the topic of a forum."""

    chat: int
    message: int | None = None
    thread: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A message of ours that stands and in what medium: in a chat, or known by its `inline` id alone.

    `photo` holds the unique ids of its picture's sizes, as far as Telegram showed them.
    """

    medium: Medium
    chat: int | None = None
    message: int | None = None
    inline: str | None = None
    photo: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where, and the language to speak where the chat has chosen none.

    `person` is their private chat, nothing for who writes as a chat: then `user` is that chat.
    """

    user: User
    chat: Chat
    language: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that came with a command: what names it to this bot, its name, and its size as Telegram says."""

    file: str
    name: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A line somebody typed or followed a link to.

    `edited` says that it stood there before as something else, for `age` seconds; `started` that it came by /start;
    `answering` is the message it is a reply to.
    """

    line: str
    by: Asker
    place: Place
    attached: Attached | None = None
    edited: bool = False
    age: float = 0
    started: bool = False
    answering: str = ""


@dataclass(frozen=True, slots=True)
class Plain:
    """Text in a private chat that is no command."""

    by: Asker
    place: Place


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed: the line it carries, and the message under it.

    `place` is missing for a message sent through inline mode, `spot` for one that cannot be edited; `turns` says that
    the button leads to another page of the same card.
    """

    query: str
    line: str
    by: Asker
    place: Place | None
    spot: Spot | None = None
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Queried:
    """What somebody types after the bot's name in any chat."""

    query: str
    typed: str
    by: Asker


@dataclass(frozen=True, slots=True)
class Chosen:
    """The result somebody sent through inline mode, and the id by which its message can be edited, if it can."""

    result: str
    message: str | None
    by: Asker


@dataclass(frozen=True, slots=True)
class Membership:
    """What became of the bot in a chat: whether it was there, and whether it may write there now."""

    by: Asker
    kind: Kind
    was_there: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A group that goes on under another id."""

    old: int
    new: int


Arrival = Asked | Plain | Pressed | Queried | Chosen | Membership | Moved


def chat(id_: int, thread: int | None = None, *, private: bool = False) -> Chat:
    """Give a chat as the kernel names it; a topic of a forum is a place of its own, `-100123/45`."""
    return Chat(PLATFORM, f"{id_}/{thread}" if thread else str(id_), private)


def place(chat: Chat) -> Place:
    """Give the place a chat of the kernel is; the inverse of `chat`. Raises ValueError where it is none."""
    id_, _, thread = chat.id.partition("/")
    return Place(int(id_), thread=int(thread) if thread else None, private=chat.private)


def whole(chat: Chat) -> Chat:
    """Give the chat a topic is part of; any other chat is whole."""
    return Chat(PLATFORM, chat.id.partition("/")[0], chat.private, chat.lasting)
