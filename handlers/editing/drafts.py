"""From what a short form says to a dossier: the same format, schema and checks as a file.

Each of these reads the record in one go and gives plain data; `written` makes the dossier of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from data.dossier import Dossier, load_text
from data.dossier.values import ID_LENGTH
from data.folding import tokens
from data.record import chambers
from data.record.reading import NOW, row
from handlers.editing import given
from handlers.editing.again import Again

OWN = 8
"""Signs of a digest that tells two things of one name apart."""

WORDS = 4
"""Words of a text that stand in an id."""

ROOM = len("-99")
"""Signs kept free in an id for counting on."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier before the schema has looked at it: its title, the zone of its days, and its sections."""

    form: str
    subject: str
    day: date
    title: str
    timezone: str
    sections: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it was typed, when, and the day that it is cited for; None where that is the day it is there."""

    typed: str
    at: datetime
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """What is sent in rests on: a source, the day it counts for, and the time zone of that day."""

    source: given.Found
    day: date
    timezone: str

    @property
    def said(self) -> date:
        """The day on which the source says it: its own, else that of what is sent in."""
        return self.source.published or self.day

    def sections(self, **others: dict[str, given.Declared]) -> dict[str, dict[str, given.Declared]]:
        """Give the sections of a dossier that rests on it."""
        return {"sources": self.source.section(), **others}


def resting(db: Database, about: str, cited: Cited, again: Again) -> Rest:
    """Read the source that was typed for what is about a thing. Raises UserError that offers those it could be."""
    timezone = zone(db, about)
    day = cited.day or today(cited.at, timezone)
    return Rest(given.find(db, cited.typed, day, again), day, timezone)


def written(draft: Draft, why: str) -> Dossier:
    """Give the dossier of a draft: the same one for the same facts. Raises DossierError where the schema refuses."""
    sections = {name: things for name, things in draft.sections.items() if things}
    digest = hashlib.sha256(json.dumps(sections, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:OWN]
    head = f"{draft.form}-{draft.day.isoformat()}-{draft.subject}"[: ID_LENGTH - OWN - 1].rstrip("-")
    whole = {
        "dossier": f"{head}-{digest}",
        "title": draft.title[:300],
        "why": why,
        "timezone": draft.timezone,
        **sections,
    }
    return load_text(json.dumps(whole, ensure_ascii=False, indent=1), f"/{draft.form}")


def free(db: Database, wanted: str, thing: object) -> str:
    """Give an id nothing has or ever had: its own for what the thing says, so that two editors never share one."""
    own = hashlib.sha256(json.dumps(thing, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:OWN]
    base = f"{wanted[: ID_LENGTH - ROOM - OWN - 1].rstrip('-')}-{own}"
    number, id_ = 1, base
    while db.execute("SELECT 1 FROM entities WHERE id = ?", (id_,)).fetchone():
        number += 1
        id_ = f"{base}-{number}"
    return id_


def slug(*texts: str) -> str:
    """Give the first words of each text as a piece of an id; those in another script than Latin are left out."""
    found = [word for text in texts for word in tokens(text)[:WORDS] if word.isascii()]
    return "-".join(found) or "untitled"


def zone(db: Database, subject: str) -> str:
    """Give the time zone in which the days of a subject are counted: its chamber's, else the only one there is."""
    tables = ("chambers", "contests", "motions", "elections", "constituencies")
    held = next((found for table in tables if (found := row(db, NOW, table, subject)) is not None), None)
    if held is not None:
        chamber = chambers.get(db, held.get("chamber") or subject)
        return chamber.timezone if chamber else "UTC"
    zones = {each.timezone for each in chambers.every(db)}
    return zones.pop() if len(zones) == 1 else "UTC"


def today(at: datetime, timezone: str) -> date:
    """Give the day it is in a time zone."""
    return at.astimezone(ZoneInfo(timezone)).date()
