"""What the checks find: sums, seats and days that do not fit, with their arithmetic, and nothing that fits."""

from pathlib import Path
from zlib import crc32

import pytest

from data.checks import CODES
from data.desk import Desk
from data.dossier import load_text
from data.errors import DossierError
from data.findings import Finding
from data.publish import examine, load_shipped, publish, rehearse
from data.store import Store
from tests.data.samples import AT, BASE, HEAD, SHIPPED, sample

HOUSE = """
people:
  ann: {names: {en: Ann}}
  bob: {names: {en: Bob}}
contests:
  seat: {names: {en: Seat}, chamber: diet, electing_body: diet, source: paper, candidates: [{person: ann}]}
motions:
  trust: {names: {en: T}, chamber: diet, kind: confidence, status: scheduled, schedule: {date: null, source: paper}}
"""


def table(subject: str, measure: str, figures: str, extra: str = "") -> str:
    id_ = crc32(f"{subject} {measure} {figures}".encode())
    return (
        f"  t{id_}: {{subject: {subject}, measure: {measure}, unit: votes, "
        f"as_of: 2020-05-01, source: paper, status: reported, {extra} figures: {{{figures}}}}}\n"
    )


def parts(**values: int | None) -> str:
    named = {part.replace("_", "-"): "null" if value is None else value for part, value in values.items()}
    return ", ".join(f'"{part}": {{value: {value}}}' for part, value in named.items())


async def found(store: Store, *tables: str, rest: str = "") -> list[tuple[str, str, str]]:
    body = BASE + HOUSE + ("tables:\n" + "".join(tables) if tables else "") + rest
    warnings = (await publish(store, sample(body), author="ed", why="because", at=AT)).warnings
    assert {each.severity for each in warnings} <= {"warning"}
    assert {each.code for each in warnings} <= CODES.keys()
    return [(each.code, each.message, each.arithmetic) for each in warnings]


async def test_votes_are_held_against_the_electors_of_the_table(store: Store) -> None:
    """169 + 164 + 6 + 1 leaves one of 341; with 7 it balances."""
    short = table("seat", "votes", parts(ann=169, bob=164, rejected=6, not_cast=1, electors=341))
    even = short.replace("6}", "7}")
    assert await found(store, short) == [
        ("votes-electors", "1 of 341 electors not accounted for", "169 + 164 + 6 + 1 = 340; 341 - 340 = 1")
    ]
    assert await found(store, even) == []
    assert (await found(store, short.replace("6}", "9}")))[0][1] == "2 votes too many"


async def test_electors_may_stand_in_another_table_of_the_same_report(store: Store) -> None:
    """Of the house that elects; what is unknown is named."""
    votes = table("seat", "votes", parts(ann=50, bob=40, rejected=None))
    house = table("diet", "strength", parts(total=98))
    (warning,) = await found(store, votes, house)
    assert warning[1] == "8 of 98 electors not accounted for; rejected and not-cast unknown"
    other = house.replace("source: paper", "source: other")
    sources = BASE.replace(
        "sources:\n", "sources:\n  other: {kind: law, publisher: O, published: null, language: en}\n"
    )
    dossier = sample(sources + HOUSE + "tables:\n" + votes + other)
    assert (await publish(store, dossier, author="ed", why="because", at=AT)).warnings == ()


async def test_votes_are_held_against_those_cast(store: Store) -> None:
    """Six rejected of the 340 cast is one short; an unknown number says nothing."""
    six = table("seat", "votes", parts(ann=169, bob=164, rejected=6, votes_cast=340))
    assert await found(store, six) == [
        ("votes-cast", "valid and rejected votes are 339, and 340 were cast", "169 + 164 + 6 = 339")
    ]
    assert await found(store, six.replace("6}", "null}")) == []


async def test_seats_are_held_against_the_size_of_the_chamber(store: Store) -> None:
    """Too many of them, or members and vacant seats that do not make it."""
    many = table("diet", "seats", parts(red=60, blue=41))
    vacant = table("diet", "strength", parts(total=97, vacant=2))
    assert await found(store, many, vacant) == [
        ("seats-size", "101 seats in a chamber of 100", "60 + 41 = 101"),
        ("seats-size", "97 members and 2 vacant seats in a chamber of 100", "97 + 2 = 99"),
    ]
    assert await found(store, vacant.replace("2}", "3}")) == []
    assert await found(store, many.replace("2020-05-01", "2020-05-01").replace("41}", "40}")) == []


