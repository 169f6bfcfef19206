"""Cooldowns: plenty for people, one friendly line, then silence; and nobody pays for another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.cooldown import Allowance, Cooldown


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def asked(cooldown: Cooldown, count: int, key: str = "a") -> list[str]:
    return [cooldown.ask(key) for _ in range(count)]


def test_who_asks_too_much_is_told_once_and_then_nothing() -> None:
    cooldown = Cooldown(Allowance(3, 1.0), Clock())
    assert asked(cooldown, 6) == ["go", "go", "go", "say", "hush", "hush"]


def test_time_gives_back_what_was_used() -> None:
    clock = Clock()
    cooldown = Cooldown(Allowance(3, 1.0), clock)
    asked(cooldown, 5)
    clock.now = 1.0
    assert asked(cooldown, 2) == ["go", "hush"]
    clock.now = 10.0
    assert asked(cooldown, 4) == ["go", "go", "go", "say"]


def test_one_asker_does_not_use_up_anothers() -> None:
    cooldown = Cooldown(Allowance(3, 1.0), Clock())
    asked(cooldown, 1000)
    assert asked(cooldown, 3, "b") == ["go"] * 3


def test_only_so_many_askers_are_remembered() -> None:
    cooldown = Cooldown(Allowance(1, 1.0), Clock(), most=2)
    for key in ("a", "b", "c"):
        cooldown.ask(key)
    assert len(cooldown) == 2
    assert cooldown.ask("a") == "go"


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60))
def test_never_more_pass_than_the_burst_and_what_time_gave(pauses: list[float]) -> None:
    clock = Clock()
    cooldown = Cooldown(Allowance(4, 0.5), clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        passed += cooldown.ask("a") == "go"
    assert passed <= 4 + clock.now * 0.5 + 1e-6
