"""A record that follows a desk elsewhere: revision after revision, in their order, and never anything else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.connections import Connection
from data.desk import unsent
from data.desk.statements import append, content, head, revision
from data.desk.values import Revision
from data.dossier import Dossier
from data.errors import StoreError
from data.publish import forget
from data.record.revise import revise
from data.sql import Executes, Sql

STEP = 20
"""Revisions that are taken over in one transaction."""

SENT = 500
"""Cards and tokens that are sent at once."""


@dataclass(frozen=True, slots=True)
class Published:
    """A revision with its dossier, as the desk has it."""

    revision: Revision
    content: str


def after(desk: Executes, last: Revision | None, limit: int = STEP) -> list[Published]:
    """Give the revisions of a desk that come after the last one of a record, oldest first.

    Raises StoreError when that one is not the desk's: the record follows another desk, or this one lost some.
    """
    if last is not None:
        same = revision(desk, last.number)
        if same is None or (same.dossier, same.at) != (last.dossier, last.at):
            raise StoreError(
                f"revision {last.number} of this record is not on the desk; move the file of DATABASE away to have the "
                "record made anew from the desk, or, if the desk is new, bring it there with migrate-desk"
            )
    since = 0 if last is None else last.number
    numbers = desk.execute("SELECT number FROM revisions WHERE number > ? ORDER BY number LIMIT ?", (since, limit))
    return [_published(desk, number) for (number,) in numbers.fetchall()]


def last(db: Executes) -> Revision | None:
    """Give the newest revision of a record."""
    return revision(db, head(db))


def take(db: Connection, published: Iterable[Published]) -> None:
    """Make the record what it is after these revisions, leaving out those it has; inside a transaction."""
    for each in published:
        number = each.revision.number
        if number == head(db) + 1:
            dossier = Dossier.model_validate(json.loads(each.content))
            revise(db, number, dossier)
            append(db, replace(each.revision, author="", approver=None), each.content)
            if dossier.redactions:
                forget(db, dossier)


def level(db: Connection, desk: Sql) -> None:
    """Take over what is new and send what is unsent, to the last of it; inside a transaction of both."""
    while found := after(desk, last(db)):
        take(db, found)
    while (rows := unsent.some(db, SENT)) is not None and unsent.take(desk, rows):
        unsent.sent(db, rows)


def _published(desk: Executes, number: int) -> Published:
    made = revision(desk, number)
    if made is None:
        raise StoreError(f"revision {number} went from the desk while it was read")
    return Published(made, content(desk, number) or "")