async def test_a_total_is_held_against_its_parts(store: Store) -> None:
    """Vacant seats may be counted in it or not; of a bloc the parts may be fewer."""
    assert await found(store, table("diet", "seats", parts(red=60, blue=30, total=93))) == [
        ("total-parts", "3 of 93 not accounted for", "60 + 30 = 90; 93 - 90 = 3")
    ]
    assert await found(store, table("diet", "seats", parts(red=60, blue=30, vacant=10, total=100))) == []
    assert await found(store, table("diet", "seats", parts(red=60, blue=None, total=93))) == []
    assert await found(store, table("diet", "bloc", parts(red=60, total=93))) == []
    assert (await found(store, table("diet", "bloc", parts(red=96, total=93))))[0][1] == "3 more than the total of 93"


async def test_a_breakdown_is_held_against_its_sum(store: Store) -> None:
    """Its own total, or the ayes of the same report."""
    eight = [155, 7, 5, 5, 3, 1, 1, 1]
    assert sum(eight) == 178
    ayes = table("trust", "votes", parts(yes=178, no=None))
    right = table("trust", "breakdown", parts(red=155, blue=7, ann=15, bob=1))
    assert await found(store, ayes, right) == []
    assert await found(store, ayes, right.replace("155", "156")) == [
        ("breakdown-sum", "the votes it breaks down are 178", "156 + 7 + 15 + 1 = 179")
    ]
    own = table("trust", "breakdown", parts(red=155, blue=7, total=178))
    assert await found(store, own) == [
        ("breakdown-sum", "16 of 178 not accounted for", "155 + 7 = 162; 178 - 162 = 16")
    ]


async def test_a_day_is_held_against_the_weekday_the_source_printed(store: Store) -> None:
    """6 March 2021 is a Saturday; a word that is no weekday, and a month, say nothing."""
    event = "events:\n  e: {names: {en: E}, status: planned, source: paper, date: %s, date_stated: %s}\n"
    assert await found(store, rest=event % ("2021-03-07", "on Saturday")) == [
        ("date-weekday", "falls on a Sunday, and the source says on Saturday", "2021-03-07 is a Sunday")
    ]
    assert await found(store, rest=event % ("2021-03-06", "Saturday")) == []
    assert await found(store, rest=event % ("2021-03", "one Monday")) == []
    assert await found(store, rest=event % ("2021-03-07", "recently")) == []


async def test_the_shipped_dossiers_are_warned_of_where_their_sources_do_not_balance(store: Store) -> None:
    """Five tables of eighteen dossiers, and nothing else."""
    loaded = await load_shipped(store, [SHIPPED, SHIPPED / "updates"], at=AT)
    sums = {(each.path.split(".")[1], each.code): each.arithmetic for load in loaded for each in load.warnings}
    assert sums == {
        ("pk-na-seats-2021-03-04", "total-parts"): "178 + 160 = 338; 341 - 338 = 3",
        ("pk-senate-2021-ict-general-votes-geo", "votes-electors"): "169 + 164 + 1 = 334; 341 - 334 = 7",
        ("pk-senate-2021-ict-general-votes-the-news", "votes-cast"): "169 + 164 + 6 = 339",
        ("pk-senate-2021-ict-women-votes-ary", "votes-electors"): "174 + 164 = 338; 341 - 338 = 3",
        ("pk-opposition-senate-breakdown", "breakdown-sum"): ("20 + 18 + 5 + 2 + 2 + 1 + 2 + 2 = 52; 53 - 52 = 1"),
    }


async def test_warnings_stay_with_the_revision(store: Store) -> None:
    """With code, path and arithmetic, and without the place in somebody's file."""
    body = BASE + "tables:\n" + table("diet", "seats", parts(red=60, blue=41))
    (warning,) = (await publish(store, sample(body), author="ed", why="because", at=AT)).warnings
    assert warning.fault is not None
    assert warning.fault.file == "base.yaml"
    desk = Desk(store)
    assert await desk.warnings(1) == (warning.kept(),)
    assert [each.warnings for each in await desk.revisions()] == [(warning.kept(),)]
    assert await desk.warnings(2) == ()
    again = await publish(store, sample(body), author="ed", why="because", at=AT)
    assert (again.changed, again.warnings) == (False, (warning,))


