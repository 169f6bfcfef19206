"""A file of before anybody could correct anything."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from data.accepting import EDITING
from data.connections import connect_writer, writing
from data.desk import Desk, statements
from data.desk.statements import stamp
from data.editing import Newsroom, correction
from data.migrations import migrations
from data.publish import canonical
from data.rebuild import rebuild
from data.record import tables
from tests.data.editing.helping import push
from tests.data.samples import AT, BASE, sample, seats


def older(path: Path) -> None:
    """Make a file as it was before the step that made room for editing, with one revision in it."""
    dossier = sample(BASE + "tables:\n" + seats("t", red=5))
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(Database(path)) as db:
        db.conn.create_function("folded", 1, str)
        migrations.apply(db, stop_before="0004-editing")
        values = (1, "base", "A title", "digest", canonical(dossier), "ed", "why", stamp(AT), "[]")
        db.execute("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        db.conn.commit()


async def test_a_file_of_an_earlier_version_is_brought_up_to_date(path: Path) -> None:
    """Its revisions are updates that nobody silenced; what they say can be corrected now."""
    older(path)
    async with Newsroom(path) as room:
        (revision,) = await Desk(room).revisions()
        assert (revision.kind, revision.silent, revision.request, revision.undoes) == ("update", False, None, None)
        await rebuild(room, replace=True)
        await push(room, correction("t/red", 7, "slip", "ours"))
        found = await room.read(tables.get, "t")
        assert found is not None
        assert found.value("red") == 7
        assert (await rebuild(room)).equal


def test_opening_it_twice_changes_it_once(path: Path) -> None:
    """The columns that came are there, each once."""
    older(path)
    for _ in range(2):
        with closing(connect_writer(path)) as db, writing(db):
            assert statements.head(db) == 1
            columns = [row[1] for row in db.execute("PRAGMA table_info(revisions)")]
    assert len(columns) == 9 + sum("ALTER TABLE revisions" in each for each in EDITING)
