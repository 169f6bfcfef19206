"""Fields that can be corrected, in words: what they are called, and what stands in them."""

from __future__ import annotations

import re

from sqlite_utils import Database

from bot.languages import Texts
from data.record import fields, names, sources
from handlers.cards import STATUS, cited_as, status
from handlers.timeline import stated

LABELS = {
    "value": "correct-value",
    "label": "field-label",
    "words": "field-words",
    "side": "field-side",
    "as_of": "field-as-of",
    "source": "field-source",
    "via": "field-via",
    "status": "field-status",
    "note": "field-note",
    "text": "field-text",
    "speaker": "field-speaker",
    "speaker_source": "field-speaker-source",
    "kind": "field-kind",
    "date": "field-date",
    "language": "field-language",
    "original_language": "field-original-language",
    "claimant": "field-claimant",
    "claimant_source": "field-claimant-source",
    "verb": "field-verb",
    "by": "field-by",
    "outcome": "field-outcome",
    "date_stated": "field-stated",
    "stated": "field-stated",
    "date_note": "field-how",
    "how": "field-how",
    "result": "field-result",
    "who": "field-who",
    "publisher": "field-publisher",
    "title": "field-title",
    "url": "field-url",
    "published": "field-date",
    "published_note": "field-how",
    "account": "field-account",
    "question": "field-question",
    "yes_means": "field-yes-means",
    "office": "field-office",
    "seats": "field-seats",
    "party": "field-party",
    "backed_by": "field-backed-by",
    "short": "field-short",
}

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def label(field: str, t: Texts) -> str:
    """Give what a field is called."""
    spoken = fields.language(field)
    return t("field-name", language=spoken) if spoken else t(LABELS[field])


def shown(db: Database, value: int | str | None, t: Texts, *, typed: bool = False) -> str:
    """Give what stands in a field as a person reads it: a thing or source by its name.

    A day is given as one is `typed` (`2021-03-26`) only where that is asked for.
    """
    if value is None:
        return t("figure-not-given")
    if isinstance(value, int):
        return t.number(value)
    if _DAY.fullmatch(value) and not typed:
        return stated(value, t)
    if value in STATUS:
        return status(value, t)
    source = sources.get(db, value) if fields.kind_of(db, value) == "source" else None
    if source is not None:
        return cited_as(source, None, t)
    called = names.of(db, value)
    return called.of(t.language) if called.texts else value
