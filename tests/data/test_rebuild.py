"""The record made anew from its revisions, compared and put in place."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from data.desk import Desk
from data.errors import DossierError, StoreError
from data.publish import load_shipped, publish
from data.rebuild import Difference, rebuild
from data.record import parties, quotes
from data.store import GLANCE, Store
from tests.data.samples import AT, BASE, SHIPPED, everything, sample


async def put(store: Store, body: str = BASE, id_: str = "base") -> None:
    await publish(store, sample(body, id_), author="ed", why="because", at=AT)


async def meddle(store: Store, *statements: str) -> None:
    def change(db: Database) -> None:
        for statement in statements:
            db.execute(statement)

    await store.write(change)


async def test_the_shipped_record_is_what_its_revisions_say(store: Store) -> None:
    """Row for row, with versions that ended."""
    await load_shipped(store, [SHIPPED, SHIPPED / "updates"], at=AT)
    await put(store)
    await put(store, BASE.replace("Red Party", "Reds"))
    found = await rebuild(store)
    assert (found.equal, found.differences, found.revisions, found.replaced) == (True, (), 20, False)


async def test_an_empty_record_is_equal_too(store: Store) -> None:
    """No revision, no row."""
    assert (await rebuild(store)).revisions == 0


async def test_rows_that_were_changed_behind_its_back_are_named(store: Store) -> None:
    """One that lacks, one too many, and one that is another."""
    await put(store)
    await meddle(
        store,
        "UPDATE parties SET colour = '#000000' WHERE id = 'red'",
        "DELETE FROM sizes",
        "INSERT INTO entities VALUES ('ghost', 'party')",
    )
    found = await rebuild(store)
    assert not found.equal
    named = [(each.table, each.kind, dict(each.row)["id"]) for each in found.differences]
    assert named == [
        ("entities", "surplus", "ghost"),
        ("sizes", "missing", "diet"),
        ("parties", "surplus", "red"),
        ("parties", "missing", "red"),
    ]
    assert [dict(each.row)["colour"] for each in found.differences[2:]] == ["#000000", "#ff0000"]


async def test_a_record_that_differs_is_put_right(store: Store) -> None:
    """In one transaction; search finds what is there again, and nothing else."""
    await load_shipped(store, [SHIPPED], at=AT)
    before = await store.read(everything)
    await meddle(store, "DELETE FROM quotes WHERE id = 'bilawal-best-revenge'", "DELETE FROM claims")
    assert await store.read(quotes.find, "democracy revenge") == ()
    found = await rebuild(store, replace=True)
    assert (found.equal, found.replaced) == (False, True)
    assert await store.read(everything) == before
    assert [quote.id for quote in await store.read(quotes.find, "democracy revenge")] == ["bilawal-best-revenge"]
    assert (await rebuild(store, replace=True)).replaced is False


async def test_a_revision_that_no_longer_applies_changes_nothing(store: Store) -> None:
    """The refusal says which id is in the way."""
    await put(store)
    await put(store, "parties: {green: {names: {en: Green}}}", "more")
    await meddle(store, "UPDATE revisions SET content = replace(content, 'green', 'red') WHERE number = 2")
    before = await store.read(everything)
    for replace in (False, True):
        with pytest.raises(DossierError, match="is declared otherwise in base"):
            await rebuild(store, replace=replace)
    assert await store.read(everything) == before


async def test_differences_are_named_up_to_a_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that was lost is not listed row by row."""
    monkeypatch.setattr("data.rebuild.MAX_DIFFERENCES", 3)
    await put(store)
    await meddle(store, "DELETE FROM names")
    found = await rebuild(store)
    assert len(found.differences) == 3
    assert isinstance(found.differences[0], Difference)


async def test_the_version_of_the_record_is_its_newest_revision(store: Store) -> None:
    """It stays while only the desk writes."""
    desk = Desk(store)
    assert await desk.record_version() == 0
    await put(store)
    assert await desk.record_version() == 1
    await desk.remember("key", "value")
    assert await desk.record_version() == 1


async def test_another_stores_revision_is_noticed_in_the_twinkling_of_an_eye(path: Path) -> None:
    """Without a query as long as nothing was written, and without a look at the file until then."""
    times = [0.0]
    async with Store(path, clock=lambda: times[-1]) as store, Store(path) as other:
        desk = Desk(store)
        await desk.record_version()
        seen = store.data_version()
        await put(other)
        assert store.data_version() == seen
        times.append(GLANCE)
        assert store.data_version() != seen
        assert await desk.record_version() == 1
        assert await store.read(parties.get, "red") is not None


async def test_what_a_store_wrote_itself_it_notices_at_once(path: Path) -> None:
    """No time passes here."""
    async with Store(path, clock=lambda: 0.0) as store:
        desk = Desk(store)
        assert await desk.record_version() == 0
        await put(store)
        assert await desk.record_version() == 1


async def test_asking_for_the_version_again_asks_no_thread(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The PRAGMA alone answers."""
    desk = Desk(store)
    await put(store)
    await desk.record_version()

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(store, "read", refused)
    assert await desk.record_version() == 1


async def test_a_closed_store_has_no_version(path: Path) -> None:
    """As with any other question."""
    store = await Store.open(path)
    await store.close()
    with pytest.raises(StoreError, match="not open"):
        store.data_version()
