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
from bot.adapters.base import Outlet
from bot.adapters.discord import DiscordAdapter, outlet
from bot.adapters.discord import shards as discord_shards
from bot.adapters.telegram import Hook, TelegramAdapter
from bot.adapters.telegram.pacing import Pace
from bot.delivery import holding
from bot.delivery.pace import wall
from bot.pictures import Painter
from bot.settings import Settings, load, shards
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


def platforms(program: app.Program, painter: Painter, settings: Settings) -> list[Outlet]:
    """Give the adapters as the program does, but for their limits."""
    found: list[Outlet] = []
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        url = str(settings.telegram_api_url)
        found.append(
            TelegramAdapter(
                program.bot,
                program.memory,
                painter,
                token=token,
                api_url=url,
                pace=FAST,
                hook=None if (hook := settings.webhook()) is None else Hook(*hook),
                receives=settings.answers,
                holds=partial(hold, program.desk),
            )
        )
    if settings.discord_token is not None:
        outlet.RATE = 10_000.0
        found.append(
            DiscordAdapter(
                program.bot,
                program.memory,
                painter,
                token=settings.discord_token.get_secret_value(),
                api_url=str(settings.discord_api_url),
                gateway_url=settings.discord_gateway_url,
                shards=shards(settings.discord_shards) if settings.discord_shards else None,
                receives=settings.answers,
                holds=partial(hold, program.desk),
            )
        )
    return found


def hold(desk: Desk, name: str) -> holding.Holding:
    """Give a hold as the program does, but for its lapse."""
    return holding.Holding(desk, name, wall, patient=True, lapse=LAPSE)


async def main() -> int:
    settings = load()
    holding.BEAT, holding.MARGIN = LAPSE / 5, LAPSE / 3
    discord_shards.IDENTIFIES = 0.2
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    async with app.opened(settings) as program, Painter() as painter:
        served = platforms(program, painter, settings)
        beside = {each.name: app.delivery(program, each, settings, clock) for each in served if settings.delivers}
        async with listening(settings, hooks(served)):
            return await app.serve(served, beside)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
