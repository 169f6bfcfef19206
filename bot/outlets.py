"""What is asked of a platform by whoever sends what nobody asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

from bot.messages import Chat, Medium, Reply

still: ContextVar[Callable[[], bool]] = ContextVar("still", default=lambda: True)
"""Says whether what waits for its turn is still ours to send: a process that stood still has much that waited, and
another worker sends it by then. Whoever sends sets it, and an outlet asks when the turn has come.
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A card that stands in a chat: the id of its message there, and the medium that is fixed from now on.

    `through` is what it takes besides to reach a message that one person alone sees; the platform gave it.
    """

    message: str
    medium: Medium
    through: str = field(default="", repr=False)


class Outlet(Protocol):
    """Sends and edits in the platform's second lane: people's answers go first.

    All verbs raise ChatGone (ChatMoved when it has a new id), MessageGone, Refused or TryLater, also TryLater while
    the platform is not reached. They record no posting: whoever calls them does.
    """

    @property
    def name(self) -> str:
        """The platform's name, as it stands before the colon of a chat's key."""

    @property
    def account(self) -> str:
        """The bot's id on the platform, as its token tells it: whose limits these are."""

    async def send(
        self,
        chat: Chat,
        reply: Reply,
        language: str,
        *,
        nonce: str = "",
        answering: str | None = None,
        silent: bool = False,
    ) -> Sent:
        """Put a card into a chat and give its message; `answering` is the id of a message it is the reply to.

        The same `nonce` (at most 25 signs) again is the same message, where a platform can tell.
        """

    async def edit(self, chat: Chat, sent: Sent, reply: Reply, language: str) -> None:
        """Show a card in a message that stands already, in its medium. A card that is there already is no error."""

    async def pin(self, chat: Chat, message: str) -> None:
        """Keep a message at hand in its chat. Raises Refused where the bot may not."""
