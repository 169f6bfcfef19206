"""Sources, chambers, parties, people, contests and motions as the record gives them."""

from datetime import date
from fractions import Fraction

from data.publish import publish
from data.record import chambers, contests, motions, parties, people, sources
from data.record.reading import Clock
from data.store import Store
from tests.data.samples import AT, BASE, sample

EVENING = Clock(as_of=date(2021, 3, 4))
BEFORE = Clock(as_of=date(2021, 3, 3))
CONTEST = "pk-senate-2021-ict-general"
MOTION = "pk-na-confidence-2021-03-06"

CIRCLE = """
sources:
  a: {kind: tweet, publisher: A, published: 2020-05-01, language: en, cites: [b]}
  b: {kind: tweet, publisher: B, published: 2020-05-01, language: en, cites: [a]}
rules:
  one: {names: {en: One}, base: votes_cast, fraction: 2/3, strict: false, also: two, sources: [a]}
  two: {names: {en: Two}, base: total_membership, fraction: 1/2, strict: true, also: one, sources: [b]}
"""

MOTIONS = """
motions:
  soon: {names: {en: S}, chamber: diet, kind: bill, status: scheduled, schedule: {date: 2020-06-01, source: paper}}
  late: {names: {en: L}, chamber: diet, kind: other, status: scheduled, schedule: {date: 2020-07-01, source: paper}}
  open: {names: {en: O}, chamber: diet, kind: bill, status: scheduled, schedule: {date: null, source: paper}}
"""


async def test_a_source_comes_with_the_sources_it_cites(shipped: Store) -> None:
    """ANI cites Dawn; Republic World cites ANI."""
    article = await shipped.read(sources.get, "republic-world-2021-03-04")
    assert article is not None
    assert [cited.id for cited in article.cites] == [
        "geo-tv",
        "ani-tweet-2021-03-04",
        "pti-tweet-2021-03-04",
        "unnamed-reports",
    ]
    assert [cited.publisher for cited in article.cites[1].cites] == ["Dawn"]
    assert article.cites[2].party_interest == "pti"
    assert await shipped.read(sources.get, "nobody") is None


async def test_what_rests_on_a_source(shipped: Store) -> None:
    """Of every kind, with the role it has there; seen as both clocks see it."""
    found = await shipped.read(sources.used_by, "geo-tv")
    assert [(use.kind, use.id, use.role) for use in found] == [
        ("source", "republic-world-2021-03-04", "cited by"),
        ("table", "pk-senate-2021-ict-general-votes-geo", "source"),
    ]
    article = await shipped.read(sources.used_by, "republic-world-2021-03-04")
    assert {use.role for use in article} == {"source", "via", "party", "own voice"}
    assert {use.kind for use in article} >= {"claim", "event", "quote", "table", "outcome", "note", "person"}
    assert "table" not in {use.kind for use in await shipped.read(sources.used_by, "republic-world-2021-03-04", BEFORE)}
    assert await shipped.read(sources.used_by, "republic-world-2021-03-04", Clock(known=1)) == ()
    assert await shipped.read(sources.used_by, "nobody") == ()


async def test_sources_that_cite_one_another_end_somewhere(store: Store) -> None:
    """A circle is followed a few steps and no further."""
    await publish(store, sample(CIRCLE), author="ed", why="because", at=AT)
    source, depth = await store.read(sources.get, "a"), 0
    while source is not None and source.cites:
        source, depth = source.cites[0], depth + 1
    assert depth == sources.MAX_CHAIN


async def test_rules_that_ask_for_one_another_end_somewhere(store: Store) -> None:
    """Two thirds of the votes and a majority of the members, named once each before the circle is cut."""
    await publish(store, sample(CIRCLE), author="ed", why="because", at=AT)
    rule = await store.read(motions.rule, "one")
    assert rule is not None
    assert (rule.fraction, rule.strict, rule.base) == (Fraction(2, 3), False, "votes_cast")
    assert rule.also is not None
    assert (rule.also.fraction, rule.also.strict, rule.also.base) == (Fraction(1, 2), True, "total_membership")


async def test_all_sources_of_an_evening(shipped: Store) -> None:
    """What appeared later is not among them; what has no day is."""
    before = {source.id for source in await shipped.read(sources.every, BEFORE)}
    assert {"geo-tv", "pk-constitution"} <= before
    assert {source.id for source in await shipped.read(sources.every)} - before == {
        "republic-world-2021-03-04",
        "ani-tweet-2021-03-04",
        "pti-tweet-2021-03-04",
    }


async def test_the_houses_of_a_parliament(shipped: Store) -> None:
    """Upper and lower; their time zone is their dossier's."""
    (upper,) = await shipped.read(chambers.house, "upper")
    (lower,) = await shipped.read(chambers.house, "lower", EVENING, "pk")
    assert (upper.id, lower.id) == ("pk-senate", "pk-na")
    assert upper.timezone == lower.timezone == "Asia/Karachi"
    assert await shipped.read(chambers.house, "single") == ()
    assert await shipped.read(chambers.house, "upper", EVENING, "xx") == ()
    assert [chamber.id for chamber in await shipped.read(chambers.every)] == ["pk-na", "pk-senate"]
    assert await shipped.read(chambers.get, "nothing") is None


async def test_a_chambers_size_depends_on_the_day(shipped: Store) -> None:
    """Both days of a period belong to it."""
    senate = await shipped.read(chambers.get, "pk-senate")
    assert senate is not None
    days = [date(2021, 3, 2), date(2021, 3, 3), date(2024, 2, 29), date(2024, 3, 1)]
    assert [size.seats for size in map(senate.size_on, days) if size] == [104, 100, 100, 96]


