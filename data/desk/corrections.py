"""What corrections changed of what was shown: the statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from data.desk.values import Mended, Posting, Shown
from data.sql import Sql

Step = tuple[str | None, str | None]
"""From one state of a figure to another; None is no figure."""


def mended(db: Sql, posting: Posting) -> tuple[Mended, ...]:
    """Give what corrections since a posting was made changed of its figures."""
    shown: dict[str, list[str]] = {}
    for figure, state in posting.shows:
        shown.setdefault(figure, []).append(state)
    found = (_mended(db, figure, states, posting.revision) for figure, states in shown.items())
    return tuple(each for each in found if each is not None)


def touched(db: Sql, posting: Posting) -> bool:
    """Say whether corrections since a posting was made were about anything it shows, whatever came of them."""
    sql = "SELECT 1 FROM corrections WHERE figure = ? AND revision > ?"
    return any(db.execute(sql, (figure, posting.revision)).fetchone() for figure, _ in posting.shows)


def mended_of(db: Sql, shown: Iterable[Shown]) -> tuple[Mended, ...]:
    """Give what corrections since changed of figures that were shown, each state for itself."""
    found = (_mended(db, each.figure, [each.state], each.revision) for each in shown)
    return tuple(each for each in found if each is not None)


def _mended(db: Sql, figure: str, states: list[str], since: int) -> Mended | None:
    sql = """
        SELECT c.before, c.after, r.number, r.at, r.kind, r.mistake, r.reason
        FROM corrections c JOIN revisions r ON r.number = c.revision
        WHERE c.figure = ? AND c.revision > ? ORDER BY c.revision
    """
    made = db.execute(sql, (figure, since)).fetchall()
    if not made:
        return None
    judged = [(before, after) for before, after, *_ in made]
    _, after, revision, at, *why = made[-1]
    if any(is_content(each) for each in (judged[0][0], after)):
        if judged[0][0] == after:
            return None
        return Mended(figure, states[0], after and states[0], revision, datetime.fromisoformat(at), *why)
    wrong = [each for each in states if is_wrong(each, judged)]
    if not wrong:
        return None
    # A message put right before showed several; what it showed first is what the first correction found.
    first = next((each for before, _ in judged for each in wrong if each == before), wrong[0])
    return Mended(figure, first, after, revision, datetime.fromisoformat(at), *why)


def is_wrong(state: str, steps: Iterable[Step]) -> bool:
    """Say whether a state is wrong after corrections, step by step.

    Value and status are judged apart: a value is wrong that a correction made another, under whatever status it was
    shown, until a correction makes another value that one again. Everything is wrong of what was taken out.
    """
    value, _, status = state.partition(" ")
    values = statuses = gone = False
    last: str | None = None
    for before, after in steps:
        was, gone = before or last, after is None
        last = after or was
        if was is not None and after is not None:
            values = _turned(value, values, was.partition(" ")[0], after.partition(" ")[0])
            statuses = _turned(status, statuses, was.partition(" ")[2], after.partition(" ")[2])
    return gone or values or statuses


def _turned(shown: str, wrong: bool, before: str, after: str) -> bool:  # what it was until then
    """Give whether what is shown is wrong after what stood there became another."""
    if before == after:
        return wrong
    return shown == before or (wrong and shown != after)


def becomes_wrong(state: str | None, later: Sequence[Step]) -> bool:
    """Say whether what a correction made of a figure, None for taking it out, is wrong after later ones."""
    if state is None or is_content(state):
        return bool(later) and later[-1][1] != state
    return is_wrong(state, later)


def steps(db: Sql, figure: str) -> list[tuple[int, Step]]:
    """Give what corrections made of a figure, oldest first, with their revisions."""
    sql = "SELECT revision, before, after FROM corrections WHERE figure = ? ORDER BY revision"
    return [(revision, (before, after)) for revision, before, after in db.execute(sql, (figure,))]


CONTENT = "#"
"""What the state of a quotation, claim, event or outcome begins with in `corrections`: a digest of all it says."""


def is_content(state: str | None) -> bool:
    """Say whether a state is a digest of words rather than a figure's value and status."""
    return state is not None and state.startswith(CONTENT)
