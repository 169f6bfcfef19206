"""How much waits to be delivered on each platform, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from data.desk import holds
from data.desk.statements import stamp
from data.sql import Sql

ALIVE = timedelta(minutes=1)
"""How long ago whoever delivers may have said last that it lives, by the time of day."""


@dataclass(frozen=True, slots=True)
class Stranded:
    """Deliveries that wait on a platform on which nobody delivers: how many are overdue, and since when the oldest."""

    platform: str
    count: int
    since: datetime


def stranded(db: Sql, at: datetime) -> tuple[Stranded, ...]:
    """Give what waits on platforms on which nobody delivers, by platform; nothing where all is worked on."""
    sql = """
        SELECT platform, count(*), min(due) FROM outbox WHERE state IN ('due', 'leased') AND due <= ?
        GROUP BY platform ORDER BY platform
    """
    found = db.execute(sql, (stamp(at),)).fetchall()
    return tuple(
        Stranded(platform, count, datetime.fromisoformat(oldest))
        for platform, count, oldest in found
        if not holds.lives(db, f"courier/{platform}/", at - ALIVE)
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits on a platform: how many deliveries, and the seconds the oldest of them is overdue (0 when none is)."""

    depth: int
    overdue: float


def queue(db: Sql, platform: str, at: datetime) -> Queue:
    """Give what waits on a platform at a moment."""
    sql = "SELECT count(*), min(due) FROM outbox WHERE platform = ? AND state IN ('due', 'leased')"
    depth, oldest = db.execute(sql, (platform,)).fetchone()
    late = 0.0 if oldest is None else (at - datetime.fromisoformat(oldest)).total_seconds()
    return Queue(depth, max(late, 0.0))
