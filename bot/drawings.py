"""The pictures a card can carry, as values: finished texts, numbers and colours, which `bot/pictures` draws.

Standard library only, as `bot/messages.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """What every picture carries, in the reader's language: title, subtitle, source in small print, the card's code.

    `alt` says in words what the picture shows; `rtl` says that the language runs from right to left, `digits` in which
    signs it writes numbers.
    """

    title: str
    subtitle: str
    source: str
    alt: str
    code: str = ""
    rtl: bool = False
    digits: str = "0123456789"


@dataclass(frozen=True, slots=True)
class Group:
    """Some seats of a chamber that sit together; `colour` is `#rrggbb`, or nothing where no party stands behind.

    Where reports do not agree, `figure` is how the number is written (`48 or 49`), and `disputed` how many of its seats
    another report does not give it; they are hatched.
    """

    label: str
    name: str
    seats: int
    colour: str | None = None
    figure: str = ""
    disputed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hemicycle(Framed):
    """A chamber as a half circle of seats, groups from left to right in the order given.

    `total` is the number of seats drawn; those the groups do not account for stay hollow and are named by `unknown`.
    """

    groups: tuple[Group, ...]
    total: int
    total_label: str
    majority: int | None = None
    majority_label: str = ""
    unknown: str = ""

    def __post_init__(self) -> None:
        if self.total < 1 or any(group.seats < 0 for group in self.groups):
            raise ValueError("a chamber has at least one seat and no group fewer than none")
        if any(not 0 <= group.disputed <= group.seats for group in self.groups):
            raise ValueError("no more seats are disputed than a group has")
        if sum(group.seats for group in self.groups) > self.total:
            raise ValueError("the groups have more seats than the chamber")


@dataclass(frozen=True, slots=True)
class Bar:
    """One number of a count: `figure` is how it is written, `value` how long it is drawn (None: nobody gave it).

    A `hollow` bar is what is missing from the sum; where reports do not agree, it is hatched from `value` to `most`.
    """

    label: str
    figure: str
    value: int | None
    colour: str | None = None
    note: str = ""
    hollow: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Framed):
    """Numbers of one count as bars on one scale that begins at 0; `note` says what of it adds up, or does not."""

    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Framed):
    """The two sides of a vote on one line, from left and right, with what nobody accounts for hollow between them.

    `total` is the length of the line; `needed` is where it is crossed, counted from the left side, if that is known.
    """

    left: Bar
    right: Bar
    between: Bar
    total: int
    needed: int | None = None
    needed_label: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """One figure before and after a revision, as both are written; `note` says why, by whom, whose mistake it was."""

    label: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Framed):
    """What a revision changed."""

    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Framed):
    """Somebody's words as a card: `text` untouched, and in small print under it whose, and what kind it is."""

    text: str
    speaker: str
    kind: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One event: its day as written, what happened, and whether it had only been planned."""

    day: str
    text: str
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle(Framed):
    """Events in their order, oldest first."""

    moments: tuple[Moment, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaque(Framed):
    """Words in the place of a picture that no longer holds, where a message cannot be without one; no figures."""

    text: str


Picture = Hemicycle | Bars | Balance | Change | Quotation | Chronicle | Plaque
