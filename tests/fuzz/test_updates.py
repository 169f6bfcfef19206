"""The Telegram webhook under arbitrary bytes and updates of any shape: an answer each time, and the bot goes on."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.telegram.webhook import DONE, LATER, NO_UPDATE, WATCH
from tests.adapters.telegram.running import Slept
from tests.adapters.telegram.test_webhook import Bell, hooked, said
from tests.fakes.telegram import Fake
from tests.fakes.telegram_chats import ANN, GROUP, PRIVATE
from tests.fuzz import hostile
from tests.fuzzing import examples

Json = dict[str, Any]

MESSAGE: Json = {"message_id": 5, "date": 1, "chat": PRIVATE, "from": ANN, "text": "/seat x"}
MESSAGE |= {"entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
FILE: Json = {"file_id": "f", "file_unique_id": "u", "file_name": "a.yaml", "file_size": 10}
TITLED: Json = {"id": -100, "type": "supergroup", "title": "The group", "is_forum": True}
CHANNEL: Json = {"id": -3, "type": "channel", "title": "C"}
MEMBER: Json = {"user": {"id": 42, "is_bot": True, "first_name": "Bell"}, "status": "member"}
KINDS: tuple[Json, ...] = (
    {"message": MESSAGE},
    {"message": MESSAGE | {"chat": TITLED, "message_thread_id": 3, "is_topic_message": True, "sender_chat": GROUP}},
    {"message": MESSAGE | {"reply_to_message": {"message_id": 4, "date": 1, "chat": PRIVATE, "text": "x"}}},
    {"message": MESSAGE | {"text": None, "caption": "/seat x", "document": FILE}},
    {"message": MESSAGE | {"migrate_to_chat_id": -100200}},
    {"edited_message": MESSAGE | {"edit_date": 3}},
    {
        "channel_post": {
            "message_id": 6,
            "date": 1,
            "chat": CHANNEL,
            "text": "/seat x",
        }
    },
    {"callback_query": {"id": "1", "from": ANN, "chat_instance": "i", "data": "seat x", "message": MESSAGE}},
    {"callback_query": {"id": "2", "from": ANN, "chat_instance": "i", "data": "~k7", "inline_message_id": "m"}},
    {"inline_query": {"id": "3", "from": ANN, "query": "seat", "offset": ""}},
    {"chosen_inline_result": {"result_id": "seat x@0", "from": ANN, "query": "seat", "inline_message_id": "m"}},
    {"my_chat_member": {"chat": GROUP, "from": ANN, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}},
)
"""An update of each kind the bot asks for."""

NUMBERS = st.integers(10**6, 2**31) | st.integers() | st.booleans() | hostile.values


@st.composite
def updates(draw: st.DrawFn) -> Any:
    """Give an update of a kind there is, with a few of its values replaced by anything."""
    update = copy.deepcopy(draw(st.sampled_from(KINDS)))
    for _ in range(draw(st.integers(0, 4))):
        *way, last = draw(st.sampled_from(hostile.places(update)))
        into: Any = update
        for key in way:
            into = into[key]
        into[last] = draw(hostile.values)
    return {"update_id": draw(NUMBERS)} | update


class Terse(Fake):
    """A fake that is named in few words where a test fails."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Brisk(Slept):
    """A sleep that only notes how long it was asked to last, and never ends between two looks at the webhook."""

    async def __call__(self, seconds: float) -> None:
        if seconds >= WATCH:
            await asyncio.Event().wait()
        await super().__call__(seconds)


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fake]:
    """A Telegram that is not asked, at the end, whether it liked what it was sent: chats here are what anybody says."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with Terse() as opened:
        yield opened


@pytest.fixture
async def bell(fake: Fake) -> AsyncIterator[Bell]:
    async with hooked(fake, sleep=Brisk()) as opened:
        yield opened


async def alive(bell: Bell, fake: Fake) -> None:
    """See that the next person is answered as ever."""
    before = len(fake.calls)
    assert await bell.bring(said(next(fake.numbers) + 2**40)) == DONE
    assert any(call.method in ("sendMessage", "sendPhoto") for call in fake.calls[before:])


@given(update=updates())
@example(update={"update_id": True} | KINDS[0])
@example(update={"update_id": 2**70} | KINDS[0])
@example(update={"update_id": 10**6, "message": MESSAGE | {"text": "/seat \ud800", "chat": PRIVATE | {"id": 2**70}}})
@examples(80)
async def test_any_update_is_taken_refused_or_told_to_come_again(bell: Bell, fake: Fake, update: Any) -> None:
    """Never with an error of ours, and whoever writes next is answered."""
    assert await bell.bring(update) in {DONE, NO_UPDATE, LATER}
    await alive(bell, fake)


@given(body=st.binary(max_size=400) | hostile.values.map(json.dumps).map(str.encode))
@example(body=b"\xff\xfe{\x00}\x00")
@example(body=b"[" * 100_000)
@example(body=b'{"update_id": ' + b"9" * 5000 + b"}")
@examples(60)
async def test_any_bytes_are_refused(bell: Bell, fake: Fake, body: bytes) -> None:
    assert await bell.bring(body) == NO_UPDATE
    await alive(bell, fake)
