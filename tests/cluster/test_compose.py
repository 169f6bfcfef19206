"""The compose file for several workers, as far as it can be tried without an engine."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import count, islice
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml

from bot.settings import load, shards
from tests.fakes.telegram import TOKEN
from tests.harness import news
from tests.harness.broadcasts import RULES
from tests.harness.news import ASKERS, typed
from tests.harness.process import free_port, until
from tests.harness.workers import DONE, Worker

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
GIVEN = {"DOMAIN": "bell.example", "DESK_PASSWORD": "of-the-tests"}
SECRET = "a-secret-of-the-tests"  # noqa: S105  # no server but this one takes it
SECRETS = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_SECRET": SECRET, "DISCORD_TOKEN": ""}
"""What stands in `.env` besides."""

caddy = shutil.which("caddy")
Service = dict[str, Any]


def services() -> dict[str, Service]:
    text = (DEPLOY / "compose.cluster.yaml").read_text(encoding="utf-8")
    filled = re.sub(r"\$\{([A-Z_]+)(?::\?[^}]*)?\}", lambda found: GIVEN[found[1]], text)
    found: dict[str, Service] = yaml.safe_load(filled)["services"]
    return found


def workers() -> dict[str, Service]:
    return {name: each for name, each in services().items() if "ROLE" in each["environment"]}


def test_no_container_is_given_what_it_does_not_need() -> None:
    for name, each in services().items():
        assert (each["read_only"], each["cap_drop"]) == (True, ["ALL"]), name
        assert each["security_opt"] == ["no-new-privileges:true"], name
        assert each.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "balancer" else []), name


def test_the_world_reaches_the_balancer_alone_and_the_workers_alone_the_desk() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.cluster.yaml").read_text(encoding="utf-8"))
    assert [name for name, each in services().items() if "ports" in each] == ["balancer"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert {name for name, each in services().items() if "inside" in each["networks"]} == {"desk", *workers()}
    assert "world" not in services()["desk"]["networks"]


def test_without_its_secrets_nothing_starts() -> None:
    text = (DEPLOY / "compose.cluster.yaml").read_text(encoding="utf-8")
    for name in GIVEN:
        assert f"${{{name}:?set it in .env}}" in text


def test_two_answer_and_one_delivers_each_with_a_record_of_its_own() -> None:
    assert [each["environment"]["ROLE"] for each in workers().values()] == ["answer", "answer", "deliver"]
    assert len({str(each["volumes"]) for each in workers().values()}) == len(workers())


def test_every_shard_has_a_worker_that_stands_by() -> None:
    """How many there are in all is the same everywhere, as a hold is named by both."""
    given = [each["environment"].get("DISCORD_SHARDS") for each in workers().values()]
    assert [shards(each) for each in given if each] == [(range(2), 2), (range(2), 2)]


@pytest.mark.parametrize("name", ["answer-1", "answer-2", "deliver"])
def test_the_program_takes_the_settings(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for key, value in (SECRETS | workers()[name]["environment"]).items():
        monkeypatch.setenv(key, value)
    found = load(tmp_path / "none")
    assert found.http_listen == "0.0.0.0:8080"  # the container's own interfaces
    assert found.webhook() == (None if name == "deliver" else ("https://bell.example/telegram", SECRET))


def test_the_balancer_names_the_workers_that_answer_and_takes_none_out_that_is_alive() -> None:
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    named = re.findall(r"([a-z0-9-]+):8080", text)
    assert named == [name for name, each in workers().items() if each["environment"]["ROLE"] == "answer"]
    assert re.findall(r"health_uri (\S+)", text) == ["/healthz"]
    assert "./Caddyfile:/etc/caddy/Caddyfile:ro" in services()["balancer"]["volumes"]


def test_a_stop_leaves_more_time_than_it_takes() -> None:
    for name, each in workers().items():
        assert int(each["stop_grace_period"].removesuffix("s")) >= 10, name
    assert int(services()["desk"]["stop_grace_period"].removesuffix("s")) >= 30


@asynccontextmanager
async def composed(folder: Path, desk: str, api: str) -> AsyncIterator[dict[str, Worker]]:
    """Run the workers with exactly the settings they are given, at addresses of this machine."""
    made = {}
    for name, each in workers().items():
        port = free_port()
        here = {"DESK": desk, "DATABASE": str(folder / f"{name}.db"), "HTTP_LISTEN": f"127.0.0.1:{port}"}
        environment: Mapping[str, str] = each["environment"]
        assert here.keys() <= environment.keys()
        settings = SECRETS | dict(environment) | here | {"TELEGRAM_API_URL": api, "DOSSIERS": str(RULES)}
        made[name] = Worker(name, each["environment"]["ROLE"], port, settings, folder / f"{name}.log")
        await made[name].start()
    try:
        await asyncio.gather(*(each.until_connected() for each in made.values()))
        yield made
    finally:
        await asyncio.gather(*(each.stop() for each in made.values()))


@asynccontextmanager
async def balancer(folder: Path, running: Mapping[str, Worker]) -> AsyncIterator[str]:
    """Run Caddy with the Caddyfile, before these workers and without a certificate; give its address."""
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    for name, each in running.items():
        text = text.replace(f"{name}:8080", f"127.0.0.1:{each.port}")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text, encoding="utf-8")
    url = f"http://127.0.0.1:{free_port()}"
    process = await asyncio.create_subprocess_exec(
        *(str(caddy), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"),
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "DOMAIN": url},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )

    async def serves() -> bool:
        assert process.returncode is None
        return await asked(f"{url}/healthz") == DONE

    try:
        await until(serves)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def asked(url: str) -> int:
    try:
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0


async def brought(url: str, number: int) -> int:
    """Bring an update through the balancer, as Telegram does; give the status."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    body = json.dumps(typed("/sources senate", number)).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/telegram", data=body, headers=headers) as answer,
    ):
        return answer.status


@pytest.mark.skipif(caddy is None, reason="no caddy here: install Debian's package caddy")
async def test_through_the_balancer_people_are_answered_also_when_a_worker_dies(
    desk_url: str, tmp_path: Path, telegram: news.Telegram
) -> None:
    numbers: Iterator[int] = count(ASKERS)
    async with composed(tmp_path, desk_url, telegram.url) as running, balancer(tmp_path, running) as url:
        assert [await brought(url, next(numbers)) for _ in range(4)] == [DONE] * 4
        await running["answer-1"].kill()
        for number in islice(numbers, 4):

            async def taken(number: int = number) -> bool:
                return await brought(url, number) == DONE

            await until(taken)  # Telegram brings again what was not taken
    assert len({chat for _, chat, _ in telegram.answered}) == 8
