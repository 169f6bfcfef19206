"""A desk that moves from its file to PostgreSQL: all of it, checked, or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data.desk import Chat, Desk, Settings, Watch
from data.due import make_due
from data.editing import Newsroom
from data.errors import DataError
from data.postgres import Follower, Moved, Postgres, move, moving
from data.postgres.schema import TABLES
from data.postgres.session import Session
from data.rebuild import rebuild
from tests.data.desk.conftest import tables
from tests.data.desk.test_keeping import live
from tests.data.editing.helping import push
from tests.data.postgres.test_following import QUOTE, rows
from tests.data.samples import AT, BASE, POSTING, sample

CHAT = "telegram:7"


async def filled(path: Path) -> None:
    """Make a file with something in every table."""
    async with Newsroom(path, plan=make_due) as room:
        desk = Desk(room)
        await push(room, sample(BASE))
        await live(desk, room, CHAT)
        await desk.watch(Watch(CHAT, "", "everything", AT), 9)
        await push(room, sample(QUOTE, "said"))
        await desk.issue("K7Q2F9", "senate", None, [("t/pti", "25 reported")], AT)
        await desk.shorten("quote اردو " + "words " * 40)


def moved(path: Path, url: str) -> Moved:
    desk = Postgres(url)
    return move(path, desk)


async def test_everything_is_there_and_the_file_follows(path: Path, desk_url: str) -> None:
    """What was due is due, who follows is told, and the next revision has the next number."""
    await filled(path)
    done = moved(path, desk_url)
    assert done.rows["revisions"] == 3
    assert all(done.rows[table] for table in ("chats", "watches", "postings", "outbox", "editors", "audit", "tokens"))
    async with Postgres(desk_url) as engine, Newsroom(path, plan=make_due, apart=engine) as room:
        desk = Desk(room)
        await Follower(room, engine).step()
        assert (await desk.chat(CHAT)) == Chat(CHAT, AT, settings=Settings(language="ur"))
        assert [each.author for each in await desk.revisions(signed=True)][1] == CHAT
        await desk.post(POSTING)
        assert await push(room, sample(QUOTE.replace("{q:", "{other:"), "more")) == 4
        assert (await rebuild(room)).equal


async def test_nobody_is_named_in_the_file_that_is_left(path: Path, desk_url: str) -> None:
    """The file as it was is kept beside it."""
    await filled(path)
    done = moved(path, desk_url)
    assert done.kept.name == f"{path.name}.before-migrate-desk"
    assert rows(done.kept, "watches") != []
    with closing(sqlite3.connect(path)) as db:
        cells = {each: str(db.execute(f"SELECT * FROM {each}").fetchall()) for each in tables(db) & set(TABLES)}  # noqa: S608  # names out of the schema
    assert [each for each, said in cells.items() if CHAT in said] == []
    with pytest.raises(DataError, match="moved already"):
        moved(path, desk_url)


async def test_a_desk_that_is_there_already_is_not_touched(path: Path, tmp_path: Path, desk_url: str) -> None:
    """Unless it is this one: then the move was cut short after it was done there."""
    await filled(path)
    other = tmp_path / "other.db"
    async with Newsroom(other, plan=make_due) as room:
        await push(room, sample(BASE, "another"))
    moved(other, desk_url)
    with pytest.raises(DataError, match="another desk"):
        moved(path, desk_url)
    assert rows(path, "watches") != []


async def test_a_move_that_was_cut_short_is_taken_up_again(
    path: Path, desk_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was kept there, and the file was not yet cleared."""
    await filled(path)

    def cut(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(moving, "_leave", cut)
        with pytest.raises(KeyboardInterrupt):
            moved(path, desk_url)
    assert rows(path, "watches") != []
    assert moved(path, desk_url).rows["revisions"] == 3
    assert rows(path, "watches") == []


async def test_a_file_in_use_is_not_moved(path: Path, desk_url: str) -> None:
    await filled(path)
    async with Newsroom(path):
        with pytest.raises(DataError, match="in use"):
            moved(path, desk_url)


async def test_what_arrives_otherwise_is_not_kept(path: Path, desk_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await filled(path)
    copied = moving._copied  # what goes wrong between the two

    def wrong(db: object, desk: Session, table: str, progress: object) -> int:
        done = copied(db, desk, table, progress)  # type: ignore[arg-type]  # as they come
        if table == "watches":
            desk.execute("UPDATE watches SET level = 1")
        return done

    with monkeypatch.context() as patched:
        patched.setattr(moving, "_copied", wrong)
        with pytest.raises(DataError, match="watches"):
            moved(path, desk_url)
    assert moved(path, desk_url).rows["watches"] == len(
        rows(path.with_name(f"{path.name}.before-migrate-desk"), "watches")
    )
