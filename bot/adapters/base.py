"""What every platform's adapter is: it runs, and turns what arrives into answers of the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from bot import outlets
from bot.outlets import Sent

__all__ = [
    "Adapter",
    "Alone",
    "Connected",
    "Hold",
    "Hooked",
    "Inquiry",
    "Outlet",
    "Sent",
    "State",
    "Told",
    "alone",
]

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


class Hold(Protocol):
    """What one worker does at a time, whoever else is there to do it."""

    def sure(self) -> bool:
        """Say whether nobody else can have taken it over."""

    async def during(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do some work whenever it is ours, from its beginning each time; come back when the work ends by itself.

        The work is cancelled when it is ours no more. Raises what the work raises.
        """


class Alone:
    """A hold where there is no other worker."""

    def sure(self) -> bool:
        """Say that it is ours."""
        return True

    async def during(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work."""
        await work()


def alone(_name: str) -> Hold:
    """Give the hold of a name where there is no other worker."""
    return Alone()
