"""When a chat is told: at once, at the end of its quiet hours, or with the others of a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.desk.values import Settings


def moment(settings: Settings, at: datetime) -> datetime:
    """Give the moment from which a chat may be told what became known at `at`.

    With a digest that is the next time it comes; in quiet hours, from one time up to another of the chat's day, it is
    their end. A time that a clock skips or shows twice is the first of what `zoneinfo` makes of it. A chat with times
    and no time zone lives by UTC.
    """
    here = at.astimezone(ZoneInfo(settings.timezone or "UTC"))
    if settings.digest is not None:
        return _next(here, settings.digest)
    if settings.quiet is not None and quiet(settings.quiet, here.time()):
        return _next(here, settings.quiet[1])
    return at


def quiet(hours: tuple[time, time], now: time) -> bool:
    """Say whether a time of day is within quiet hours: from the first on, before the second, perhaps over midnight."""
    begin, end = hours
    return begin <= now < end if begin <= end else now >= begin or now < end


def _next(here: datetime, wanted: time) -> datetime:
    """Give the next moment at which the clocks there show this time, or the first after it that they can show."""
    days = (here.date() + timedelta(days=number) for number in range(3))
    moments = (datetime.combine(day, wanted, here.tzinfo).astimezone(ZoneInfo("UTC")) for day in days)
    return next(each for each in moments if each > here)
