"""What an update may not do to what is on record, and which steps a status may take."""

from __future__ import annotations

import pytest

from data.editing import Newsroom, correction, redaction
from data.editing.ladder import STEPS, step
from data.errors import DossierError
from data.record import claims, quotes, tables
from data.record.reading import LADDER
from tests.data.editing.helping import base, push, table
from tests.data.samples import AT, BASE, sample

QUOTE = "quotes: {{q: {{text: {text}, kind: {kind}, source: paper, language: en{more}}}}}\n"
CLAIM = "claims: {{c: {{claimant: red, text: {text}, kind: statement, source: paper{more}}}}}\n"


async def refused(room: Newsroom, body: str, id_: str) -> str:
    with pytest.raises(DossierError) as refusal:
        await push(room, sample(body, id_))
    return str(refusal.value)


async def test_a_figure_is_not_rewritten_by_an_update(room: Newsroom) -> None:
    """The refusal says where, what it says now, and what says otherwise."""
    await base(room)
    with pytest.raises(DossierError) as refusal:
        await push(room, table(red=6))
    (fault,) = refusal.value.faults
    assert (fault.file, fault.path) == ("about-t.yaml", "tables.t.figures.red.value")
    assert fault.message == (
        "t/red says value 5; an update is a new id, and /correct says that what we showed was wrong"
    )


async def test_what_was_unknown_stays_unknown_at_its_evening(room: Newsroom) -> None:
    """Who knows it now says so now, under an id of its own."""
    await base(room, red=None)
    with pytest.raises(DossierError, match="t/red says value null"):
        await push(room, table(red=6))


async def test_a_dossier_that_adds_is_welcome(room: Newsroom) -> None:
    """Another figure of the table, a note, a source that agrees."""
    await base(room)
    more = "sources: {other: {kind: article, publisher: O, published: 2020-05-01, language: en}}\ntables:\n"
    entry = (
        "  t: {subject: diet, measure: seats, unit: seats, as_of: 2020-05-01, source: paper, status: reported,"
        " agreeing: [other], note: seen twice, figures: {red: {value: 5}, total: {value: 100}, blue: {value: 4}}}\n"
    )
    await push(room, sample(more + entry, "about-t"))
    found = await room.read(tables.get, "t")
    assert found is not None
    assert (found.value("blue"), found.note, len(found.agree)) == (4, "seen twice", 1)


async def test_a_dossier_may_catch_up_with_a_correction(room: Newsroom) -> None:
    """The source printed it anew as we had corrected it."""
    await base(room)
    await push(room, correction("t/red", 7, "the paper corrected itself", "source"))
    await push(room, table(red=7))
    with pytest.raises(DossierError, match="t/red says value 7"):
        await push(room, table(red=8))


async def test_what_an_update_leaves_out_has_to_be_retracted(room: Newsroom) -> None:
    """A table, a figure, a quotation; what is neither may go."""
    await base(room)
    await push(room, sample(QUOTE.format(text="Yes", kind="verbatim", more=""), "said"))
    assert "drops q; use /retract" in await refused(room, "", "said")
    assert "drops t/red; use /retract" in await refused(room, "", "about-t")
    await push(room, sample("parties: {green: {names: {en: Green}}}", "party"))
    await push(room, sample("", "party"))


async def test_words_are_not_rewritten_by_an_update(room: Newsroom) -> None:
    """Of a quotation or a claim; what was not known of them may be added."""
    await push(room, sample(BASE))
    await push(room, sample(QUOTE.format(text="Yes", kind="verbatim", more=""), "said"))
    await push(room, sample(CLAIM.format(text="He said so", more=""), "told"))
    assert "q says text Yes" in await refused(room, QUOTE.format(text="No", kind="verbatim", more=""), "said")
    assert "q says kind verbatim" in await refused(room, QUOTE.format(text="Yes", kind="fragment", more=""), "said")
    assert "c says text He said so" in await refused(room, CLAIM.format(text="Never", more=""), "told")
    await push(room, sample(QUOTE.format(text="Yes", kind="verbatim", more=", date: 2020-05-01, note: twice"), "said"))
    answer = ", responses: [{by: blue, text: She denies it, source: paper}]"
    await push(room, sample(CLAIM.format(text="He said so", more=answer), "told"))
    quote, claim = await room.read(quotes.get, "q"), await room.read(claims.get, "c")
    assert (quote and quote.note, claim and len(claim.responses)) == ("twice", 1)


async def test_a_status_moves_along_the_ladder_only(room: Newsroom) -> None:
    """The refusal names the steps there are."""
    await base(room, status="unofficial")
    await push(room, table(status="official"))
    with pytest.raises(DossierError) as refusal:
        await push(room, table(status="provisional"))
    (fault,) = refusal.value.faults
    assert fault.path == "tables.t.status"
    assert fault.message == (
        "was official and cannot become provisional; from there it goes to disputed, overturned or withdrawn, "
        "or use /correct"
    )


async def test_a_new_result_of_the_same_source_stands_before_the_old_one(room: Newsroom) -> None:
    """Of the same day and status too; a card that shows the old one is superseded by it."""
    await base(room)
    await push(room, table("a-later-one", red=6))
    assert [each.id for each in await room.read(tables.of, "diet")] == ["a-later-one", "t"]
    stands = await room.read(tables.standing, "t/red", "5 reported")
    assert (stands.state, stands.by and stands.by.id) == ("superseded", "a-later-one")


async def test_a_table_that_lost_figures_to_a_redaction_can_be_published_again(room: Newsroom) -> None:
    """As it is, or as it was: what is redacted stays so."""
    await base(room)
    await push(room, redaction("t/red", "law", on=AT.date()))
    await push(room, table(extra="note: again,"))
    found = await room.read(tables.get, "t")
    assert found is not None
    assert (found.value("red"), found.note) == (None, "again")


@pytest.mark.parametrize("of", list(STEPS))
def test_every_status_has_its_steps(of: str) -> None:
    """And a step to itself is none."""
    for status, ways in STEPS[of].items():
        assert step(of, status, status) is None
        assert all(way in STEPS[of] and step(of, status, way) is None for way in ways)
        assert all(step(of, status, other) for other in STEPS[of].keys() - {status, *ways})


def test_the_ladder_has_every_status() -> None:
    """Those that weigh in the order of tables are those that steps lead to."""
    assert STEPS["tables"].keys() == LADDER.keys()
