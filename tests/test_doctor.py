"""The doctor names what is wrong and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import doctor
from bot.adapters.base import Told
from bot.doctor import examine, worst
from bot.settings import Settings
from data.publish import load_shipped
from data.store import Store

SHIPPED = Path(__file__).parent.parent / "data/dossiers/pakistan-2021"
NOW = datetime(2026, 11, 25, tzinfo=UTC).timestamp()


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    path = tmp_path / "bell.db"
    async with Store(path) as store:
        await load_shipped(store, [SHIPPED], at=datetime(2021, 3, 4, tzinfo=UTC))
    return path


async def looked(path: Path, *, now: float = NOW, **settings: object) -> dict[str, Told]:
    chosen = Settings(_env_file=None, database=path, **settings)  # type: ignore[arg-type]  # as pydantic reads
    return {each.name: each for each in await examine(chosen, now=lambda: now)}


def broken(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


async def test_a_machine_in_order_is_well(database: Path) -> None:
    found = await looked(database)
    assert {name for name, each in found.items() if each.state == "wrong"} == set()
    assert found["record"].said == "equals its 2 revisions"


async def test_before_the_first_start_nothing_is_missing(tmp_path: Path) -> None:
    found = await looked(tmp_path / "bell.db")
    assert found["database"].said.endswith("will be made at the first start")
    assert "record" not in found


@pytest.mark.parametrize(
    ("hurt", "name", "told"),
    [
        (lambda path: path.write_bytes(b"nonsense" * 999), "database", "restore a backup: python -m bot restore FILE"),
        (lambda path: broken(path, "UPDATE figures SET value = value + 1"), "record", "rebuild --replace"),
        (
            lambda path: broken(path, "INSERT INTO sayings_fts (sayings_fts) VALUES ('delete-all')"),
            "search",
            "rebuild --replace",
        ),
    ],
    ids=["damaged", "changed", "unindexed"],
)
async def test_what_is_wrong_is_named_with_what_to_do(
    database: Path, hurt: Callable[[Path], object], name: str, told: str
) -> None:
    hurt(database)
    found = await looked(database)
    assert found[name].state == "wrong"
    assert told in found[name].said


async def test_rows_that_name_nothing_are_counted(database: Path) -> None:
    broken(
        database,
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM posting_figures",
        "DELETE FROM entities WHERE kind = 'party'",
    )
    assert (await looked(database))["references"].state == "wrong"


async def test_a_clock_that_was_never_set_is_noticed(database: Path) -> None:
    assert (await looked(database, now=0.0))["clock"].state == "wrong"


async def test_a_bot_nobody_can_push_to_is_odd(database: Path) -> None:
    found = await looked(database, telegram_token="1:x")  # noqa: S106  # no token
    assert found["owners"].state == "odd"
    assert "1:x" not in repr(found)


async def test_a_full_disk_is_noticed(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 2**60)
    assert "free some space" in (await looked(database))["disk"].said


def test_the_worst_counts() -> None:
    told = [Told("a", "well", ""), Told("b", "odd", ""), Told("c", "wrong", "")]
    assert [worst(told), worst(told[:2]), worst(told[:1])] == ["wrong", "odd", "well"]


async def test_a_database_of_an_older_version_is_told_of_and_left_alone(database: Path) -> None:
    broken(database, "DELETE FROM _sqlite_migrations WHERE name = '0003-search'")
    found = await looked(database)
    assert found["search"].state == "odd"
    assert not list(database.parent.glob("*.before-*"))
