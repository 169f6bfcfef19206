"""What is kept of a chat or a person, and that nothing is left of it once they are forgotten."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from data.desk import Chat, Delivery, Desk, Kept, Settings, Watch, drafts, plan
from data.desk.plan import Change
from data.desk.values import Draft
from data.migrations import RECORD
from data.publish import publish
from data.store import Store
from tests.data.desk.conftest import tables
from tests.data.samples import AT, POSTING, sample

PERSON = "telegram:7"
OTHER = "telegram:71"
"""A place within the chat."""

EMPTY = Kept(settings=False, watches=0, postings=0, since=None, deliveries=0, role=None, done=0, revisions=0, values=0)


THEIRS = {
    *("chats", "watches", "postings", "outbox", "lives", "memory", "editors", "audit", "revisions", "previews"),
    "posting_figures",
}
"""The tables that name chats or people, or belong to what does."""

NOBODYS = {"cards", "tokens", "corrections", "wrongs", "changes"}
"""The tables of the desk that name nobody: cards are kept without any chat, lines without who typed them."""


async def test_every_table_of_the_desk_is_known_to_name_somebody_or_nobody(store_of_engine: Store) -> None:
    """A new one has to be thought of here, and where somebody is forgotten."""
    found = {name for name in await store_of_engine.desk.read(tables) if not name.startswith("_")}
    record = {*RECORD, "entities", "naming"} | {name for name in found if name.startswith(("sayings", "sqlite_"))}
    here = {"steps"} if store_of_engine.apart else {"unsent"}
    assert found - record == THEIRS | NOBODYS | here


def naming(db: Any, id_: str) -> dict[str, int]:
    """Give every table of the whole database in which a cell names somebody, with how many do."""
    wanted = re.compile(rf"(?<!\w){re.escape(id_)}(?!\w)")
    cells = {
        table: [str(cell) for row in db.execute(f'SELECT * FROM "{table}"').fetchall() for cell in row]  # noqa: S608  # the database's own
        for table in tables(db)
    }
    counts = {table: sum(bool(wanted.search(cell)) for cell in found) for table, found in cells.items()}
    return {table: count for table, count in counts.items() if count}


LIVE = "INSERT INTO lives VALUES (?, '55', 'text', 'senate', 'senate', 'en', 'UTC', '2021-03-04', 0, 0, 1, '[]', '')"


async def live(desk: Desk, store: Store, id_: str) -> None:
    """Let somebody do everything that leaves a trace."""
    await publish(store, sample(id_=f"by-{id_.replace(':', '-')}"), author=id_, why="because", at=AT)
    for place in (id_, f"{id_}/45"):
        await desk.save_chat(Chat(place, AT, settings=Settings(language="ur")))
        await desk.post(replace(POSTING, chat=place))
        await desk.watch(Watch(place, "gilani", "figures", AT), 50)
        await desk.enqueue(Delivery(place, 2, "notice", "", AT))
        await desk.remember(f"welcome:{place}", "yes")
        await store.desk.write(lambda db, at: db.execute(LIVE, (at,)), place)
    await desk.grant(id_, "editor", by=id_, at=AT)
    await desk.audit(id_, "push", id_, at=AT, detail=f"for {id_}")
    for state in ("open", "published"):
        kept = Draft(f"{state}-{id_}".replace(":", "-"), id_, "editor", f"{state} {id_[9:]}", "{}", 1, state, AT, AT)
        await store.desk.write(drafts.save, kept)
    await store.desk.write(lambda db: db.execute("UPDATE revisions SET approver = ? WHERE author = ?", (id_, id_)))
    await store.desk.write(plan.corrections, 3, [Change("t/pti", "25 reported", "26 reported")], AT)


@pytest.mark.parametrize(("forgotten", "kept"), [(PERSON, OTHER), (OTHER, PERSON)])
async def test_who_is_forgotten_stands_in_no_table(
    engine: Desk, store_of_engine: Store, forgotten: str, kept: str
) -> None:
    """Of the whole database, whatever tables it has by now, nor do their topics; a number that begins alike stays."""
    await live(engine, store_of_engine, PERSON)
    await store_of_engine.desk.write(lambda db: db.execute("DELETE FROM corrections"))
    await live(engine, store_of_engine, OTHER)
    before = await store_of_engine.desk.read(naming, forgotten)
    named = THEIRS - {"posting_figures"}
    assert set(before) == named
    await engine.forget(forgotten)
    assert await store_of_engine.desk.read(naming, forgotten) == {}
    assert set(await store_of_engine.desk.read(naming, kept)) == named


async def test_what_somebody_did_to_the_record_stays_without_their_name(engine: Desk, store_of_engine: Store) -> None:
    """And what they only meant to do goes."""
    await live(engine, store_of_engine, PERSON)
    await engine.forget(PERSON)
    assert [each.author for each in await engine.revisions(signed=True)] == ["forgotten"]
    assert {each.who for each in await engine.audited()} == {"forgotten"}
    left = await store_of_engine.desk.read(lambda db: db.execute("SELECT state, editor FROM previews").fetchall())
    assert left == [("published", "forgotten")]


async def test_what_is_kept_is_counted_with_the_topics(engine: Desk, store_of_engine: Store) -> None:
    assert await engine.kept(PERSON) == EMPTY
    await live(engine, store_of_engine, PERSON)
    found = await engine.kept(PERSON)
    assert found == Kept(
        settings=True,
        watches=2,
        postings=2,
        since=AT,
        deliveries=4,
        role="editor",
        done=2,
        revisions=1,
        values=2,
    )
    await engine.forget(PERSON)
    assert await engine.kept(PERSON) == EMPTY
