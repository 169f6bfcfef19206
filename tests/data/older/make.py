"""Makes a file as a version of before wrote it, with what people and editors did; run by that version's own code.

    git worktree add --detach /tmp/older COMMIT && cd /tmp/older
    PYTHONPATH=. PYTHON tests/data/older/make.py FILE.sql

with the path of this file as it is now, and the Python of an environment that has that version's lock. It is kept as
SQL, so that it can be read and compared here. What was pushed last is still due: nobody ran the program after it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.fakes.telegram import TOKEN, Fake

HEAD = "dossier: {}\ntitle: A title\nwhy: A reason\ntimezone: UTC\n"
RECORD = """
sources:
  paper: {kind: article, publisher: The Paper, published: 2020-05-01, language: en}
chambers:
  diet: {names: {en: Diet}, parliament: xx, house: single, sizes: [{seats: 100, source: paper}]}
parties:
  red: {names: {en: Red Party}, short: R, colour: "#ff0000"}
  blue: {names: {en: Blue Party}, short: B}
people:
  ann: {names: {en: Ann Example}}
quotes:
  words: {text: We shall see, speaker: ann, kind: verbatim, source: paper, date: 2020-05-01, language: en}
"""
TABLE = """
  {}: {{subject: diet, measure: seats, unit: seats, as_of: {}, source: paper, status: reported,
    figures: {{red: {{value: {}}}, blue: {{value: {}}}, total: {{value: 100}}}}}}
"""
CORRECTED = """
corrections:
  red-slip: {of: third/red, field: value, value: 57, reason: a slip of ours, mistake: ours}
  blue-slip: {of: third/blue, field: value, value: 43, reason: a slip of ours, mistake: ours}
"""
ASKED = ("/start", "/chamber diet", "/watch everything", "/watch diet", "/quote we shall see")
PRAGMAS = ("page_size", "application_id", "user_version", "journal_mode")
FIRST = "type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
ORDER = "ORDER BY type = 'trigger', type = 'view', rowid"


def dossiers(folder: Path) -> list[Path]:
    """Write the record and what came after it; give the files."""
    texts = {
        "base": RECORD + "tables:" + TABLE.format("first", "2020-05-01", 55, 45),
        "second": "tables:" + TABLE.format("second", "2020-05-02", 54, 46),
        "third": "tables:" + TABLE.format("third", "2020-05-03", 56, 44),
        "slip": CORRECTED,
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(HEAD.format(name) + text, encoding="utf-8")
    return [folder / f"{name}.yaml" for name in texts]


async def said(settings: dict[str, str], *words: str) -> int:
    """Run a command of the program; give its status."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *words, env=os.environ | settings)
    return await process.wait()


async def served(fake: Fake, settings: dict[str, str], *asked: str) -> None:
    """Have the program serve a Telegram until it has answered all of this and has nothing more to send."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=os.environ | settings | {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": fake.url},
    )
    for line in asked:
        await fake.until_confirmed(await fake.say(line))
    while waiting(settings["DATABASE"]):  # noqa: ASYNC110  # it lies in another process
        await asyncio.sleep(0.1)
    process.terminate()
    await process.wait()


def waiting(database: str) -> int:
    """Count what is due."""
    with contextlib.closing(sqlite3.connect(database)) as db:
        return int(db.execute("SELECT count(*) FROM outbox WHERE state IN ('due', 'leased')").fetchone()[0])


async def evening(fake: Fake, folder: Path) -> Path:
    """Have people ask and follow, and editors push and correct; give the file."""
    base, second, third, slip = dossiers(folder)
    database = folder / "bell.db"
    nothing = dict.fromkeys(("TELEGRAM_TOKEN", "DISCORD_TOKEN"), "")
    settings = nothing | {"DATABASE": str(database), "DOSSIERS": str(base), "NO_PROXY": "127.0.0.1"}
    await served(fake, settings, *ASKED)
    if await said(settings, "push", str(second), "--yes"):
        await said(settings | {"DOSSIERS": f"{base},{second}"}, "ask", "/chamber diet")  # it cannot push yet
    else:
        await served(fake, settings, "/chamber diet")
        await said(settings, "push", str(third), "--yes")
        await served(fake, settings, "/chamber diet")
        await said(settings, "push", str(slip), "--yes")
    return database


def written(path: Path) -> str:
    """Give the statements that make this file again: all it holds, an index of words as it lies there."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        return "".join(f"{each};\n" for each in _statements(db))


def made(text: str, path: Path) -> None:
    """Make the file of these statements. Raises sqlite3.Error where they make none."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(text)


def _statements(db: sqlite3.Connection) -> Iterator[str]:
    for pragma in PRAGMAS:
        yield f"PRAGMA {pragma} = {db.execute(f'PRAGMA {pragma}').fetchone()[0]}"
    yield "PRAGMA foreign_keys = OFF"
    yield "BEGIN"
    named = db.execute(f"SELECT name, sql FROM sqlite_master WHERE {FIRST} ORDER BY rowid").fetchall()  # noqa: S608
    virtual = tuple(f"{name}_" for name, sql in named if sql.startswith("CREATE VIRTUAL TABLE"))
    for name, sql in named:
        if virtual and name.startswith(virtual):  # it comes with the virtual one, with rows of its own
            yield f'DELETE FROM "{name}"'  # noqa: S608  # the file's own names, as below
        else:
            yield sql
        if f"{name}_" not in virtual:
            yield from _rows(db, name)
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        yield "DELETE FROM sqlite_sequence"
        yield from _rows(db, "sqlite_sequence")
    rest = f"SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL {ORDER}"  # noqa: S608
    yield from (sql for (sql,) in db.execute(rest).fetchall())
    yield "COMMIT"


def _rows(db: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    values = " || ', ' || ".join(f'quote("{each}")' for each in columns)
    for (row,) in db.execute(f'SELECT {values} FROM "{table}"').fetchall():  # noqa: S608
        yield f'INSERT INTO "{table}" VALUES ({row})'  # noqa: S608


async def main(file: Path) -> None:
    """Use the program for an evening, and keep its file."""
    with tempfile.TemporaryDirectory() as folder:
        async with Fake() as fake:
            database = await evening(fake, Path(folder))
        file.write_text(written(database), encoding="utf-8")  # noqa: ASYNC240  # nothing else runs


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
