"""`/addquote` and `/event` as drafts: words and happenings."""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.errors import UserError
from bot.languages import texts
from data.record import names, people, quotes
from data.record.quotes import Quote
from handlers.editing import given, parts
from handlers.editing.again import OFFERED, Again
from handlers.editing.drafts import Cited, Draft, Rest, free, resting, slug
from handlers.editing.tabled import SUBJECTS, subject

SPEAKERS = ("person",)


class Kind(enum.Enum):
    """What sort of quotation it is."""

    VERBATIM = "verbatim"
    FRAGMENT = "fragment"
    TRANSLATION = "translation"
    RENDERING = "rendering"
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
    """What `/addquote` says; `language` is that of the words: `ur>en` was said in Urdu and is given in English.

    `renders` finds the quotation that it is a translation of; `by` names the speaker, and of a rendering also the party
    whose wording it is.
    """

    text: str
    kind: Kind
    source: str
    by: str | None
    language: str
    renders: str | None = None


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
    original = _original(db, said.renders, again) if said.renders else None
    whose, people_ = _whose(db, said, original, rest, again)
    spoken, _, language = said.language.rpartition(">")
    thing: given.Declared = {"text": said.text, "kind": said.kind.value, "source": rest.source.id, "language": language}
    thing |= whose
    if original is not None:
        thing["renders"] = original.id
        spoken = spoken or original.language or ""
    if spoken:
        thing["original_language"] = spoken
    speaker = str(whose.get("speaker", rest.source.publisher))
    sections = rest.sections(quotes={free(db, slug(speaker, said.text), thing): thing}, people=people_)
    title = texts("en")("draft-quote", speaker=_called(db, speaker), source=rest.source.publisher)
    subject_ = speaker if "speaker" in whose else rest.source.id
    return Draft("addquote", subject_, rest.said, title, rest.timezone, sections)


def _whose(
    db: Database, said: Said, original: Quote | None, rest: Rest, again: Again
) -> tuple[given.Declared, dict[str, given.Declared]]:
    """Give whose words they are, and who of those is new. Raises UserError where it is not said."""
    by, party = said.by, None
    if said.kind is Kind.RENDERING:
        by, comma, party = (said.by or "").rpartition(",")
        if not comma:
            raise UserError("quote-rendered-by")
    if by is None and original is not None and original.speaker is not None:
        by = original.speaker.id
    if by is not None:
        part = _speaker(db, by.strip(), again)
        whose: given.Declared = {"speaker": part.id}
        if party is not None:
            whose["rendered_by"] = subject(db, "by", party.strip(), ("party",), again).id
        return whose, {} if part.declared is None else {part.id: part.declared}
    if said.kind is Kind.STATEMENT:
        return {"speaker_source": rest.source.id}, {}
    if said.kind is not Kind.HEADLINE:
        raise UserError("quote-whose")
    return {}, {}


def _original(db: Database, typed: str, again: Again) -> Quote:
    """Give the quotation on record that is rendered: by its id, or by words that only one has."""
    found = quotes.get(db, typed.strip())
    near = [found] if found else [*quotes.find(db, typed, limit=OFFERED)]
    if len(near) == 1:
        return near[0]
    buttons = tuple(again.button(each.text[:60], renders=each.id) for each in near)
    raise UserError("quote-renders-which", typed=typed, buttons=buttons)


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