async def test_a_size_that_is_not_known_is_none(store: Store) -> None:
    """Before the first period there is none to give."""
    body = BASE.replace("{seats: 100,", "{seats: 100, since: 2020-01-01,")
    await publish(store, sample(body), author="ed", why="because", at=AT)
    diet = await store.read(chambers.get, "diet")
    assert diet is not None
    assert diet.size_on(date(2019, 12, 31)) is None


async def test_an_alliance_with_the_members_its_source_names(shipped: Store) -> None:
    """Two of eleven, and it says that it is not all."""
    pdm = await shipped.read(parties.alliance, "pdm")
    assert pdm is not None
    assert [member.party.id for member in pdm.members] == ["ppp", "pml-n"]
    assert pdm.partial
    assert pdm.side == "opposition"
    assert all("indirectly" in (member.note or "") for member in pdm.members)


async def test_the_alliances_of_a_party(shipped: Store) -> None:
    """Or all of them."""
    assert [each.id for each in await shipped.read(parties.alliances, EVENING, "ppp")] == ["pdm"]
    assert await shipped.read(parties.alliances, EVENING, "bap") == ()
    assert [each.id for each in await shipped.read(parties.alliances)] == ["pdm", "pk-government", "pk-opposition"]


async def test_a_party_has_a_colour(shipped: Store) -> None:
    """Four parties, by id."""
    found = await shipped.read(parties.every)
    assert [(party.id, party.colour) for party in found] == [
        ("bap", "#E56C02"),
        ("pml-n", "#22A770"),
        ("ppp", "#16191F"),
        ("pti", "#C8102E"),
    ]
    assert await shipped.read(parties.get, "pdm") is None
    assert await shipped.read(parties.alliance, "pti") is None


async def test_a_person_with_roles_and_party(shipped: Store) -> None:
    """Each with the words and the source; a party only where a source says so."""
    gillani = await shipped.read(people.get, "yousaf-raza-gillani")
    assert gillani is not None
    assert [role.text for role in gillani.roles] == ["PPP candidate", "ex-PM"]
    assert gillani.party is not None
    assert gillani.party_source is not None
    assert (gillani.party.id, gillani.party_source.publisher) == ("ppp", "Republic World")
    son = await shipped.read(people.get, "ali-haider-gilani")
    assert son is not None
    assert (son.party, son.party_source) == (None, None)
    assert await shipped.read(people.get, "nobody") is None


async def test_a_contest_with_its_candidates(shipped: Store) -> None:
    """Party and backing are two things; who elects and how has its own source."""
    contest = await shipped.read(contests.get, CONTEST)
    assert contest is not None
    winner, loser = contest.candidates
    assert (winner.person.id, winner.outcome, loser.outcome) == ("yousaf-raza-gillani", "elected", "not-elected")
    assert winner.party is not None
    assert isinstance(winner.backed_by, parties.Alliance)
    assert (winner.party.id, winner.backed_by.id, loser.backed_by) == ("ppp", "pdm", None)
    assert contest.ballot is not None
    assert contest.electing_body_source is not None
    assert (contest.ballot.kind, contest.electing_body) == ("secret", "pk-na")
    assert contest.date is None


async def test_contests_by_chamber_and_person(shipped: Store) -> None:
    """One contest, found every way."""
    ways = [
        shipped.read(contests.every),
        shipped.read(contests.of_chamber, "pk-senate"),
        shipped.read(contests.of_person, "abdul-hafeez-shaikh"),
    ]
    assert [[contest.id for contest in await way] for way in ways] == [[CONTEST]] * 3
    assert await shipped.read(contests.of_person, "imran-khan") == ()


async def test_contests_are_not_known_of_before_they_were_reported(shipped: Store) -> None:
    """Neither are elections and motions."""
    assert await shipped.read(contests.get, CONTEST, BEFORE) is None
    assert await shipped.read(contests.every, BEFORE) == ()
    assert await shipped.read(contests.elections, "pk-senate", BEFORE) == ()
    assert await shipped.read(motions.get, MOTION, BEFORE) is None
    assert await shipped.read(contests.get, CONTEST, EVENING) is not None
    assert [each.id for each in await shipped.read(contests.elections, "pk-senate", EVENING)] == ["pk-senate-2021"]


async def test_a_motion_with_its_rule(shipped: Store) -> None:
    """The day is inferred and says how; the rule has its own sources and the number one of them states."""
    motion = await shipped.read(motions.get, MOTION)
    assert motion is not None
    assert (motion.date, motion.stated, motion.status) == (date(2021, 3, 6), "Saturday", "scheduled")
    assert (motion.how or "").startswith("Inferred")
    assert motion.subject is not None
    assert motion.rule is not None
    assert (motion.subject.id, motion.yes_means) == ("imran-khan", "for-government")
    assert (motion.rule.base, motion.rule.fraction, motion.rule.strict) == ("total_membership", Fraction(1, 2), True)
    assert [(stated.number, stated.source.publisher) for stated in motion.rule.stated] == [(172, "The News")]


async def test_motions_come_latest_first_and_undated_last(store: Store) -> None:
    """Of a chamber or of some kinds."""
    await publish(store, sample(BASE + MOTIONS), author="ed", why="because", at=AT)
    assert [each.id for each in await store.read(motions.every)] == ["late", "soon", "open"]
    assert [each.id for each in await store.read(motions.of_kind, ("bill",))] == ["soon", "open"]
    assert [each.id for each in await store.read(motions.every, Clock(), "nowhere")] == []
    assert await store.read(motions.get, "nothing") is None
    assert await store.read(motions.rule, "nothing") is None
