"""When a chat is told, by its own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.hours import due_in, moment, within

ZONES = st.sampled_from(["UTC", "Asia/Karachi", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is added
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@given(MOMENTS, ZONES)
def test_a_chat_that_chose_nothing_is_told_at_once(at: datetime, zone: str) -> None:
    assert moment(at, zone) == at


@given(MOMENTS, st.sampled_from(["UTC", "Asia/Karachi"]), MINUTES, MINUTES)
def test_nobody_is_told_in_quiet_hours_and_nobody_waits_for_long(
    at: datetime, zone: str, begin: time, end: time
) -> None:
    found = moment(at, zone, quiet=(begin, end))
    assert not within((begin, end), found.astimezone(ZoneInfo(zone)).time())
    assert at <= found <= at + timedelta(days=1)


@given(MOMENTS, ZONES, MINUTES)
def test_a_digest_comes_within_a_day_at_its_time(at: datetime, zone: str, digest: time) -> None:
    found = moment(at, zone, digest=digest)
    assert at < found <= at + timedelta(hours=26)


@given(MOMENTS, st.sampled_from(["UTC", "Asia/Karachi"]), MINUTES, MINUTES, MINUTES)
def test_a_digest_that_would_come_in_quiet_hours_comes_at_their_end(
    at: datetime, zone: str, begin: time, end: time, digest: time
) -> None:
    found = moment(at, zone, quiet=(begin, end), digest=digest)
    here = found.astimezone(ZoneInfo(zone)).time()
    assert not within((begin, end), here)
    assert here in {digest, end}
    assert found <= at + timedelta(days=2)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2021-03-28T00:10:00+00:00", "2021-03-28T01:30:00+00:00"),  # 02:30 is skipped that night, and told at 03:30
        ("2021-10-30T23:10:00+00:00", "2021-10-31T00:30:00+00:00"),  # 02:30 comes twice, and the first counts
        ("2021-06-01T12:00:00+00:00", "2021-06-02T00:30:00+00:00"),
    ],
)
def test_clocks_that_jump_are_followed(at: str, due: str) -> None:
    assert due_in('{"timezone": "Europe/Berlin", "quiet": null, "digest": "02:30"}', at) == due


def test_settings_are_read_as_they_are_kept() -> None:
    at = "2021-03-04T18:00:00+00:00"
    assert due_in(None, at) == due_in("null", at) == at
    quiet = '{"timezone": "Asia/Karachi", "quiet": ["22:00", "07:00"], "digest": null}'
    assert due_in(quiet, at) == "2021-03-05T02:00:00+00:00"
