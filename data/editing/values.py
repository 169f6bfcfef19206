"""What editing hands out: the rules it goes by, what a preview shows, and what came of publishing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.changes import Changes
from data.desk.values import Draft, Revision
from data.dossier.values import RevisionKind
from data.findings import Finding

Gate = Literal["off", "flips", "all"]

NeedsSecond = Literal["contributor", "all", "outcome", "majority", "sum"]
"""Why a second editor has to agree: the proposer is a contributor, or everything needs one, or what would change."""

Denied = Literal["role", "owner", "theirs", "own", "unknown", "expired", "discarded"]
"""Why something was not done: the role is not enough, it is for owners, the preview is somebody else's, a second editor
cannot be the first, there is no such preview, it has expired, it was discarded.
"""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the record may be changed: when a second editor has to agree, and how many minutes a preview holds."""

    second_editor: Gate = "off"
    preview_minutes: int = 60
    waiting_hours: int = 48


@dataclass(frozen=True, slots=True)
class Reach:
    """What goes out on a platform: messages to be edited, the chats they are in, and how many seconds that takes."""

    platform: str
    messages: int
    chats: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Card:
    """An issued card that would no longer hold: its code, its line, and whether it is superseded or corrected."""

    code: str
    line: str
    becomes: Literal["superseded", "corrected"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing a dossier would do, as the record stands at revision `head`.

    `since` are the revisions that others published after it was last shown: it has been made anew then. `second` says
    why another editor has to agree, empty when nobody has to. `repeated` is set when the same request had proposed it
    before. `draft.id` is what buttons carry. `cards` are the first hundred of `stale` cards.
    """

    draft: Draft
    kind: RevisionKind
    dossier: str
    title: str
    why: str
    changes: Changes
    warnings: tuple[Finding, ...]
    cards: tuple[Card, ...]
    stale: int
    reach: tuple[Reach, ...]
    second: tuple[NeedsSecond, ...]
    since: tuple[Revision, ...] = ()
    repeated: bool = False
    nothing: bool = False
    """The record says all of this already."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is open or waits, by its name; what it would do is seen in its preview."""

    draft: Draft
    kind: RevisionKind
    dossier: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """It is published, as this revision; `again` when it had been already and nothing was changed now."""

    revision: Revision
    changes: Changes
    again: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A second editor has to agree; nothing is published so far."""

    preview: Preview


@dataclass(frozen=True, slots=True)
class Renewed:
    """The record moved since this was shown: nothing is published, look again."""

    preview: Preview


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done."""

    why: Denied


Outcome = Done | Waiting | Renewed | Refused
