"""What every platform's adapter is: it runs, and turns what arrives into answers of the bot."""

from __future__ import annotations

from typing import Protocol

from bot import outlets
from bot.outlets import Sent

__all__ = ["Adapter", "Outlet", "Sent"]


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


class Outlet(Adapter, outlets.Outlet, Protocol):
    """An adapter that also sends what nobody asked for."""
