"""What a question may be about: a thing of any of several kinds, as people name it, and the button that asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlite_utils import Database

from bot.languages import Texts
from bot.messages import Button
from data.record import names
from data.record.names import Names
from data.record.reading import Clock
from handlers.cards import asked

ACTORS = ("person", "party", "alliance")
"""Those a claim can be made of; of anything else it can only speak."""

SUBJECTS = (*ACTORS, "contest", "election", "motion", "chamber")

OFFERED = 8
"""Buttons of subjects."""


def one_of(db: Database, typed: str, at: Clock, kinds: tuple[str, ...] = SUBJECTS) -> Names | tuple[Names, ...]:
    """Give the one thing the words mean, or those they could mean; never one of two that share a name."""
    found = names.resolve(db, typed, kinds, at)
    return found.match.names if found.match else tuple(each.names for each in found.candidates)


def busiest(db: Database, abouts: Iterable[tuple[str, ...]], at: Clock) -> tuple[tuple[Names, int], ...]:
    """Give the things that most is about, as far as they are offered, with how much; `abouts` are ids, item by item."""
    counts = Counter(id_ for about in abouts for id_ in about)
    best = sorted(counts, key=lambda id_: (-counts[id_], id_))[:OFFERED]
    return tuple((names.of(db, id_, at), counts[id_]) for id_ in best)


def button(each: Names, command: str, at: Clock, t: Texts, count: int = 0) -> Button:
    """Give the button that asks a command about a thing at the same clock, with how much there is."""
    label = each.brief(t.language)
    label = t("claims-subject", name=label, count=count) if count else label
    return Button(label, line=asked(command, at, subject=each.id))


def paired(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    """Give the buttons in rows of two."""
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
