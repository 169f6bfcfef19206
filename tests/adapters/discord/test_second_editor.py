"""Two editors over Discord's wire: who may approve is told in a message of their own, and so is the proposer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from data.desk import Desk
from data.editing import Rules
from tests.adapters.discord.conftest import House
from tests.adapters.discord.editors import ALONE, Newsdesk
from tests.adapters.discord.people import plain
from tests.fakes.discord_rest import ALONE as OPENED
from tests.fakes.discord_rest import POSTS, no
from tests.harness.process import until
from tests.newsroom import RESULT, delivering, office

ANN, BOB = "discord:7", "discord:8"
ANNS, BOBS = "900007", "900008"
"""Where the fake opens a channel for one person."""


class Courted(Newsdesk):
    """A house whose bot also delivers."""

    async def told(self, channel: str) -> dict[str, Any]:
        """Wait for a message in a channel."""
        posted = self.fake.rest.messages

        def found() -> list[dict[str, Any]]:
            return [each for each in posted.values() if each["channel_id"] == channel]

        async def there() -> bool:
            return bool(found())

        await until(there)
        return found()[0]

    async def ended(self, states: dict[str, int]) -> None:
        """Wait until the deliveries beside the second revision stand so."""

        async def so() -> bool:
            return {each.state: each.number for each in await Desk(self.office.newsroom).counts(2)} == states

        await until(so)


@asynccontextmanager
async def courted(house: House, shipped: Path, into: Path) -> AsyncIterator[Courted]:
    """Two owners, Ann and Bob, of a record for which everything takes two."""
    async with office(shipped, into, ANN, BOB, rules=Rules("all")) as opened:
        desk = Courted(house.fake, opened)
        adapter = desk.adapter()
        async with desk.serving(adapter), delivering(opened, adapter):
            yield desk


async def propose(desk: Courted) -> None:
    """Have Bob propose something, and publish it as far as he may."""
    await desk.office.press(await desk.office.say(RESULT, BOB), "Publish", BOB)


@pytest.fixture
async def waiting(house: House, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Courted]:
    async with courted(house, shipped_file, tmp_path) as desk:
        yield desk


async def test_the_other_editor_approves_from_a_message_of_their_own_and_the_proposer_hears_of_it(
    waiting: Courted,
) -> None:
    await propose(waiting)
    message = await waiting.told(ANNS)
    assert "Brought in by discord:8" in plain(str(message["components"]))
    buttons = _buttons(message)
    assert list(buttons) == ["Approve and publish", "Discard"]
    pressed = await waiting.shown(await waiting.fake.press(buttons["Approve and publish"], message, ALONE), ALONE)
    assert "approved by discord:7" in pressed.text
    assert "Published as revision 3." in plain(str((await waiting.told(BOBS))["components"]))
    assert await waiting.office.head() == 3


async def test_who_takes_no_messages_is_an_outcome_of_a_delivery(waiting: Courted) -> None:
    waiting.fake.fail(POSTS, no(403, 50007))
    await propose(waiting)
    await waiting.ended({"gone": 1})
    assert "no messages to this user" in (await waiting.type("deliveries", revision="2")).text


async def test_the_channel_is_opened_once_and_the_proposer_is_told_nothing_of_what_they_asked(waiting: Courted) -> None:
    await propose(waiting)
    await waiting.ended({"sent": 1})
    opened = [call for call in waiting.fake.rest.calls if call.path == OPENED]
    assert [str(call.body["recipient_id"]) for call in opened] == ["7"]
    assert not [each for each in waiting.fake.rest.messages.values() if each["channel_id"] == BOBS]


def _buttons(message: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(parts: list[dict[str, Any]]) -> None:
        for part in parts:
            if part["type"] == 2:
                found[part["label"]] = part["custom_id"]
            walk(part.get("components", []))

    walk(message["components"])
    return found
