"""Options that are given by name only, such as the clocks: no bare word is ever taken for them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import pytest

from bot.commands import Commands, Help
from bot.errors import UserError
from bot.grammar import line, parse
from bot.messages import Reply, Request

commands = Commands()


@commands.add("/dated day:2021-03-04")
async def dated(
    _request: Request, _services: None, *, day: Annotated[date | None, Help("Day", named=True)] = None
) -> Reply:
    """Show it."""
    return Reply(title=str(day))


def test_a_bare_word_is_not_read_as_it() -> None:
    with pytest.raises(UserError) as caught:
        parse(commands, "/dated 2021-03-04")
    assert caught.value.key == "too-many-words"


def test_it_is_written_by_its_name_also_where_it_stands_first() -> None:
    written = line(commands["dated"], {"day": date(2021, 3, 4)})
    assert written == "dated day:2021-03-04"
    assert parse(commands, written).options == {"day": date(2021, 3, 4)}


def test_it_cannot_take_the_rest_of_a_line_too() -> None:
    async def wrong(
        _request: Request, _services: None, *, a: Annotated[str, Help("A", rest=True, named=True)]
    ) -> Reply:
        """Be refused."""
        return Reply(title=a)

    with pytest.raises(ValueError, match="not given by name only"):
        Commands().add()(wrong)
