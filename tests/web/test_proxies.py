"""What the world reaches through a proxy, set up as `deploy/` has it, before a program that is really running."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest

from bot.http import MAX_BODY
from bot.push import SIGNATURE, TIMESTAMP, signed
from tests.fakes.telegram import TOKEN
from tests.fakes.telegram_webhook import bring
from tests.harness import news
from tests.harness.process import free_port, program
from tests.newsroom import SHIPPED
from tests.web import proxies
from tests.web.proxies import REACHED_FROM, before

COUNT = (SHIPPED / "updates/2021-03-03-islamabad-full-count.yaml").read_bytes()
SECRET, PUSHING = "a-secret-of-the-tests", "a secret of the tests, and of nobody else"
READER, OTHER = "203.0.113.7", "203.0.113.8"
AT_HOME = "192.168.1.2"

with_nginx = pytest.mark.skipif(proxies.nginx is None, reason="no nginx here: install Debian's package nginx")
with_caddy = pytest.mark.skipif(proxies.caddy is None, reason="no caddy here: install Debian's package caddy")


@dataclass
class World:
    """Whoever is before the proxy; asks from an address."""

    url: str
    fake: news.Telegram
    session: aiohttp.ClientSession

    async def get(self, path: str, reached_from: str, **headers: str) -> tuple[int, str]:
        """Ask for a path; give the status and what came."""
        sent = {REACHED_FROM: reached_from} | {name.replace("_", "-"): each for name, each in headers.items()}
        async with self.session.get(f"{self.url}{path}", headers=sent) as answer:
            return answer.status, (await answer.read()).decode(errors="replace")

    async def push(self, body: bytes) -> tuple[int, str]:
        """Push something signed; give the status and what came."""
        stamp = str(int(time.time()))
        headers = {TIMESTAMP: stamp, SIGNATURE: signed(PUSHING, stamp, body), REACHED_FROM: READER}
        async with self.session.post(f"{self.url}/push", data=BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def world(name: str, tmp_path: Path, *dead: int) -> AsyncIterator[World]:
    """Give the world before a proxy, behind which the program serves a webhook, pushes and readers."""
    port = free_port()
    settings = {"HTTP_LISTEN": f"127.0.0.1:{port}", "PUSH_SECRET": PUSHING, "TELEGRAM_WEBHOOK_SECRET": SECRET}
    settings |= {"TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "TELEGRAM_TOKEN": TOKEN}
    async with news.Telegram() as fake, aiohttp.ClientSession() as session:
        process = await program(tmp_path, "run", TELEGRAM_API_URL=fake.url, **settings)
        try:
            await fake.next_call("setWebhook")
            async with before(name, port, tmp_path, *dead) as url:
                yield World(url, fake, session)
        finally:
            process.terminate()
            await process.communicate()


@with_nginx
async def test_behind_nginx_readers_reach_their_pages_and_nobody_the_metrics(tmp_path: Path) -> None:
    """What an asker writes about where the request comes from counts for nothing."""
    async with world("nginx", tmp_path) as out:
        status, _ = await bring(f"{out.url}/telegram", json.dumps(news.typed("/contest islamabad", 1)).encode(), SECRET)
        assert status == 200
        (call,) = (call for call in out.fake.calls if call.method in {"sendMessage", "sendPhoto"})
        code = re.findall(r"\b[0-9A-Z]{6}\b", call.text or str(call.params))[-1]
        status, page = await out.get(f"/card/{code}", READER)
        assert (status, "Yousaf Raza Gillani" in page) == (200, True)
        assert (await out.get("/feed.atom", READER))[0] == 200
        status, everything = await out.get("/export.json", READER)
        assert (status, json.loads(everything)["revisions"][-1]["number"]) == (200, 2)
        for path in ("/metrics", "/readyz"):
            assert (await out.get(path, READER))[0] == 404
            assert (await out.get(path, READER, X_Forwarded_For="127.0.0.1"))[0] == 404
            assert (await out.get(path, AT_HOME, X_Forwarded_For=READER))[0] == 200


@with_nginx
async def test_behind_nginx_each_reader_has_an_allowance_of_their_own(tmp_path: Path) -> None:
    """Also one who writes another address each time."""
    async with world("nginx", tmp_path) as out:
        written = (f"198.51.100.{number}" for number in range(200))
        asked = await asyncio.gather(*(out.get("/feed.atom", READER, X_Forwarded_For=each) for each in written))
        assert {status for status, _ in asked} == {200, 429}
        assert (await out.get("/feed.atom", OTHER))[0] == 200


@with_nginx
async def test_behind_nginx_programs_push_and_hear_of_it_from_the_bot_itself(tmp_path: Path) -> None:
    async with world("nginx", tmp_path) as out:
        status, said = await out.push(COUNT)
        assert (status, json.loads(said)["revision"]) == (200, 3)
        status, said = await out.push(b"#" * (MAX_BODY + 1))
        assert status == 413
        assert f"{MAX_BODY // 1024:,} KiB" in json.loads(said)["error"]


@with_nginx
async def test_behind_nginx_only_telegrams_secret_brings_updates(tmp_path: Path) -> None:
    async with world("nginx", tmp_path) as out:
        update = json.dumps(news.typed("/sources senate", 1)).encode()
        assert (await bring(f"{out.url}/telegram", update, "another"))[0] == 403
        numbers = range(2, 122)
        brought = (
            bring(f"{out.url}/telegram", json.dumps(news.typed("/sources senate", each)).encode(), SECRET)
            for each in numbers
        )
        assert {status for status, _ in await asyncio.gather(*brought)} == {200}
        assert sorted(chat for _, chat, _ in out.fake.answered) == list(numbers)


@with_nginx
async def test_behind_nginx_another_worker_answers_for_one_that_is_gone(tmp_path: Path) -> None:
    """What was not taken by the one goes to the other: updates and pushes, which nobody may repeat by themselves."""
    async with world("nginx", tmp_path, free_port(), free_port()) as out:
        for number in range(1, 7):
            update = json.dumps(news.typed("/sources senate", number)).encode()
            assert (await bring(f"{out.url}/telegram", update, SECRET))[0] == 200
        assert (await out.push(COUNT))[0] == 200
        assert sorted(chat for _, chat, _ in out.fake.answered) == list(range(1, 7))


@with_caddy
async def test_behind_caddy_what_an_asker_writes_about_themselves_counts_for_nothing(tmp_path: Path) -> None:
    async with world("caddy", tmp_path) as out:
        assert (await out.get("/metrics", READER, X_Forwarded_For=READER))[0] == 200
        assert (await out.push(COUNT))[0] == 200
