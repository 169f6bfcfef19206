"""Cooldowns: plenty for people, one friendly line, then silence; and nobody pays for another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot import metrics
from bot.cooldown import PERSON, Allowance, Cooldown, Cooldowns
from bot.dispatch import Bot
from bot.messages import Chat, User
from tests.asking import said
from tests.sample import Kept, commands


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


SOMEBODY, OTHER = User("telegram", "7", ""), User("telegram", "8", "")
GROUP = Chat("telegram", "-5", private=False)


def bot(*exempt: str) -> Bot[None]:
    return Bot(commands, None, Kept(), cooldowns=Cooldowns(frozenset(exempt), Clock()))


async def test_a_flood_is_told_once_and_then_hushed_and_others_are_answered() -> None:
    asked_ = bot()
    replies = [await asked_.answer_line("/house", SOMEBODY, GROUP) for _ in range(PERSON.burst + 3)]
    assert [reply.title for reply in replies[: PERSON.burst]] == ["Senate"] * PERSON.burst
    first, *rest = replies[PERSON.burst :]
    assert said(first).startswith("That is more than I can answer at once")
    assert (first.hush, [reply.hush for reply in rest]) == (False, [True, True])
    assert (await asked_.answer_line("/house", OTHER, GROUP)).title == "Senate"


async def test_an_owner_is_never_held_up() -> None:
    asked_ = bot(SOMEBODY.key)
    replies = [await asked_.answer_line("/house", SOMEBODY, GROUP) for _ in range(PERSON.burst * 2)]
    assert {reply.title for reply in replies} == {"Senate"}


async def test_one_look_through_an_inline_query_is_not_counted_line_by_line() -> None:
    asked_ = bot()
    for _ in range(PERSON.burst * 2):
        assert (await asked_.answer_line("/house", SOMEBODY, GROUP, "inline")).title == "Senate"


def test_a_look_ahead_tells_of_silence_and_counts_nothing() -> None:
    clock = Clock()
    cooldown = Cooldown(Allowance(2, 1.0), clock)
    looks = []
    for _ in range(4):
        looks.append(cooldown.hushes("a"))
        cooldown.ask("a")
    assert looks == [False, False, False, True]
    assert not cooldown.hushes("b")
    clock.now = 1.0
    assert not cooldown.hushes("a")
    assert cooldown.ask("a") == "go"


async def test_a_question_that_was_weighed_is_not_counted_again() -> None:
    asked_ = bot()
    for _ in range(PERSON.burst * 2):
        reply = await asked_.answer_line("/house", SOMEBODY, GROUP, weighed="go")
    assert reply.title == "Senate"
    assert asked_.weigh(SOMEBODY, GROUP) == "go"


async def test_who_asks_too_much_is_counted_for_the_operator() -> None:
    def counted() -> float:
        return metrics.REGISTRY.get_sample_value("bell_hushed_total", {"platform": "telegram"}) or 0.0

    asked_, before = bot(), counted()
    for _ in range(PERSON.burst + 3):
        asked_.weigh(SOMEBODY, GROUP)
    assert counted() == before + 3
    assert asked_.hushes(SOMEBODY.key)
