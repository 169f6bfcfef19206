"""The small values a dossier is made of, each with the sentence that says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Strict, StringConstraints

ID_LENGTH = 60
"""Ids stand in a button's line, and Telegram gives that 64 bytes (`callback_data`, Bot API)."""

OVERRIDES = frozenset("\u202d\u202e")
"""Signs by which letters and figures read in another order than they are written: no language needs them."""

RESERVED = (
    "total",
    "vacant",
    "others",
    "independents",
    "rejected",
    "not-cast",
    "votes-cast",
    "valid",
    "electors",
    "present",
    "yes",
    "no",
    "abstain",
    "absent",
    "required",
)
"""Parts of a table that are no things of their own; no id may be one of these words."""

Kind = Literal[
    "source",
    "chamber",
    "party",
    "alliance",
    "person",
    "election",
    "contest",
    "motion",
    "rule",
    "table",
    "quote",
    "constituency",
    "claim",
    "response",
    "finding",
    "event",
    "outcome",
    "schedule",
    "note",
    "correction",
    "retraction",
    "preference",
    "redaction",
    "undo",
]
RevisionKind = Literal["update", "correction", "retraction", "preference", "redaction", "undo"]
Side = Literal["government", "opposition"]
Status = Literal[
    "scheduled", "provisional", "reported", "unofficial", "official", "disputed", "overturned", "withdrawn"
]


class Value(BaseModel):
    """A frozen piece of a dossier in which every key has to be one the schema knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field that holds the id of another thing, of one of these kinds; none given means any kind."""

    kinds: tuple[Kind, ...] = ()


def well_formed(id_: str) -> bool:
    """Say whether this could be an id."""
    return len(id_) <= ID_LENGTH and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) is not None


def _id(value: str) -> str:
    if not well_formed(value):
        raise ValueError(f"an id is small letters, digits and single hyphens, at most {ID_LENGTH}, such as pk-senate")
    return value


def _new_id(value: str) -> str:
    if value in RESERVED:
        raise ValueError(f"{value} is a part of any table and cannot be an id; choose another")
    return _id(value)


def readable(text: str) -> bool:
    """Say whether this could be a text of a dossier."""
    try:
        return bool(_text(text))
    except ValueError:
        return False


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; write the text, or leave the key out")
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in value):
        raise ValueError("has control characters; write plain text")
    if OVERRIDES & set(value):
        raise ValueError("has signs that turn how it reads (U+202D, U+202E); take them out")
    return value


def _date(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII)):
        return value
    raise ValueError("is not a date; write it as YYYY-MM-DD, such as 2021-03-04")


def _moment(value: str) -> str:
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
        with suppress(ValueError):
            date.fromisoformat(f"{value}-01-01"[: len("2021-01-01")])
            return value
    raise ValueError("is no day, month or year; write it as 2021-03-04, 2021-03 or, in quotation marks, '2021'")


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"[\s<>\"]", value):
        raise ValueError("is not a web address; write it whole, such as https://example.org/page")
    return value


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("is not a time zone; write its IANA name, such as Asia/Karachi")
    return value


def _fraction(value: str) -> str:
    match = re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", value)
    if match is None or Fraction(int(match[1]), int(match[2])) > 1:
        raise ValueError("is not a share; write it as 1/2 or 2/3, in quotation marks, at most 1/1")
    return value


def _of(pattern: str, message: str) -> AfterValidator:
    def check(value: str) -> str:
        """Give the text back. Raises ValueError where it does not match."""
        if not re.fullmatch(pattern, value):
            raise ValueError(message)
        return value

    return AfterValidator(check)


NewId = Annotated[str, AfterValidator(_new_id)]
Id = Annotated[str, AfterValidator(_id)]
Text = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_text)]
Words = Annotated[str, StringConstraints(max_length=300), AfterValidator(_text)]
Reason = Annotated[str, StringConstraints(max_length=200), AfterValidator(_text)]
"""Why something is corrected, retracted …: it stands on a card beside what it explains."""
Date = Annotated[date, BeforeValidator(_date)]
Moment = Annotated[str, AfterValidator(_moment)]
"""A day, a month or a year, as far as it is known."""
Url = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_url)]
Timezone = Annotated[str, AfterValidator(_timezone)]
Share = Annotated[str, AfterValidator(_fraction)]
Flag = Annotated[bool, Strict()]
Language = Annotated[
    str, _of(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "is not a language; write its code, such as en, ur or pt-BR")
]
Colour = Annotated[str, _of(r"#[0-9a-fA-F]{6}", "is not a colour; write it in quotation marks as '#rrggbb'")]


def _count(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**15:
        raise ValueError("is not a count; write a whole number without quotation marks, or null where it is unknown")
    return value


Count = Annotated[int, BeforeValidator(_count)]

SourceId = Annotated[Id, Refers(("source",))]
ChamberId = Annotated[Id, Refers(("chamber",))]
PartyId = Annotated[Id, Refers(("party",))]
PersonId = Annotated[Id, Refers(("person",))]
ElectionId = Annotated[Id, Refers(("election",))]
ConstituencyId = Annotated[Id, Refers(("constituency",))]
RuleId = Annotated[Id, Refers(("rule",))]
BackerId = Annotated[Id, Refers(("party", "alliance"))]
MotionId = Annotated[Id, Refers(("motion",))]
MotionOrContestId = Annotated[Id, Refers(("motion", "contest"))]
SpeakerId = Annotated[Id, Refers(("person", "party", "alliance"))]
QuoteId = Annotated[Id, Refers(("quote",))]
ClaimId = Annotated[Id, Refers(("claim",))]
EventId = Annotated[Id, Refers(("event",))]
AnyId = Annotated[Id, Refers()]
SubjectId = Annotated[
    Id, Refers(("chamber", "election", "contest", "motion", "party", "alliance", "person", "constituency"))
]
PartId = SubjectId
