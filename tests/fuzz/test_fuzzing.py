"""`make fuzz` itself: it stops in time, ends with what failed, and says how that is tried again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.fuzz import __main__ as fuzzing
from tests.fuzzing import FUZZ, REPLAY, examples


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The rounds that were asked for, each a profile and a factor; the third fails."""
    found: list[tuple[str, int]] = []

    def run(profile: str, _what: Sequence[str], factor: int, _left: float | None, _workers: str) -> int:
        found.append((profile, factor))
        return int(len(found) == 3)

    monkeypatch.setattr(fuzzing, "run", run)
    return found


def test_each_round_tries_twice_as_many_until_one_fails(
    ran: list[tuple[str, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    """And what failed can be tried again alone."""
    assert fuzzing.fuzz(["tests"], 5, "1") == 1
    assert ran == [(FUZZ, 1), (FUZZ, 2), (FUZZ, 4)]
    assert '--replay"' in capsys.readouterr().out


def test_a_round_that_time_cuts_short_is_not_called_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing failed, as far as it came."""
    monkeypatch.setattr(fuzzing, "run", lambda *_: None)
    assert fuzzing.fuzz(["tests"], 1, "1") == 0
    assert "no round was whole" in capsys.readouterr().out


def test_replay_tries_what_is_kept_and_makes_nothing_up(
    ran: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once."""
    monkeypatch.setattr(sys, "argv", ["fuzz", "--replay"])
    with pytest.raises(SystemExit):
        fuzzing.main()
    assert ran == [(REPLAY, 1)]


def test_a_run_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is no failure."""

    def late(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pytest", 1)

    monkeypatch.setattr(subprocess, "run", late)
    assert fuzzing.run(FUZZ, ["tests"], 1, 1.0, "1") is None


def test_examples_stay_in_proportion() -> None:
    """A property that is dear is tried less often than others, under every profile."""
    assert examples(50).max_examples * 2 == examples(100).max_examples
