"""What looks after what is kept, with the desk on PostgreSQL: each says what it covers, and the lines it says hold."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.data.older.make import dossiers
from tests.data.test_upgrades import evening
from tests.harness.broadcasts import RULES
from tests.harness.postgres import PASSWORD, Postgres, programs
from tests.harness.process import said

NOTHING = {"TELEGRAM_TOKEN": "", "DISCORD_TOKEN": ""}


async def ran(tmp_path: Path, desk: str, *words: str, rules: str = str(RULES)) -> str:
    """Run a command that ends well; give what it said."""
    status, out, errors = await said(tmp_path, *words, DESK=desk, DOSSIERS=rules)
    assert status == 0, errors
    assert PASSWORD not in out + errors
    return out


def shell(line: str, desk: str, folder: Path) -> None:
    """Run a line as it is said, in a shell that has DESK and PostgreSQL's programs."""
    environment = {"PATH": f"{programs()}:/usr/bin:/bin", "DESK": desk}
    subprocess.run(["/bin/sh", "-ec", line], cwd=folder, env=environment, check=True)  # noqa: S603  # the line itself


def kept(text: str) -> str:
    """Give the line that a backup says copies the desk."""
    return text.rpartition("with DESK as in .env: ")[2].strip()


def back() -> str:
    """Give the line by which docs/scale.md has a desk put back."""
    text = (Path(__file__).parents[2] / "docs/scale.md").read_text(encoding="utf-8")
    (line,) = (each.strip() for each in text.splitlines() if each.strip().startswith("pg_restore "))
    return line


async def test_a_backup_says_how_the_desk_is_copied_and_the_copy_brings_it_back(desk_url: str, tmp_path: Path) -> None:
    """Into the desk as it is, in whose place it comes; the record, which is ahead of it then, says what to do."""
    await ran(tmp_path, desk_url, "ask", "/sources senate")
    out = await ran(tmp_path, desk_url, "backup", str(tmp_path / "bell.copy"))
    line = kept(out.splitlines()[-1])
    assert shlex.split(line) == ["pg_dump", "--format=custom", f"--file={tmp_path}/bell.copy.desk", "$DESK"]
    shell(line, desk_url, tmp_path)
    (base, *_) = dossiers(tmp_path)
    await ran(tmp_path, desk_url, "push", str(base), "--yes")
    assert (await ran(tmp_path, desk_url, "revisions")).count("\n") == 2
    shell(back().replace("bell.dump", "bell.copy.desk"), desk_url, tmp_path)
    status, _, errors = await said(tmp_path, "revisions", DESK=desk_url, DOSSIERS=str(RULES))
    assert status == 1
    assert "revision 2 of this record is not on the desk; move the file of DATABASE away" in errors
    (tmp_path / "bell.db").rename(tmp_path / "ahead.db")
    assert (await ran(tmp_path, desk_url, "revisions")).count("\n") == 1


async def test_the_others_say_that_they_are_about_the_record(desk_url: str, tmp_path: Path) -> None:
    await ran(tmp_path, desk_url, "ask", "/sources senate")
    called = f"{desk_url.rpartition('/')[2]} on 127.0.0.1"
    await ran(tmp_path, desk_url, "backup", str(tmp_path / "copy"))
    for words in (("restore", str(tmp_path / "copy"), "--yes"), ("vacuum",), ("rebuild",)):
        assert called in (await ran(tmp_path, desk_url, *words)).splitlines()[-1], words
    assert f"{called}" in next(
        each for each in (await ran(tmp_path, desk_url, "doctor")).splitlines() if "desk" in each
    )


async def test_a_backup_from_before_the_desk_moved_is_refused_and_one_that_is_there_is_told_of(
    desk_url: str, tmp_path: Path
) -> None:
    """Nobody would read what it holds of chats, and /forget would not reach it."""
    path = evening("0011", tmp_path / "bell.db")
    (base, *_) = dossiers(tmp_path)
    await ran(tmp_path, desk_url, "migrate-desk", "--yes", rules=str(base))
    before = tmp_path / "bell.db.before-migrate-desk"
    status, _, errors = await said(tmp_path, "restore", str(before), "--yes", DESK=desk_url)
    assert status == 1
    assert "has a desk of its own, from before it moved to DESK; move" in errors
    assert not (tmp_path / "bell.db.before-restore").exists()
    path.unlink()
    before.rename(path)
    out = await ran(tmp_path, desk_url, "doctor", rules=str(base))
    assert "holds what nobody reads of chats and editors" in out
    path.unlink()
    assert "Red Party" in await ran(tmp_path, desk_url, "ask", "/chamber diet", rules=str(base))
    assert "holds what nobody" not in await ran(tmp_path, desk_url, "doctor", rules=str(base))


async def test_a_record_that_followed_a_desk_says_so_where_none_is_set(desk_url: str, tmp_path: Path) -> None:
    await ran(tmp_path, desk_url, "ask", "/sources senate")
    await ran(tmp_path, desk_url, "backup", str(tmp_path / "copy"))
    status, out, _ = await said(tmp_path, "restore", str(tmp_path / "copy"), "--yes")
    assert status == 0
    assert "This is the record of a worker whose desk is elsewhere; set DESK" in out


async def test_what_is_no_address_ends_a_backup_before_it_begins(tmp_path: Path, postgres: Postgres) -> None:
    del postgres
    with closing(sqlite3.connect(evening("0011", tmp_path / "bell.db"))):
        status, _, errors = await said(tmp_path, "backup", str(tmp_path / "copy"), DESK="postgresql://[")
    assert status == 1
    assert "DESK is no address" in errors
    assert not (tmp_path / "copy").exists()
