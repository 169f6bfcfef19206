"""When a chat is told: at once, at the end of its quiet hours, or with the others of a day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Hours = tuple[time, time]


def moment(at: datetime, zone: str | None, *, quiet: Hours | None = None, digest: time | None = None) -> datetime:
    """Give the moment from which a chat may be told what became known at `at`.

    With a digest that is the next time it comes; in quiet hours, from one time up to another of the chat's day, it is
    their end, also for a digest. A time that a clock skips is told when it would have come, of one shown twice the
    first counts. A chat with times and no time zone lives by UTC.
    """
    found, here = at, ZoneInfo(zone or "UTC")
    if digest is not None:
        found = _next(at.astimezone(here), digest)
    if quiet is not None and within(quiet, found.astimezone(here).time()):
        found = _next(found.astimezone(here), quiet[1])
    return found


def within(hours: Hours, now: time) -> bool:
    """Say whether a time of day is within hours: from the first on, before the second, perhaps over midnight."""
    begin, end = hours
    return begin <= now < end if begin <= end else now >= begin or now < end


@lru_cache(maxsize=4096)
def due_in(settings: str | None, at: str) -> str:
    """Give the moment for settings as the desk keeps them, both as text: chats that chose alike cost once."""
    chosen = json.loads(settings or "null") or {}
    quiet, digest = chosen.get("quiet"), chosen.get("digest")
    begins = moment(
        datetime.fromisoformat(at),
        chosen.get("timezone"),
        quiet=quiet and (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])),
        digest=digest and time.fromisoformat(digest),
    )
    return begins.astimezone(UTC).isoformat(timespec="seconds")


def _next(here: datetime, wanted: time) -> datetime:
    """Give the next moment at which the clocks there show this time, or would."""
    days = (here.date() + timedelta(days=number) for number in range(3))
    moments = (datetime.combine(day, wanted, here.tzinfo).astimezone(UTC) for day in days)
    return next(each for each in moments if each > here)
