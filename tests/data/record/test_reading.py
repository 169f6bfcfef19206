"""The two clocks."""

from datetime import date

from data.record.reading import NOW, Clock

DAY = date(2021, 3, 4)


def test_what_appeared_on_the_day_itself_is_seen() -> None:
    """Published by the end of that day."""
    assert Clock(as_of=DAY).published(DAY)
    assert not Clock(as_of=DAY).published(date(2021, 3, 5))


def test_what_has_no_known_day_is_always_seen() -> None:
    """Hiding it would say that it came later."""
    assert Clock(as_of=DAY).published(None)


def test_without_a_day_everything_is_seen() -> None:
    """Now has no limit."""
    assert NOW.published(date.max)
