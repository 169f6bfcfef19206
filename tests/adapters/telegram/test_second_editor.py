"""Two editors over Telegram's wire: who may approve is told in private, and the proposer hears what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

import pytest

from bot.adapters.telegram import TelegramAdapter
from data.desk import Desk
from data.editing import Rules
from tests.adapters.telegram.editors import ANNS, BOB, BOBS, Desks
from tests.adapters.telegram.running import adapter
from tests.fakes.telegram import Call, Fake
from tests.harness.process import until
from tests.newsroom import RESULT, Office, delivering, office


class Courted(Desks):
    """Editors whose bot also delivers."""

    def __init__(self, fake: Fake, opened: Office, outlet: TelegramAdapter) -> None:
        super().__init__(fake, opened)
        self.outlet = outlet

    def delivering(self) -> AbstractAsyncContextManager[None]:
        return delivering(self.office, self.outlet)

    async def sent_to(self, chat: int, before: int) -> Call:
        """Wait for a message to a chat beyond the calls so far."""

        def found() -> list[Call]:
            calls = (call for call in self.fake.calls[before:] if call.method == "sendMessage" and call.status == 200)
            return [call for call in calls if call.params["chat_id"] == chat]

        async def there() -> bool:
            return bool(found())

        await until(there)
        return found()[0]

    async def ended(self, revision: int, states: dict[str, int]) -> None:
        """Wait until the deliveries of a revision stand so."""

        async def so() -> bool:
            return {each.state: each.number for each in await Desk(self.office.newsroom).counts(revision)} == states

        await until(so)


@pytest.fixture
async def waiting(fake: Fake, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Courted]:
    """The program's bot, owned by Ann, with the rule that everything takes two."""
    async with office(shipped_file, tmp_path, "telegram:42", rules=Rules("all")) as opened:
        fake.chats |= {42: ANNS, 43: BOBS}
        outlet = adapter(fake, opened.memory, bot=opened.bot)
        task = asyncio.create_task(outlet.run())
        await fake.until_polled()
        try:
            yield Courted(fake, opened, outlet)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_who_may_approve_is_told_in_private_and_the_proposer_hears_what_became_of_it(waiting: Courted) -> None:
    """Each once, never the proposer or a contributor; whoever never opened a chat is an outcome of a delivery."""
    for who, role in (("43", "editor"), ("44", "contributor"), ("45", "editor")):
        await waiting.say(f"/grant {who} {role}")
    preview = await waiting.say(RESULT)
    async with waiting.delivering():
        before = len(waiting.fake.calls)
        assert "told in private" in (await waiting.press(preview, "Publish")).text
        card = await waiting.sent_to(43, before)
        assert "Brought in by" in card.text
        assert [button["text"] for button in card.buttons] == ["Approve and publish", "Discard"]
        await waiting.ended(2, {"sent": 1, "gone": 1})
        before = len(waiting.fake.calls)
        assert "approved by" in (await waiting.press(card, "Approve", BOB)).text
        heard = await waiting.sent_to(42, before)
        assert "Published as revision 3." in heard.text
        assert "approved by" in heard.text
    shown = await waiting.say("/deliveries 2")
    assert "can't initiate conversation" in shown.text
    assert {call.params["chat_id"] for call in waiting.fake.of("sendMessage")} <= {42, 43, 45}


async def test_what_was_discarded_is_told_to_the_proposer_and_asked_of_nobody_any_more(waiting: Courted) -> None:
    await waiting.say("/grant 43 editor")
    preview = await waiting.say(RESULT, BOB)
    await waiting.press(preview, "Publish", BOB)
    listed = await waiting.press(await waiting.say("/preview"), "Senate election")
    before = len(waiting.fake.calls)
    assert "Discarded" in (await waiting.press(listed, "Discard")).text
    async with waiting.delivering():
        heard = await waiting.sent_to(43, before)
    assert "Discarded by" in heard.text
    await waiting.ended(2, {"sent": 1, "cancelled": 1})


async def test_what_is_settled_asks_nobody_and_says_what_became_of_it(waiting: Courted) -> None:
    await waiting.say("/grant 43 editor")
    preview = await waiting.say(RESULT, BOB)
    await waiting.press(preview, "Publish", BOB)
    listed = await waiting.press(await waiting.say("/preview"), "Senate election")
    await waiting.press(listed, "Approve")
    key = preview.buttons[0]["callback_data"].split()[1]
    assert "Published as revision 3." in (await waiting.say(f"/preview {key}", BOB)).text
