"""The lines of notices."""

from datetime import UTC, datetime

import pytest

from bot.delivery.notices import line
from data.desk import Delivery, Loud

AT = datetime(2021, 3, 6, tzinfo=UTC)


def notice(revision: int, *subjects: str) -> Delivery:
    because: tuple[tuple[str, Loud], ...] = tuple((each, "figures") for each in subjects)
    return Delivery("telegram:1", revision, "notice", "", AT, because=because)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([notice(17, "gilani")], "news 17 about:gilani"),
        ([notice(18, "gilani", "pk-senate"), notice(17, "gilani")], "news 17 18 about:gilani,pk-senate"),
        ([notice(17, "gilani", "")], "news 17 about:all"),
        ([notice(17, "gilani"), notice(18)], "news 17 18"),
        ([notice(17)], "news 17"),
    ],
)
def test_a_notice_is_the_answer_to_a_line(parts: list[Delivery], told: str) -> None:
    """About what the chat follows; about everything where it follows that or was shown something wrong."""
    assert line(parts) == told
