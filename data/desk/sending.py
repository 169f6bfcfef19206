"""What the courier does with the outbox: take a fair share, say how it ended, put off; the statements for SQLite."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from data.desk import chats, outbox
from data.desk.statements import stamp
from data.desk.values import Delivery, Ended, Posting, Settings
from data.hours import moment
from data.sql import Sql

_WAITING = "state IN ('due', 'leased')"
"""What the index of the outbox is restricted to; SQLite uses it only where a query says the same in these words."""

_DUE, _LEASED = f"{_WAITING} AND state = 'due'", f"{_WAITING} AND state = 'leased'"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery.

    It ended (`sent` as this message, `failed`, `gone`, `refused`, `merged`), or is `due` again at `due`; with `whole`,
    so is, or so ended, everything else that is due in the chat. `postings` stand in chats now, `lifted` is a message
    that does not any more, and `then` is due instead.
    """

    id: int
    state: Literal["due"] | Ended
    message: str | None = None
    why: str | None = None
    due: datetime | None = None
    whole: bool = False
    postings: tuple[Posting, ...] = ()
    lifted: tuple[str, str] | None = None
    then: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery that was taken, and all that its message tells, by revision: itself and what was merged into it."""

    delivery: Delivery
    told: tuple[Delivery, ...]


def share(
    db: Sql, platform: str, holder: str, at: datetime, *, known: int, limit: int, each: int, without: Collection[str]
) -> tuple[Parcel, ...]:
    """Take what is due for a holder, longest due first: at most `each` a chat, and nothing of the chats `without`.

    Nor of revisions after the last one `known`.
    """
    counts, taken, seen = Counter[str](), list[Parcel](), list[int]()
    while len(taken) < limit:
        full = {*without, *(chat for chat, count in counts.items() if count >= each)}
        found = _next(db, (platform, stamp(at), known), full, seen, limit - len(taken))
        if not found:
            break
        for id_, chat in found:
            seen.append(id_)
            counts[chat] += 1
            if counts[chat] <= each and (parcel := _taken(db, id_, holder, at, known)) is not None:
                taken.append(parcel)
    return tuple(taken)


def _next(
    db: Sql, which: tuple[str, str, int], full: Collection[str], seen: Sequence[int], limit: int
) -> list[tuple[int, str]]:
    """Give what is due next and in nobody's hands: its id and its chat."""
    sql = f"""
        SELECT id, chat FROM outbox WHERE platform = ? AND {_DUE} AND due <= ? AND revision <= ?
        AND chat NOT IN (SELECT value FROM json_each(?))
        AND id NOT IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) ORDER BY due, id LIMIT ?{db.taking}
    """  # noqa: S608  # constants
    return db.execute(sql, (*which, json.dumps(sorted(full)), json.dumps(seen), limit)).fetchall()


def _taken(db: Sql, id_: int, holder: str, at: datetime, known: int) -> Parcel | None:
    """Take one, unless the message of another one taken tells it too, or its chat has its quiet hours by now."""
    found = db.execute("SELECT chat, kind FROM outbox WHERE id = ? AND state = 'due'", (id_,)).fetchone()
    if found is None:
        return None
    settings = chats.settings(db, found[0])
    if found[1] != "edit" and _quiet(db, found[0], settings, at):
        return None
    sql = f"""
        UPDATE outbox SET state = 'leased', holder = ?, attempts = attempts + 1
        WHERE id = ? AND state = 'due' RETURNING {outbox.COLUMNS}
    """  # noqa: S608  # constants
    row = next(iter(db.execute(sql, (holder, id_)).fetchall()), None)
    if row is None:
        return None
    each = outbox.delivery(row)
    # What may have been sent already is sent again as it was; what became due since is told by another.
    told = outbox.gather(db, id_, holder, at=at, known=known, more=each.attempts == 1)
    return Parcel(replace(each, settings=settings), told)


def _quiet(db: Sql, chat: str, settings: Settings, at: datetime) -> bool:
    """Say whether a chat has its quiet hours; what was held up until then comes after them, but for edits."""
    over = moment(at, settings.timezone, quiet=settings.quiet)
    if over <= at:
        return False
    sql = "UPDATE outbox SET due = ? WHERE chat = ? AND kind <> 'edit' AND state = 'due' AND due <= ?"
    db.execute(sql, (stamp(over), chat, stamp(at)))
    return True


def waits(db: Sql, platform: str, at: datetime) -> bool:
    """Give whether anything is due."""
    sql = f"SELECT 1 FROM outbox WHERE platform = ? AND {_DUE} AND due <= ? LIMIT 1"  # noqa: S608  # constants
    return db.execute(sql, (platform, stamp(at))).fetchone() is not None


def regather(db: Sql, holder: str, ids: Collection[int], at: datetime, known: int) -> dict[int, tuple[Delivery, ...]]:
    """Give anew what each of the messages tells that a holder has, and nothing for those they have no more."""
    sql = "SELECT id, attempts FROM outbox WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(?))"
    found = db.execute(sql, (json.dumps(list(ids)),)).fetchall()
    return {id_: outbox.gather(db, id_, holder, at=at, known=known, more=attempts == 1) for id_, attempts in found}


