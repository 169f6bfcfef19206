"""Every interaction is answered or deferred in time; what comes too late is logged, not raised."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.adapters.discord.adapter import PATIENCE
from bot.adapters.discord.line import AT_ONCE
from bot.commands import Commands
from bot.dispatch import Bot
from bot.errors import UserError
from bot.messages import Button, Line, Reply, Request, spans
from tests.adapters.discord.conftest import PNG, House, Journal
from tests.fakes.discord_rest import (
    CALLBACK,
    DEFERRED,
    DEFERRED_UPDATE,
    HOOK,
    MESSAGE,
    ORIGINAL,
    Exchange,
    Fault,
    no,
    too_many,
)
from tests.sample import SENATE

slow = Commands()


class Gate(asyncio.Event):
    """What a command waits for; `left` says that one waits no more."""

    def __init__(self) -> None:
        super().__init__()
        self.left = asyncio.Event()

    async def passed(self) -> None:
        try:
            await self.wait()
        finally:
            self.left.set()


@slow.add()
async def card(_request: Request, gate: Gate) -> Reply:
    """Answer when the gate opens."""
    await gate.passed()
    return Reply("Late", picture=SENATE, buttons=((Button("again", line="card"), Button("hush", line="turned")),))


@slow.add(private=True)
async def secret(_request: Request, gate: Gate) -> Reply:
    """Answer the asker alone when the gate opens."""
    return replace(await card(_request, gate), title="Secret")


@slow.add()
async def turned(_request: Request, gate: Gate) -> Reply:
    """Turn out to be private."""
    return replace(await secret(_request, gate), private=True)


@slow.add()
async def wrong(_request: Request, gate: Gate) -> Reply:
    """Turn out to be wrong."""
    await gate.passed()
    raise UserError("unknown-command-help", name="nothing", buttons=(Button("help", line="card"),))


@slow.add()
async def quick(_request: Request, _gate: Gate) -> Reply:
    """Answer at once."""
    return Reply(blocks=(Line(spans("Quick.")),), buttons=((Button("late", line="card"), Button("no", line="wrong")),))


@pytest.fixture
async def gate() -> Gate:
    return Gate()


@pytest.fixture
async def late(house: House, gate: Gate) -> AsyncIterator[House]:
    """A house whose commands answer when the gate opens."""
    async with house.serve(Bot(slow, gate, house.kept)):
        yield house
        gate.set()


async def deferred(late: House, exchange: Exchange) -> tuple[int, bool]:
    """Let patience run out, and say how the interaction was deferred: the kind and whether for the asker alone."""
    assert await late.timer.asked() == PATIENCE
    late.timer.ring()
    call = await exchange.next_call()
    return call.body["type"], call.ephemeral


async def test_what_is_ready_in_time_is_answered_at_once(late: House, gate: Gate) -> None:
    gate.set()
    exchange = await late.fake.slash("card")
    assert (await exchange.next_call()).body["type"] == MESSAGE


async def test_what_takes_longer_is_deferred_and_follows_with_its_picture(late: House, gate: Gate) -> None:
    exchange = await late.fake.slash("card")
    assert await deferred(late, exchange) == (DEFERRED, False)
    gate.set()
    call = await exchange.next_call()
    assert (call.path, call.files) == (ORIGINAL, {"card.png": PNG})
    assert "Late" in call.text


async def test_a_private_command_is_private_from_the_deferral_on(late: House, gate: Gate) -> None:
    exchange = await late.fake.slash("secret")
    assert await deferred(late, exchange) == (DEFERRED, True)
    gate.set()
    assert (await exchange.next_call()).path == ORIGINAL


async def test_a_private_answer_after_a_public_deferral_follows_alone(late: House, gate: Gate) -> None:
    exchange = await late.fake.slash("turned")
    assert await deferred(late, exchange) == (DEFERRED, False)
    gate.set()
    public, alone = await exchange.next_call(), await exchange.next_call()
    assert (public.path, public.text) == (ORIGINAL, "The answer is for you alone. It follows.")
    assert (alone.path, alone.ephemeral) == (HOOK, True)
    assert "Secret" in alone.text


async def test_an_error_after_a_public_deferral_is_public_and_short(late: House, gate: Gate) -> None:
    exchange = await late.fake.slash("wrong")
    assert await deferred(late, exchange) == (DEFERRED, False)
    gate.set()
    call = await exchange.next_call()
    assert (call.path, call.text, call.buttons) == (
        ORIGINAL,
        "I do not know /nothing. /help shows what you can ask.",
        {},
    )


async def test_a_press_that_takes_long_is_deferred_and_edits_its_message(late: House, gate: Gate) -> None:
    shown = await late.fake.slash("quick")
    pressed = (await shown.next_call()).buttons["late"]
    exchange = await late.fake.press(pressed, shown.message)
    assert await deferred(late, exchange) == (DEFERRED_UPDATE, False)
    gate.set()
    call = await exchange.next_call()
    assert (call.path, call.files) == (ORIGINAL, {"card.png": PNG})


async def test_a_deferred_press_that_goes_wrong_leaves_the_card(late: House, gate: Gate) -> None:
    shown = await late.fake.slash("quick")
    pressed = (await shown.next_call()).buttons["no"]
    exchange = await late.fake.press(pressed, shown.message)
    assert await deferred(late, exchange) == (DEFERRED_UPDATE, False)
    gate.set()
    call = await exchange.next_call()
    assert (call.path, call.ephemeral) == (HOOK, True)


async def test_an_interaction_that_expired_is_logged_and_not_raised(late: House, journal: Journal) -> None:
    late.fake.fail(CALLBACK, Fault(404, {"message": "Unknown interaction", "code": 10062}))
    await late.fake.slash("quick")
    level, _ = await journal.said("stays unanswered: it had expired")
    assert level == "INFO"


async def test_a_deferral_that_comes_too_late_ends_the_work(late: House, gate: Gate, journal: Journal) -> None:
    exchange = await late.fake.slash("card")
    exchange.expired = True
    late.timer.ring()
    await journal.said("stays unanswered: it had expired")
    async with asyncio.timeout(10):
        await gate.left.wait()
    assert exchange.calls.empty()


async def test_an_answer_that_comes_after_the_last_moment_is_logged(late: House, gate: Gate, journal: Journal) -> None:
    exchange = await late.fake.slash("card")
    await deferred(late, exchange)
    exchange.expired = True
    gate.set()
    level, _ = await journal.said("stays unanswered: its 15 minutes were over")
    assert level == "INFO"


async def test_an_interaction_answered_by_another_is_logged_and_not_raised(late: House, journal: Journal) -> None:
    exchange = await late.fake.slash("card")
    exchange.acknowledged = MESSAGE
    late.timer.ring()
    level, _ = await journal.said("stays unanswered: it had been answered already")
    assert level == "INFO"


async def test_a_body_discord_refuses_is_logged_with_its_fault(late: House, journal: Journal) -> None:
    errors = {"data": {"components": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "missing"}]}}}
    late.fake.fail(CALLBACK, Fault(400, {"message": "Invalid Form Body", "code": 50035, "errors": errors}))
    await late.fake.slash("quick")
    _, line = await journal.said("Discord refused the answer")
    assert "In data.components: missing" in line


async def test_a_connection_that_breaks_off_is_tried_again(late: House) -> None:
    late.fake.fail(CALLBACK, Fault(reset=True))
    assert "Quick" in (await (await late.fake.slash("quick")).next_call()).text


async def test_an_answer_whose_confirmation_was_lost_is_given_once(late: House, journal: Journal) -> None:
    late.fake.fail(CALLBACK, Fault(reset=True, after=True))
    exchange = await late.fake.slash("quick")
    assert "Quick" in (await exchange.next_call()).text
    await late.fake.rest.asked(CALLBACK, 2)
    late.fake.fail(CALLBACK, no(404, 10062))
    await late.fake.slash("quick")
    await journal.said("it had expired")
    assert journal.told("stays unanswered") == 1


async def test_a_way_that_stays_broken_is_one_line_in_the_log_and_the_next_answer_goes_out(
    late: House, journal: Journal
) -> None:
    for _ in range(3):
        late.fake.fail(CALLBACK, Fault(reset=True))
    await late.fake.slash("quick")
    level, line = await journal.said("no way to Discord")
    assert (level, "\n" in line) == ("WARNING", False)
    assert "Quick" in (await (await late.fake.slash("quick")).next_call()).text


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_that_stumbles_is_asked_again(late: House, status: int) -> None:
    late.fake.fail(CALLBACK, Fault(status, {"message": "oh"}))
    assert "Quick" in (await (await late.fake.slash("quick")).next_call()).text


@pytest.mark.parametrize("fault", [Fault(429, {"message": "slow down"}), Fault(429, {"retry_after": 99.0})])
async def test_a_rate_limit_without_an_end_in_sight_is_logged(late: House, journal: Journal, fault: Fault) -> None:
    late.fake.fail(CALLBACK, fault)
    await late.fake.slash("quick")
    await journal.said("Discord refused the answer: 429")


@pytest.mark.parametrize("limit", [{"retry_after": 0.01}, {"retry_after": 0.01, "global": True}])
async def test_a_short_rate_limit_is_waited_for_with_or_without_a_proxys_mark(
    late: House, limit: dict[str, object]
) -> None:
    late.fake.fail(CALLBACK, Fault(429, {"message": "limited", **limit}))
    assert "Quick" in (await (await late.fake.slash("quick")).next_call()).text


async def test_what_follows_a_deferral_is_tried_again_with_its_picture(late: House, gate: Gate) -> None:
    exchange = await late.fake.slash("card")
    await deferred(late, exchange)
    late.fake.fail(ORIGINAL, Fault(reset=True))
    gate.set()
    call = await exchange.next_call()
    assert (call.path, call.files) == (ORIGINAL, {"card.png": PNG})


async def test_a_channel_that_is_gone_meanwhile_is_logged_and_not_raised(
    late: House, gate: Gate, journal: Journal
) -> None:
    exchange = await late.fake.slash("card")
    await deferred(late, exchange)
    late.fake.fail(ORIGINAL, no(404, 10003, "Unknown Channel"))
    gate.set()
    await journal.said("Discord refused the answer: 404 Not Found (error code: 10003)")


async def test_patience_counts_from_the_moment_the_gateway_was_read(house: House, gate: Gate) -> None:
    times = iter([10.0, 10.0])
    async with house.serve(Bot(slow, gate, house.kept), clock=lambda: next(times, 10.7)):
        await house.fake.slash("card")
        assert await house.timer.asked() == pytest.approx(PATIENCE - 0.7)
        gate.set()


async def test_the_age_by_discords_clock_is_only_written_down(late: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot.adapters.discord.gateway")
    exchange = await late.fake.slash("quick")
    assert "Quick" in (await exchange.next_call()).text
    assert "s old by Discord's clock" in caplog.text


async def test_of_hundreds_at_once_each_is_heard_of_though_all_are_slow(late: House, gate: Gate) -> None:
    exchanges = [await late.fake.slash("card") for _ in range(300)]
    late.timer.ring()
    first = [(await exchange.next_call()).body["type"] for exchange in exchanges]
    assert set(first) == {DEFERRED}
    gate.set()
    then = [(await exchange.next_call()).path for exchange in exchanges]
    assert set(then) == {ORIGINAL}


async def test_completions_that_would_come_too_late_are_answered_with_none(house: House) -> None:
    times = iter([0.0, 0.0])
    async with house.serve(clock=lambda: next(times, 0.9)):
        exchange = await house.fake.autocomplete("seat", "name", "isl")
        assert (await exchange.next_call()).body["data"]["choices"] == []


async def test_a_quick_answer_does_not_wait_for_the_slow_ones_before_it(late: House) -> None:
    for _ in range(AT_ONCE):
        await late.fake.slash("card")
    assert "Quick" in (await (await late.fake.slash("quick")).next_call()).text


async def test_a_rate_limit_is_waited_for(late: House) -> None:
    late.fake.fail(CALLBACK, too_many(0.01))
    call = await (await late.fake.slash("quick")).next_call()
    assert "Quick" in call.text


async def test_no_redirection_is_followed(late: House, journal: Journal) -> None:
    late.fake.fail(CALLBACK, Fault(307, {}, {"Location": late.fake.api_url}))
    await late.fake.slash("quick")
    await journal.said("Discord refused the answer: 307")


async def test_a_deferral_that_breaks_off_is_tried_again(late: House) -> None:
    exchange = await late.fake.slash("card")
    late.fake.fail(CALLBACK, Fault(reset=True))
    assert await deferred(late, exchange) == (DEFERRED, False)


async def test_a_deferral_in_line_that_comes_too_late_is_logged_and_not_followed(
    house: House, gate: Gate, journal: Journal
) -> None:
    times = iter([0.0, 0.0])
    async with house.serve(Bot(slow, gate, house.kept), clock=lambda: next(times, 0.9)):
        house.fake.fail(CALLBACK, Fault(404, {"message": "Unknown interaction", "code": 10062}))
        await house.fake.slash("card")
        level, _ = await journal.said("stays unanswered: it had expired")
    assert level == "INFO"
