"""What the desk hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """A dossier that was accepted: its number, who brought it and why. `at` is in UTC, `digest` of its content."""

    number: int
    dossier: str
    title: str
    digest: str
    author: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A card as it was first issued: its line, its as-of, and the figures it showed with their states."""

    code: str
    line: str
    as_of: date | None
    shows: tuple[tuple[str, str], ...]
    at: datetime
