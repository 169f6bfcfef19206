"""How often a property is tried: few examples, the same in every run, or many new ones under `make fuzz`."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

CI, FUZZ, REPLAY = "ci", "fuzz", "replay"

CHOSEN, FACTOR = "FUZZ_PROFILE", "FUZZ_FACTOR"
"""The variables that name the profile, and how many times as many examples `fuzz` tries."""

USUAL = 100
EXAMPLES = Path(__file__).parents[1] / ".hypothesis" / "examples"
"""Where examples that failed are kept, so that they are tried first next time, and alone by `replay`."""

SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
"""That an example of the whole program takes its time is no fault, and what examples share they leave as it was."""


def examples(number: int = USUAL) -> settings:
    """Give the settings of a property that is tried so often, and in proportion under `make fuzz`."""
    return settings(max_examples=max(1, number * settings().max_examples // USUAL), suppress_health_check=SLOW)


def choose() -> None:
    """Choose the profile that the environment names: `ci` unless it says otherwise."""
    kept = DirectoryBasedExampleDatabase(EXAMPLES)
    many = USUAL * int(os.environ.get(FACTOR, "1"))
    settings.register_profile(CI, max_examples=USUAL, derandomize=True, deadline=None, database=None)
    settings.register_profile(FUZZ, max_examples=many, derandomize=False, deadline=None, database=kept, print_blob=True)
    settings.register_profile(REPLAY, settings.get_profile(FUZZ), phases=[Phase.explicit, Phase.reuse])
    settings.load_profile(os.environ.get(CHOSEN, CI))
