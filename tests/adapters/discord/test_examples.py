"""Every example of every command people have, asked through the real client; and the whole tree as Discord sees it."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import grammar
from bot.adapters.discord.render import page, render
from bot.app import Program, opened
from bot.dispatch import Bot
from bot.messages import Chat, User
from bot.settings import Settings
from handlers import commands
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import EDITOR, form, message, standing
from tests.fakes import discord_checks
from tests.fakes.discord import Where
from tests.fakes.discord_gateway import CHANNEL, MANAGE_CHANNELS
from tests.fakes.discord_rest import MODAL

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
EXAMPLES = [example for command in commands for example in command.examples]
ANY_OF_THEM = {"/quote"}
"""What is answered with one of many, each time another."""

HERE = Where(held=MANAGE_CHANNELS)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped record, made once."""
    path = tmp_path_factory.mktemp("shipped") / "bell.db"

    async def load() -> None:
        async with opened(settings(path)):
            pass

    asyncio.run(load())
    return path


def settings(database: Path, **others: Any) -> Settings:
    """The program's settings, by which the person who asks owns the record."""
    return Settings(_env_file=None, database=database, owners=(EDITOR,), **others)


@asynccontextmanager
async def asked(shipped: Path, copy: Path) -> AsyncIterator[Program]:
    """The program over a copy of the record."""
    async with opened(settings(Path(shutil.copy(shipped, copy)), dossiers=())) as program:
        yield program


@pytest.fixture
async def bot(shipped: Path, tmp_path: Path) -> AsyncIterator[Bot[Any]]:
    async with asked(shipped, tmp_path / "one.db") as program:
        yield program.bot


@pytest.fixture
async def twin(shipped: Path, tmp_path: Path) -> AsyncIterator[Bot[Any]]:
    """Another bot that knows the same, so that what one is asked changes nothing for the other."""
    async with asked(shipped, tmp_path / "other.db") as program:
        yield program.bot


async def yes() -> bool:
    return True


def shown(components: list[dict[str, object]]) -> list[str]:
    parts = [part for _, part in discord_checks.walk(components)]
    return [part["content"] for part in parts if part["type"] == discord_checks.TEXT]


@pytest.mark.parametrize("example", EXAMPLES)
async def test_an_example_is_answered_as_the_bot_answers_it(
    house: House, bot: Bot[Any], twin: Bot[Any], example: str
) -> None:
    name = grammar.parse(commands, example).command.name
    async with house.serve(bot):
        await house.fake.rest.synced()
        call = await (await house.fake.slash(name, HERE, **form(example, commands))).next_call()
    here = Chat("discord", CHANNEL, private=False)
    reply = await twin.answer_line(example, User("discord", "7", "Ann"), here, manages=yes)
    told = "\n".join(shown([item.to_component_dict() for item in render(page(reply)).view.children]))
    assert call.text.splitlines()[0] == told.splitlines()[0]
    assert call.text == told or example in ANY_OF_THEM
    assert "Something went wrong" not in call.text


@pytest.mark.parametrize("language", ["en", "ur"])
async def test_the_whole_tree_is_within_discords_limits(house: House, bot: Bot[Any], language: str) -> None:
    async with house.serve(bot, language=language):
        await house.fake.rest.synced()
    discord_checks.check_commands(house.fake.rest.commands)
    assert {each["name"] for each in house.fake.rest.commands if each["type"] == 1} == {each.name for each in commands}


async def test_every_form_of_the_tree_is_one_discord_takes(house: House, bot: Bot[Any]) -> None:
    async with house.serve(bot):
        await house.fake.rest.synced()
        for command in (each for each in commands if each.form):
            call = await (await house.fake.slash(command.name)).next_call()
            assert (command.name, call.body["type"]) == (command.name, MODAL)


async def test_check_this_card_is_offered_on_messages(house: House, bot: Bot[Any]) -> None:
    async with house.serve(bot):
        await house.fake.rest.synced()
    assert "Check this card" in {each["name"] for each in house.fake.rest.commands if each["type"] == 3}


async def test_what_somebody_wrote_is_added_as_a_quote_through_a_form(house: House, bot: Bot[Any]) -> None:
    said = 'We will win\nthe vote, said "Khan"'
    async with house.serve(bot):
        opened = await house.fake.choose_on("Add as quote", message(said))
        call = await opened.next_call()
        assert (call.body["type"], standing(call)["text"]) == (MODAL, said)
        sent = await house.fake.submit(opened, kind="fragment", source="republic-world-2021-03-04", by="imran khan")
        call = await sent.next_call()
    assert (call.ephemeral, "Preview" in call.text, "Publish" in call.buttons) == (True, True, True)


async def test_a_card_somebody_posted_is_checked_from_its_message(house: House, bot: Bot[Any]) -> None:
    async with house.serve(bot):
        shown = await house.fake.slash("senate")
        code = (await shown.next_call()).text.rpartition("`")[0].rpartition("`")[2]
        assert shown.message is not None
        call = await (await house.fake.choose_on("Check this card", shown.message)).next_call()
    assert (call.ephemeral, code in call.text) == (True, True)


def read(text: str) -> str:
    """Markdown as a person reads it."""
    words = re.sub(r"\[([^\]]+)\]\(<[^>]+>\)", r"\1", text)
    return re.sub(r"(?m)^(### |-# )|\*\*|`|\u200b|\\", "", words)


async def test_the_card_in_the_readme_is_the_card_as_discord_shows_it(house: House, bot: Bot[Any]) -> None:
    async with house.serve(bot):
        call = await (await house.fake.slash("party", name="pti")).next_call()
    shown = [*read(call.text).splitlines(), " ".join(f"[{label}]" for label in call.buttons)]
    assert "\n".join(f"    {line}" for line in shown) in README


def test_the_permissions_in_the_readme_are_those_it_names() -> None:
    held = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        read_message_history=True,
    )
    assert f"scope=bot+applications.commands&permissions={held.value}`" in README
