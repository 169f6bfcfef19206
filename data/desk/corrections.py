"""What corrections changed of what was shown: the statements for SQLite."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from data.desk.values import Mended, Posting, Shown


def mended(db: Database, posting: Posting) -> tuple[Mended, ...]:
    """Give what corrections since a posting was made changed of its figures."""
    shown: dict[str, list[str]] = {}
    for figure, state in posting.shows:
        shown.setdefault(figure, []).append(state)
    found = (_mended(db, figure, states, posting.revision) for figure, states in shown.items())
    return tuple(each for each in found if each is not None)


def mended_of(db: Database, shown: Iterable[Shown]) -> tuple[Mended, ...]:
    """Give what corrections since changed of figures that were shown, each state for itself."""
    found = (_mended(db, each.figure, [each.state], each.revision) for each in shown)
    return tuple(each for each in found if each is not None)


def _mended(db: Database, figure: str, states: list[str], since: int) -> Mended | None:
    sql = """
        SELECT c.before, c.after, r.number, r.at, r.kind, r.mistake, r.reason
        FROM corrections c JOIN revisions r ON r.number = c.revision
        WHERE c.figure = ? AND c.revision > ? ORDER BY c.revision
    """
    made = db.execute(sql, (figure, since)).fetchall()
    if not made:
        return None
    steps = [(before, after) for before, after, *_ in made]
    _, after, revision, at, *why = made[-1]
    if any(is_content(each) for each in (steps[0][0], after)):
        if steps[0][0] == after:
            return None
        return Mended(figure, states[0], after and states[0], revision, datetime.fromisoformat(at), *why)
    wrong = [each for each in states if _is_wrong(each, steps)]
    if not wrong:
        return None
    # A message put right before showed several; what it showed first is what the first correction found.
    first = next((each for before, _ in steps for each in wrong if each == before), wrong[0])
    return Mended(figure, first, after, revision, datetime.fromisoformat(at), *why)


def _is_wrong(state: str, steps: Iterable[tuple[str | None, str | None]]) -> bool:
    """Say whether a state is wrong after corrections, step by step, from one state of the figure to another."""
    found = False
    for before, after in steps:
        if before is not None and same(state, before, after):
            found = True
        if after is not None and same(state, after, before):
            found = False
    return found


def same(state: str, judged: str, other: str | None) -> bool:
    """Say whether what is judged of one state holds for another: that of its value under any status, or of it alone.

    It is about the value where a correction from or to `other` changed that, about the status where that alone.
    """
    if other is None:
        return True
    value = judged.partition(" ")[0]
    return state.partition(" ")[0] == value if other.partition(" ")[0] != value else state == judged


CONTENT = "#"
"""What the state of a quotation, claim, event or outcome begins with in `corrections`: a digest of all it says."""


def is_content(state: str | None) -> bool:
    """Say whether a state is a digest of words rather than a figure's value and status."""
    return state is not None and state.startswith(CONTENT)
