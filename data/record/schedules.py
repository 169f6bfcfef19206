"""When motions are to be put, as each source says: with the motion itself, or later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.record import sources
from data.record.reading import LADDER, NOW, Clock, Record, day, rows
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a motion (`of`, an id) is to be put, as one source has it; the motion's own has the motion's id.

    `date` is the day, None where the source leaves it open; `stated` the word the source has for it, `how` the way the
    day follows from it. `status` is one of the ladder's. `agree` are other sources that say the same.
    """

    id: str
    of: str
    date: date | None
    stated: str | None
    how: str | None
    status: str
    source: Source
    via: Source | None = None
    words: str | None = None
    note: str | None = None
    agree: tuple[Source, ...] = ()

    @property
    def state(self) -> str:
        """What a card showed of it: `2021-03-06 scheduled`, `undated scheduled`."""
        return f"{self.date.isoformat() if self.date else 'undated'} {self.status}"


def of(db: Database, motion: Record, clock: Clock = NOW) -> tuple[Schedule, ...]:
    """Give the schedules of a motion's row, its own among them: higher status first, then the newer source.

    Of one day's sources the one that came on record later has the later word.
    """
    later = sources.seen(db, rows(db, clock, "schedules", {"of": motion["id"]}, "id"), clock)
    found = [_own(db, motion, clock), *(_schedule(db, each, clock) for each in later)]
    return tuple(sorted(found, key=lambda each: (_order(each), -_since(db, each.id), each.id)))


def _order(schedule: Schedule) -> tuple[int, int]:
    read_in = schedule.source if schedule.source.published or schedule.via is None else schedule.via
    return -LADDER[schedule.status], -read_in.published.toordinal() if read_in.published else 0


def _since(db: Database, id_: str) -> int:
    """Give the revision by which a schedule, or a motion, came on record."""
    sql = """
        SELECT min(began) FROM (
            SELECT began FROM schedules WHERE id = :id UNION ALL SELECT began FROM motions WHERE id = :id
        )
    """
    number: int = db.execute(sql, {"id": id_}).fetchone()[0]
    return number


def _own(db: Database, motion: Record, clock: Clock) -> Schedule:
    return Schedule(
        id=motion["id"],
        of=motion["id"],
        date=day(motion["date"]),
        stated=motion["stated"],
        how=motion["how"],
        status=motion["status"],
        source=sources.need(db, motion["source"], clock),
        words=motion["words"],
    )


def _schedule(db: Database, found: Record, clock: Clock) -> Schedule:
    found |= {
        "date": day(found["date"]),
        "source": sources.need(db, found["source"], clock),
        "via": found["via"] and sources.need(db, found["via"], clock),
    }
    return Schedule(**found, agree=sources.agreeing(db, found["id"], clock))
