"""Upgrades: files that earlier versions wrote, with an evening in them, are brought up to date and lose nothing."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import examine
from bot.settings import Settings
from data.backup import restore
from data.errors import DataError, DiskFull, StoreError
from data.migrations import STEPS
from data.rebuild import rebuild
from data.store import Store
from tests.data.older.make import dossiers, made
from tests.fakes.telegram import TOKEN, Fake
from tests.fakes.telegram_chats import ME, PRIVATE
from tests.harness.disk import Small, small
from tests.harness.process import program, said, until

OLDER = Path(__file__).parent / "older"
EVENINGS = sorted(each.stem for each in OLDER.glob("*.sql"))
"""By the last step that each has."""

BEFORE = [each for each in EVENINGS if int(each) < len(STEPS)]

GONE = {"couriers", "until"}
"""What a step dropped: a table, and a column of `outbox`."""

MADE = ("sayings", "sqlite_", "_sqlite_migrations")
"""How the names of tables begin that keep no row of their own, or the steps."""


def evening(name: str, path: Path) -> Path:
    made((OLDER / f"{name}.sql").read_text(encoding="utf-8"), path)
    return path


def schema(path: Path) -> Counter[str]:
    with closing(sqlite3.connect(path)) as db:
        return Counter(sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))


def tables(path: Path) -> dict[str, list[str]]:
    """Give the tables in which something is kept, with the columns each has."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [row[1] for row in db.execute(f"PRAGMA table_info({name})") if row[1] not in GONE]
            for name in names
            if name not in GONE and not name.startswith(MADE)
        }


def rows(path: Path, columns: dict[str, list[str]]) -> dict[str, Counter[Any]]:
    with closing(sqlite3.connect(path)) as db:
        return {
            table: Counter(db.execute(f"SELECT {', '.join(names)} FROM {table}"))  # noqa: S608  # the file's own names
            for table, names in columns.items()
        }


def applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY name")]


def copies(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name != path.name and "before" in each.name)


async def opened(path: Path) -> None:
    async with Store(path):
        pass


def test_there_are_files_of_earlier_versions() -> None:
    assert {"0003", "0006", "0007", "0009", "0010"} <= set(BEFORE)
    assert int(EVENINGS[-1]) == len(STEPS), "a step has come: make its file, as tests/data/older/make.py says"


@pytest.mark.parametrize("name", EVENINGS)
async def test_what_an_earlier_version_kept_is_all_there_in_tables_as_a_new_file_has_them(
    name: str, path: Path, tmp_path: Path
) -> None:
    """Row for row; a step that was changed after its release would show as a table that differs."""
    evening(name, path)
    had = tables(path)
    before = rows(path, had)
    await opened(path)
    await opened(tmp_path / "new.db")
    assert applied(path) == list(STEPS)
    assert schema(path) == schema(tmp_path / "new.db")
    assert rows(path, had) == before
    assert before["revisions"].total() >= 2
    async with Store(path) as store:
        assert (await rebuild(store)).equal


@pytest.mark.parametrize("name", BEFORE)
async def test_the_copy_that_is_kept_is_one_file_with_the_same_rows(name: str, path: Path) -> None:
    evening(name, path)
    before = rows(path, tables(path))
    await opened(path)
    kept = path.with_name(f"{path.name}.before-{int(name) + 1:04}")
    assert copies(path) == [kept.name]
    assert applied(kept) == list(STEPS[: int(name)])
    assert rows(kept, tables(kept)) == before
    assert copies(path) == [kept.name]  # reading it left nothing beside it


@pytest.mark.parametrize("name", BEFORE)
async def test_doctor_finds_nothing_wrong_after_an_upgrade(name: str, path: Path) -> None:
    evening(name, path)
    settings = Settings(_env_file=None, database=path)
    states = {each.name: each.state for each in await examine(settings)}
    assert states["search"] == "odd"
    await opened(path)
    states = {each.name: each.state for each in await examine(settings)}
    assert [states[each] for each in ("database", "references", "search", "record")] == ["well"] * 4


async def test_after_going_back_and_on_again_the_second_copy_stands_beside_the_first(path: Path) -> None:
    """What came between the two would be lost with the first one alone."""
    evening("0006", path)
    await opened(path)
    await restore(path, path.with_name("bell.db.before-0007"))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO memory VALUES ('between', 'x')")
    await opened(path)
    assert copies(path) == ["bell.db.before-0007", "bell.db.before-0007-2", "bell.db.before-restore"]
    with closing(sqlite3.connect(path.with_name("bell.db.before-0007-2"))) as db:
        assert db.execute("SELECT value FROM memory WHERE key = 'between'").fetchone() == ("x",)


async def test_a_newer_file_is_refused_with_the_copy_that_fits(path: Path, tmp_path: Path) -> None:
    """At the start, by doctor in one line, and as a backup."""
    await opened(path)
    for name in ("bell.db.before-0008", "bell.db.before-0008-2"):
        evening("0007", path.with_name(name))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO _sqlite_migrations VALUES (1000, 'division-bell', '9999-later', '2030')")
    line = "newer version; upgrade Division Bell, or go back to what was kept before: python -m bot restore "
    with pytest.raises(StoreError) as refused:
        await opened(path)
    assert f"{line}{path}.before-0008-2" in str(refused.value)
    found = await examine(Settings(_env_file=None, database=path))
    (told,) = (each for each in found if each.state == "wrong")
    assert told.said == str(refused.value)
    with pytest.raises(DataError, match="was written by a newer version; upgrade Division Bell, or name another"):
        await restore(tmp_path / "other.db", path)
    assert not (tmp_path / "other.db").exists()


