"""The fake's menus, inline results, administrators and files: they refuse what Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.adapters.telegram.test_fake import Ask, ask, keyboard, server
from tests.fakes.telegram import Fake
from tests.fakes.telegram_chats import ANN

__all__ = ["ask", "server"]

MENU = [{"command": "a", "description": "b"}]


def result(**fields: Any) -> dict[str, Any]:
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": "t", "input_message_content": content, **fields}


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"commands": []}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "a" * 33, "description": "b"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_INVALID"),
        ({"commands": MENU * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": MENU, "scope": {"type": "everywhere"}}, "Unsupported type"),
        ({"commands": MENU, "scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
        ({"commands": MENU, "language_code": "urd"}, "LANG_CODE_INVALID"),
    ],
)
async def test_a_menu_telegram_does_not_take_is_refused(ask: Ask, params: dict[str, Any], reason: str) -> None:
    status, told = await ask("setMyCommands", **params)
    assert status == 400
    assert reason in told


async def test_a_menu_is_told_and_taken_back_by_scope_and_language(server: Fake, ask: Ask) -> None:
    scope = {"type": "chat", "chat_id": 7}
    assert (await ask("setMyCommands", commands=MENU, scope=scope, language_code="ur"))[0] == 200
    assert server.menus == {("chat7", "ur"): MENU}
    assert (await ask("deleteMyCommands", scope=scope, language_code="ur"))[0] == 200
    assert server.menus == {}


async def test_descriptions_have_their_lengths(ask: Ask) -> None:
    assert (await ask("setMyDescription", description="x" * 512))[0] == 200
    assert (await ask("setMyDescription", description="x" * 513))[0] == 400
    assert (await ask("setMyShortDescription", short_description="x" * 121))[0] == 400


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([result(id="x" * 65)], "RESULT_ID_INVALID"),
        ([result(id="")], "RESULT_ID_INVALID"),
        ([result(), result()], "RESULT_ID_DUPLICATE"),
        ([result(id=str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([result(title=" ")], "must be non-empty"),
        ([result(input_message_content={"message_text": "x" * 4097})], "MESSAGE_TOO_LONG"),
        ([result(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})], "can't parse entities"),
        ([result(reply_markup=keyboard(callback_data="x" * 65))], "BUTTON_DATA_INVALID"),
    ],
)
async def test_results_telegram_does_not_take_are_refused(
    server: Fake,
    ask: Ask,
    results: list[dict[str, Any]],
    reason: str,
) -> None:
    server.offered["1"] = None
    status, told = await ask("answerInlineQuery", inline_query_id="1", results=results)
    assert status == 400
    assert reason in told


async def test_a_query_is_answered_once(server: Fake, ask: Ask) -> None:
    server.offered["1"] = None
    assert (await ask("answerInlineQuery", inline_query_id="1", results=[result()]))[0] == 200
    assert "query is too old" in (await ask("answerInlineQuery", inline_query_id="1", results=[]))[1]


async def test_a_private_chat_has_no_administrators(server: Fake, ask: Ask) -> None:
    server.administrators[-100] = [ANN]
    assert [each["user"]["id"] for each in (await ask("getChatAdministrators", chat_id=-100))[1]] == [7]
    assert "no administrators in the private chat" in (await ask("getChatAdministrators", chat_id=7))[1]


async def test_only_what_stands_is_edited_and_pinned(server: Fake, ask: Ask) -> None:
    server.inlines["a"] = {"text": "x"}
    assert (await ask("editMessageText", inline_message_id="a", text="y"))[1] is True
    assert "not modified" in (await ask("editMessageText", inline_message_id="a", text="y"))[1]
    assert "MESSAGE_ID_INVALID" in (await ask("editMessageText", inline_message_id="b", text="y"))[1]
    assert "message to pin not found" in (await ask("pinChatMessage", chat_id=7, message_id=1))[1]


async def test_a_colour_no_button_has_is_refused(ask: Ask) -> None:
    markup = keyboard(callback_data="x", style="green")
    assert "button style" in (await ask("sendMessage", chat_id=7, text="x", reply_markup=markup))[1]
