"""Finding quotations, and telling headlines from them."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from data.folding import tokens
from data.publish import publish
from data.record import quotes
from data.record.reading import NOW, Clock
from data.store import Store
from tests.data.samples import AT, BASE, sample
from tests.fuzzing import examples

EVENING = Clock(as_of=date(2021, 3, 4))

DATED = """
quotes:
  b-old: {text: One word, kind: fragment, source: paper, language: en, date: 2019-01-01}
  a-new: {text: Two words, kind: fragment, source: paper, language: en}
  c-new: {text: Three words, kind: fragment, source: paper, language: en}
"""


async def found(store: Store, words: str, speaker: str | None = None, clock: Clock = NOW) -> list[str]:
    return [quote.id for quote in await store.read(quotes.find, words, speaker, clock)]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("revenge", ["bilawal-best-revenge"]),
        ("JEYA bhutto", ["bilawal-best-revenge"]),
        ("glorious nawaz", ["nawaz-glorious-victory"]),
        ("khan spare", ["khan-will-not-spare-you"]),
        ("عمران", ["khan-will-not-spare-you"]),
        ("glor", ["nawaz-glorious-victory"]),
        ("glorious vic", ["nawaz-glorious-victory"]),
        ("glor victory", []),
        ("lorious", []),
        ("won't spare", []),
        ("revenge glorious", []),
    ],
)
async def test_every_word_occurs_in_the_text_or_the_speakers_name(shipped: Store, words: str, ids: list[str]) -> None:
    """In any script the speaker's name is on record in; only the last may go on. A headline is not found."""
    assert await found(shipped, words) == ids


async def test_without_words_all_but_the_headline_are_found(shipped: Store) -> None:
    """Six of seven, newest first."""
    assert len(await found(shipped, "")) == await shipped.read(quotes.count) == 6
    assert "republic-world-headline" not in await found(shipped, "")


async def test_a_speakers_quotations(shipped: Store) -> None:
    """Only theirs."""
    assert await found(shipped, "", "imran-khan") == ["khan-will-not-spare-you"]
    assert await shipped.read(quotes.count, "", "imran-khan") == 1


async def test_headlines_are_found_as_headlines(shipped: Store) -> None:
    """With nobody as their speaker."""
    (headline,) = await shipped.read(quotes.headlines, "won't spare any")
    assert (headline.kind, headline.speaker, headline.speaker_source) == ("headline", None, None)
    assert await shipped.read(quotes.headlines, "revenge") == ()


async def test_a_rendering_says_whose_wording_it_is(shipped: Store) -> None:
    """Khan's words as his party's account gave them, read in the article."""
    quote = await shipped.read(quotes.get, "khan-will-not-spare-you")
    assert quote is not None
    assert quote.speaker is not None
    assert quote.via is not None
    assert (quote.kind, quote.speaker.id, quote.rendered_by) == ("rendering", "imran-khan", "pti")
    assert (quote.source.account, quote.via.publisher) == ("@PTIofficial", "Republic World")
    assert (quote.published, quote.original_language) == (date(2021, 3, 4), None)


async def test_a_statement_is_its_publishers(shipped: Store) -> None:
    """ANI's own words, not a person's."""
    quote = await shipped.read(quotes.get, "ani-session-summoned")
    assert quote is not None
    assert quote.speaker is None
    assert quote.speaker_source is not None
    assert quote.speaker_source.publisher == "ANI"


async def test_what_was_not_published_yet_is_not_found(shipped: Store) -> None:
    """All of them appeared on 4 March."""
    before = Clock(as_of=date(2021, 3, 3))
    assert await found(shipped, "", None, before) == []
    assert await shipped.read(quotes.get, "bilawal-best-revenge", before) is None
    assert await shipped.read(quotes.headlines, "", before) == ()
    assert await shipped.read(quotes.count, "", None, before) == 0
    assert len(await found(shipped, "", None, EVENING)) == 6
    assert await found(shipped, "", None, Clock(known=1)) == []


async def test_newest_first_then_by_id(store: Store) -> None:
    """By the day it was said, else the day it appeared."""
    await publish(store, sample(BASE + DATED), author="ed", why="because", at=AT)
    assert await found(store, "word") == ["a-new", "c-new", "b-old"]
    assert [quote.id for quote in await store.read(quotes.find, "word", None, NOW, 1)] == ["a-new"]
    assert await store.read(quotes.count, "word") == 3


async def test_counting_stops_where_it_is_told_to(shipped: Store) -> None:
    """More than that is "at least so many"."""
    counted = [await shipped.read(quotes.count, "", None, NOW, limit) for limit in (0, 5, 6, 100)]
    assert counted == [0, 5, 6, 6]


def drawn(db: Database, seed: int, clock: Clock = NOW, speaker: str | None = None) -> str | None:
    quote = quotes.random(db, clock, rng=Random(seed), speaker=speaker)  # noqa: S311  # nothing secret
    return None if quote is None else quote.id


async def test_any_quotation_can_be_drawn_and_no_headline(shipped: Store) -> None:
    """Each of them by some seed, and one seed always gives the same."""
    ids = {await shipped.read(drawn, seed) for seed in range(100)}
    assert ids == set(await found(shipped, ""))
    assert await shipped.read(drawn, 7) == await shipped.read(drawn, 7)


