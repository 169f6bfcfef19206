"""Which shards a worker serves: held one by one, begun no faster than Discord takes them, closed before let go."""

from __future__ import annotations

import asyncio
import base64
from collections import defaultdict
from collections.abc import Awaitable, Callable

import pytest

from bot.adapters.base import Hold
from bot.adapters.discord import shards
from bot.adapters.discord.connection import account
from bot.adapters.discord.shards import IDENTIFIES, Shards


class Board:
    """Who holds what among workers, and a clock that goes when a test says so."""

    def __init__(self) -> None:
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.working: dict[str, asyncio.Task[None]] = {}
        self._sleepers: list[asyncio.Event] = []
        self.away = False

    def hold(self, name: str) -> Hold:
        return Held(self, name)

    def lose(self, name: str) -> None:
        """Let a holder hear that it holds something no more."""
        self.working.pop(name).cancel()

    async def sleep(self, seconds: float) -> None:
        assert seconds == IDENTIFIES
        self._sleepers.append(woken := asyncio.Event())
        await woken.wait()

    async def pass_time(self) -> None:
        """Let all sleeps end, and let everybody do what they then do."""
        await settle()
        sleepers, self._sleepers = self._sleepers, []
        for each in sleepers:
            each.set()
        await settle()


class Held:
    """A hold on the board: work that is lost is begun again once the hold is free."""

    def __init__(self, board: Board, name: str) -> None:
        self._board = board
        self._name = name

    def sure(self) -> bool:
        return not self._board.away

    async def during(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            if self._board.away:
                await asyncio.Event().wait()
            async with self._board.locks[self._name]:
                task = asyncio.ensure_future(work())
                self._board.working[self._name] = task
                try:
                    await asyncio.wait({task})
                finally:
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)
                if not task.cancelled():
                    task.result()
                    return


async def settle() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


class Worker:
    """A worker's shards, and which sessions it has open."""

    def __init__(self, board: Board, *, stuck: bool = False) -> None:
        self.open: list[int] = []
        self.stuck = stuck
        self.shards = Shards("3", board.hold, begin=self._begin, end=self._end, sleep=board.sleep)

    async def _begin(self, shard: int) -> None:
        await self.shards.turn(shard)  # as before each session, also this first one
        self.open.append(shard)

    async def _end(self, shard: int) -> None:
        if shard in self.open:
            self.open.remove(shard)
        if self.stuck:
            raise ConnectionError("it may come back")


@pytest.fixture
def board() -> Board:
    return Board()


async def test_sessions_that_share_a_bucket_begin_one_after_another(board: Board) -> None:
    """Shards 0 and 2 share one, 1 and 3 the other; each begins one session until the time is over."""
    worker = Worker(board)
    worker.shards.serve(range(4), 4, 2)
    await settle()
    assert sorted(worker.open) == [0, 1]
    await board.pass_time()
    assert sorted(worker.open) == [0, 1, 2, 3]
    await worker.shards.close()
    assert worker.open == []


async def test_workers_take_turns_at_a_bucket(board: Board) -> None:
    first, second = Worker(board), Worker(board)
    first.shards.serve([0], 2, 1)
    second.shards.serve([1], 2, 1)
    await settle()
    assert (first.open, second.open) == ([0], [])
    await board.pass_time()
    assert (first.open, second.open) == ([0], [1])
    for each in (first, second):
        await each.shards.close()


async def test_a_session_begun_anew_waits_for_its_turn_too(board: Board) -> None:
    worker = Worker(board)
    worker.shards.serve([0], 1, 1)
    await settle()
    again = asyncio.create_task(worker.shards.turn(0))
    await settle()
    assert not again.done()
    await board.pass_time()
    assert again.done()
    await worker.shards.close()


async def test_where_nobody_can_be_asked_whose_turn_it_is_own_shards_still_wait_for_one_another(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two begin anew while the desk is away: one at once, the other when the time of that is over."""
    monkeypatch.setattr(shards, "GLANCE", 0.0)
    worker = Worker(board)
    worker.shards.serve(range(2), 2, 1)
    await board.pass_time()
    await board.pass_time()
    board.away = True
    again = [asyncio.create_task(worker.shards.turn(shard)) for shard in range(2)]
    async with asyncio.timeout(5):
        await asyncio.wait(again, return_when=asyncio.FIRST_COMPLETED)
    await settle()
    assert [each.done() for each in again] == [True, False]
    await board.pass_time()
    async with asyncio.timeout(5):
        await asyncio.gather(*again)
    await worker.shards.close()


async def test_a_shard_is_served_by_one_worker_and_by_another_when_it_is_let_go(board: Board) -> None:
    first, second = Worker(board), Worker(board)
    first.shards.serve(range(2), 2, 2)
    await settle()
    second.shards.serve(range(2), 2, 2)
    await board.pass_time()
    assert (sorted(first.open), second.open) == ([0, 1], [])
    assert second.shards.mine == set()
    await first.shards.close()
    await board.pass_time()
    assert sorted(second.open) == [0, 1]
    assert second.shards.mine == {0, 1}
    await second.shards.close()


async def test_a_shard_that_is_lost_is_closed_while_the_others_go_on(board: Board) -> None:
    worker = Worker(board)
    worker.shards.serve(range(2), 2, 2)
    await board.pass_time()
    board.lose("shard/discord/3/0/2")
    await settle()
    assert 1 in worker.open
    await board.pass_time()
    assert sorted(worker.open) == [0, 1]  # it was free again
    await worker.shards.close()


async def test_a_shard_that_can_not_be_closed_for_good_is_told(board: Board) -> None:
    worker = Worker(board, stuck=True)
    worker.shards.serve([0], 1, 1)
    await settle()
    failed = asyncio.create_task(worker.shards.failed())
    board.lose("shard/discord/3/0/1")
    with pytest.raises(ConnectionError, match="it may come back"):
        await asyncio.wait_for(failed, 5)
    await worker.shards.close()


def test_a_bot_s_id_is_read_from_its_token_and_nothing_else_of_it_is() -> None:
    first = base64.urlsafe_b64encode(b"1234567890123456789").decode().rstrip("=")
    assert account(f"{first}.GaaaaA.bbbb") == "1234567890123456789"
    other = account("test-token")
    assert len(other) == 10
    assert "test" not in other
    assert other == account("test-token") != account("test-tokem")
