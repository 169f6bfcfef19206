"""Servers that take the bot in, let it go, or are away for a while."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.adapters.discord.conftest import House, Journal
from tests.fakes.discord_gateway import CHANNEL, GUILD, SEND, VIEW, guild, text_channel
from tests.fakes.discord_rest import POSTS, Fault

LOBBY = f"discord:{GUILD}"
HALL = f"discord:{CHANNEL}"
OTHER, LAST = "60", "90"


async def settled(house: House) -> list[str]:
    """Let one more server take the bot in, and give the channels written to before: what is sent keeps its order."""
    await house.fake.joins(guild(LAST, channels=[text_channel("91")]))
    found = []
    async with asyncio.timeout(10):
        while (channel := await house.fake.rest.posts.get()) != "91":
            found.append(channel)
    return found


async def test_a_server_that_takes_the_bot_in_is_greeted_once(served: House) -> None:
    for _ in range(2):
        await served.fake.joins(guild(OTHER, channels=[text_channel("61")]))
    assert await settled(served) == ["61"]


async def test_the_greeting_says_how_to_begin_and_mentions_nobody(served: House) -> None:
    await settled(served)
    (call,) = [call for call in served.fake.rest.calls if call.path == POSTS]
    assert "Type / to see what you can ask" in call.text
    assert call.body["allowed_mentions"]["parse"] == []


@pytest.mark.parametrize(
    ("channels", "others", "where"),
    [
        ([text_channel("61"), text_channel("62")], {}, "61"),
        ([text_channel("61"), text_channel("62")], {"system_channel_id": "62"}, "62"),
        ([text_channel("61", denied={OTHER: SEND}), text_channel("62")], {"system_channel_id": "61"}, "62"),
        ([text_channel("61", denied={OTHER: VIEW}), text_channel("62")], {}, "62"),
        ([text_channel("61", kind=4), text_channel("62")], {}, "62"),
    ],
)
async def test_the_greeting_goes_where_all_see_it_and_the_bot_may_write(
    served: House, channels: list[dict[str, Any]], others: dict[str, Any], where: str
) -> None:
    await served.fake.joins(guild(OTHER, channels=channels, **others))
    assert await settled(served) == [where]


async def test_a_server_where_nothing_may_be_written_is_not_greeted(served: House) -> None:
    await served.fake.joins(guild(OTHER, channels=[text_channel("61", denied={OTHER: SEND})]))
    assert await settled(served) == []
    assert served.kept.chats[f"discord:{OTHER}"] == "active"


async def test_a_greeting_that_is_refused_is_only_noted(served: House, journal: Journal) -> None:
    served.fake.fail(POSTS, Fault(403, {"message": "Missing Permissions", "code": 50013}))
    await served.fake.joins(guild(OTHER, channels=[text_channel("61")]))
    level, _ = await journal.said("server 60 is not greeted")
    assert level == "INFO"


async def test_servers_known_at_the_start_are_not_greeted(served: House) -> None:
    assert await settled(served) == []


async def test_leaving_parks_the_server_and_what_is_known_within(served: House) -> None:
    served.kept.chats = {HALL: "active", "discord:9": "active"}
    await served.fake.leaves()
    await served.kept.settled(1)
    assert served.kept.chats == {HALL: "parked", LOBBY: "parked", "discord:9": "active"}


async def test_an_outage_parks_nothing(served: House) -> None:
    served.kept.chats = {HALL: "active"}
    await served.fake.leaves(outage=True)
    await settled(served)
    assert served.kept.chats[HALL] == "active"


async def test_a_server_back_from_an_outage_is_not_greeted(served: House) -> None:
    await served.fake.leaves(outage=True)
    await served.fake.gateway.dispatch("GUILD_CREATE", guild())
    assert await settled(served) == []


async def test_a_server_that_takes_the_bot_in_again_is_greeted_and_hears_again(served: House) -> None:
    served.kept.chats = {HALL: "active", LOBBY: "active"}
    await served.fake.leaves()
    await served.kept.settled(1)
    await served.fake.joins(guild())
    assert await settled(served) == [CHANNEL]
    assert (served.kept.chats[HALL], served.kept.chats[LOBBY]) == ("active", "active")


async def test_a_channel_that_is_gone_is_parked(served: House) -> None:
    await served.fake.gateway.dispatch("CHANNEL_DELETE", {**text_channel(CHANNEL), "guild_id": GUILD})
    await served.kept.settled(1)
    assert served.kept.chats == {HALL: "parked"}


async def test_a_thread_that_is_gone_is_parked(served: House) -> None:
    gone = {"id": "55", "guild_id": GUILD, "parent_id": CHANNEL, "type": 11}
    await served.fake.gateway.dispatch("THREAD_DELETE", gone)
    await served.kept.settled(1)
    assert served.kept.chats == {"discord:55": "parked"}
