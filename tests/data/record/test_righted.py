"""The record as it was, without what has been found wrong since."""

from __future__ import annotations

import pytest

from data.editing import Newsroom, correction, preference, retraction, undo
from data.record import quotes, tables
from data.record.reading import put_right
from tests.data.editing.conftest import room
from tests.data.editing.helping import base, push, table
from tests.data.samples import sample

__all__ = ["room"]

QUOTE = "quotes: {q: {text: We won the day, kind: verbatim, source: paper, language: en}}\n"


async def seats(room: Newsroom, revision: int, id_: str = "t") -> object:
    """Give the seats of red as a card of that revision would show them now."""
    found = await room.read(lambda db: tables.get(db, id_, put_right(db, revision)))
    return None if found is None else found.value("red")


async def leading(room: Newsroom, revision: int) -> list[str]:
    found = await room.read(lambda db: tables.of(db, "diet", (), put_right(db, revision)))
    return [each.id for each in found]


async def test_a_correction_reaches_back_and_an_update_does_not(room: Newsroom) -> None:
    """The card of the evening shows the figure put right, and no later report."""
    await base(room)
    await push(room, table("newer", as_of="2020-05-02", red=9))
    await push(room, correction("t/red", 7, "slip", "ours"))
    assert (await seats(room, 2), await leading(room, 2)) == (7, ["t"])
    assert await leading(room, 3) == ["newer", "t"]


async def test_what_was_not_there_yet_does_not_come_by_being_corrected(room: Newsroom) -> None:
    """A later table, a figure added later, and a later quotation."""
    await base(room)
    await push(room, sample(QUOTE, "said"))
    await push(room, correction("q", "We won the night", "misheard", "ours", field="text"))
    await push(room, table("newer", red=9))
    await push(room, correction("newer/red", 8, "slip", "ours"))
    assert (await seats(room, 2, "newer"), await seats(room, 5, "newer")) == (None, 8)
    then = await room.read(lambda db: quotes.get(db, "q", put_right(db, 2)))
    since = await room.read(lambda db: quotes.get(db, "q", put_right(db, 3)))
    found = await room.read(lambda db: quotes.find(db, "day", None, put_right(db, 3)))
    assert since is not None
    assert (then, since.text, [each.text for each in found]) == (None, "We won the night", ["We won the night"])


async def test_a_retraction_reaches_back_through_a_preference(room: Newsroom) -> None:
    """Whatever an update or a preference made of the row in between."""
    await base(room)
    await push(room, preference("t", "first"))
    await push(room, retraction("t", "invented"))
    assert [await seats(room, revision) for revision in (2, 3, 4)] == [None, None, None]
    await push(room, undo(4, "not invented"))
    assert [await seats(room, revision) for revision in (2, 3, 4)] == [5, 5, 5]


async def test_a_status_that_moved_in_between_stays_out(room: Newsroom) -> None:
    """The evening's count was not official yet, whatever is corrected in it later."""
    await base(room)
    await push(room, table(status="official"))
    await push(room, correction("t", "2020-04-30", "the day before", "ours", field="as_of"))
    found = await room.read(lambda db: tables.get(db, "t", put_right(db, 2)))
    assert found is not None
    assert (found.status, found.as_of.isoformat()) == ("reported", "2020-04-30")


@pytest.mark.parametrize("revision", [2, 3, 4])
async def test_a_correction_that_is_taken_back_leaves_no_trace(room: Newsroom, revision: int) -> None:
    """Also on a card that was made while it stood."""
    await base(room)
    await push(room, correction("t/red", 7, "slip", "ours"))
    await push(room, undo(3, "no slip"))
    assert await seats(room, revision) == 5


async def test_an_update_that_is_taken_back_is_gone_from_the_cards_that_showed_it(room: Newsroom) -> None:
    """And was never on those before it."""
    await base(room)
    await push(room, table("newer", as_of="2020-05-02", red=9))
    await push(room, undo(3, "another chamber"))
    assert [await leading(room, revision) for revision in (2, 3, 4)] == [["t"], ["t"], ["t"]]
    await push(room, undo(4, "this one after all"))
    assert [await leading(room, revision) for revision in (2, 3, 4)] == [["t"], ["newer", "t"], ["newer", "t"]]


async def test_a_preference_does_not_reach_back(room: Newsroom) -> None:
    """Nor does taking it back: neither says that anything was wrong."""
    await base(room)
    await push(room, table("newer", as_of="2020-05-02", red=9))
    await push(room, preference("t", "better"))
    await push(room, undo(4, "worse"))
    assert await leading(room, 3) == ["newer", "t"]
    assert await leading(room, 4) == ["t", "newer"]
