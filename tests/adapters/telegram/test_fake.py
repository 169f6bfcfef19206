"""The fake itself: it refuses what Telegram refuses, or the tests on it would prove little."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from tests.fakes import telegram_spec
from tests.fakes.telegram import Fake
from tests.fakes.telegram_chats import GROUP, PRIVATE
from tests.fakes.telegram_wire import Refused, parsed

Ask = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def server() -> AsyncIterator[Fake]:
    async with Fake() as fake:
        fake.chats = {PRIVATE["id"]: PRIVATE, GROUP["id"]: GROUP}
        yield fake


@pytest.fixture
async def ask(server: Fake) -> AsyncIterator[Ask]:
    """Ask the server as JSON and give the status and what it says."""
    async with aiohttp.ClientSession() as session:

        async def asked(method: str, token: str | None = None, **params: Any) -> tuple[int, Any]:
            async with session.post(f"{server.url}/bot{token or server.token}/{method}", json=params) as answer:
                content = await answer.json()
                return answer.status, content.get("result", content.get("description"))

        yield asked


async def said(ask: Ask, **params: Any) -> tuple[int, Any]:
    return await ask("sendMessage", chat_id=7, **({"text": "x"} | params))


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "b"} | button]]}


async def test_a_token_is_checked_and_a_method_has_any_case(ask: Ask) -> None:
    assert (await ask("GETME"))[0] == 200
    assert await ask("getMe", token="1:x") == (401, "Unauthorized")  # noqa: S106  # the point is that it is wrong
    assert await ask("getMee") == (404, "Not Found")


async def test_objects_in_a_form_are_json(server: Fake) -> None:
    markup = keyboard(callback_data="a")
    form = {"chat_id": "7", "text": "x", "reply_markup": json.dumps(markup)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{server.token}/sendMessage", data=form),
    ):
        assert server.calls[-1].params == {"chat_id": 7, "text": "x", "reply_markup": markup}


@pytest.mark.parametrize(
    "text", ["<b>x", "x</b>", "<x>y</x>", "a < b", "a & b", "&nope;", "<b><code>x</code></b>", "<a>x</a>"]
)
async def test_html_that_does_not_parse_is_refused(ask: Ask, text: str) -> None:
    status, reason = await said(ask, text=text, parse_mode="HTML")
    assert (status, reason.startswith("Bad Request: can't parse entities: ")) == (400, True)


async def test_a_text_is_measured_after_parsing_in_utf_16_units(ask: Ask) -> None:
    assert (await said(ask, text="<b>" + "🗳" * 2048 + "</b>", parse_mode="HTML"))[0] == 200
    assert await said(ask, text="🗳" * 2048 + "x") == (400, "Bad Request: message is too long")
    assert (await said(ask, text=" \n"))[1] == "Bad Request: message text is empty"


def test_entities_are_counted_in_utf_16_units_after_trimming() -> None:
    assert parsed(" 🗳<b>a&lt;</b> ", "html") == ("🗳a<", [{"type": "bold", "offset": 2, "length": 2}])
    with pytest.raises(Refused):
        parsed("x", "Markdown9")


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"url": "javascript:x"}, "BUTTON_URL_INVALID"),
        ({}, "text buttons are unallowed"),
        ({"callback_data": "x", "url": "https://a.b"}, "text buttons are unallowed"),
        ({"text": " ", "callback_data": "x"}, "must be non-empty"),
    ],
)
async def test_a_button_telegram_does_not_take_is_refused(ask: Ask, button: dict[str, Any], reason: str) -> None:
    status, told = await said(ask, reply_markup=keyboard(**button))
    assert status == 400
    assert reason in told


async def test_an_edit_is_refused_as_telegram_refuses_it(ask: Ask) -> None:
    _, message = await said(ask)
    number = message["message_id"]
    edits = [
        ("editMessageText", {"text": "x", "message_id": number}, "message is not modified"),
        ("editMessageText", {"text": "y", "message_id": 1}, "message to edit not found"),
        ("editMessageCaption", {"caption": "y", "message_id": number}, "there is no caption in the message to edit"),
    ]
    for method, params, reason in edits:
        status, told = await ask(method, chat_id=7, **params)
        assert (status, reason in told) == (400, True)


async def test_a_reply_to_nothing_needs_leave(ask: Ask) -> None:
    assert (await said(ask, reply_parameters={"message_id": 1}))[1] == "Bad Request: message to be replied not found"
    assert (await said(ask, reply_parameters={"message_id": 1, "allow_sending_without_reply": True}))[0] == 200


async def test_a_photo_has_to_be_one(ask: Ask) -> None:
    assert (await ask("sendPhoto", chat_id=7, photo="nope"))[1].startswith("Bad Request: wrong file identifier")
    assert (await ask("sendPhoto", chat_id=7, photo="nope", caption="x" * 1025))[1].endswith("caption is too long")


async def test_a_press_is_answered_once(server: Fake, ask: Ask) -> None:
    query = await server.press(1, "x")
    assert (await ask("answerCallbackQuery", callback_query_id=query))[0] == 200
    assert "query is too old" in (await ask("answerCallbackQuery", callback_query_id=query))[1]


async def test_a_stranger_cannot_be_written_to(ask: Ask) -> None:
    assert (await ask("sendMessage", chat_id=99, text="x"))[0] == 403
    assert await ask("sendMessage", chat_id=-99, text="x") == (400, "Bad Request: chat not found")


async def test_updates_stay_until_an_offset_passes_them(server: Fake, ask: Ask) -> None:
    first, second = await server.say("a"), await server.say("b")
    assert [update["update_id"] for update in (await ask("getUpdates", limit=1))[1]] == [first]
    assert [update["update_id"] for update in (await ask("getUpdates", offset=second))[1]] == [second]
    assert server.confirmed == [first]


async def test_a_poll_waits_for_an_update(server: Fake, ask: Ask) -> None:
    poll = asyncio.ensure_future(ask("getUpdates", timeout=20))
    await server.until_polled()
    number = await server.say("a")
    assert [update["update_id"] for update in (await poll)[1]] == [number]


async def test_a_second_poll_ends_the_first(server: Fake, ask: Ask) -> None:
    poll = asyncio.ensure_future(ask("getUpdates", timeout=20))
    await server.until_polled()
    await ask("getUpdates")
    assert (await poll)[0] == 409


@pytest.mark.skipif(
    not telegram_spec.there(), reason="Telegram's machine-readable description is not beside the checkout"
)
@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMesage", {}),
        ("sendMessage", {"chat_id": 1}),
        ("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"}),
        ("sendMessage", {"chat_id": 1, "text": 5}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"txt": "x"}]]}}),
        ("answerCallbackQuery", {"callback_query_id": "1", "show_alert": "yes"}),
    ],
)
def test_the_description_finds_what_it_does_not_allow(method: str, params: dict[str, Any]) -> None:
    assert len(telegram_spec.faults(method, params)) == 1
