"""The sixteen updates: as they came, each conflict from both sides, nothing merged and nothing repaired."""

from collections.abc import Iterator
from datetime import date

import pytest

from data import arithmetic
from data.dossier import Dossier, load
from data.dossier.schema import SECTIONS
from data.publish import files, load_shipped
from data.record import claims, contests, events, motions, notes, tables
from data.record.reading import Clock
from data.store import Store
from tests.data.samples import AT, SHIPPED

UPDATES = SHIPPED / "updates"
VOTE = "pk-na-confidence-2021-03-06"
CONTEST = "pk-senate-2021-ict-general"
CHAIR = "pk-senate-chairman-2021"
EVENING = Clock(as_of=date(2021, 3, 4))
ARTICLE = Clock(known=2)


@pytest.fixture
async def updated(shipped: Store) -> Store:
    await load_shipped(shipped, [UPDATES], at=AT)
    return shipped


def update(words: str) -> Dossier:
    return load(next(path for path in files([UPDATES]) if words in path.name))


def every() -> Iterator[Dossier]:
    return map(load, files([UPDATES]))


def numbers(found: tables.Table) -> dict[str, int | None]:
    return {figure.part: figure.value for figure in found.figures}


def test_there_are_sixteen_in_the_order_they_were_published() -> None:
    """The file names begin with their days."""
    names = [path.name for path in files([UPDATES])]
    assert len(names) == 16
    assert [date.fromisoformat(name[:10]) for name in names] == sorted(date.fromisoformat(name[:10]) for name in names)


def test_every_source_has_its_day_or_says_why_not() -> None:
    """A day that is not the page's own is explained."""
    sources = [source for dossier in every() for source in dossier.sources.values()]
    assert len(sources) > 50
    assert all(source.published_note for source in sources if source.published is None)
    assert all(source.published_note or source.url for source in sources if source.kind != "reports")


def test_what_is_unverified_is_not_there() -> None:
    """Neither 161 nor 5 rejected votes for the women's seat."""
    counts = [table for table in update("women").tables.values() if table.measure == "votes"]
    assert [{part: figure.value for part, figure in table.figures.items()} for table in counts] == [
        {"fauzia-arshad": 174, "farzana-kausar": 164, "rejected": None},
        {"fauzia-arshad": 174, "farzana-kausar": None, "rejected": None},
    ]


async def test_the_islamabad_count_balances_and_the_other_stands_beside(updated: Store) -> None:
    """169 + 164 + 7 = 340, and one not cast of 341; one outlet said 6."""
    first, *others = await updated.read(tables.of, CONTEST, ("votes",))
    assert first.source.publisher == "Dawn"
    votes = [first.value(part) for part in ("yousaf-raza-gillani", "abdul-hafeez-shaikh", "rejected")]
    assert arithmetic.total(votes) == first.value("votes-cast") == 340
    assert arithmetic.unaccounted(first.value("electors"), [340, first.value("not-cast")]) == 0
    assert {table.source.publisher: table.value("rejected") for table in others} == {"Geo TV": None, "The News": 6}


async def test_the_contest_becomes_official_a_week_later(updated: Store) -> None:
    """Reported, then unofficial, then notified; each outcome stays."""
    contest = await updated.read(contests.get, CONTEST)
    evening = await updated.read(contests.get, CONTEST, EVENING)
    article = await updated.read(contests.get, CONTEST, ARTICLE)
    assert contest is not None
    assert evening is not None
    assert article is not None
    assert [each.status for each in contest.outcomes] == ["official", "unofficial", "reported"]
    assert (contest.status, evening.status, article.status) == ("official", "unofficial", "reported")
    assert [each.date for each in contest.outcomes] == [date(2021, 3, 10), date(2021, 3, 3), None]
    assert contest.date == date(2021, 3, 3)
    assert (evening.date, evening.date_note, article.date) == (date(2021, 3, 3), None, None)


async def test_178_votes_are_not_178_seats(updated: Store) -> None:
    """Two tables of two subjects; none recorded against is unknown, not 0."""
    (division,) = await updated.read(tables.of, VOTE, ("votes",))
    assert numbers(division) == {"yes": 178, "no": None, "abstain": None, "absent": None}
    seats = await updated.read(tables.get, "pk-na-seats-2021-03-04")
    assert seats is not None
    assert seats.value("pk-government") == 178
    assert (seats.subject, division.subject) == ("pk-na", VOTE)
    assert any("are seats" in each.text for each in await updated.read(notes.about, division.id))


async def test_both_thresholds_stand_beside_the_computed_one(updated: Store) -> None:
    """172 of 342 and 171 of 340, each with its outlets."""
    stated = await updated.read(tables.of, VOTE, ("threshold",))
    assert {table.value("required"): table.source.publisher for table in stated} == {172: "Dawn", 171: "ARY News"}
    motion = await updated.read(motions.get, VOTE)
    assert motion is not None
    assert motion.rule is not None
    assert arithmetic.majority(342, motion.rule.fraction, strict=motion.rule.strict) == 172


async def test_the_vote_is_over_only_for_those_who_look_later(updated: Store) -> None:
    """On the evening of 4 March, and at the article's revision, it is scheduled."""
    motion = await updated.read(motions.get, VOTE)
    assert motion is not None
    assert (motion.status, motion.outcomes[0].result) == ("reported", "obtained")
    for clock in (EVENING, ARTICLE):
        before = await updated.read(motions.get, VOTE, clock)
        assert before is not None
        assert (before.status, before.outcomes) == ("scheduled", ())
        assert await updated.read(tables.of, VOTE, (), clock) == ()


