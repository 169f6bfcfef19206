"""The program, with limits no test has to wait for: `python -m tests.harness.program`, set up as the program itself."""

from __future__ import annotations

import asyncio
import logging
import sys

from bot import app
from bot.adapters.base import Outlet
from bot.adapters.discord import DiscordAdapter, outlet
from bot.adapters.telegram import Hook, TelegramAdapter
from bot.adapters.telegram.pacing import Pace
from bot.delivery.holding import shared
from bot.pictures import Painter
from bot.settings import Settings, load, shards
from bot.web import listening
from bot.web.serving import hooks

FAST = Pace(overall=10_000, floor=10_000, burst=100, gap=0.01, group=10_000)


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
                holds=shared(program.desk),
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
                holds=shared(program.desk),
            )
        )
    return found


async def main() -> int:
    settings = load()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    async with app.opened(settings) as program, Painter() as painter:
        served = platforms(program, painter, settings)
        beside = {each.name: app.delivery(program, each, settings) for each in served if settings.delivers}
        async with listening(settings, hooks(served)):
            return await app.serve(served, beside)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
