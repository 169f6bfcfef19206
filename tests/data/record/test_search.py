"""The index of what was said: what it finds, and that it is true to the record whatever becomes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from data.desk import statements
from data.dossier import load_text
from data.migrations import RECORD, migrations
from data.publish import load_shipped, publish
from data.record import quotes, search
from data.record.apply import apply
from data.record.reading import NOW, Clock
from data.record.search import Hit
from data.record.words import Words
from data.store import Store
from tests.data.samples import AT, BASE, SHIPPED, sample
from tests.fuzzing import examples

SAID = """
people:
  ann: {names: {en: Ann Lee}}
quotes:
  first: {text: We shall see, speaker: ann, kind: verbatim, source: paper, language: en}
  second: {text: They shall not, kind: verbatim, source: paper, language: en, date: 2020-04-01}
"""


async def put(store: Store, body: str, id_: str = "base") -> None:
    await publish(store, sample(body, id_), author="ed", why="because", at=AT)


async def found(store: Store, words: str, clock: Clock = NOW) -> list[tuple[str, str]]:
    return [(hit.kind, hit.id) for hit in await store.read(search.find, words, clock)]


async def quoted(store: Store, words: str, clock: Clock = NOW) -> list[str]:
    return [quote.id for quote in await store.read(quotes.find, words, None, clock)]


def sayings(db: Database) -> list[tuple[object, ...]]:
    return db.execute("SELECT * FROM sayings ORDER BY n").fetchall()


def vocabulary(db: Database) -> list[tuple[str]]:
    return db.execute("SELECT word FROM sayings_words ORDER BY word").fetchall()


def sound(db: Database) -> None:
    """Compare the index with what it is of; SQLite raises where they differ, and nothing may be left undone."""
    db.execute("INSERT INTO sayings_fts (sayings_fts, rank) VALUES ('integrity-check', 1)")
    assert db.execute("SELECT count(*) FROM sayings_due").fetchone() == (0,)
    every = {
        word
        for (folded,) in db.execute("SELECT folded FROM sayings")
        for word in folded.split()
        if not word.startswith("@")
    }
    assert every == {word for (word,) in vocabulary(db)}


@pytest.mark.parametrize(
    ("words", "kind", "id_"),
    [
        ("imran kahn", "person", "imran-khan"),
        ("عمران خان", "person", "imran-khan"),
        ("يوسف گيلاني", "person", "yousaf-raza-gillani"),
        ("pti", "party", "pti"),
        ("tehrik insaf", "party", "pti"),
        ("democratic movement", "alliance", "pdm"),
        ("senat", "chamber", "pk-senate"),
        ("islamabad", "contest", "pk-senate-2021-ict-general"),
        ("glorious victory", "quote", "nawaz-glorious-victory"),
        ("glorious vic", "quote", "nawaz-glorious-victory"),
        ("won't spare any", "headline", "republic-world-headline"),
    ],
)
async def test_everything_that_has_a_name_or_was_said_is_found(shipped: Store, words: str, kind: str, id_: str) -> None:
    """Misspelt names, both scripts, beginnings of words."""
    assert (await found(shipped, words))[0] == (kind, id_)


async def test_father_and_son_are_both_found(shipped: Store) -> None:
    """With one score."""
    father, son = (await shipped.read(search.find, "gilani", NOW, 2, ("person",)))[:2]
    assert {father.id, son.id} == {"ali-haider-gilani", "yousaf-raza-gillani"}
    assert father.score == son.score


async def test_a_hit_says_what_was_found(shipped: Store) -> None:
    """A name comes with its names, words with the text they stand in."""
    (person,) = await shipped.read(search.find, "imran-khan", NOW, 10, ("person",))
    assert (person.names.of("en") if person.names else None, person.text, person.score) == ("Imran Khan", None, 100)
    (quote,) = await shipped.read(search.find, "glorious", NOW, 10, ("quote",))
    assert (quote.names, quote.text) == (None, "a glorious victory")


async def test_the_question_of_a_motion_is_found(store: Store) -> None:
    """With the name of the motion, and as one hit where its name fits too."""
    motion = (
        "{names: {en: Repeal}, chamber: diet, kind: bill, status: scheduled, question: Repeal it all, "
        "schedule: {date: null, source: paper}}"
    )
    await put(store, BASE + f"motions:\n  repeal: {motion}\n")
    (hit,) = await store.read(search.find, "repeal")
    assert (hit.kind, hit.id, hit.text, hit.score) == ("motion", "repeal", "Repeal it all", 100)
    assert await found(store, "it all") == [("motion", "repeal")]


@pytest.mark.parametrize(
    ("kind", "sql"),
    [
        ("claim", "SELECT id, text FROM claims WHERE ended IS NULL"),
        ("event", "SELECT id, words FROM events WHERE ended IS NULL AND words IS NOT NULL"),
    ],
)
async def test_every_claim_and_event_is_found_by_its_words(shipped: Store, kind: str, sql: str) -> None:
    """With the text in which they stand."""
    texts = await shipped.read(lambda db: db.execute(sql).fetchall())
    assert texts
    for id_, text in texts:
        hits = await shipped.read(search.find, text, NOW, 10, (kind,))
        assert (id_, text) in [(hit.id, hit.text) for hit in hits]


async def test_kinds_and_limit_narrow_the_search(shipped: Store) -> None:
    """Nothing of another kind, and no more than asked for."""
    hits = await shipped.read(search.find, "khan", NOW, 10, ("quote", "headline"))
    assert {hit.kind for hit in hits} <= {"quote", "headline"}
    assert hits
    assert len(await shipped.read(search.find, "khan", NOW, 1)) == 1
    assert await shipped.read(search.find, "khan", NOW, 10, ()) == ()


async def test_hits_have_scores_from_fifty_to_a_hundred_in_falling_order(shipped: Store) -> None:
    """So that one can be compared with another."""
    hits = await shipped.read(search.find, "confidence")
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(50 <= score <= 100 for score in scores)


async def test_what_had_not_been_published_or_was_not_on_record_is_not_found(shipped: Store) -> None:
    """Neither quotations nor contests."""
    before = Clock(as_of=date(2021, 3, 3))
    assert await found(shipped, "glorious", before) == []
    assert ("contest", "pk-senate-2021-ict-general") not in await found(shipped, "islamabad", before)
    assert await found(shipped, "glorious", Clock(known=0)) == []


@examples(60)
@given(words=st.text(max_size=300))
async def test_hostile_text_is_harmless(shipped: Store, words: str) -> None:
    """Whatever is typed, the answer is hits."""
    assert all(isinstance(hit, Hit) for hit in await shipped.read(search.find, words))


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '" OR "',
        "NEAR(a b)",
        "folded : a",
        "a*",
        "-a",
        "^a",
        "a AND",
        "(",
        "{a}",
        "'; DROP TABLE quotes; --",
        "@ann",
    ],
)
async def test_no_syntax_of_the_index_passes(store: Store, typed: str) -> None:
    """Every word is a word, whatever stands around it."""
    await put(store, BASE + SAID)
    assert await quoted(store, f"shall {typed} zebra") == []
    assert await quoted(store, f"{typed} shall") in ([], ["first"], ["first", "second"])


async def test_only_the_last_word_may_be_a_beginning_and_of_three_letters(store: Store) -> None:
    """Something behind it ends it."""
    await put(store, BASE + SAID)
    assert await quoted(store, "sha") == ["first", "second"]
    for typed in ("sh", "sha ", "sha they", "sha."):
        assert await quoted(store, typed) == []


def test_more_words_than_twelve_are_not_looked_at() -> None:
    """And the twelfth is a whole one then."""
    assert Words.read("word " * 11 + "last").open
    assert Words.read("word " * 12 + "last") == Words(("word",) * 12, open=False)


async def test_the_index_is_sound_after_every_revision(store: Store) -> None:
    """New, changed, dropped and coming back."""
    for body in (BASE, BASE + SAID, BASE + SAID.replace("shall see", "will see"), BASE, BASE + SAID):
        await put(store, body)
        await store.write(sound)
    assert await quoted(store, "shall") == ["first", "second"]
    assert await quoted(store, "will", Clock(known=3)) == ["first"]
    assert [await quoted(store, "shall", Clock(known=number)) for number in (1, 2, 3, 4)] == [
        [],
        ["first", "second"],
        ["second"],
        [],
    ]


async def test_a_speakers_new_name_finds_what_they_said_and_their_old_one_no_longer(store: Store) -> None:
    """Each by its own revision."""
    await put(store, BASE + SAID)
    await put(store, BASE + SAID.replace("Ann Lee", "Ann Gray"))
    await store.write(sound)
    assert (await quoted(store, "gray"), await quoted(store, "lee see")) == (["first"], [])
    before = Clock(known=1)
    assert (await quoted(store, "gray", before), await quoted(store, "lee see", before)) == ([], ["first"])


async def test_a_corrected_date_of_a_source_moves_what_has_no_date_of_its_own(store: Store) -> None:
    """In the order and for the reader of an earlier day, at both revisions."""
    await put(store, BASE + SAID)
    await put(store, BASE.replace("2020-05-01", "2020-04-15") + SAID)
    await store.write(sound)
    april = date(2020, 4, 20)
    assert await quoted(store, "shall", Clock(as_of=april)) == ["first", "second"]
    assert await quoted(store, "shall", Clock(as_of=april, known=1)) == []
    await put(store, BASE.replace("2020-05-01", "2020-03-01") + SAID)
    await store.write(sound)
    assert await quoted(store, "shall") == ["second", "first"]


async def test_nothing_is_found_before_the_day_it_was_said(store: Store) -> None:
    """Whatever day its source bears."""
    await put(store, BASE + SAID.replace("2020-04-01", "2020-06-01"))
    assert await quoted(store, "shall", Clock(as_of=date(2020, 5, 2))) == ["first"]


async def test_a_rehearsal_leaves_the_index_as_it_was(store: Store) -> None:
    """Undone with the rest."""

    def rehearse(db: Database) -> None:
        db.execute("SAVEPOINT rehearsal")
        apply(db, 2, sample(BASE + SAID.replace("shall", "may")))
        assert [quote.id for quote in quotes.find(db, "may")] == ["first", "second"]
        db.execute("ROLLBACK TO rehearsal")
        db.execute("RELEASE rehearsal")

    await put(store, BASE + SAID)
    before = await store.read(sayings)
    await store.write(rehearse)
    await store.write(sound)
    assert await store.read(sayings) == before
    assert await quoted(store, "may") == []


async def test_a_record_made_anew_has_an_equal_index(store: Store) -> None:
    """Line for line, after everything was deleted and every revision applied again."""

    def anew(db: Database) -> None:
        for table in RECORD:
            db.execute(f"DELETE FROM {table}")  # noqa: S608  # our own tables
        assert sayings(db) == []
        for number, content in db.execute("SELECT number, content FROM revisions ORDER BY number").fetchall():
            apply(db, number, load_text(content, "revision"))

    await load_shipped(store, [SHIPPED], at=AT)
    for body in (BASE + SAID, BASE + SAID.replace("Ann Lee", "Ann Gray"), BASE.replace("2020-05-01", "2020-04-15")):
        await put(store, body)
    before, words = await store.read(sayings), await store.read(vocabulary)
    await store.write(anew)
    await store.write(sound)
    assert (await store.read(sayings), await store.read(vocabulary)) == (before, words)
    assert await store.read(statements.head)


async def test_words_that_are_taken_out_leave_the_index(store: Store) -> None:
    """At once, with the vocabulary."""
    await put(store, BASE + SAID)
    change = "UPDATE quotes SET text = '[redacted]', folded = 'redacted' WHERE id = 'first'"
    await store.write(lambda db: db.execute(change).rowcount)
    await store.write(sound)
    assert (await quoted(store, "see"), await quoted(store, "redacted")) == ([], ["first"])
    assert ("see",) not in await store.read(vocabulary)


async def test_a_record_from_before_the_index_is_taken_in(store: Store) -> None:
    """With its history, when the step that makes the index is applied."""

    def before(db: Database) -> list[tuple[object, ...]]:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in db.execute(triggers).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        kept = sayings(db)
        for table in ("sayings", "sayings_due", "sayings_words", "sayings_fts", "naming"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '%search%'")
        migrations.apply(db)
        return kept

    await put(store, BASE + SAID)
    await put(store, BASE + SAID.replace("shall see", "will see"))
    kept = await store.write(before)
    await store.write(sound)
    assert [row[1:] for row in await store.read(sayings)] == [row[1:] for row in kept]
    assert await quoted(store, "will") == ["first"]
