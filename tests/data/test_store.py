"""Reading and writing through the store."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from data.errors import StoreError
from data.store import Store


def put(db: Database, key: str, value: str = "x") -> str:
    db.execute("INSERT INTO memory VALUES (?, ?)", (key, value))
    return key


def keys(db: Database) -> list[str]:
    return [key for (key,) in db.execute("SELECT key FROM memory ORDER BY key")]


class Gate:
    """Work that says when it has begun and goes on when it is let through."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.through = threading.Event()

    def put(self, db: Database, key: str) -> None:
        put(db, key)
        self.begun.set()
        assert self.through.wait(10)


async def test_what_was_written_can_be_read(store: Store) -> None:
    """A write's value comes back, and a read sees it."""
    assert await store.write(put, "a", value="1") == "a"
    assert await store.read(keys) == ["a"]


async def test_a_write_that_raises_leaves_nothing(store: Store) -> None:
    """The exception reaches the caller, and nothing half-written stays."""

    def fail(db: Database) -> None:
        put(db, "a")
        raise KeyError("no")

    with pytest.raises(KeyError, match="no"):
        await store.write(fail)
    assert await store.read(keys) == []


async def test_the_store_lives_on_after_any_exception(store: Store) -> None:
    """One that stops programs, and one that futures refuse, are the caller's, not the thread's."""

    def stop(_: Database) -> None:
        raise SystemExit(3)

    def run_out(_: Database) -> None:
        next(iter(()))

    with pytest.raises(SystemExit):
        await store.write(stop)
    with pytest.raises(RuntimeError, match="ran out"):
        await store.read(run_out)
    assert await store.write(put, "a") == "a"


async def test_a_read_sees_one_moment(store: Store) -> None:
    """What is written while it runs is not there for it."""

    def twice(db: Database) -> tuple[list[str], list[str]]:
        before = keys(db)
        other = sqlite3.connect(store.path)
        with other:
            other.execute("INSERT INTO memory VALUES ('late', 'x')")
        other.close()
        return before, keys(db)

    assert await store.read(twice) == ([], [])
    assert await store.read(keys) == ["late"]


async def test_a_read_cannot_write(store: Store) -> None:
    """The readers' connections are read-only."""
    with pytest.raises(StoreError, match="cannot be written"):
        await store.read(put, "a")


async def test_foreign_keys_hold(store: Store) -> None:
    """A row naming an id that was never declared is refused by the file itself."""
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        await store.write(lambda db: db.execute("INSERT INTO parties (id, began) VALUES ('ghost', 1)"))


async def test_commits_are_on_the_disk_before_they_are_reported(store: Store) -> None:
    """The log is write-ahead, and it is flushed at every commit (synchronous FULL is 2)."""

    def pragmas(db: Database) -> tuple[str, int]:
        return db.execute("PRAGMA journal_mode").fetchone()[0], db.execute("PRAGMA synchronous").fetchone()[0]

    assert await store.write(pragmas) == ("wal", 2)


async def test_a_write_cancelled_in_the_queue_never_happens(store: Store) -> None:
    """Who gave up before it began has changed nothing."""
    gate = Gate()
    first = asyncio.create_task(store.write(gate.put, "first"))
    await asyncio.to_thread(gate.begun.wait, 10)
    second = asyncio.create_task(store.write(put, "second"))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    gate.through.set()
    await first
    await store.write(put, "third")
    assert await store.read(keys) == ["first", "third"]


async def test_a_write_cancelled_while_it_runs_is_carried_to_its_end(store: Store) -> None:
    """Whole or not at all: giving up halfway does not halve it."""
    gate = Gate()
    running = asyncio.create_task(store.write(gate.put, "a"))
    await asyncio.to_thread(gate.begun.wait, 10)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    gate.through.set()
    await store.write(put, "b")
    assert await store.read(keys) == ["a", "b"]


async def test_readers_do_not_wait_for_the_writer(store: Store) -> None:
    """While a write is in progress, reads see what was before it."""
    gate = Gate()
    running = asyncio.create_task(store.write(gate.put, "a"))
    await asyncio.to_thread(gate.begun.wait, 10)
    assert await store.read(keys) == []
    gate.through.set()
    await running
    assert await store.read(keys) == ["a"]


async def test_reads_run_beside_each_other(store: Store) -> None:
    """As many at once as there are readers: these three wait for one another."""
    barrier = threading.Barrier(3, timeout=10)

    def meet(_: Database) -> bool:
        barrier.wait()
        return True

    assert await asyncio.gather(*(store.read(meet) for _ in range(3))) == [True] * 3


async def test_closing_waits_for_what_is_queued(path: Path) -> None:
    """Nothing that was accepted is lost."""
    store = await Store.open(path)
    gate = Gate()
    writes = [asyncio.create_task(store.write(gate.put, "a")), asyncio.create_task(store.write(put, "b"))]
    await asyncio.to_thread(gate.begun.wait, 10)
    closing = asyncio.create_task(store.close())
    await asyncio.sleep(0)
    assert not closing.done()
    gate.through.set()
    await closing
    await asyncio.gather(*writes)
    async with Store(path) as again:
        assert await again.read(keys) == ["a", "b"]


async def test_a_closed_store_says_so(path: Path) -> None:
    """Asking too late, or too early, is refused clearly; closing twice is not."""
    store = Store(path)
    with pytest.raises(StoreError, match="is not open"):
        await store.read(keys)
    async with store:
        pass
    with pytest.raises(StoreError, match="is not open"):
        await store.write(put, "a")
    await store.close()


async def test_closing_leaves_one_file(path: Path) -> None:
    """The log is folded back, so that the file alone is a backup."""
    async with Store(path) as store:
        await store.write(put, "a")
        await store.read(keys)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


async def test_two_stores_share_a_file(path: Path) -> None:
    """What one writes the other reads at once."""
    async with Store(path) as one, Store(path) as other:
        await one.write(put, "a")
        assert await other.read(keys) == ["a"]
        await other.write(put, "b")
        assert await one.read(keys) == ["a", "b"]


async def test_a_loop_that_is_gone_does_not_end_the_thread(path: Path) -> None:
    """Work whose asker's loop was closed is done all the same, and the next asker is served."""
    gate = Gate()
    store = Store(path)

    def leave() -> None:
        loop = asyncio.new_event_loop()

        async def ask() -> None:
            async with asyncio.timeout(10):
                await store._start()
            store._pool(store._writer).call(lambda db: gate.put(db, "a"))

        loop.run_until_complete(ask())
        loop.close()

    await asyncio.to_thread(leave)
    gate.through.set()
    await store.write(put, "b")
    assert "b" in await store.read(keys)
    await store.close()
