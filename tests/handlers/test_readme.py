"""The README shows what the program says."""

from __future__ import annotations

from pathlib import Path

from bot.__main__ import main
from tests.handlers.conftest import Ask

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")


def words(text: str) -> str:
    return " ".join(text.split())


async def test_the_card_in_the_readme_is_the_card_as_it_looks(ask: Ask) -> None:
    reply = await ask("/contest islamabad")
    shown = words(README.partition("> /contest islamabad")[2].partition("The six signs")[0])
    assert shown.endswith(reply.code)
    for block in reply.blocks:
        told = getattr(block, "label", None) or "".join(span.text for span in getattr(block, "text", ()))
        assert words(told) in shown


def test_every_command_line_verb_in_the_readme_exists() -> None:
    named = {word for line in README.splitlines() for word in [line.partition("-m bot ")[2].split(" ")[0]] if word}
    assert {verb.strip("`") for verb in named} <= set(main.commands)
