"""The limiter's two lanes, in time that passes only when everybody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.adapters.telegram.limits import BROADCAST, PATIENCE, Limiter
from bot.adapters.telegram.pacing import Pace
from bot.outlets import still
from tests.adapters.telegram.ticking import ROUNDING, Ticking, Wire, most
from tests.fuzzing import examples

ANN, BOB, CAROL, GROUP = 1, 2, 3, -100


class Setting:
    """A limiter, its time and its wire."""

    def __init__(self, trip: float = 0.0, pace: Pace | None = None) -> None:
        self.ticking = Ticking()
        self.limiter = Limiter(pace, sleep=self.ticking.sleep, clock=self.ticking.clock)
        self.wire = Wire(self.ticking, self.limiter, trip)

    async def play(self, *work: Awaitable[Any]) -> list[Any]:
        return await self.ticking.play(*work)

    def broadcast(self, chats: int, first: int = 1000) -> list[Coroutine[Any, Any, Any]]:
        return [self.wire.send(first + number, BROADCAST) for number in range(chats)]


async def test_a_broadcast_takes_the_whole_of_thirty_a_second_when_nobody_asks() -> None:
    play = Setting()
    await play.play(*play.broadcast(300))
    assert play.ticking.time == pytest.approx(10, abs=0.4)
    assert most(play.wire.times(), 1.0) == 30


async def test_a_broadcast_is_even_so_that_an_answer_meets_no_burst() -> None:
    play = Setting()
    await play.play(*play.broadcast(90))
    assert most(play.wire.times(), 0.1) <= 8


@examples(40)
@given(
    trip=st.sampled_from([0.0, 0.05, 0.4, 3.0]),
    answers=st.lists(st.floats(0, 4), max_size=40),
    starts=st.lists(st.floats(0, 3), min_size=1, max_size=150),
)
def test_no_second_ever_sees_more_than_thirty_broadcasts(
    trip: float, answers: list[float], starts: list[float]
) -> None:
    """As they arrive at the other end, whatever the network takes and whoever asks meanwhile."""

    async def played() -> Setting:
        play = Setting(trip)
        asked = [play.wire.send(number, after=at) for number, at in enumerate(answers, 1)]
        sent = [play.wire.send(1000 + number, BROADCAST, after=at) for number, at in enumerate(starts)]
        await play.play(*asked, *sent)
        return play

    play = asyncio.run(played())
    assert len(play.wire.times(BROADCAST)) == len(starts)
    assert most(play.wire.times(BROADCAST), 1.0) <= 30


async def test_an_answer_passes_every_broadcast() -> None:
    play = Setting()
    await play.play(*play.broadcast(300), *[play.wire.send(number, after=number / 7) for number in range(1, 50)])
    assert play.wire.times("answer") == pytest.approx([number / 7 for number in range(1, 50)])


async def test_broadcasts_make_room_for_answers_and_are_never_starved() -> None:
    """Forty answers a second leave the broadcasts their floor."""
    play = Setting()
    answers = [play.wire.send(number, after=number / 40) for number in range(1, 400)]
    await play.play(*play.broadcast(300), *answers)
    during = [at for at in play.wire.times(BROADCAST) if 1 < at <= 9]
    assert len(during) == pytest.approx(40, abs=5)
    assert most([at for at in play.wire.times() if at > 1], 1.0) <= 46


async def test_a_chat_gets_three_answers_at_once_and_then_one_a_second() -> None:
    play = Setting()
    await play.play(*[play.wire.send(ANN) for _ in range(6)], play.wire.send(BOB))
    assert play.wire.times(chat=ANN) == pytest.approx([0, 0, 0, 1, 2, 3])
    assert play.wire.times(chat=BOB) == [0]


@pytest.mark.parametrize("chat", [GROUP, "-100", "@channel"])
async def test_a_group_gets_twenty_messages_in_any_minute_and_as_many_edits(chat: int | str) -> None:
    play = Setting(trip=0.2)
    ways = [("send", "sendPhoto"), ("edit", "editMessageText")] * 60
    await play.play(*[play.wire.send(chat, tag, endpoint=endpoint) for tag, endpoint in ways])
    assert most(play.wire.times("send"), 60.0) == most(play.wire.times("edit"), 60.0) == 20
    assert play.ticking.time < 170


async def test_an_answer_passes_the_broadcasts_to_its_own_chat() -> None:
    play = Setting()
    await play.play(*[play.wire.send(GROUP, f"{BROADCAST} {n}") for n in range(9)], play.wire.send(GROUP, after=0.5))
    tags = [each.tag for each in play.wire.arrived]
    assert tags[3] == "answer"
    assert [tag for tag in tags if tag != "answer"] == [f"{BROADCAST} {n}" for n in range(9)]


async def test_corrections_of_inline_messages_are_broadcasts_too() -> None:
    play = Setting()
    await play.play(
        *[play.wire.send(f"AB{n}", BROADCAST, endpoint="editMessageText", named="inline_message_id") for n in range(60)]
    )
    assert most(play.wire.times(), 1.0) == 30


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "answerInlineQuery", "getMe", "sendChatAction", "getChat"])
async def test_what_is_no_message_is_not_held(endpoint: str) -> None:
    play = Setting()
    await play.play(*[play.wire.send(ANN, endpoint=endpoint) for _ in range(50)])
    assert play.wire.times() == [0.0] * 50


async def test_an_answer_told_to_wait_waits_exactly_so_long_and_alone() -> None:
    play = Setting()
    play.wire.floods[ANN] = [17]
    await play.play(play.wire.send(ANN), play.wire.send(ANN, after=5), play.wire.send(BOB, after=5), *play.broadcast(1))
    assert play.wire.times(chat=ANN) == [0, 17, 17]
    assert play.wire.times(chat=BOB) == [5]
    assert play.wire.times(BROADCAST) == [0]


async def test_a_second_chat_told_to_wait_stops_the_answers_and_what_stands_behind_them() -> None:
    play = Setting()
    play.wire.floods |= {ANN: [17], BOB: [10]}
    told = [play.wire.send(ANN), play.wire.send(BOB, after=1)]
    await play.play(*told, play.wire.send(CAROL, after=2), play.wire.send(9, BROADCAST, after=2))
    assert play.wire.times(chat=CAROL) == play.wire.times(BROADCAST) == [11]
    assert play.wire.times(chat=ANN) == [0, 17]


async def test_a_broadcast_told_to_wait_stops_the_broadcasts_and_no_answer() -> None:
    play = Setting(trip=0.01)
    play.wire.floods[1000] = [8]
    await play.play(*play.broadcast(100), play.wire.send(ANN, after=3))
    assert play.wire.times(chat=ANN) == pytest.approx([3.005])
    assert [at for at in play.wire.times(BROADCAST) if 0.3 < at < 8.01] == []
    assert min(at for at in play.wire.times(BROADCAST) if at > 1) == pytest.approx(8.015)
    assert len(play.wire.times(BROADCAST)) == 101


@pytest.mark.parametrize("chat", [GROUP, ANN])
async def test_a_broadcast_told_to_wait_stops_only_a_chat_that_is_the_likely_cause(chat: int) -> None:
    """A group, whose limit is the lowest; a person who got several messages just now."""
    play = Setting(trip=0.01)
    before = [play.wire.send(ANN), play.wire.send(ANN)]
    play.wire.floods = {GROUP: [8]} if chat == GROUP else {}
    await play.play(*before)
    play.wire.floods[chat] = [8]
    await play.play(play.wire.send(chat, BROADCAST), *play.broadcast(60))
    assert [at for at in play.wire.times(BROADCAST, chat) if at > 1] == pytest.approx([8.015], abs=0.02)
    assert max(each.at for each in play.wire.arrived if each.chat != chat) < 3


@pytest.mark.parametrize("lane", ["answer", BROADCAST])
async def test_a_wait_beyond_patience_is_told_to_all_it_concerns_at_once(lane: str) -> None:
    """And what comes later is told how long is left, without a request."""
    play = Setting()
    play.wire.floods[ANN] = [43837]
    first, waiting, later = await play.play(
        play.wire.send(ANN, lane), play.wire.send(ANN, lane, after=0.5), play.wire.send(ANN, lane, after=837)
    )
    assert [error.retry_after.total_seconds() for error in (first, waiting, later)] == [43837, 43836.5, 43000]
    assert play.wire.times() == [0]


async def test_waits_that_never_end_are_given_up_after_patience() -> None:
    play = Setting()
    play.wire.floods[ANN] = [30] * 100
    (error,) = await play.play(play.wire.send(ANN))
    assert isinstance(error, RetryAfter)
    assert play.ticking.time <= PATIENCE


async def test_what_is_no_message_is_waited_for_too_and_holds_nobody() -> None:
    play = Setting()
    play.wire.floods[ANN] = [3, 4]
    await play.play(play.wire.send(ANN, endpoint="answerCallbackQuery"), play.wire.send(BOB, after=1))
    assert play.wire.times(chat=ANN) == [0, 3, 7]
    assert play.wire.times(chat=BOB) == [1]


async def test_other_errors_pass_and_give_their_place_back() -> None:
    play = Setting()

    async def refused() -> bool:
        raise TelegramError("no")

    async def asked() -> None:
        await play.limiter.process_request(refused, (), {}, "sendMessage", {"chat_id": GROUP}, BROADCAST)

    errors = await play.play(*[asked() for _ in range(40)])
    assert all(isinstance(error, TelegramError) and not isinstance(error, RetryAfter) for error in errors)
    assert play.ticking.time < 130


async def test_who_is_cancelled_leaves_the_line() -> None:
    """What is behind them goes on."""
    play = Setting()
    tasks = [asyncio.create_task(each) for each in play.broadcast(100)]

    async def leave() -> None:
        await play.ticking.sleep(1)
        for task in tasks[:99]:
            task.cancel()

    await play.play(leave(), *tasks)
    assert len(play.wire.times()) == pytest.approx(30, abs=6)
    assert tasks[99].result() is True
    assert play.ticking.time < 2.1


async def test_who_is_cancelled_in_the_moment_of_their_turn_gives_it_back() -> None:
    play = Setting()
    tasks = [asyncio.create_task(each) for each in play.broadcast(6)]
    await play.ticking.settle()
    (ticket,) = [ticket for chat in play.limiter._chats.values() for ticket in chat.queue]
    play.ticking.step()
    while ticket.turn is None or not ticket.turn.done():  # noqa: ASYNC110  # an event would come a turn too late
        await asyncio.sleep(0)
    tasks[5].cancel()
    await play.play(*tasks)
    assert tasks[5].cancelled()
    assert len(play.wire.times()) == 5
    assert play.limiter._bulk.count(play.ticking.time + 1) == 0


async def test_the_books_forget_idle_chats() -> None:
    """A hundred thousand people and groups; a minute later there is little more than the spare room."""
    play = Setting()
    for number in range(1, 100_001):
        await play.limiter.process_request(_nothing, (), {}, "sendMessage", {"chat_id": (-1) ** number * number}, None)
        play.ticking.time += 0.1
    assert play.limiter.chats <= 2000


async def _nothing() -> bool:
    return True


async def test_closing_lets_nobody_wait() -> None:
    play = Setting()
    tasks = [asyncio.create_task(each) for each in play.broadcast(100)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await play.limiter.shutdown()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(each, NetworkError) for each in results) == 95
    assert play.limiter._alarm is None


async def test_times_that_add_up_badly_leave_no_gap() -> None:
    """Sums of thirtieths are not whole seconds; nobody waits for the rounding."""
    play = Setting(trip=1 / 3)
    await play.play(*play.broadcast(120))
    assert play.ticking.time <= 4 * (1 + 1 / 3) + 1 / 3 + ROUNDING


async def test_a_broadcast_that_is_ours_no_more_when_its_turn_comes_does_not_go() -> None:
    """A process that stood still for a while finds its turns all come at once, and another has sent them by then."""
    play = Setting()
    token = still.set(lambda: play.ticking.time < 2)
    try:
        results = await play.play(*(each_refused(each) for each in play.broadcast(300)))
    finally:
        still.reset(token)
    sent = play.wire.times(BROADCAST)
    assert max(sent) < 2
    assert results.count(True) == 300 - len(sent)


async def each_refused(work: Awaitable[Any]) -> bool:
    try:
        await work
    except NetworkError:
        return True
    return False


async def test_an_answer_goes_whoever_delivers() -> None:
    play = Setting()
    token = still.set(lambda: False)
    try:
        await play.play(play.wire.send(ANN))
    finally:
        still.reset(token)
    assert len(play.wire.times("answer")) == 1
