"""Correct, retract, prefer and take back: what the record says then, and before."""

from __future__ import annotations

import pytest

from data.editing import Newsroom, correction, preference, retraction, undo
from data.errors import DossierError
from data.rebuild import rebuild
from data.record import quotes, tables
from data.record.reading import NOW, Clock
from tests.data.editing.helping import base, push, table
from tests.data.samples import sample


async def value(room: Newsroom, clock: Clock = NOW, id_: str = "t") -> int | str | None:
    found = await room.read(tables.get, id_, clock)
    return "gone" if found is None else found.value("red")


async def equal(room: Newsroom) -> bool:
    found = await rebuild(room)
    assert found.differences == ()
    return found.equal


async def test_a_corrected_figure_has_its_new_value_and_keeps_its_old_one(room: Newsroom) -> None:
    """What was known before the correction stays as it was known."""
    await base(room)
    number = await push(room, correction("t/red", 7, "a slip of ours", "ours"))
    assert (await value(room), await value(room, Clock(known=number - 1))) == (7, 5)
    assert await equal(room)


async def test_what_is_retracted_is_shown_no_more(room: Newsroom) -> None:
    """A figure of a table, and a whole table; both stay readable as they were known."""
    await base(room)
    number = await push(room, retraction("t/red", "the paper took it back"))
    found = await room.read(tables.get, "t")
    assert found is not None
    assert [figure.part for figure in found.figures] == ["total"]
    await push(room, retraction("t", "all of it"))
    assert await value(room) == "gone"
    assert await value(room, Clock(known=number - 1)) == 5
    assert await equal(room)


async def test_the_preferred_table_comes_first_and_the_other_stays(room: Newsroom) -> None:
    """Whichever was preferred before, by an editor or by its dossier."""
    await base(room)
    await push(room, table("newer", as_of="2020-05-03", red=6, extra="preferred: true,"))
    assert [each.id for each in await room.read(tables.of, "diet")] == ["newer", "t"]
    number = await push(room, preference("t", "counted twice"))
    assert [each.id for each in await room.read(tables.of, "diet")] == ["t", "newer"]
    assert await equal(room)
    await push(room, undo(number, "not so"))
    assert [each.id for each in await room.read(tables.of, "diet")] == ["newer", "t"]
    assert await equal(room)


async def test_a_revision_that_is_taken_back_leaves_what_was_before(room: Newsroom) -> None:
    """An update, a correction, and the undo of an undo."""
    await base(room)
    await push(room, table("more", red=9))
    await push(room, undo(3, "wrong paper"))
    assert await value(room, id_="more") == "gone"
    await push(room, undo(4, "right after all"))
    assert await value(room, id_="more") == 9
    corrected = await push(room, correction("t/red", 7, "slip", "source"))
    await push(room, undo(corrected, "no slip"))
    assert await value(room) == 5
    assert await equal(room)


async def test_what_a_later_revision_builds_on_stays(room: Newsroom) -> None:
    """The refusal names the revision to take back first."""
    await base(room)
    await push(room, correction("t/red", 7, "slip", "source"))
    await push(room, correction("t/red", 8, "slip again", "source"))
    for number, why in (
        (3, "revision 4 changed t/red after it; take that back first"),
        (2, "revision 4 changed"),
        (1, "revision 2 builds on it: t names diet"),
        (9, "is not on record"),
    ):
        with pytest.raises(DossierError, match=why):
            await push(room, undo(number, "never"))
    await push(room, undo(4, "once"))
    with pytest.raises(DossierError, match="taken back already, by revision 5"):
        await push(room, undo(4, "twice"))
    assert await value(room) == 7


async def test_an_update_that_would_rewrite_a_figure_is_refused(room: Newsroom) -> None:
    """The refusal names what says it instead; one that adds passes."""
    await base(room)
    with pytest.raises(DossierError, match=r"t/red says value 5; .*/correct"):
        await push(room, table(red=6))


async def test_words_are_found_as_they_were_corrected_and_as_they_were_before_once_that_is_taken_back(
    room: Newsroom,
) -> None:
    """At once, not with the next dossier."""
    await base(room)
    await push(room, sample("quotes: {q: {text: The river runs, kind: verbatim, source: paper, language: en}}", "said"))
    number = await push(room, correction("q", "The water stands", "a slip", "ours", field="text"))
    assert [each.id for each in await room.read(quotes.find, "water stands")] == ["q"]
    assert not await room.read(quotes.find, "river runs")
    await push(room, undo(number, "not so"))
    assert [each.id for each in await room.read(quotes.find, "river runs")] == ["q"]