def reclaim(db: Sql, platform: str, but: Collection[int], spared: Collection[str] = ()) -> int:
    """Make due again what anybody but the spared has taken, but for these ids, and give how much that was."""
    sql = f"""
        UPDATE outbox SET state = 'due', holder = NULL
        WHERE platform = ? AND {_LEASED} AND id NOT IN (SELECT CAST(value AS BIGINT) FROM json_each(?))
            AND coalesce(holder, '') NOT IN (SELECT value FROM json_each(?))
    """  # noqa: S608  # constants
    return db.execute(sql, (platform, json.dumps(list(but)), json.dumps(list(spared)))).rowcount


def give_back(db: Sql, platform: str, holder: str) -> None:
    """Make due again what a holder has taken."""
    sql = f"""
        UPDATE outbox SET state = 'due', holder = NULL WHERE platform = ? AND {_LEASED} AND holder = ?
    """  # noqa: S608  # constants
    db.execute(sql, (platform, holder))


def set_back(db: Sql, platform: str, before: datetime, now: datetime) -> None:
    """Hear that the time of day went from `before` to `now`: what was due is, and waits no longer than it was to.

    So it is with what is taken, or given back it would wait.
    """
    sql = f"UPDATE outbox SET due = ? WHERE platform = ? AND {_WAITING} AND due > ? AND due <= ?"  # noqa: S608  # constants
    db.execute(sql, (stamp(now), platform, stamp(now), stamp(before)))
    sql = f"SELECT id, due FROM outbox WHERE platform = ? AND {_DUE} AND attempts > 0 AND due > ?"  # noqa: S608  # constants
    late = db.execute(sql, (platform, stamp(before))).fetchall()
    moved = [(stamp(datetime.fromisoformat(due) - (before - now)), id_) for id_, due in late]
    db.executemany("UPDATE outbox SET due = ? WHERE id = ?", moved)


NEWS = timedelta(days=3)
"""How long after its revision news is still sent, and after it was due what is said to one person (ADR 53)."""


def late(db: Sql, at: datetime, limit: int) -> list[int]:
    """Give some of what waits and is not sent any more: old news, and what would put right a message no longer known.

    What puts right a message that is known never is among it.
    """
    sql = f"""
        SELECT id FROM outbox AS o WHERE {_WAITING} AND (
            kind IN ('notice', 'digest') AND because <> ''
                AND revision <= (SELECT coalesce(max(number), 0) FROM revisions WHERE at < :before)
            OR (kind = 'send' OR kind = 'notice' AND because = '') AND due < :before
            OR kind IN ('edit', 'reply') AND due < :before AND NOT EXISTS (
                SELECT 1 FROM postings AS p WHERE p.chat = o.chat AND p.message = o.subject
            )
        ) ORDER BY id LIMIT :limit
    """  # noqa: S608  # constants
    return [id_ for (id_,) in db.execute(sql, {"before": stamp(at - NEWS), "limit": limit})]


def lapse(db: Sql, ids: Collection[int], at: datetime) -> int:
    """Let these go that still wait, and give how many did; one that is sent all the same counts as sent."""
    db.lock("head", shared=True)
    sql = f"""
        UPDATE outbox SET state = 'lapsed', ended = ?, holder = NULL
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) AND {_WAITING}
    """  # noqa: S608  # constants
    return db.execute(sql, (stamp(at), json.dumps(list(ids)))).rowcount


def settle(db: Sql, holder: str, outcomes: Iterable[Outcome], at: datetime) -> None:
    """Write down what became of deliveries, together with what it brought about."""
    db.lock("head", shared=True)  # before any delivery, as whoever publishes has it
    for each in outcomes:
        _settle(db, holder, each, at)


def _settle(db: Sql, holder: str, each: Outcome, at: datetime) -> None:
    row = db.execute("SELECT chat FROM outbox WHERE id = ?", (each.id,)).fetchone()
    if row is None:  # the chat was forgotten meanwhile, and nothing of it is to be kept
        return
    again = each.due is not None
    values: dict[str, object] = {
        "id": each.id,
        "state": each.state,
        "message": each.message,
        "why": each.why,
        "holder": holder,
    }
    values |= {"due": each.due and stamp(each.due), "ended": None if again else stamp(at), "chat": row[0]}
    # What was sent before it was taken back for a newer one still was sent.
    db.execute(
        f"{_END} WHERE id = :id AND ({_OURS} OR state IN ('merged', 'cancelled', 'lapsed') AND :state = 'sent')", values
    )
    if each.whole:
        db.execute(f"{_END} WHERE chat = :chat AND id <> :id AND (state = 'due' OR {_OURS})", values)
    chats.post(db, each.postings)
    if each.lifted is not None:
        chats.lift(db, *each.lifted)
    outbox.enqueue(db, each.then)


_OURS = "(state = 'leased' AND holder = :holder)"

_END = """
    UPDATE outbox SET state = :state, message = :message, why = :why,
        due = CASE WHEN CAST(:due AS TEXT) > due THEN :due ELSE due END,
        holder = NULL, ended = :ended
"""
