"""Somebody else polls with the same token: a worker of ours that is about to hear of it, or another program."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.adapters.base import Alone
from bot.errors import NotAdmitted
from tests.adapters.telegram.running import Slept, adapter, serving
from tests.fakes.telegram import Fake, refuse

TAKEN = refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")


class Unsure(Alone):
    """A hold that another may have by now, and has once it is lost."""

    def __init__(self) -> None:
        self.lost = asyncio.Event()

    def sure(self) -> bool:
        return False

    async def during(self, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.ensure_future(work())
        await self.lost.wait()
        task.cancel()
        await asyncio.wait({task})


async def test_a_second_poller_ends_it_with_a_clear_line(fake: Fake) -> None:
    fake.fault("getUpdates", *[TAKEN] * 4)
    with pytest.raises(NotAdmitted, match="another program polls with it"):
        await asyncio.wait_for(adapter(fake).run(), 5)


async def test_a_second_poller_that_soon_ends_is_waited_for(fake: Fake) -> None:
    """A worker of ours may be about to hear that another polls by now; in all 7 seconds are waited."""
    sleep = Slept()
    fake.fault("getUpdates", *[TAKEN] * 2)
    async with serving(fake, sleep=sleep):
        await fake.until_polled()
        await fake.intrude()
        await fake.until_confirmed(await fake.say("/seat x"))
    assert sleep.waits in ([1, 2, 1], [1, 2, 4])


async def test_a_poller_that_is_not_sure_any_more_lets_the_other_poll(fake: Fake) -> None:
    """It neither ends nor asks again until it hears who polls."""
    hold = Unsure()
    fake.fault("getUpdates", *[TAKEN] * 4)
    task = asyncio.create_task(adapter(fake, holds=lambda _: hold).run())
    async with asyncio.timeout(5):
        await fake.until_calls("getUpdates", 4)
    hold.lost.set()
    await asyncio.wait_for(task, 5)
    assert len(fake.of("getUpdates")) == 4
