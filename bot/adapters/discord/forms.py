"""Forms of commands as Discord's modals: made from the declaration, filled with what a line says, read when sent in.

The id of a form names its command, and what the line says of options that have no field, and nothing else: one that is
sent in after a restart is read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import discord
from discord import ui

from bot.adapters.discord import markdown
from bot.adapters.discord.convert import Given, Interaction
from bot.commands import FILE, FORM, Command, Option, Values, described
from bot.languages import Texts
from bot.messages import Choice

TITLE, LABEL, DESCRIPTION, TEXT = 45, 45, 100, 4000
"""Discord's limits for a modal's title, a field's label and its description, and for a field's text, in characters."""

SHORT = 80
"""Characters of a text that a field of one line shows well on a phone."""

SENT = re.compile(r"m:(?P<name>\w+)(?P<aside>( \w+:\S+)*)")
"""The id of a form: the name of its command, and what it keeps of options that have no field."""

_LABEL, _FILE = discord.ComponentType.label.value, discord.ComponentType.file_upload.value


def wanted(command: Command, given: Given) -> bool:
    """Say whether a form is to be opened: nothing was given, or something is missing that must be there."""
    missing = any(option.required and option.name not in given for option in command.options)
    return command.form and (not given or missing)


def modal(command: Command, given: Mapping[str, str], texts: Texts) -> ui.Modal:
    """Give the form of a command in the language of `texts`, filled with the given texts.

    It is stopped, so that discord.py keeps nothing of it; that takes a running loop.
    """
    title = markdown.plain(described(command, texts), TITLE)
    form = ui.Modal(title=title, custom_id=f"m:{command.name}{_aside(command, given)}", timeout=None)
    for option in command.fields:
        field = _field(option, given.get(option.name) or None, texts)
        label = option.name.replace("_", " ").capitalize()[:LABEL]
        about = markdown.plain(described(command, texts, option), DESCRIPTION)
        form.add_item(ui.Label(text=label, description=about, component=field))
    if command.upload and len(command.fields) < FORM:
        file: ui.FileUpload[Any] = ui.FileUpload(custom_id=FILE, required=False)
        form.add_item(ui.Label(text=texts("discord-file")[:LABEL], component=file))
    form.stop()
    return form


def submitted(interaction: Interaction) -> tuple[str, Given, Mapping[str, Any] | None]:
    """Give the command whose form was sent in, what it holds, and the file that came along as Discord describes it.

    Fields left empty are not given.
    """
    data = cast("dict[str, Any]", interaction.data or {})
    match = SENT.fullmatch(data["custom_id"])
    fields = [each["component"] for each in data["components"] if each["type"] == _LABEL]
    given = {field["custom_id"]: _text(field).strip() for field in fields if field["type"] != _FILE}
    files = [field["values"][0] for field in fields if field["type"] == _FILE and field["values"]]
    sent = data["resolved"]["attachments"][files[0]] if files else None
    if match is not None:
        given |= {name: text for name, _, text in (each.partition(":") for each in match["aside"].split())}
    return match["name"] if match else "", {name: text for name, text in given.items() if text}, sent


def _aside(command: Command, given: Mapping[str, str]) -> str:
    """Give what the line says of options without a field; what is not one word is no such option's."""
    said = ((option.name, given.get(option.name, "")) for option in command.options if option.help.aside)
    return "".join(f" {name}:{text}" for name, text in said if re.fullmatch(r"\S{1,32}", text))


def _text(field: Mapping[str, Any]) -> str:
    """Give what was typed into a field, or chosen in a list."""
    found: str = field["value"] if "value" in field else next(iter(field["values"]), "")
    return found


def _field(option: Option, text: str | None, texts: Texts) -> ui.Item[Any]:
    choices = option.choices
    if option.kind is bool:
        choices = (Choice("yes", texts("discord-yes")), Choice("no", texts("discord-no")))
    return _select(option, choices, text) if choices else _input(option, text)


def _select(option: Option, choices: tuple[Choice, ...], text: str | None) -> ui.Select[Any]:
    """Give a list to choose from; what will be taken when nothing is chosen stands chosen."""
    chosen = text.lower() if text else _default(option)
    items = [discord.SelectOption(label=each.label, value=each.value, default=each.value == chosen) for each in choices]
    return ui.Select(
        custom_id=option.name, options=items, required=option.required, min_values=1 if option.required else 0
    )


def _default(option: Option) -> str:
    if isinstance(option.default, bool):
        return "yes" if option.default else "no"
    return str(option.default.value) if option.default is not None else ""


def _input(option: Option, text: str | None) -> ui.TextInput[Any]:
    long = option.kind in (str, Values) and (
        option.help.rest or option.help.raw or len(text or "") > SHORT or "\n" in (text or "")
    )
    return ui.TextInput(
        custom_id=option.name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        default=text[:TEXT] if text else None,
        required=option.required,
        max_length=TEXT,
    )
