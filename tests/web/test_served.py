"""The whole program with HTTP: ready once its platforms are, measured, read; and what an operator sets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.adapters.base import Connected
from bot.settings import Settings
from tests.adapters.discord.conftest import TOKEN as DISCORD_TOKEN
from tests.adapters.telegram.running import adapter
from tests.fakes.discord import FakeDiscord
from tests.fakes.telegram import TOKEN, Fake
from tests.harness.process import free_port, program


@asynccontextmanager
async def running(tmp_path: Path, telegram: Fake, discord: FakeDiscord) -> AsyncIterator[str]:
    """Run the program on both platforms, and give where it answers over HTTP."""
    port = free_port()
    process = await program(
        tmp_path,
        "run",
        HTTP_LISTEN=f"127.0.0.1:{port}",
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_API_URL=telegram.url,
        DISCORD_TOKEN=DISCORD_TOKEN,
        DISCORD_API_URL=discord.api_url,
        DISCORD_GATEWAY_URL=discord.gateway_url,
    )
    try:
        await discord.connected()
        await telegram.until_polled()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        _, errors = await process.communicate()
        assert (process.returncode, b"Traceback" in errors) == (0, False)


async def ready(session: aiohttp.ClientSession, url: str) -> dict[str, str]:
    """Ask until all is at work, as whatever watches does; a courier takes hold of its platform within seconds."""
    while True:
        async with session.get(f"{url}/readyz") as response:
            said = json.loads(await response.text())
            if response.status == 200:
                parts: dict[str, str] = said["parts"]
                return parts
        await asyncio.sleep(0.5)


async def test_one_process_is_ready_measured_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with (
        Fake() as telegram,
        FakeDiscord(DISCORD_TOKEN) as discord,
        running(tmp_path, telegram, discord) as url,
        aiohttp.ClientSession() as session,
        asyncio.timeout(60),
    ):
        assert set(await ready(session, url)) == {"telegram", "telegram courier", "discord", "discord courier", "store"}
        await telegram.until_confirmed(await telegram.say("/senate"))
        (photo,) = telegram.of("sendPhoto")
        code = photo.text.split()[-1]
        async with session.get(f"{url}/card/{code}.png") as response:
            assert (await response.read()).startswith(b"\x89PNG")
        async with session.get(f"{url}/metrics") as response:
            measured = await response.text()
        assert 'bell_commands_total{command="senate",outcome="answered",platform="telegram"} 1.0' in measured
        assert 'bell_due{platform="discord"} 0.0' in measured
        assert "bell_loop_lag_seconds_count" in measured
        for secret in (TOKEN, DISCORD_TOKEN, str(tmp_path)):
            assert secret not in measured


async def test_an_adapter_that_does_not_serve_is_not_connected() -> None:
    async with Fake() as fake:
        bell = adapter(fake)
        assert isinstance(bell, Connected)
        assert not bell.connected


def test_an_address_for_readers_is_a_web_address() -> None:
    assert str(Settings(_env_file=None, public_url="https://bell.example/").public_url) == "https://bell.example/"
    with pytest.raises(ValueError, match="public_url"):
        Settings(_env_file=None, public_url="javascript:alert(1)")
