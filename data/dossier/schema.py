"""The schema of facts: what a dossier may say, and in which words.

A dossier maps ids to things. An id is unique among all kinds and stays for ever; names only find it. Everything that
was published (tables, quotations, contests, schedules) has a source and is seen from the day that source appeared.
Standing facts (the sizes of a chamber, rules, names, memberships) carry a source too, but hold for their own periods,
whenever the source was published. Unknown is `null`, never 0.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from data.dossier.amending import Amendment, Correction, Mistake, Preference, Redaction, Retraction, Undo
from data.dossier.named import Named
from data.dossier.positions import Origin
from data.dossier.said import Claim, Event, Finding, Outcome, Remark, Rescheduled, Response
from data.dossier.values import (
    BackerId,
    ChamberId,
    ConstituencyId,
    Count,
    Date,
    ElectionId,
    Flag,
    Kind,
    Language,
    NewId,
    PartId,
    PartyId,
    PersonId,
    QuoteId,
    RevisionKind,
    RuleId,
    Share,
    Side,
    SourceId,
    Status,
    SubjectId,
    Text,
    Timezone,
    Value,
    Words,
)
from data.dossier.who import (
    Alliance,
    Chamber,
    Constituency,
    Election,
    Party,
    Person,
    Source,
)


class Ballot(Value):
    """How votes are given. A secret ballot never shows how a member voted."""

    kind: Literal["secret", "division", "roll_call", "acclamation", "unopposed"]
    source: SourceId
    note: Text | None = None


class Candidate(Value):
    """Somebody who stood, for which party, and with whom behind them."""

    person: PersonId
    party: PartyId | None = None
    backed_by: BackerId | None = None
    outcome: Literal["elected", "not-elected"] | None = None
    words: Words | None = None


class Contest(Named):
    """One decision between candidates, for one seat or several, or for an office of the chamber."""

    chamber: ChamberId
    election: ElectionId | None = None
    constituency: ConstituencyId | None = None
    office: Words | None = None
    rule: RuleId | None = None
    electing_body: ChamberId | None = None
    electing_body_source: SourceId | None = None
    ballot: Ballot | None = None
    seats: Count | None = None
    date: Date | None = None
    date_note: Text | None = None
    source: SourceId
    words: Words | None = None
    candidates: tuple[Candidate, ...] = ()


class Stated(Value):
    """The number a source says the rule asks for; it stands beside the computed one."""

    number: Count
    source: SourceId


class Rule(Named):
    """What a vote needs: a share of a base, more than it when `strict`, and whatever rule `also` asks.

    The base `plurality` is what the strongest other candidate has, so that more than 1/1 of it is needed. A
    `constructive` rule asks that the motion names who is to follow.
    """

    base: Literal[
        "total_membership", "filled_seats", "present", "votes_cast", "valid_votes", "yes_plus_no", "plurality"
    ]
    fraction: Share
    strict: Flag
    constructive: Flag = False
    also: RuleId | None = None
    article: Words | None = None
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    stated: tuple[Stated, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _plural(self) -> Self:
        if self.base == "plurality" and not (self.fraction == "1/1" and self.strict):
            raise ValueError("of a plurality more is needed than the next one has; write fraction: 1/1, strict: true")
        return self


class Schedule(Value):
    """When a motion is to be put: the day, the words in which the source says it, and how the day follows from them."""

    date: Date | None
    stated: Words | None = None
    how: Text | None = None
    source: SourceId
    words: Words | None = None


class Motion(Named):
    """A question put to a chamber; `yes_means` says whom a yes helps, which differs between houses."""

    chamber: ChamberId
    kind: Literal["confidence", "no-confidence", "bill", "other"]
    subject: PersonId | None = None
    successor: PersonId | None = None
    rule: RuleId | None = None
    yes_means: Literal["for-government", "against-government"] | None = None
    question: Text | None = None
    schedule: Schedule
    status: Status


class Figure(Value):
    """What a source says of one part: a whole number or null, and the few words it rests on."""

    value: Count | None
    words: Words | None = None
    label: Words | None = None
    side: Side | None = None


class Table(Value):
    """Figures one source reported together. `via` is where we read it when that is not the source itself.

    `agreeing` are other sources with the same figures. A division is the votes of a motion: yes, no, abstain …, each
    null where it is not recorded. A threshold is what a source says is required. A part is the id of a party, alliance,
    person … or a reserved word such as total, vacant, rejected.
    """

    subject: SubjectId
    measure: Literal[
        "seats",
        "strength",
        "votes",
        "support",
        "bloc",
        "seats-up",
        "seats-filled",
        "new-seats",
        "member-parties",
        "phases",
        "threshold",
        "breakdown",
        "unopposed",
    ]
    unit: Literal["seats", "members", "votes", "parties", "phases"]
    as_of: Date
    source: SourceId
    via: SourceId | None = None
    status: Status
    words: Words | None = None
    concerning: tuple[SubjectId, ...] = ()
    agreeing: tuple[SourceId, ...] = ()
    preferred: Flag = False
    figures: Annotated[dict[PartId, Figure], Field(min_length=1)]
    note: Text | None = None


class Quote(Value):
    """Words as they were given.

    verbatim: the speaker's own; fragment: a few of them; translation: by the source; rendering: in somebody else's
    words, the original not given (`rendered_by`); headline: the outlet's, so nobody's (no speaker); statement: a text
    such as an agency's own message (`speaker_source`). `renders` is the quotation that this one translates, or says in
    other words.
    """

    text: Text
    speaker: PersonId | None = None
    speaker_source: SourceId | None = None
    kind: Literal["verbatim", "fragment", "translation", "rendering", "headline", "statement"]
    source: SourceId
    via: SourceId | None = None
    date: Date | None = None
    language: Language
    original_language: Language | None = None
    rendered_by: PartyId | None = None
    renders: QuoteId | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _whose(self) -> Self:
        if self.kind == "headline" and (self.speaker or self.speaker_source):
            raise ValueError("a headline is nobody's words; leave speaker and speaker_source out")
        if self.kind == "rendering" and (self.speaker is None or self.rendered_by is None):
            raise ValueError("a rendering names the speaker and, under rendered_by, whose wording it is")
        if self.kind == "statement" and self.speaker_source is None:
            raise ValueError("a statement names its author's source under speaker_source")
        if self.speaker and self.speaker_source:
            raise ValueError("has two speakers; keep speaker for a person or speaker_source for a publisher")
        return self


class Dossier(Value):
    """A file of facts: who says what. `why` is what an editor reads beside the revision it becomes."""

    dossier: NewId
    title: Words
    why: Text
    timezone: Timezone
    sources: dict[NewId, Source] = Field(default_factory=dict)
    chambers: dict[NewId, Chamber] = Field(default_factory=dict)
    parties: dict[NewId, Party] = Field(default_factory=dict)
    alliances: dict[NewId, Alliance] = Field(default_factory=dict)
    people: dict[NewId, Person] = Field(default_factory=dict)
    constituencies: dict[NewId, Constituency] = Field(default_factory=dict)
    elections: dict[NewId, Election] = Field(default_factory=dict)
    contests: dict[NewId, Contest] = Field(default_factory=dict)
    rules: dict[NewId, Rule] = Field(default_factory=dict)
    motions: dict[NewId, Motion] = Field(default_factory=dict)
    tables: dict[NewId, Table] = Field(default_factory=dict)
    quotes: dict[NewId, Quote] = Field(default_factory=dict)
    claims: dict[NewId, Claim] = Field(default_factory=dict)
    responses: dict[NewId, Response] = Field(default_factory=dict)
    findings: dict[NewId, Finding] = Field(default_factory=dict)
    events: dict[NewId, Event] = Field(default_factory=dict)
    outcomes: dict[NewId, Outcome] = Field(default_factory=dict)
    schedules: dict[NewId, Rescheduled] = Field(default_factory=dict)
    notes: dict[NewId, Remark] = Field(default_factory=dict)
    corrections: dict[NewId, Correction] = Field(default_factory=dict)
    retractions: dict[NewId, Retraction] = Field(default_factory=dict)
    preferences: dict[NewId, Preference] = Field(default_factory=dict)
    redactions: dict[NewId, Redaction] = Field(default_factory=dict)
    undoes: dict[NewId, Undo] = Field(default_factory=dict)

    _origin: Origin | None = PrivateAttr(default=None)

    @property
    def kind(self) -> RevisionKind:
        """What a revision of it does: `update`, or the sort of amendment it holds."""
        return next((kind for section, kind in AMENDING.items() if getattr(self, section)), "update")

    def amendments(self) -> tuple[Amendment, ...]:
        """Give all that amends."""
        return tuple(each for section in AMENDING for each in getattr(self, section).values())

    @property
    def reason(self) -> str | None:
        """The reasons given for amendments, each once; None of an update."""
        return "; ".join(dict.fromkeys(each.reason for each in self.amendments())) or None

    @property
    def mistake(self) -> Mistake | None:
        """Whose mistake is put right: ours when any of them is; None where nobody says."""
        said = {getattr(each, "mistake", None) for each in self.amendments()}
        return "ours" if "ours" in said else "source" if "source" in said else None

    @property
    def undone(self) -> int | None:
        """The revision that is taken back."""
        return next((each.revision for each in self.undoes.values()), None)

    @model_validator(mode="after")
    def _one_sort(self) -> Self:
        said = [section for section in SECTIONS if getattr(self, section)]
        amending = [section for section in said if section in AMENDING]
        if amending and len([section for section in said if section != "sources"]) > 1:
            raise ValueError(f"has {amending[0]} and more; a dossier amends in one way, beside nothing but sources")
        if len(self.undoes) > 1:
            raise ValueError("takes back several revisions; write a dossier for each, the newest first")
        return self

    def origin(self) -> Origin:
        """Give the places of everything in the file it came from; without a file, one that knows only its id."""
        return self._origin or Origin(self.dossier)

    def placed(self, origin: Origin) -> Self:
        """Give the dossier with the origin that its faults are to name."""
        copy = self.model_copy()
        copy._origin = origin  # noqa: SLF001  # its own
        return copy


SECTIONS: dict[str, Kind] = {
    "sources": "source",
    "chambers": "chamber",
    "parties": "party",
    "alliances": "alliance",
    "people": "person",
    "constituencies": "constituency",
    "elections": "election",
    "contests": "contest",
    "rules": "rule",
    "motions": "motion",
    "tables": "table",
    "quotes": "quote",
    "claims": "claim",
    "responses": "response",
    "findings": "finding",
    "events": "event",
    "outcomes": "outcome",
    "schedules": "schedule",
    "notes": "note",
    "corrections": "correction",
    "retractions": "retraction",
    "preferences": "preference",
    "redactions": "redaction",
    "undoes": "undo",
}
"""Which kind of thing each section of a dossier declares."""

AMENDING: dict[str, RevisionKind] = {
    "corrections": "correction",
    "retractions": "retraction",
    "preferences": "preference",
    "redactions": "redaction",
    "undoes": "undo",
}
"""The sections that amend, and what a revision of them is called."""
