"""The short way to Telegram: what goes out, what comes back, and that it keeps the limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.adapters.telegram.limits import BROADCAST, Limiter
from bot.adapters.telegram.platform import Platform
from bot.adapters.telegram.transport import Transport
from tests.adapters.telegram.running import Slept
from tests.fakes.telegram import Fake, flood, refuse
from tests.fakes.telegram_chats import PRIVATE


class Noting(Limiter):
    """A limiter that notes what goes through it, and as what."""

    def __init__(self, sleep: Slept) -> None:
        super().__init__(sleep=sleep, clock=sleep.clock)
        self.noted: list[tuple[str, str | None]] = []

    async def process_request(self, *given: Any, **named: Any) -> Any:
        self.noted.append((named["endpoint"], named["rate_limit_args"]))
        return await super().process_request(*given, **named)


@pytest.fixture
def limiter() -> Noting:
    return Noting(Slept())


@pytest.fixture
async def platform(fake: Fake, limiter: Noting) -> AsyncIterator[Platform]:
    fake.chats[PRIVATE["id"]] = PRIVATE
    async with Platform(fake.token or "", fake.url, Transport(2), limiter) as platform:
        yield platform


async def test_a_call_goes_out_as_it_is_and_its_result_comes_back_as_it_is(fake: Fake, platform: Platform) -> None:
    """What is not given is not sent."""
    keyboard = {"inline_keyboard": [[{"text": "Now", "callback_data": "house"}]]}
    sent = await platform.call("sendMessage", chat_id=7, text="Hello", message_thread_id=None, reply_markup=keyboard)
    assert sent["chat"]["id"] == 7
    (call,) = fake.of("sendMessage")
    assert call.params == {"chat_id": 7, "text": "Hello", "reply_markup": keyboard}
    assert sent["message_id"] == call.result["message_id"]


async def test_every_call_goes_through_the_limiter_in_its_lane(platform: Platform, limiter: Noting) -> None:
    await platform.call("sendMessage", chat_id=7, text="Hello")
    await platform.call("sendMessage", BROADCAST, chat_id=7, text="News")
    assert limiter.noted[-2:] == [("sendMessage", None), ("sendMessage", BROADCAST)]


async def test_what_telegram_asks_to_wait_is_waited_for(fake: Fake, platform: Platform) -> None:
    fake.fault("sendMessage", flood(3))
    await platform.call("sendMessage", chat_id=7, text="Hello")
    assert [call.status for call in fake.of("sendMessage")] == [429, 200]


@pytest.mark.parametrize(("status", "error"), [(400, BadRequest), (403, Forbidden)])
async def test_refusals_are_the_librarys_errors(
    fake: Fake, platform: Platform, status: int, error: type[Exception]
) -> None:
    fake.fault("sendMessage", refuse(status, "not today"))
    with pytest.raises(error, match="not today"):
        await platform.call("sendMessage", chat_id=7, text="Hello")


async def test_a_wait_too_long_for_anybody_is_the_librarys_too(fake: Fake, platform: Platform) -> None:
    fake.fault("sendMessage", flood(4000))
    with pytest.raises(RetryAfter):
        await platform.call("sendMessage", chat_id=7, text="Hello")
