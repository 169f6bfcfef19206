"""Files that come with a command: offered, described, fetched no further than asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

import pytest

from bot.commands import Commands, Help
from bot.dispatch import Bot
from bot.errors import UserError
from bot.messages import Line, Reply, Request, spans
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import plain
from tests.fakes.discord import HERE, File
from tests.fakes.discord_rest import MODAL, RESET

MOST = 2048

sending = Commands()


@sending.add(upload=True, form=True)
async def push(
    request: Request, _services: None, *, text: Annotated[str | None, Help("A text, or a file", rest=True)] = None
) -> Reply:
    """Take a text or a file."""
    if request.upload is None:
        return Reply("Text", (Line(spans(str(text))),))
    content = await request.upload.read(MOST)
    said = f"{request.upload.name} {request.upload.size} {content.decode()}"
    return Reply("File", (Line(spans(said)),))


@sending.add()
async def plain_one(_request: Request, _services: None) -> Reply:
    """Take no file."""
    raise UserError("nothing-asked")


@pytest.fixture
async def desk(house: House) -> AsyncIterator[House]:
    async with house.serve(Bot(sending, None, house.kept, incident=lambda: "c0ffee")):
        await house.fake.rest.synced()
        yield house


async def told(desk: House, file: File) -> str:
    call = await (await desk.fake.slash("push", HERE, file)).next_call()
    return plain(call.text)


async def test_a_command_that_takes_a_file_has_an_option_for_it(desk: House) -> None:
    option = desk.fake.commands["push"]["options"][-1]
    assert (option["name"], option["type"], option["required"]) == ("file", 11, False)
    assert desk.fake.commands["plain_one"]["options"] == []


async def test_a_file_reaches_the_handler_with_its_name_and_size(desk: House) -> None:
    assert "facts.yaml 5 a: 12" in await told(desk, File("facts.yaml", b"a: 12"))


async def test_with_a_file_no_form_opens(desk: House) -> None:
    assert (await (await desk.fake.slash("push")).next_call()).body["type"] == MODAL
    assert (await told(desk, File("a", b"b"))).startswith("### File")


async def test_a_file_can_come_with_a_form(desk: House) -> None:
    form = await desk.fake.slash("push")
    fields = (await form.next_call()).fields
    assert {name: field["component"]["type"] for name, field in fields.items()} == {"text": 4, "file": 19}
    call = await (await desk.fake.submit(form, HERE, File("facts.yaml", b"a: 12"))).next_call()
    assert "facts.yaml 5 a: 12" in plain(call.text)


async def test_a_form_can_be_sent_in_without_a_file(desk: House) -> None:
    form = await desk.fake.slash("push")
    await form.next_call()
    call = await (await desk.fake.submit(form, text="a: 12")).next_call()
    assert plain(call.text) == "### Text\na: 12"


@pytest.mark.parametrize("file", [File("a", b"x" * (MOST + 1)), File("a", b"x" * MOST * 100, said=5)])
async def test_a_file_over_the_limit_is_refused_whatever_is_said_of_it(desk: House, file: File) -> None:
    assert await told(desk, file) == "This file is larger than 2 kB. Please send a smaller one."


async def test_a_file_at_the_limit_is_taken(desk: House) -> None:
    assert "x" * MOST in await told(desk, File("a", b"x" * MOST))


@pytest.mark.parametrize("status", [RESET, 302, 403, 404, 500])
async def test_a_file_that_is_not_handed_out_can_be_tried_again(desk: House, status: int) -> None:
    assert "Please try again in a moment" in await told(desk, File("a", b"b", status))


async def test_a_files_name_is_text_and_nothing_else(desk: House) -> None:
    call = await (await desk.fake.slash("push", HERE, File("**@everyone**<@1>", b""))).next_call()
    assert "@everyone" not in call.text
    assert "<@1>" not in call.text
