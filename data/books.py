"""The two books of an installation: the record of what is known, and the desk. Mostly they are in one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from data.connections import Connection
from data.sql import Engine, Sql

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Books:
    """Connections to both, inside one transaction."""

    record: Connection
    desk: Sql

    @property
    def apart(self) -> bool:
        """Whether the desk is on another engine; the file then has a copy of the revisions, without who made them."""
        return self.desk is not self.record


class Apart(Engine, Protocol):
    """A desk on an engine of its own."""

    def stir(self) -> None:
        """Say that something is there to be sent; from the event loop."""

    def together(self, record: Connection, change: Callable[[Books], T]) -> T:
        """Run `change(books)` in a transaction of the desk, inside one of the record's that has the write lock.

        The record is brought up to the desk first, and nobody else publishes until it ends. Raises DeskAway.
        """
