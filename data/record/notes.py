"""Sourced remarks on things on record, such as who votes where a claim speaks of somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from data.record import sources
from data.record.reading import NOW, Clock, rows
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Remark:
    """What has to be known to read something rightly; `about` are ids, `words` a verbatim span of the source."""

    id: str
    about: tuple[str, ...]
    text: str
    words: str | None
    source: Source
    via: Source | None
    note: str | None


def about(db: Database, id_: str, clock: Clock = NOW) -> tuple[Remark, ...]:
    """Give the remarks on a thing of any kind (a claim, a contest, a table …), by id."""
    ids = tuple(each["id"] for each in rows(db, clock, "abouts", {"entity": id_}))
    found = rows(db, clock, "notes", {"id": ids}, "id") if ids else []
    return tuple(
        Remark(
            id=each["id"],
            about=tuple(other["entity"] for other in rows(db, clock, "abouts", {"id": each["id"]})),
            text=each["text"],
            words=each["words"],
            source=sources.need(db, each["source"], clock),
            via=each["via"] and sources.need(db, each["via"], clock),
            note=each["note"],
        )
        for each in sources.seen(db, found, clock)
    )
