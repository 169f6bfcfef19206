"""One courier a platform: who holds it says so again and again, and everybody else waits.

Nothing here hangs on the time of day. Who waits takes over when the holder's beat has stood still for `LAPSE` seconds
of their own monotonic clock, or at once when the holder was a process of this machine that is no more; a holder that
could not say so for nearly as long stops by itself.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.delivery.pace import elapsed
from data.desk import Desk, Hold
from data.errors import StoreError

log = logging.getLogger(__name__)

LAPSE = 30.0
"""Seconds of silence after which a holder counts as gone."""

BEAT = 5.0
"""Seconds between two signs of life."""

GLANCE = 1.0
"""Seconds between two looks of somebody who waits."""

MARGIN = 10.0
"""Seconds before the lapse at which a holder that cannot write stops: what it has on the wire arrives by then."""

_BOOT, _SPACE = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")


def machine() -> str:
    """Give what the processes of this machine, and of no other, share: its boot and its process ids' namespace.

    Where the system does not tell, nothing: no holder then counts as dead before its lapse.
    """
    with suppress(OSError):
        return f"{_BOOT.read_text(encoding='ascii').strip()}/{_SPACE.readlink()}"
    return ""


def me() -> str:
    """Give a holder's name: machine, process, and something that no other has."""
    return f"{machine()} {os.getpid()} {secrets.token_hex(4)}"


def dead(holder: str) -> bool:
    """Say whether a holder surely is no more: a process of this machine that has ended."""
    where, process, *_ = holder.rsplit(" ", 2)
    if not where or where != machine():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@dataclass(slots=True)
class Holding:
    """Holds `name` for this process; `take` waits for it (a `loud` one says so), `keep` keeps it, `free` lets it go.

    `does` is what the holder does, in the log.
    """

    desk: Desk
    name: str
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    monotonic: Callable[[], float] = elapsed
    lapse: float = LAPSE
    loud: bool = True
    does: str = "delivers"
    holder: str = field(default_factory=me)
    _said: float = field(default=0.0, init=False)

    def sure(self) -> bool:
        """Say whether nobody else can have taken over: it is not long since we said that we live."""
        return self.monotonic() - self._said < self.lapse - MARGIN

    async def take(self) -> Hold | None:
        """Wait until it is ours, and give the hold that was there before: none where it was let go in order."""
        seen, since, told = await self.desk.held(self.name), self.monotonic(), False
        while True:
            if self._over(seen, since):
                asked = self.monotonic()
                if await self.desk.take(self.name, self.holder, self.now(), seen):
                    self._said = asked
                    return seen
            elif seen is not None:
                if not told:
                    level = logging.WARNING if self.loud else logging.DEBUG
                    log.log(level, "%s: %s %s there; this one waits", self.name, _called(seen.holder), self.does)
                told = True
                await self.sleep(GLANCE)
            found = await self.desk.held(self.name)
            if found != seen:
                seen, since = found, self.monotonic()

    def _over(self, seen: Hold | None, since: float) -> bool:
        if seen is None or seen.holder == self.holder or dead(seen.holder):
            return True
        return self.monotonic() - since >= self.lapse

    async def keep(self) -> None:
        """Say that we live until that cannot be said any more; come back when it may be another's."""
        while self.sure():
            asked = self.monotonic()
            try:
                async with asyncio.timeout(self.lapse - MARGIN - (asked - self._said)):
                    ours = await self.desk.beat(self.name, self.holder, self.now())
            except (StoreError, TimeoutError) as error:
                log.warning("%s: this process could not write that it still %s: %s", self.name, self.does, error)
            else:
                if not ours:
                    break
                self._said = asked
            await self.sleep(BEAT)
        log.error("%s: this process could not say for long that it %s; another may by now", self.name, self.does)

    async def free(self) -> None:
        """Let it go, so that another takes it at once."""
        await self.desk.free(self.name, self.holder)


def _called(holder: str) -> str:
    return f"process {holder.rsplit(' ', 2)[1]}"
