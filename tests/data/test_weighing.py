"""How much a change weighs, computed from the change itself."""

from __future__ import annotations

import pytest

from data import changes
from data.changes import Changes, Flip, Touched
from data.dossier import load
from data.editing import Newsroom, correction, preference, redaction, retraction, undo
from data.publish import files, load_shipped
from tests.data.editing.conftest import room
from tests.data.editing.helping import base, push, table
from tests.data.samples import AT, BASE, SHIPPED, sample

__all__ = ["room"]

RACE = """
people: {{ann: {{names: {{en: Ann}}}}, bob: {{names: {{en: Bob}}}}}}
contests:
  seat: {{names: {{en: Seat}}, chamber: diet, source: paper, candidates: [{{person: ann}}, {{person: bob}}]}}
tables:
  {id}: {{subject: seat, measure: votes, unit: votes, as_of: {day}, source: paper, status: reported,
    figures: {{ann: {{value: {ann}}}, bob: {{value: {bob}}}}}}}
"""
OUTCOME = (
    "outcomes: {{{id}: {{of: seat, result: elected, who: {who}, status: official, date: {day}, source: paper}}}}\n"
)


async def changed(room: Newsroom, number: int) -> Changes:
    return await room.read(changes.of, number)


async def weights(room: Newsroom, number: int) -> dict[str, tuple[str, ...]]:
    return {each.subject: each.weights for each in (await changed(room, number)).touched}


async def race(room: Newsroom, id_: str, ann: int, bob: int, day: str = "2020-05-01") -> int:
    """Push a count under an id of its own; the first declares the seat too."""
    body = RACE.format(id=id_, ann=ann, bob=bob, day=day)
    return await push(room, sample(body if id_ == "first" else body[body.index("tables:") :], f"about-{id_}"))


async def test_a_quotation_is_wording_for_whoever_said_it(room: Newsroom) -> None:
    """And for nobody else."""
    await push(room, sample(BASE + "people: {ann: {names: {en: Ann}}}\n"))
    quote = "quotes: {q: {text: Yes, speaker: ann, kind: verbatim, source: paper, language: en}}"
    number = await push(room, sample(quote, "said"))
    assert (await changed(room, number)).touched == (Touched("ann", ("wording",), ("q",)),)


async def test_a_count_that_moves_the_margin_says_so(room: Newsroom) -> None:
    """To who stood, to the seat, and to its chamber; the numbers that stand first are named, old and new."""
    await push(room, sample(BASE))
    await race(room, "first", 10, 7)
    number = await race(room, "second", 11, 7, "2020-05-02")
    found = await changed(room, number)
    assert {each.subject: each.weights for each in found.touched} == dict.fromkeys(
        ("ann", "bob", "diet", "seat"), ("figure", "margin")
    )
    assert [(each.part, each.before, each.after, each.was, each.now) for each in found.shifts] == [
        ("ann", 10, 11, "first", "second")
    ]
    assert (found.flips, found.led, found.behind) == ((), ("second",), ("first",))


async def test_a_lead_that_changes_hands_turns_the_outcome(room: Newsroom) -> None:
    """As another winner does, once one is known; the first winner is news and turns nothing."""
    await push(room, sample(BASE))
    await race(room, "first", 10, 7)
    lead = await changed(room, await race(room, "second", 7, 10, "2020-05-02"))
    assert lead.flips == (Flip("seat", "outcome", "ahead ann", "ahead bob"),)
    first = await changed(room, await push(room, sample(OUTCOME.format(id="o", who="bob", day="2020-05-02"), "o")))
    assert (first.flips, first.touched[0].weights) == ((), ("wording", "outcome"))
    last = await changed(room, await push(room, sample(OUTCOME.format(id="p", who="ann", day="2020-05-03"), "p")))
    assert last.flips == (Flip("seat", "outcome", "elected bob", "elected ann"),)


async def test_a_majority_that_is_won_is_told_from_one_that_is_only_reported(room: Newsroom) -> None:
    """Nobody can lose what nobody knew of."""
    await base(room, red=60)
    assert (await changed(room, 2)).flips == ()
    assert (await weights(room, 2))["diet"] == ("figure", "majority")
    lost = await changed(room, await push(room, table("more", red=49, as_of="2020-05-02")))
    assert lost.flips == (Flip("diet", "majority", "seats red", ""),)


async def test_what_puts_right_says_so_and_a_preference_does_not(room: Newsroom) -> None:
    """Corrections, retractions, redactions, and the undoing of anything but a preference."""
    await base(room)
    numbers = [
        await push(room, each)
        for each in (
            correction("t/red", 7, "slip", "ours"),
            preference("t", "better"),
            undo(4, "not better"),
            undo(3, "no slip"),
            undo(6, "a slip after all"),
            retraction("t/red", "invented"),
            redaction("t/total", "law", on=AT.date()),
        )
    ]
    found = [await changed(room, number) for number in numbers]
    assert [each.puts_right for each in found] == [True, False, False, True, True, True, True]
    said = [{weight for touched in each.touched for weight in touched.weights} for each in found]
    assert [sorted(each & {"correction", "retraction"}) for each in said] == [
        *(["correction"], [], [], ["correction"], ["correction"], ["retraction"], ["retraction"])
    ]


async def test_a_redaction_tells_what_went_and_not_what_it_was(room: Newsroom) -> None:
    """So that messages that show it can be put right."""
    await base(room)
    found = await changed(room, await push(room, redaction("t/red", "law", on=AT.date())))
    assert [(each.id, each.before, each.after) for each in found.figures] == [("t/red", "redacted", None)]
    assert [(each.id, each.how) for each in found.things if each.kind == "table"] == [("t", "changed")]


@pytest.mark.parametrize(
    ("update", "subject", "weight"),
    [
        ("2021-03-03-islamabad-full-count", "pk-senate-2021-ict-general", "figure"),
        ("2021-03-06-vote-of-confidence", "pk-na-confidence-2021-03-06", "outcome"),
        ("2021-03-12-senate-chairman", "pk-senate", "outcome"),
    ],
)
async def test_the_updates_of_march_2021_weigh_what_they_should(
    room: Newsroom, update: str, subject: str, weight: str
) -> None:
    """A recount is a figure; a vote is an outcome, for the motion and for the chamber of a contest."""
    await load_shipped(room, [SHIPPED], at=AT)
    for path in files([SHIPPED / "updates"]):
        number = await push(room, load(path))
        if path.stem == update:
            assert weight in (await weights(room, number))[subject]
            return
    pytest.fail(f"{update} is no update")
