"""The record as it was at one revision, with what was put right later: for showing an old card without its mistakes.

Of the later revisions only those count that say that something was wrong: corrections, retractions, redactions, and the
undoing of anything but a preference. What each of them changed in a row is laid over that row as it was; updates in
between stay out, and so does what takes back something that is out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from data.migrations import RECORD, key

if TYPE_CHECKING:
    from data.record.reading import Clock

Row = dict[str, Any]
Version = tuple[Row, int, int | None]
Later = tuple[int, int | None]
"""A revision that puts something right, and the one it takes back, if that is how."""


def later(db: Database, revision: int) -> tuple[Later, ...]:
    """Give the revisions after one that put something right, oldest first."""
    sql = """
        SELECT began, max(iif(kind = 'undo', revision, NULL)), max(kind <> 'preference') FROM amendments
        WHERE began > ? GROUP BY began ORDER BY began
    """
    found = db.execute(sql, (revision,)).fetchall()
    return tuple(
        (number, undone) for number, undone, right in found if (right if undone is None else puts_right(db, undone))
    )


def puts_right(db: Database, undone: int | None) -> bool:
    """Say whether undoing a revision says that what was shown was wrong: that of a preference does not.

    Of an undo that is taken back, it is what that one took back that counts.
    """
    sql = "SELECT kind, revision FROM amendments WHERE began = ? ORDER BY kind = 'undo' DESC, revision DESC"
    found = db.execute(sql, (undone,)).fetchone()
    while found is not None and found[0] == "undo":
        found = db.execute(sql, (found[1],)).fetchone()
    return found is None or bool(found[0] != "preference")


def righted(db: Database, clock: Clock, table: str, where: Mapping[str, object], plain: Sequence[Row]) -> list[Row]:
    """Give the rows that hold at the clock's revision and equal `where`; `plain` are those without what came later."""
    names = key(RECORD[table])
    kept = {tuple(row[name] for name in names): row for row in plain}
    for each in _put_right(db, clock, table, where):
        row = _walk(_versions(db, table, each), clock)
        kept.pop(each, None)
        if row is not None and all(_is(row[name], value) for name, value in where.items()):
            kept[each] = row
    return list(kept.values())


def _is(cell: object, value: object) -> bool:
    return cell in value if isinstance(value, tuple) else cell == value


def _put_right(db: Database, clock: Clock, table: str, where: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """Give the keys of the rows that ever equalled `where` and that one of the later revisions changed."""
    names = key(RECORD[table])
    tests, values = ["1"], list[object]()
    for column, value in where.items():
        many = value if isinstance(value, tuple) else (value,)
        tests.append(f"t.{column} IN ({', '.join('?' * len(many))})")
        values += many
    numbers = ", ".join(str(int(number)) for number, _ in clock.righted)
    same = " AND ".join(f"c.{name} = t.{name}" for name in names)
    sql = f"""
        SELECT DISTINCT {", ".join(f"t.{name}" for name in names)} FROM {table} t WHERE {" AND ".join(tests)}
        AND EXISTS (SELECT 1 FROM {table} c WHERE {same} AND (c.began IN ({numbers}) OR c.ended IN ({numbers})))
    """  # noqa: S608  # constants of this package and numbers; values are parameters
    return [tuple(row) for row in db.execute(sql, values)]


class _Versions:
    """The versions of one row, in their order, and those of what the dossiers say of its thing while that is hidden."""

    def __init__(self, found: Sequence[Version], originals: Sequence[Version]) -> None:
        self._found, self._originals = found, originals

    def at(self, revision: int) -> Row | None:
        """Give the row as it was at a revision."""
        return _held(self._found, revision)

    def unsaid(self, one: int, other: int) -> bool:
        """Say whether the dossiers said the same of the thing at two revisions."""
        return _held(self._originals, one) == _held(self._originals, other)


def _held(found: Sequence[Version], revision: int) -> Row | None:
    held = (row for row, began, ended in found if began <= revision and (ended is None or ended > revision))
    return next(held, None)


def _versions(db: Database, table: str, each: tuple[Any, ...]) -> _Versions:
    of = str(each[0]).partition("/")[0]
    return _Versions(_all(db, table, key(RECORD[table]), each), _all(db, "originals", ("id",), (of,)))


def _all(db: Database, table: str, names: Sequence[str], values: tuple[Any, ...]) -> list[Version]:
    columns = ("id", *RECORD[table])
    where = " AND ".join(f"{name} = ?" for name in names)
    sql = f"SELECT {', '.join(columns)}, began, ended FROM {table} WHERE {where} ORDER BY began"  # noqa: S608  # this package's own names
    return [(dict(zip(columns, row, strict=False)), row[-2], row[-1]) for row in db.execute(sql, values)]


def _walk(versions: _Versions, clock: Clock) -> Row | None:
    start = clock.known or 0
    state = versions.at(start)
    before: dict[int, Row | None] = {}
    for number, undoes in clock.righted:
        was, now = versions.at(number - 1), versions.at(number)
        skipped = undoes is not None and undoes > start and undoes not in before
        if was == now or skipped or (state is None and was is not None):
            continue
        before[number] = state
        if undoes in before:
            state = before[undoes]
        elif was is None and undoes is not None:
            # It comes back as it went, unless its dossier had said something else of it by then.
            state = versions.at(undoes - 1) if versions.unsaid(undoes, start) else now
        elif was is None or now is None or state is None:
            state = now
        else:
            state = state | {name: now[name] for name in now if now[name] != was[name]}
    return state
