"""Finding things by what people type."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.dossier import Dossier
from data.publish import publish
from data.record import names
from data.record.names import Match, Names, Spelling
from data.record.reading import NOW, Clock
from data.store import Store
from tests.data.samples import AT, BASE, sample

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
        ("nobody", []),
        ("gilani sharif", []),
    ],
)
async def test_the_beginnings_of_words_find_without_being_exact(shipped: Store, typed: str, ids: list[str]) -> None:
    """All typed words have to begin words of one name; father and son stay two."""
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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
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
