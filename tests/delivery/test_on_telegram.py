"""Corrections in Telegram chats, from the push to the picture that stands there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.adapters.telegram import TelegramAdapter
from bot.drawings import Hemicycle, Plaque
from data.desk import Desk, Posting
from data.editing import correction, redaction, undo
from tests.adapters.telegram.conftest import fake
from tests.adapters.telegram.running import TinyPainter, adapter
from tests.data.editing.helping import push
from tests.fakes.telegram import Call, Fake
from tests.fakes.telegram_chats import PRIVATE
from tests.harness.process import until
from tests.newsroom import Office, delivering, office

__all__ = ["fake"]

PTI = "pk-senate-split-2021-03-04/pti"
CHAT = f"telegram:{PRIVATE['id']}"
TOO_MANY = 99
"""Seats of one party with which a chamber of 100 has too many: no half circle can be drawn of them."""


class Chatroom:
    """A private chat with the program's bot, what it paints, and what delivers."""

    def __init__(self, fake: Fake, opened: Office, outlet: TelegramAdapter, painter: TinyPainter) -> None:
        self.fake, self.office, self.outlet, self.painter = fake, opened, outlet, painter
        self.desk = Desk(opened.newsroom)

    async def ask(self, line: str) -> Call:
        """Ask for a card with a picture, and give the call that answered."""
        await self.fake.until_confirmed(await self.fake.say(line))
        await self.office.memory._ledger.flush()
        return self.fake.of("sendPhoto")[-1]

    async def correct(self, value: int) -> int:
        return await push(self.office.newsroom, correction(PTI, value, "A slip", "ours"), at=self.office.clock())

    async def delivered(self, revision: int) -> None:
        """Deliver until nothing of a revision is due any more."""

        async def over() -> bool:
            counts = await self.desk.counts(revision)
            return bool(counts) and all(each.state not in {"due", "leased"} for each in counts)

        async with delivering(self.office, self.outlet):
            await until(over)

    def message(self, sent: Call) -> dict[str, object]:
        """Give a message as it stands."""
        return self.fake.messages[PRIVATE["id"], sent.result["message_id"]]

    async def posting(self, sent: Call) -> Posting:
        found = await self.desk.posting(CHAT, str(sent.result["message_id"]))
        assert found is not None
        return found


@pytest.fixture
async def room(fake: Fake, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Chatroom]:
    async with office(shipped_file, tmp_path, "telegram:42") as opened:
        painter = TinyPainter()
        outlet = adapter(fake, opened.memory, bot=opened.bot, painter=painter)
        task = asyncio.create_task(outlet.run())
        await fake.until_polled()
        try:
            yield Chatroom(fake, opened, outlet, painter)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_a_message_whose_sums_no_longer_fit_shows_neither_the_wrong_figure_nor_its_picture(
    room: Chatroom,
) -> None:
    """The picture goes, the caption is put right in the same edit, nobody is pinged; it comes back with what fits."""
    sent = await room.ask("/senate")
    before = room.message(sent)["photo"]
    await room.delivered(await room.correct(TOO_MANY))
    (edit,) = room.fake.of("editMessageMedia")
    assert edit.params["message_id"] == sent.result["message_id"]
    assert "PTI 25 → 99 (our mistake)" in edit.text
    assert room.message(sent)["photo"] != before
    assert [type(each) for each in room.painter.painted] == [Hemicycle, Plaque]
    assert len(room.fake.of("sendMessage")) == 0
    assert len(room.fake.of("sendPhoto")) == 1
    assert (await room.posting(sent)).medium == "picture"
    await room.delivered(await push(room.office.newsroom, undo(3, "It was right"), at=room.office.clock()))
    assert room.message(sent)["photo"] == before
    assert "PTI: 25" in room.fake.of("editMessageMedia")[-1].text


async def test_words_that_have_to_go_go_from_the_picture_too(room: Chatroom) -> None:
    """A quotation is drawn; once it is redacted its line has another answer, or none."""
    sent = await room.ask("/quote even if i leave")
    before = room.message(sent)["photo"]
    quote = next(each for each, _ in (await room.posting(sent)).shows if "/" not in each)
    told = redaction(quote, "A court said so", on=room.office.clock().date())
    await room.delivered(await push(room.office.newsroom, told, at=room.office.clock()))
    assert room.message(sent)["photo"] != before
    assert "leave the assembly" not in str(room.message(sent)["caption"])
    assert "leave the assembly" not in repr(room.painter.painted[-1])


async def test_a_plaque_is_in_the_language_the_message_was_posted_in(room: Chatroom) -> None:
    await room.fake.until_confirmed(await room.fake.say("/settings language:ur"))
    await room.ask("/senate")
    await room.delivered(await room.correct(TOO_MANY))
    plaque = room.painter.painted[-1]
    assert isinstance(plaque, Plaque)
    assert plaque.rtl
    assert "تصویر" in plaque.text


async def test_pages_of_a_card_that_lost_its_picture_are_turned_in_its_message(room: Chatroom) -> None:
    sent = await room.ask("/senate")
    await room.delivered(await room.correct(TOO_MANY))
    (edit,) = room.fake.of("editMessageMedia")
    following = next(each["callback_data"] for each in edit.buttons if each["text"].startswith("2/"))
    await room.fake.press(sent.result["message_id"], following)
    await room.fake.until_confirmed(room.fake.waiting[-1])
    assert room.fake.of("sendMessage") == []
    await room.office.memory._ledger.flush()
    assert (await room.posting(sent)).page == 2
