"""What people on Discord type, write, and read on their screens."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from bot import grammar
from bot.commands import Commands
from tests.fakes.discord_gateway import BOT_USER
from tests.fakes.discord_rest import Call
from tests.sample import commands

EDITOR = "discord:7"


def form(line: str, declared: Commands = commands) -> dict[str, str | int]:
    """What a person would put into Discord's form to ask for a line."""
    parsed = grammar.parse(declared, line)
    return {
        option.name: _shown(parsed.options[option.name])
        for option in parsed.command.options
        if parsed.options[option.name] != option.default or option.required
    }


def _shown(value: Any) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return " ".join(f"{key}={'?' if number is None else number}" for key, number in value.items())
    return str(value.value) if isinstance(value, enum.Enum) else str(value)


def plain(text: str) -> str:
    """Text without the signs that keep it from being markup."""
    kept, escaped = [], False
    for sign in text.replace("\u200b", ""):
        if sign == "\\" and not escaped:
            escaped = True
            continue
        kept.append(sign)
        escaped = False
    return "".join(kept)


def standing(call: Call) -> dict[str, Any]:
    """What the fields of a form hold when it opens."""
    found = {}
    for name, field in call.fields.items():
        part = field["component"]
        chosen = [option["value"] for option in part.get("options", ()) if option.get("default")]
        found[name] = chosen[0] if chosen else part.get("value") or ""
    return found


def message(text: str = "", **parts: Any) -> dict[str, Any]:
    """A message somebody wrote."""
    return {
        "id": "77", "channel_id": "5", "author": BOT_USER, "content": text, "tts": False, "type": 0, "embeds": [],
        "timestamp": "2021-03-04T12:00:00+00:00", "edited_timestamp": None, "mention_everyone": False, "mentions": [],
        "mention_roles": [], "pinned": False, "attachments": [], "components": [], "flags": 0, **parts,
    }  # fmt: skip
