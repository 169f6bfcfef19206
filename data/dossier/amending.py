"""What is said about what was said: corrections, retractions, preferences, redactions, and revisions taken back.

They stand in a dossier of their own, of one sort, beside nothing but the sources they rest on. They change no dossier:
the record lays them over what the others declare, for as long as they stand.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Strict

from data.dossier.values import Date, Reason, Refers, SourceId, Value, Words, well_formed


def _target(value: str) -> str:
    thing, slash, part = value.partition("/")
    if not well_formed(thing) or (slash and not well_formed(part)):
        raise ValueError("names nothing; write an id, or of a figure its table and part, such as senate-votes/rejected")
    return value


def _given(value: object) -> object:
    if value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError("has to be a number, a text, or null where it is unknown")


def _field(value: str) -> str:
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", value):
        raise ValueError("is no field; write value, text, date …")
    return value


Target = Annotated[str, AfterValidator(_target)]
"""An id, or a figure's (`table/part`)."""
TableId = Annotated[Target, Refers(("table",))]
Given = Annotated[int | str | None, BeforeValidator(_given)]
Mistake = Literal["source", "ours"]


class Correction(Value):
    """What we showed was wrong: the `field` of a figure, quotation, claim … has another value.

    `mistake` says whose it was: the source's, or ours when we had copied it wrongly. `source` is where the right value
    stands, when that is another than the thing's own.
    """

    of: Target
    field: Annotated[Words, AfterValidator(_field)] = "value"
    value: Given
    reason: Reason
    mistake: Mistake
    source: SourceId | None = None


class Retraction(Value):
    """A figure, table, quotation, claim … no longer stands; nothing is deleted."""

    of: Target
    reason: Reason
    mistake: Mistake | None = None
    source: SourceId | None = None


class Preference(Value):
    """Of the tables of one subject and measure this one is shown first; the others stay beside it."""

    of: TableId
    reason: Reason


class Redaction(Value):
    """Content that must go for legal reasons: a tombstone with date and reason takes its place everywhere."""

    of: Target
    reason: Reason
    date: Date


class Undo(Value):
    """What a revision changed is as it was before it."""

    revision: Annotated[int, Strict(), BeforeValidator(_given)]
    reason: Reason


Amendment = Correction | Retraction | Preference | Redaction | Undo
