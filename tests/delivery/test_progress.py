"""What an editor's own publish message says on Discord, where they alone see it: progress, and the sum in the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.discord.answering import REACHED
from tests.adapters.discord.conftest import House, Journal, house, journal
from tests.delivery.server import Server, served
from tests.fakes.discord import HERE
from tests.fakes.discord_rest import ORIGINAL, Exchange, no
from tests.newsroom import DAWN

__all__ = ["house", "journal"]

FIGURES = "gilani=169 shaikh=164 rejected=7 notcast=1"
CHANNELS = 4


@pytest.fixture
async def server(house: House, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Server]:
    async with served(house, shipped_file, tmp_path, CHANNELS) as found:
        yield found


async def published(server: Server) -> Exchange:
    """Publish a result in a server, as an editor does, and give the press."""
    preview, call = await server.type("result", HERE, contest="islamabad", figures=FIGURES, source=f"dawn {DAWN}")
    assert call.ephemeral
    pressed, _ = await server.press(preview, "Publish", HERE)
    await server.lives(1)
    return pressed


async def test_it_shows_progress_and_ends_with_the_sum(server: Server) -> None:
    """In the message itself, through the interaction; what reached it is kept no longer than that."""
    pressed = await published(server)
    assert f"0 of {CHANNELS}" in server.text(pressed)
    async with server.at_work(server.keeper()):
        await server.sent(1)
        await server.says(pressed, f"1 of {CHANNELS}")
        await server.sent(CHANNELS)
        await server.lives(0)
    assert f"{CHANNELS} of {CHANNELS}" in server.text(pressed)
    assert f"{CHANNELS} sent" in server.text(pressed)
    assert await server.room.read(lambda db: db.execute("SELECT * FROM lives").fetchall()) == []


async def test_the_courier_brings_it_to_its_end(server: Server) -> None:
    pressed = await published(server)
    async with server.at_work(server.keeper(), server.courier()):
        await server.lives(0)
    assert f"{CHANNELS} sent" in server.text(pressed)
    assert len(server.fake.rest._nonces) == CHANNELS


async def test_before_discord_lets_go_of_it_it_says_so_and_a_button_goes_on(server: Server) -> None:
    """With the press there are 15 minutes more."""
    pressed = await published(server)
    async with server.at_work(server.keeper()):
        server.hours.go_on(REACHED)
        await server.lives(0)
        assert "This message is kept up to date no longer." in server.text(pressed)
        pressed.expired = True
        again, _ = await server.press(pressed, "Go on", HERE)
        await server.sent(CHANNELS)
        await server.says(again, f"{CHANNELS} sent")
        await server.lives(0)
    assert "no longer" not in server.text(again)


async def test_what_was_opened_in_its_place_stands(server: Server) -> None:
    pressed = await published(server)
    async with server.at_work(server.keeper()):
        await server.sent(1)
        await server.edited(1, ORIGINAL)
        other, _ = await server.press(pressed, "Take revision 3 back", HERE)
        await server.lives(0)
        await server.sent(CHANNELS)
        await server.passes(60)
    assert "of 4" not in server.text(other)


@pytest.mark.parametrize(
    "refusal", [no(404, 10015, "Unknown Webhook"), no(401, 50027, "Invalid Webhook Token"), no(404, 10008)]
)
async def test_one_that_is_dismissed_or_out_of_reach_is_let_go_in_silence(
    server: Server, refusal: object, journal: Journal
) -> None:
    await published(server)
    server.fake.fail(ORIGINAL, refusal)  # type: ignore[arg-type]  # a fault
    async with server.at_work(server.keeper()):
        await server.sent(1)
        await server.lives(0)
    assert journal.told("Traceback") == 0
    assert len(server.edits()) == 0


async def test_two_editors_in_one_channel_both_see_progress(server: Server) -> None:
    one = await published(server)
    other, _ = await server.type("deliveries", HERE)
    await server.lives(2)
    async with server.at_work(server.keeper()):
        await server.sent(1)
        await server.says(one, f"1 of {CHANNELS}")
        await server.says(other, f"1 of {CHANNELS}")


async def test_what_reaches_a_message_is_in_no_line_of_the_log(server: Server, journal: Journal) -> None:
    pressed = await published(server)
    async with server.at_work(server.keeper()):
        server.fake.fail(ORIGINAL, no(403, 50013))
        await server.sent(1)
        await server.lives(0)
        await asyncio.sleep(0)
    assert journal.told(pressed.token) == 0


async def test_a_restart_goes_on_with_it(server: Server) -> None:
    """Another process, which never saw the interaction, edits its message."""
    pressed = await published(server)
    second = Server(server.house, server.room)
    async with server.house.serving(second.adapter), second.at_work(second.keeper()):
        await second.sent(CHANNELS)
        await second.lives(0)
    assert f"{CHANNELS} sent" in server.text(pressed)
