"""Commands chosen on somebody's message: what is read from it, who sees the answer, who may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest

from bot.adapters.discord import menus
from bot.commands import Commands, Help, OnMessage
from bot.dispatch import Bot
from bot.messages import Line, Reply, Request, spans
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import EDITOR, message, plain, standing
from tests.fakes.discord_rest import MESSAGE, MODAL

on_messages = Commands()


@on_messages.add(on_message=OnMessage("Look it up", "code", code=True))
async def lookup(_request: Request, _services: None, *, code: Annotated[str, Help("Code", rest=True)]) -> Reply:
    """Look a code up."""
    return Reply("Found", (Line(spans(code)),))


@on_messages.add(role="editor", private=True, form=True, on_message=OnMessage("Add as words", "words"))
async def keep(
    _request: Request,
    _services: None,
    *,
    words: Annotated[str, Help("Words", rest=True)],
    by: Annotated[str, Help("Who said it")],
) -> Reply:
    """Keep somebody's words."""
    return Reply("Kept", (Line(spans(repr((words, by)))),))


@on_messages.add(manages=True, on_message=OnMessage("Count it", "text"))
async def count(_request: Request, _services: None, *, text: Annotated[str, Help("Text")]) -> Reply:
    """Count the characters of a text."""
    return Reply("Counted", (Line(spans(str(len(text)))),))


@on_messages.add(on_message=OnMessage("Ask about it"))
async def about(request: Request, _services: None, *, word: Annotated[str | None, Help("Word")] = None) -> Reply:
    """Tell which message is asked about."""
    return Reply("About", (Line(spans(f"{request.answering} {word}")),))


@pytest.fixture
async def desk(house: House) -> AsyncIterator[House]:
    house.kept.roles[EDITOR] = "editor"
    async with house.serve(Bot(on_messages, None, house.kept)):
        yield house


def written(*texts: str) -> list[dict[str, Any]]:
    """Components that show texts, some within another."""
    return [{"type": 17, "id": 1, "components": [{"type": 10, "id": 2, "content": each} for each in texts]}]


async def test_the_labels_are_told_beside_the_commands(desk: House) -> None:
    await desk.fake.rest.synced()
    told = {each["name"]: each["type"] for each in desk.fake.rest.commands}
    typed = {"lookup": 1, "keep": 1, "count": 1, "about": 1}
    assert told == typed | {"Look it up": 3, "Add as words": 3, "Count it": 3, "Ask about it": 3}


@pytest.mark.parametrize(
    "shown",
    [
        message("so they say · `K7Q2F9`"),
        message(components=written("### Senate", "-# As of 4 March 2021 · `K7Q2F9`")),
        message(embeds=[{"type": "rich", "title": "Senate", "fields": [{"name": "Card", "value": "K7Q2F9"}]}]),
    ],
)
async def test_a_code_is_found_in_text_components_and_embeds(desk: House, shown: dict[str, Any]) -> None:
    call = await (await desk.fake.choose_on("Look it up", shown)).next_call()
    assert "K7Q2F9" in call.text


async def test_the_answer_is_for_the_asker_alone(desk: House) -> None:
    call = await (await desk.fake.choose_on("Look it up", message("K7Q2F9"))).next_call()
    assert (call.body["type"], call.ephemeral) == (MESSAGE, True)
    assert desk.kept.postings == {}


async def test_a_message_without_a_code_is_answered_with_what_a_code_is(desk: House) -> None:
    call = await (await desk.fake.choose_on("Look it up", message("No code here, MARCH or 123456"))).next_call()
    assert (call.ephemeral, "There is no code in this message" in call.text) == (True, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("first `K7Q2F9`, then `M4N6PQ`", "M4N6PQ"),
        ("`K7Q2F9` AFFECT", "K7Q2F9"),
        ("K7Q2F9 or AFFECT", "K7Q2F9"),
        ("AFFECT", "AFFECT"),
        ("https://example.org/K7Q2F9", None),
        ("K7Q2F9X and xK7Q2F9", None),
        ("k7q2f9", None),
        ("", None),
    ],
)
def test_the_last_code_that_stands_as_one_is_taken(text: str, code: str | None) -> None:
    assert menus.code_in(text) == code


async def test_the_text_of_a_message_stands_in_the_form_that_opens(desk: House) -> None:
    said = 'He said: "we will win"\nby:all means @everyone'
    exchange = await desk.fake.choose_on("Add as words", message(said))
    call = await exchange.next_call()
    assert (call.body["type"], standing(call)) == (MODAL, {"words": said, "by": ""})
    call = await (await desk.fake.submit(exchange, by="Ann")).next_call()
    assert repr((said, "Ann")) in plain(call.text)


async def test_only_editors_get_the_form(desk: House) -> None:
    desk.kept.roles = {}
    call = await (await desk.fake.choose_on("Add as words", message("words"))).next_call()
    assert (call.ephemeral, "/keep is for editors" in plain(call.text)) == (True, True)


async def test_without_a_form_the_text_is_answered_at_once(desk: House) -> None:
    call = await (await desk.fake.choose_on("Count it", message("12345"))).next_call()
    assert "Only those who may manage this chat" in call.text


async def test_a_command_about_a_message_itself_is_told_which(desk: House) -> None:
    """As if somebody had answered it with the command; whatever the message says."""
    call = await (await desk.fake.choose_on("Ask about it", message("with words"))).next_call()
    assert (call.ephemeral, "77 None" in call.text) == (True, True)


async def test_a_label_that_is_offered_no_more_is_answered(desk: House) -> None:
    call = await (await desk.fake.choose_on("Look it over", message("K7Q2F9"))).next_call()
    assert (call.ephemeral, call.text) == (True, "This is not offered any more. /help shows what is.")
