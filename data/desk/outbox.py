"""What is due in chats, and who is at it: the statements for SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from data.desk import chats
from data.desk.statements import stamp
from data.desk.values import LOUD, Delivery, Ended, Kind

LONGEST = timedelta(minutes=10)
"""The longest lease. One that ends later than that from now was taken before the clock was set back, and has lapsed."""

COLUMNS = "chat, revision, kind, subject, due, id, state, attempts, message, why, silent, because"

_LAPSED = "(until <= :at OR until > :longest AND holder <> :holder)"

_FREE = f"platform = :platform AND (state = 'due' AND due <= :at OR state = 'leased' AND {_LAPSED})"

_HELD = "id = ? AND holder = ? AND state = 'leased'"


def enqueue(db: Database, deliveries: Iterable[Delivery]) -> int:
    """Add what is due and give how many are new."""
    sql = """
        INSERT INTO outbox (platform, chat, revision, kind, subject, due, silent, because, state, attempts)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'due', 0) ON CONFLICT DO NOTHING
    """
    return sum(
        db.execute(
            sql,
            (
                *(each.platform, each.chat, each.revision, each.kind, each.subject),
                *(stamp(each.due), each.silent, because(each)),
            ),
        ).rowcount
        for each in deliveries
    )


def due(db: Database, platform: str, at: datetime, limit: int) -> tuple[Delivery, ...]:
    """Give what is due and nobody holds."""
    sql = f"SELECT {COLUMNS} FROM outbox WHERE {_FREE} ORDER BY due, id LIMIT :limit"  # noqa: S608  # constants
    return tuple(delivery(row) for row in db.execute(sql, _values(platform, "", at) | {"limit": limit}))


def next_due(db: Database, platform: str) -> datetime | None:
    """Give when the next is due, or a lease lapses."""
    sql = """
        SELECT min(iif(state = 'due', due, until)) FROM outbox WHERE platform = ? AND state IN ('due', 'leased')
    """
    (found,) = db.execute(sql, (platform,)).fetchone()
    return None if found is None else datetime.fromisoformat(found)


def lease(
    db: Database, platform: str, holder: str, *, at: datetime, until: datetime, limit: int
) -> tuple[Delivery, ...]:
    """Take what is due for a holder."""
    _short(at, until)
    free = f"SELECT id FROM outbox WHERE {_FREE} ORDER BY due, id LIMIT :limit"  # noqa: S608  # constants
    sql = f"""
        UPDATE outbox SET state = 'leased', holder = :holder, until = :until, attempts = attempts + 1
        WHERE id IN ({free}) RETURNING {COLUMNS}
    """  # noqa: S608  # constants
    values = _values(platform, holder, at) | {"until": stamp(until), "limit": limit}
    taken = [delivery(row) for row in db.execute(sql, values).fetchall()]
    settled = (replace(each, settings=chats.settings(db, each.chat)) for each in taken)
    return tuple(sorted(settled, key=lambda each: (each.due, each.id)))


def renew(db: Database, holder: str, *, at: datetime, until: datetime) -> int:
    """Hold on to all that a holder has, and give how many they are."""
    _short(at, until)
    sql = "UPDATE outbox SET until = ? WHERE holder = ? AND state = 'leased'"
    return int(db.execute(sql, (stamp(until), holder)).rowcount)


def settle(
    db: Database, id_: int, holder: str, state: Ended, *, message: str | None, why: str | None, at: datetime | None
) -> bool:
    """Say how a delivery ended, if this holder has it."""
    sql = f"UPDATE outbox SET state = ?, message = ?, why = ?, until = NULL, ended = ? WHERE {_HELD}"  # noqa: S608  # constants
    return bool(db.execute(sql, (state, message, why, at and stamp(at), id_, holder)).rowcount)


def postpone(db: Database, id_: int, holder: str, due: datetime, why: str) -> bool:
    """Make a delivery due again, if this holder has it."""
    sql = f"""
        UPDATE outbox SET state = 'due', due = ?, why = ?, holder = NULL, until = NULL WHERE {_HELD}
    """  # noqa: S608  # constants
    return bool(db.execute(sql, (stamp(due), why, id_, holder)).rowcount)


def turn(db: Database, id_: int, holder: str, instead: Delivery, *, why: str, at: datetime) -> bool:
    """Let what was refused be done another way, if this holder has it; give whether the other is new."""
    if not settle(db, id_, holder, "refused", message=None, why=why, at=at):
        return False
    return bool(enqueue(db, [instead]))


def gather(db: Database, id_: int, holder: str, *, at: datetime, more: bool) -> tuple[Delivery, ...]:
    """Give all that one message tells: this delivery, what was merged into it before, and what is due beside it."""
    held = f"SELECT platform, chat, kind, subject FROM outbox WHERE {_HELD}"  # noqa: S608  # constants
    row = db.execute(held, (id_, holder)).fetchone()
    if row is None:
        return ()
    platform, chat, kind, subject = row
    kinds = "('notice', 'digest')" if kind in _TOLD else f"('{kind}') AND subject = :subject"
    if more:
        db.execute(
            f"""UPDATE outbox SET state = 'merged', carrier = :id, ended = :at WHERE platform = :platform
            AND chat = :chat AND kind IN {kinds} AND state = 'due' AND due <= :at AND id <> :id""",  # noqa: S608  # constants
            {"id": id_, "at": stamp(at), "platform": platform, "chat": chat, "subject": subject},
        )
    sql = f"SELECT {COLUMNS} FROM outbox WHERE id = ? OR carrier = ? ORDER BY revision"  # noqa: S608  # constants
    return tuple(delivery(each) for each in db.execute(sql, (id_, id_)))


def hold(db: Database, platform: str, holder: str, *, at: datetime, until: datetime) -> bool:
    """Take or renew the one lease of a platform, and give whether this holder has it."""
    _short(at, until)
    sql = f"""
        INSERT INTO couriers (platform, holder, until) VALUES (:platform, :holder, :until)
        ON CONFLICT (platform) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE holder = excluded.holder OR {_LAPSED}
    """  # noqa: S608  # constants
    return bool(db.execute(sql, _values(platform, holder, at) | {"until": stamp(until)}).rowcount)


def release(db: Database, platform: str, holder: str) -> None:
    """Give up the lease of a platform and all that this holder has: it is due at once for whoever asks."""
    db.execute("DELETE FROM couriers WHERE platform = ? AND holder = ?", (platform, holder))
    db.execute(
        "UPDATE outbox SET state = 'due', holder = NULL, until = NULL "
        "WHERE platform = ? AND holder = ? AND state = 'leased'",
        (platform, holder),
    )


def because(of: Delivery) -> str:
    """Give the watches that brought a delivery as they are kept."""
    return " ".join(f"{subject}={LOUD.index(loud) + 1}" for subject, loud in of.because)


_TOLD: tuple[Kind, ...] = ("notice", "digest")


def _values(platform: str, holder: str, at: datetime) -> dict[str, Any]:
    return {"platform": platform, "holder": holder, "at": stamp(at), "longest": stamp(at + LONGEST)}


def _short(at: datetime, until: datetime) -> None:
    if until - at > LONGEST:
        raise ValueError(f"a lease is held for at most {LONGEST}; renew it while the work goes on")


def delivery(row: Sequence[Any]) -> Delivery:
    """Give a row of COLUMNS as a value."""
    chat, revision, kind, subject, due_, id_, state, attempts, message, why, silent, reasons = row
    pairs = (each.rpartition("=") for each in reasons.split())
    return Delivery(
        *(chat, revision, kind, subject, datetime.fromisoformat(due_), id_, state, attempts, message, why),
        silent=bool(silent),
        because=tuple((subject, LOUD[int(level) - 1]) for subject, _, level in pairs),
    )
