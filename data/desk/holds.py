"""Who alone may do something at a time, such as send on a platform: the statements.

A hold is told from a stale one by its beat, which its holder raises as long as it lives: whoever waits watches the beat
by a clock of its own. What the time of day is, and whether somebody sets it, is no part of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from data.desk.statements import remember, stamp
from data.sql import Sql


@dataclass(frozen=True, slots=True)
class Hold:
    """Who holds something, how often they said so, and the time of day by their clock when they last did."""

    holder: str
    beat: int
    at: datetime


def held(db: Sql, name: str) -> Hold | None:
    """Give who holds what is called so."""
    row = db.execute("SELECT value FROM memory WHERE key = ?", (_key(name),)).fetchone()
    if row is None:
        return None
    found = json.loads(row[0])
    return Hold(found["holder"], found["beat"], datetime.fromisoformat(found["at"]))


def holders(db: Sql, beginning: str) -> frozenset[str]:
    """Give who holds anything whose name begins so."""
    key = _key(beginning)
    rows = db.execute("SELECT value FROM memory WHERE substr(key, 1, ?) = ?", (len(key), key))
    return frozenset(json.loads(value)["holder"] for (value,) in rows)


def lives(db: Sql, beginning: str, since: datetime) -> bool:
    """Say whether anybody who holds anything whose name begins so has said since then that they live."""
    key = _key(beginning)
    rows = db.execute("SELECT value FROM memory WHERE substr(key, 1, ?) = ?", (len(key), key))
    return any(datetime.fromisoformat(json.loads(value)["at"]) >= since for (value,) in rows)


def take(db: Sql, name: str, holder: str, at: datetime, seen: Hold | None) -> bool:
    """Take it, if it still is as it was seen (None: free), and give whether it was."""
    db.lock(f"hold {name}")
    if held(db, name) != seen:
        return False
    _write(db, name, Hold(holder, 0, at))
    return True


def beat(db: Sql, name: str, holder: str, at: datetime) -> bool:
    """Say that the holder lives, and give whether it is still theirs."""
    db.lock(f"hold {name}")
    found = held(db, name)
    if found is None or found.holder != holder:
        return False
    _write(db, name, Hold(holder, found.beat + 1, at))
    return True


def free(db: Sql, name: str, holder: str) -> None:
    """Let it go, if it is this holder's."""
    db.lock(f"hold {name}")
    found = held(db, name)
    if found is not None and found.holder == holder:
        db.execute("DELETE FROM memory WHERE key = ?", (_key(name),))


def _write(db: Sql, name: str, hold: Hold) -> None:
    remember(db, _key(name), json.dumps({"holder": hold.holder, "beat": hold.beat, "at": stamp(hold.at)}))


def _key(name: str) -> str:
    return f"hold/{name}"
