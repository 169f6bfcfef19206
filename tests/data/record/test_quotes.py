"""Finding quotations, and telling headlines from them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.publish import publish
from data.record import quotes
from data.record.reading import NOW, Clock
from data.store import Store
from tests.data.samples import AT, BASE, sample

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
        ("won't spare", []),
        ("revenge glorious", []),
    ],
)
async def test_every_word_occurs_in_the_text_or_the_speakers_name(shipped: Store, words: str, ids: list[str]) -> None:
    """In any script the speaker's name is on record in; a headline is not found."""
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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text(max_size=300))
async def test_hostile_text_is_harmless(shipped: Store, words: str) -> None:
    """Whatever is typed, the answer is quotations, as many as are counted."""
    assert len(await shipped.read(quotes.find, words)) == await shipped.read(quotes.count, words)
