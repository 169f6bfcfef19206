"""Supervisors: an adapter that fails or is not admitted never stops another."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

import pytest

from bot.app import RESTARTS, serve, supervise
from bot.errors import NotAdmitted
from data.errors import StoreError


class Scripted:
    """An adapter that does what it is told, run after run: raise, end, or serve until cancelled."""

    def __init__(self, name: str, *script: Exception | str) -> None:
        self.name = name
        self.script = list(script)
        self.runs = 0
        self.serving = asyncio.Event()
        self.stopped = False

    async def run(self) -> None:
        self.runs += 1
        act = self.script.pop(0)
        if isinstance(act, Exception):
            raise act
        if act == "serve":
            self.serving.set()
            try:
                await asyncio.Event().wait()
            finally:
                self.stopped = True


class Naps:
    """A sleep that notes how long it was asked for."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.sleep(0)


async def test_a_failing_adapter_starts_again_ever_later() -> None:
    naps = Naps()
    adapter = Scripted("a", *[RuntimeError("down")] * 7, "end")
    assert await supervise(adapter, naps)
    assert naps.asked == [*RESTARTS, RESTARTS[-1], RESTARTS[-1]]


async def test_an_adapter_that_cannot_use_the_store_starts_again_with_a_line_that_says_why(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And without a trace, which helps nobody to make room."""
    naps = Naps()
    assert await supervise(Scripted("a", StoreError("the disk is full; free some space"), "end"), naps)
    (said,) = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert said.getMessage() == "a starts again in 1 s: the disk is full; free some space"
    assert said.exc_info is None


async def test_an_adapter_that_is_not_admitted_is_not_started_again(caplog: pytest.LogCaptureFixture) -> None:
    adapter = Scripted("a", NotAdmitted("set another TOKEN"))
    assert not await supervise(adapter, Naps())
    assert adapter.runs == 1
    assert [record.message for record in caplog.records if record.levelno == logging.ERROR] == ["a: set another TOKEN"]


async def test_one_that_is_refused_and_one_that_crashes_leave_the_third_serving() -> None:
    refused, crashing, well = (
        Scripted("a", NotAdmitted("no")),
        Scripted("b", RuntimeError("x"), "serve"),
        Scripted("c", "serve"),
    )
    task = asyncio.create_task(serve([refused, crashing, well], sleep=Naps()))
    await asyncio.gather(crashing.serving.wait(), well.serving.wait())
    assert (refused.runs, crashing.runs, well.runs) == (1, 2, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    assert crashing.stopped
    assert well.stopped


async def test_the_status_is_one_when_nobody_is_admitted() -> None:
    assert await serve([Scripted("a", NotAdmitted("no")), Scripted("b", NotAdmitted("no"))], sleep=Naps()) == 1


async def test_a_signal_during_the_wait_for_a_restart_ends_it() -> None:
    waiting = asyncio.Event()

    async def forever(_: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(serve([Scripted("a", RuntimeError("x"))], sleep=forever))
    await waiting.wait()
    os.kill(os.getpid(), signal.SIGINT)
    assert await task == 0


async def test_a_network_that_is_away_is_one_line_and_a_restart(caplog: pytest.LogCaptureFixture) -> None:
    naps = Naps()
    assert await supervise(Scripted("a", ConnectionRefusedError("refused"), "end"), naps)
    assert naps.asked == [RESTARTS[0]]
    assert "a cannot reach its platform (refused) and starts again in 1 s" in caplog.text
    assert "Traceback" not in caplog.text


async def test_one_that_had_run_steadily_is_started_again_soon() -> None:
    naps = Naps()
    hours = iter([0.0, 1.0, 1.0, 2.0, 2.0, 5000.0, 5000.0, 5001.0, 5001.0])
    adapter = Scripted("a", *[RuntimeError("down")] * 4, "end")
    assert await supervise(adapter, naps, lambda: next(hours))
    assert naps.asked == [RESTARTS[0], RESTARTS[1], RESTARTS[0], RESTARTS[0]]


async def test_what_works_beside_an_adapter_ends_before_it_does() -> None:
    """It needs the adapter to the last."""
    ends: list[str] = []

    class Noting(Scripted):
        async def run(self) -> None:
            try:
                await super().run()
            finally:
                ends.append(self.name)

    adapter, courier = Noting("a", "serve"), Noting("a courier", "serve")
    task = asyncio.create_task(serve([adapter], {"a": [courier]}, sleep=Naps()))
    await asyncio.gather(adapter.serving.wait(), courier.serving.wait())
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    assert ends == ["a courier", "a"]


async def test_what_works_beside_an_adapter_that_is_not_admitted_ends_with_it() -> None:
    """And does not keep the program running."""
    courier = Scripted("a courier", "serve")
    assert await serve([Scripted("a", NotAdmitted("no"))], {"a": [courier]}, sleep=Naps()) == 1
    assert courier.stopped or not courier.runs


async def test_what_fails_beside_an_adapter_is_started_again_and_reaches_it_not() -> None:
    adapter, courier = Scripted("a", "serve"), Scripted("a courier", RuntimeError("x"), "serve")
    task = asyncio.create_task(serve([adapter], {"a": [courier]}, sleep=Naps()))
    await asyncio.gather(adapter.serving.wait(), courier.serving.wait())
    assert (adapter.runs, courier.runs) == (1, 2)
    os.kill(os.getpid(), signal.SIGINT)
    assert await task == 0
