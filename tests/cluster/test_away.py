"""PostgreSQL is gone in the middle of things, and comes back."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from bot.delivery.courier import UNDER_WAY
from tests.cluster.test_following import answered
from tests.harness import news
from tests.harness.news import ASKERS, evening
from tests.harness.postgres import Postgres
from tests.harness.process import until
from tests.harness.workers import DONE, cluster

CHATS, RATE = 120, 40
LATER = 503
FOLLOWED = "Following: everything"


async def test_while_the_desk_is_away_questions_are_answered_and_nothing_is_lost(
    durable: Postgres, tmp_path: Path, telegram: news.Telegram
) -> None:
    """A push and a watch say so and are taken when they come again; what was due is delivered, by whoever runs, and
    twice only what was under way.
    """
    url = durable.create()
    desk = news.Desk(url)
    async with cluster(tmp_path, url, telegram.url, rate=RATE) as workers:
        answer, deliver = await workers.add("answer", "answer"), await workers.add("deliver", "deliver")
        await workers.until_connected()
        await desk.follow(range(1, CHATS + 1))
        _, said = await answer.push(evening(1), name="first")
        await until(lambda: some(telegram))
        await asyncio.to_thread(durable.crash)

        assert "Senate" in await answered(telegram, answer, "/sources senate", ASKERS)
        refusal = await answered(telegram, answer, "/watch all loud:everything", ASKERS + 1)
        assert "cannot be reached just now, so nothing was changed" in refusal, refusal
        status, refused = await answer.push(evening(2), name="second")
        assert (status, "error" in refused) == (LATER, True)

        await asyncio.to_thread(durable.start)
        await until(lambda: desk.ended(said["revision"]))
        status, taken = await answer.push(evening(2), name="second")
        assert (status, taken["revision"]) == (DONE, said["revision"] + 1)
        assert FOLLOWED in await answered(telegram, answer, "/watch all loud:everything", ASKERS + 2)
        await until(lambda: desk.ended(taken["revision"]))
        assert answer.running
        assert deliver.running
        assert workers.troubles() == ""
    told = Counter(times - 2 for chat, times in telegram.told().items() if chat <= CHATS)
    assert sum(told.values()) == CHATS
    assert min(told) == 0
    assert sum(times * number for times, number in told.items()) <= UNDER_WAY


async def some(telegram: news.Telegram) -> bool:
    return len(telegram.heard) >= CHATS // 3


async def test_while_the_desk_hangs_it_is_the_same(durable: Postgres, tmp_path: Path, telegram: news.Telegram) -> None:
    """Its connections stand, and nobody refuses anything."""
    url = durable.create()
    async with cluster(tmp_path, url, telegram.url, rate=RATE) as workers:
        worker = await workers.add("answer", "answer")
        await workers.until_connected()
        try:
            durable.freeze()
            assert "Senate" in await answered(telegram, worker, "/sources senate", ASKERS)
            status, refused = await worker.push(evening(1), name="first")
            assert (status, "error" in refused) == (LATER, True)
            assert "Senate" in await answered(telegram, worker, "/sources senate", ASKERS + 1)
        finally:
            durable.thaw()

        async def taken() -> bool:
            return (await worker.push(evening(1), name="first"))[0] == DONE

        await until(taken)
        assert workers.troubles() == ""
