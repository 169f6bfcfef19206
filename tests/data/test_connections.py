"""Opening the file: what is accepted, what is refused and in which words, and many processes at once."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from data import connections
from data.desk import statements
from data.errors import StoreError
from data.migrations import RECORD, STEPS, migrations
from data.publish import load_shipped
from data.store import Store
from tests.data.samples import AT, SHIPPED

ROOT = Path(__file__).parents[2]


async def refusal(path: Path) -> str:
    with pytest.raises(StoreError) as refused:
        await Store.open(path)
    assert str(path) in str(refused.value)
    return str(refused.value)


async def start(task: str, path: Path) -> Process:
    arguments = ("-m", "tests.data.processes", task, str(path))
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    assert await line(process) == "ready"
    return process


async def line(process: Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        return (await process.stdout.readline()).decode().strip()


def go(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.write(b"go\n")


async def test_the_directory_is_made(tmp_path: Path) -> None:
    """A fresh clone has no var/."""
    path = tmp_path / "var" / "deep" / "bell.db"
    async with Store(path) as store:
        assert await store.read(statements.head) == 0


async def test_opening_again_changes_nothing(path: Path) -> None:
    """Every step of the schema is applied once."""
    for _ in range(2):
        async with Store(path) as store:
            applied = await store.read(lambda db: [step.name for step in migrations.applied(db)])
            assert applied == list(STEPS)


async def test_text_is_no_database(path: Path) -> None:
    """It is named, left alone, and the operator is told what to do."""
    write(path, "Dear diary, " * 500)
    assert "is not a database; move it away" in await refusal(path)
    assert read(path).startswith("Dear diary")


async def test_another_programs_database_is_left_alone(path: Path) -> None:
    """Its tables are not ours to migrate."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (id)")
    other.close()
    assert "belongs to another program" in await refusal(path)


async def test_a_newer_database_is_refused(path: Path) -> None:
    """What a later version wrote is not guessed at."""
    async with Store(path) as store:
        row = {"migration_set": "division-bell", "name": "9999-later", "applied_at": "2030"}
        await store.write(lambda db: db.table("_sqlite_migrations").insert(row))
    assert (
        "newer version; upgrade Division Bell, or go back to what was kept before: python -m bot restore BACKUP"
        in await refusal(path)
    )


async def test_a_damaged_database_is_refused(path: Path) -> None:
    """Found when it is opened, before it answers anything."""
    await load(path)
    damage(path)
    assert "is damaged; restore a backup" in await refusal(path)


async def test_damage_found_later_is_explained(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file too large to be checked on opening says so when the damage is met."""
    await load(path)
    damage(path)
    monkeypatch.setattr(connections, "CHECKED_BYTES", 0)

    def everything(db: Database) -> None:
        for table in RECORD:
            db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # our own tables

    async with Store(path) as store:
        with pytest.raises(StoreError, match="is damaged"):
            await store.read(everything)


async def test_a_directory_is_no_database(tmp_path: Path) -> None:
    """DATABASE has to name a file."""
    assert "is a directory" in await refusal(tmp_path)


async def test_a_path_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    """It holds for every user, also one that may write anywhere."""
    (tmp_path / "file").write_text("")
    message = await refusal(tmp_path / "file" / "bell.db")
    assert "cannot be made" in message
    assert "set DATABASE to a file in a directory you can write" in message


async def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Strict tables need 3.37."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreError, match=r"too old; use a Python with SQLite 3\.37"):
        await Store.open(path)


async def test_a_full_disk_is_explained(store: Store) -> None:
    """The write is undone and the operator told what to free."""

    def fill(db: Database) -> None:
        db.conn.execute("PRAGMA max_page_count = 1")
        db.execute("INSERT INTO memory VALUES ('big', ?)", ("x" * 10**6,))

    with pytest.raises(StoreError, match="the disk is full"):
        await store.write(fill)
    assert await store.read(statements.recall, "big") is None


async def test_a_file_kept_busy_is_explained(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its patience a write says that another process is in the way."""
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.01)
    async with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="kept busy by another process"):
            await store.write(statements.remember, "a", "1")
        other.close()
        await store.write(statements.remember, "a", "1")


async def test_messages_hold_the_path_and_nothing_of_the_content(path: Path) -> None:
    """What is in the file stays out of logs."""
    write(path, "token 123:secret " * 300)
    assert "secret" not in await refusal(path)


async def test_four_processes_start_on_one_new_file(path: Path) -> None:
    """One migrates and publishes, the others find it done: two revisions, each published once."""
    processes = [await start("load", path) for _ in range(4)]
    for process in processes:
        go(process)
    said = [await line(process) for process in processes]
    assert [await process.wait() for process in processes] == [0] * 4
    assert sorted(said) == ["1+ 2+", "1= 2=", "1= 2=", "1= 2="]
    async with Store(path) as store:
        assert await store.read(statements.head) == 2


async def test_a_process_killed_in_the_middle_of_a_write_leaves_nothing(path: Path) -> None:
    """The lock goes with it, the half it wrote is not there, and the next process works on."""
    process = await start("hold", path)
    go(process)
    assert await line(process) == "holding"
    process.kill()
    await process.wait()
    async with Store(path) as store:
        assert await store.read(statements.recall, "half") is None
        await store.write(statements.remember, "half", "whole")
        assert await store.read(lambda db: db.execute("PRAGMA integrity_check").fetchone()) == ("ok",)


def write(path: Path, text: str) -> None:
    path.write_text(text)


def read(path: Path) -> str:
    return path.read_text()


async def load(path: Path) -> None:
    async with Store(path) as store:
        await load_shipped(store, [SHIPPED], at=AT)


def damage(path: Path) -> None:
    """Overwrite most pages, but none of the schema's."""
    with sqlite3.connect(path) as db:
        (page,) = db.execute("PRAGMA page_size").fetchone()
        roots = [root for (root,) in db.execute("SELECT rootpage FROM sqlite_master WHERE type = 'table'")]
        (known,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    db.close()
    with path.open("r+b") as file:
        for root in roots:
            if root and root != known:  # a virtual table has no page of its own
                file.seek((root - 1) * page)
                file.write(b"\xde\xad\xbe\xef" * (page // 4))


async def test_a_file_of_an_older_version_is_copied_before_it_is_changed(path: Path) -> None:
    """Once: what is kept is the file as it was, whole, with the steps it had."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrations.apply(Database(connection, execute_plugins=False), stop_before=STEPS[1])
    async with Store(path) as store:
        assert await store.read(lambda db: [step.name for step in migrations.applied(db)]) == list(STEPS)
    (kept,) = path.parent.glob("*.before-*")
    with closing(sqlite3.connect(kept)) as connection:
        assert [step.name for step in migrations.applied(Database(connection, execute_plugins=False))] == [STEPS[0]]


async def test_a_new_file_and_one_that_is_up_to_date_leave_no_copy(path: Path) -> None:
    for _ in range(2):
        async with Store(path):
            pass
    assert list(path.parent.glob("*.before-*")) == []
