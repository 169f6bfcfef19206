"""The line somebody wrote, asked again with one thing in it named otherwise: how "did you mean" becomes a button."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.commands import Values
from bot.grammar import line
from bot.languages import Texts, texts
from bot.messages import Button, Request
from data.record.names import Names
from handlers.registry import commands

OFFERED = 6
"""Things offered as buttons: what a thumb still chooses from."""


@dataclass(frozen=True, slots=True)
class Again:
    """A request's command and options, and the texts its asker reads."""

    command: str
    options: Mapping[str, Any]
    t: Texts

    def line(self, **changed: object) -> str:
        """Give the line with these options in place of what it says."""
        return line(commands[self.command], {**self.options, **changed})

    def button(self, label: str, **changed: object) -> Button:
        """Give the button that asks again so."""
        return Button(label, line=self.line(**changed))

    def meaning(self, option: str, found: Iterable[Names]) -> tuple[Button, ...]:
        """Give a button for each thing that an option could mean."""
        return tuple(self.button(each.of(self.t.language), **{option: each.id}) for each in [*found][:OFFERED])

    def keyed(self, figures: Values, key: str, found: Iterable[Names]) -> tuple[Button, ...]:
        """Give a button for each thing that a key of the figures could mean."""
        return tuple(
            self.button(each.of(self.t.language), figures=renamed(figures, key, each.id)) for each in [*found][:OFFERED]
        )


def again(request: Request) -> Again:
    """Give what the request asked, ready to be asked otherwise."""
    return Again(request.command, request.options, texts(request.language))


def renamed(figures: Values, key: str, other: str) -> dict[str, int | None]:
    """Give the figures with one key in place of another."""
    return {other if each == key else each: value for each, value in figures.items()}
