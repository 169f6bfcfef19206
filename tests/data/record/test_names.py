"""Finding things by what people type."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from data.dossier import Dossier
from data.publish import publish
from data.record import names, spelt
from data.record.apply import apply
from data.record.names import Match, Names, Spelling
from data.record.reading import NOW, Clock
from data.store import Store
from tests.data.samples import AT, BASE, sample
from tests.fuzzing import examples

PEOPLE = ("person",)
EVERYTHING = ("chamber", "party", "alliance", "person", "election", "contest", "motion", "rule")


async def found(store: Store, typed: str, *kinds: str) -> list[tuple[str, bool]]:
    return [(match.id, match.exact) for match in await store.read(names.find, typed, kinds or EVERYTHING)]


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("yousaf-raza-gillani", "yousaf-raza-gillani"),
        ("Yousuf Raza Gilani", "yousaf-raza-gillani"),
        ("syed yousuf raza gilani", "yousaf-raza-gillani"),
        ("Abdul Hafeez Sheikh", "abdul-hafeez-shaikh"),
        ("PTI", "pti"),
        ("pmln", "pml-n"),
        ("PML-N", "pml-n"),
        ("People's Democratic Movement", "pdm"),
        ("Pakistan Tehreek-e-Insaaf", "pti"),
        ("عمران خان", "imran-khan"),
        ("يوسف رضا گيلاني", "yousaf-raza-gillani"),
        ("senate", "pk-senate"),
        ("islamabad general seat", "pk-senate-2021-ict-general"),
    ],
)
async def test_an_id_or_a_whole_name_is_exact(shipped: Store, typed: str, id_: str) -> None:
    """In any spelling and script that is on record."""
    assert (await found(shipped, typed))[0] == (id_, True)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("gilani", ["ali-haider-gilani", "yousaf-raza-gillani"]),
        ("gil", ["ali-haider-gilani", "yousaf-raza-gillani"]),
        ("gillani", ["ali-haider-gilani", "yousaf-raza-gillani"]),
        ("yusuf gillani", ["yousaf-raza-gillani"]),
        ("raza you", ["yousaf-raza-gillani"]),
        ("sheikh", ["abdul-hafeez-shaikh"]),
        ("خان", ["imran-khan"]),
        ("hafiz shaik", ["abdul-hafeez-shaikh"]),
        ("imrn khan", ["imran-khan"]),
        ("nobody", []),
        ("donald trump", []),
        ("gilani sharif", []),
    ],
)
async def test_beginnings_and_misspellings_find_without_being_exact(shipped: Store, typed: str, ids: list[str]) -> None:
    """All typed words have to be like words of one name; father and son stay two."""
    assert await found(shipped, typed, *PEOPLE) == [(id_, False) for id_ in ids]


async def test_the_kinds_asked_for_are_the_kinds_found(shipped: Store) -> None:
    """A party is never answered for a person, nor the other way round."""
    assert await found(shipped, "pti", *PEOPLE) == []
    assert await found(shipped, "imran khan", "party") == []


async def test_better_matches_come_first(store: Store) -> None:
    """The id, then a whole name, then the name with least left unsaid."""
    bodies = "{red: {names: {en: R}}, red-party: {names: {en: Red}}, reddish: {names: {en: Red and Blue}}}"
    dossier = sample("parties: " + bodies)
    await publish_sample(store, dossier)
    assert await found(store, "red", "party") == [("red", True), ("red-party", True), ("reddish", False)]


async def test_no_more_are_found_than_anybody_reads(store: Store) -> None:
    """However many names begin so."""
    many = ", ".join(f"a{number}: {{names: {{en: Ann Lee {number}}}}}" for number in range(names.MATCHES + 9))
    await publish_sample(store, sample(f"people: {{{many}}}"))
    assert len(await found(store, "ann", *PEOPLE)) == names.MATCHES


async def test_a_surname_alone_is_never_exact(store: Store) -> None:
    """Even where a source spells it so."""
    spelt = "people: {ann: {names: {en: Ann Lee}, spellings: [{text: Lee}]}, bob: {names: {en: Bob Lee}}}"
    await publish_sample(store, sample(spelt))
    assert await found(store, "lee", *PEOPLE) == [("ann", False), ("bob", False)]


@pytest.mark.parametrize("typed", ["", "   ", "'\"`;--", "%", "_", "🙂", "\x00", "(", "* NEAR("])
async def test_what_holds_no_word_finds_nothing(shipped: Store, typed: str) -> None:
    """Nothing typed is taken for syntax."""
    assert await found(shipped, typed) == []
    assert await shipped.read(names.nearest, typed, EVERYTHING) == ()


@examples(60)
@given(typed=st.text(max_size=300))
async def test_hostile_text_is_harmless(shipped: Store, typed: str) -> None:
    """Whatever is typed, the answer is a tuple of matches."""
    assert all(isinstance(match, Match) for match in await shipped.read(names.find, typed, EVERYTHING))
    assert all(isinstance(match, Match) for match in await shipped.read(names.nearest, typed, EVERYTHING))


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("hafiz shaik", "abdul-hafeez-shaikh"), ("imrn khan", "imran-khan"), ("bilaval", "bilawal-bhutto-zardari")],
)
async def test_a_near_miss_is_offered(shipped: Store, typed: str, id_: str) -> None:
    """For "did you mean", best first."""
    nearest = await shipped.read(names.nearest, typed, PEOPLE, 3)
    assert nearest[0].id == id_
    assert not nearest[0].exact
    assert len(nearest) <= 3


async def resolved(store: Store, typed: str, clock: Clock = NOW, *, kinds: tuple[str, ...] = PEOPLE) -> str | list[str]:
    """Give the id that was meant, or those that are offered."""
    found = await store.read(names.resolve, typed, kinds, clock)
    assert not (found.match and found.candidates)
    return found.match.id if found.match else [each.id for each in found.candidates]


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("yousaf-raza-gillani", "yousaf-raza-gillani"),
        ("yusuf gillani", "yousaf-raza-gillani"),
        ("gillani yousuf", "yousaf-raza-gillani"),
        ("Syed Yusuf Reza Jilani", "yousaf-raza-gillani"),
        ("ali hyder gilani", "ali-haider-gilani"),
        ("hafiz shaik", "abdul-hafeez-shaikh"),
        ("Imran Kahn", "imran-khan"),
        ("bilaval", "bilawal-bhutto-zardari"),
        ("shah mehmood", "shah-mahmood-qureshi"),
        ("mariam navaz", "maryam-nawaz"),
        ("يوسف گیلانی", "yousaf-raza-gillani"),
        ("بلاول زرداری", "bilawal-bhutto-zardari"),
    ],
)
async def test_a_misspelt_name_means_the_one_it_is_most_like(shipped: Store, typed: str, id_: str) -> None:
    """In both scripts and any order."""
    assert await resolved(shipped, typed) == id_


@pytest.mark.parametrize("typed", ["gilani", "gillani", "jilani", "Gilanee", "گیلانی"])
async def test_a_surname_of_two_is_offered_as_two(shipped: Store, typed: str) -> None:
    """Father and son, however it is spelt."""
    assert set(await resolved(shipped, typed)) == {"ali-haider-gilani", "yousaf-raza-gillani"}


@pytest.mark.parametrize(
    "typed",
    [
        "Donald Trump",
        "Narendra Modi",
        "Angela Merkel",
        "Elon Musk",
        "Kamala Harris",
        "the weather",
        "budget speech 2021",
        "asdf qwerty",
        "ٹرمپ",
        "",
        "'; --",
    ],
)
async def test_who_is_not_on_record_is_nobody(shipped: Store, typed: str) -> None:
    """Better no answer than another person's."""
    assert await resolved(shipped, typed) == []


