"""The gateway's bad days: closed, broken off, silent, forgotten; and what ends the adapter for good."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.errors import NotAdmitted
from tests.adapters.discord.conftest import TOKEN, House, Journal
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_gateway import IDENTIFY, RESUME


async def answered(house: House) -> bool:
    return "Senate" in (await (await house.fake.slash("house")).next_call()).text


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009])
async def test_a_connection_closed_for_any_passing_reason_is_resumed(served: House, code: int) -> None:
    await served.fake.gateway.drop(code)
    await served.fake.gateway.heard(RESUME)
    assert await answered(served)


async def test_a_connection_that_breaks_off_without_a_goodbye_is_resumed(served: House) -> None:
    served.fake.gateway.cut()
    await served.fake.gateway.heard(RESUME)
    assert await answered(served)


async def test_the_log_says_when_the_connection_comes_goes_and_goes_on(house: House, journal: Journal) -> None:
    async with house.serve():
        await journal.said("Discord is connected (shard 0 of 1)")
        await house.fake.gateway.drop(4000)
        await journal.said("Discord's connection is lost (shard 0 of 1) and made anew")
        await journal.said("Discord is connected again (shard 0 of 1); nothing was missed")


async def test_a_connection_that_goes_silent_is_made_anew(house: House) -> None:
    async with house.serve(silence=0.2):
        house.fake.gateway.deaf = house.fake.gateway.mute = True
        await house.fake.gateway.left()
        house.fake.gateway.mute = False
        await house.fake.gateway.heard(RESUME)
        assert await answered(house)


async def test_a_session_the_gateway_calls_invalid_begins_anew_as_slowly_as_it_must(served: House) -> None:
    """Not before the time between two sessions is over."""
    await served.fake.gateway.invalidate(resumable=False)
    await served.fake.gateway.opened(2)
    assert served.fake.gateway.seen.count(IDENTIFY) == 1
    served.timer.ring()
    await served.fake.gateway.heard(IDENTIFY, 2)
    assert await answered(served)


async def test_a_session_that_may_go_on_is_resumed(served: House) -> None:
    await served.fake.gateway.invalidate(resumable=True)
    await served.fake.gateway.heard(RESUME)
    assert await answered(served)


async def test_a_session_forgotten_while_the_connection_was_away_begins_anew(served: House) -> None:
    served.fake.gateway.forget()
    await served.fake.gateway.drop(4000)
    await served.fake.gateway.heard(RESUME)
    served.timer.ring()
    await served.fake.gateway.heard(IDENTIFY, 2)
    assert await answered(served)


@pytest.mark.parametrize(("code", "told"), [(4010, "DISCORD_SHARDS"), (4011, "DISCORD_SHARDS"), (4012, "version")])
async def test_what_no_restart_helps_ends_with_a_clear_line(house: House, code: int, told: str) -> None:
    house.fake.gateway.refuse_with = code
    with pytest.raises(NotAdmitted, match=told):
        await house.adapter(shards=(range(1), 1)).run()


async def test_too_few_shards_by_old_advice_are_for_the_next_start(house: House) -> None:
    house.fake.gateway.refuse_with = 4011
    with pytest.raises(discord.ConnectionClosed):
        await house.adapter().run()


async def test_an_interface_that_is_away_escapes_as_the_networks_fault(house: House) -> None:
    with pytest.raises(OSError, match=r"127\.0\.0\.1"):
        await house.adapter(api_url="http://127.0.0.1:1/api/v10").run()


async def test_a_gateway_that_is_away_is_one_line_in_the_log(house: House, journal: Journal) -> None:
    task = asyncio.create_task(house.adapter(gateway_url="ws://127.0.0.1:1/").run())
    level, line = await journal.said("Failed to connect for shard_id: 0. Retrying...")
    assert (level, "\n" in line) == ("WARNING", False)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(("shards", "served"), [((range(2), 2), [[0, 2], [1, 2]]), ((range(1, 2), 2), [[1, 2]])])
async def test_the_shards_that_are_set_are_served_and_no_others(
    shards: tuple[range, int], served: list[list[int]]
) -> None:
    async with FakeDiscord(TOKEN, shards=2) as fake:
        house = House(fake)
        house.timer.ring()
        async with house.serve(shards=shards):
            await fake.connected(len(served))
            assert [each["shard"] for each in fake.gateway.identified] == served


async def test_shards_are_as_many_as_discord_advises_where_none_are_set() -> None:
    async with FakeDiscord(TOKEN, shards=2) as fake:
        house = House(fake)
        house.timer.ring()
        async with house.serve():
            await fake.connected(2)
            assert await answered(house)
