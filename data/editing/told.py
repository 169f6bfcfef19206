"""A preview as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from data.changes import Changes, Shift
from data.desk.values import Revision
from data.editing.values import Done, NeedsSecond, Outcome, Preview, Refused, Renewed

SECOND: dict[NeedsSecond, str] = {
    "contributor": "a contributor proposes it",
    "all": "every revision needs one",
    "outcome": "an outcome turns",
    "majority": "a majority is won or lost",
    "sum": "a sum does not come out",
}
DENIED = {
    "role": "your role does not allow it",
    "theirs": "it is somebody else's",
    "own": "a second editor cannot be the first",
    "unknown": "there is no such preview",
    "expired": "the preview has expired; push it again",
    "discarded": "it was discarded",
}
SHOWN = 40
"""Lines of changes that are shown; a dossier may change thousands of things."""


def preview(shown: Preview, *, least: bool) -> Iterator[str]:
    """Give what publishing would do, line by line; `least` when some messages may not be counted yet."""
    yield f"{shown.title} ({shown.kind}, {shown.dossier})"
    yield f"  {shown.why}"
    if shown.nothing:
        yield "  The record says all of this already."
        return
    told = [*changes(shown.changes)]
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        yield f"  and {len(told) - SHOWN} changes more"
    for each in shown.warnings:
        yield f"  ! {each.code}: {each.message}" + (f" ({each.arithmetic})" if each.arithmetic else "")
    for flip in shown.changes.flips:
        yield f"  ! {flip.what} of {flip.subject}: {flip.before or 'nobody'} → {flip.after or 'nobody'}"
    if shown.stale:
        yield f"  issued cards that no longer hold: {shown.stale}"
    for reach in shown.reach:
        counts = f"{reach.messages} messages in {reach.chats} chats, {reach.seconds} s at the limit"
        yield f"  {reach.platform}: {'at least ' if least else ''}{counts}"
    if shown.second:
        yield f"  needs a second editor: {', '.join(SECOND[each] for each in shown.second)}"


def changes(found: Changes) -> Iterator[str]:
    """Give what a revision changes, line by line."""
    for thing in found.things:
        yield f"  {thing.how} {thing.kind} {thing.id}"
    for figure in found.figures:
        if figure.before is not None:
            yield f"  {figure.id}: {figure.before} → {figure.after or 'gone'}"
    for shift in found.shifts:
        yield f"  {shift.subject}, {shift.measure}, {shift.part}: {_shifted(shift)}"


def _shifted(shift: Shift) -> str:
    was, now = (_number(value, table) for value, table in ((shift.before, shift.was), (shift.after, shift.now)))
    return f"{was} → {now}"


def _number(value: int | None, table: str | None) -> str:
    told = "not given" if value is None else str(value)
    return f"{told} ({table})" if table else told


def outcome(found: Outcome) -> str:
    """Give what came of publishing in one line."""
    if isinstance(found, Done):
        told = f"Revision {found.revision.number}: {found.revision.title}"
        return f"{told} (published already; nothing was changed)" if found.again else told
    if isinstance(found, Renewed):
        return "The record moved meanwhile; look again."
    if isinstance(found, Refused):
        return f"Nothing was published: {DENIED.get(found.why, found.why)}."
    return f"Preview {found.preview.draft.id} waits for a second editor."


def revision(each: Revision, *, gone: bool) -> str:
    """Give a revision in one line: number, when, who, what, why."""
    by = f"{each.author} and {each.approver}" if each.approver else each.author
    marks: list[str] = [each.kind] if each.kind != "update" else []
    marks += [f"undoes {each.undoes}"] if each.undoes else []
    marks += [f"mistake: {each.mistake}"] if each.mistake else []
    marks += ["silent"] if each.silent else []
    marks += [f"{len(each.warnings)} warnings"] if each.warnings else []
    marks += ["taken back"] if gone else []
    told = f"  ({', '.join(marks)})" if marks else ""
    return f"{each.number}  {each.at:%Y-%m-%d %H:%M}  {by}  {each.dossier}  {each.why}{told}"
