"""What is on record of who sits in a chamber: reports side by side, never mixed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from data.record import chambers, contests, parties, tables
from data.record.chambers import Chamber
from data.record.contests import Contest
from data.record.notes import Remark
from data.record.parties import Alliance
from data.record.reading import Clock
from data.record.tables import Table
from handlers import remarks

CONTESTS = 6
"""Contests on a chamber's card, newest first."""

REPORTS = 3
"""Other reports told beside the one that leads."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """An alliance, and the reports of its seats, the first leading.

    `split` is the report of the parties' seats by the same source, if it has one: no other says who makes up its bloc.
    """

    alliance: Alliance
    reports: tuple[Table, ...]
    split: Table | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a chamber's card is made of: reports of its seats, the first leading, blocs, the last round, contests."""

    chamber: Chamber
    splits: tuple[Table, ...]
    blocs: tuple[Bloc, ...]
    seats_up: Table | None
    contests: tuple[tuple[Contest, Table | None], ...]
    remarks: tuple[Remark, ...]

    @property
    def split(self) -> Table:
        """The report that leads."""
        return self.splits[0]

    def used(self) -> list[Table]:
        """Give every table the card shows figures of."""
        counts = [votes for _, votes in self.contests if votes is not None]
        rest = [table for bloc in self.blocs for table in bloc.reports] + ([self.seats_up] if self.seats_up else [])
        return [*self.splits[: 1 + REPORTS], *rest, *counts]


def composition(db: Database, id_: str, at: Clock) -> Facts | None:
    """Give what is on record of who sits in a chamber, or None when no report of its seats is."""
    chamber = chambers.get(db, id_, at)
    splits = tables.of(db, id_, ("seats",), at)
    if chamber is None or not splits:
        return None
    rounds = contests.elections(db, chamber.id, at)
    ups = [table for each in rounds for table in tables.of(db, each.id, ("seats-up",), at)]
    newest = contests.of_chamber(db, chamber.id, at)[:CONTESTS]
    held = [(each, tables.leading(db, each.id, "votes", at)) for each in newest]
    blocs = _blocs(db, chamber, splits, at)
    leading = [splits[0], *(bloc.reports[0] for bloc in blocs), *ups[:1]]
    said = remarks.about(db, [table.id for table in leading], at)
    return Facts(chamber, splits, blocs, ups[0] if ups else None, tuple(held), said)


def _blocs(db: Database, chamber: Chamber, splits: tuple[Table, ...], at: Clock) -> tuple[Bloc, ...]:
    grouped: dict[str, list[Table]] = {}
    for table in tables.of(db, chamber.id, ("bloc",), at):
        for figure in table.parts:
            grouped.setdefault(figure.part, []).append(table)
    found = []
    for id_, reports in grouped.items():
        if (alliance := parties.alliance(db, id_, at)) is not None:
            own = [
                split
                for split in splits
                if split.read_in.id == reports[0].read_in.id and split.as_of == reports[0].as_of
            ]
            found.append(Bloc(alliance, tuple(reports[: 1 + REPORTS]), own[0] if own else None))
    return tuple(found)
