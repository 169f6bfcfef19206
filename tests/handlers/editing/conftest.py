"""Short forms read over the shipped record, at the evening it tells of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.grammar import parse
from bot.languages import texts
from data.editing import Rules
from data.store import Store
from handlers import commands
from handlers.editing.again import Again
from handlers.editing.tabled import Status, Told, draft
from tests.handlers import conftest
from tests.newsroom import OWNER, Office, office

EVENING = datetime(2021, 3, 3, 19, 30, tzinfo=UTC)
"""Half an hour after midnight in Islamabad: the fourth of March there."""

Drafted = Callable[[str], Awaitable[dict[str, dict[str, dict[str, object]]]]]
Refused = Callable[[str], Awaitable[UserError]]


def told(line: str) -> tuple[Told, Again]:
    """Give what a typed /result or /figure says, and the way to ask it again."""
    parsed = parse(commands, line)
    options = dict(parsed.options)
    again = Again(parsed.command.name, options, texts("en"))
    status: Status = options["status"]
    same = (options["figures"], options["source"], status.value, options["as_of"])
    if parsed.command.name == "result":
        return Told("result", "contest", options["contest"], ("contest", "motion"), "votes", *same), again
    kinds = ("chamber", "election", "contest", "motion", "party", "alliance", "person", "constituency")
    return Told("figure", "subject", options["subject"], kinds, options["measure"].value, *same), again


async def published(room: Office, line: str) -> str:
    """Publish what a line proposes, and give what is said then."""
    return conftest.told(await room.press(await room.say(line), "Publish"))


@pytest.fixture
def drafted(store: Store) -> Drafted:
    """Give the sections of the dossier that a line becomes."""

    async def sections(line: str) -> dict[str, dict[str, dict[str, object]]]:
        found = await store.read(draft, told(line)[0], EVENING, told(line)[1])
        return {name: dict(things) for name, things in found.sections.items() if things}

    return sections


@pytest.fixture
def refused(store: Store) -> Refused:
    """Give the error a line is answered with."""

    async def error(line: str) -> UserError:
        with pytest.raises(UserError) as caught:
            await store.read(draft, told(line)[0], EVENING, told(line)[1])
        assert caught.value.say(texts("en"))
        return caught.value

    return error


@pytest.fixture
def rules() -> Rules:
    return Rules()


@pytest.fixture
async def room(shipped_file: Path, tmp_path: Path, rules: Rules) -> AsyncIterator[Office]:
    """A newsroom with one owner, telegram:42."""
    async with office(shipped_file, tmp_path, OWNER, rules=rules) as opened:
        yield opened
