"""What happens around a broadcast: a second process, a network that is away, a locked database, a full disk."""

from __future__ import annotations

import asyncio
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.discord.connection import account
from bot.delivery.courier import UNDER_WAY
from data.desk import Desk, Posting
from data.due import make_due
from data.editing import Newsroom, correction
from data.publish import load_shipped
from data.store import Store
from tests.data.editing.helping import push
from tests.delivery.kit import Post, notice
from tests.delivery.kit import until as until_so
from tests.fakes.telegram_chats import ME
from tests.handlers.conftest import SHIPPED
from tests.harness.broadcasts import ROOT, Crowd, Discord, Telegram, due, heard, killed, program, until

CHATS = 300
LOCKED = 1.0
"""Seconds for which another process holds the database."""
REJECTED = "pk-senate-2021-ict-general-votes-the-news/rejected"
SHOWN = ((REJECTED, "6 unofficial"),)
ASKED = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=1)
"""Yesterday: what was posted long ago is kept no more, and news of last week is told to nobody."""


async def told(crowd: Crowd, number: int) -> None:
    """Wait until so many messages stand in chats."""

    async def enough() -> bool:
        return crowd.told().total() >= number

    await until(enough)


async def done(desk: Desk, crowd: Crowd) -> None:
    """Wait until nothing is due any more."""

    async def over() -> bool:
        return await desk.waiting(crowd.name) == 0

    await until(over)


