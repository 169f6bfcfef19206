"""Who hears of what waits for a second editor, and of what became of it: a private message each, through the outbox.

The message is the answer to `/preview` and the preview's id, so it is a card with the buttons to approve or discard.
That somebody cannot be reached is an outcome of a delivery, as for any other message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from data.desk import chats, drafts, editors, outbox, statements
from data.desk.statements import stamp
from data.desk.values import Delivery, Draft, Revision
from data.sql import Sql

OWNERS = "owners"
"""The key under which the desk keeps the owners that the settings name."""

ALONE = {"telegram": "telegram:{}", "discord": "discord:@{}"}
"""Where somebody is alone with the bot: on Telegram a private chat has the person's number, on Discord it is opened."""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a proposal: the revision it is, or None and whoever discarded it, as far as that is known."""

    draft: Draft
    revision: Revision | None
    by: str | None


def alone(person: str) -> str | None:
    """Give the private chat of somebody, None where a program has none."""
    platform, _, number = person.partition(":")
    return ALONE[platform].format(number) if platform in ALONE and number.isdecimal() else None


def asked(db: Sql, draft: Draft, at: datetime) -> int:
    """Make it due that every other editor hears of what waits, once each, and give how many they are."""
    return _tell(db, _approvers(db) - {draft.editor}, draft, statements.head(db), at)


def settled(db: Sql, draft: Draft, by: str, at: datetime) -> int:
    """Make it due that the proposer hears what became of what waited, and let nobody be asked any more.

    Whoever settled it themselves is told nothing; gives how many are told.
    """
    sql = "UPDATE outbox SET state = 'cancelled', ended = ? WHERE kind = 'send' AND subject = ? AND state = 'due'"
    db.execute(sql, (stamp(at), _line(draft)))
    return _tell(db, {draft.editor} - {by}, draft, draft.revision or statements.head(db), at)


def became(db: Sql, id_: str) -> Became | None:
    """Give what became of a proposal; None where it is open, waits, or is not known."""
    draft = drafts.draft(db, id_)
    if draft is None or draft.state not in {"published", "discarded"}:
        return None
    revision = statements.revision(db, draft.revision) if draft.revision is not None else None
    sql = "SELECT who FROM audit WHERE what = 'discard' AND detail = ? ORDER BY n DESC LIMIT 1"
    row = db.execute(sql, (f"preview {id_}",)).fetchone()
    by = revision.approver if revision else row[0] if row else None
    return Became(draft, revision, by)


def _tell(db: Sql, people: Iterable[str], draft: Draft, revision: int, at: datetime) -> int:
    places = [place for person in sorted(people) if (place := alone(person)) is not None]
    due = [
        Delivery(place, revision, "send", _line(draft), at, silent=chats.settings(db, place).silent) for place in places
    ]
    return outbox.enqueue(db, due)


def _approvers(db: Sql) -> set[str]:
    """Give everybody who may publish: the owners that the settings name, and the editors and owners of the desk."""
    known = json.loads(statements.recall(db, OWNERS) or "[]")
    return {*known, *(each.id for each in editors.editors(db) if each.role != "contributor")}


def _line(draft: Draft) -> str:
    return f"preview {draft.id}"
