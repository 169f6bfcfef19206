"""What the data layer refuses, in words an operator can act on.

DataError           one clear line: what is wrong and what to do next
├── StoreError      the database file cannot be used
│   ├── DeskAway    the desk is on another engine that does not answer
│   ├── DiskFull    it cannot grow
│   └── TooSlow     a question to it took longer than it may
└── DossierError    a dossier is not accepted; `faults` says why, place by place
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MAX_FAULTS = 100
PATH_LENGTH = 200
MESSAGE_LENGTH = 400


class DataError(Exception):
    """Something about the data that an operator has to put right."""


class StoreError(DataError):
    """The database file is corrupt, newer than this program, not writable, busy for too long, or no database at all."""


class DeskAway(StoreError):
    """The desk cannot be reached just now; the record is, and what was asked of the desk was not done."""


class DiskFull(StoreError):
    """The disk is full: what was to be written is not, and nothing is half-written; free some space."""


class TooSlow(StoreError):
    """A question was stopped at its time limit; narrower ones, and other people's, are answered as ever.

    What need not be answered at once waits for the store and asks again.
    """


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a dossier: where it stands (lines and columns from 1), and what to write instead."""

    file: str
    line: int
    col: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.col}: "
        path = f"{_shown(self.path, PATH_LENGTH)}: " if self.path else ""
        return where + path + _shown(self.message, MESSAGE_LENGTH)


class DossierError(DataError):
    """A dossier that is not accepted; the text names every fault, one a line, or the first hundred and how many more.

    `faults` are those named, in the order of the file.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = sorted(faults)
        self.faults = tuple(found[:MAX_FAULTS])
        more = len(found) - len(self.faults)
        super().__init__("\n".join([*map(str, self.faults), *([f"and {more} more; mend these first"] if more else [])]))


def _shown(text: str, length: int) -> str:
    """Give what somebody wrote so that it stays on its line: what cannot be printed becomes a mark."""
    short = text if len(text) <= length else f"{text[: length - 1]}…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in short)
