"""What arrives from Discord becomes a line for the bot, and its reply an answer in time.

An interaction has to be acknowledged within 3 seconds, then it can be followed up for 15 minutes
(discord.com/developers/docs/interactions/receiving-and-responding). Work that is not done after `patience` seconds is
deferred: whether the answer will be for the asker alone is fixed at that moment, by the command.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

import aiohttp
import discord
from discord import app_commands

from bot.adapters.discord import convert, forms, menus, ways
from bot.adapters.discord.answering import Answer, Answering
from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.line import Clock, received
from bot.adapters.discord.uploads import upload
from bot.commands import Command, Option
from bot.errors import UnknownCommand
from bot.messages import Choice, Note, Reply, Upload, Via, spans

log = logging.getLogger(__name__)
T = TypeVar("T")

NativeChoice = app_commands.Choice[str | int | float]

Sleep = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""


def pause(seconds: float) -> asyncio.Future[None]:
    """Give what is done after so many seconds, without a task for it."""
    loop = asyncio.get_running_loop()
    over: asyncio.Future[None] = loop.create_future()
    loop.call_later(seconds, _end, over)
    return over


def _end(over: asyncio.Future[None]) -> None:
    if not over.done():
        over.set_result(None)


LATE = {
    10062: "it had expired",
    10015: "its 15 minutes were over",
    50027: "its 15 minutes were over",
    40060: "it had been answered already",
}
"""Discord's codes for an interaction that no answer reaches any more: nothing to repair, nothing to repeat."""

