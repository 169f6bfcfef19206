"""What one worker does at a time, such as delivering for a bot: who holds it says so, and everybody else waits.

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

from bot.delivery.pace import elapsed, wall
from data.desk import Desk, Hold
from data.errors import StoreError

log = logging.getLogger(__name__)

LAPSE = 15.0
"""Seconds of silence after which a holder counts as gone."""

BEAT = 3.0
"""Seconds between two signs of life."""

GLANCE = 1.0
"""Seconds between two looks of somebody who waits."""

MARGIN = 5.0
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

    A `patient` holder goes on while the desk cannot be asked: who else wants it cannot ask either. It lets go once it
    hears that another has it. That is for what a platform itself lets count once, and people wait for.

    Whoever takes it from another is `still` for so many seconds first: what the other did last counts for as long.
    """

    desk: Desk
    name: str
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    monotonic: Callable[[], float] = elapsed
    lapse: float = LAPSE
    loud: bool = True
    patient: bool = False
    still: float = 0.0
    holder: str = field(default_factory=me)
    _said: float = field(default=0.0, init=False)

    def sure(self) -> bool:
        """Say whether nobody else can have taken over: it is not long since we said that we live."""
        return self.monotonic() - self._said < self.lapse - MARGIN

    async def take(self) -> Hold | None:
        """Wait until it is ours, and give the hold that was there before: none where it was let go in order."""
        seen, since, told, another = await self.desk.held(self.name), self.monotonic(), False, False
        while True:
            another = another or (seen is not None and seen.holder != self.holder)
            if self._over(seen, since):
                asked = self.monotonic()
                if await self.desk.take(self.name, self.holder, self.now(), seen):
                    self._said = asked
                    if another and self.still:
                        await self.sleep(self.still)
                    return seen
            elif seen is not None:
                if not told:
                    level = logging.WARNING if self.loud else logging.DEBUG
                    log.log(level, "%s: %s has it; this one waits", self.name, _called(seen.holder))
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
        away = False
        while self.patient or self.sure():
            asked = self.monotonic()
            try:
                async with asyncio.timeout(self._left(asked)):
                    ours = await self.desk.beat(self.name, self.holder, self.now())
            except (StoreError, TimeoutError) as error:
                level = logging.DEBUG if away and self.patient else logging.WARNING
                log.log(level, "%s: this process could not write that it still has it: %s", self.name, error)
                away = True
            else:
                if not ours:
                    break
                self._said, away = asked, False
            await self.sleep(BEAT)
        log.error("%s: this process has it no more, another may by now", self.name)

    def _left(self, now: float) -> float:
        """Give the seconds that saying so may take."""
        left = self.lapse - MARGIN - (now - self._said)
        return max(left, BEAT) if self.patient else left

    async def during(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do some work whenever it is ours, from its beginning each time; come back when the work ends by itself.

        The work is cancelled when it is ours no more. Raises what the work raises; a store that is away is waited for.
        """
        ended = away = False
        while not ended:
            try:
                await self.take()
            except StoreError as error:
                log.log(logging.DEBUG if away else logging.WARNING, "%s waits for the store: %s", self.name, error)
                away = True
                await self.sleep(BEAT)
                continue
            away = False
            ended = await self._while_ours(work)

    async def _while_ours(self, work: Callable[[], Awaitable[None]]) -> bool:
        """Do the work until it ends or it is ours no more; say whether it ended."""
        doing, keeping = asyncio.ensure_future(work()), asyncio.create_task(self.keep(), name=self.name)
        try:
            done, _ = await asyncio.wait({doing, keeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            doing.cancel()
            keeping.cancel()
            await asyncio.gather(doing, keeping, return_exceptions=True)
            await self._let_go()
        for task in (keeping, doing):
            if not task.cancelled():
                task.result()
        return doing in done

    async def _let_go(self) -> None:
        try:
            await self.free()
        except StoreError as error:
            log.warning("%s is not let go: %s", self.name, error)

    async def free(self) -> None:
        """Let it go, so that another takes it at once."""
        await self.desk.free(self.name, self.holder)


def shared(desk: Desk) -> Callable[[str], Holding]:
    """Give what gives the hold of a name, as adapters use one: patient, and loud."""

    def hold(name: str) -> Holding:
        """Give the hold of a name, not yet taken."""
        return Holding(desk, name, wall, patient=True)

    return hold


def seat(platform: str, account: str) -> str:
    """Give the name under which one worker at a time delivers for a bot."""
    return f"courier/{platform}/{account}"


def _called(holder: str) -> str:
    return f"process {holder.rsplit(' ', 2)[1]}"
