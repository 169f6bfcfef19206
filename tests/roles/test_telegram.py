"""Telegram's updates among workers: one polls, any number take what is brought, and nothing is done twice."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from data.desk import Desk
from tests.fakes.telegram import SILENCE, TOKEN, Fake
from tests.fakes.telegram_chats import ANN, PRIVATE
from tests.fakes.telegram_webhook import bring
from tests.harness.broadcasts import program
from tests.harness.process import free_port, heard, killed, until

SECRET = "a-secret_OF-the-tests-1"  # noqa: S105  # no server but these takes it
FIGURE = (
    "/figure pk-senate seats pti=26 ppp=20 pml-n=18 "
    "source:Geo News https://www.geo.tv/latest/337862-senate-elections-2021-latest-party-position as_of:2021-03-03"
)


@dataclass
class Worker:
    """A process that answers, and the port at which it is brought updates."""

    process: asyncio.subprocess.Process
    port: int

    async def bring(self, update: dict[str, Any]) -> int:
        """Bring an update as Telegram does; give the status, 0 where nobody answers any more."""
        try:
            status, _ = await bring(f"http://127.0.0.1:{self.port}/hook", json.dumps(update).encode(), SECRET)
        except (aiohttp.ClientError, OSError, TimeoutError):
            return 0
        return status


@asynccontextmanager
async def hooked(fake: Fake, database: Path, number: int) -> AsyncIterator[list[Worker]]:
    """Start workers to which updates are brought, all ready."""
    found: list[Worker] = []
    try:
        for _ in range(number):
            port = free_port()
            process = await program(
                database,
                ROLE="answer",
                OWNERS="telegram:7",
                TELEGRAM_TOKEN=TOKEN,
                TELEGRAM_API_URL=fake.url,
                TELEGRAM_WEBHOOK_URL="https://bell.example/hook",
                TELEGRAM_WEBHOOK_SECRET=SECRET,
                HTTP_LISTEN=f"127.0.0.1:{port}",
            )
            found.append(Worker(process, port))
            await heard(process, "Telegram brings updates to https://bell.example/hook")
        yield found
    finally:
        for each in found:
            if each.process.returncode is None:
                each.process.kill()
            await each.process.communicate()


def said(number: int, text: str) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "chat": PRIVATE, "from": ANN, "text": text},
    }


@pytest.fixture
async def telegram(fake: Fake) -> Fake:
    fake.chats[PRIVATE["id"]] = PRIVATE
    return fake


async def poller(fake: Fake, database: Path) -> asyncio.subprocess.Process:
    return await program(database, ROLE="answer", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=fake.url)


async def test_of_two_workers_that_poll_one_does_and_the_other_takes_over(telegram: Fake, database: Path) -> None:
    """When the first dies, and when it ends in order; nobody's request is ever cut off by the other's."""
    first = await poller(telegram, database)
    await telegram.until_confirmed(await telegram.say("/help"))
    second = await poller(telegram, database)
    waits = f"poller/telegram/42: process {first.pid} has it; this one waits"
    await heard(second, waits)
    await killed(first)
    await telegram.until_confirmed(await telegram.say("/help"))
    third = await poller(telegram, database)
    await heard(third, f"poller/telegram/42: process {second.pid} has it; this one waits")
    second.send_signal(signal.SIGTERM)
    _, errors = await second.communicate()
    await telegram.until_confirmed(await telegram.say("/help"))
    await killed(third)
    assert second.returncode == 0
    assert waits not in errors.decode()
    assert {call.status for call in telegram.of("getUpdates")} == {200}
    assert len(telegram.of("sendMessage")) == 3


async def test_what_is_brought_to_two_workers_in_turn_is_answered_in_order(telegram: Fake, database: Path) -> None:
    """Telegram brings the next update of a chat when the one before is confirmed, which is when it is answered."""
    asked = [f"zzqx{number:02}" for number in range(20)]
    async with hooked(telegram, database, 2) as workers:
        for number, text in enumerate(asked):
            assert await workers[number % 2].bring(said(number, f"/search {text}")) == 200
    answers = [call.text for call in telegram.of("sendMessage")]
    assert len(answers) == len(asked)
    assert all(text in answer for text, answer in zip(asked, answers, strict=True))
    assert len(telegram.of("setWebhook")) == 1


async def test_an_edited_question_edits_its_answer_whichever_worker_gave_it(
    telegram: Fake, database: Path, shipped_desk: Desk
) -> None:
    async with hooked(telegram, database, 2) as (first, second):
        assert await first.bring(said(1, "/search zzqx1")) == 200

        async def written() -> bool:
            return await shipped_desk.recall("telegram/exchanges/42") not in {None, "{}"}

        await until(written)
        edited = said(2, "/search zzqx2")["message"] | {"message_id": 1, "edit_date": 2}
        assert await second.bring({"update_id": 2, "edited_message": edited}) == 200
    assert len(telegram.of("sendMessage")) == 1
    assert len(telegram.of("editMessageText")) == 1


@pytest.mark.parametrize("line", [FIGURE, "/watch all", "/grant telegram:8 editor", "/settings timezone:Asia/Karachi"])
async def test_an_update_that_a_killed_worker_had_done_is_answered_by_another_and_not_done_again(
    telegram: Fake, database: Path, shipped_desk: Desk, line: str
) -> None:
    """Its answer never went out, so the update is brought again; what it changed is changed once."""
    before = await everything(shipped_desk)
    async with hooked(telegram, database, 2) as (first, second):
        telegram.fault("sendMessage", SILENCE)
        brought = asyncio.create_task(first.bring(said(1, line)))
        await telegram.until_calls("sendMessage", 1)
        done = await everything(shipped_desk)
        await killed(first.process)
        assert await brought == 0
        assert await second.bring(said(1, line)) == 200
        assert done != before
        assert await everything(shipped_desk) == done
    assert [call.status for call in telegram.of("sendMessage")] == [0, 200]


async def test_a_preview_published_by_a_worker_that_was_killed_is_published_once(
    telegram: Fake, database: Path, shipped_desk: Desk
) -> None:
    async with hooked(telegram, database, 2) as (first, second):
        assert await first.bring(said(1, FIGURE)) == 200
        before = await shipped_desk.head()
        (card,) = telegram.of("sendMessage")
        button = next(each for each in card.buttons if each["text"].startswith("Publish"))
        press = {"id": "1", "from": ANN, "chat_instance": "1", "data": button["callback_data"]}
        press["message"] = {"message_id": card.result["message_id"], "chat": PRIVATE, "date": 1}
        telegram.queries["1"] = False
        telegram.fault("sendMessage", SILENCE)
        brought = asyncio.create_task(first.bring({"update_id": 2, "callback_query": press}))
        await telegram.until_calls("sendMessage", 2)
        published = await shipped_desk.head()
        assert published == before + 1
        await killed(first.process)
        assert await brought == 0
        assert await second.bring({"update_id": 2, "callback_query": press}) == 200
        assert await shipped_desk.head() == published
    assert f"published already, as revision {published}. Nothing is doubled." in telegram.of("sendMessage")[-1].text


async def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of what people change: previews, watches, editors, chats and the audit."""
    tables = {
        "previews": "editor, request, state",
        "watches": "chat, subject, level",
        "editors": "editor, role",
        "chats": "chat, settings",
        "audit": "who, what, subject, detail",
        "revisions": "number",
    }

    def read(db: Any) -> dict[str, list[tuple[Any, ...]]]:
        asked = {each: f"SELECT {columns} FROM {each}" for each, columns in tables.items()}  # noqa: S608  # constants
        return {each: sorted(db.execute(sql).fetchall()) for each, sql in asked.items()}

    return await desk._store.read(read)
