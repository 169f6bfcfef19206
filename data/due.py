"""What a revision makes due: who hears of it, and which messages it puts right. Called as it is published."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlite_utils import Database

from data.books import Books
from data.changes import Changes, Weight
from data.desk import ALL, plan
from data.desk.corrections import CONTENT
from data.desk.plan import Change
from data.desk.values import Revision
from data.record.apply import bases

WEIGHS: dict[Weight, int] = {
    "wording": 1,
    "figure": 2,
    "margin": 2,
    "retraction": 2,
    "correction": 2,
    "majority": 3,
    "outcome": 3,
}
"""How loud a watch has to be to hear of it, by its place in `LOUD` counted from 1: outcomes hear of 3 alone."""

SAID = ("quote", "claim", "event", "outcome", "motion", "schedule", "contest")
"""Kinds of things that cards show besides figures."""


def make_due(books: Books, revision: Revision, changes: Changes) -> None:
    """Write down what is due because of a revision, inside the transaction that publishes it.

    A silent one is told to nobody who follows; what it puts right is put right all the same.
    """
    if not revision.silent:
        plan.notices(books.desk, revision.number, weights(changes), revision.at)
    if changes.puts_right:
        figures = [Change(each.id, each.before, each.after) for each in changes.figures]
        if revision.kind == "redaction":
            plan.forget_states(books.desk, [each.figure for each in figures])
        plan.corrections(books.desk, revision.number, [*figures, *_said(books.record, revision, changes)], revision.at)


def weights(changes: Changes) -> dict[str, int]:
    """Give how much changes weigh for each subject that people follow, and for those who follow everything."""
    found = {each.subject: max((WEIGHS[weight] for weight in each.weights), default=1) for each in changes.touched}
    return found | {ALL: max(found.values())} if found else {}


def _said(db: Database, revision: Revision, changes: Changes) -> list[Change]:
    number, ids = revision.number, [each.id for each in changes.things if each.kind in SAID]
    if revision.kind == "redaction":  # what was said is in no revision any more
        return [Change(id_, f"{CONTENT}redacted", None) for id_ in ids]
    before, after = (_digests(db, ids, at) for at in (number - 1, number))
    return [Change(id_, before.get(id_), after.get(id_)) for id_ in ids]


def _digests(db: Database, ids: Collection[str], at: int) -> dict[str, str]:
    """Give a digest of all that is said of each thing at a revision; nothing of what is not there."""
    found = bases(db, ids, at, laid_over=True)
    texts = {id_: repr(sorted(rows, key=repr)) for id_, rows in found.items() if rows}
    return {id_: CONTENT + hashlib.sha256(text.encode()).hexdigest()[:12] for id_, text in texts.items()}
