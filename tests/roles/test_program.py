"""Workers as processes of their own at one desk: one answers, one delivers, each nothing else."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path

import aiohttp
import pytest

from data.desk import Desk
from tests.fakes.telegram import TOKEN, Fake
from tests.fakes.telegram_chats import PRIVATE
from tests.harness.broadcasts import PLAIN, Telegram, due, program
from tests.harness.process import environment, free_port, killed, started, until

CHATS = 20


async def worker(database: Path, role: str, **settings: str) -> asyncio.subprocess.Process:
    return await program(database, ROLE=role, **settings)


async def test_what_is_due_is_sent_by_who_delivers_and_what_is_asked_answered_by_who_answers(
    shipped_desk: Desk, database: Path
) -> None:
    crowd = Telegram(CHATS)
    crowd.fake.chats[PRIVATE["id"]] = PRIVATE
    await shipped_desk.enqueue(*due("telegram", CHATS))
    async with crowd.fake as fake:
        answering = await worker(database, "answer", **crowd.settings())
        await fake.until_confirmed(await fake.say("/help"))
        assert crowd.told()[PRIVATE["id"]] == 1
        assert await shipped_desk.waiting("telegram") == CHATS
        polled = len(fake.of("getUpdates"))
        log = await killed(answering)
        delivering = await worker(database, "deliver", **crowd.settings())

        async def done() -> bool:
            return await shipped_desk.waiting("telegram") == 0

        await until(done)
        delivering.send_signal(signal.SIGTERM)
        _, errors = await delivering.communicate()
        assert delivering.returncode == 0
        assert len(fake.of("getUpdates")) == polled
    assert len(fake.of("setMyCommands")) > 0
    assert set(crowd.told()) >= set(crowd.chats) - crowd.blocked
    assert "courier" not in log
    assert "telegram courier starts" in errors.decode()


async def running(database: Path, **settings: str) -> asyncio.subprocess.Process:
    """Run the program as it is."""
    nowhere = asyncio.subprocess.DEVNULL
    return await started("bot", "run", env=environment(database, **PLAIN, **settings), stdin=nowhere, stdout=nowhere)


@pytest.mark.parametrize("role", ["answer", "deliver"])
async def test_a_role_without_a_token_does_not_start(database: Path, role: str) -> None:
    process = await running(database, ROLE=role)
    _, errors = await process.communicate()
    assert process.returncode == 1
    assert errors.decode().splitlines() == [
        f"ROLE: {role} needs a platform; set TELEGRAM_TOKEN or DISCORD_TOKEN too, or leave ROLE empty."
    ]


async def asked(port: int, path: str) -> tuple[int, str]:
    """Ask a worker of this machine, as soon as it listens."""
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                    return response.status, await response.text()
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("role", "parts", "home"),
    [("answer", {"store", "telegram"}, 200), ("deliver", {"store", "telegram", "telegram courier"}, 404)],
)
async def test_each_role_is_ready_and_serves_what_is_its_own(
    database: Path, role: str, parts: set[str], home: int
) -> None:
    """Who delivers serves health, readiness and numbers; who answers serves readers too."""
    port = free_port()
    async with Fake() as fake:
        here = f"127.0.0.1:{port}"
        process = await running(database, ROLE=role, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=fake.url, HTTP_LISTEN=here)
        try:
            assert (await asked(port, "/healthz"))[0] == 200

            async def ready() -> bool:
                return (await asked(port, "/readyz"))[0] == 200

            await until(ready)
            assert set(json.loads((await asked(port, "/readyz"))[1])["parts"]) == parts
            assert (await asked(port, "/metrics"))[0] == 200
            assert (await asked(port, "/"))[0] == home
        finally:
            process.terminate()
            await process.communicate()
