"""The program on Telegram as an operator meets it: started, killed, stopped, set up wrongly."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.http import Server
from tests.fakes.telegram import SILENCE, TOKEN, Fake
from tests.fakes.telegram_chats import PRIVATE
from tests.fakes.telegram_webhook import bring
from tests.harness.process import free_port, program, said

SECRET = "a-secret-of-the-tests"  # noqa: S105  # no server but this one takes it


def hook(port: int) -> dict[str, str]:
    """Give the settings of a webhook at a port."""
    return {
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "HTTP_LISTEN": f"127.0.0.1:{port}",
    }


@asynccontextmanager
async def running(tmp_path: Path, fake: Fake, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await program(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=fake.url, **settings)
    try:
        async with asyncio.timeout(30):
            yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_an_update_under_way_at_kill_nine_is_answered_by_the_next_start(tmp_path: Path) -> None:
    """And one that was confirmed before is not answered again."""
    async with Fake() as fake:
        async with running(tmp_path, fake) as process:
            await fake.until_confirmed(await fake.say("/sources senate"))
            fake.fault("sendMessage", SILENCE)
            number = await fake.say("/sources senate", PRIVATE | {"id": 8})
            for _ in range(2):
                call = await fake.next_call("sendMessage")
            assert call.status == 0
            process.kill()
            await process.wait()
        assert number in fake.waiting
        async with running(tmp_path, fake):
            await fake.until_confirmed(number)
    sent = [call.params["chat_id"] for call in fake.of("sendMessage") if call.status == 200]
    assert sent == [7, 8]


async def test_an_update_brought_at_kill_nine_is_brought_again(tmp_path: Path) -> None:
    port = free_port()
    async with Fake() as fake:
        async with running(tmp_path, fake, **hook(port)) as process:
            await fake.next_call("setWebhook")
            fake.fault("sendMessage", SILENCE)
            await fake.say("/sources senate")
            bringing = asyncio.create_task(fake.bring())
            await fake.next_call("sendMessage")
            process.kill()
            with pytest.raises(aiohttp.ClientError):
                await bringing
        async with running(tmp_path, fake, **hook(port)):
            await fake.next_call("getWebhookInfo")
            assert await fake.bring() == [200]
    assert [call.status for call in fake.of("sendMessage")] == [0, 200]


@pytest.mark.parametrize("brought", [False, True], ids=["polling", "webhook"])
async def test_sigterm_ends_it_in_order_without_waiting_for_what_is_under_way(tmp_path: Path, *, brought: bool) -> None:
    """An answer that does not come through is given by the next start; everything is closed, in order."""
    settings = hook(free_port()) if brought else {}
    async with Fake() as fake:
        async with running(tmp_path, fake, **settings) as process:
            await (fake.next_call("setWebhook") if brought else fake.until_polled())
            fake.fault("sendMessage", SILENCE)
            await fake.say("/sources senate")
            bringing = asyncio.create_task(fake.bring()) if brought else None
            await fake.next_call("sendMessage")
            process.send_signal(signal.SIGTERM)
            _, errors = await process.communicate()
            assert process.returncode == 0
            assert b"1 updates were not answered in time" in errors
            assert b"Traceback" not in errors
            await asyncio.gather(*filter(None, [bringing]))
        async with running(tmp_path, fake, **settings):
            if brought:
                await fake.next_call("getWebhookInfo")
                await fake.bring()
            assert (await fake.next_call("sendMessage")).status == 200


async def test_a_port_that_is_taken_is_one_line_and_nothing_is_set(tmp_path: Path) -> None:
    async with Fake() as fake, Server("127.0.0.1", 0, []) as other:
        port = other.port
        settings = hook(port)
        status, _, errors = await said(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=fake.url, **settings)
    assert status == 1
    assert f"HTTP_LISTEN: cannot listen on 127.0.0.1:{port}" in errors
    assert len(errors.splitlines()) == 1
    assert fake.calls == []


@pytest.mark.parametrize("name", ["TELEGRAM_WEBHOOK_SECRET", "HTTP_LISTEN"])
async def test_what_a_webhook_lacks_is_one_line(tmp_path: Path, name: str) -> None:
    settings = hook(1) | {"TELEGRAM_WEBHOOK_URL": "https://bell.example/hook", name: ""}
    status, _, errors = await said(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, **settings)
    assert (status, len(errors.splitlines())) == (1, 1)
    assert errors.startswith(f"{name}: set it too with TELEGRAM_WEBHOOK_URL")
    assert not (tmp_path / "bell.db").exists()


async def test_a_secret_telegram_would_refuse_is_refused_without_being_printed(tmp_path: Path) -> None:
    settings = hook(1) | {"TELEGRAM_WEBHOOK_SECRET": "no spaces"}
    status, _, errors = await said(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, **settings)
    assert status == 1
    assert "TELEGRAM_WEBHOOK_SECRET: it takes 1 to 256 letters" in errors
    assert "no spaces" not in errors


async def test_a_stranger_at_the_webhook_learns_nothing(tmp_path: Path) -> None:
    port = free_port()
    async with Fake() as fake, running(tmp_path, fake, **hook(port)):
        await fake.next_call("setWebhook")
        for path, secret in (("hook", None), ("hook", "wrong")):
            assert await bring(f"http://127.0.0.1:{port}/{path}", b"{}", secret) == (403, "")