async def line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        return (await process.stdout.readline()).decode().strip()


async def test_killed_in_the_middle_of_the_steps_the_file_is_as_it_was_and_the_next_start_takes_them(
    path: Path,
) -> None:
    evening("0003", path)
    before = rows(path, tables(path))
    for _ in range(2):
        arguments = ("-m", "tests.data.processes", "upgrade", str(path))
        process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE)
        assert [await line(process)] == ["ready"]
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        assert await line(process) == f"holding after {STEPS[-2]}"
        process.kill()
        await process.wait()
        assert applied(path) == list(STEPS[:3])
        assert rows(path, tables(path)) == before
    await opened(path)
    assert applied(path) == list(STEPS)
    assert copies(path) == ["bell.db.before-0004"]


async def test_of_four_that_start_on_an_older_file_one_upgrades_it(path: Path) -> None:
    """The others wait and find it done; there is one copy, of what was before."""
    evening("0006", path)
    before = rows(path, tables(path))
    arguments = ("-m", "tests.data.processes", "load", str(path))
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE) for _ in range(4)
    ]
    for process in processes:
        assert await line(process) == "ready"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
    assert sorted([await line(process) for process in processes]) == ["5+ 6+", *["5= 6="] * 3]
    assert [await process.wait() for process in processes] == [0] * 4
    assert copies(path) == ["bell.db.before-0007"]
    kept = path.with_name("bell.db.before-0007")
    assert rows(kept, tables(kept)) == before


@pytest.fixture
async def disk(tmp_path: Path) -> AsyncIterator[Small]:
    folder = tmp_path / "disk"
    folder.mkdir()
    async with small(folder) as found:
        if found is None:
            pytest.skip("this machine lets nobody mount a small file system; as root, or with CAP_SYS_ADMIN, it would")
        yield found


def filled(disk: Small, room: int) -> None:
    """Leave so many bytes."""
    disk.fill(0)
    with disk._filler.open("r+b") as file:
        file.truncate(file.seek(0, 2) - room)


@pytest.mark.parametrize("share", [0.05, 0.5, 1.1, 1.2], ids=["none", "half a copy", "a copy", "more"])
async def test_a_full_disk_stops_the_upgrade_and_nothing_is_changed(disk: Small, share: float) -> None:
    path = evening("0003", disk.folder / "bell.db")
    before = rows(path, tables(path))
    filled(disk, int(share * path.stat().st_size))
    with pytest.raises(DiskFull, match="cannot grow: the disk is full; free some space"):
        await opened(path)
    assert [each for each in disk.folder.iterdir() if each.name.startswith(".")] == []
    disk.empty(0)
    assert applied(path) == list(STEPS[:3])
    assert rows(path, tables(path)) == before
    await opened(path)
    assert applied(path) == list(STEPS)
    assert copies(path) == ["bell.db.before-0004"]


async def test_a_full_disk_stops_a_restore_and_nothing_is_changed(disk: Small, tmp_path: Path) -> None:
    path = evening("0011", disk.folder / "bell.db")
    before = rows(path, tables(path))
    filled(disk, path.stat().st_size // 2)
    with pytest.raises(DiskFull, match="the disk is full"):
        await restore(path, evening("0006", tmp_path / "copy.db"))
    assert rows(path, tables(path)) == before
    assert sorted(each.name for each in disk.folder.iterdir()) == ["bell.db", "filler"]


def met(fake: Fake, path: Path) -> None:
    """Have a Telegram know the chat and the messages that a file knows."""
    fake.chats[PRIVATE["id"]] = PRIVATE
    with closing(sqlite3.connect(path)) as db:
        for number, medium in db.execute("SELECT message, medium FROM postings"):
            content: Any = {"text": "as it was"} if medium == "text" else {"photo": [], "caption": "as it was"}
            message = {"message_id": int(number), "date": 1, "chat": PRIVATE, "from": ME, **content}
            fake.messages[PRIVATE["id"], int(number)] = message


async def test_the_program_upgrades_says_so_and_delivers_what_was_due(tmp_path: Path) -> None:
    """Started on the file as an earlier version left it, with a correction that nobody had been told."""
    path = evening("0006", tmp_path / "bell.db")
    due = "SELECT kind FROM outbox WHERE state IN ('due', 'leased') ORDER BY id"
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute(due).fetchall() == [("notice",), ("edit",), ("edit",)]
        db.execute("UPDATE outbox SET due = '2021-03-04T00:00:00+00:00' WHERE state = 'due'")  # whatever our clock says
    settings = {"DOSSIERS": str(dossiers(tmp_path)[0]), "POSTINGS_DAYS": "3650"}

    async def delivered() -> bool:
        with closing(sqlite3.connect(path)) as db:
            return not db.execute(due).fetchall()

    async with Fake() as fake:
        met(fake, path)
        process = await program(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=fake.url, **settings)
        try:
            await fake.until_polled()
            await until(delivered)
        finally:
            process.terminate()
            _, errors = await process.communicate()
    told = [call for call in fake.calls if call.method.startswith(("send", "edit"))]
    assert {(call.method, call.status) for call in told} == {
        *(("sendMessage", 200), ("editMessageText", 200), ("editMessageMedia", 200)),
    }
    assert all("57" in str(call.params) for call in told)
    assert f"as it was it is kept as {path}.before-0007" in errors.decode()
    status, out, _ = await said(tmp_path, "ask", "/chamber diet", **settings)
    assert (status, "Red Party" in out) == (0, True)
