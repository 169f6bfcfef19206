"""Events in the order of their dates, and how motions and contests ended."""

from datetime import date
from fractions import Fraction

import pytest

from data.errors import DossierError
from data.publish import publish
from data.record import contests, events, motions, names
from data.record.reading import Clock
from data.store import Store
from tests.data.samples import AT, BASE, sample

EVENTS = """
people: {ann: {names: {en: Ann}}}
contests:
  chair: {names: {en: Chair}, chamber: diet, office: Chairman, electing_body: diet, source: paper, rule: more,
    candidates: [{person: ann, backed_by: red}]}
rules:
  more: {names: {en: More}, base: plurality, fraction: 1/1, strict: true, sources: [paper]}
motions:
  trust: {names: {en: T}, chamber: diet, kind: confidence, status: scheduled, schedule: {date: null, source: paper}}
events:
  year: {names: {en: Sometime}, date: '2020', status: happened, about: [diet], source: paper}
  month: {names: {en: March}, date: 2020-03, status: planned, about: [diet], source: paper}
  day: {names: {en: The day}, date: 2020-03-01, status: happened, about: [diet, red], source: paper}
  undated: {names: {en: Once}, date: null, status: happened, about: [red], source: paper}
"""

LATER = """
sources: {late: {kind: article, publisher: Late, published: 2020-06-01, language: en}}
events:
  put-off: {names: {en: March}, date: 2020-04, status: postponed, about: [diet], source: late, supersedes: month}
outcomes:
  told: {of: trust, result: obtained, status: unofficial, date: 2020-05-30, source: paper}
  settled: {of: trust, result: obtained, status: official, date: 2020-05-30, source: late, agreeing: [paper]}
  seated: {of: chair, result: elected, who: ann, status: official, date: 2020-05-30, source: late}
"""

MAY = Clock(as_of=date(2020, 5, 1))


async def put(store: Store) -> None:
    await publish(store, sample(BASE + EVENTS), author="ed", why="because", at=AT)
    await publish(store, sample(LATER, "later"), author="ed", why="because", at=AT)


async def test_events_come_in_the_order_of_their_dates(store: Store) -> None:
    """A year before its months, a month before its days, undated ones last."""
    await put(store)
    found = await store.read(events.timeline, None, MAY)
    assert [(each.id, each.date, each.precision) for each in found] == [
        ("year", date(2020, 1, 1), "year"),
        ("month", date(2020, 3, 1), "month"),
        ("day", date(2020, 3, 1), "day"),
        ("undated", None, None),
    ]
    assert [each.id for each in await store.read(events.timeline, "red", MAY)] == ["day", "undated"]
    assert [match.id for match in await store.read(names.find, "the day", ("event",))] == ["day"]


async def test_a_later_word_takes_the_place_of_an_earlier_one(store: Store) -> None:
    """From the day it was published; what was said before stays readable."""
    await put(store)
    now = {each.id: each for each in await store.read(events.timeline, "diet")}
    assert set(now) == {"year", "day", "put-off"}
    assert (now["put-off"].supersedes, now["put-off"].status) == ("month", "postponed")
    assert "month" in {each.id for each in await store.read(events.timeline, "diet", Clock(), history=True)}
    before = await store.read(events.get, "month", Clock(known=1))
    assert before is not None
    assert before.superseded_by is None
    assert await store.read(events.get, "put-off", MAY) is None


async def test_outcomes_stand_side_by_side_and_the_best_gives_the_status(store: Store) -> None:
    """Before there is one the motion has the status it was announced with."""
    await put(store)
    trust = await store.read(motions.get, "trust")
    assert trust is not None
    assert [(each.id, each.status) for each in trust.outcomes] == [("settled", "official"), ("told", "unofficial")]
    assert [each.id for each in trust.outcomes[0].agree] == ["paper"]
    assert trust.status == "official"
    for clock, status in ((MAY, "unofficial"), (Clock(known=1), "scheduled")):
        seen = await store.read(motions.get, "trust", clock)
        assert seen is not None
        assert seen.status == status


async def test_an_office_of_the_chamber_is_a_contest(store: Store) -> None:
    """More votes than the next is a rule like any other: more than 1/1 of what the next has."""
    await put(store)
    chair = await store.read(contests.get, "chair")
    assert chair is not None
    assert (chair.office, chair.electing_body, chair.status) == ("Chairman", "diet", "official")
    assert chair.rule is not None
    assert (chair.rule.base, chair.rule.fraction, chair.rule.strict) == ("plurality", Fraction(1), True)
    assert chair.outcomes[0].who is not None
    assert chair.outcomes[0].who.id == "ann"
    before = await store.read(contests.get, "chair", MAY)
    assert before is not None
    assert (before.outcomes, before.status) == ((), None)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("date: 2021-13", "is no day, month or year"),
        ("date: '2021-02-30'", "is no day, month or year"),
        ("date: 2021-03-04, inferred: true", "is inferred; write the date, and under date_note how it follows"),
    ],
)
def test_a_date_that_is_none_is_refused(entry: str, words: str) -> None:
    """And one that was inferred says how."""
    with pytest.raises(DossierError, match=words):
        sample(BASE + f"events: {{e: {{names: {{en: E}}, status: happened, source: paper, {entry}}}}}")
