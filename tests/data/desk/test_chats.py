"""Chats, and the number that counts their changes: every engine has to pass these tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from data.desk import Chat, Desk, Settings
from data.errors import TooSlow
from data.store import GLANCE, Store
from tests.data.samples import AT, POSTING

OURS = Chat("telegram:1", AT, settings=Settings(language="ur"))

CHANGES: dict[str, Callable[[Desk], Awaitable[object]]] = {
    "save": lambda desk: desk.save_chat(Chat("telegram:1", AT)),
    "choose": lambda desk: desk.choose("telegram:1", AT, language="en"),
    "join": lambda desk: desk.join("telegram:2", AT),
    "park": lambda desk: desk.park("telegram:1", AT),
    "park within": lambda desk: desk.park("discord:1", AT, ["telegram:1"]),
    "move": lambda desk: desk.move("telegram:1", "telegram:-1001"),
    "forget": lambda desk: desk.forget("telegram:1"),
}


async def test_several_chats_are_given_by_their_ids(engine: Desk) -> None:
    """Those that are known, with what they chose."""
    await engine.save_chat(OURS)
    await engine.join("telegram:2", AT)
    found = await engine.chats(["telegram:1", "telegram:2", "telegram:3"])
    assert found == {"telegram:1": OURS, "telegram:2": Chat("telegram:2", AT)}
    assert await engine.chats([]) == {}


@pytest.mark.parametrize("change", CHANGES)
async def test_every_change_to_a_chat_counts(engine: Desk, store_of_engine: Store, change: str) -> None:
    """The table of chats differs then, so nothing kept of it may be used any longer."""
    await engine.save_chat(OURS)
    everything = "SELECT * FROM chats ORDER BY chat"
    before = await store_of_engine.desk.read(lambda db: db.execute(everything).fetchall())
    changed = await engine.chats_changed()
    await CHANGES[change](engine)
    assert await store_of_engine.desk.read(lambda db: db.execute(everything).fetchall()) != before
    assert await engine.chats_changed() != changed


async def test_what_is_no_change_to_a_chat_does_not_count(engine: Desk) -> None:
    await engine.save_chat(OURS)
    changed = await engine.chats_changed()
    await engine.post(POSTING)
    await engine.remember("key", "value")
    await engine.join("telegram:1", AT)
    assert await engine.chats_changed() == changed


async def test_a_change_that_is_undone_does_not_count(engine: Desk, store_of_engine: Store) -> None:
    """The number moves in the transaction of the change."""
    changed = await engine.chats_changed()
    with pytest.raises(ValueError, match="time zone"):
        await engine.park("telegram:1", AT.replace(tzinfo=None))
    assert await store_of_engine.desk.read(lambda db: db.execute("SELECT * FROM chats").fetchall()) == []
    assert await engine.chats_changed() == changed


async def test_another_processs_change_counts_in_the_twinkling_of_an_eye(path: Path) -> None:
    """As soon as the file is looked at again."""
    times = [0.0]
    async with Store(path, clock=lambda: times[-1]) as store, Store(path) as other:
        desk = Desk(store)
        changed = await desk.chats_changed()
        await Desk(other).save_chat(OURS)
        times.append(GLANCE)
        assert await desk.chats_changed() != changed


class Counted(Store):
    """A store that counts its reads, and lets none through before it may."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.reads = 0
        self.through = asyncio.Event()
        self.refused = False

    async def read(self, query: Callable[..., object], *args: object, **kwargs: object) -> object:  # type: ignore[override]  # it counts, whatever is read
        self.reads += 1
        await self.through.wait()
        if self.refused:
            raise TooSlow("slow")
        return await super().read(query, *args, **kwargs)


async def test_all_who_ask_for_a_number_after_a_commit_share_one_read(path: Path) -> None:
    """Whoever gives up waiting leaves it to the others, and who asks later asks nobody."""
    async with Counted(path) as store:
        desk = Desk(store)
        asking = [asyncio.create_task(desk.chats_changed()) for _ in range(10)]
        await asyncio.sleep(0)
        asking[0].cancel()
        store.through.set()
        assert await asyncio.gather(*asking[1:]) == [0] * 9
        assert await desk.chats_changed() == 0
        assert store.reads == 1


async def test_who_asks_after_another_commit_is_not_given_what_was_read_before_it(path: Path) -> None:
    async with Counted(path) as store:
        desk = Desk(store)
        early = asyncio.create_task(desk.chats_changed())
        await asyncio.sleep(0)
        await desk.save_chat(OURS)
        late = asyncio.create_task(desk.chats_changed())
        await asyncio.sleep(0)
        store.through.set()
        await early
        assert await late == 1
        assert store.reads == 2


async def test_a_number_that_could_not_be_read_is_read_again(path: Path) -> None:
    async with Counted(path) as store:
        desk = Desk(store)
        store.through.set()
        store.refused = True
        with pytest.raises(TooSlow):
            await desk.chats_changed()
        store.refused = False
        assert await desk.chats_changed() == 0


def left(db: Database) -> list[tuple[str, int]]:
    return db.execute("SELECT what, number FROM changes").fetchall()


async def test_a_count_names_no_chat(engine: Desk, store_of_engine: Store) -> None:
    await engine.save_chat(OURS)
    await engine.forget(OURS.id)
    assert await store_of_engine.desk.read(left) == [("chats", 2)]