async def test_a_draw_keeps_to_the_speaker_and_to_both_clocks(shipped: Store) -> None:
    """None where nothing holds, never something else."""
    assert {await shipped.read(drawn, seed, NOW, "imran-khan") for seed in range(9)} == {"khan-will-not-spare-you"}
    assert await shipped.read(drawn, 1, NOW, "sadiq-sanjrani") is None
    assert await shipped.read(drawn, 1, Clock(as_of=date(2021, 3, 3))) is None
    assert await shipped.read(drawn, 1, Clock(known=0)) is None


async def test_a_draw_finds_the_one_that_holds_among_many_that_do_not(store: Store) -> None:
    """However rarely chance alone would meet it."""
    late = "".join(
        f"  late-{number}: {{text: Late, kind: fragment, source: paper, language: en}}\n" for number in range(300)
    )
    early = "  early: {text: Early, kind: fragment, source: old, language: en}\n"
    body = BASE.replace(
        "sources:", "sources:\n  old: {kind: article, publisher: Old, published: 2019-01-01, language: en}"
    )
    await publish(store, sample(f"{body}quotes:\n{late}{early}"), author="ed", why="because", at=AT)
    assert {await store.read(drawn, seed, Clock(as_of=date(2019, 6, 1))) for seed in range(5)} == {"early"}


async def test_of_one_day_quotations_come_by_id(store: Store) -> None:
    """In whatever order they came on record."""
    kind = "kind: fragment, source: paper, language: en"
    for number, id_ in enumerate(("b", "c", "a")):
        body = f"quotes: {{{id_}: {{text: Word, {kind}}}}}"
        if not number:
            await publish(store, sample(), author="ed", why="because", at=AT)
        await publish(store, sample(body, f"more-{number}"), author="ed", why="because", at=AT)
    assert await found(store, "word") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("pasted", "id_"),
    [
        ("Democracy is the best revenge", "bilawal-best-revenge"),
        ("democracy is the sweetest revenge", "bilawal-best-revenge"),
        ("Even if I left the assembly I will never spare you", "khan-will-not-spare-you"),
        ("glorius victory", "nawaz-glorious-victory"),
        ("the quick brown fox", None),
        ("", None),
        ("'; --", None),
    ],
)
async def test_a_misquotation_leads_to_the_nearest_wording(shipped: Store, pasted: str, id_: str | None) -> None:
    """Or to nothing where none is near."""
    nearest = await shipped.read(quotes.nearest, pasted)
    assert (nearest.quote.id if nearest else None) == id_


async def test_a_part_pasted_word_for_word_is_no_misquotation(shipped: Store) -> None:
    """Its likeness is all of a hundred; one word else and it is less."""
    exact = await shipped.read(quotes.nearest, "I will NOT spare you, and will come")
    wrong = await shipped.read(quotes.nearest, "I will not spare them and will come")
    assert exact is not None
    assert wrong is not None
    assert exact.score == 100 > wrong.score


async def test_the_nearest_wording_keeps_to_both_clocks(shipped: Store) -> None:
    """What had not been published is near nothing."""
    assert await shipped.read(quotes.nearest, "best revenge", Clock(as_of=date(2021, 3, 3))) is None
    assert await shipped.read(quotes.nearest, "best revenge", Clock(known=0)) is None


def test_the_difference_is_marked_word_by_word() -> None:
    """What is missing before what was added in its place."""
    found = quotes.difference("Democracy is the best revenge. Jeya!", "democracy is a sweet revenge")
    assert [(each.kind, each.text) for each in found] == [
        ("equal", "Democracy is"),
        ("missing", " the best"),
        ("added", " a sweet"),
        ("equal", " revenge."),
        ("missing", " Jeya!"),
    ]


def test_case_marks_and_letter_variants_are_no_difference() -> None:
    """In both scripts."""
    assert [each.kind for each in quotes.difference("«José» said: وزیرِ اعظم", "jose SAID وزير اعظم")] == ["equal"]


@given(recorded=st.text(max_size=200), typed=st.text(max_size=200))
def test_what_is_equal_or_missing_is_the_wording_on_record(recorded: str, typed: str) -> None:
    """To the letter; what is equal or added are the words that were pasted."""
    segments = quotes.difference(recorded, typed)
    kept = "".join(each.text for each in segments if each.kind != "added")
    assert kept == (recorded if recorded.strip() else "")
    pasted = "".join(each.text for each in segments if each.kind != "missing")
    assert tokens(pasted) == tokens(typed)
    assert all(one.kind != other.kind for one, other in pairwise(segments))


@examples(30)
@given(text=st.text(max_size=300))
async def test_hostile_pastes_are_harmless(shipped: Store, text: str) -> None:
    """The answer is a quotation or nothing."""
    found = await shipped.read(quotes.nearest, text)
    assert found is None or quotes.NEAR <= found.score <= 100


@examples(60)
@given(words=st.text(max_size=300))
async def test_hostile_text_is_harmless(shipped: Store, words: str) -> None:
    """Whatever is typed, the answer is quotations, as many as are counted."""
    assert len(await shipped.read(quotes.find, words)) == await shipped.read(quotes.count, words)
