"""What is written from the declarations: the command reference, and the English texts that translators begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape

from bot.commands import Command, Commands, Option, Values

_KINDS = {
    str: "text",
    int: "whole number",
    bool: "yes or no",
    date: "date, such as 2021-03-04",
    Values: "pairs such as name=12",
}


def command_page(commands: Commands) -> str:
    """Give the text of `docs/commands.md`."""
    lines = [
        "# Commands",
        "",
        "Made from the declarations by `make docs`. The same line works typed, on a button and in the terminal: the",
        "command, what it asks for, options as `name:value`. A text that would be misread stands in double quotes.",
        "`page:2` turns the page of any answer.",
    ]
    for command in commands:
        lines += ["", *_section(command)]
    return "\n".join(lines) + "\n"


def command_texts(commands: Commands) -> str:
    """Give the text of `bot/locale/en/commands.ftl`: every description under the key that translations use."""
    lines = ["# Made from the declarations by `make docs`; translate it, do not edit it here."]
    for command in commands:
        lines.append(f"command-{command.name} = {_literal(command.summary)}")
        lines += [f"command-{command.name}-{option.name} = {_literal(option.help.text)}" for option in command.options]
        if command.on_message is not None:
            lines.append(f"message-{command.name} = {_literal(command.on_message.label)}")
    return "\n".join(lines) + "\n"


def checks_page(codes: Mapping[str, str]) -> str:
    """Give the text of `docs/checks.md`: every code a check can give, and what it means."""
    lines = [
        "# Checks",
        "",
        "What `python -m bot check FILE` looks for in a dossier. An error keeps it from being loaded; a warning shows",
        "its arithmetic and stays with the revision. Made by `make docs` from `data/checks.py`; codes never change.",
        "",
        "| code | | |",
        "|---|---|---|",
    ]
    for code, meaning in codes.items():
        severity, _, text = meaning.partition(": ")
        lines.append(f"| `{code}` | {severity} | {text} |")
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    """Give the text as Fluent reads it back, braces included."""
    return "".join(f'{{"{sign}"}}' if sign in "{}" else sign for sign in text)


def _section(command: Command) -> Iterator[str]:
    yield f"## /{command.name}"
    yield ""
    yield command.summary
    if command.private:
        yield "The answer is for the asker alone."
    if command.on_message is not None:
        yield f"On Discord also in the menu of a message: “{command.on_message.label}”."
    if command.options:
        yield ""
        yield "| option | takes | |"
        yield "|---|---|---|"
        for option in command.options:
            needed = "needed" if option.required else "optional"
            yield f"| `{option.name}` | {_takes(option)} | {needed}: {option.help.text.lower()} |"
    yield ""
    yield from (f"    {example}" for example in command.examples)


def _takes(option: Option) -> str:
    if option.choices:
        return ", ".join(choice.value for choice in option.choices)
    if option.kind is int:
        return f"whole number from {option.help.minimum} to {option.help.maximum}"
    return _KINDS[option.kind]


def gallery_page(files: Iterable[tuple[str, str]]) -> str:
    """Give the text of `docs/gallery.md`: each picture at phone width, with what it shows in words."""
    lines = [
        "# Gallery",
        "",
        "One picture of each kind from the shipped record, in both languages and themes, at the width of a phone. Made",
        "by `make gallery`.",
        "",
    ]
    lines += [f'<img src="gallery/{file}" width="360" alt="{escape(alt)}">' for file, alt in files]
    return "\n".join([*lines, ""])
