"""Backups: made while the store is in use, whole or not at all, and put back in one step."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.backup import backup, restore, vacuum
from data.desk import Desk
from data.errors import DataError
from data.store import Store

AT = datetime(2021, 3, 4, tzinfo=UTC)


@pytest.fixture
async def used(tmp_path: Path) -> Path:
    """A database somebody has used."""
    path = tmp_path / "bell.db"
    async with Store(path) as store:
        await Desk(store).remember("key", "value")
        await Desk(store).join("telegram:-5", AT)
    return path


def names(folder: Path, part: str) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if part in path.name)


def damage(path: Path) -> None:
    path.write_bytes(b"nonsense" * 1000)


async def test_a_backup_is_made_while_the_store_is_in_use(used: Path, tmp_path: Path) -> None:
    async with Store(used) as store:
        desk = Desk(store)
        copied = await backup(used, tmp_path / "copy.db")
        await desk.remember("key", "later")
        assert copied.rows["chats"] == 1
    async with Store(tmp_path / "copy.db") as store:
        assert await Desk(store).recall("key") == "value"


async def test_a_backup_tells_how_far_it_is(used: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    await backup(used, tmp_path / "copy.db", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


async def test_a_file_that_is_there_is_never_overwritten(used: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(DataError, match="is there already"):
        await backup(used, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


async def test_a_backup_that_cannot_be_made_leaves_nothing(used: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        await backup(used, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(DataError, match="is not there; set DATABASE"):
        await backup(tmp_path / "other.db", tmp_path / "copy.db")
    assert names(tmp_path, "copy") == []


async def test_a_restore_brings_back_what_was_and_keeps_what_is(used: Path, tmp_path: Path) -> None:
    await backup(used, tmp_path / "copy.db")
    async with Store(used) as store:
        await Desk(store).remember("key", "later")
    restored = await restore(used, tmp_path / "copy.db")
    assert restored.rows["chats"] == 1
    async with Store(used) as store:
        assert await Desk(store).recall("key") == "value"
    async with Store(tmp_path / "bell.db.before-restore") as store:
        assert await Desk(store).recall("key") == "later"


async def test_a_second_restore_replaces_nothing_that_the_first_one_kept(used: Path, tmp_path: Path) -> None:
    await backup(used, tmp_path / "copy.db")
    async with Store(used) as store:
        await Desk(store).remember("key", "later")
    kept = [(await restore(used, tmp_path / "copy.db")).kept for _ in range(2)]
    assert [each and each.name for each in kept] == ["bell.db.before-restore", "bell.db.before-restore-2"]
    async with Store(tmp_path / "bell.db.before-restore") as store:
        assert await Desk(store).recall("key") == "later"
    assert (await restore(tmp_path / "new.db", tmp_path / "copy.db")).kept is None


async def test_a_damaged_database_can_be_replaced(used: Path, tmp_path: Path) -> None:
    await backup(used, tmp_path / "copy.db")
    damage(used)
    await restore(used, tmp_path / "copy.db")
    async with Store(used) as store:
        assert await Desk(store).recall("key") == "value"


async def test_a_database_in_use_is_not_replaced(used: Path, tmp_path: Path) -> None:
    await backup(used, tmp_path / "copy.db")
    async with Store(used) as store:
        with pytest.raises(DataError, match="is in use; stop Division Bell first"):
            await restore(used, tmp_path / "copy.db")
        assert await Desk(store).recall("key") == "value"


@pytest.mark.parametrize("wrong", ["text", "other", "damaged", "absent"])
async def test_what_is_no_backup_is_refused_and_nothing_changes(used: Path, tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "wrong.db"
    if wrong == "text":
        file.write_text("no database " * 100)
    elif wrong == "other":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE theirs (x)")
    elif wrong == "damaged":
        shutil.copy(used, file)
        content = bytearray(file.read_bytes())
        content[5000:9000] = b"\xff" * 4000
        file.write_bytes(content)
    with pytest.raises(DataError, match=r"no backup|no database|damaged|not there"):
        await restore(used, file)
    async with Store(used) as store:
        assert await Desk(store).recall("key") == "value"


async def test_vacuum_gives_free_space_back(used: Path) -> None:
    async with Store(used) as store:
        desk = Desk(store)
        for number in range(200):
            await desk.remember(f"key{number}", "x" * 5000)

        await store.write(lambda db: db.execute("DELETE FROM memory"))
    before, after = await vacuum(used)
    assert after < before / 2
