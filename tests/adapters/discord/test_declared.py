"""Who sees which command, and in which language it is described."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest

from bot import languages
from bot.commands import Commands, Help, OnMessage
from bot.dispatch import Bot
from bot.messages import Reply, Request
from tests.adapters.discord.conftest import House
from tests.fakes.discord_gateway import MANAGE_CHANNELS

declared = Commands()


@declared.add()
async def everybody(
    _request: Request, _services: None, *, name: Annotated[str, Help("Whom to greet")] = "you"
) -> Reply:
    """Greet somebody."""
    return Reply(name)


@declared.add(role="contributor", upload=True, form=True, on_message=OnMessage("Keep it", "text"))
async def editors(
    _request: Request,
    _services: None,
    *,
    text: Annotated[str, Help("What to keep")],
    why: Annotated[str | None, Help("Why")] = None,
) -> Reply:
    """Keep a text."""
    return Reply(f"{text} {why}")


@declared.add(manages=True)
async def managers(_request: Request, _services: None) -> Reply:
    """Choose for all."""
    return Reply("chosen")


@pytest.fixture
def finnish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second language that Discord knows as well: of three texts only."""
    shutil.copytree(languages.LOCALE / "en", tmp_path / "en")
    (tmp_path / "fi").mkdir()
    texts = ("command-everybody = Tervehdi", "command-everybody-name = Ketä", "message-editors = Tallenna")
    (tmp_path / "fi" / "commands.ftl").write_text("\n".join((*texts, "discord-file = Tiedosto")), encoding="utf-8")
    monkeypatch.setattr(languages, "LOCALE", tmp_path)
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    languages.available_set.cache_clear()
    languages._texts.cache_clear()


@pytest.fixture
async def told(house: House) -> AsyncIterator[dict[tuple[str, int], dict[str, Any]]]:
    """What Discord was told, by name and type."""
    async with house.serve(Bot(declared, None, house.kept)):
        await house.fake.rest.synced()
        yield {(each["name"], each["type"]): each for each in house.fake.rest.commands}


async def test_editors_commands_are_hidden_where_permissions_say_so(told: dict[tuple[str, int], Any]) -> None:
    hidden = {key: each["default_member_permissions"] for key, each in told.items()}
    assert hidden == {
        ("everybody", 1): None,
        ("editors", 1): 0,
        ("Keep it", 3): 0,
        ("managers", 1): MANAGE_CHANNELS,
    }


async def test_they_can_be_used_in_servers_conversations_and_by_who_installed_the_app(
    told: dict[tuple[str, int], Any],
) -> None:
    assert all(each["contexts"] == [0, 1, 2] and each["integration_types"] == [0, 1] for each in told.values())


async def test_what_a_form_asks_for_may_be_left_out(told: dict[tuple[str, int], Any]) -> None:
    assert [option["required"] for option in told["editors", 1]["options"]] == [False, False, False]


@pytest.mark.usefixtures("finnish")
async def test_every_language_discord_knows_too_describes_the_commands(house: House) -> None:
    async with house.serve(Bot(declared, None, house.kept)):
        await house.fake.rest.synced()
    told = {each["name"]: each for each in house.fake.rest.commands}
    options = {option["name"]: option for option in told["everybody"]["options"] + told["editors"]["options"]}
    assert told["everybody"]["description_localizations"] == {"fi": "Tervehdi"}
    assert options["name"]["description_localizations"] == {"fi": "Ketä"}
    assert options["file"]["description_localizations"] == {"fi": "Tiedosto"}
    assert told["Keep it"]["name_localizations"] == {"fi": "Tallenna"}


@pytest.mark.usefixtures("finnish")
async def test_what_has_no_translation_has_the_base_text_alone(house: House) -> None:
    async with house.serve(Bot(declared, None, house.kept)):
        await house.fake.rest.synced()
    told = {each["name"]: each for each in house.fake.rest.commands}
    assert told["managers"]["description_localizations"] == {}


async def test_a_language_that_discord_does_not_know_is_the_base_and_english_beside_it(house: House) -> None:
    async with house.serve(Bot(declared, None, house.kept), language="ur"):
        await house.fake.rest.synced()
    told = {each["name"]: each for each in house.fake.rest.commands}
    (file,) = [option for option in told["editors"]["options"] if option["name"] == "file"]
    assert file["description"] == languages.texts("ur")("discord-file")
    assert file["description_localizations"] == dict.fromkeys(("en-GB", "en-US"), languages.texts("en")("discord-file"))


@pytest.mark.usefixtures("finnish")
async def test_a_translation_that_changed_is_told_again(house: House) -> None:
    bot = Bot(declared, None, house.kept)
    async with house.serve(bot):
        await house.fake.rest.synced()
    path = languages.LOCALE / "fi" / "commands.ftl"
    path.write_text(path.read_text(encoding="utf-8") + "\ncommand-managers = Valitse\n", encoding="utf-8")
    forget()
    async with house.serve(bot):
        pass
    assert len([call for call in house.fake.rest.calls if call.method == "PUT"]) == 2
