"""An outage costs no attempts and no time once it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.pace import AWAY, LONGEST, Gate, after, again
from bot.errors import TryLater
from data.desk import Desk
from data.desk.rates import seconds_left
from tests.delivery.kit import AT, Post, notice, until


async def test_a_platform_that_is_away_is_tried_with_one_delivery_at_a_time(desk: Desk, post: Post) -> None:
    """Minutes of outage: a handful of attempts, and everything arrives once it is over."""
    await desk.enqueue(*(notice(chat) for chat in range(1, 201)))
    post.outlet.away = TryLater(5)

    async def minutes() -> bool:
        return post.hours.passed > 300

    async with post.at_work():
        await until(minutes, post.hours)
        assert len(post.outlet.acts) < 60
        post.outlet.away = None
        await post.until_ended(200, passing=True)
    assert await post.states() == {"sent": 200}


async def test_the_gate_closes_for_several_chats_in_a_row_and_opens_for_one_that_comes_through() -> None:
    gate = Gate()
    for number in range(AWAY - 1):
        gate.put_off(f"telegram:{number}", 5)
    gate.passed()
    for _ in range(20):
        gate.put_off("telegram:1", 43_837)
    assert not gate.closed()
    for number in range(AWAY):
        gate.put_off(f"telegram:{number}", 5)
    assert gate.closed()
    gate.passed()
    assert not gate.closed()


async def test_it_is_tried_ever_later_and_not_later_than_a_minute() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    gate = Gate(sleep)
    for number in range(AWAY):
        gate.put_off(f"telegram:{number}", 0)
    for number in range(9):
        async with gate.turn():
            gate.put_off(f"telegram:{number}", 0)
    assert slept == [1, 2, 4, 8, 16, 32, LONGEST, LONGEST, LONGEST]


@pytest.mark.parametrize(("seconds", "whole"), [(0, 0), (0.001, 1), (5, 5), (5.5, 6), (43_837, 43_837)])
def test_what_is_put_off_is_due_no_sooner(seconds: float, whole: int) -> None:
    assert after(AT, seconds) == AT + timedelta(seconds=whole)


def test_what_broke_is_tried_ever_later() -> None:
    assert [again(attempts) for attempts in (1, 2, 3, 30)] == [5, 10, 20, 3600]


def test_how_long_something_takes_is_told_by_the_platforms_limit() -> None:
    assert (seconds_left("telegram", 2000), seconds_left("discord", 2000), seconds_left("x", 0)) == (67, 50, 0)
