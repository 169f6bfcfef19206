"""The program, with limits no test has to wait for: `python -m tests.harness.program`, set up as the program itself.

`CLOCK_BEHIND` names a file with the seconds by which the time of day was set back; a test may change it at will.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot import app
from bot.adapters import telegram
from bot.adapters.discord import outlet
from bot.adapters.discord import shards as discord_shards
from bot.adapters.telegram import TelegramAdapter
from bot.adapters.telegram.pacing import Pace
from bot.delivery import holding
from bot.delivery.pace import wall
from bot.pictures import Painter
from bot.settings import load
from bot.web import listening
from bot.web.serving import hooks
from data.desk import Desk

LAPSE = float(os.environ.get("LAPSE", "15"))
"""Seconds of silence after which a holder counts as gone."""

FAST = Pace(overall=10_000, floor=10_000, burst=100, gap=0.01, group=10_000)


def clock() -> datetime:
    """Give the time of day as somebody set it."""
    behind = os.environ.get("CLOCK_BEHIND")
    return wall() - timedelta(seconds=float(Path(behind).read_text(encoding="ascii")) if behind else 0.0)


def hold(desk: Desk, name: str) -> holding.Holding:
    """Give a hold as the program does, but for its lapse."""
    return holding.Holding(desk, name, wall, patient=True, lapse=LAPSE)


def hasten() -> None:
    """Take the limits and pauses of tests in place of the platforms' and our own."""
    telegram.TelegramAdapter = partial(TelegramAdapter, pace=FAST)  # type: ignore[misc, assignment]  # made by `app`
    app.shared = lambda desk: partial(hold, desk)  # type: ignore[attr-defined]  # as above
    outlet.RATE = 10_000.0
    holding.BEAT, holding.MARGIN = LAPSE / 5, LAPSE / 3
    discord_shards.IDENTIFIES = 0.2


async def main() -> int:
    settings = load()
    hasten()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    async with app.opened(settings) as program, Painter() as painter:
        served = app.platforms(program, painter, settings)
        beside = {each.name: app.delivery(program, each, settings, clock) for each in served if settings.delivers}
        async with listening(settings, hooks(served)):
            return await app.serve(served, beside)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
