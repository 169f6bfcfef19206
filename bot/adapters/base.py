"""What every platform's adapter is: it runs, and turns what arrives into answers of the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from bot import outlets
from bot.outlets import Sent

__all__ = ["Adapter", "Connected", "Hooked", "Inquiry", "Outlet", "Sent", "State", "Told"]

State = Literal["well", "odd", "wrong"]


@dataclass(frozen=True, slots=True)
class Told:
    """What one look found, in words; what to do about it stands there unless all is well."""

    name: str
    state: State
    said: str


Inquiry = Callable[[], Awaitable[list[Told]]]
"""Asks a platform what it says of the bot, once and without serving it; what no answer means is told, not raised."""


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


@runtime_checkable
class Connected(Protocol):
    """An adapter that knows whether its platform is reached."""

    @property
    def name(self) -> str:
        """The platform's name."""

    @property
    def connected(self) -> bool:
        """Whether the platform is served and reached, as far as can be told now."""


class Outlet(Adapter, outlets.Outlet, Protocol):
    """An adapter that also sends what nobody asked for."""
