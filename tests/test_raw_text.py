"""A text that is taken as it was typed: line breaks, spaces and what elsewhere are options stay what they are."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands import Commands, Help
from bot.errors import UserError
from bot.grammar import filled, line, parse
from bot.messages import Reply, Request
from tests.fuzzing import examples
from tests.test_grammar import NASTY, any_text, pages

commands = Commands()
thorough = examples(400)


@commands.add("/push dossier: x")
async def push(
    _request: Request, _services: None, *, text: Annotated[str | None, Help("A dossier", raw=True)] = None
) -> Reply:
    """Push a dossier."""
    return Reply(title=f"{text}")


@thorough
@given(text=st.none() | any_text, page=pages)
@example('"a" page:2', 1)
@example("page:2", 3)
@example("", 2)
def test_it_comes_back_with_its_line_breaks(text: str | None, page: int) -> None:
    parsed = parse(commands, line(commands["push"], {"text": text}, page))
    assert (parsed.options, parsed.page) == ({"text": text}, page)


@thorough
@given(st.lists(st.sampled_from((*NASTY, "page:2", "text:")), max_size=9).map("".join))
def test_the_canonical_line_is_a_fixed_point(typed: str) -> None:
    try:
        parsed = parse(commands, f"push {typed}")
    except UserError:
        return
    written = line(parsed.command, parsed.options, parsed.page)
    assert parse(commands, written) == parsed


@pytest.mark.parametrize(
    ("typed", "text", "page"),
    [
        ("/push a: 1\n  b:  2 page:2\n", "a: 1\n  b:  2 page:2", 1),
        ('/push "a": 1, "b"', '"a": 1, "b"', 1),
        ('/push text:"a: 1\nb: 2" page:2', "a: 1\nb: 2", 2),
        ("/push text: a", "text: a", 1),
        ("/push page:2", None, 2),
        ("/push", None, 1),
    ],
)
def test_what_is_typed_is_taken_as_it_stands(typed: str, text: str | None, page: int) -> None:
    parsed = parse(commands, typed)
    assert (parsed.options, parsed.page) == ({"text": text}, page)


def test_a_page_that_is_no_number_is_answered() -> None:
    with pytest.raises(UserError) as caught:
        parse(commands, "/push page:two")
    assert caught.value.key == "bad-number"


@pytest.mark.parametrize("typed", ["push a: 1\nb: 2", 'push "a: 1\nb: 2"', 'push text:"a: 1\nb: 2"'])
def test_a_form_is_filled_with_it(typed: str) -> None:
    found: tuple[Any, dict[str, str]] = filled(commands, typed)
    assert found[1] == {"text": "a: 1\nb: 2"}
