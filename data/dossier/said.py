"""What is said and what happened: claims with what was answered and found, events, outcomes, schedules and notes.

A claim is never a fact: it stands with who makes it, of whom, and in which words. What an authority found and what the
accused answered are added later under sections of their own, so that no dossier has to be changed for them.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from data.dossier.named import Named
from data.dossier.values import (
    AnyId,
    ClaimId,
    Date,
    EventId,
    Flag,
    Moment,
    MotionId,
    MotionOrContestId,
    PersonId,
    SourceId,
    SpeakerId,
    Status,
    SubjectId,
    Text,
    Value,
    Words,
)


class Sourced(Value):
    """Something a source says; `via` is where we read it when that is not the source itself."""

    source: SourceId
    via: SourceId | None = None
    note: Text | None = None


class Answered(Sourced):
    """What somebody answered to a claim; `text` in our own words, `words` verbatim."""

    by: SpeakerId
    text: Text
    words: Text | None = None
    date: Date | None = None


class Found(Sourced):
    """What an authority, called by its name, found of a claim."""

    by: Words
    text: Text
    outcome: Literal["upheld", "dismissed", "partly", "pending"]
    words: Text | None = None
    date: Date | None


class Response(Answered):
    """An answer to a claim of this or another dossier."""

    claim: ClaimId


class Finding(Found):
    """A finding on a claim of this or another dossier."""

    claim: ClaimId


class Claim(Sourced):
    """What somebody says of somebody, in our own neutral words.

    `words` is the verbatim span and `verb` the source's word for saying it, as far as they are at hand.
    Without a claimant it is the source's own voice when `claimant_source` names it, and else nobody's that is named.
    """

    claimant: SpeakerId | None
    claimant_source: SourceId | None = None
    verb: Words | None = None
    text: Text
    words: Text | None = None
    kind: Literal["allegation", "pledge", "statement", "announcement", "reaction", "characterisation"]
    about: tuple[SubjectId, ...] = ()
    date: Date | None = None
    responses: tuple[Answered, ...] = ()
    findings: tuple[Found, ...] = ()

    @model_validator(mode="after")
    def _whose(self) -> Self:
        if self.claimant and self.claimant_source:
            raise ValueError("has two claimants; keep claimant, or claimant_source for a source's own voice")
        return self


class Event(Named, Sourced):
    """Something that happened or was planned, on a day, in a month or in a year.

    `date_stated` is the source's word for when; `inferred` says that the date follows from it, `date_note` how.
    """

    date: Moment | None = None
    date_stated: Words | None = None
    date_note: Text | None = None
    inferred: Flag = False
    status: Literal["happened", "planned", "postponed", "cancelled"]
    about: tuple[SubjectId, ...] = ()
    words: Text | None = None
    agreeing: tuple[SourceId, ...] = ()
    supersedes: EventId | None = None

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if self.inferred and not (self.date and self.date_note):
            raise ValueError("is inferred; write the date, and under date_note how it follows")
        return self


class Outcome(Sourced):
    """How a motion or contest ended, as one source says; several may stand side by side.

    `who` was elected or appointed.
    """

    of: MotionOrContestId
    result: Literal[
        "carried", "lost", "obtained", "not-obtained", "elected", "appointed", "rejected", "withdrawn", "annulled"
    ]
    who: PersonId | None = None
    status: Status
    date: Date | None
    words: Text | None = None
    agreeing: tuple[SourceId, ...] = ()


class Rescheduled(Sourced):
    """When a motion is to be put, as a source says it after the motion came on record; several may stand side by side.

    `date` is None where a source says no more than that the day is open; `stated` and `how` are as in the motion's own.
    """

    of: MotionId
    date: Date | None
    stated: Words | None = None
    how: Text | None = None
    status: Status = "scheduled"
    words: Text | None = None
    agreeing: tuple[SourceId, ...] = ()


class Remark(Sourced):
    """A sourced remark on things on record: what has to be known to read them rightly. It changes none of them."""

    about: Annotated[tuple[AnyId, ...], Field(min_length=1)]
    text: Text
    words: Text | None = None
