"""The program with Telegram's limits raised: `python -m tests.harness.hasty run`, `HASTY` broadcasts a second.

The limits alone are others: how they are kept, by whom and over how many workers is the program's own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from bot import app
from bot.__main__ import main
from bot.adapters.telegram import TelegramAdapter
from bot.adapters.telegram.pacing import Pace

RATE = "HASTY"
"""The environment's name for how many broadcasts go out in a second."""


def hastened(given: Callable[..., Any]) -> Callable[..., Any]:
    """Give what makes the adapters, with another pace in Telegram's."""
    rate = int(os.environ[RATE])
    pace = Pace(overall=rate, floor=max(rate // 6, 1), burst=100, gap=0.01, group=10_000)

    def made(*args: Any, **kwargs: Any) -> Any:
        found = given(*args, **kwargs)
        for each in found:
            if isinstance(each, TelegramAdapter):
                each._pace = pace
        return found

    return made


if __name__ == "__main__":
    app.platforms = hastened(app.platforms)
    sys.exit(main())
