"""Times of day, spans of hours and time zones, as people write them."""

from __future__ import annotations

import re
from datetime import time
from functools import cache
from zoneinfo import available_timezones

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_HOUR = re.compile(_CLOCK)
_HOURS = re.compile(rf"{_CLOCK}\s*(?:-|\u2013|to)\s*{_CLOCK}")


def hour(typed: str) -> time | None:
    """Give the time of day that was typed, None where it is none; digits may be of any script."""
    found = _HOUR.fullmatch(typed.strip())
    return _time(found[1], found[2]) if found else None


def hours(typed: str) -> tuple[time, time] | None:
    """Give the span from one time of day to another, None where it is none; it may go over midnight."""
    found = _HOURS.fullmatch(typed.strip().lower())
    if found is None:
        return None
    begin, end = _time(found[1], found[2]), _time(found[3], found[4])
    return None if begin is None or end is None or begin == end else (begin, end)


def zones(typed: str) -> list[str]:
    """Give the time zones whose names hold what is typed, those of exactly that name first."""
    wanted = _folded(typed)
    found = [each for each in _every() if wanted in each.lower()]
    return sorted(found, key=lambda each: (not is_called(each, typed), each))


def is_called(zone: str, typed: str) -> bool:
    """Say whether a time zone is what was typed: its name, or the place at the end of it."""
    return _folded(typed) in {zone.lower(), zone.lower().rpartition("/")[2]}


@cache
def _every() -> tuple[str, ...]:
    return tuple(sorted(each for each in available_timezones() if "/" in each or each == "UTC"))


def _folded(typed: str) -> str:
    return typed.strip().lower().replace(" ", "_")


def _time(hour: str, minute: str | None) -> time | None:
    """Give the time of day, None where no clock shows it."""
    hours, minutes = int(hour), int(minute or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None  # noqa: PLR2004  # a day's hours
