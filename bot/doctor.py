"""What an operator asks when something is wrong: is everything in its place, and if not, what to do."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.base import Inquiry, State, Told
from bot.errors import SetUpError
from bot.pictures.measure import FILES
from bot.settings import ROOT, Settings
from data import following
from data.backup import of_people
from data.connections import connect_reader, connect_writer
from data.desk import statements
from data.desk.sending import NEWS
from data.errors import DataError, DeskAway
from data.migrations import migrations, newer
from data.rebuild import rebuild
from data.sql import Executes
from data.store import Store
from data.waiting import Stranded, stranded

if TYPE_CHECKING:
    from data.postgres import Postgres

ROOM = 256 * 2**20
"""Free bytes on the disk below which an operator should make room."""

EARLIEST = 1_767_225_600.0
"""The first second of 2026: a clock before it was never set."""

RETOLD = ("telegram-menu:", "discord/commands/")
"""How the keys begin under which the adapters keep what a platform was told."""

ANEW = "make it anew: python -m bot rebuild --replace"

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)( *;)?", re.MULTILINE)
"""A line of the lock: name, version, and whether it is for some machines only."""


async def examine(
    settings: Settings, inquiries: Iterable[Inquiry] = (), now: Callable[[], float] = time.time
) -> list[Told]:
    """Look at everything on this machine, and ask the platforms; give what was found, in a settled order.

    Changes nothing.
    """
    found = [
        _python(),
        *_lock(ROOT / "requirements.lock"),
        *_settings(settings),
        _clock(now()),
        _disk(settings.database),
    ]
    found += [_fonts(), *await asyncio.to_thread(lambda: list(_database(settings.database)))]
    found += await _record(settings.database)
    at = datetime.fromtimestamp(now(), UTC)
    if settings.desk is not None:
        found += await _desk(settings, settings.desk.get_secret_value(), at)
    elif await asyncio.to_thread(_current, settings.database):
        found += await asyncio.to_thread(_stranded_here, settings, at)
    return [*found, *(told for each in await asyncio.gather(*(ask() for ask in inquiries)) for told in each)]


async def retell(settings: Settings) -> None:
    """Have the next start tell the platforms menus and commands, whatever they were told before. Raises DataError."""
    if settings.desk is not None:
        async with _postgres(settings.desk.get_secret_value()) as desk:
            await desk.write(_told_otherwise)
    elif settings.database.is_file():
        async with Store(settings.database) as store:
            await store.write(_told_otherwise)


def _told_otherwise(db: Executes) -> None:
    for beginning in RETOLD:
        db.execute("UPDATE memory SET value = 'otherwise' WHERE substr(key, 1, ?) = ?", [len(beginning), beginning])


def _postgres(address: str) -> Postgres:
    """Give the desk; its library is loaded only where there is one."""
    from data.postgres import Postgres  # noqa: PLC0415  # see above

    return Postgres(address)


def worst(found: list[Told]) -> State:
    """Give the worst of what was found."""
    states = {each.state for each in found}
    return "wrong" if "wrong" in states else "odd" if "odd" in states else "well"


def _python() -> Told:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036  # whoever runs an older one should read it here
        return Told("Python", "wrong", f"{version} is too old; install 3.11 or newer")
    return Told("Python", "well", version)


def _lock(path: Path) -> Iterator[Told]:
    """Compare what is installed with what the lock names."""
    if not path.is_file():
        yield Told("lock", "odd", f"{path.name} is not there; take the whole project, not parts of it")
        return
    other = [
        _unlike(name, version, optional=bool(some))
        for name, version, some in PINNED.findall(path.read_text(encoding="utf-8"))
    ]
    unlike = [each for each in other if each]
    if unlike:
        listed = ", ".join(unlike[:5]) + (" …" if len(unlike) > 5 else "")  # noqa: PLR2004  # enough to see what is up
        yield Told("lock", "odd", f"{listed}; run `make run`, which installs what the lock names")
    else:
        yield Told("lock", "well", f"{len(other)} libraries as the lock names them")


def _unlike(name: str, version: str, *, optional: bool) -> str:
    try:
        installed = metadata.version(name)
    except metadata.PackageNotFoundError:
        return "" if optional else f"{name} is missing"
    return "" if installed == version else f"{name} is {installed}, not {version}"


def _settings(settings: Settings) -> Iterator[Told]:
    served = [
        name for name, token in (("Telegram", settings.telegram_token), ("Discord", settings.discord_token)) if token
    ]
    yield Told("settings", "well", f"read; serves {' and '.join(served) if served else 'the terminal'}")
    if served and not settings.owners:
        yield Told("owners", "odd", "OWNERS is empty, so nobody can push updates from a chat; write telegram:YOUR_ID")
    missing = [path for path in settings.dossier_paths() if not path.exists()]
    if missing:
        yield Told("dossiers", "wrong", f"{missing[0]} is not there; correct DOSSIERS")


def _clock(now: float) -> Told:
    moment = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(now))
    if now < EARLIEST:
        return Told("clock", "wrong", f"{moment} is in the past; set the machine's clock, or cards carry wrong dates")
    return Told("clock", "well", moment)


def _disk(path: Path) -> Told:
    place = next(each for each in (path.absolute().parent, *path.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(place).free
    megabytes = f"{free / 2**20:,.0f} MB free at {place}"
    return Told("disk", "well", megabytes) if free >= ROOM else Told("disk", "wrong", f"{megabytes}; free some space")


def _fonts() -> Told:
    missing = [file.name for file in FILES.values() if not file.is_file()]
    if missing:
        return Told("fonts", "wrong", f"{', '.join(missing)} not there; take the whole project, pictures need them")
    return Told("fonts", "well", f"{len(FILES)} files")


def _database(path: Path) -> Iterator[Told]:
    if not path.is_file():
        yield Told("database", "well", f"{path} will be made at the first start")
        return
    try:
        with closing(connect_reader(path)) as db:
            verdict = [row[0] for row in db.execute("PRAGMA integrity_check(3)").fetchall()]
            broken = db.execute("PRAGMA foreign_key_check").fetchall()
            older = bool(migrations.pending(db))
        searched = None if older else _search(path)
    except (DataError, sqlite3.DatabaseError) as error:
        mend = "" if "bot restore" in str(error) else "; restore a backup: python -m bot restore FILE"
        yield Told("database", "wrong", f"{error}{mend}")
        return
    if verdict == ["ok"]:
        yield Told("database", "well", f"{path}, {path.stat().st_size / 2**20:,.1f} MB, whole")
    else:
        yield Told("database", "wrong", f"{verdict[0]}; restore a backup: python -m bot restore FILE")
    if broken:
        yield Told(
            "references", "wrong", f"{len(broken)} rows name what is not there; run: python -m bot rebuild --replace"
        )
    else:
        yield Told("references", "well", "every row names what is there")
    yield searched or Told("search", "odd", "written by an older version; the next start brings it up to date")


def _search(path: Path) -> Told:
    """Have SQLite compare the index with the texts it is over; that is a write that changes nothing and is undone.

    https://www.sqlite.org/fts5.html#the_integrity_check_command
    """
    with closing(connect_writer(path)) as db:
        found = db.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'").fetchall()
        db.execute("BEGIN IMMEDIATE")
        try:
            for (name,) in found:
                db.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608  # ours
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            return Told("search", "wrong", f"the index is not that of the texts; {ANEW}")
        finally:
            db.execute("ROLLBACK")
    return Told("search", "well", "the index holds every text")


def _current(path: Path) -> bool:
    """Say whether there is a database that opening would not change."""
    if not path.is_file():
        return False
    try:
        with closing(connect_reader(path)) as db:
            return not migrations.pending(db) and not newer(db)
    except (DataError, sqlite3.DatabaseError):
        return False


async def _record(path: Path) -> list[Told]:
    """Make the record anew from its revisions, and say whether it is the one in use."""
    if not await asyncio.to_thread(_current, path):
        return []
    try:
        async with Store(path) as store:
            found = await rebuild(store)
    except (DataError, SetUpError) as error:
        return [Told("record", "wrong", f"{error}")]
    if found.equal:
        return [Told("record", "well", f"equals its {found.revisions} revisions")]
    return [Told("record", "wrong", f"{len(found.differences)} rows differ from its revisions; {ANEW}")]


def _stranded_here(settings: Settings, at: datetime) -> list[Told]:
    with closing(connect_reader(settings.database)) as db:
        return _stranded(stranded(db, at), settings)


def _stranded(found: Iterable[Stranded], settings: Settings) -> list[Told]:
    """Give what waits on a platform where nobody delivers."""
    tokens = {"telegram": settings.telegram_token, "discord": settings.discord_token}
    return [_waits(each, given=tokens.get(each.platform) is not None) for each in found]


def _waits(each: Stranded, *, given: bool) -> Told:
    todo = "start the bot" if given else f"set {each.platform.upper()}_TOKEN and start the bot, to have them sent"
    waits = f"{each.count} wait for {each.platform.capitalize()} since {each.since:%Y-%m-%d %H:%M} UTC"
    kept = f"news is let go after {NEWS.days} days, what puts messages right is not"
    return Told("deliveries", "odd", f"{waits}, and nobody delivers there; {todo}; {kept}")


async def _desk(settings: Settings, address: str, at: datetime) -> list[Told]:
    """Ask the desk that is elsewhere: whether the record is one of its, and whether all that is due goes out."""
    path = settings.database
    try:
        async with _postgres(address) as desk:
            head = await desk.read(statements.head)
            waits = _stranded(await desk.read(stranded, at), settings)
            if not await asyncio.to_thread(_current, path):
                said = f"{desk.called}, {head} revisions; the record is made at the first start"
                return [Told("desk", "well", said), *waits]
            async with Store(path) as store:
                last = await store.read(following.last)
                left = await desk.read(following.after, last, head + 1)
                stays = await store.read(of_people)
    except DeskAway as error:
        return [Told("desk", "wrong", f"{error}; see to PostgreSQL, its address in DESK, and the way there")]
    except DataError as error:
        return [Told("desk", "wrong", f"{error}")]
    if stays:
        said = (
            f"{path} holds what nobody reads of chats and editors, from before the desk moved to "
            f"{desk.called}; stop the bot, move the file away and start: the record is made anew"
        )
        return [Told("desk", "odd", said), *waits]
    behind = f"; the record has {len(left)} of them to take over" if left else ""
    return [Told("desk", "well", f"{desk.called}, {head} revisions{behind}"), *waits]
