"""The soak of `make soak` as a test: few people, one kill in the middle of a broadcast, bounded by what happens."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from pathlib import Path

from bench.soak.lives import Life, Log, kind
from bench.soak.newsroom import Newsroom
from bench.soak.people import CONTEST, EVERYTHING, Follower, TelegramCrowd
from bench.soak.soak import Soak
from bench.soak.verdict import actionable, answered, heard, steady

ASKED = "/contest islamabad"
TIMES = 5
"""Lines that everybody asks after that one."""


async def test_a_kill_in_the_middle_of_a_broadcast_loses_nothing_on_either_platform(tmp_path: Path) -> None:
    """Commands, a push, a correction and faults around a kill: everybody is answered and told, and cards are right."""
    soak = Soak(tmp_path / "bell.db", seed=3, askers=4, followers=12, share=0.02)
    async with soak, asyncio.TaskGroup() as group:
        soak.discord.patience = math.inf  # how fast this machine is, is no matter of a test
        await soak.begin()
        await soak.follow()
        people = [(crowd, person) for crowd in soak.crowds for person in crowd.people]
        await asyncio.gather(*(crowd.ask(person, ASKED) for crowd, person in people))
        busy = [group.create_task(crowd.live(person, 0.0, TIMES)) for crowd, person in people]
        pushing = group.create_task(soak.newsroom.event())
        await soak.amid_broadcast()
        await soak.kill()
        await soak.begin()
        await asyncio.gather(pushing, *busy)
        await soak.newsroom.correction()
        await soak.close()
    assert [fault for check in soak.checks() for fault in check.faults] == []
    assert soak.newsroom.pushed == 2
    assert {len(each.heard) for crowd in soak.crowds for each in crowd.followers.values()} == {1, 2}


def crowd() -> TelegramCrowd:
    found = TelegramCrowd(1, askers=1, followers=2)
    found.people[0].asked = found.people[0].answered = 3
    return found


def pushed() -> Newsroom:
    """Give a newsroom that pushed one thing for who follows everything, and one for all."""
    return Newsroom("", concerned={1: (EVERYTHING,), 2: (EVERYTHING, CONTEST)})


def followers(found: TelegramCrowd) -> tuple[Follower, Follower]:
    everything, contest = found.followers.values()
    everything.heard.update([1, 2])
    contest.heard.update([2])
    return everything, contest


def test_a_command_without_an_answer_is_a_fault() -> None:
    found = crowd()
    assert answered(found).faults == ()
    found.people[0].asked = 4
    assert len(answered(found).faults) == 1


def test_an_answer_too_many_is_a_fault_unless_a_kill_came_between() -> None:
    found = crowd()
    found.people[0].answered = 4
    assert len(answered(found).faults) == 1
    found.people[0].risked = 1
    assert answered(found).faults == ()


def test_a_push_that_was_missed_doubled_or_none_of_ones_own_is_a_fault() -> None:
    found, room = crowd(), pushed()
    everything, contest = followers(found)
    assert heard(found, room, set()).faults == ()
    del everything.heard[2]
    contest.heard.update([1, 2])
    assert len(heard(found, room, set()).faults) == 3
    assert len(heard(found, room, {(contest.number, 2)}).faults) == 2


def test_a_line_of_the_log_that_nobody_knows_is_a_fault_and_so_is_a_trace() -> None:
    log = Log()
    log.line('{"level": "info", "logger": "bot.app", "event": "telegram starts"}')
    log.line(
        '{"level": "warning", "logger": "bot.x", "event": "Telegram does not answer (Bad Gateway); asking in 1 s"}'
    )
    assert actionable(log).faults == ()
    log.line('{"level": "error", "logger": "bot.y", "event": "update 7 failed", "trace": "Traceback"}')
    log.line("Traceback (most recent call last):")
    assert len(actionable(log).faults) == 3


def life(size: Callable[[int], float]) -> Life:
    """Give a life of twenty minutes whose memory is so many megabytes at a second."""
    samples = [(float(age), size(age)) for age in range(1200)]
    return Life(None, 0.0, samples, samples)  # type: ignore[arg-type]  # nothing is asked of the process


def grows(size: Callable[[int], float]) -> bool:
    return any(each.faults for each in steady([life(size)]))


def test_memory_that_rises_after_warm_up_is_a_fault() -> None:
    assert grows(lambda age: 100 + age / 60)


def test_memory_that_rises_in_steps_is_a_fault() -> None:
    assert grows(lambda age: 100 + 4 * (age // 120))


def test_memory_that_goes_up_and_down_does_not_grow() -> None:
    assert not grows(lambda age: 39 if age % 500 < 250 or age > 1000 else 27)


def test_what_is_taken_while_it_warms_up_does_not_count() -> None:
    assert not grows(lambda age: min(150, 100 + age / 6))


def test_lines_of_one_kind_differ_in_numbers_and_quotations_only() -> None:
    first, second = kind("update 7 failed in 'x' after 1.5 s"), kind("update 9 failed in 'y' after 20 s")
    assert first == second == "update N failed in '…' after N s"
