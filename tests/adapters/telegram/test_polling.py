"""Updates on their way through: each once, none lost, none held up by another chat's."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.adapters.telegram import intake as intake_module
from bot.adapters.telegram import receive
from bot.adapters.telegram.arrivals import Arrival
from bot.adapters.telegram.intake import Intake, Timing, Work
from bot.adapters.telegram.polling import MOST
from bot.adapters.telegram.receive import Json
from tests.adapters.telegram.running import Held, adapter, serving
from tests.fakes.telegram import Fake, flood
from tests.fakes.telegram_chats import ANN, GROUP, PRIVATE
from tests.sample import Kept, commands

CAROL = {"id": 8, "type": "private", "first_name": "Carol"}
SOON = Timing(poll=20, answer=5.0, grace=0.1, slow=0.05)
KEY = "telegram/taken/42"


def said(number: int, chat: Any = 7) -> dict[str, Any]:
    message = {"message_id": number, "date": 1, "chat": PRIVATE | {"id": chat}, "from": ANN, "text": "/seat x"}
    return {"update_id": number, "message": message}


class Handling:
    """Handles updates when it is told to, and notes which and in what order."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.go_on: dict[int, asyncio.Event] = {}

    def hold(self, number: int) -> None:
        self.go_on[number] = asyncio.Event()

    def __call__(self, update: Json) -> Work | None:
        asked = receive.read(update, "BellBot", commands, "en")
        return None if asked is None else partial(self.handle, update["update_id"])

    async def handle(self, number: int) -> None:
        self.begun.append(number)
        if number in self.go_on:
            await self.go_on[number].wait()


