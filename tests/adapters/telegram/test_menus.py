"""What Telegram shows of the bot by itself."""

from __future__ import annotations

from typing import Any

import pytest

from bot import languages
from bot.commands import described
from tests.adapters.telegram.declared import commands, declared_bot
from tests.adapters.telegram.running import serving
from tests.fakes.telegram import Fake, refuse
from tests.fakes.telegram_chats import ANN, GROUP, PRIVATE
from tests.sample import Kept

PUBLIC = [command.name for command in commands if command.role is None]
MEMBERS = [name for name in PUBLIC if name != "watch"]
SCOPES = ("all_private_chats", "all_group_chats", "all_chat_administrators")
TOLD = ("setMyCommands", "deleteMyCommands", "setMyDescription", "setMyShortDescription")


def menu(fake: Fake, scope: str, code: str = "") -> list[str]:
    return [command["command"] for command in fake.menus.get((scope, code), [])]


def told(fake: Fake) -> int:
    return sum(len(fake.of(method)) for method in TOLD)


async def served(fake: Fake, kept: Kept, *lines: str, **named: Any) -> None:
    """Run the adapter until it has answered the lines, or just anything."""
    async with serving(fake, kept, bot=declared_bot(kept), **named):
        for line in lines or (".",):
            await fake.until_confirmed(await fake.say(line))


async def test_each_scope_has_the_commands_its_people_can_use(fake: Fake, kept: Kept) -> None:
    """Who may manage a chat sees what only they can use; nobody sees an editor's commands."""
    await served(fake, kept)
    assert [menu(fake, scope) for scope in SCOPES] == [PUBLIC, MEMBERS, PUBLIC]


async def test_a_menu_speaks_every_language_there_is(fake: Fake, kept: Kept) -> None:
    await served(fake, kept)
    spoken = {code for scope, code in fake.menus if scope == "all_private_chats"}
    assert spoken == {"", *languages.available()} - {"en"}
    for code in spoken:
        texts = languages.texts(code or "en")
        shown = {each["command"]: each["description"] for each in fake.menus["all_private_chats", code]}
        assert shown["search"] == described(commands["search"], texts)
        assert fake.descriptions["description", code] == texts("telegram-description")
        assert fake.descriptions["short_description", code] == texts("telegram-short-description")


async def test_who_speaks_none_of_ours_reads_the_language_of_the_installation(fake: Fake, kept: Kept) -> None:
    await served(fake, kept, language="ur")
    assert {code for scope, code in fake.menus if scope == "all_private_chats"} == {"", "en"}
    assert fake.descriptions["description", ""] == languages.texts("ur")("telegram-description")


async def test_what_telegram_was_told_is_told_once_and_again_when_it_changed(fake: Fake, kept: Kept) -> None:
    await served(fake, kept)
    first = told(fake)
    await served(fake, kept)
    assert told(fake) == first
    kept.values["telegram-menu:42:all_group_chats:"] = "another"
    await served(fake, kept)
    assert told(fake) == first + 1


async def test_an_editor_sees_the_commands_of_their_role_at_the_start(fake: Fake, kept: Kept) -> None:
    """As far as their private chat is there; whoever never wrote is told when they do."""
    kept.roles = {"telegram:7": "editor", "telegram:8": "owner", "discord:9": "owner"}
    fake.chats[7] = PRIVATE
    await served(fake, kept)
    assert set(menu(fake, "chat7")) == {*PUBLIC, "push"}
    assert menu(fake, "chat8") == []
    chats = {call.params["scope"].get("chat_id") for call in fake.of("setMyCommands")}
    assert chats == {None, 7, 8}


@pytest.mark.parametrize("line", ["/push", "/help", "/start"])
async def test_a_new_editor_sees_theirs_when_they_next_write(fake: Fake, kept: Kept, line: str) -> None:
    async with serving(fake, kept, bot=declared_bot(kept)):
        await fake.until_polled()
        kept.roles["telegram:7"] = "owner"
        await fake.until_confirmed(await fake.say("/house"))
        assert menu(fake, "chat7") == []
        await fake.until_confirmed(await fake.say(line))
    assert set(menu(fake, "chat7")) == {*PUBLIC, "push", "grant"}


async def test_who_may_edit_no_longer_sees_what_everybody_sees(fake: Fake, kept: Kept) -> None:
    kept.roles["telegram:7"] = "editor"
    await served(fake, kept, "/push")
    assert menu(fake, "chat7")
    del kept.roles["telegram:7"]
    await served(fake, kept, "/push", "/push")
    assert menu(fake, "chat7") == []
    assert len(fake.of("deleteMyCommands")) == len(languages.available())


async def test_nobody_elses_menu_is_touched(fake: Fake, kept: Kept) -> None:
    """Neither a person's without a role, nor a group's for an editor who writes there."""
    kept.roles["telegram:7"] = "editor"
    async with serving(fake, kept, bot=declared_bot(kept)):
        await fake.until_polled()
        before = told(fake)
        await fake.until_confirmed(await fake.say("/push", GROUP))
        stranger = {**ANN, "id": 9}
        await fake.until_confirmed(await fake.say("/help", {**PRIVATE, "id": 9}, stranger))
        assert told(fake) == before


async def test_a_menu_that_is_refused_stays_as_it_was_and_stops_nothing(fake: Fake, kept: Kept, caplog: Any) -> None:
    fake.fault("setMyCommands", refuse(400, "Bad Request: BOT_COMMAND_INVALID"))
    await served(fake, kept, "/house")
    assert "stays as it was" in caplog.text
    assert fake.of("sendPhoto")[0].status == 200
    count = len(fake.of("setMyCommands"))
    await served(fake, kept)
    assert len(fake.of("setMyCommands")) == count + 1


async def test_menus_wait_for_the_next_start_when_telegram_takes_none(fake: Fake, kept: Kept) -> None:
    """Answers are not held up by more than a few tries."""
    fake.fault("setMyCommands", *[refuse(500, "Internal")] * 4)
    await served(fake, kept, "/house")
    assert len(fake.of("setMyCommands")) == 4
    assert fake.of("sendPhoto")[0].status == 200