async def test_two_of_one_name_are_offered_and_an_id_means_one_of_them(store: Store) -> None:
    """A button carries an id, also where it is another's name."""
    two = "people: {ann: {names: {en: Bob}}, bob: {names: {en: Bob}}, eve: {names: {en: Eve Stone}}}"
    await publish_sample(store, sample(two))
    assert await resolved(store, "Bob") == ["ann", "bob"]
    assert await resolved(store, "bob") == "bob"


async def test_a_score_without_a_lead_is_not_enough(store: Store) -> None:
    """Two names that are as near are both offered."""
    await publish_sample(store, sample("people: {a: {names: {en: Sara Malik}}, b: {names: {en: Zara Malik}}}"))
    assert set(await resolved(store, "Tara Malik")) <= {"a", "b"}
    assert await resolved(store, "Sara Malik") == "a"


async def test_the_party_is_never_the_news_agency(shipped: Store) -> None:
    """PTI is a short form of one thing on record."""
    assert await resolved(shipped, "pti", kinds=EVERYTHING) == "pti"


async def test_a_new_revision_is_seen_at_once_by_every_reader(store: Store) -> None:
    """Names are read anew when they change, and each revision has its own."""
    for number, name in enumerate(("Red Party", "Rouge Union", "Verde Union"), start=1):
        await publish_sample(store, sample(BASE.replace("Red Party", name)))
        found = await asyncio.gather(*(resolved(store, name, kinds=("party",)) for _ in range(9)))
        assert found == ["red"] * 9
        assert await resolved(store, "red partt", Clock(known=number), kinds=("party",)) == (
            "red" if number == 1 else []
        )
    assert await resolved(store, "red partt", Clock(known=1), kinds=("party",)) == "red"


