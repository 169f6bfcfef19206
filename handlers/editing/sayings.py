"""`/addquote` and `/event` as drafts: words and happenings."""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.errors import UserError
from bot.languages import texts
from data.record import names, people
from handlers.editing import given, parts
from handlers.editing.again import Again
from handlers.editing.drafts import Cited, Draft, free, resting, slug
from handlers.editing.tabled import SUBJECTS, subject

SPEAKERS = ("person",)


class Kind(enum.Enum):
    """What sort of quotation it is."""

    VERBATIM = "verbatim"
    FRAGMENT = "fragment"
    TRANSLATION = "translation"
    HEADLINE = "headline"
    STATEMENT = "statement"


class Happened(enum.Enum):
    """Whether it came to be."""

    HAPPENED = "happened"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Said:
    """What `/addquote` says; `language` is that of the words: `ur>en` was said in Urdu and is given in English."""

    text: str
    kind: Kind
    source: str
    by: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Held:
    """What `/event` says; `about` are names parted by commas."""

    title: str
    date: str
    source: str
    about: str | None
    status: Happened


def quote(db: Database, said: Said, at: datetime, again: Again) -> Draft:
    """Give the dossier of a quotation. Raises UserError for a speaker that fits several people or none."""
    rest = resting(db, "", Cited(said.source, at), again)
    source = rest.source
    original, _, language = said.language.rpartition(">")
    thing: given.Declared = {"text": said.text, "kind": said.kind.value, "source": source.id, "language": language}
    declared = rest.sections()
    speaker = source.publisher
    if said.by is not None:
        part = _speaker(db, said.by, again)
        thing["speaker"] = part.id
        speaker = part.id
        if part.declared is not None:
            declared["people"] = {part.id: part.declared}
    elif said.kind is Kind.STATEMENT:
        thing["speaker_source"] = source.id
    elif said.kind is not Kind.HEADLINE:
        raise UserError("quote-whose")
    if original:
        thing["original_language"] = original
    declared["quotes"] = {free(db, slug(speaker, said.text), thing): thing}
    title = texts("en")("draft-quote", speaker=_called(db, speaker), source=source.publisher)
    return Draft("addquote", speaker if said.by else source.id, rest.said, title, rest.timezone, declared)


def event(db: Database, held: Held, at: datetime, again: Again) -> Draft:
    """Give the dossier of an event. Raises UserError for a name under `about` that fits several things or none."""
    rest = resting(db, "", Cited(held.source, at), again)
    about = [
        _about(db, typed.strip(), held.about or "", again) for typed in (held.about or "").split(",") if typed.strip()
    ]
    thing: given.Declared = {
        "names": {_language(held.title): held.title},
        "date": held.date,
        "status": held.status.value,
        "about": list(dict.fromkeys(about)),
        "source": rest.source.id,
    }
    declared = rest.sections(events={free(db, slug(held.date, held.title), thing): thing})
    title = texts("en")("draft-event", name=held.title)
    return Draft("event", slug(held.title), rest.said, title, rest.timezone, declared)


def _speaker(db: Database, typed: str, again: Again) -> parts.Part:
    if typed.startswith(parts.NEW):
        return parts.new(db, typed)
    return parts.Part(subject(db, "by", typed, SPEAKERS, again).id)


def _about(db: Database, typed: str, whole: str, again: Again) -> str:
    """Give the id of one of the names parted by commas; the buttons put another in its place."""
    found = names.resolve(db, typed, SUBJECTS)
    if found.match is not None:
        return found.match.id
    near = found.candidates or names.nearest(db, typed, SUBJECTS, n=5)
    others = [each.strip() for each in whole.split(",") if each.strip()]
    buttons = tuple(
        again.button(
            match.names.of(again.t.language),
            about=", ".join(match.id if each == typed else each for each in others),
        )
        for match in near
    )
    raise UserError("subject-which" if buttons else "subject-unknown", typed=typed, buttons=buttons)


def _called(db: Database, speaker: str) -> str:
    person = people.get(db, speaker)
    return person.names.of("en") if person else speaker


def _language(text: str) -> str:
    """Give the language a title is taken to be in, by its script: Urdu for Arabic letters, else English."""
    letters = [unicodedata.name(sign, "") for sign in text if sign.isalpha()]
    return "ur" if letters and sum(name.startswith("ARABIC") for name in letters) * 2 > len(letters) else "en"
