"""What the desk hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from data.dossier.values import RevisionKind
from data.findings import Finding


@dataclass(frozen=True, slots=True)
class Revision:
    """A dossier that was accepted: its number, who brought it and why, and what the checks warned of.

    `at` is in UTC, `digest` of its content as it came. A revision that amends has a `reason` and, of a correction,
    whose `mistake` it was (source or ours); `undoes` is the revision it takes back. `silent` ones are told to nobody
    who follows, `approver` is the second editor, `request` what it was asked with, by which it is done once.
    """

    number: int
    dossier: str
    title: str
    digest: str
    author: str
    why: str
    at: datetime
    warnings: tuple[Finding, ...] = ()
    kind: RevisionKind = "update"
    reason: str | None = None
    mistake: str | None = None
    silent: bool = False
    approver: str | None = None
    request: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier (as JSON) that somebody means to publish, as it is kept until they do.

    `head` is the revision its preview was last made on. open → published (`revision`) | discarded | waiting for a
    second editor → published | discarded. `silent` is how a waiting one is to be published.
    """

    id: str
    editor: str
    role: Role
    request: str
    content: str
    head: int
    state: Literal["open", "waiting", "published", "discarded"]
    at: datetime
    expires: datetime
    silent: bool = False
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A card as it was first issued: its line, its as-of, the figures it showed with their states, and when.

    `revision` is the newest there was then, 0 before the first.
    """

    code: str
    line: str
    as_of: date | None
    shows: tuple[tuple[str, str], ...]
    at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a chat has chosen; None where it leaves it to the installation.

    `quiet` is from one time to another in the chat's time zone, `digest` the time at which the news of a day come
    together.
    """

    language: str | None = None
    timezone: str | None = None
    parliament: str | None = None
    quiet: tuple[time, time] | None = None
    digest: time | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, by platform and its number there (`telegram:-100123`); `parked` while it has blocked the bot.

    `settings` is None as long as it has chosen nothing: a topic then goes with its group.
    """

    id: str
    since: datetime
    state: Literal["active", "parked"] = "active"
    settings: Settings | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """A card in a chat: `message` is its id there, `shows` the figures it shows or showed before, with their states."""

    chat: str
    message: str
    medium: Literal["text", "picture"]
    line: str
    as_of: date | None
    language: str
    timezone: str
    revision: int
    shows: tuple[tuple[str, str], ...]
    at: datetime
    page: int = 0


Loud = Literal["everything", "figures", "outcomes"]
"""How much of a subject a chat wants to hear: also changed wording; figures and all that weighs more; outcomes only."""

LOUD: tuple[Loud, ...] = ("everything", "figures", "outcomes")
"""From the loudest on; a watch is kept as its place here, counted from 1, and so is how much a change weighs."""

ALL = ""
"""The subject of a watch for everything."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What a chat follows: the id of a thing in the record, or ALL."""

    chat: str
    subject: str
    loud: Loud
    at: datetime


Kind = Literal["edit", "reply", "notice", "digest", "send"]
"""An edit corrects a message; where that is refused a reply says so, where that is refused a notice.

A notice is the news for a chat that follows their subject, a digest the same together with others; send is any other
line.
"""

Ended = Literal["sent", "failed", "gone", "refused", "merged", "cancelled", "lapsed"]
"""How a delivery ended: `gone` is the chat or the message, `merged` is told by another delivery, `cancelled` is no more
needed, `lapsed` came too late."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something due in a chat because of a revision.

    `subject` is the message to edit or to answer, or the line to send; nothing for a notice or a digest, whose line
    `because` belongs to: the subjects watched that brought it, with how loud. `silent` does not make a sound. Due →
    leased → one of `Ended`; `message` is then its id there, `why` what went wrong. The desk gives `id`, state and
    attempts, and the settings of the chat at the moment it was leased.
    """

    chat: str
    revision: int
    kind: Kind
    subject: str
    due: datetime
    id: int = 0
    state: Literal["due", "leased"] | Ended = "due"
    attempts: int = 0
    message: str | None = None
    why: str | None = None
    silent: bool = False
    because: tuple[tuple[str, Loud], ...] = ()
    settings: Settings = Settings()

    @property
    def platform(self) -> str:
        """The platform of the chat."""
        return self.chat.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Count:
    """How many deliveries of a revision stand how."""

    platform: str
    kind: Kind
    state: Literal["due", "leased"] | Ended
    number: int


@dataclass(frozen=True, slots=True)
class Mended:
    """A figure, quotation … that a posting shows and corrections made another: its state as shown, and as it is right.

    `after` is None for what is not to be shown any more, and the same as `before` where only words are others. The rest
    is of the newest correction: its revision, the kind of it, whose mistake it was (source or ours) and why.
    """

    figure: str
    before: str
    after: str | None
    revision: int
    at: datetime
    kind: str = "correction"
    mistake: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that a chat was shown: its state then, by which line, at which revision, and when it was posted last."""

    figure: str
    state: str
    line: str
    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept of a chat or a person, by what it is; `since` when the oldest posting was made.

    `done` are entries of the audit, `values` small things that are remembered, such as that somebody was welcomed.
    """

    settings: bool
    watches: int
    postings: int
    since: datetime | None
    deliveries: int
    role: Role | None
    done: int
    revisions: int
    values: int


Role = Literal["contributor", "editor", "owner"]


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may change the record, by platform and number, and who let them."""

    id: str
    role: Role
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody did, to what; in the order of `n`. `detail` names no person."""

    n: int
    who: str
    what: str
    subject: str
    detail: str
    at: datetime
