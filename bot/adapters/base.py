"""What every platform's adapter is: it runs, and turns what arrives into answers of the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.messages import Chat, Medium, Reply


class Adapter(Protocol):
    """A platform as the program sees it."""

    @property
    def name(self) -> str:
        """The platform's name, as it stands in logs and before the colon of a chat's key."""

    async def run(self) -> None:
        """Serve until cancelled; every call starts anew.

        Raises NotAdmitted when the platform does not accept the token: no restart helps. Anything else that escapes
        is answered by the supervisor with a restart.
        """


@runtime_checkable
class Hooked(Protocol):
    """An adapter to which its platform may bring what arrives, over our own HTTP server."""

    @property
    def hook(self) -> str:
        """The path it is brought to, nothing where the adapter fetches it."""

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> int:
        """Take a request's body, with the headers that came along; give the HTTP status to answer with."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A card that stands in a chat: the id of its message there, and the medium that is fixed from now on."""

    message: str
    medium: Medium


class Outlet(Adapter, Protocol):
    """An adapter that also sends what nobody asked for, in the platform's second lane: people's answers go first.

    Both verbs raise ChatGone (ChatMoved when it has a new id), MessageGone, Refused or TryLater, also TryLater while
    the platform is not reached. They record no posting: whoever calls them does.
    """

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
