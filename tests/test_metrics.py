"""What is counted, where it happens; and that nothing a person wrote or is ever stands in a label."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot import metrics
from bot.adapters.telegram.limits import BROADCAST, Limiter
from bot.cache import Answers
from bot.dispatch import Bot
from bot.errors import TryLater
from bot.messages import Reply
from tests.adapters.telegram.ticking import Ticking
from tests.asking import ask, bot_of, shower
from tests.sample import Kept


def read(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def commands(command: str, outcome: str) -> float:
    return read("bell_commands_total", command=command, platform="console", outcome=outcome)


async def test_an_answer_counts_by_command_platform_and_outcome_with_its_time() -> None:
    answered, timed = (
        commands("show", "answered"),
        read("bell_command_seconds_count", command="show", platform="console"),
    )
    await ask("/show me", bot_of(shower(Reply(title="Hello "))))
    assert commands("show", "answered") == answered + 1
    assert read("bell_command_seconds_count", command="show", platform="console") == timed + 1


@pytest.mark.parametrize(
    ("error", "outcome"), [(RuntimeError("a bug"), "failed"), (TryLater(5), "later"), (KeyError("told"), "later")]
)
async def test_an_answer_that_failed_counts_by_what_became_of_it(error: Exception, outcome: str) -> None:
    async def burst(_request: object, _services: None) -> Reply:
        """Raise it."""
        raise error

    plain = bot_of(burst)
    told: dict[type[Exception], str] = {KeyError: "too-slow"} if isinstance(error, KeyError) else {}
    before = commands("burst", outcome)
    await ask("/burst", Bot(plain.commands, None, Kept(), told=told))
    assert commands("burst", outcome) == before + 1


async def test_what_somebody_typed_never_becomes_a_label() -> None:
    before = commands(metrics.UNREAD, "refused")
    await ask("/telegram-12345-zebracrossing words of a person")
    assert commands(metrics.UNREAD, "refused") == before + 1
    assert b"zebracrossing" not in metrics.exposition()


async def test_an_answer_found_in_the_cache_counts_as_found() -> None:
    answers, (yes, no) = Answers(), (read("bell_kept_answers_total", found=each) for each in ("yes", "no"))
    answers.get("key")
    answers.keep("key", Reply())
    answers.get("key")
    assert read("bell_kept_answers_total", found="yes") == yes + 1
    assert read("bell_kept_answers_total", found="no") == no + 1


async def test_a_wait_for_telegrams_limits_counts_and_so_does_a_429() -> None:
    ticking, said = Ticking(), [RetryAfter(timedelta(seconds=2))]
    limiter = Limiter(sleep=ticking.sleep, clock=ticking.clock)
    waits = read("bell_limiter_seconds_count", platform="telegram", lane="bulk")
    slow = read("bell_limiter_seconds_sum", platform="telegram", lane="bulk")
    put_off = read("bell_too_many_requests_total", platform="telegram")

    async def call() -> bool:
        if said:
            raise said.pop()
        return True

    await ticking.play(limiter.process_request(call, (), {}, "sendMessage", {"chat_id": 1}, BROADCAST))
    assert read("bell_too_many_requests_total", platform="telegram") == put_off + 1
    assert read("bell_limiter_seconds_count", platform="telegram", lane="bulk") == waits + 2
    assert read("bell_limiter_seconds_sum", platform="telegram", lane="bulk") == pytest.approx(slow + 2, abs=0.1)


async def test_a_loop_that_is_held_up_shows() -> None:
    times = iter([10.0, 10.4, 11.0, 11.25])

    def clock() -> float:
        return next(times)

    async def sleep(_: float) -> None:
        await asyncio.sleep(0)

    late, count = read("bell_loop_lag_seconds_sum"), read("bell_loop_lag_seconds_count")
    with suppress(RuntimeError):  # the clock ends, and so does the watch
        await metrics.watch_loop(clock, sleep)
    assert read("bell_loop_lag_seconds_sum") == pytest.approx(late + 0.15)
    assert read("bell_loop_lag_seconds_count") == count + 2


def test_no_label_has_a_name_for_people_or_places() -> None:
    labels = {label for family in metrics.REGISTRY.collect() for sample in family.samples for label in sample.labels}
    assert labels <= {"command", "platform", "outcome", "found", "lane", "le"}, json.dumps(sorted(labels))
