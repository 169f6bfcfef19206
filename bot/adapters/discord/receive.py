"""What arrives from Discord becomes a line for the bot, and its reply an answer in time.

An interaction has to be acknowledged within 3 seconds, then it can be followed up for 15 minutes
(discord.com/developers/docs/interactions/receiving-and-responding). Work that is not done after `patience` seconds is
deferred: whether the answer will be for the asker alone is fixed at that moment, by the command.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

import aiohttp
import discord
from discord import ui

from bot import languages
from bot.adapters.discord import convert
from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.render import PRESSED, Message, page, render
from bot.commands import MANY, Command, Option
from bot.dispatch import Bot
from bot.errors import UnknownCommand
from bot.messages import Choice, Note, Picture, Reply, Via, spans
from bot.pictures import PictureError

log = logging.getLogger(__name__)
T = TypeVar("T")

Sleep = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""

LATE = {
    10062: "it had expired",
    10015: "its 15 minutes were over",
    50027: "its 15 minutes were over",
    40060: "it had been answered already",
}
"""Discord's codes for an interaction that no answer reaches any more: nothing to repair, nothing to repeat."""

_NOBODY = discord.AllowedMentions.none()


class Painter(Protocol):
    """Makes a picture visible."""

    async def png(self, picture: Picture) -> bytes:
        """Give the picture as PNG. Raises PictureError."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of a reply, with its picture painted."""

    reply: Reply
    png: bytes | None = None

    @property
    def is_card(self) -> bool:
        """Say whether a command gave this; what is said about a mistake has no line of its own."""
        return bool(self.reply.line)

    def message(self) -> Message:
        """Give the message, to be sent once."""
        return render(self.reply, self.png)


class Receiver:
    """Answers interactions with the bot; what Discord refuses is logged, not raised."""

    def __init__(self, bot: Bot[Any], painter: Painter, *, language: str, patience: float, sleep: Sleep) -> None:
        self._bot = bot
        self._painter = painter
        self._language = language
        self._patience = patience
        self._sleep = sleep
        self._tasks: set[asyncio.Task[Any]] = set()

    async def ask(self, interaction: Interaction) -> None:
        """Answer a slash command."""
        name, given = convert.form(interaction)
        try:
            command = self._bot.commands[name]
        except UnknownCommand:
            text, private = name, False  # the bot says so, and names the nearest
        else:
            text, private = convert.written(command, given), command.private
        work = self._answered(interaction, text, "command", alone=private)
        async with self._at_work(interaction), _begun(work) as task:
            if not await self._in_time(task, self._patience):
                await interaction.response.defer(ephemeral=private, thinking=True)
            await self._show(interaction, await task, private=private)

    async def press(self, interaction: Interaction, text: str) -> None:
        """Run a button's line: a card replaces the one it was pressed on, all else is told to the presser alone."""
        alone = interaction.message is not None and interaction.message.flags.ephemeral
        work = self._answered(interaction, text, "button", alone=alone)
        async with self._at_work(interaction), _begun(work) as task:
            if not await self._in_time(task, self._patience):
                await interaction.response.defer()
            answer = await task
            if answer.is_card and (alone or not answer.reply.private):
                await self._replace(interaction, answer.message())
            else:
                await self._tell(interaction, answer.message())

    async def suggest(self, interaction: Interaction, command: Command, option: Option, typed: str) -> list[Choice]:
        """Give completions for what is typed so far: none where finding them failed or took too long."""
        language = convert.language(interaction, self._language)
        work = self._bot.suggest(command.name, option.name, typed, MANY, language)
        found: list[Choice] = []
        async with self._at_work(interaction), _begun(work) as task:
            if await self._in_time(task, self._patience):
                found = await task
        return found

    async def quiet(self) -> None:
        """Wait until nobody waits for an answer."""
        while self._tasks:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def leave(self, grace: float) -> None:
        """Let what is at work finish for `grace` seconds, then end it."""
        if self._tasks:
            await self._in_time(asyncio.gather(*self._tasks, return_exceptions=True), grace)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _answered(self, interaction: Interaction, text: str, via: Via, *, alone: bool) -> Answer:
        """Give the answer to a line, in the asker's own language only where nobody else reads it."""
        chat = convert.chat(interaction)
        language = convert.language(interaction, self._language) if alone or chat.private else self._language
        reply = page(await self._bot.answer_line(text, convert.user(interaction), chat, via, language))
        if reply.picture is None:
            return Answer(reply)
        try:
            return Answer(reply, await self._painter.png(reply.picture))
        except PictureError:
            log.exception("a card without its picture: %s", reply.line)
            return Answer(reply)

    async def _show(self, interaction: Interaction, answer: Answer, *, private: bool) -> None:
        """Show the answer to a command; what was deferred in public stays so, and a private card follows it alone."""
        reply = answer.reply
        if not interaction.response.is_done():
            message = answer.message()
            await interaction.response.send_message(
                view=message.view, files=message.files, ephemeral=reply.private, allowed_mentions=_NOBODY
            )
        elif private or not reply.private:
            await self._replace(interaction, answer.message())
        elif answer.is_card:
            note = languages.texts(self._language)("discord-alone")
            await self._replace(interaction, render(Reply(blocks=(Note(spans(note)),))))
            await self._tell(interaction, answer.message())
        else:
            await self._replace(interaction, render(replace(reply, buttons=())))

    @staticmethod
    async def _replace(interaction: Interaction, message: Message) -> None:
        edit = (
            interaction.edit_original_response if interaction.response.is_done() else interaction.response.edit_message
        )
        await edit(view=message.view, attachments=message.files, allowed_mentions=_NOBODY)

    @staticmethod
    async def _tell(interaction: Interaction, message: Message) -> None:
        send = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
        await send(view=message.view, files=message.files, ephemeral=True, allowed_mentions=_NOBODY)

    async def _in_time(self, work: asyncio.Future[Any], seconds: float) -> bool:
        """Wait for the work, at most so long, and say whether it is done."""
        alarm = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait({work, alarm}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            alarm.cancel()
        return work.done()

    @asynccontextmanager
    async def _at_work(self, interaction: Interaction) -> AsyncIterator[None]:
        """Know the task as long as it is at work, and log what keeps it from answering."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("an interaction is answered in a task")
        self._tasks.add(task)
        try:
            yield
        except discord.HTTPException as error:
            _refused(interaction, error)
        except (aiohttp.ClientError, OSError):
            log.exception("interaction %d: no way to Discord", interaction.id)
        finally:
            self._tasks.discard(task)


class LineButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=PRESSED):
    """A button of ours on any message, however old: its id says what to run."""

    def __init__(self, button: ui.Button[ui.LayoutView], line: str) -> None:
        super().__init__(button)
        self._line = line

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> LineButton:
        """Give the button as discord.py found it in the message."""
        if not isinstance(item, ui.Button):
            raise TypeError(f"an item of another kind has a button's id: {item!r}")
        return cls(item, match["line"])

    async def callback(self, interaction: Interaction) -> None:
        """Run the line."""
        await interaction.client.receiver.press(interaction, self._line)


@asynccontextmanager
async def _begun(work: Coroutine[Any, Any, T]) -> AsyncIterator[asyncio.Task[T]]:
    """Begin the work, and end it when nobody waits for it any more."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()


def _refused(interaction: Interaction, error: discord.HTTPException) -> None:
    if error.code in LATE:
        log.info("interaction %d stays unanswered: %s", interaction.id, LATE[error.code])
    else:
        log.error("interaction %d: Discord refused the answer: %s", interaction.id, error)
