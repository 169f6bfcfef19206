"""The desk's engine on a real PostgreSQL, whose connections end without a word."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from data.books import Books
from data.editing import Newsroom
from data.errors import DeskAway
from data.postgres import Postgres, engine
from data.postgres.session import called
from data.sql import Sql
from tests.harness.postgres import Postgres as Server


@pytest.fixture
def hanging(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that may be frozen, before people who do not wait long."""
    monkeypatch.setattr(engine, "SILENCE", 0.5)
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    monkeypatch.setattr(engine, "GRACE", 0.1)
    return postgres


@contextmanager
def frozen(server: Server) -> Iterator[None]:
    server.freeze()
    with thawed(server):
        yield


@contextmanager
def thawed(server: Server) -> Iterator[None]:
    """Have it go on at the end, before whoever waits for it is waited for."""
    try:
        yield
    finally:
        server.thaw()


async def answered(desk: Postgres) -> int:
    """Ask until the desk answers."""
    while True:
        try:
            return await desk.read(one)
        except DeskAway:
            await asyncio.sleep(0.01)


def one(db: Sql) -> int:
    return int(db.execute("SELECT 1").fetchone()[0])


def cut(url: str) -> None:
    """End every connection but our own, and wait until they have ended."""
    with psycopg.connect(url, autocommit=True) as connection:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(f"SELECT pg_terminate_backend(pid, 5000) {others}".encode())
        assert connection.execute(f"SELECT count(*) {others}".encode()).fetchone() == (0,)


async def test_connections_that_ended_while_nobody_used_them_are_made_anew_without_a_failure(desk_url: str) -> None:
    """Every thread has its own: none of them costs a call to find out."""
    async with Postgres(desk_url) as desk:
        for _ in range(2):
            reads = [desk.read(one) for _ in range(12)]
            writes = [desk.write(one) for _ in range(12)]
            assert await asyncio.gather(*reads, *writes) == [1] * 24
            await asyncio.to_thread(cut, desk_url)


async def test_a_desk_that_hangs_is_away_for_everybody_until_it_says_something(desk_url: str, hanging: Server) -> None:
    """Its connections stand, so that time alone tells; who asks after that is told at once, and needs no thread."""
    async with Postgres(desk_url) as desk, asyncio.timeout(60):
        assert await answered(desk) == 1
        with frozen(hanging):
            with pytest.raises(DeskAway, match="says nothing"):
                await desk.read(one)
            for _ in range(20):
                with pytest.raises(DeskAway, match="nothing was changed"):
                    await desk.read(one)
            with pytest.raises(DeskAway, match="nothing was changed"):
                await desk.write(one)
        assert await answered(desk) == 1
        assert await desk.write(one) == 1


async def test_a_desk_that_hangs_in_the_middle_of_publishing_does_not_keep_the_record(
    desk_url: str, hanging: Server, tmp_path: Path
) -> None:
    """The record has one writer, and answers need it."""

    def hang(books: Books) -> int:
        hanging.freeze()
        return one(books.desk)

    async with (
        Postgres(desk_url) as desk,
        Newsroom(tmp_path / "bell.db", apart=desk) as room,
        asyncio.timeout(60),
    ):
        with thawed(hanging):
            assert await answered(desk) == 1
            publishing = asyncio.ensure_future(room.both(hang))
            while not publishing.done():
                with suppress(DeskAway):
                    await desk.read(one)
                await asyncio.sleep(0.01)
            with pytest.raises(DeskAway):
                publishing.result()
            assert await room.write(lambda db: db.execute("SELECT 1").fetchone()[0]) == 1


async def test_a_desk_that_hangs_does_not_keep_the_program_from_ending(desk_url: str, hanging: Server) -> None:
    desk = Postgres(desk_url)
    desk.open()
    await asyncio.gather(*(ask(one) for ask in (desk.read, desk.write) for _ in range(12)))
    with frozen(hanging):
        writing = asyncio.ensure_future(desk.write(one))
        with pytest.raises(DeskAway):
            await desk.read(one)
        async with asyncio.timeout(60):
            await desk.close()
        with pytest.raises(DeskAway):
            await writing


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://bell:secret@db.example/bell", "bell on db.example:5432"),
        ("postgresql://bell:secret@db-1,db-2/bell?target_session_attrs=read-write", "bell on db-1:5432, db-2:5432"),
        ("postgresql://bell:secret@db-1:1,db-2:2/bell", "bell on db-1:1, db-2:2"),
        ("host=db-1,db-2 port=7 dbname=bell password=secret", "bell on db-1:7, db-2:7"),
        ("postgresql:///bell", "bell on localhost:5432"),
    ],
)
def test_a_desk_is_called_by_its_hosts_and_its_name(url: str, name: str) -> None:
    assert called(url) == name