WAYLAID = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What keeps an answer from Discord: it says no, or no way leads there."""


class Receiver:
    """Answers interactions with the bot; what Discord refuses is logged, not raised."""

    def __init__(self, answering: Answering, *, patience: float, sleep: Sleep, clock: Clock = time.monotonic) -> None:
        self._answering = answering
        self._patience = patience
        self._sleep = sleep
        self._clock = clock
        self._tasks: set[asyncio.Task[Any]] = set()

    def alone(self, name: str) -> bool | None:
        """Say whether a command is answered to the asker alone; nothing where that, or what it does, is still open."""
        try:
            command = self._answering.commands[name]
        except UnknownCommand:
            return None
        return None if command.form else command.private

    def typing(self, data: Mapping[str, Any]) -> tuple[Command, Option, str] | None:
        """Give the command, the option and what is typed into it so far; nothing where the declaration has changed."""
        typed = next((each for each in data.get("options", ()) if each.get("focused")), None)
        try:
            command = self._answering.commands[data["name"]]
            return typed and (command, command.option(typed["name"]), str(typed["value"]))
        except (UnknownCommand, KeyError):
            return None

    async def offer(self, interaction: Interaction, choices: list[NativeChoice]) -> None:
        """Offer completions."""
        async with self._at_work(interaction):
            await interaction.response.autocomplete(choices)

    async def ask(self, interaction: Interaction) -> None:
        """Answer a slash command, or open its form."""
        name, given = convert.form(interaction)
        try:
            command = self._answering.commands[name]
        except UnknownCommand:
            await self._run(interaction, name)  # the bot says so, and names the nearest
            return
        sent = convert.attachment(interaction)
        if sent is None and forms.wanted(command, given):
            await self.open(interaction, convert.written(command, given, holes=True))
        else:
            text = convert.written(command, given)
            await self._run(interaction, text, private=command.private, sent=upload(sent) if sent else None)

    async def take(self, interaction: Interaction, command: Command, message: discord.Message) -> None:
        """Answer a command that was chosen on a message, for the asker alone, or open its form with the text."""
        wanted = command.on_message
        if wanted is not None and wanted.option is None:
            await self._run(interaction, command.name, private=True, answering=str(message.id))
            return
        text = menus.text_of(message)
        found = menus.code_in(text) if wanted and wanted.code else text
        if wanted is None or wanted.option is None or found is None:
            await self._say(interaction, "discord-outdated" if wanted is None else "discord-no-code")
        elif command.form:
            await self.open(interaction, convert.written(command, {wanted.option: found}, holes=True))
        else:
            await self._run(interaction, convert.written(command, {wanted.option: found}), private=True)

    async def outdated(self, interaction: Interaction) -> None:
        """Say that a command chosen on a message is not offered any more."""
        await self._say(interaction, "discord-outdated")

    async def _say(self, interaction: Interaction, key: str) -> None:
        async with self._at_work(interaction):
            await ways.whisper(interaction, await self._answering.sentence(interaction, key))

    async def open(self, interaction: Interaction, text: str) -> None:
        """Open the form of a line's command, filled with what the line says; no form can follow a deferral."""
        async with self._at_work(interaction), _begun(self._answering.form(interaction, text)) as task:
            if await self._in_time(task, self._left()):
                found = await task
            else:
                await interaction.response.defer(ephemeral=True, thinking=True)
                found = await task
                found = found if isinstance(found, Answer) else await self._answering.late(interaction, text)
            if not isinstance(found, Answer):
                await interaction.response.send_modal(found)
            elif interaction.response.is_done():
                await ways.put(interaction, found)
            else:
                await ways.whisper(interaction, found)

    async def submit(self, interaction: Interaction) -> None:
        """Answer a form that was sent in, however long ago it was opened; one that a private message opened is its."""
        name, given, file = forms.submitted(interaction)
        try:
            command = self._answering.commands[name]
        except UnknownCommand:
            await self._run(interaction, name, via="form", private=True)
            return
        text = convert.written(command, given)
        sent = upload(file) if file else None
        if convert.alone(interaction):
            await self.press(interaction, text, "form", sent)
        else:
            await self._run(interaction, text, via="form", private=command.private, sent=sent)

    async def press(self, interaction: Interaction, text: str, via: Via = "button", sent: Upload | None = None) -> None:
        """Run a button's line: a card replaces the one it was pressed on, all else is told to the presser alone."""
        alone = convert.alone(interaction)
        work = self._answering.answer(interaction, text, via, alone=alone, sent=sent)
        async with self._at_work(interaction), _begun(work) as task:
            if not await self._in_time(task, self._left()):
                await _deferred(interaction)
            answer = await task
            if answer.is_card and (alone or not answer.reply.private):
                await self._answering.keep(interaction, answer, await ways.put(interaction, answer), alone=alone)
            else:
                await ways.whisper(interaction, answer)

    async def suggest(self, interaction: Interaction, command: Command, option: Option, typed: str) -> list[Choice]:
        """Give completions for what is typed so far: none where finding them failed or took too long."""
        work = self._answering.suggest(interaction, command, option, typed)
        found: list[Choice] = []
        async with self._at_work(interaction), _begun(work) as task:
            if await self._in_time(task, self._left()):
                found = await task
        return found

    async def failed(self, interaction: Interaction, error: Exception) -> None:
        """Log what kept us from answering: one of WAYLAID."""
        if isinstance(error, discord.HTTPException):
            _refused(interaction, error)
            await self._answering.mourn(interaction, error.code)
        else:
            log.warning("interaction %d: no way to Discord (%s)", interaction.id, error or type(error).__name__)

    async def leave(self, grace: float, others: set[asyncio.Task[None]]) -> None:
        """Let what is at work finish for `grace` seconds, then end it; `others` are tasks that lead to work."""
        quiet = asyncio.ensure_future(self._quiet(others))
        await asyncio.sleep(0)
        if not quiet.done():
            await self._in_time(quiet, grace)
        left = [quiet, *self._tasks, *others]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _quiet(self, others: set[asyncio.Task[None]]) -> None:
        while tasks := self._tasks | others:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    async def _run(
        self,
        interaction: Interaction,
        text: str,
        *,
        via: Via = "command",
        private: bool = False,
        sent: Upload | None = None,
        answering: str = "",
    ) -> None:
        """Answer a line in a message of its own."""
        work = self._answering.answer(interaction, text, via, alone=private, sent=sent, answering=answering)
        async with self._at_work(interaction), _begun(work) as task:
            if not await self._in_time(task, self._left()):
                await _deferred(interaction, ephemeral=private, thinking=True)
            await self._show(interaction, await task, private=private)

    async def _show(self, interaction: Interaction, answer: Answer, *, private: bool) -> None:
        """Show the answer to a command; what was deferred in public stays so, and a private card follows it alone."""
        reply = answer.reply
        if not interaction.response.is_done():
            told = self._answering.keeps(answer, alone=reply.private) or self._answering.goes_on(answer)
            message = await ways.open_with(interaction, answer, told=told)
            await self._answering.keep(interaction, answer, message, alone=reply.private)
        elif private or not reply.private:
            await self._answering.keep(interaction, answer, await ways.put(interaction, answer), alone=private)
        elif answer.is_card:
            note = Note(spans(answer.texts("discord-alone")))
            await ways.put(interaction, replace(answer, reply=Reply(blocks=(note,)), png=None))
            await ways.whisper(interaction, answer)
        else:
            await ways.put(interaction, replace(answer, reply=replace(reply, buttons=())))

    def _left(self) -> float:
        """Give the seconds that are left, of the patience, since the interaction was read from the gateway."""
        at = received.get()
        return self._patience if at is None else max(0.0, self._patience - (self._clock() - at))

    async def _in_time(self, work: asyncio.Future[Any], seconds: float) -> bool:
        """Wait for the work, at most so long, and say whether it is done."""
        await asyncio.sleep(0)
        if work.done():  # most answers are kept: they are there at once, and need no alarm
            return True
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
        except WAYLAID as error:
            await self.failed(interaction, error)
        finally:
            self._tasks.discard(task)


@asynccontextmanager
async def _begun(work: Coroutine[Any, Any, T]) -> AsyncIterator[asyncio.Task[T]]:
    """Begin the work, and end it when nobody waits for it any more."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()


async def _deferred(interaction: Interaction, *, ephemeral: bool = False, thinking: bool = False) -> None:
    """Defer, unless that is done: whoever stands long in line is deferred there."""
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)


def _refused(interaction: Interaction, error: discord.HTTPException) -> None:
    if error.code in LATE:
        log.info("interaction %d stays unanswered: %s", interaction.id, LATE[error.code])
    else:
        log.error("interaction %d: Discord refused the answer: %s", interaction.id, error)