async def test_the_ayes_break_down_to_178(updated: Store) -> None:
    """155 + 7 + 5 + 5 + 3 + 1 + 1 + 1."""
    (parts,) = await updated.read(tables.of, VOTE, ("breakdown",))
    assert [figure.value for figure in parts.figures] == [155, 7, 5, 5, 3, 1, 1, 1, 178]
    assert arithmetic.total(figure.value for figure in parts.parts) == parts.value("total")


async def test_a_chairman_is_elected_by_more_votes_than_the_other(updated: Store) -> None:
    """48 to 42 with 8 rejected: fewer than half, and enough."""
    chair = await updated.read(contests.get, CHAIR)
    assert chair is not None
    assert chair.rule is not None
    assert chair.outcomes[0].who is not None
    assert (chair.rule.base, chair.outcomes[0].who.id) == ("plurality", "sadiq-sanjrani")
    first, *others = await updated.read(tables.of, CHAIR, ("votes",))
    assert numbers(first) == {
        "sadiq-sanjrani": 48,
        "yousaf-raza-gillani": 42,
        "rejected": 8,
        "votes-cast": 98,
        "not-cast": 1,
        "electors": 99,
    }
    needed = arithmetic.majority(42, chair.rule.fraction, strict=chair.rule.strict)
    assert (needed, needed <= 48 < arithmetic.majority(98, chair.rule.fraction / 2, strict=True)) == (43, True)
    assert sorted(str(numbers(table)) for table in others) == [
        "{'rejected': 7}",
        "{'sadiq-sanjrani': 49}",
        "{'yousaf-raza-gillani': 43, 'rejected': 7}",
    ]


async def test_no_rejected_ballot_is_a_count(updated: Store) -> None:
    """0 where the source says so."""
    (table,) = await updated.read(tables.of, "pk-senate-deputy-chairman-2021", ("votes",))
    assert (table.value("rejected"), table.value("votes-cast")) == (0, 54 + 44)


async def test_37_seats_were_polled_and_48_filled(updated: Store) -> None:
    """12 + 12 + 11 + 11 + 2 = 48, of which 11 without a vote."""
    filled = await updated.read(tables.get, "pk-senate-2021-seats-filled")
    polled = await updated.read(tables.get, "pk-senate-2021-seats-polled")
    alone = await updated.read(tables.get, "pk-senate-2021-unopposed")
    assert filled is not None
    assert polled is not None
    assert alone is not None
    assert arithmetic.total(figure.value for figure in filled.parts) == filled.value("total") == 48
    assert arithmetic.unaccounted(48, [polled.value("total"), alone.value("pk-punjab")]) == 0


async def test_the_senates_parties_stand_in_tables_of_their_own(updated: Store) -> None:
    """The article's split leads on its evening, and stays beside what came later."""
    evening = await updated.read(tables.of, "pk-senate", ("seats",), EVENING)
    assert [table.id for table in evening] == ["pk-senate-split-2021-03-04", "pk-senate-seats-geo"]
    now = await updated.read(tables.of, "pk-senate", ("seats",))
    assert now[0].id == "pk-senate-seats-wikipedia"
    standing = await updated.read(tables.standing, "pk-senate-split-2021-03-04/pti", "25 reported")
    assert standing.figure is not None
    assert (standing.state, standing.figure.value) == ("superseded", 26)
    bap = await updated.read(tables.standing, "pk-senate-split-2021-03-04/bap", "13 reported")
    assert bap.state == "current"


async def test_what_an_authority_found_joins_the_articles_claim(updated: Store) -> None:
    """A year later: dismissed for one, pending for the other; nothing of it on the evening."""
    claim = await updated.read(claims.get, "video-discard-votes")
    assert claim is not None
    assert [(each.by, each.outcome) for each in claim.findings] == [
        ("Election Commission of Pakistan", "pending"),
        ("Election Commission of Pakistan", "dismissed"),
    ]
    assert "not on record" in (claim.findings[0].note or "")
    before = await updated.read(claims.get, "video-discard-votes", EVENING)
    assert before is not None
    assert before.findings == ()


async def test_a_finding_on_appeal_is_seen_from_its_own_day(updated: Store) -> None:
    """Though the dossier brought both."""
    for clock, count in ((Clock(as_of=date(2022, 3, 31)), 1), (Clock(), 2)):
        claim = await updated.read(claims.get, "gillani-seven-ballots", clock)
        assert claim is not None
        assert [each.outcome for each in claim.findings] == ["dismissed"] * count


async def test_what_the_article_left_undated_gets_its_day(updated: Store) -> None:
    """And the long march is put off; what was said before is history."""
    line = {each.id: each for each in await updated.read(events.timeline, "pk-senate-2021")}
    assert line["pk-senate-polls-2021-03-03"].date == date(2021, 3, 3)
    assert "pk-senate-polls-reported" not in line
    march = {each.id: each.status for each in await updated.read(events.timeline, "pdm")}
    assert march["pdm-long-march-of-26-march"] == "postponed"
    assert "pdm-long-march" not in march
    assert {each.id for each in await updated.read(events.timeline, "pdm", ARTICLE)} == {"pdm-long-march"}


async def test_a_yes_may_be_against_the_government(updated: Store) -> None:
    """174 of 172 needed; the ruling that had rejected the motion is overturned and stays readable."""
    motion = await updated.read(motions.get, "pk-na-no-confidence-2022-04-10")
    assert motion is not None
    assert (motion.yes_means, motion.date, motion.status) == ("against-government", date(2022, 4, 10), "reported")
    assert [(each.result, each.status) for each in motion.outcomes] == [
        ("carried", "reported"),
        ("rejected", "overturned"),
    ]


def test_nothing_is_declared_twice() -> None:
    """Each thing belongs to the update that brought it."""
    declared = [id_ for dossier in every() for section in SECTIONS for id_ in getattr(dossier, section)]
    assert len(declared) == len(set(declared))
