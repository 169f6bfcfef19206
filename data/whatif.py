"""What a vote would come to: a count held against a rule, every step of it sayable. Pure.

Which number a rule counts on is the whole question: vacant seats lower the bar where filled seats count and do not
where the total membership does; an absent member helps nobody where votes are counted and the other side where members
are. Unknown numbers stay unknown, and so does a verdict that needs them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from data.arithmetic import majority, total

Base = Literal["total_membership", "filled_seats", "present", "votes_cast", "valid_votes", "yes_plus_no"]
Kind = Literal["yes", "no", "abstain", "rejected", "absent", "vacant"]


@dataclass(frozen=True, slots=True)
class House:
    """The members a chamber has by law, and the seats that are vacant; None is unknown."""

    membership: int | None
    vacant: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How a house divides, each a number of members or None. `absent` are seated members who do not vote."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = 0
    rejected: int | None = 0
    absent: int | None = 0


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold: more than `fraction` of `base` when `strict`, else at least it."""

    base: Base
    fraction: Fraction
    strict: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A count under one threshold: the number the base came to, what is needed of it, and whether yes has it."""

    threshold: Threshold
    base: int | None
    needed: int | None
    yes: int | None

    @property
    def met(self) -> bool | None:
        """Whether yes has what is needed; None when a number for it is unknown."""
        if self.needed is None or self.yes is None:
            return None
        return self.yes >= self.needed

    @property
    def margin(self) -> int | None:
        """Votes over what is needed, negative when short of it, None when unknown."""
        if self.needed is None or self.yes is None:
            return None
        return self.yes - self.needed


def verdicts(thresholds: tuple[Threshold, ...], house: House, count: Count) -> tuple[Verdict, ...]:
    """Give the verdict of each threshold a rule has; a motion is carried when all of them are met."""
    return tuple(_verdict(each, house, count) for each in thresholds)


def carried(found: tuple[Verdict, ...]) -> bool | None:
    """Say whether all thresholds are met: False as soon as one is not, None when it hangs on something unknown."""
    met = [verdict.met for verdict in found]
    if False in met:
        return False
    return None if None in met else bool(met)


def base_of(base: Base, house: House, count: Count) -> int | None:
    """Give the number a rule counts on.

    Present are those who voted in any way or abstained; votes cast include rejected ballots, valid votes do not, and
    abstentions are present without being votes.
    """
    match base:
        case "total_membership":
            return house.membership
        case "filled_seats":
            return None if house.membership is None or house.vacant is None else house.membership - house.vacant
        case "present":
            return total((count.yes, count.no, count.abstain, count.rejected))
        case "votes_cast":
            return total((count.yes, count.no, count.rejected))
        case "valid_votes" | "yes_plus_no":
            return total((count.yes, count.no))


def moved(house: House, count: Count, kind: Kind, by: int) -> tuple[House, Count]:
    """Give house and count with so many members more (or fewer) of a kind.

    Raises ValueError when that leaves fewer than none, or when the number moved from is unknown.
    """
    before = held(house, count, kind)
    if before is None:
        raise ValueError(f"nobody knows how many {kind} there are, so none can be moved")
    if before + by < 0:
        raise ValueError(f"there are {before} {kind}, so {-by} cannot leave")
    if kind == "vacant":
        return replace(house, vacant=before + by), count
    return house, counted(count, kind, before + by)


def held(house: House, count: Count, kind: Kind) -> int | None:
    """Give how many there are of a kind, None when that is unknown."""
    return {
        "yes": count.yes,
        "no": count.no,
        "abstain": count.abstain,
        "rejected": count.rejected,
        "absent": count.absent,
        "vacant": house.vacant,
    }[kind]


def counted(count: Count, kind: Kind, value: int | None) -> Count:
    """Give the count with this number of a kind. Raises TypeError for vacant seats, which are the house's."""
    return replace(count, **{kind: value})


def _verdict(threshold: Threshold, house: House, count: Count) -> Verdict:
    base = base_of(threshold.base, house, count)
    needed = None if base is None else majority(base, threshold.fraction, strict=threshold.strict)
    return Verdict(threshold, base, needed, count.yes)
