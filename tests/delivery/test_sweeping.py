"""Letting go of old messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.sweeping import PAUSE, Sweeper
from data.desk import Delivery, Desk, Posting
from data.store import Store

AT = datetime(2021, 3, 6, tzinfo=UTC)
DAYS = 30


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Store(tmp_path / "bell.db") as store:
        yield Desk(store)


async def swept(desk: Desk, *moments: datetime) -> None:
    """Sweep at these moments, one after another, as far apart as the sweeper sleeps."""
    left = iter(moments)

    async def sleep(seconds: float) -> None:
        assert seconds == PAUSE
        if next(left, None) is None:
            raise asyncio.CancelledError

    now = iter(moments)
    next(left)
    with pytest.raises(asyncio.CancelledError):
        await Sweeper(desk, DAYS, now=lambda: next(now), sleep=sleep).run()


async def test_a_message_is_kept_for_so_many_days_and_no_longer(desk: Desk) -> None:
    await desk.post(Posting("telegram:1", "5", "text", "x", None, "en", "UTC", 1, (("t/a", "1 official"),), AT))
    await swept(desk, AT + timedelta(days=DAYS))
    assert len(await desk.postings_of("t/a")) == 1
    await swept(desk, AT, AT + timedelta(days=DAYS, seconds=1))
    assert await desk.postings_of("t/a") == ()


async def test_a_store_that_is_away_is_swept_the_next_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    store = await Store.open(tmp_path / "bell.db")
    await store.close()
    await swept(Desk(store), AT, AT)
    assert caplog.text.count("old messages are kept for now") == 2


async def test_what_came_too_late_for_a_platform_nobody_serves_is_let_go(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Whichever platform this process serves."""
    await desk.enqueue(Delivery("discord:@7", 2, "send", "preview x", AT), Delivery("discord:1", 2, "edit", "5", AT))
    await desk.post(Posting("discord:1", "5", "text", "x", None, "en", "UTC", 1, (("t/a", "1 official"),), AT))
    await swept(desk, AT + timedelta(days=4))
    assert [each.kind for each in await desk.due("discord", AT)] == ["edit"]
    assert "1 deliveries came too late" in caplog.text


async def test_what_would_put_a_message_right_goes_with_the_message(desk: Desk) -> None:
    await desk.enqueue(Delivery("discord:1", 2, "edit", "5", AT))
    await desk.post(Posting("discord:1", "5", "text", "x", None, "en", "UTC", 1, (("t/a", "1 official"),), AT))
    await swept(desk, AT + timedelta(days=DAYS, seconds=1))
    assert await desk.due("discord", AT) == ()
