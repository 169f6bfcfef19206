"""What was said about a figure since it came on record."""

from __future__ import annotations

from datetime import date

import pytest

from data.editing import Newsroom, correction, preference, redaction, retraction, undo
from data.errors import DossierError
from data.record import history, tables
from data.record.history import Amended
from data.record.reading import Clock
from tests.data.editing.conftest import room
from tests.data.editing.helping import base, push, table
from tests.data.samples import AT, sample

__all__ = ["room"]


async def test_a_correction_tells_from_what_to_what_and_why(room: Newsroom) -> None:
    """By which revision, whose mistake it was, and what took it back."""
    await base(room)
    await push(room, correction("t/red", 7, "a slip", "ours"))
    await push(room, correction("t/red", None, "nobody knows", "source", source="paper"))
    await push(room, undo(4, "somebody does"))
    first, second = await room.read(history.of, "t/red")
    assert first == Amended("t/red", "correction", 3, "a slip", "ours", "value", 5, 7, None, None, None)
    assert (second.before, second.after, second.mistake, second.undone) == (7, None, "source", 5)
    assert second.source is not None
    assert second.source.publisher == "The Paper"
    assert await room.read(history.of, "t/red", Clock(known=3)) == (first,)


async def test_what_is_said_of_a_table_counts_for_its_figures(room: Newsroom) -> None:
    """A retraction of the whole, a preference, a corrected day."""
    await base(room)
    for dossier in (
        preference("t", "better"),
        correction("t", "2020-04-30", "the day before", "ours", field="as_of"),
        retraction("t", "invented", mistake="source"),
        redaction("t", "law", on=AT.date()),
    ):
        await push(room, dossier)
    found = await room.read(history.of, "t/red")
    assert [(each.kind, each.field, each.before, each.after) for each in found] == [
        ("preference", None, None, None),
        ("correction", "as_of", "2020-05-01", "2020-04-30"),
        ("retraction", None, None, None),
        ("redaction", None, None, None),
    ]
    assert (found[3].date, found[3].reason) == (date(2021, 3, 4), "law")


async def test_a_card_stands_as_its_figures_do(room: Newsroom) -> None:
    """Corrected with the new value, gone when retracted or redacted, since the revision that did it."""
    await base(room)
    await push(room, correction("t/red", 7, "slip", "ours"))
    found = await room.read(tables.standing, "t/red", "5 reported")
    assert (found.state, found.figure and found.figure.value, found.revision) == ("corrected", 7, 3)
    await push(room, correction("t", "official", "it was", "ours", field="status"))
    assert (await room.read(tables.standing, "t/total", "100 reported")).state == "corrected"
    await push(room, retraction("t/red", "invented"))
    await push(room, redaction("t/total", "law", on=AT.date()))
    gone = [await room.read(tables.standing, each, "5 reported") for each in ("t/red", "t/total")]
    assert [(each.state, each.revision) for each in gone] == [("gone", 5), ("gone", 6)]


@pytest.mark.parametrize(
    ("of", "field", "value", "told"),
    [
        ("t/rde", "value", 7, "t/rde is not on record now; did you mean t/red?"),
        ("nothing", "value", 7, "nothing is not on record now"),
        ("t", "value", 7, "of a table, as_of, source, via, status, words or note can be corrected"),
        ("red", "colour", "#000000", "colour cannot be corrected; publish its dossier anew"),
        ("t/red", "value", "7", "is not a count; write a whole number"),
        ("t/red", "value", -7, "is not a count"),
        ("t", "as_of", "soon", "is not a date; write it as YYYY-MM-DD"),
        ("t", "source", "nobody", "nobody is not on record; write the id of a source"),
        ("t", "source", "red", "red is a party; write the id of a source"),
        ("t", "status", "great", "cannot be status"),
        ("q", "kind", "headline", "a headline is nobody's words"),
        ("q", "text", "", "is empty; write the text"),
    ],
)
async def test_a_correction_of_what_is_not_or_cannot_be_is_refused(
    room: Newsroom, of: str, field: str, value: int | str, told: str
) -> None:
    """With the nearest there is, or what it would take."""
    await base(room)
    quote = "quotes: {q: {text: Yes, speaker: ann, kind: verbatim, source: paper, language: en}}"
    await push(room, sample("people: {ann: {names: {en: Ann}}}\n" + quote, "said"))
    with pytest.raises(DossierError) as refusal:
        await push(room, correction(of, value, "slip", "ours", field=field))
    assert told in str(refusal.value)


async def test_what_ends_has_to_be_there_and_of_a_kind_that_can_end(room: Newsroom) -> None:
    """A party is no claim; what is retracted is retracted."""
    await base(room)
    await push(room, retraction("t/red", "invented"))
    for of, told in (("t/red", "is not on record now"), ("red", "red is a party, which no retraction ends")):
        with pytest.raises(DossierError, match=told):
            await push(room, retraction(of, "twice"))


async def test_an_amendment_is_taken_back_by_an_undo_only(room: Newsroom) -> None:
    """Its dossier published again without it, or with another, is refused."""
    await base(room)
    dossier = correction("t/red", 7, "slip", "ours")
    await push(room, dossier)
    other = sample("parties: {green: {names: {en: Green}}}", dossier.dossier)
    with pytest.raises(DossierError, match="an amendment stays until its revision is undone"):
        await push(room, other)
    assert await push(room, table("more", red=1)) == 4
