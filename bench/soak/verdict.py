"""What a soak has to show: nothing lost, nothing doubled that was not under way, nothing wrong left, no growth."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from bench.soak.lives import Life, Log
from bench.soak.newsroom import FIGURES, Newsroom
from bench.soak.people import Crowd, DiscordCrowd

WARM = 480.0
"""Seconds of a life after which memory counts: what is kept ready (cards, pictures, pages of the database) is full by
then, and the heap has had the largest of what comes at once."""

ENOUGH = 60
"""Looks at the memory that make a line."""

CARD = "Islamabad general seat"
"""What the first line of the card says whose figures are corrected."""

GROWTH = 0.5
"""Megabytes a minute that a fitted line over a long life may rise, and that its last third may lie above all before:
what goes up and down between the same two sizes does not grow.
"""

ACTED_ON = {
    r"cannot reach its platform": "the network, or the platform's status page",
    r"Telegram does not answer": "the network, or Telegram's status page; one by itself means nothing",
    r"Telegram did not take a call": "as above",
    r"discord\.http: We are being rate limited": "fewer followers a process, if there are many",
    r"a question to the database took longer than N seconds": "what else the machine does, and its disk",
    r"this process (?:could not write that it still has it|has it no more)": "what held the machine or its disk up",
    r"waits for the store": "the disk, and what else holds the database",
    r"Can't keep up, shard": "what else the machine does",
    r"took longer than N s and was cut off": "what the proxy lets through",
}
"""Kinds of lines at WARNING and above, and where an admin looks."""


@dataclass(frozen=True)
class Check:
    """One thing that has to be so, and what is not."""

    name: str
    said: str
    faults: tuple[str, ...] = ()


def answered(crowd: Crowd) -> Check:
    """Every command that was accepted was answered, and twice only where a kill fell between answer and note."""
    faults = list(crowd.late) if isinstance(crowd, DiscordCrowd) else []
    for each in crowd.people:
        missing = each.asked - each.cut_off - each.answered
        if missing > 0:
            faults.append(f"{crowd.name}: {each.number} asked {each.asked} and had {each.answered} answers")
        if -missing > each.risked:
            faults.append(f"{crowd.name}: {each.number} had {-missing} answers more, and {each.risked} were under way")
    asked = sum(each.asked for each in crowd.people)
    doubled = sum(max(each.answered - each.asked, 0) for each in crowd.people)
    cut_off = sum(each.cut_off for each in crowd.people)
    waits = sorted(wait for each in crowd.people for wait in each.waits) or [0.0]
    said = f"{asked} commands, {doubled} answered twice, {cut_off} cut off by a kill; "
    said += f"p50 {statistics.median(waits):.2f} s, p99 {waits[len(waits) * 99 // 100]:.2f} s, kills included"
    return Check(f"{crowd.name}: every command answered", said, tuple(faults))


def heard(
    crowd: Crowd, newsroom: Newsroom, risked: set[tuple[int, int]], counted: frozenset[tuple[int, int]] = frozenset()
) -> Check:
    """Everybody heard of each push that concerns them, once; twice only what was under way at a kill.

    A message that tells of many pushes names some and counts the rest: `counted` are those, by chat and push.
    """
    faults, doubles, all_ = [], 0, 0
    for each in crowd.followers.values():
        due = newsroom.due(each)
        for number in due - set(each.heard):
            each.heard[number] += (each.number, number) in counted
        each.heard = +each.heard
        faults += [f"{crowd.name}: {each.number} did not hear of {number}" for number in sorted(due - set(each.heard))]
        faults += [f"{crowd.name}: {each.number} heard of {number}" for number in sorted(set(each.heard) - due)]
        twice = {number for number, times in each.heard.items() if times > 1}
        faults += [
            f"{crowd.name}: {each.number} heard twice of {number}, which was not under way at a kill"
            for number in sorted(twice)
            if (each.number, number) not in risked
        ]
        doubles, all_ = doubles + len(twice), all_ + len(due)
    said = f"{all_} due in {len(crowd.followers)} chats, {doubles} doubled of {len(risked)} that no kill let it note"
    return Check(f"{crowd.name}: every push heard of once", said, tuple(faults))


def right(crowd: Crowd, newsroom: Newsroom) -> Check:
    """No card still shows a figure that was corrected, but those whose note a kill lost with its last second."""
    cards = {message: text for message, text in crowd.cards().items() if CARD in text.partition("\n")[0]}
    wrong = {message: fault for message, text in cards.items() if (fault := _wrong(text, newsroom))}
    faults = [f"{crowd.name}: {message} {fault}" for message, fault in wrong.items() if message not in crowd.unsure]
    if not cards:
        faults.append(f"{crowd.name}: nobody asked for the card that is corrected")
    said = f"{len(cards)} cards, {newsroom.corrections} corrections; {len(wrong)} still wrong, "
    said += f"{len(wrong) - len(faults)} of them posted in the second before a kill"
    return Check(f"{crowd.name}: every card put right", said, tuple(faults))


def _wrong(text: str, newsroom: Newsroom) -> str:
    """Give what a card shows that is not right any more, nothing where all is."""
    for name, (label, _) in FIGURES.items():
        shown = re.search(rf"^{re.escape(label)}\W+(\d+)", text, re.MULTILINE)
        if shown is not None and int(shown[1]) != newsroom.figures[name]:
            return f"shows {label} {shown[1]}, right is {newsroom.figures[name]}: {text[:300]!r}"
    return ""


def steady(lives: list[Life]) -> Iterator[Check]:
    """Memory does not grow in the longest life, once it is warm."""
    long = max(lives, key=lambda life: life.own[-1][0] if life.own else 0.0)
    for name, samples in (("the program", long.own), ("the painter", long.others)):
        warm = [(age, size) for age, size in samples if age >= WARM]
        if len(warm) < ENOUGH:
            yield Check(f"memory of {name}", f"no life was longer than {WARM + ENOUGH:g} s; --long 14 shows it")
            continue
        slope = statistics.linear_regression(*zip(*warm, strict=True)).slope * 60
        (begun, first), (ended, last) = warm[0], warm[-1]
        late = ended - (ended - begun) / 3
        before, after = (max(size for age, size in samples if (age >= late) == so) for so in (False, True))
        said = f"{first:.0f} MB at {begun:.0f} s, {last:.0f} MB at {ended:.0f} s: {slope:+.2f} MB a minute; "
        said += f"{before:.0f} MB at most until {late:.0f} s, {after:.0f} MB after"
        grows = slope > GROWTH and after - before > GROWTH * (ended - late) / 60
        yield Check(f"memory of {name}", said, (f"{name} grows",) if grows else ())


def actionable(log: Log) -> Check:
    """Every line at WARNING and above is one an admin can act on."""
    faults = [f"a trace in the log: {each}" for each in log.traces]
    faults += [f"no line of the log: {each}" for each in log.stray]
    faults += [f"{level}: {log.examples[level, kind]}" for level, kind in log.kinds if _unknown(kind)]
    said = f"{sum(log.kinds.values())} lines of {len(log.kinds)} kinds"
    return Check("no line in the log that nobody can act on", said, tuple(faults))


def _unknown(kind: str) -> bool:
    return not any(re.search(known, kind) for known in ACTED_ON)
