"""/check and /corrections: whether a card still holds, and what a chat was shown that has changed since."""

from __future__ import annotations

import pytest

from bot.dispatch import Bot
from bot.messages import Chat, Reply, Row, User
from data.dossier import load_text
from data.editing import Newsroom, retraction
from data.publish import publish
from tests.data.editing.helping import push
from tests.handlers.conftest import Ask, told
from tests.handlers.test_corrected import CHAT, FIGURE, SOMEBODY, WHEN, bot, posted, put_right, room
from tests.handlers.test_sources import LATER

__all__ = ["bot", "room"]


@pytest.fixture
def ask(bot: Bot[Newsroom]) -> Ask:
    async def asked(line: str) -> Reply:
        return await bot.answer_line(line, User("test", "1", "somebody"), Chat("test", "1", private=True))

    return asked


async def later(room: Newsroom, text: str) -> None:
    await publish(room, load_text(text, "later.yaml"), author="test", why="test", at=WHEN)


async def test_a_card_that_holds_is_current(ask: Ask) -> None:
    code = (await ask("/contest islamabad")).code
    said = told(await ask(f"/check {code}"))
    assert said.startswith(f"Card {code} current")
    assert "Yousaf Raza Gillani 169 current" in said
    assert "Rejected 7 current" in said


@pytest.mark.parametrize("written", ["{}", " {} ", "#{}", "· {}"])
async def test_a_code_is_read_however_it_is_written(ask: Ask, written: str) -> None:
    code = (await ask("/contest islamabad")).code
    assert "current" in told(await ask(f"/check {written.format(code.lower())}"))


async def test_a_card_overtaken_by_a_later_report_says_by_what(ask: Ask, room: Newsroom) -> None:
    code = (await ask("/senate")).code
    await later(room, LATER)
    said = told(await ask(f"/check {code}"))
    assert said.startswith(f"Card {code} superseded")
    assert "PTI 25 → 26 A Paper, 10 March 2021; of higher standing, 6 March 2021" in said


@pytest.mark.parametrize(
    ("status", "why"), [("reported", "newer"), ("reported, preferred: true", "editors show this source first")]
)
async def test_a_card_says_why_the_later_report_comes_first(ask: Ask, room: Newsroom, status: str, why: str) -> None:
    code = (await ask("/senate")).code
    await later(room, LATER.replace("status: official", "status: " + status.replace(", ", "\n    ")))
    assert f"; {why}, 6 March 2021" in told(await ask(f"/check {code}"))


async def test_what_a_source_says_anew_was_right_when_it_was_shown(ask: Ask, room: Newsroom) -> None:
    await later(room, LATER)
    code = (await ask("/senate")).code
    await later(room, LATER.replace("{value: 26}", "{value: 27}"))
    said = told(await ask(f"/check {code}"))
    assert said.startswith(f"Card {code} superseded")
    assert "PTI 26 → 27 A Paper, 10 March 2021; said anew" in said


async def test_a_card_that_was_wrong_says_whose_mistake_it_was_when_and_why(ask: Ask, room: Newsroom) -> None:
    code = (await ask("/contest islamabad")).code
    await put_right(room)
    said = told(await ask(f"/check {code}"))
    assert said.startswith(f"Card {code} corrected")
    told_of = "put right 6 March 2021 (The News corrected itself, The paper printed six)"
    assert f"Rejected 6 → 7 wrong when it was shown; {told_of}" in said


async def test_the_card_made_since_is_current(ask: Ask, room: Newsroom) -> None:
    await put_right(room, mistake="ours")
    code = (await ask("/contest islamabad")).code
    assert told(await ask(f"/check {code}")).startswith(f"Card {code} current")


async def test_what_was_taken_back_is_withdrawn(ask: Ask, room: Newsroom) -> None:
    """A figure, and a quotation."""
    card, quote = (await ask("/contest islamabad")).code, (await ask("/quote glorious")).code
    await push(room, retraction(FIGURE, "Nobody printed it"), at=WHEN)
    await push(room, retraction(str((await ask("/quote glorious")).shows[0].figure), "He never said so"), at=WHEN)
    assert "Rejected 6, withdrawn" in told(await ask(f"/check {card}"))
    said = told(await ask(f"/check {quote}"))
    assert said.startswith(f"Card {quote} corrected")
    assert "Quotation withdrawn wrong when it was shown; put right 6 March 2021 (He never said so)" in said


async def test_what_is_on_record_no_longer_says_since_when(ask: Ask, room: Newsroom) -> None:
    await later(room, LATER)
    code = (await ask("/senate")).code
    await later(room, LATER.replace("      ppp: {value: 21}\n", ""))
    assert "PPP 21 no longer on record since 6 March 2021" in told(await ask(f"/check {code}"))


async def test_a_chat_is_told_what_it_was_shown_that_has_changed(room: Newsroom, bot: Bot[Newsroom]) -> None:
    """Old and new, what was wrong before what is older, each figure once; and by which line it was shown."""
    await posted(room, bot, "senate", "54")
    await posted(room, bot, "contest islamabad", "55")
    await later(room, LATER)
    await put_right(room)
    reply = await bot.answer_line("corrections", SOMEBODY, CHAT)
    rows = [(block.label, block.value) for block in reply.blocks if isinstance(block, Row)]
    assert rows[0] == ("Rejected", "6 → 7")
    assert ("PTI", "25 → 26") in rows
    assert "Islamabad general seat, in /contest, shown 6 March 2021" in told(reply)


@pytest.mark.parametrize(
    ("shown", "said"), [(True, "Nothing that was shown here has changed"), (False, "shown no figures")]
)
async def test_a_chat_that_was_shown_nothing_wrong_is_told_so(
    room: Newsroom, bot: Bot[Newsroom], said: str, *, shown: bool
) -> None:
    """Also when another chat was."""
    if shown:
        await posted(room, bot)
    assert said in told(await bot.answer_line("corrections", SOMEBODY, CHAT))


async def test_the_card_as_it_was_issued_can_be_shown_again(ask: Ask, room: Newsroom) -> None:
    before = await ask("/senate")
    await later(room, LATER)
    check = await ask(f"/check {before.code}")
    now, then = check.buttons[0]
    assert "PTI 26" in told(await ask(now.line or ""))
    assert (await ask(then.line or "")).blocks == before.blocks


async def test_a_code_that_was_never_issued_says_so(ask: Ask) -> None:
    assert "No card with this code was issued here." in told(await ask("/check K7Q2F9"))


@pytest.mark.parametrize("typed", ["K7Q2F", "K7Q2F90", "OOOOOO", "'; --", "صفر"])
async def test_what_cannot_be_a_code_is_answered_with_what_one_is(ask: Ask, typed: str) -> None:
    assert "A code has 6 signs, such as K7Q2F9" in told(await ask(f"/check {typed}"))
