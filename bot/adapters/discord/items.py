"""Buttons and lists of ours on any message, however old: their ids say what to do, and nothing is kept in memory."""

from __future__ import annotations

import re
from typing import Any, cast

from discord import ui

from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.render import CHOSEN, FILLED, PRESSED


class LineButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=PRESSED):
    """A button that runs the line in its id."""

    def __init__(self, button: ui.Button[ui.LayoutView], line: str) -> None:
        super().__init__(button)
        self._line = line

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> LineButton:
        """Give the button as discord.py found it in the message."""
        return cls(_button(item), match["line"])

    async def callback(self, interaction: Interaction) -> None:
        """Run the line."""
        await interaction.client.receiver.press(interaction, self._line)


class FormButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=FILLED):
    """A button that opens a form filled with the line in its id."""

    def __init__(self, button: ui.Button[ui.LayoutView], line: str) -> None:
        super().__init__(button)
        self._line = line

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> FormButton:
        """Give the button as discord.py found it in the message."""
        return cls(_button(item), match["line"])

    async def callback(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.client.receiver.open(interaction, self._line)


class LineSelect(ui.DynamicItem[ui.Select[ui.LayoutView]], template=CHOSEN):
    """A list whose choices are lines."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: ui.Item[Any], _match: re.Match[str], /
    ) -> LineSelect:
        """Give the list as discord.py found it in the message."""
        if not isinstance(item, ui.Select):
            raise TypeError(f"an item of another kind has a list's id: {item!r}")
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:
        """Run the line that was chosen."""
        data = cast("dict[str, Any]", interaction.data)
        await interaction.client.receiver.press(interaction, data["values"][0])


ITEMS = (LineButton, FormButton, LineSelect)


def _button(item: ui.Item[Any]) -> ui.Button[ui.LayoutView]:
    if not isinstance(item, ui.Button):
        raise TypeError(f"an item of another kind has a button's id: {item!r}")
    return item