SEVEN = (
    HEAD.format(id="seven")
    + BASE
    + HOUSE
    + """
tables:
  count: {subject: seat, measure: votes, unit: votes, as_of: 2020-05-01, source: paper, status: official,
    figures: {ann: {value: 48}, bob: {value: 42}, rejected: {value: 7}, not-cast: {value: 1}, electors: {value: 99}}}
  size: {subject: diet, measure: seats, unit: seats, as_of: 2020-05-01, source: paper, status: official,
    figures: {red: {value: 60}, blue: {value: 41}}}
  sum: {subject: diet, measure: seats, unit: seats, as_of: 2020-05-01, source: paper, status: official,
    figures: {red: {value: 60}, blue: {value: 30}, total: {value: 100}}}
  parts: {subject: trust, measure: breakdown, unit: votes, as_of: 2020-05-01, source: paper, status: official,
    figures: {red: {value: 155}, blue: {value: 22}, total: {value: 178}}}
  loose: {subject: diet, measure: seats, unit: seats, as_of: 2020-05-01, status: official, figures: {red: {value: 1}}}
events:
  day: {names: {en: Day}, date: 2021-03-07, date_stated: Saturday, status: planned, source: paper}
quotes:
  said: {text: Words, source: paper, language: en}
"""
)


def lines(findings: list[Finding] | tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(each.code, each.severity, each.fault.line if each.fault else 0) for each in findings]


async def test_seven_planted_faults_are_all_named_with_their_places(store: Store, tmp_path: Path) -> None:
    """Those of form do not hide those of sums."""
    path = tmp_path / "seven.yaml"
    path.write_text(SEVEN)
    named = lines(await examine(store, [path], at=AT))
    first = SEVEN.splitlines().index("tables:") + 1
    assert named == [
        ("votes-electors", "warning", first + 2),
        ("seats-size", "warning", first + 4),
        ("total-parts", "warning", first + 6),
        ("breakdown-sum", "warning", first + 8),
        ("figure-source", "error", first + 9),
        ("date-weekday", "warning", first + 11),
        ("quote-kind", "error", first + 13),
    ]
    with pytest.raises(DossierError) as refusal:
        await rehearse(store, [path], at=AT)
    assert [fault.line for fault in refusal.value.faults] == [line for _, _, line in named]
    assert "warning votes-electors: 1 of 99 electors not accounted for (48 + 42 + 7 + 1 = 98" in str(refusal.value)
    assert await Desk(store).head() == 0


async def test_examining_a_sound_dossier_gives_its_warnings(store: Store) -> None:
    """By file and place; nothing is published."""
    named = lines(await examine(store, [SHIPPED], at=AT))
    assert [(code, severity) for code, severity, _ in named] == [
        ("total-parts", "warning"),
        ("votes-electors", "warning"),
    ]
    assert await Desk(store).head() == 0


async def test_a_reference_the_record_refuses_is_an_error(store: Store, tmp_path: Path) -> None:
    """Found when it is applied, named with the rest."""
    path = tmp_path / "more.yaml"
    path.write_text(HEAD.format(id="more") + "tables:\n" + table("diet", "seats", parts(red=1)))
    assert {code for code, _, _ in lines(await examine(store, [path], at=AT))} == {"schema"}


async def test_what_is_no_dossier_at_all_is_an_error(store: Store, tmp_path: Path) -> None:
    """A list, an unreadable text, and a head with a fault of its own."""
    texts = {"list.yaml": "- a", "bytes.yaml": "a: [", "head.yaml": SEVEN.replace("timezone: UTC", "timezone: Mars")}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    errors = [each for each in await examine(store, [tmp_path], at=AT) if each.severity == "error"]
    assert {Path(each.fault.file).name for each in errors if each.fault} == set(texts)
    assert "is not a time zone" in "".join(each.message for each in errors)


def test_a_finding_says_what_and_where() -> None:
    """As one line, with its arithmetic."""
    dossier = load_text(HEAD.format(id="d") + BASE, "d.yaml")
    fault = dossier.origin().fault(("parties", "red"), "is red")
    finding = Finding("total-parts", "warning", fault.path, "is red", "1 + 1 = 2", fault)
    assert str(finding) == "d.yaml:11:8: parties.red: warning total-parts: is red (1 + 1 = 2)"
