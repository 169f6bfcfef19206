"""Pictures say what their cards say: the same numbers, what is open as open, what is disputed as disputed."""

from __future__ import annotations

import pytest

from bot.adapters.console.adapter import CHAT, USER
from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.drawings import Balance, Bars, Change, Chronicle, Hemicycle, Quotation
from bot.messages import Reply
from data.desk import Desk
from data.publish import load_shipped
from data.store import Store
from handlers import commands
from tests.handlers.conftest import Ask
from tests.newsroom import AT, SHIPPED
from tests.sample import Kept


@pytest.fixture
async def later(store: Store) -> Ask:
    """The record with the updates that came after the first evening."""
    await load_shipped(store, [SHIPPED / "updates"], at=AT)
    bot = Bot(commands, store, Kept(), incident=lambda: "c0ffee")

    async def asked(line: str) -> Reply:
        return await bot.answer_line(line, USER, CHAT)

    return asked


async def test_a_contest_is_drawn_with_what_its_source_leaves_open(ask: Ask) -> None:
    picture = (await ask("/contest islamabad")).picture
    assert isinstance(picture, Bars)
    assert [(bar.label, bar.figure, bar.value, bar.hollow) for bar in picture.bars] == [
        ("Yousaf Raza Gillani", "169", 169, False),
        ("Abdul Hafeez Shaikh", "164", 164, False),
        ("Not cast", "1", 1, False),
        ("Rejected", "not given", None, False),
        ("Not accounted for", "7 of 341", 7, True),
    ]


async def test_a_count_on_which_reports_do_not_agree_is_drawn_as_disputed(later: Ask) -> None:
    picture = (await later("/contest islamabad")).picture
    assert isinstance(picture, Bars)
    rejected = next(bar for bar in picture.bars if bar.label == "Rejected")
    assert (rejected.figure, rejected.value, rejected.most) == ("6 or 7", 6, 7)
    assert "7 = 341" in picture.note


async def test_before_the_vote_the_sides_stand_against_what_is_needed(ask: Ask) -> None:
    picture = (await ask("/confidence")).picture
    assert isinstance(picture, Balance)
    assert [(side.label, side.figure) for side in (picture.left, picture.right, picture.between)] == [
        ("Government", "178"),
        ("Opposition", "160"),
        ("Not accounted for", "4"),
    ]
    assert (picture.needed, picture.total) == (172, 342)


async def test_after_the_vote_what_nobody_recorded_is_not_drawn_as_votes(later: Ask) -> None:
    picture = (await later("/confidence confidence")).picture
    assert isinstance(picture, Balance)
    assert (picture.left.figure, picture.right.figure, picture.right.value) == ("178", "not recorded", None)
    assert picture.between.figure == "164"


async def test_one_quotation_is_a_picture_and_several_are_not(ask: Ask) -> None:
    one, many = await ask("/quote glorious"), await ask("/quotes")
    assert isinstance(one.picture, Quotation)
    assert one.picture.text == "a glorious victory"
    assert one.picture.speaker == "Nawaz Sharif"
    assert many.picture is None


async def test_a_misquotation_is_no_picture_to_pass_on(ask: Ask) -> None:
    assert (await ask("/quote democracy is the worst revenge")).picture is None


async def test_a_timeline_is_drawn_when_it_is_asked_for(ask: Ask) -> None:
    text, drawn = await ask("/timeline"), await ask("/timeline picture:yes")
    assert text.picture is None
    assert text.buttons[0][-1].line == "timeline picture:yes"
    assert isinstance(drawn.picture, Chronicle)
    assert drawn.blocks == ()
    assert any(moment.planned for moment in drawn.picture.moments)


@pytest.mark.parametrize("line", ["/senate", "/contest islamabad", "/confidence", "/quote glorious"])
async def test_a_picture_carries_its_cards_code_and_says_in_words_what_it_shows(ask: Ask, line: str) -> None:
    reply = await ask(line)
    assert reply.picture is not None
    assert reply.picture.code == reply.code
    assert len(reply.picture.alt) > 20


async def test_the_same_question_in_urdu_is_drawn_with_the_same_figures(store: Store) -> None:
    bot = Bot(commands, store, Kept(), incident=lambda: "c0ffee")
    english, urdu = [(await bot.answer_line("/senate", USER, CHAT, language=each)).picture for each in ("en", "ur")]
    assert isinstance(english, Hemicycle)
    assert isinstance(urdu, Hemicycle)
    assert [group.seats for group in english.groups] == [group.seats for group in urdu.groups]
    assert (english.rtl, urdu.rtl) == (False, True)
    assert urdu.title == "ایوان بالا پاکستان"


async def test_what_a_card_showed_and_what_holds_now_are_drawn_side_by_side(store: Store) -> None:
    bot = Bot(commands, store, DeskMemory(Desk(store), Ledger(Desk(store))), incident=lambda: "c0ffee")
    old = await bot.answer_line("/contest islamabad", USER, CHAT)
    assert (await bot.answer_line(f"/check {old.code}", USER, CHAT)).picture is None
    await load_shipped(store, [SHIPPED / "updates"], at=AT)
    picture = (await bot.answer_line(f"/check {old.code}", USER, CHAT)).picture
    assert isinstance(picture, Change)
    assert ("Rejected", "not given", "7") in [(each.label, each.before, each.after) for each in picture.shifts]
    assert all("Dawn" in each.note for each in picture.shifts if each.label == "Rejected")
