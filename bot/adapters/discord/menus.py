"""Commands that are chosen on somebody's message, and what is read from it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import discord

from bot.codes import LENGTH, SIGNS

MOST = 4000
"""Characters of a message that are read; more has none."""

_CODE = re.compile(rf"(?<![\w/])[{SIGNS}]{{{LENGTH}}}(?!\w)")


def text_of(message: discord.Message) -> str:
    """Give all that a message says: its text, and that of its embeds and components."""
    parts = [message.content, *_embedded(message.embeds), *_displayed(message.components)]
    return "\n".join(part for part in parts if part)[:MOST]


def code_in(text: str) -> str | None:
    """Give the code of the card that a text shows: the last that stands as cards write it, else the last that fits.

    Words of six capitals fit too, so what has a digit, or stands as code, goes before them.
    """
    found = _CODE.findall(text)
    ranked = (
        [code for code in found if f"`{code}`" in text],
        [code for code in found if re.search(r"\d", code)],
        found,
    )
    return next((codes[-1] for codes in ranked if codes), None)


def _embedded(embeds: Iterable[discord.Embed]) -> Iterator[str | None]:
    for embed in embeds:
        yield embed.title
        yield embed.description
        for field in embed.fields:
            yield field.name
            yield field.value
        yield embed.footer.text


def _displayed(components: Iterable[Any]) -> Iterator[str]:
    """Give the texts of components at any depth."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))
