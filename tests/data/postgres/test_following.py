"""Several workers at one desk on a real PostgreSQL: what one publishes, every record comes to say."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from data.desk import Desk, Watch, plan
from data.desk.plan import Change
from data.due import make_due
from data.editing import Newsroom, redaction
from data.errors import DeskAway, DossierError, StoreError
from data.postgres import Follower, Postgres, follower
from data.publish import load_shipped, publish
from data.rebuild import rebuild
from tests.data.editing.helping import ED, push
from tests.data.samples import AT, BASE, POSTING, sample
from tests.harness.postgres import Postgres as Server
from tests.newsroom import SHIPPED

TOLD = ("revisions", "previews", "cards", "postings", "tokens")

QUOTE = "quotes: {q: {text: The zebra drank marmalade at midnight, kind: verbatim, source: paper, language: en}}\n"


@dataclass
class Worker:
    """A process as far as data goes: its record, its way to the desk, and what keeps the one up to the other."""

    room: Newsroom
    desk: Desk
    follower: Follower


@pytest.fixture
async def workers(tmp_path: Path, desk_url: str) -> AsyncIterator[list[Worker]]:
    """Two of them, on files of their own."""
    async with AsyncExitStack() as stack:
        yield [await begun(stack, tmp_path / f"{name}.db", desk_url) for name in ("one", "two")]


async def begun(stack: AsyncExitStack, path: Path, url: str) -> Worker:
    engine = await stack.enter_async_context(Postgres(url))
    room = await stack.enter_async_context(Newsroom(path, plan=make_due, apart=engine))
    return Worker(room, Desk(room), Follower(room, engine, tidy=room.scrubbed))


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608  # a name of the test's


async def test_what_one_publishes_the_other_takes_over(workers: list[Worker]) -> None:
    """The records are the same, row for row, and each is what its revisions say."""
    one, two = workers
    await push(one.room, sample(BASE))
    await push(one.room, sample(QUOTE, "said"))
    await two.follower.step()
    assert await two.desk.head() == 2
    for table in ("entities", "quotes", "sources", "declarations"):
        assert rows(one.room.path, table) == rows(two.room.path, table)
    assert (await rebuild(two.room)).equal


async def test_a_record_takes_over_what_is_new_before_it_is_added_to(workers: list[Worker]) -> None:
    """Numbers are given once, whoever publishes; nobody has to have followed."""
    one, two = workers
    await push(one.room, sample(BASE))
    assert await push(two.room, sample(QUOTE, "said")) == 2
    await one.follower.step()
    assert [each.number for each in await one.desk.revisions()] == [1, 2]


async def test_both_publish_at_once_and_every_number_is_given_once(workers: list[Worker]) -> None:
    await push(workers[0].room, sample(BASE))
    texts = [QUOTE.replace("{q:", f"{{q{number}:") for number in range(6)]
    given = [(workers[number % 2], sample(text, f"said-{number}")) for number, text in enumerate(texts)]
    await asyncio.gather(*(publish(each.room, dossier, author=ED, why="", at=AT) for each, dossier in given))
    for each in workers:
        await each.follower.step()
        assert [revision.number for revision in await each.desk.revisions()] == list(range(1, 8))
        assert (await rebuild(each.room)).equal


async def test_the_shipped_dossiers_are_loaded_once_by_however_many_start(workers: list[Worker]) -> None:
    await asyncio.gather(*(load_shipped(each.room, [SHIPPED], at=AT) for each in workers))
    numbers = [await each.desk.head() for each in workers]
    assert numbers[0] == numbers[1] == len(await workers[0].desk.revisions(signed=True))


async def test_who_made_a_revision_is_known_on_the_desk_alone(workers: list[Worker]) -> None:
    """So that who asks to be forgotten stands in no worker's file."""
    one, two = workers
    await push(one.room, sample(BASE))
    await two.follower.step()
    assert [each.author for each in await two.desk.revisions(signed=True)] == [ED]
    assert [each.author for worker in workers for each in await worker.desk.revisions()] == ["", ""]


async def test_a_plan_is_kept_with_the_revision_or_not_at_all(workers: list[Worker]) -> None:
    one, two = workers

    def broken(*_: object) -> None:
        raise StoreError("the plan fails")

    await two.desk.watch(Watch("telegram:1", "", "everything", AT), 9)
    await push(one.room, sample(BASE))
    assert [each.kind for each in await two.desk.due("telegram", AT)] == ["notice"]
    one.room.plan = broken
    with pytest.raises(StoreError, match="plan fails"):
        await push(one.room, sample(QUOTE, "said"))
    assert [await each.desk.head() for each in workers] == [1, 0]
    assert len(await two.desk.revisions(signed=True)) == 1


async def test_nothing_is_taken_before_the_record_has_heard_of_it(workers: list[Worker]) -> None:
    """A card is written at a record at least as new as the revision that asks for it."""
    one, two = workers
    await two.desk.watch(Watch("telegram:1", "", "everything", AT), 9)
    await push(one.room, sample(BASE))
    assert await two.desk.share("telegram", "two", AT, limit=9, each=9, without=()) == ()
    await two.follower.step()
    (parcel,) = await two.desk.share("telegram", "two", AT, limit=9, each=9, without=())
    assert parcel.delivery.revision == 1


