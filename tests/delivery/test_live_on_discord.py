"""A message that is kept up to date on Discord, over the wire: pinned where that is allowed, edited, ended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.delivery.live import SPACING
from data.editing import correction
from data.publish import load_shipped
from tests.adapters.discord.conftest import House, Journal, house, journal
from tests.data.editing.helping import push
from tests.delivery.server import Server, served
from tests.delivery.test_live import DECIDED, EVENING, SUPPORT
from tests.fakes.discord import Where
from tests.fakes.discord_gateway import CHANNEL
from tests.fakes.discord_rest import CALLBACK, PINS, POST, Exchange, Fault, no

__all__ = ["house", "journal"]

MANAGES = 1 << 4
THERE = Where(held=MANAGES)
DAY = 24 * 3600


@pytest.fixture
async def server(house: House, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Server]:
    async with served(house, shipped_file, tmp_path) as found:
        yield found


async def live(server: Server, where: Where = THERE) -> Exchange:
    """Ask for a message that is kept up to date, as who manages the place."""
    exchange, call = await server.type("live", where, question="confidence")
    assert not call.ephemeral
    await server.lives(1)
    return exchange


async def change(server: Server, value: int) -> None:
    """Make a figure of the card another."""
    await push(server.room, correction(SUPPORT, value, "A miscount", "source"), at=server.hours.now())


async def decide(server: Server) -> None:
    await load_shipped(server.room, (*EVENING, DECIDED), at=server.hours.now())


async def pinned(server: Server) -> None:
    await server.fake.rest.asked(PINS, 1)


async def test_it_is_pinned_edited_and_ends_when_it_is_decided(server: Server) -> None:
    """By id, through the channel: the interaction is long over by then."""
    exchange = await live(server)
    assert exchange.message is not None
    exchange.expired = True
    async with server.at_work(server.keeper()):
        await pinned(server)
        await change(server, 160)
        assert "160" in (await server.edited(1)).text
        await decide(server)
        assert "178" in (await server.edited(2)).text
        await server.lives(0)
        await change(server, 150)
        await server.passes(2 * SPACING)
    assert server.fake.rest.pins == [exchange.message["id"]]
    assert len(server.edits(POST)) == 2
    assert "Kept up to date" not in server.edits(POST)[-1].text


async def test_it_ends_after_a_day(server: Server) -> None:
    await live(server)
    async with server.at_work(server.keeper()):
        await pinned(server)
        server.hours.go_on(DAY)
        last = await server.edited(1)
        await server.lives(0)
    assert "Kept up to date" not in last.text


async def test_edits_of_one_channel_are_apart(server: Server) -> None:
    """And the newest state is what is shown."""
    await live(server)
    async with server.at_work(server.keeper()):
        await pinned(server)
        await change(server, 160)
        await server.edited(1)
        at = server.hours.passed
        for value in (161, 162, 163):
            await change(server, value)
        assert "163" in (await server.edited(2)).text
    assert server.hours.passed - at >= SPACING - 1
    assert len(server.edits(POST)) == 2


async def test_where_it_may_not_pin_it_is_kept_up_to_date_all_the_same(server: Server) -> None:
    await live(server)
    server.fake.fail(PINS, no(403, 50013, "Missing Permissions"))
    async with server.at_work(server.keeper()):
        await change(server, 160)
        assert "160" in (await server.edited(1)).text
        await server.passes(2 * SPACING)
    assert server.fake.rest.pins == []


async def test_a_channel_with_as_many_pins_as_there_can_be_keeps_it_unpinned(server: Server) -> None:
    await live(server)
    server.fake.fail(PINS, no(400, 30003, "Maximum number of pins reached"))
    async with server.at_work(server.keeper()):
        await change(server, 160)
        await server.edited(1)
    assert server.fake.rest.pins == []


@pytest.mark.parametrize("refusal", [no(404, 10008, "Unknown Message"), no(403, 50005, "Cannot edit"), no(400, 30046)])
async def test_one_that_is_deleted_or_cannot_be_edited_is_let_go(
    server: Server, refusal: Fault, journal: Journal
) -> None:
    await live(server)
    server.fake.fail(POST, refusal)
    async with server.at_work(server.keeper()):
        await change(server, 160)
        await server.lives(0)
        await change(server, 161)
        await server.passes(2 * SPACING)
    assert server.edits(POST) == []
    assert journal.told("Traceback") == 0


async def test_where_the_bot_sees_the_channel_no_more_the_channel_is_parked(server: Server) -> None:
    await live(server)
    server.fake.fail(POST, no(403, 50001, "Missing Access"))
    async with server.at_work(server.keeper()):
        await change(server, 160)
        await server.lives(0)
    chat = await server.desk.chat(f"discord:{CHANNEL}")
    assert chat is not None
    assert chat.state == "parked"


async def test_a_limit_of_discords_is_waited_for(server: Server) -> None:
    await live(server)
    async with server.at_work(server.keeper()):
        await pinned(server)
        server.fake.fail(POST, Fault(429, {"message": "slow", "retry_after": 100.0}, {"Retry-After": "100"}))
        at = server.hours.passed
        await change(server, 160)
        assert "160" in (await server.edited(1)).text
    assert server.hours.passed - at >= 99


async def test_only_who_manages_a_server_may_ask_for_one(server: Server) -> None:
    _, call = await server.type("live", Where(), question="confidence")
    assert call.path == CALLBACK
    assert call.ephemeral
    assert await server.live() == 0


async def test_where_the_bot_may_not_write_later_none_is_begun(server: Server) -> None:
    """Such as one that somebody took along into a server it is no member of."""
    _, call = await server.type("live", Where(held=MANAGES, granted=0), question="confidence")
    assert "I cannot write or correct anything later" in call.text
    assert await server.live() == 0
