"""A disk that is full, for a program that is really running: what is refused, what waits, and that it goes on."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from data.desk import ALL, Desk, Watch
from data.store import Store
from tests.delivery.kit import AT
from tests.fakes.telegram import Call
from tests.harness.broadcasts import Telegram, due, program
from tests.harness.disk import Disk, Limited, limits, small
from tests.harness.process import killed, until
from tests.newsroom import RESULT

CHATS = 40
ANN: dict[str, Any] = {"id": 4242, "is_bot": False, "first_name": "Ann"}
ANNS: dict[str, Any] = {"id": 4242, "type": "private", "first_name": "Ann"}


@pytest.fixture(params=["small", "limited"])
async def disk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Disk, Path]]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if request.param == "limited":
        if not limits():
            pytest.skip("this system has no prlimit, by which files of another process are limited")
        yield Limited(), folder
        return
    async with small(folder) as found:
        if found is None:
            pytest.skip("this machine lets nobody mount a small file system; as root, or with CAP_SYS_ADMIN, it would")
        yield found, folder


class House:
    """A program, an editor who writes to it, and chats that follow everything."""

    def __init__(self, crowd: Telegram, process: asyncio.subprocess.Process, desk: Desk) -> None:
        self.crowd, self.fake, self.process, self.desk = crowd, crowd.fake, process, desk

    async def say(self, text: str) -> Call:
        """Write to the bot, and give its answer."""
        before = len(self.answers())
        await self.fake.say(text, ANNS, ANN)
        return await self._answer(before)

    async def press(self, card: Call, label: str) -> Call:
        """Press a button under a card, and give what is said then."""
        data = next(button["callback_data"] for button in card.buttons if button["text"].startswith(label))
        before = len(self.answers())
        await self.fake.press(card.result["message_id"], data, ANNS, ANN)
        return await self._answer(before)

    def answers(self) -> list[Call]:
        """Give all that was said to the editor so far: messages, edits and windows."""
        said = [
            each
            for each in self.fake.calls
            if each.status == 200 and each.params.get("chat_id") == ANN["id"] and (each.text or each.buttons)
        ]
        return said + [each for each in self.fake.of("answerCallbackQuery") if each.params.get("text")]

    async def _answer(self, before: int) -> Call:
        async def said() -> bool:
            return len(self.answers()) > before

        await until(said)
        return max(self.answers(), key=self.fake.calls.index)


async def test_a_push_is_refused_with_a_clear_line_and_can_be_made_once_there_is_room(
    disk: tuple[Disk, Path], shipped_file: Path
) -> None:
    """Nothing is half-done meanwhile: no revision, nothing due; then it is published once and everybody hears once."""
    full, folder = disk
    database = Path(shutil.copy(shipped_file, folder / "bell.db"))
    crowd = Telegram(CHATS)
    crowd.fake._faults.clear()
    async with Store(database) as store, crowd.fake:
        desk = Desk(store)
        for chat in crowd.chats:
            await desk.watch(Watch(f"telegram:{chat}", ALL, "everything", AT), 50)
        process = await program(database, **crowd.settings(), OWNERS=f"telegram:{ANN['id']}")
        house = House(crowd, process, desk)
        preview = await house.say(RESULT)
        head = await desk.head()
        full.fill(process.pid)
        said = await house.press(preview, "Publish")
        assert "nothing was changed" in f"{said.text}{said.params.get('text', '')}"
        assert (await desk.head(), await desk.waiting("telegram")) == (head, 0)
        full.empty(process.pid)
        await house.press(preview, "Publish")

        async def told() -> bool:
            counts = await desk.counts(head + 1)
            return bool(counts) and all(each.state in {"sent", "gone"} for each in counts)

        await until(told)
        assert await desk.head() == head + 1
        await killed(process)
    assert {chat: times for chat, times in crowd.told().items() if chat in crowd.chats} == dict.fromkeys(
        set(crowd.chats) - crowd.blocked, 1
    )


async def test_a_broadcast_stands_still_and_goes_on_once_there_is_room(
    disk: tuple[Disk, Path], shipped_file: Path
) -> None:
    """The process lives and says what to do; nothing is lost, and nothing is told twice."""
    full, folder = disk
    database = Path(shutil.copy(shipped_file, folder / "bell.db"))
    crowd = Telegram(10 * CHATS)
    crowd.fake._faults.clear()
    async with Store(database) as store, crowd.fake:
        desk = Desk(store)
        await desk.enqueue(*due("telegram", 10 * CHATS))
        process = await program(database, **crowd.settings())

        async def some() -> bool:
            return crowd.told().total() >= CHATS

        await until(some)
        full.fill(process.pid)
        assert process.stderr is not None
        lines = list[str]()
        async with asyncio.timeout(60):
            while "could not be written down" not in (line := (await process.stderr.readline()).decode()):
                lines.append(line)
        assert "free some space" in line or "the disk reports an error" in line
        assert process.returncode is None
        full.empty(process.pid)

        async def done() -> bool:
            return await desk.waiting("telegram") == 0

        await until(done)
        lines.append(await killed(process))
    assert "Traceback" not in "".join(lines), "".join(lines)
    assert set(crowd.told()) == set(crowd.chats) - crowd.blocked
    assert set(crowd.told().values()) == {1}
