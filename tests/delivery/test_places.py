"""Chats kept in memory: read together, once, until one of them changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery import places
from bot.delivery.places import Places
from data.desk import Chat, Desk, Settings
from data.errors import TooSlow
from data.store import GLANCE, Store

AT = datetime(2021, 3, 6, 12, tzinfo=UTC)
CHOSEN = Chat("telegram:1", AT, settings=Settings(language="ur"))


class Asked(Desk):
    """A desk that notes which chats are read together, and lets no reading end before it may."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.reads: list[set[str]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.refused = False

    async def chats(self, ids: Collection[str]) -> dict[str, Chat]:
        self.reads.append(set(ids))
        if self.refused:
            raise TooSlow("slow")
        found = await super().chats(ids)
        await self.open.wait()
        return found


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(tmp_path / "bell.db") as store:
        yield store


@pytest.fixture
async def desk(store: Store) -> Asked:
    desk = Asked(store)
    await desk.save_chat(CHOSEN)
    await desk.chats_changed()
    return desk


async def until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110  # nothing signals it
        await asyncio.sleep(0)


async def test_a_chat_is_read_once_known_or_not_whatever_else_is_written(desk: Asked) -> None:
    """Postings are written every second, and change no chat."""
    kept = Places(desk)
    for _ in range(3):
        assert await kept.get("telegram:1") == CHOSEN
        assert await kept.get("telegram:2") is None
        await desk.remember("key", "value")
    assert desk.reads == [{"telegram:1"}, {"telegram:2"}]


async def test_a_change_to_a_chat_is_seen_at_once(desk: Asked) -> None:
    kept = Places(desk)
    assert await kept.get("telegram:2") is None
    await desk.join("telegram:2", AT)
    assert await kept.get("telegram:2") == Chat("telegram:2", AT)
    await desk.forget("telegram:2")
    assert await kept.get("telegram:2") is None


async def test_another_processs_change_is_seen_in_the_twinkling_of_an_eye(tmp_path: Path) -> None:
    times = [0.0]
    async with Store(tmp_path / "bell.db", clock=lambda: times[-1]) as ours, Store(tmp_path / "bell.db") as theirs:
        kept = Places(Desk(ours))
        assert await kept.get("telegram:1") is None
        await Desk(theirs).save_chat(CHOSEN)
        times.append(GLANCE)
        assert await kept.get("telegram:1") == CHOSEN


async def test_what_is_asked_for_meanwhile_is_read_together(desk: Asked) -> None:
    """One trip for all who ask in the same moment, one more for all who come while it lasts."""
    kept = Places(desk)
    desk.open.clear()
    first = [asyncio.create_task(kept.get(f"telegram:{number}")) for number in (1, 2)]
    await until(lambda: len(desk.reads) == 1)
    then = [asyncio.create_task(kept.get(f"telegram:{number}")) for number in (3, 4, 5)]
    desk.open.set()
    assert await asyncio.gather(*first, *then) == [CHOSEN, None, None, None, None]
    assert desk.reads == [{"telegram:1", "telegram:2"}, {"telegram:3", "telegram:4", "telegram:5"}]


async def test_only_so_many_are_read_at_once(desk: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "TOGETHER", 2)
    kept = Places(desk)
    await asyncio.gather(*[kept.get(f"telegram:{number}") for number in range(1, 6)])
    assert sorted(map(len, desk.reads)) == [1, 2, 2]


async def test_what_was_read_before_a_change_and_arrives_after_it_is_not_kept(desk: Asked) -> None:
    kept = Places(desk)
    desk.open.clear()
    late = asyncio.create_task(kept.get("telegram:1"))
    await until(lambda: len(desk.reads) == 1)
    await desk.save_chat(Chat("telegram:1", AT))
    other = asyncio.create_task(kept.get("telegram:9"))
    desk.open.set()
    await asyncio.gather(late, other)
    assert await kept.get("telegram:1") == Chat("telegram:1", AT)


async def test_who_gives_up_takes_nothing_from_the_others(desk: Asked) -> None:
    kept = Places(desk)
    asking = [asyncio.create_task(kept.get(f"telegram:{number}")) for number in (2, 1)]
    await asyncio.sleep(0)
    asking[0].cancel()
    assert await asking[1] == CHOSEN


async def test_what_could_not_be_read_is_read_again(desk: Asked) -> None:
    kept = Places(desk)
    desk.refused = True
    with pytest.raises(TooSlow):
        await kept.get("telegram:1")
    desk.refused = False
    assert await kept.get("telegram:1") == CHOSEN


async def test_who_was_asked_for_longest_ago_is_let_go_first(desk: Asked) -> None:
    kept = Places(desk, room=2)
    for key in ("telegram:1", "telegram:2", "telegram:1", "telegram:3", "telegram:1", "telegram:2"):
        await kept.get(key)
    assert desk.reads == [{"telegram:1"}, {"telegram:2"}, {"telegram:3"}, {"telegram:2"}]
