"""Which thing a person means: the one of exactly that name, else all it could be as buttons; never two as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.errors import UserError
from bot.languages import Texts
from bot.messages import Button, Choice
from data.record import names
from data.record.names import Names
from data.record.reading import Clock
from data.store import Store
from handlers.cards import asked, clock

OFFERED = 8
"""Things offered as buttons, where several could be meant."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing in the record that a command shows by its name.

    `which` is the text that asks when none or several fit (it takes `typed` and `count`); `others` gives what is
    offered when none does, or before anything is typed. Where `which` announces those (`lists`), something else is said
    once there are none.
    """

    kind: str
    command: str
    which: str
    others: Callable[[Database, str, Clock], tuple[Names, ...]]
    lists: bool = True

    def buttons(self, found: tuple[Names, ...], at: Clock, t: Texts) -> tuple[Button, ...]:
        """Give a button for each thing, as far as they are offered, that asks for it at the same clock."""
        command = self.command
        return tuple(Button(each.of(t.language), line=asked(command, at, name=each.id)) for each in found[:OFFERED])


async def meant(store: Store, subject: Subject, typed: str, at: Clock, t: Texts) -> Names:
    """Give the one thing meant. Raises UserError that offers those it could be."""
    found = await store.read(fitting, typed, (subject.kind,), at)
    if len(found) == 1:
        return found[0]
    offered = found or await store.read(subject.others, typed, at)
    if not offered and subject.lists:
        raise UserError("found-nothing", typed=typed)
    buttons = subject.buttons(offered, at, t)
    raise UserError(subject.which, typed=typed, count=len(found), buttons=buttons)


async def choices(store: Store, subject: Subject, typed: str, language: str) -> list[Choice]:
    """Give the things that fit what is typed so far, for completion."""
    if typed.strip():
        found = await store.read(fitting, typed, (subject.kind,), clock())
    else:
        found = await store.read(subject.others, typed, clock())
    return [Choice(each.id, each.of(language)) for each in found]


def fitting(db: Database, typed: str, kinds: tuple[str, ...], at: Clock) -> tuple[Names, ...]:
    """Give what the words mean: the things of exactly that name, else all they could be, best first."""
    matches = names.find(db, typed, kinds, at)
    return tuple(match.names for match in matches if match.exact) or tuple(match.names for match in matches)
