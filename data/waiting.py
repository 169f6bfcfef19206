"""How much waits to be delivered on each platform, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.sql import Sql


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
