"""What the kernel asks of whoever keeps things for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.messages import Card, Chat, Habits, Medium, Reply, Role, User


class Memory(Protocol):
    """What the bot keeps beyond an answer; the desk is one."""

    async def issue(self, card: Card) -> None:
        """Keep an issued card; the same card twice is kept once."""

    async def shorten(self, line: str) -> str:
        """Keep a long line and give the token (`~` and up to 20 signs) that stands for it."""

    async def expand(self, token: str) -> str | None:
        """Give the line a token stands for, or nothing."""

    async def remember(self, key: str, value: str) -> None:
        """Keep a small value under a key, such as the hash of the commands a platform was told."""

    async def recall(self, key: str) -> str | None:
        """Give the value kept under a key, or nothing."""

    async def language(self, chat: Chat) -> str | None:
        """Give the language a chat has chosen, or nothing."""

    async def habits(self, chat: Chat) -> Habits:
        """Give what a chat chose that answers hang on, as far as it chose it."""

    async def role(self, user: User) -> Role | None:
        """Give what somebody may do with the record, or nothing."""

    async def editors(self) -> Mapping[str, Role]:
        """Give everybody who may do something with the record, by key (`telegram:123`), with what they may do."""

    async def audit(self, user: User, what: str, subject: str) -> None:
        """Write down what somebody did, or was refused, to what."""

    async def posted(self, chat: Chat, message: str, medium: Medium, reply: Reply, language: str) -> None:
        """Keep that a card stands in a chat, as this message; soon rather than at once, so that no answer waits."""

    async def whispered(
        self, chat: Chat, message: str, reply: Reply, language: str, *, through: str, seconds: float
    ) -> None:
        """Keep a text that one person alone sees up to date where it asks for that, and no longer where not.

        It is reached `through` that for so many seconds. Nothing else is kept of it.
        """

    async def lifted(self, chat: Chat, message: str) -> None:
        """Drop what is kept of a message that is gone or shows no card any more."""

    async def joined(self, chat: Chat, *within: Chat) -> bool:
        """Keep that a chat is there (again), and say whether it was unknown or parked until now.

        So it is with the places within it, as far as they are known.
        """

    async def parked(self, chat: Chat, *within: Chat) -> None:
        """Keep that a chat blocked or removed the bot: nothing goes there, nor within it, until it is back."""

    async def moved(self, old: Chat, new: Chat) -> None:
        """Carry all that is kept of a chat, and of its topics, over to its new id."""

    async def forget(self, key: str) -> None:
        """Delete all that is kept of a chat with its topics, or of a person (`telegram:123`)."""
