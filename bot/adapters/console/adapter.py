"""The conversation in a terminal: a prompt with history and Tab for people, plain lines for pipes."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot import languages
from bot.adapters.console.receive import LineCompleter, pressed
from bot.adapters.console.render import Screen, buttons, card
from bot.dispatch import Bot
from bot.messages import Button, Chat, Line, Reply, User, spans

USER = User("console", "0", "console")
CHAT = Chat("console", "0", private=True, lasting=False)


class ConsoleAdapter:
    """Answers on `out` what is typed on `into`; ends when the input does."""

    name = "console"

    def __init__(self, bot: Bot[Any], *, into: TextIO, out: TextIO, history: Path, language: str = "en") -> None:
        self._bot = bot
        self._into = into
        self._out = out
        self._history = history
        self._language = language
        self._offered: tuple[Button, ...] = ()

    async def run(self) -> None:
        """Answer line after line until the input ends."""
        interactive = self._into.isatty() and self._out.isatty()
        if interactive:
            welcome = languages.texts(self._language)("console-welcome")
            self._show(Reply(blocks=(Line(spans(welcome)),)))
        async for typed in self._prompted() if interactive else self._piped():
            if typed.strip():
                await self._answer(typed.strip())

    def screen(self) -> Screen:
        """Give what `out` can show now; NO_COLOR (no-color.org) is respected, a pipe is 80 columns without colour."""
        if not self._out.isatty():
            return Screen()
        return Screen(shutil.get_terminal_size().columns, colour=not os.environ.get("NO_COLOR"))

    async def _answer(self, typed: str) -> None:
        button = pressed(typed, self._offered)
        if button is not None and button.line is None:
            self._say(button.url or button.search or "")
            return
        if button is not None and button.line is not None:
            reply = await self._bot.answer_line(button.line, USER, CHAT, "button", self._language)
        else:
            reply = await self._bot.answer_line(typed, USER, CHAT, "console", self._language)
        self._show(reply)

    def _show(self, reply: Reply) -> None:
        self._offered = buttons(reply)
        self._say(card(reply, self.screen()))

    def _say(self, text: str) -> None:
        self._out.write(f"{text}\n\n")
        self._out.flush()

    async def _piped(self) -> AsyncIterator[str]:
        while line := await asyncio.to_thread(self._into.readline):
            yield line

    async def _prompted(self) -> AsyncIterator[str]:
        self._history.parent.mkdir(parents=True, exist_ok=True)
        session: PromptSession[str] = PromptSession(
            "> ", history=FileHistory(str(self._history)), completer=LineCompleter(self._bot, self._language)
        )
        with patch_stdout(raw=True):
            while True:
                try:
                    yield await session.prompt_async()
                except (EOFError, KeyboardInterrupt):
                    return
