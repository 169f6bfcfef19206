"""What a revision changed."""

from data import changes
from data.changes import Changed, Moved
from data.publish import load_shipped, publish
from data.store import Store
from tests.data.samples import AT, BASE, SHIPPED, sample, seats


async def put(store: Store, body: str, id_: str = "base") -> None:
    await publish(store, sample(body, id_), author="ed", why="because", at=AT)


async def test_what_comes_changes_and_goes(store: Store) -> None:
    """Things by kind, figures by their states; what stays is not named."""
    await put(store, BASE + "tables:\n" + seats("t", red=5))
    await put(store, BASE.replace("Red Party", "Reds") + "tables:\n" + seats("t", red=None))
    await put(store, BASE.replace("Red Party", "Reds"))
    second, third = await store.read(changes.of, 2), await store.read(changes.of, 3)
    assert second.things == (Changed("red", "party", "changed"), Changed("t", "table", "changed"))
    assert second.figures == (Moved("t/red", "5 reported", "null reported"),)
    assert second.led == ()
    assert third.things == (Changed("t", "table", "gone"),)
    assert third.figures == (Moved("t/red", "null reported", None), Moved("t/total", "100 reported", None))
    first = await store.read(changes.of, 1)
    assert {each.how for each in first.things} == {"new"}
    assert first.led == ("t",)
    assert (await store.read(changes.of, 9)).things == ()


async def test_a_newer_report_takes_the_lead(store: Store) -> None:
    """An older one does not."""
    await put(store, BASE + "tables:\n" + seats("t", red=5))
    await put(store, "tables:\n" + seats("newer", red=6, as_of="2020-05-02"), "newer")
    await put(store, "tables:\n" + seats("older", red=6, as_of="2020-04-01"), "older")
    assert (await store.read(changes.of, 2)).led == ("newer",)
    assert (await store.read(changes.of, 3)).led == ()


async def test_every_update_says_what_it_brought(store: Store) -> None:
    """The first of them: three tables, of which two lead."""
    numbers = [each.number for each in await load_shipped(store, [SHIPPED, SHIPPED / "updates"], at=AT)]
    found = [await store.read(changes.of, number) for number in numbers]
    assert all(each.things for each in found)
    assert found[2].led == ("pk-na-strength-2021-03-03", "pk-senate-2021-ict-general-votes-dawn")
    assert {each.how for each in found[2].things} == {"new"}
