"""The desk's engine on a real PostgreSQL, whose connections end without a word."""

from __future__ import annotations

import asyncio

import psycopg

from data.postgres import Postgres
from data.sql import Sql


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
