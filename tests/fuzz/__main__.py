"""Properties tried with new examples for so many minutes: `python -m tests.fuzz [--minutes N] [--replay] [WHAT…]`.

Every property of the suite takes part, or those in the files named. Each round tries more examples than the one before.
What fails is kept beside the checkout, under `.hypothesis/`: `--replay` tries that alone, and `make fuzz` tries it
first. Ends with 1 as soon as a round fails.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial

from tests.fuzzing import CHOSEN, EXAMPLES, FACTOR, FUZZ, REPLAY

say = partial(print, flush=True)

NONE_COLLECTED = 5
"""The status of a run of pytest that found no test."""

SHORTEST = 20.0
"""Seconds that have to be left for another round to begin."""


def run(profile: str, what: Sequence[str], factor: int, left: float | None, workers: str) -> int | None:
    """Run the properties once, and give the status, None when time ran out."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-qx",
        "-m",
        "hypothesis",
        "-n",
        workers,
        "-p",
        "no:cacheprovider",
        *what,
    ]
    try:
        return subprocess.run(  # noqa: S603  # our own tests
            command, env=os.environ | {CHOSEN: profile, FACTOR: str(factor)}, timeout=left, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return None


def fuzz(what: Sequence[str], minutes: float, workers: str) -> int:
    """Try round after round until the time is over or one fails; give the status to end with."""
    end, factor, rounds = time.monotonic() + minutes * 60, 1, 0
    while (left := end - time.monotonic()) > SHORTEST or not rounds:
        say(f"Round {rounds + 1}: {factor} times the examples of the suite, {left / 60:.1f} minutes left")
        status = run(FUZZ, what, factor, max(left, SHORTEST), workers)
        if status is None:
            break
        if status:
            return failed(status)
        rounds, factor = rounds + 1, factor * 2
    whole = "no round was whole: give it more minutes" if not rounds else f"{rounds} whole rounds, and part of another"
    say(f"\nNothing failed in {minutes:g} minutes ({whole}).")
    return 0


def failed(status: int) -> int:
    """Say how what failed is tried again."""
    if status != NONE_COLLECTED:
        say(f'What failed is kept in {EXAMPLES}. Again: make fuzz ARGS="--replay"; each failure above also names')
        say("a @reproduce_failure(…) that does it without. Put what it found into the test as an @example.")
    return status


def main() -> None:
    """Read the arguments and try."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["tests"], help="files or folders of tests; all unless named")
    parser.add_argument("--minutes", type=float, default=5.0, help="how long to go on")
    parser.add_argument("--workers", default="auto", help="processes that try at a time")
    parser.add_argument("--replay", action="store_true", help="try only what has failed before")
    given = parser.parse_args()
    if given.replay:
        sys.exit(run(REPLAY, given.what, 1, None, given.workers))
    sys.exit(fuzz(given.what, given.minutes, given.workers))


if __name__ == "__main__":
    main()
