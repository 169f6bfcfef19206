"""What corrections changed of what was shown: the statements for SQLite."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.desk.values import Mended, Posting


def mended(db: Database, posting: Posting) -> tuple[Mended, ...]:
    """Give what corrections since a posting was made changed of its figures."""
    shown: dict[str, list[str]] = {}
    for figure, state in posting.shows:
        shown.setdefault(figure, []).append(state)
    found = (_mended(db, figure, states, posting.revision) for figure, states in shown.items())
    return tuple(each for each in found if each is not None)


def _mended(db: Database, figure: str, states: list[str], since: int) -> Mended | None:
    sql = """
        SELECT c.before, c.after, c.revision, r.at FROM corrections c JOIN revisions r ON r.number = c.revision
        WHERE c.figure = ? AND c.revision > ? ORDER BY c.revision
    """
    made = db.execute(sql, (figure, since)).fetchall()
    wrong = [each for each in states if _wrong(db, figure, each)]
    if not made or not wrong:
        return None
    # A message put right before showed several; what it showed first is what the first correction found.
    first = next((each for before, *_ in made for each in wrong if each == before), wrong[0])
    _, after, revision, at = made[-1]
    return Mended(figure, first, after, revision, datetime.fromisoformat(at))


def _wrong(db: Database, figure: str, state: str) -> bool:
    return bool(db.execute("SELECT 1 FROM wrongs WHERE figure = ? AND state = ?", (figure, state)).fetchone())
