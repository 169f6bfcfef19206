"""The doctor names what is wrong and what to do about it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import app, doctor
from bot.adapters.base import Told
from bot.doctor import examine, worst
from bot.settings import Settings
from data.desk import Delivery, Desk
from data.store import Store
from tests.fakes.discord import FakeDiscord
from tests.fakes.telegram import TOKEN, Fake

NOW = datetime(2026, 11, 25, tzinfo=UTC).timestamp()


@pytest.fixture
def database(shipped_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(shipped_file, tmp_path / "bell.db"))


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


def served(path: Path, telegram: Fake, discord: FakeDiscord, **more: object) -> Settings:
    given: dict[str, object] = {"telegram_token": TOKEN, "telegram_api_url": telegram.url}
    given |= {"discord_token": discord.rest.token, "discord_api_url": discord.api_url, "owners": "telegram:1"}
    return Settings(_env_file=None, database=path, **given | more)  # type: ignore[arg-type]  # as pydantic reads


async def test_every_platform_with_a_token_is_asked(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those without one are not, and what one says is told after what was found here."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with Fake() as telegram, FakeDiscord() as discord:
        both = served(database, telegram, discord)
        found = await examine(both, app.inquiries(both), now=lambda: NOW)
        one = served(database, telegram, discord, discord_token=None)
        alone = await examine(one, app.inquiries(one), now=lambda: NOW)
    names = [each.name for each in found]
    assert names.index("record") < names.index("Telegram") < names.index("Discord")
    assert worst(found) == "odd"
    assert "Discord" not in [each.name for each in alone]
    assert TOKEN not in repr(found)
    assert discord.rest.token not in repr(found)


async def test_the_next_start_can_be_had_to_tell_everything_anew(database: Path) -> None:
    """What an ex-editor was shown is still known to be taken away."""
    keys = ("telegram-menu:42:all_group_chats:ur", "telegram-menu:42:chat:telegram:7:", "discord/commands/2", "other")
    async with Store(database) as store:
        for key in keys:
            await Desk(store).remember(key, "a digest")
    await doctor.retell(Settings(_env_file=None, database=database))
    async with Store(database) as store:
        kept = [await Desk(store).recall(key) for key in keys]
    assert kept == ["otherwise", "otherwise", "otherwise", "a digest"]


async def test_before_the_first_start_there_is_nothing_to_tell_anew(tmp_path: Path) -> None:
    await doctor.retell(Settings(_env_file=None, database=tmp_path / "bell.db"))
    assert left(tmp_path) == []


def left(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.mark.parametrize(
    ("token", "todo"),
    [(None, "set DISCORD_TOKEN and start the bot, to have them sent"), ("t" * 60, "; start the bot;")],
)
async def test_what_waits_where_nobody_delivers_is_told(database: Path, token: str | None, todo: str) -> None:
    due = datetime(2026, 11, 20, 8, tzinfo=UTC)
    async with Store(database) as store:
        await Desk(store).enqueue(*(Delivery(f"discord:{chat}", 2, "notice", "", due) for chat in (1, 2)))
    found = (await looked(database, discord_token=token))["deliveries"]
    assert found.state == "odd"
    assert "2 wait for Discord since 2026-11-20 08:00 UTC, and nobody delivers there" in found.said
    assert todo in found.said
    assert "deliveries" not in await looked(database, now=due.timestamp() - 60)
