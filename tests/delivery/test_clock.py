"""A clock that is set back, for processes that are really running, killed and started anew."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.discord.connection import account
from data.desk import Delivery, Desk
from tests.fakes.telegram import flood
from tests.harness.broadcasts import Discord, Telegram, due, program
from tests.harness.process import heard, killed, until

CHATS = 200
DAY = 24 * 3600


class Clock:
    """The time of day of processes, as somebody sets it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "behind"
        self.set_back(0)

    def set_back(self, seconds: float) -> None:
        """Set it back by so much, all in all, in one step for whoever reads it."""
        new = self.file.with_suffix(".new")
        new.write_text(str(seconds), encoding="ascii")
        os.replace(new, self.file)  # noqa: PTH105  # the one that is atomic by its contract


def now(deliveries: list[Delivery]) -> list[Delivery]:
    """Give deliveries that are due since a moment ago, and so not yet by a clock that is set back."""
    at = datetime.now(UTC) - timedelta(seconds=5)
    return [replace(each, due=at) for each in deliveries]


async def done(desk: Desk, platform: str) -> None:
    async def over() -> bool:
        return await desk.waiting(platform) == 0

    await until(over)


async def test_what_was_due_before_the_clock_was_set_back_goes_out(
    shipped_desk: Desk, database: Path, tmp_path: Path
) -> None:
    """Also what was put off for a moment, though by the new time of day it is due only tomorrow; all of it once."""
    crowd, clock = Telegram(CHATS), Clock(tmp_path)
    crowd.fake._faults.clear()
    for chat in (3, 77):
        crowd.fake.fault("sendMessage", flood(2), chat=chat)
    await shipped_desk.enqueue(*now(due("telegram", CHATS)))
    async with crowd.fake:
        process = await program(database, **crowd.settings(), CLOCK_BEHIND=str(clock.file))

        async def some() -> bool:
            return crowd.told().total() >= CHATS // 4

        await until(some)
        clock.set_back(DAY)
        await done(shipped_desk, "telegram")
        log = await killed(process)
    assert "the clock was set back" in log
    assert set(crowd.told()) == set(crowd.chats) - crowd.blocked
    assert set(crowd.told().values()) == {1}


async def test_a_clock_set_back_between_two_runs_holds_nothing_up(
    shipped_desk: Desk, database: Path, tmp_path: Path
) -> None:
    """The next process knows from what the killed one last wrote down; it waits neither a lapse nor a day."""
    crowd, clock = Discord(CHATS), Clock(tmp_path)
    await shipped_desk.enqueue(*now(due("discord", CHATS)))
    async with crowd.fake:
        first = await program(database, **crowd.settings(), CLOCK_BEHIND=str(clock.file))

        async def some() -> bool:
            return crowd.told().total() >= CHATS // 4

        await until(some)
        await killed(first)
        assert await shipped_desk.waiting("discord") > 0
        clock.set_back(DAY)
        second = await program(database, **crowd.settings(), CLOCK_BEHIND=str(clock.file))
        await done(shipped_desk, "discord")
        log = await killed(second)
    assert "the clock was set back" in log
    assert set(crowd.told()) == set(crowd.chats) - crowd.blocked
    assert set(crowd.told().values()) == {1}


async def test_a_clock_set_back_gives_the_platform_to_nobody_else(
    shipped_desk: Desk, database: Path, tmp_path: Path
) -> None:
    """Who delivers is told by a heartbeat: one that waits goes on waiting."""
    crowd, clock = Discord(CHATS), Clock(tmp_path)
    async with crowd.fake:
        first = await program(database, **crowd.settings(), CLOCK_BEHIND=str(clock.file))

        name = f"courier/discord/{account(crowd.fake.rest.token)}"

        async def held() -> bool:
            return await shipped_desk.held(name) is not None

        await until(held)
        hold = await shipped_desk.held(name)
        second = await program(database, **crowd.settings(), CLOCK_BEHIND=str(clock.file))
        await heard(second, f"{name}: process {first.pid} has it; this one waits")
        clock.set_back(DAY)
        await shipped_desk.enqueue(*now(due("discord", CHATS)))
        await done(shipped_desk, "discord")
        after = await shipped_desk.held(name)
        await asyncio.gather(killed(first), killed(second))
    assert hold is not None
    assert after is not None
    assert after.holder == hold.holder
    assert set(crowd.told().values()) == {1}
