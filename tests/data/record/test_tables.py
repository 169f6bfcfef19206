"""Tables: their order, what is seen when, and what their figures say."""

from datetime import date
from typing import get_args

import pytest

from data.dossier.values import Status
from data.publish import publish
from data.record import tables
from data.record.reading import Clock
from data.record.tables import LADDER
from data.store import Store
from tests.data.samples import AT, sample, seats

VOTES = "pk-senate-2021-ict-general-votes-geo"


async def put(store: Store, *entries: str) -> None:
    later = "sources: {late: {kind: article, publisher: L, published: 2020-06-01, language: en}, "
    undated = "undated: {kind: broadcast, publisher: U, published: null, language: en}}\n"
    await publish(store, sample(), author="ed", why="because", at=AT)
    body = later + undated + "tables:\n" + "".join(entries)
    await publish(store, sample(body, "more"), author="ed", why="because", at=AT)


async def order(store: Store, clock: Clock | None = None) -> list[str]:
    return [table.id for table in await store.read(tables.of, "diet", ("seats",), clock or Clock())]


async def test_preferred_leads_then_status_then_date(store: Store) -> None:
    """An editor's choice, then the higher status, then the newer."""
    await put(
        store,
        seats("newer", red=1, as_of="2020-05-03"),
        seats("older", red=2, as_of="2020-05-02"),
        seats("official", red=3, as_of="2020-04-01").replace("reported", "official"),
        seats("chosen", red=4, as_of="2020-03-01", extra="preferred: true,"),
        seats("withdrawn", red=5, as_of="2020-05-04").replace("reported", "withdrawn"),
    )
    assert await order(store) == ["chosen", "official", "newer", "older", "withdrawn"]


async def test_what_is_published_later_is_not_seen_earlier(store: Store) -> None:
    """Neither by its source's day, nor by its own."""
    await put(
        store, seats("early", red=1), seats("later", red=2, source="late"), seats("ahead", red=3, as_of="2020-07-01")
    )
    assert await order(store, Clock(as_of=date(2020, 4, 30))) == []
    assert await order(store, Clock(as_of=date(2020, 5, 1))) == ["early"]
    assert await order(store, Clock(as_of=date(2020, 6, 1))) == ["later", "early"]
    assert await order(store, Clock(as_of=date(2020, 7, 1))) == ["ahead", "later", "early"]


async def test_an_undated_source_counts_from_where_it_was_read(store: Store) -> None:
    """The day of `via`, when the source has none."""
    await put(store, seats("told", red=1, source="undated", extra="via: late,"))
    assert await order(store, Clock(as_of=date(2020, 5, 31))) == []
    assert await order(store, Clock(as_of=date(2020, 6, 1))) == ["told"]
    (table,) = await store.read(tables.of, "diet")
    assert table.published == date(2020, 6, 1)


async def test_what_the_record_held_at_a_revision(store: Store) -> None:
    """The other clock."""
    await put(store, seats("t", red=1))
    assert await order(store, Clock(known=1)) == []
    assert await order(store, Clock(known=2)) == ["t"]


async def test_figures_keep_their_order_and_their_things(shipped: Store) -> None:
    """As the source has them; a candidate is drawn in the colour of the party."""
    table = await shipped.read(tables.get, VOTES)
    assert table is not None
    assert [figure.part for figure in table.figures] == [
        "yousaf-raza-gillani",
        "abdul-hafeez-shaikh",
        "not-cast",
        "rejected",
    ]
    assert [figure.part for figure in table.parts] == ["yousaf-raza-gillani", "abdul-hafeez-shaikh"]
    winner = table.figures[0]
    assert (winner.id, winner.side, winner.colour) == (f"{VOTES}/yousaf-raza-gillani", "opposition", "#16191F")
    assert winner.names is not None
    assert winner.names.of("en") == "Yousaf Raza Gillani"
    assert table.figures[2].names is None


async def test_a_states_value_and_status(shipped: Store) -> None:
    """What a card's code is made from; unknown is null, and not 0."""
    table = await shipped.read(tables.get, VOTES)
    assert table is not None
    assert [figure.state for figure in table.figures] == [
        "169 unofficial",
        "164 unofficial",
        "1 unofficial",
        "null unofficial",
    ]
    assert table.value("rejected") is None
    assert table.value("electors") is None
    assert table.figure("electors") is None


async def test_a_figure_is_found_by_its_id(shipped: Store) -> None:
    """The table's and the part."""
    figure = await shipped.read(tables.figure, f"{VOTES}/abdul-hafeez-shaikh")
    assert figure is not None
    assert figure.value == 164
    assert await shipped.read(tables.figure, f"{VOTES}/nobody") is None
    assert await shipped.read(tables.figure, "nothing/pti") is None


async def test_tables_that_bear_on_a_thing(shipped: Store) -> None:
    """The motion is concerned by seats and by support; neither is about it."""
    ids = [table.id for table in await shipped.read(tables.concerning, "pk-na-confidence-2021-03-06")]
    assert ids == ["pk-na-seats-2021-03-04", "pk-na-support-2021-03-04"]
    assert await shipped.read(tables.of, "pk-na-confidence-2021-03-06") == ()


async def test_tables_in_which_a_thing_is_a_part(shipped: Store) -> None:
    """Where a party stands with seats of its own."""
    assert [table.id for table in await shipped.read(tables.naming, "ppp")] == ["pk-senate-split-2021-03-04"]
    assert await shipped.read(tables.naming, "nobody") == ()


def test_every_status_has_its_place_on_the_ladder() -> None:
    """None is left out."""
    assert set(LADDER) == set(get_args(Status))


async def test_a_figure_that_was_shown_stands_until_something_takes_its_place(store: Store) -> None:
    """A newer report supersedes it, another of the same day stands beside it."""
    await put(store, seats("t", red=1), seats("beside", red=2))
    assert (await store.read(tables.standing, "t/red", "1 reported")).state == "current"
    newer = "tables:\n" + seats("newer", red=3, as_of="2020-05-02")
    await publish(store, sample(newer, "newer"), author="ed", why="because", at=AT)
    found = await store.read(tables.standing, "t/red", "1 reported")
    assert found.by is not None
    assert found.figure is not None
    assert (found.state, found.by.id, found.figure.value, found.revision) == ("superseded", "newer", 3, 3)
    assert (await store.read(tables.standing, "t/red", "1 reported", Clock(known=2))).state == "current"


async def test_a_newer_report_without_the_part_supersedes_nothing(store: Store) -> None:
    """It does not speak of it."""
    newer = seats("newer", red=3, as_of="2020-05-02").replace("red:", "blue:")
    await put(store, seats("t", red=1), newer)
    assert (await store.read(tables.standing, "t/red", "1 reported")).state == "current"


async def test_a_figure_that_its_own_table_changes_is_corrected(store: Store) -> None:
    """Its value, since the revision that did it; a surer status only supersedes; gone once it is held no more."""
    await put(store, seats("t", red=1))
    bodies = (seats("t", red=2), seats("t", red=1).replace("reported", "official"))
    for number, (body, state) in enumerate(zip(bodies, ("corrected", "superseded"), strict=True), 3):
        await put(store, body)
        found = await store.read(tables.standing, "t/red", "1 reported")
        assert (found.state, found.revision) == (state, number)
    await publish(store, sample("", "more"), author="ed", why="because", at=AT)
    found = await store.read(tables.standing, "t/red", "1 reported")
    assert (found.state, found.figure, found.revision) == ("gone", None, 5)
    with pytest.raises(LookupError):
        await store.read(tables.standing, "t/green", "1 reported")
