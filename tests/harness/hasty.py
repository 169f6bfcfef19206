"""The program with Telegram's limits raised and less patience: `python -m tests.harness.hasty run`.

`HASTY` broadcasts go out in a second, whoever is silent for `LAPSE` seconds counts as gone, and a desk for `SILENCE` as
away. The figures alone are others: how they are kept, by whom and over how many workers is the program's own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from bot import app
from bot.__main__ import main
from bot.adapters.telegram import TelegramAdapter
from bot.adapters.telegram.pacing import Pace
from bot.delivery import courier, holding
from data.postgres import engine

RATE = "HASTY"
"""The environment's name for how many broadcasts go out in a second."""

LAPSE, BEAT, MARGIN = 3.0, 0.5, 1.0
SILENCE, PATIENCE = 1.5, 0.5


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
    engine.SILENCE, engine.PATIENCE = SILENCE, PATIENCE
    holding.BEAT, holding.MARGIN = BEAT, MARGIN
    courier.Holding = partial(holding.Holding, lapse=LAPSE)  # type: ignore[attr-defined, assignment]  # all that is made of it
    app.platforms = hastened(app.platforms)
    sys.exit(main())
