"""The client in SimCord's Discord, which is somebody else's idea of it: commands, completions, buttons and forms."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot import languages
from bot.adapters.discord.adapter import PATIENCE, Client
from bot.adapters.discord.answering import Answering
from bot.adapters.discord.connection import Way
from bot.adapters.discord.gateway import Gate
from bot.adapters.discord.line import Line
from bot.adapters.discord.members import Members
from bot.adapters.discord.receive import Receiver, Sleep, pause
from bot.adapters.discord.weighing import Weighing
from bot.commands import Commands
from bot.dispatch import Bot
from bot.drawings import Picture
from tests import sample
from tests.adapters.discord.conftest import Paints
from tests.adapters.discord.test_forms import editing
from tests.fakes import discord_checks
from tests.sample import Kept, sample_bot


async def unsent(*_: Any, **__: Any) -> None:
    """Send nothing: nobody is greeted here."""


class Slow(Paints):
    """A painter during whose work the loop turns often."""

    async def png(self, picture: Picture) -> bytes:
        for _ in range(50):
            await asyncio.sleep(0)
        return await super().png(picture)


async def at_once(_seconds: float) -> None:
    """Be over."""


def client(bot: Bot[Any], kept: Kept, sleep: Sleep = pause) -> Client:
    texts, way = languages.texts("en"), Way("", shards=(range(1), 1))
    receiver = Receiver(Answering(bot, kept, Slow(), "en"), patience=PATIENCE, sleep=sleep)
    members = Members(kept, texts, unsent)
    made = Client(receiver, members, bot.commands, texts, memory=kept, way=way, sleep=sleep)
    line, weighing = Line(PATIENCE, time.monotonic), Weighing(bot, "en")
    Gate(made, receiver, line, time.monotonic, weighing=weighing, patience=PATIENCE)
    return made


@dataclass
class Lobby:
    """A server with one channel and one member, and what the bot keeps."""

    env: simcord.Env
    chamber: ChannelHandle
    ann: MemberActor
    kept: Kept


@asynccontextmanager
async def lobby(
    commands: Commands = sample.commands, *, sleep: Sleep = pause, manages: bool = True
) -> AsyncIterator[Lobby]:
    kept = Kept()
    async with simcord.run(client(Bot(commands, None, kept), kept, sleep)) as env:
        guild = env.create_guild()
        chamber = guild.create_text_channel("chamber")
        runs_it = guild.create_role("clerk", permissions=discord.Permissions(administrator=True))
        ann = guild.add_member(env.create_user("ann"), roles=[runs_it] if manages else [])
        kept.roles[f"discord:{ann.id}"] = "editor"
        yield Lobby(env, chamber, ann, kept)


def text(result: simcord.InteractionResult) -> str:
    if result.response is None:
        raise AssertionError("nothing was answered")
    parts = discord_checks.walk(result.response.components)
    return "\n".join(part["content"] for _, part in parts if part["type"] == discord_checks.TEXT)


def message(result: simcord.InteractionResult) -> discord.Message:
    if result.response is None:
        raise AssertionError("nothing was answered")
    return result.response.message


async def test_a_command_is_answered_with_its_card() -> None:
    async with lobby() as at:
        result = await at.ann.slash(at.chamber, "seat", name="islamabad", top=5)
        assert "Seat islamabad" in text(result)
        assert not result.ephemeral


async def test_a_card_comes_with_its_picture() -> None:
    async with lobby() as at:
        result = await at.ann.slash(at.chamber, "house")
        assert [each.filename for each in message(result).attachments] == ["card.png"]


async def test_a_private_command_is_for_the_asker_alone() -> None:
    async with lobby() as at:
        result = await at.ann.slash(at.chamber, "secret")
        assert (text(result), result.ephemeral) == ("Only for you.", True)


async def test_what_is_typed_is_completed() -> None:
    async with lobby() as at:
        choices = await at.ann.autocomplete(at.chamber, "seat", "name", "isl")
        assert [choice["value"] for choice in choices] == ["islamabad"]


async def test_a_button_puts_its_card_in_place_of_the_one_it_stands_on() -> None:
    async with lobby() as at:
        shown = await at.ann.slash(at.chamber, "house")
        pressed = await at.ann.click(message(shown), label="Islamabad")
        assert pressed.acknowledged
        assert "Seat islamabad" in text(shown)


async def test_a_button_outlives_a_restart() -> None:
    async with lobby() as at:
        shown = await at.ann.slash(at.chamber, "house")
        await at.env.restart_bot(client(sample_bot(at.kept), at.kept))
        await at.ann.click(message(shown), label="Islamabad")
        assert "Seat islamabad" in text(shown)


async def test_what_has_no_time_left_is_deferred_and_follows() -> None:
    async with lobby(sleep=at_once) as at:
        result = await at.ann.slash(at.chamber, "house")
        assert [each.method for each in at.env.http_requests[-2:]] == ["POST", "PATCH"]
        assert "Senate" in text(result)


async def test_editors_commands_are_hidden_from_members_until_an_administrator_shows_them() -> None:
    async with lobby(editing, manages=False) as at:
        assert at.ann.available_commands(at.chamber) == ("figures",)


async def test_a_form_is_opened_filled_and_answered() -> None:
    async with lobby(editing) as at:
        form = await at.ann.slash(at.chamber, "note")
        result = await at.ann.submit_modal(form, {"words": "Aye", "by": "The Speaker"})
        assert result.ephemeral
        assert "'Aye', 'The Speaker'" in text(result)


async def test_a_form_sent_in_after_a_restart_still_arrives() -> None:
    async with lobby(editing) as at:
        form = await at.ann.slash(at.chamber, "note")
        await at.env.restart_bot(client(Bot(editing, None, at.kept), at.kept))
        result = await at.ann.submit_modal(form, {"words": "Aye", "by": "The Speaker"})
        assert "'Aye', 'The Speaker'" in text(result)


async def test_a_button_opens_a_form_with_what_it_says() -> None:
    async with lobby(editing) as at:
        shown = await at.ann.slash(at.chamber, "figures", contest="islamabad", votes="gillani=169")
        opened = await at.ann.click(message(shown), label="Change")
        assert opened.modal is not None
        assert opened.modal["title"]
