"""Coming and going: admission, the gateway's turns, an orderly end, and a token nobody reads."""

from __future__ import annotations

import asyncio
import logging
import threading

import aiohttp
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adapters.discord.adapter import GRACE, PATIENCE
from bot.errors import NotAdmitted
from tests.adapters.discord.conftest import TOKEN, House
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_gateway import RESUME
from tests.sample import sample_bot


async def answered(house: House) -> bool:
    return "Senate" in (await (await house.fake.slash("house")).next_call()).text


@pytest.mark.parametrize("compressed", [True, False])
async def test_the_gateway_is_understood_compressed_and_plain(compressed: bool) -> None:
    async with FakeDiscord(TOKEN, compressed=compressed) as fake:
        house = House(fake)
        async with house.serve():
            assert await answered(house)


async def test_the_advice_on_address_and_shards_is_followed_where_no_other_gateway_is_set() -> None:
    async with FakeDiscord(TOKEN) as fake:
        house = House(fake)
        async with house.serve(gateway_url=None):
            assert await answered(house)
        assert [each["shard"] for each in fake.gateway.identified] == [[0, 1]]


async def test_a_gateway_of_our_own_goes_before_the_advice(house: House) -> None:
    house.fake.rest.gateway_url = "ws://127.0.0.1:1/"
    async with house.serve():
        assert await answered(house)


async def test_it_is_connected_once_the_gateway_is_reached_and_not_before_or_after(house: House) -> None:
    adapter = house.adapter()
    seen = [adapter.connected]
    async with house.serving(adapter):
        assert await answered(house)
        seen.append(adapter.connected)
    seen.append(adapter.connected)
    assert seen == [False, True, False]


async def test_only_the_servers_outlines_are_asked_for(served: House) -> None:
    assert [each["intents"] for each in served.fake.gateway.identified] == [1]


async def test_a_token_the_interface_refuses_ends_with_a_clear_line(house: House) -> None:
    with pytest.raises(NotAdmitted, match="DISCORD_TOKEN") as caught:
        await house.adapter(token="another-token").run()  # noqa: S106  # of nobody
    assert "another-token" not in str(caught.value)


async def test_a_token_the_gateway_refuses_ends_with_a_clear_line(house: House) -> None:
    house.fake.gateway.token = "changed-meanwhile"  # noqa: S105  # of nobody
    with pytest.raises(NotAdmitted, match="DISCORD_TOKEN"):
        await house.adapter().run()


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "ключ"])
async def test_what_cannot_be_a_token_is_sent_nowhere(house: House, token: str) -> None:
    with pytest.raises(NotAdmitted, match="DISCORD_TOKEN"):
        await house.adapter(token=token).run()
    assert house.fake.rest.calls == []


@pytest.mark.parametrize("code", [4013, 4014])
async def test_intents_that_are_not_granted_end_with_a_clear_line(house: House, code: int) -> None:
    house.fake.gateway.refuse_with = code
    with pytest.raises(NotAdmitted, match="intents"):
        await house.adapter().run()


async def test_the_token_is_in_no_log_and_neither_is_an_interactions(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with house.serve():
        exchange = await house.fake.slash("house")
        await exchange.next_call()
    with pytest.raises(NotAdmitted):
        await house.adapter(token="another-token").run()  # noqa: S106  # of nobody
    assert "connected to Gateway" in caplog.text
    for secret in (TOKEN, "another-token", exchange.token):
        assert secret not in caplog.text


async def test_a_dropped_connection_is_resumed_and_hears_what_it_missed(served: House) -> None:
    assert await answered(served)
    await served.fake.gateway.drop(4000)
    exchange = await served.fake.slash("house")
    await served.fake.gateway.heard(RESUME)
    assert "Senate" in (await exchange.next_call()).text


async def test_a_request_to_reconnect_is_followed(served: House) -> None:
    await served.fake.gateway.ask_to_reconnect()
    await served.fake.gateway.heard(RESUME)
    assert await answered(served)


async def test_the_process_is_left_as_it_was_found(house: House) -> None:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, logging.getLogger("discord").level
    async with house.serve():
        assert house.fake.api_url == Route.BASE
    assert (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, logging.getLogger("discord").level) == before
    assert [type(each) for each in logging.getLogger("discord").handlers] == [logging.NullHandler]


async def test_an_end_leaves_no_task_no_thread_and_no_connection(house: House) -> None:
    async with house.serve():
        assert await answered(house)
    ours = {repr(task.get_coro()) for task in asyncio.all_tasks() - {asyncio.current_task()}}
    assert [each for each in ours if "RequestHandler.start" not in each] == []
    beating = [thread for thread in threading.enumerate() if "keep-alive" in thread.name]
    for thread in beating:
        thread.join(5)
    assert not any(thread.is_alive() for thread in beating)
    assert house.fake.gateway.lines == []


async def test_an_end_lets_answers_at_work_finish_until_its_grace_is_over(house: House) -> None:
    async with house.serve() as task:
        stuck = asyncio.Event()
        house.paints.png = lambda _: stuck.wait()  # type: ignore[method-assign, assignment, return-value]  # never paints
        exchange = await house.fake.slash("house")
        assert await house.timer.asked() == PATIENCE
        task.cancel()
        assert await house.timer.asked() == GRACE
        house.timer.ring()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert exchange.message is None


async def test_an_end_does_not_wait_for_a_gateway_that_went_silent(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """discord.py would give it half a minute to say goodbye; here for ever, so that whoever waits never ends."""
    for_ever = aiohttp.ClientWSTimeout(ws_close=None)
    monkeypatch.setattr(aiohttp, "ClientWSTimeout", lambda **_: for_ever)
    async with house.serve() as task:
        assert await answered(house)
        house.fake.gateway.deaf = True
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 60)


async def test_a_run_can_begin_anew(house: House) -> None:
    adapter = house.adapter(sample_bot(house.kept))
    for times in (1, 2):
        task = asyncio.create_task(adapter.run())
        await house.fake.connected(times)
        assert await answered(house)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
