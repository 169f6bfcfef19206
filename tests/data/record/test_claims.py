"""Claims, and what was answered and found: seen by both clocks, never facts."""

from datetime import date

from data.publish import publish
from data.record import claims, notes
from data.record.reading import Clock
from data.store import Store
from tests.data.samples import AT, BASE, sample

CLAIMS = """
people:
  ann: {names: {en: Ann}}
  bob: {names: {en: Bob}}
claims:
  bought: {claimant: ann, text: Bob bought votes., words: Bob paid, kind: allegation, about: [bob, diet], source: paper}
  weak:
    {claimant: null, claimant_source: paper, text: The Reds are weak., words: weak Reds, kind: characterisation,
     about: [red], source: paper, responses: [{by: red, text: They are not., source: paper}]}
"""

LATER = """
sources:
  court: {kind: official, publisher: The court, published: 2020-08-01, language: en}
  letter: {kind: article, publisher: The Letter, published: 2020-06-01, language: en}
responses:
  bob-answers: {claim: bought, by: bob, text: He did not., source: letter, date: 2020-06-01}
findings:
  appeal: {claim: bought, by: The Court, text: No evidence., outcome: dismissed, source: court, date: 2020-08-01}
  inquiry: {claim: bought, by: The Court, text: An inquiry is open., outcome: pending, source: letter, date: 2020-06-01}
notes:
  ballots: {about: [bought], text: The ballot is secret., source: letter}
"""


async def put(store: Store) -> None:
    await publish(store, sample(BASE + CLAIMS), author="ed", why="because", at=AT)
    await publish(store, sample(LATER, "later"), author="ed", why="because", at=AT)


async def test_claims_by_and_about_somebody(store: Store) -> None:
    """A source's own voice is a claimant too; all of them without a subject."""
    await put(store)
    assert [each.id for each in await store.read(claims.about, "bob")] == ["bought"]
    assert [each.id for each in await store.read(claims.about, "ann")] == []
    assert [each.id for each in await store.read(claims.about, None)] == ["bought", "weak"]
    assert [each.id for each in await store.read(claims.by, "ann")] == ["bought"]
    assert [each.id for each in await store.read(claims.by, "paper")] == ["weak"]


async def test_claims_are_found_by_their_words_and_their_claimant(store: Store) -> None:
    """In our words, in the source's, and in the name of who says it; hostile text finds nothing."""
    await put(store)
    for typed in ("bought", "paid", "ANN votes", "bob"):
        assert [each.id for each in await store.read(claims.find, typed)] == ["bought"]
    assert await store.read(claims.find, "'; DROP TABLE claims --") == ()
    assert len(await store.read(claims.find, "", Clock(), 1)) == 1


async def test_answers_and_findings_of_later_dossiers_join_the_claim(store: Store) -> None:
    """In the order of their days, and only as far as the day and the revision go."""
    await put(store)
    now = await store.read(claims.get, "bought")
    assert now is not None
    assert [(each.by.of("en"), each.text) for each in now.responses] == [("Bob", "He did not.")]
    assert [(each.by, each.outcome) for each in now.findings] == [("The Court", "pending"), ("The Court", "dismissed")]
    june = await store.read(claims.get, "bought", Clock(as_of=date(2020, 6, 1)))
    assert june is not None
    assert [each.outcome for each in june.findings] == ["pending"]
    before = await store.read(claims.get, "bought", Clock(known=1))
    assert before is not None
    assert (before.responses, before.findings) == ((), ())
    assert await store.read(claims.get, "bought", Clock(as_of=date(2020, 4, 30))) is None


async def test_an_answer_within_a_claim_stays_with_it(store: Store) -> None:
    """As that claim's own."""
    await put(store)
    weak = await store.read(claims.get, "weak")
    assert weak is not None
    assert weak.claimant is None
    assert weak.claimant_source is not None
    assert [each.by.id for each in weak.responses] == ["red"]


async def test_a_remark_stands_beside_what_it_is_about(store: Store) -> None:
    """With its own source, from the day that appeared."""
    await put(store)
    (remark,) = await store.read(notes.about, "bought")
    assert (remark.text, remark.source.id) == ("The ballot is secret.", "letter")
    assert await store.read(notes.about, "bought", Clock(as_of=date(2020, 5, 31))) == ()
    assert await store.read(notes.about, "weak") == ()