class Written(Kept):
    """A memory that fails the first time it is to write."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = asyncio.Event()

    async def remember(self, key: str, value: str) -> None:
        if not self.broken.is_set():
            self.broken.set()
            raise OSError("the disk is full")
        await super().remember(key, value)


@pytest.fixture
def handling() -> Handling:
    return Handling()


@asynccontextmanager
async def taking(handling: Handling, kept: Kept | None = None, slow: float = 5.0) -> AsyncIterator[Intake]:
    intake = Intake(42, kept or Kept(), handling, Timing(grace=0.05, slow=slow))
    yield intake
    await intake.finish()


async def test_an_update_is_settled_when_it_is_handled(handling: Handling) -> None:
    handling.hold(1)
    async with taking(handling) as intake:
        settled = intake.take(said(1))
        assert intake.lowest == 1
        assert not settled.done()
        handling.go_on[1].set()
        assert await settled
        assert intake.lowest is None


async def test_an_update_handed_in_twice_is_handled_once(handling: Handling) -> None:
    """While it is under way and when it is done; whoever hands it in learns the same."""
    handling.hold(1)
    async with taking(handling) as intake:
        first, second = intake.take(said(1)), intake.take(said(1))
        handling.go_on[1].set()
        assert await first
        assert await second
        assert await intake.take(said(1))
    assert handling.begun == [1]


async def test_only_the_last_ten_thousand_are_remembered(handling: Handling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "RECENT", 3)
    async with taking(handling) as intake:
        for number in (1, 2, 3, 4):
            await intake.take(said(number))
        assert [intake.knows(number) for number in (1, 2, 3, 4)] == [False, True, True, True]


async def test_updates_of_one_chat_wait_for_one_another_and_no_others(handling: Handling) -> None:
    handling.hold(1)
    async with taking(handling) as intake:
        intake.take(said(1))
        second = intake.take(said(2))
        assert await intake.take(said(3, chat=8))
        assert handling.begun == [1, 3]
        handling.go_on[1].set()
        assert await second
    assert handling.begun == [1, 3, 2]


async def test_a_slow_update_is_written_down_and_then_settled(handling: Handling) -> None:
    kept = Kept()
    handling.hold(1)
    async with taking(handling, kept, slow=0.01) as intake:
        assert await intake.take(said(1))
        assert json.loads(kept.values[KEY]) == [said(1)]
        assert intake.lowest is None
        handling.go_on[1].set()
    assert kept.values[KEY] == "[]"


async def test_what_was_written_down_and_not_finished_is_taken_up_by_the_next_run(handling: Handling) -> None:
    """In its order, before anything new in its chat, and Telegram may forget it from the start."""
    kept = Kept()
    handling.hold(1)
    async with taking(handling, kept, slow=0.01) as intake:
        assert await intake.take(said(1))
    again = Handling()
    async with taking(again, kept) as intake:
        await intake.resume()
        assert intake.lowest is None
        assert await intake.take(said(1))
        assert await intake.take(said(2))
    assert again.begun == [1, 2]
    assert kept.values[KEY] == "[]"


async def test_no_more_is_written_down_than_fits(handling: Handling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "WRITTEN", 2)
    kept = Kept()
    for number in (1, 2, 3):
        handling.hold(number)
    async with taking(handling, kept, slow=0.01) as intake:
        first, second, third = [intake.take(said(number, chat=number)) for number in (1, 2, 3)]
        assert await first
        assert await second
        assert intake.lowest == 3
        handling.go_on[3].set()
        assert await third
    assert [raw["update_id"] for raw in json.loads(kept.values[KEY])] == [1, 2]


async def test_what_cannot_be_written_down_is_not_forgotten(
    handling: Handling, caplog: pytest.LogCaptureFixture
) -> None:
    kept = Written()
    handling.hold(1)
    async with taking(handling, kept, slow=0.0) as intake:
        settled = intake.take(said(1))
        await kept.broken.wait()
        assert intake.lowest == 1
        assert not settled.done()
        handling.go_on[1].set()
        assert await settled
    assert "cannot be written down" in caplog.text


async def test_what_is_cut_short_is_not_settled_and_can_be_taken_again(handling: Handling) -> None:
    handling.hold(1)
    async with taking(handling) as intake:
        settled = intake.take(said(1))
        await intake.finish()
        assert await settled is False
        assert intake.lowest == 1
        assert not intake.knows(1)


async def test_an_update_nobody_can_read_is_passed_over(handling: Handling, caplog: pytest.LogCaptureFixture) -> None:
    async with taking(handling) as intake:
        assert await intake.take({"update_id": 1, "message": {"chat": []}})
        assert await intake.take(said(2, chat={}))
        assert await intake.take(said(3))
    assert handling.begun == [3]
    assert "update 2 has a shape nobody knows" in caplog.text
    assert "update 1 has a shape nobody knows" in caplog.text


async def test_an_update_that_asks_nothing_is_settled_at_once(handling: Handling) -> None:
    """A kind of tomorrow, or what people in a group tell one another."""
    group = {"message_id": 1, "date": 1, "chat": GROUP, "from": ANN, "text": "hello"}
    async with taking(handling) as intake:
        assert intake.take({"update_id": 1, "a_kind_of_tomorrow": {"x": 1}}).done()
        assert intake.take({"update_id": 2, "message": group}).done()
        assert intake.knows(2)
    assert handling.begun == []


async def test_one_slow_chat_does_not_stop_what_telegram_hands_out(fake: Fake) -> None:
    """Telegram gives a hundred updates from the oldest unconfirmed one; three hundred come through nevertheless."""
    sleep = Held()
    fake.fault("sendMessage", flood(60), chat=PRIVATE["id"])
    slow = await fake.say("/seat slow")
    others = [await fake.say(f"/seat {number}", CAROL | {"id": 1000 + number}) for number in range(300)]
    async with serving(fake, sleep=sleep, timing=SOON):
        await fake.until_confirmed(others[-1])
        assert slow in fake.confirmed
        assert sum(call.status == 200 for call in fake.of("sendMessage")) == 300
        sleep.go_on.set()
        await fake.until_sent("Seat slow")


async def test_what_holds_up_a_hundred_updates_is_written_down_before_more_are_asked_for(fake: Fake) -> None:
    """Else each of a chat's many answers would cost all others a round trip to Telegram."""
    sleep = Held()
    fake.fault("sendMessage", flood(60), chat=PRIVATE["id"])
    numbers = [await fake.say(f"/seat {number}") for number in range(MOST)]
    other = await fake.say("/seat carol", CAROL)
    async with serving(fake, sleep=sleep, timing=replace(SOON, slow=math.inf)):
        await fake.until_confirmed(other)
        asked = [call.params.get("offset") for call in fake.of("getUpdates")]
        assert asked[:2] == [None, numbers[-1] + 1]
        sleep.go_on.set()
        await fake.until_sent(f"Seat {MOST - 1}")


async def test_a_slow_answer_cut_short_is_given_by_the_next_run(fake: Fake, kept: Kept) -> None:
    """Telegram has forgotten the update by then; we have not."""
    sleep = Held()
    fake.fault("sendMessage", flood(60))
    number = await fake.say("/seat slow")
    task = asyncio.create_task(adapter(fake, kept, sleep=sleep, timing=SOON).run())
    await fake.until_confirmed(number)
    task.cancel()
    await asyncio.wait({task})
    assert fake.waiting == []
    async with serving(fake, kept):
        await fake.until_sent("Seat slow")
    assert [call.status for call in fake.of("sendMessage")] == [429, 200]


async def test_an_update_is_read_once_however_often_it_is_handed_out(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    plain = receive.read

    def counted(raw: dict[str, Any], *known: Any) -> Arrival | None:
        read.append(raw["update_id"])
        return plain(raw, *known)

    monkeypatch.setattr(receive, "read", counted)
    sleep = Held()
    fake.fault("sendMessage", flood(60))
    async with serving(fake, sleep=sleep):
        slow = await fake.say("/seat slow")
        await asyncio.wait_for(sleep.waiting.wait(), 5)
        for number in range(3):
            await fake.say(f"/seat {number}", CAROL)
            await fake.until_sent(f"Seat {number}")
        sleep.go_on.set()
        await fake.until_confirmed(slow)
    assert sorted(read) == sorted(set(read))