async def test_of_two_processes_with_one_token_one_delivers_and_the_other_waits(
    shipped_desk: Desk, database: Path
) -> None:
    """It says so in a line, and takes over when the first dies."""
    crowd = Discord(CHATS)
    async with crowd.fake:
        first = await program(database, **crowd.settings())
        name = f"courier/discord/{account(crowd.fake.rest.token)}"

        async def held() -> bool:
            return await shipped_desk.held(name) is not None

        await until(held)
        second = await program(database, **crowd.settings())
        await heard(second, waits := f"{name}: process {first.pid} has it; this one waits")
        await shipped_desk.enqueue(*due("discord", CHATS))
        await told(crowd, CHATS // 2)
        assert "has it; this one waits" not in await killed(first)
        await done(shipped_desk, crowd)
        log = await killed(second)
    assert set(crowd.told().values()) == {1}
    assert len(crowd.told()) == CHATS - len(crowd.blocked)
    assert waits not in log


async def test_of_two_processes_with_one_telegram_token_the_second_waits_before_it_asks_for_anything(
    shipped_desk: Desk, database: Path
) -> None:
    """So nobody's poll is ended (409) by the other's; killed, the first is followed at once by the second."""
    crowd = Telegram(CHATS)
    crowd.fake._faults.clear()
    async with crowd.fake:
        first = await program(database, **crowd.settings())
        await crowd.polled()
        second = await program(database, **crowd.settings())
        await heard(second, waits := f"poller/telegram/42: process {first.pid} has it; this one waits")
        await shipped_desk.enqueue(*due("telegram", CHATS))
        await told(crowd, CHATS // 2)
        assert [each.status for each in crowd.fake.calls if each.status == 409] == []
        assert first.returncode is None
        polls = crowd.fake._poller
        await killed(first)
        await done(shipped_desk, crowd)
        assert crowd.fake._poller > polls
        log = await killed(second)
    assert waits not in log
    assert set(crowd.told()) == set(crowd.chats) - crowd.blocked
    assert sum(times - 1 for times in crowd.told().values()) <= UNDER_WAY


async def test_of_two_processes_with_a_token_and_databases_of_their_own_one_ends_and_says_why(
    database: Path, shipped: Path, tmp_path: Path
) -> None:
    """They know of each other only by Telegram's word, which it gives to who polled first."""
    crowd = Telegram(1)
    other = Path(shutil.copy(shipped, tmp_path / "other.db"))
    async with crowd.fake:
        first = await program(database, **crowd.settings())
        await crowd.polled()
        second = await program(other, **crowd.settings())
        _, errors = await asyncio.wait_for(first.communicate(), 60)
        assert second.returncode is None
        await killed(second)
    assert "TELEGRAM_TOKEN is in use elsewhere: another program polls with it" in errors.decode()
    assert first.returncode == 1


async def test_a_network_that_is_away_loses_and_doubles_nothing(shipped_desk: Desk, database: Path) -> None:
    crowd = Telegram(CHATS)
    await shipped_desk.enqueue(*due("telegram", CHATS))
    async with crowd.fake:
        crowd.fake.port = int(crowd.fake.url.rpartition(":")[2])
        process = await program(database, **crowd.settings())
        await told(crowd, CHATS // 3)

    async def put_off() -> bool:
        return bool(await shipped_desk.troubled(2, 10))

    await until(put_off)
    crowd.fake._closing = False
    async with crowd.fake:
        await done(shipped_desk, crowd)
        await killed(process)
    assert set(crowd.told()) == set(crowd.chats) - crowd.blocked
    assert set(crowd.told().values()) == {1}


async def test_a_database_locked_by_another_process_is_waited_for(shipped_desk: Desk, database: Path) -> None:
    crowd = Telegram(CHATS)
    await shipped_desk.enqueue(*due("telegram", CHATS))
    async with crowd.fake:
        process = await program(database, **crowd.settings())
        await told(crowd, CHATS // 3)
        holder = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.data.processes", "hold", str(database)),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdin.write(b"\n")
        assert [await holder.stdout.readline() for _ in range(2)] == [b"ready\n", b"holding\n"]
        await asyncio.sleep(LOCKED)
        holder.kill()
        await holder.wait()
        await done(shipped_desk, crowd)
        await killed(process)
    assert set(crowd.told()) == set(crowd.chats) - crowd.blocked
    assert set(crowd.told().values()) == {1}


async def test_a_full_disk_holds_delivery_up_and_doubles_nothing(
    desk: Desk, store: Store, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says what to do; once there is room, everything is written down."""
    await desk.enqueue(*(replace(notice(chat), subject="x" * 1000) for chat in range(1, 201)))

    await store.write(lambda db: db.execute("PRAGMA max_page_count = 1").fetchall())

    async def full() -> bool:
        return "the disk is full" in caplog.text

    async with post.at_work():
        await until_so(full, post.hours)
        sent = len(post.outlet.acts)
        await store.write(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchall())
        await post.until_ended(200, passing=True)
    assert len(post.outlet.acts) == 200
    assert sent < 200


async def test_a_correction_goes_on_after_a_restart(database: Path) -> None:
    """Every message that showed what was wrong is put right, at its own date and with the line that says so."""
    crowd = Telegram(CHATS)
    crowd.fake._faults.clear()
    async with Newsroom(database, plan=make_due) as room:
        await load_shipped(room, sorted(SHIPPED.glob("updates/2021-03-03-islamabad-full*")), at=ASKED)
        desk = Desk(room)
        await desk.post(*(posting(chat, 3) for chat in crowd.chats))
        for chat in crowd.chats:
            crowd.fake.messages[chat, 55] = {**MESSAGE, "chat": crowd.fake.chats[chat]}
        await push(room, correction(REJECTED, 7, "A miscount", "source"), at=ASKED + timedelta(hours=1))
        async with crowd.fake:
            process = await program(database, **crowd.settings())

            async def some() -> bool:
                return len(edited(crowd)) >= CHATS // 3

            await until(some)
            await killed(process)
            process = await program(database, **crowd.settings())
            await done(desk, crowd)
            await killed(process)
    assert edited(crowd) == set(crowd.chats) - crowd.blocked
    texts = {crowd.fake.messages[chat, 55]["text"] for chat in edited(crowd)}
    assert len(texts) == 1
    assert "Corrected 10:00: rejected 6 → 7 (The News corrected itself)" in texts.pop()
    assert not crowd.fake.of("sendMessage")


MESSAGE: dict[str, Any] = {"message_id": 55, "date": 1, "from": ME, "text": "as it was", "entities": []}


def posting(chat: int, revision: int) -> Posting:
    """Give a card as it was posted in a chat."""
    return Posting(*(f"telegram:{chat}", "55", "text", "contest islamabad", None, "en", "UTC", revision, SHOWN, ASKED))


def edited(crowd: Telegram) -> set[int]:
    """Give the chats whose message says that it was corrected."""
    found = crowd.fake.messages.items()
    return {chat for (chat, _), message in found if "Corrected" in message.get("text", "")}
