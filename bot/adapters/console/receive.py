"""What a person types: numbers that press buttons, and Tab that completes commands, options and names."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from prompt_toolkit.completion import CompleteEvent, Completion, DummyCompleter
from prompt_toolkit.document import Document

from bot.commands import Command, Option
from bot.dispatch import Bot
from bot.messages import Button

OFFERED = 20


def pressed(typed: str, offered: tuple[Button, ...]) -> Button | None:
    """Give the button whose number was typed, or nothing."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len("1000") else 0
    return offered[number - 1] if 1 <= number <= len(offered) else None


class LineCompleter(DummyCompleter):
    """Completes what the bot understands: `/co…`, `/contest isl…`, `/quote by:naw…`."""

    def __init__(self, bot: Bot[Any], language: str) -> None:
        self._bot = bot
        self._language = language

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002  # the library's signature
    ) -> AsyncGenerator[Completion, None]:
        """Give the commands, or the completions of the option the cursor stands in."""
        name, space, rest = document.text_before_cursor.lstrip().removeprefix("/").partition(" ")
        if not space:
            for command in self._bot.commands:
                if command.name.startswith(name.lower()):
                    yield Completion(
                        f"/{command.name}", -len(document.text_before_cursor), display_meta=command.summary
                    )
        elif name in self._bot.commands:
            async for completion in self._options(self._bot.commands[name], rest):
                yield completion

    async def _options(self, command: Command, rest: str) -> AsyncGenerator[Completion, None]:
        option, typed = under_cursor(command, rest)
        if option is not None:
            for choice in await self._bot.suggest(command.name, option.name, typed, OFFERED, self._language):
                yield Completion(choice.value, -len(typed), display=choice.label, display_meta=choice.detail)
        word = rest.rpartition(" ")[2]
        for other in command.options:
            if word and f"{other.name}:".startswith(word) and f"{other.name}:" not in rest:
                yield Completion(f"{other.name}:", -len(word), display_meta=other.help.text)


def under_cursor(command: Command, rest: str) -> tuple[Option | None, str]:
    """Give the option the end of `rest` belongs to and what is typed of its value so far."""
    starts = [(rest.rfind(f"{option.name}:"), option) for option in command.options]
    at, named = max(starts, key=lambda start: start[0], default=(-1, None))
    if at >= 0 and named is not None:
        return named, rest[at + len(named.name) + 1 :].lstrip()
    bare = [option for option in command.options if option.bare]
    if not bare:
        return None, rest
    return (bare[0], rest.lstrip()) if bare[0].help.rest or " " not in rest.lstrip() else (None, rest)
