"""Alive, ready, measured: what is not at work is named, and who is not inside learns nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import metrics
from bot.health import well
from bot.settings import Settings
from bot.web import operators
from data.desk import Delivery, Desk
from tests.newsroom import AT, Clock
from tests.web.conftest import Site, opened

CHAT = "telegram:1"


class Platform:
    """An adapter as readiness sees it."""

    name = "telegram"
    account = "42"

    def __init__(self) -> None:
        self.connected = True

    async def run(self) -> None:
        """Serve nobody."""


class Seconds:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def parts(site: Site) -> tuple[int, dict[str, str]]:
    site.operators._seen = None  # the last look is not good enough for a test
    got = await site.get("/readyz")
    return got.status, json.loads(got.text)["parts"]


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
async def at_work(
    shipped_file: Path, tmp_path: Path, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with opened(shipped_file, tmp_path, [platform]) as site:
        clock = Clock()
        site.operators.now, site.operators.clock = clock, Seconds()
        await Desk(site.office.newsroom).take("courier/telegram/42", "us", clock(), None)
        yield site


async def test_it_is_alive_as_long_as_the_loop_turns(site: Site) -> None:
    assert (await site.get("/healthz")).status == 200


async def test_all_at_work_is_ready(at_work: Site) -> None:
    assert await parts(at_work) == (200, {"telegram": "well", "telegram courier": "well", "store": "well"})


async def test_a_worker_that_does_not_deliver_is_ready_without_a_courier(at_work: Site) -> None:
    at_work.operators.delivers = False
    await Desk(at_work.office.newsroom).free("courier/telegram/42", "us")
    assert await parts(at_work) == (200, {"telegram": "well", "store": "well"})


async def test_a_platform_that_is_not_reached_is_named(at_work: Site, platform: Platform) -> None:
    platform.connected = False
    status, found = await parts(at_work)
    assert (status, found["telegram"], found["store"]) == (503, "not connected", "well")


async def test_a_courier_that_says_nothing_any_more_is_named(at_work: Site) -> None:
    clock = at_work.operators.now
    assert isinstance(clock, Clock)
    clock.passes(seconds=operators.BEAT + 30)
    status, found = await parts(at_work)
    assert (status, found["telegram courier"]) == (503, "has not said for 90 s that it lives")


async def test_a_platform_on_which_nobody_delivers_is_named(at_work: Site) -> None:
    await Desk(at_work.office.newsroom).free("courier/telegram/42", "us")
    status, found = await parts(at_work)
    assert (status, found["telegram courier"]) == (503, "nobody delivers")


async def test_what_waits_while_nothing_moves_is_named_and_what_moves_slowly_is_not(at_work: Site) -> None:
    seconds, clock = at_work.operators.clock, at_work.operators.now
    assert isinstance(seconds, Seconds)
    assert isinstance(clock, Clock)
    desk = Desk(at_work.office.newsroom)
    await desk.enqueue(Delivery(CHAT, 1, "send", "senate", AT - timedelta(hours=1)))
    assert (await parts(at_work))[0] == 200
    seconds.now = operators.STUCK + 1
    assert (await parts(at_work))[1]["telegram courier"] == "1 wait and nothing moves"
    metrics.DELIVERIES.labels("telegram", "sent").inc()
    assert (await parts(at_work))[0] == 200


async def test_a_store_that_takes_no_writes_is_named(at_work: Site) -> None:
    with closing(sqlite3.connect(at_work.office.newsroom.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, found = await parts(at_work)
    assert status == 503
    assert found["store"].startswith(("cannot be written", "does not take a write"))


async def test_one_look_is_good_for_a_while(at_work: Site, platform: Platform) -> None:
    """Looking writes to the disk: who asks without end does not wear it out."""
    assert (await at_work.get("/readyz")).status == 200
    platform.connected = False
    assert (await at_work.get("/readyz")).status == 200


async def test_what_is_counted_can_be_read_with_the_queues_as_they_are(at_work: Site) -> None:
    await Desk(at_work.office.newsroom).enqueue(Delivery(CHAT, 1, "send", "senate", AT - timedelta(seconds=40)))
    got = await at_work.get("/metrics")
    assert got.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'bell_due{platform="telegram"} 1.0' in got.text
    assert 'bell_oldest_due_seconds{platform="telegram"} 40.0' in got.text
    assert "bell_revision 4.0" in got.text


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
async def test_who_comes_from_outside_finds_neither_metrics_nor_readiness(site: Site, path: str) -> None:
    assert (await site.get(path)).status == 200
    assert (await site.get(path, X_Forwarded_For="203.0.113.7")).status == 404
    assert (await site.get("/healthz", X_Forwarded_For="203.0.113.7")).status == 200


async def test_no_answer_holds_a_setting(site: Site) -> None:
    """Neither tokens nor paths: what answers are made of never comes near them."""
    for path in ("/", "/healthz", "/readyz", "/metrics", "/feed.atom", "/export.json"):
        assert str(site.office.newsroom.path.parent) not in (await site.get(path)).text


async def test_a_containers_check_asks_whoever_runs_here(site: Site) -> None:
    listen = site.url.removeprefix("http://")
    assert await well(Settings(_env_file=None, http_listen=listen)) == ""
    assert await well(Settings(_env_file=None, http_listen=f":{listen.rpartition(':')[2]}")) == ""


async def test_a_check_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert "HTTP_LISTEN is not set" in await well(Settings(_env_file=None))
    assert "nothing answers at 127.0.0.1:9" in await well(Settings(_env_file=None, http_listen="127.0.0.1:9"))
