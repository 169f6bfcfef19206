"""News and corrections in a Discord channel, from the push to what stands there and what can be asked of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from data.dossier import load
from data.editing import correction
from tests.adapters.discord.conftest import House, house
from tests.adapters.discord.people import plain
from tests.data.editing.helping import push
from tests.delivery.server import Server, served
from tests.delivery.test_live import EVENING, SUPPORT
from tests.fakes.discord import HERE, Where
from tests.fakes.discord_gateway import CHANNEL
from tests.fakes.discord_rest import POST

__all__ = ["house"]

PLACE = f"discord:{CHANNEL}"
MANAGES = Where(held=1 << 4)
REJECTED = "pk-senate-2021-ict-general-votes-the-news/rejected"


@pytest.fixture
async def server(house: House, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Server]:
    async with served(house, shipped_file, tmp_path) as found:
        yield found


async def ended(server: Server, revision: int) -> None:
    """Wait until nothing of a revision is due any more."""

    async def over() -> bool:
        counts = await server.desk.counts(revision)
        return bool(counts) and all(each.state not in {"due", "leased"} for each in counts)

    await server.until(over)


async def notice(server: Server, value: int = 160) -> dict[str, Any]:
    """Push a correction, have it told, and give the message that stands in the channel."""
    number = await push(server.room, correction(SUPPORT, value, "A miscount", "source"), at=server.hours.now())
    async with server.at_work(server.courier()):
        await ended(server, number)
    (told,) = await server.desk.told(PLACE, revision=number)
    return server.fake.rest.messages[told.message or ""]


async def test_why_a_message_came_is_asked_in_its_menu(server: Server) -> None:
    """For the asker alone, with the watch that brought it."""
    await server.type("watch", MANAGES, subject="confidence", loud="everything")
    message = await notice(server)
    asked = await server.fake.choose_on("Why did this come?", message, HERE)
    call = await asked.next_call()
    assert call.ephemeral
    assert "every change" in call.text
    assert next(iter(call.buttons)).startswith("Stop: ")


async def test_what_nobody_sent_unasked_has_no_reason(server: Server) -> None:
    exchange, _ = await server.type("contest", HERE, name="islamabad")
    assert exchange.message is not None
    asked = await server.fake.choose_on("Why did this come?", exchange.message, HERE)
    assert "Nothing of that kind was sent here unasked." in (await asked.next_call()).text


async def test_a_message_that_showed_a_wrong_figure_is_edited_and_says_why(server: Server) -> None:
    """The channel follows nothing; its message is put right, and the old code is superseded."""
    await push(server.room, load(EVENING[0]), at=server.hours.now())
    exchange, call = await server.type("contest", HERE, name="islamabad")
    assert exchange.message is not None
    await server.memory._ledger.flush()
    code = call.text.rpartition("`")[0].rpartition("`")[2]
    number = await push(server.room, correction(REJECTED, 7, "A miscount", "source"), at=server.hours.now())
    async with server.at_work(server.courier()):
        await ended(server, number)
    edit = server.edits(POST)[-1]
    assert "Corrected 12:00: rejected 6 → 7 (The News corrected itself)" in plain(edit.text)
    asked = await server.fake.choose_on("Why did this come?", exchange.message, HERE)
    assert "A message here showed a figure that was wrong" in (await asked.next_call()).text
    _, checked = await server.type("check", HERE, code=code)
    assert "6 → 7" in checked.text
