"""What an operator is told of the bot by Telegram itself."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.adapters.base import Told
from bot.adapters.telegram import inquire
from tests.adapters.telegram.declared import commands, declared_bot
from tests.adapters.telegram.running import serving
from tests.fakes import telegram_chats
from tests.fakes.telegram import GARBAGE, RESET, TOKEN, Fake, Fault, flood, refuse
from tests.sample import Kept

HOOK = "https://bell.example/telegram/a-secret-path"


async def asked(fake: Fake, **named: Any) -> dict[str, Told]:
    given = {"token": TOKEN, "api_url": fake.url, "language": "en"} | named
    return {each.name: each for each in await inquire(commands, **given)}


async def served(fake: Fake, kept: Kept) -> None:
    """Run the bot until it has told Telegram its menus."""
    async with serving(fake, kept, bot=declared_bot(kept)):
        await fake.until_polled()


async def test_a_bot_in_order_is_well_in_all_of_it(fake: Fake, kept: Kept) -> None:
    await served(fake, kept)
    found = await asked(fake)
    assert {each.state for each in found.values()} == {"well"}
    assert found["Telegram"].said == "serves as @BellBot (Division Bell)"
    assert found["menus"].said == "6 of them, as declared"
    assert found["updates"].said == "polled; 0 updates wait"


@pytest.mark.parametrize(
    ("change", "name", "what_to_do"),
    [
        ({"supports_inline_queries": False}, "inline mode", "/setinline"),
        ({"can_join_groups": False}, "groups", "/setjoingroups"),
        ({"can_read_all_group_messages": True}, "privacy", "/setprivacy"),
    ],
)
async def test_what_botfather_has_switched_is_said_with_the_way_back(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, change: dict[str, bool], name: str, what_to_do: str
) -> None:
    for key, value in change.items():
        monkeypatch.setitem(telegram_chats.ME, key, value)
    found = (await asked(fake))[name]
    assert found.state == "odd"
    assert what_to_do in found.said


async def test_menus_that_are_not_there_are_named_by_scope_and_language(fake: Fake) -> None:
    found = (await asked(fake))["menus"]
    assert found.state == "odd"
    assert "(all_private_chats by default: none, all_private_chats ur: none and 4 more)" in found.said


async def test_a_menu_that_says_something_else_is_told_from_one_with_other_commands(fake: Fake, kept: Kept) -> None:
    await served(fake, kept)
    fake.menus["all_private_chats", ""][0] = {"command": "start", "description": "Something else"}
    del fake.menus["all_group_chats", "ur"][0]
    said = (await asked(fake))["menus"].said
    assert "all_private_chats by default: other descriptions" in said
    number = len(fake.menus["all_group_chats", "ur"])
    assert f"all_group_chats ur: {number} commands, not {number + 1}" in said
    assert "doctor --retell" in said


@pytest.mark.parametrize(
    ("hook", "here", "state", "said"),
    [
        ({"url": HOOK}, "", "wrong", "webhook at bell.example"),
        ({"url": HOOK}, "https://other.example/t", "wrong", "brought to bell.example"),
        ({}, HOOK, "odd", "the next start sets TELEGRAM_WEBHOOK_URL"),
        ({"url": HOOK}, HOOK, "well", "brought to TELEGRAM_WEBHOOK_URL; 0 updates wait"),
        (
            {"url": HOOK, "last_error_date": 1_700_000_000, "last_error_message": "Connection\nrefused"},
            HOOK,
            "odd",
            "at 2023-11-14 22:13 UTC that failed: Connection refused",
        ),
        ({"pending_update_count": 101}, "", "odd", "polled; 101 updates wait: is the bot running?"),
    ],
    ids=["set though polled", "elsewhere", "not set yet", "in order", "failing", "nobody fetches"],
)
async def test_where_updates_go_is_compared_with_the_settings(
    fake: Fake, hook: dict[str, Any], here: str, state: str, said: str
) -> None:
    fake.hook |= hook
    found = (await asked(fake, hook=here))["updates"]
    assert (found.state, said in found.said) == (state, True), found
    assert "a-secret-path" not in found.said


@pytest.mark.parametrize("token", ["1:wrong", "no token at all", ""])
async def test_a_wrong_token_is_said_with_where_to_get_the_right_one(fake: Fake, token: str) -> None:
    (found,) = (await asked(fake, token=token)).values()
    assert found.state == "wrong"
    assert "@BotFather" in found.said
    assert not token or token not in found.said


@pytest.mark.parametrize(
    ("fault", "state", "said"),
    [
        (RESET, "wrong", "TELEGRAM_API_URL"),
        (GARBAGE, "wrong", "TELEGRAM_API_URL"),
        (refuse(502, "Bad Gateway"), "wrong", "does not answer (Bad Gateway)"),
        (flood(7), "odd", "look again in 7 s"),
    ],
    ids=["reset", "garbage", "502", "429"],
)
async def test_a_telegram_that_does_not_answer_is_told_of(fake: Fake, fault: Fault, state: str, said: str) -> None:
    fake.fault("getMe", fault)
    found = (await asked(fake))["Telegram"]
    assert (found.state, said in found.said) == (state, True), found


async def test_what_was_heard_before_the_network_went_away_is_told(fake: Fake) -> None:
    fake.fault("getMyCommands", RESET)
    found = await inquire(commands, token=TOKEN, api_url=fake.url, language="en")
    assert found[0].said == "serves as @BellBot (Division Bell)"
    assert "does not answer" in found[-1].said


async def test_nobody_at_the_address_is_told_of_without_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    (found,) = await inquire(commands, token=TOKEN, api_url="http://127.0.0.1:1", language="en")
    assert found.state == "wrong"
    assert "127.0.0.1:1 does not answer" in found.said
    assert TOKEN not in found.said + caplog.text
