"""Every interaction is answered or deferred in time; what comes too late is logged, not raised."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

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
    assert await late.timer.asked() == 1.5
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
    await late.timer.asked()
    exchange = await late.fake.press(pressed, shown.message)
    assert await deferred(late, exchange) == (DEFERRED_UPDATE, False)
    gate.set()
    call = await exchange.next_call()
    assert (call.path, call.files) == (ORIGINAL, {"card.png": PNG})


async def test_a_deferred_press_that_goes_wrong_leaves_the_card(late: House, gate: Gate) -> None:
    shown = await late.fake.slash("quick")
    pressed = (await shown.next_call()).buttons["no"]
    await late.timer.asked()
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


async def test_a_connection_that_breaks_off_is_logged_and_the_next_answer_goes_out(
    late: House, journal: Journal
) -> None:
    late.fake.fail(CALLBACK, Fault(reset=True))
    await late.fake.slash("quick")
    await journal.said("no way to Discord")
    assert "Quick" in (await (await late.fake.slash("quick")).next_call()).text


async def test_a_rate_limit_is_waited_for(late: House) -> None:
    late.fake.fail(CALLBACK, too_many(0.01))
    call = await (await late.fake.slash("quick")).next_call()
    assert "Quick" in call.text
