"""How many deliveries a platform takes, so that how long something takes can be told beforehand."""

from __future__ import annotations

import math

RATES = {"telegram": 30.0, "discord": 40.0}
"""Deliveries a second that a platform takes at best; the adapters keep to it.

Telegram: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Discord: 50 requests in all
(discord.com/developers/docs/topics/rate-limits#global-rate-limit), of which some are left for everything else.
"""


def seconds_left(platform: str, waiting: int) -> int:
    """Give how long so many deliveries take at best, in whole seconds."""
    return math.ceil(waiting / RATES.get(platform, min(RATES.values())))