async def test_cards_and_tokens_given_out_by_one_are_known_to_the_other(workers: list[Worker]) -> None:
    one, two = workers
    await one.desk.issue("K7Q2F9", "senate", None, [("t/pti", "25 reported")], AT)
    token = await one.desk.shorten("quote " + "words " * 40)
    assert await two.desk.issued("K7Q2F9") == ()
    await one.follower.step()
    assert await two.desk.issued("K7Q2F9") == await one.desk.issued("K7Q2F9")
    assert [each[0] for each in rows(two.room.path, "cards")] == ["K7Q2F9"]
    assert await two.desk.expand(token) == "quote " + "words " * 40
    assert rows(one.room.path, "unsent") == []


async def test_what_is_redacted_goes_from_the_desk_and_from_every_record(workers: list[Worker]) -> None:
    one, two = workers
    await push(one.room, sample(BASE))
    await push(one.room, sample(QUOTE, "said"))
    await two.follower.step()
    await two.desk.issue("K7Q2F9", "quote zebra drank marmalade at", None, [("q", "verbatim")], AT)
    await push(one.room, redaction("q", "by order of the court", on=AT.date()))
    await two.follower.step()
    for worker in workers:
        assert (await rebuild(worker.room)).equal
        here = [row for table in ("quotes", "revisions", "cards") for row in rows(worker.room.path, table)]
        assert "zebra" not in str(here)
        assert b"zebra" not in b"".join(each.read_bytes() for each in worker.room.path.parent.glob("*.db*"))
    kept = await one.room.desk.read(lambda db: [db.execute(f"SELECT * FROM {each}").fetchall() for each in TOLD])  # noqa: S608  # constants
    assert "zebra" not in str(kept)


async def test_a_message_written_down_after_the_correction_is_put_right_too(workers: list[Worker]) -> None:
    """It was sent by a worker that had not heard of it yet."""
    one, two = workers
    await one.room.desk.write(plan.corrections, 2, [Change("t/pti", "25 reported", "26 reported")], AT)
    await two.desk.post(replace(POSTING, revision=1, shows=(("t/pti", "25 reported"),)))
    assert [(each.kind, each.revision) for each in await one.desk.due("telegram", AT)] == [("edit", 2)]


async def test_a_desk_that_is_away_takes_nothing_and_loses_nothing(tmp_path: Path, durable: Server) -> None:
    """Pushes and watches say so; cards are kept here until it is back."""
    async with AsyncExitStack() as stack:
        one = await begun(stack, tmp_path / "one.db", durable.create())
        await push(one.room, sample(BASE))
        durable.crash()
        with pytest.raises(DeskAway, match="cannot be reached"):
            await one.desk.watch(Watch("telegram:1", "", "everything", AT), 9)
        with pytest.raises(DeskAway):
            await push(one.room, sample(QUOTE, "said"))
        await one.desk.issue("K7Q2F9", "senate", None, [], AT)
        assert [each.line for each in await one.desk.issued("K7Q2F9")] == ["senate"]
        assert await one.desk.head() == 1
        durable.start()
        await push(one.room, sample(QUOTE, "said"))
        assert await one.desk.head() == 2
        assert rows(one.room.path, "unsent") == []


async def test_a_record_of_another_desk_is_refused(workers: list[Worker], postgres: Server) -> None:
    await push(workers[0].room, sample(BASE))
    other = postgres.create()
    async with AsyncExitStack() as stack:
        stranger = await begun(stack, workers[0].room.path, other)
        with pytest.raises(StoreError, match="migrate-desk"):
            await stranger.follower.step()
        with pytest.raises(StoreError, match="migrate-desk"):
            await push(stranger.room, sample(QUOTE, "said"))
    postgres.drop(other)


async def test_a_dossier_that_is_refused_leaves_nothing_anywhere(workers: list[Worker]) -> None:
    one, _ = workers
    await push(one.room, sample(BASE))
    with pytest.raises(DossierError):
        await push(one.room, sample(QUOTE.replace("source: paper", "source: nowhere"), "said"))
    assert len(await one.desk.revisions(signed=True)) == 1


async def test_what_is_heard_wakes_who_follows(workers: list[Worker], monkeypatch: pytest.MonkeyPatch) -> None:
    """At once: the next look by itself would come in an hour."""
    monkeypatch.setattr(follower, "POLL", 3600.0)
    one, two = workers
    took = asyncio.Event()
    step = two.follower.step

    async def stepped() -> None:
        await step()
        if await two.desk.head() == 1:
            took.set()

    monkeypatch.setattr(two.follower, "step", stepped)
    following = asyncio.create_task(two.follower.run())
    try:
        await push(one.room, sample(BASE))
        await asyncio.wait_for(took.wait(), 60)
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
