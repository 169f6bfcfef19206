"""The program under load for minutes, killed each minute: `python -m bench.soak [--minutes 10] [--long 14] [--seed 1]`.

Real limits, real HTTP, platforms of our own with faults; the exit status is 1 when anything was lost, doubled, left
wrong, grew, or stands in the log without anybody being able to act on it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.report import results
from bench.soak import SUBJECT
from bench.soak.lives import Life
from bench.soak.newsroom import Newsroom
from bench.soak.people import within
from bench.soak.soak import Soak
from bench.soak.verdict import Check, steady

MINUTE = 60.0
EVENT_EVERY, CORRECTION_EVERY = 15.0, 120.0
"""Seconds between two pushes, in the middle."""

SHOWN = 12
"""Faults of one check that are printed."""


FEW = 4
"""Chats that follow on each platform in a life under even work: what they are told of corrections is corrected too."""

CARDS = 4
"""Minutes of such a life in which people ask for cards that are corrected later."""


async def soaked(folder: Path, given: argparse.Namespace) -> int:
    """Run both soaks, say what came of them, and give the exit status."""
    faults = 0
    if given.minutes:
        soak = Soak(folder / "killed.db", given.seed, given.people, given.followers, given.faults)
        faults += report("killed each minute", await killed(soak, given), soak)
    if given.long:
        soak = Soak(folder / "even.db", given.seed, given.people, min(FEW, given.followers), given.faults)
        faults += report("a life under even work", await even(soak, given), soak)
    return 1 if faults else 0


async def killed(soak: Soak, given: argparse.Namespace) -> list[Check]:
    """Have the program killed each minute, in the middle of a broadcast; give what came of it."""
    async with soak, asyncio.TaskGroup() as group:
        busy, pushing = await begun(soak, given, group)
        for minute in range(given.minutes):
            await asyncio.sleep(MINUTE)
            room = soak.newsroom
            pushing.append(group.create_task(room.correction() if minute % 4 == 3 else room.event()))
            await soak.amid_broadcast()
            say(f"minute {minute + 1}: {state(soak)}; kill -9")
            await soak.kill()
            await soak.begin()
        await ended(soak, busy, pushing)
    return soak.checks()


async def even(soak: Soak, given: argparse.Namespace) -> list[Check]:
    """Have the program live on, with as much to put right at the end as before; give what came of it."""
    async with soak, asyncio.TaskGroup() as group:
        busy, pushing = await begun(soak, given, group)
        for minute in range(given.long):
            await asyncio.sleep(MINUTE)
            say(f"minute {minute + 1}: {state(soak)}")
            if minute + 1 == CARDS:
                for crowd in soak.crowds:
                    crowd.suffice()
        await ended(soak, busy, pushing)
    return [*soak.checks(), *steady(soak.program.lives)]


async def begun(
    soak: Soak, given: argparse.Namespace, group: asyncio.TaskGroup
) -> tuple[list[asyncio.Task[None]], list[asyncio.Task[None]]]:
    """Start the program, those who ask, and those who push."""
    await soak.begin()
    await soak.follow()
    say(f"{soak.followers} chats follow on each platform; {soak.askers} people ask on each; seed {soak.seed}")
    busy = [group.create_task(crowd.live(person, given.think)) for crowd in soak.crowds for person in crowd.people]
    room, seed = soak.newsroom, soak.seed
    return busy, [
        group.create_task(again_and_again(room, room.event, EVENT_EVERY, seed)),
        group.create_task(again_and_again(room, room.correction, CORRECTION_EVERY, seed + 1)),
    ]


async def ended(soak: Soak, busy: list[asyncio.Task[None]], pushing: list[asyncio.Task[None]]) -> None:
    """Let everybody have their last answer and everything due arrive, then stop the program in order."""
    for crowd in soak.crowds:
        crowd.leaving.set()
    soak.newsroom.closing.set()
    _, open_ = await asyncio.wait([*busy, *pushing], timeout=300)
    for each in open_:
        each.cancel()
    say(f"{len(open_)} people had no last answer" if open_ else "everybody had their last answer")
    await soak.close()
    say("nothing is due any more")
    say(f"faults: {', '.join(f'{number} {kind}' for kind, number in soak.luck.counted.items())}")


def state(soak: Soak) -> str:
    """Say how far a soak has come, in a line."""
    asked = sum(person.asked for crowd in soak.crowds for person in crowd.people)
    life = soak.program.life
    memory = f"{life.own[-1][1]:.0f} + {life.others[-1][1]:.0f} MB" if life.own and life.others else ""
    waiting = ", ".join(f"{number} {what}" for what, number in soak.waiting().items()) or "nothing waits"
    return f"{asked} commands, {soak.newsroom.pushed} pushes, {memory}; {waiting}"


def report(what: str, found: list[Check], soak: Soak) -> int:
    """Print what came of it, and give how many checks failed."""
    for (level, kind), number in sorted(soak.program.log.kinds.items()):
        say(f"log: {number} x {level} {kind}")
    for number, life in enumerate(soak.program.lives, 1):
        say(f"life {number}: {told(life)}")
    for each in found:
        say(f"{'FAILED' if each.faults else 'ok    '}  {each.name}: {each.said}")
        results.row(what.capitalize(), each.name, {"came of it": each.said, "": "failed" if each.faults else "well"})
        for fault in each.faults[:SHOWN]:
            say(f"          {fault[:1000]}")
        if len(each.faults) > SHOWN:
            say(f"          and {len(each.faults) - SHOWN} more")
    return sum(bool(each.faults) for each in found)


def told(life: Life) -> str:
    """Give the memory of a life in the middle of each half minute."""
    halves = [(age, size) for age, size in life.own if int(age) % 30 == 15]
    return ", ".join(f"{age:.0f} s {size:.0f} MB" for age, size in halves)


async def again_and_again(newsroom: Newsroom, act: Callable[[], Awaitable[None]], every: float, seed: int) -> None:
    """Push again and again, at times that the seed decides, until the newsroom closes."""
    chance = random.Random(seed)  # noqa: S311  # so that a run can be repeated; nothing secret
    while not newsroom.closing.is_set():
        await within(newsroom.closing, chance.uniform(0.5, 1.5) * every)
        if not newsroom.closing.is_set():
            await act()


def say(line: str) -> None:
    """Print a line with the time since the start."""
    sys.stdout.write(f"{time.monotonic() - BEGUN:7.1f}  {line}\n")
    sys.stdout.flush()


BEGUN = time.monotonic()


def main() -> int:
    """Run a soak as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10, help="lives of a minute, each ended by a kill")
    parser.add_argument("--long", type=int, default=20, help="minutes of a life of its own, for its memory")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=30, help="who ask, on each platform")
    parser.add_argument("--followers", type=int, default=50, help="chats that follow, on each platform")
    parser.add_argument("--faults", type=float, default=0.02, help="share of requests that go wrong")
    parser.add_argument("--think", type=float, default=6.0, help="seconds between an answer and the next question")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        status = asyncio.run(soaked(Path(folder), given))
    results.keep("soak", sys.argv[1:], SUBJECT.libraries)
    return status


if __name__ == "__main__":
    sys.exit(main())
