"""The console: one answer per line of input, numbers press buttons, it ends with its input."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.adapters.console import ConsoleAdapter, Screen
from bot.adapters.console.receive import LineCompleter, pressed
from bot.messages import Button
from tests.sample import commands, sample_bot


async def talk(tmp_path: Path, *lines: str) -> list[str]:
    """Type the lines into a pipe and give the answers."""
    out = io.StringIO()
    into = io.StringIO("".join(f"{line}\n" for line in lines))
    await ConsoleAdapter(sample_bot(), into=into, out=out, history=tmp_path / "history").run()
    return out.getvalue().rstrip("\n").split("\n\n\n") if out.getvalue() else []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "colour"), [("", True), ("1", False)])
def test_no_color_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_color: str, *, colour: bool) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    console = ConsoleAdapter(sample_bot(), into=Terminal(), out=Terminal(), history=tmp_path / "history")
    assert console.screen().colour is colour


def test_a_pipe_is_eighty_columns_without_colour(tmp_path: Path) -> None:
    console = ConsoleAdapter(sample_bot(), into=io.StringIO(), out=io.StringIO(), history=tmp_path / "history")
    assert console.screen() == Screen(80, colour=False)


@pytest.mark.parametrize("example", [example for command in commands for example in command.examples])
async def test_every_example_is_answered(tmp_path: Path, example: str) -> None:
    command = commands[example.removeprefix("/").split()[0]]
    (answer,) = await talk(tmp_path, example)
    assert command.name in {"wrong", "broken"} or "incident" not in answer
    assert answer.strip()


async def test_input_that_ends_ends_the_conversation(tmp_path: Path) -> None:
    assert await talk(tmp_path) == []


async def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    assert await talk(tmp_path, "", "   ") == []


async def test_a_number_presses_the_button_it_stands_at(tmp_path: Path) -> None:
    answers = await talk(tmp_path, "/house", "1")
    assert "[1] Islamabad" in answers[0] or "[1] Islamabad" in "\n".join(answers)
    assert "Seat islamabad" in "\n".join(answers)


async def test_a_number_without_buttons_is_a_command_nobody_knows(tmp_path: Path) -> None:
    assert "I do not know /7" in "\n".join(await talk(tmp_path, "7"))


async def test_an_unknown_command_offers_the_nearest(tmp_path: Path) -> None:
    assert "[1] /house" in "\n".join(await talk(tmp_path, "/hose"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1", "a"), ("2", "b"), ("0", None), ("3", None), ("x", None), ("1" * 99, None), ("²", None)],
)
def test_only_the_numbers_on_screen_press_buttons(typed: str, expected: str | None) -> None:
    found = pressed(typed, (Button("A", line="a"), Button("B", line="b")))
    assert (found.line if found else None) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/ho", ["/house"]),
        ("/seat isl", ["islamabad"]),
        ("/seat islamabad si", ["size:"]),
        ("/seat islamabad size:f", ["full"]),
        ("/nothing x", []),
    ],
)
async def test_tab_completes_commands_options_and_names(typed: str, expected: list[str]) -> None:
    completer = LineCompleter(sample_bot(), "en")
    found = [each.text async for each in completer.get_completions_async(Document(typed), CompleteEvent())]
    assert found == expected
