"""The log: one line an event, the request on each, nothing smuggled in."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs
from bot.messages import Chat, Reply, Request, User
from tests.asking import bot_of
from tests.sample import sample_bot

SOMEBODY, ALONE = User("telegram", "7", "somebody"), Chat("telegram", "7", private=True)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


async def broken(_request: Request, _services: None) -> Reply:
    """Fail as a bug would."""
    raise RuntimeError("a bug")


def written(format_: logs.Format, *arguments: str, trace: bool = False) -> str:
    stream = io.StringIO()
    logs.configure("INFO", format_, stream)
    error = ValueError("wrong") if trace else None
    logging.getLogger("bot.test").info(*arguments, exc_info=error)
    return stream.getvalue()


def test_a_line_for_people_says_when_where_and_what() -> None:
    assert written("text", "%s starts", "telegram").endswith(" INFO bot.test: telegram starts\n")


def test_a_line_for_machines_is_one_json_object() -> None:
    line = json.loads(written("json", "%s starts", "telegram"))
    assert (line["level"], line["logger"], line["event"]) == ("info", "bot.test", "telegram starts")
    assert line["at"].endswith("+00:00")
    assert "trace" not in line


def test_a_trace_stays_inside_its_object() -> None:
    out = written("json", "failed", trace=True)
    assert out.count("\n") == 1
    assert "ValueError: wrong" in json.loads(out)["trace"]


@pytest.mark.parametrize("format_", ["text", "json"])
def test_what_somebody_smuggled_in_stays_on_its_line(format_: logs.Format) -> None:
    out = written(format_, "chat %s", "x\n2026-01-01 ERROR forged\x1b[31m")
    assert out.count("\n") == 1
    assert "\x1b" not in out


async def test_a_request_is_named_on_every_line_from_the_update_to_the_reply() -> None:
    stream = io.StringIO()
    logs.configure("INFO", "json", stream)
    await bot_of(broken).answer_line("/broken", SOMEBODY, ALONE, update="telegram:4711")
    logging.getLogger("bot.adapters.telegram").info("sent")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == 2
    assert {line["request"] for line in lines} == {"telegram:4711"}


async def test_what_people_write_is_not_logged() -> None:
    stream = io.StringIO()
    logs.configure("DEBUG", "text", stream)
    await sample_bot().answer_line("/seat my secret words", SOMEBODY, ALONE)
    await sample_bot().answer_line("/nothing my secret words", SOMEBODY, ALONE)
    assert "secret" not in stream.getvalue()