async def test_what_was_only_rehearsed_is_found_by_nobody_else(store: Store) -> None:
    """A name that is undone was never there, though the next revision counts the same changes."""

    def rehearse(db: Database) -> None:
        db.execute("SAVEPOINT rehearsal")
        apply(db, 2, sample(BASE.replace("Red Party", "Rouge")))
        assert [match.id for match in names.find(db, "rouge", ("party",))] == ["red"]
        db.execute("ROLLBACK TO rehearsal")
        db.execute("RELEASE rehearsal")

    await publish_sample(store, sample())
    await store.write(rehearse)
    await publish_sample(store, sample(BASE.replace("Red Party", "Verde")))
    assert await store.read(names.find, "rouge", ("party",)) == ()
    assert [match.id for match in await store.read(names.find, "verde", ("party",))] == ["red"]


async def test_only_some_versions_of_the_names_are_kept(store: Store) -> None:
    """Whatever revisions are asked for."""
    await publish_sample(store, sample())
    for number in range(20):
        await resolved(store, "red", Clock(known=number), kinds=("party",))
    assert len(spelt._kept) == spelt.KEPT


async def test_names_have_versions(store: Store) -> None:
    """A name that was dropped finds at its revision only."""
    await publish_sample(store, sample())
    await publish_sample(store, sample(BASE.replace("Red Party", "Rouge")))
    assert await store.read(names.find, "red party", ("party",)) == ()
    assert [match.id for match in await store.read(names.find, "red party", ("party",), Clock(known=1))] == ["red"]
    assert (await store.read(names.find, "rouge", ("party",), NOW))[0].exact


def test_a_name_falls_back_to_english_then_to_any_then_to_the_id() -> None:
    """There is always something to write."""
    both = Names("x", (("ur", "یو"), ("en", "U")), short="S")
    assert (both.of("ur"), both.of("ur-PK"), both.of("de"), both.brief("ur")) == ("یو", "یو", "U", "S")
    assert Names("x", (("ur", "یو"),)).of("en") == "یو"
    assert Names("x", ()).brief("en") == "x"


async def test_spellings_say_where_they_were_met(shipped: Store) -> None:
    """Source and note stay with them."""
    pdm = await shipped.read(names.of, "pdm")
    note = "As in the source, wrong name."
    assert pdm.spellings == (Spelling("People's Democratic Movement", "en", "republic-world-2021-03-04", note),)


async def publish_sample(store: Store, dossier: Dossier) -> None:
    await publish(store, dossier, author="ed", why="because", at=AT)
