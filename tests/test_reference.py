"""What is written from the declarations stays what they say."""

from __future__ import annotations

from pathlib import Path

from bot import reference
from bot.commands import Commands, described
from bot.languages import texts
from data.checks import CODES
from handlers import commands
from tests import sample

ROOT = Path(__file__).parent.parent


def test_the_command_page_is_what_the_declarations_say() -> None:
    assert (ROOT / "docs/commands.md").read_text(encoding="utf-8") == reference.command_page(commands), (
        "run `make docs`"
    )


def test_the_page_of_checks_is_what_the_codes_say() -> None:
    assert (ROOT / "docs/checks.md").read_text(encoding="utf-8") == reference.checks_page(CODES), "run `make docs`"


def test_the_english_descriptions_are_what_the_declarations_say() -> None:
    path = ROOT / "bot/locale/en/commands.ftl"
    assert path.read_text(encoding="utf-8") == reference.command_texts(commands), "run `make docs`"


def test_every_description_can_be_translated() -> None:
    assert all(texts("en").has(f"command-{command.name}") for command in commands)
    assert all(described(command, texts("en")) == command.summary for command in commands)


def test_the_page_tells_of_choices_ranges_and_privacy() -> None:
    page = reference.command_page(sample.commands)
    assert "| `size` | short, full | optional: how much to show |" in page
    assert "| `top` | whole number from 1 to 9 |" in page
    assert "The answer is for the asker alone." in page
    assert "    /seat islamabad size:full" in page


def test_a_bot_without_commands_has_a_page_all_the_same() -> None:
    assert reference.command_page(Commands()).startswith("# Commands")
