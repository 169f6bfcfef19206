"""Whoever delivers falls silent with its connections open, as a machine does that hangs, and comes back."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.cluster.test_broadcast import heard
from tests.harness import news
from tests.harness.news import evening
from tests.harness.process import until
from tests.harness.workers import cluster

CHATS, RATE = 120, 40
LOST = "this process has it no more"


async def test_who_comes_back_after_another_took_over_sends_nothing_more(
    desk_url: str, tmp_path: Path, telegram: news.Telegram
) -> None:
    """Twice hears only whose message was under way when it fell silent; of what is published later everybody once."""
    desk = news.Desk(desk_url)
    async with cluster(tmp_path, desk_url, telegram.url, rate=RATE) as workers:
        for name in ("one", "two"):
            await workers.add(name)
        await workers.until_connected()
        await desk.follow(range(1, CHATS + 1))
        _, first = await workers.workers["one"].push(evening(1))
        await heard(telegram, CHATS // 3)
        holder = await desk.holder()
        silent = workers.deliverer(holder)
        assert silent.process is not None
        silent.process.send_signal(signal.SIGSTOP)
        risked = set(telegram.told()) & await desk.unsettled()

        async def taken_over() -> bool:
            return await desk.holder() not in {holder, ""}

        await until(taken_over)
        silent.process.send_signal(signal.SIGCONT)
        await until(lambda: desk.ended(first["revision"]))
        (other,) = (each for each in workers.workers.values() if each is not silent)
        _, second = await other.push(evening(2))
        await until(lambda: desk.ended(second["revision"]))
        assert workers.deliverer(await desk.holder()) is other
        assert LOST in silent.said
    told = telegram.told()
    assert set(told) == set(range(1, CHATS + 1))
    assert {chat for chat, times in told.items() if times > 2} <= risked
    assert max(told.values()) <= 3
    assert telegram.busiest() <= RATE
