"""What an operator is told of the bot by Discord itself."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.adapters.base import Told
from bot.adapters.discord import inquire
from bot.adapters.discord.inquiry import told
from handlers import commands as real
from tests.adapters.discord.conftest import TOKEN, House
from tests.fakes import discord_rest
from tests.fakes.discord_rest import COMMANDS, Fault, no, too_many
from tests.sample import commands

APPLICATION = "/applications/@me"


async def asked(house: House, **named: Any) -> dict[str, Told]:
    given = {"token": TOKEN, "api_url": house.fake.api_url, "language": "en"} | named
    return {each.name: each for each in await inquire(commands, **given)}


async def test_a_bot_in_order_is_well_in_all_of_it(served: House) -> None:
    await served.fake.rest.synced()
    found = await asked(served)
    assert {each.state for each in found.values()} == {"well"}
    assert found["Discord"].said == "the application is Division Bell (2)"
    assert found["commands"].said == f"{len(served.fake.commands)} of them, as declared"
    assert found["gateway"].said == "1000 of 1000 sessions may begin today"
    assert found["shards"].said == "1; Discord advises 1"


async def test_the_commands_of_the_program_are_the_ones_that_are_compared(house: House) -> None:
    """What Discord adds to a command by itself, and what it leaves out, makes no difference."""
    house.fake.rest.commands = [stored(each) for each in told(real, "en")]
    found = await inquire(real, token=TOKEN, api_url=house.fake.api_url, language="en")
    assert [each.said for each in found if each.name == "commands"] == [f"{len(told(real, 'en'))} of them, as declared"]


def stored(each: dict[str, Any]) -> dict[str, Any]:
    """Give a command as Discord gives it back: permissions as text, lists in its own order, fields of its own."""
    permissions = each["default_member_permissions"]
    kept = {key: value for key, value in each.items() if value not in (None, False, [], {})}
    own = {"id": "1", "application_id": "2", "version": "3", "dm_permission": True, "nsfw": False}
    return (
        kept
        | own
        | {
            "default_member_permissions": None if permissions is None else str(permissions),
            "contexts": list(reversed(each["contexts"])),
            "name_localizations": each.get("name_localizations") or None,
        }
    )


async def test_commands_that_are_not_there_or_differ_are_named(served: House) -> None:
    await served.fake.rest.synced()
    gone, changed = served.fake.rest.commands[0]["name"], served.fake.rest.commands[1]
    changed["description"] = "Something else"
    del served.fake.rest.commands[0]
    found = (await asked(served))["commands"]
    assert found.state == "odd"
    assert ", ".join(sorted([gone, changed["name"]])) in found.said
    assert "doctor --retell" in found.said


@pytest.mark.parametrize(
    ("change", "name", "said"),
    [
        (
            {"interactions_endpoint_url": "https://bell.example/x"},
            "interactions",
            "empty Interactions",
        ),
        ({"bot_public": False}, "install", "turn Public Bot on"),
        ({"flags": 1 << 19 | 1 << 14}, "intents", "(server members, message content)"),
    ],
)
async def test_what_is_set_in_the_portal_is_said_with_what_to_change(
    house: House, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], name: str, said: str
) -> None:
    for key, value in change.items():
        monkeypatch.setitem(discord_rest.ME, key, value)
    found = (await asked(house))[name]
    assert found.state == ("wrong" if name == "interactions" else "odd")
    assert said in found.said


@pytest.mark.parametrize(("left", "state"), [(20, "well"), (19, "odd"), (0, "wrong")])
async def test_the_starts_left_today_are_counted(house: House, left: int, state: str) -> None:
    house.fake.rest.starts = left
    found = (await asked(house))["gateway"]
    assert found.state == state
    assert found.said.startswith(f"{left} of 1000 sessions may begin today")


@pytest.mark.parametrize(("shards", "state"), [(None, "well"), (2, "odd"), (4, "well")])
async def test_the_shards_are_compared_with_discords_advice(house: House, shards: int | None, state: str) -> None:
    house.fake.rest.shards = 4
    found = (await asked(house, shards=shards))["shards"]
    assert found.state == state
    assert "Discord advises 4" in found.said


@pytest.mark.parametrize("token", ["wrong-token", "no token at all", ""])
async def test_a_wrong_token_is_said_with_where_to_get_the_right_one(house: House, token: str) -> None:
    (found,) = (await asked(house, token=token)).values()
    assert found.state == "wrong"
    assert "developer portal" in found.said
    assert not token or token not in found.said


@pytest.mark.parametrize(
    ("fault", "state", "said"),
    [
        (Fault(reset=True), "wrong", "does not answer (ServerDisconnectedError)"),
        (Fault(502), "odd", "discordstatus.com"),
        (too_many(7), "odd", "asks for patience"),
        (no(404, 0), "wrong", "DISCORD_API_URL"),
        (Fault(200), "wrong", "is not Discord's"),
    ],
    ids=["reset", "502", "429", "404", "no json of Discord's"],
)
async def test_a_discord_that_does_not_answer_is_told_of(house: House, fault: Fault, state: str, said: str) -> None:
    house.fake.rest.faults[APPLICATION].extend([fault, fault])  # a request that was cut off is made once more
    found = (await asked(house))["Discord"]
    assert (found.state, said in found.said) == (state, True), found


async def test_what_was_heard_before_the_network_went_away_is_told(house: House) -> None:
    house.fake.rest.faults[COMMANDS].extend([Fault(reset=True)] * 2)
    found = await inquire(commands, token=TOKEN, api_url=house.fake.api_url, language="en")
    assert found[0].state == "well"
    assert "does not answer" in found[-1].said


async def test_nobody_at_the_address_is_told_of_without_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    (found,) = await inquire(commands, token=TOKEN, api_url="http://127.0.0.1:1/api/v10", language="en")
    assert found.state == "wrong"
    assert "127.0.0.1:1 does not answer" in found.said
    assert TOKEN not in found.said + caplog.text


async def test_only_what_was_found_is_said(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """The library's advice about voice is none for this bot."""
    await asked(house)
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []
