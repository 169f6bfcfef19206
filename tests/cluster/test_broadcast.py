"""A broadcast by several workers over one desk, of which whoever delivers is killed on the way."""

from __future__ import annotations

from pathlib import Path

from tests.harness import news
from tests.harness.news import evening
from tests.harness.postgres import Postgres
from tests.harness.process import until
from tests.harness.workers import Cluster, cluster

WORKERS, KILLS = 4, 2
CHATS = 240
RATE = 60
"""Broadcasts a second, so that it takes seconds."""


async def heard(telegram: news.Telegram, number: int) -> None:
    async def so() -> bool:
        return len(telegram.heard) >= number

    await until(so, pause=0.002)


async def killed(workers: Cluster, desk: news.Desk, telegram: news.Telegram) -> set[int]:
    """Kill whoever delivers; give the chats whose message had arrived and was not settled yet."""
    await workers.deliverer(await desk.holder()).kill()
    told = set(telegram.told())
    return told & await desk.unsettled()


async def test_four_workers_of_which_two_are_killed_tell_everybody_within_the_limits(
    durable: Postgres, tmp_path: Path, telegram: news.Telegram
) -> None:
    """Nobody is forgotten; twice hears only whose message was under way at a kill; no second sees more than its own."""
    url = durable.create()
    desk = news.Desk(url)
    risked = set[int]()
    async with cluster(tmp_path, url, telegram.url, rate=RATE) as workers:
        for number in range(WORKERS):
            await workers.add(f"worker-{number}")
        await workers.until_connected()
        await desk.follow(range(1, CHATS + 1))
        _, said = await workers.workers["worker-0"].push(evening(1))
        for kill in range(1, KILLS + 1):
            await heard(telegram, CHATS * kill // (KILLS + 1))
            risked |= await killed(workers, desk, telegram)
        await until(lambda: desk.ended(said["revision"]))
        states = await desk.states(said["revision"])
        assert workers.troubles() == ""
    told = telegram.told()
    assert set(told) == set(range(1, CHATS + 1))
    assert {chat for chat, times in told.items() if times > 1} <= risked
    assert states == {"sent": CHATS}
    assert telegram.busiest() <= RATE
