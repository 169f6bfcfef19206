"""`/correct`, `/retract`, `/redact`, `/prefer` and `/undo`: what is said of what was said; nothing is deleted."""

from __future__ import annotations

import enum
from datetime import UTC
from typing import Annotated

from bot.commands import Help, Values
from bot.errors import UserError
from bot.languages import texts
from bot.messages import Choice, Reply, Request
from data.desk import Desk
from data.dossier import Dossier
from data.dossier.amending import Mistake
from data.dossier.values import readable
from data.editing import Newsroom, preference, redaction, retraction
from data.editing import undo as taken_back
from data.store import Store
from handlers.editing import amended, forms, worded
from handlers.editing.again import again
from handlers.editing.amended import Slip
from handlers.editing.previews import accepted, propose
from handlers.editing.worded import Rewrite
from handlers.registry import commands


class Whose(enum.Enum):
    """Whose mistake it was."""

    SOURCE = "source"
    OURS = "ours"


REASON = 200
"""Characters of a reason: it stands on a card beside what it explains."""

Why = Annotated[str, Help("Why, in a few words; it is shown beside the change", named=True)]
What = Annotated[
    str, Help("A report, quotation or claim by its id, or words that find it", complete=forms.subjects, rest=True)
]


async def counted(store: Store, typed: str, language: str, given: dict[str, str]) -> list[Choice]:
    """Give what the figure that is being typed can be of."""
    return await forms.counted(store, typed, language, given)


async def correctable(store: Store, typed: str, language: str) -> list[Choice]:
    """Give what can be corrected and fits what is typed."""
    return await store.read(worded.subjects, typed, texts(language))


async def fields(store: Store, typed: str, language: str, given: dict[str, str]) -> list[Choice]:
    """Give the fields of what is to be corrected, and what may stand in the one that is named."""
    return await store.read(worded.choices, given.get("subject", ""), typed, texts(language))


@commands.add(
    "/correct pk-senate-2021-ict-general-votes-geo gilani=168 reason:An example of a slip of ours whose:ours",
    "/correct pk-na-confidence-2021-03-06 field:date=2021-03-07 reason:An example of a wrong day whose:source",
    role="contributor",
    private=True,
    form=True,
)
async def correct(
    request: Request,
    newsroom: Newsroom,
    *,
    subject: Annotated[str, Help("What is wrong: its subject, an id, or a card's code", complete=correctable)],
    reason: Why,
    whose: Annotated[Whose, Help("Whose mistake it was", named=True)],
    figures: Annotated[
        Values | None, Help("The right figures, such as rejected=7", complete=counted, beside=True, rest=True)
    ] = None,
    field: Annotated[
        str | None,
        Help("Or another field, such as date=2021-03-16 or speaker=imran khan", complete=fields, beside=True),
    ] = None,
) -> Reply:
    """Put right what we showed wrongly, a figure or another field; the old one stays readable."""
    _brief(reason)
    asked = again(request)
    mistake: Mistake = "ours" if whose is Whose.OURS else "source"
    if (figures is None) == (field is None):
        raise UserError("correct-what")
    if field is not None:
        dossier = await newsroom.read(worded.corrected, Rewrite(subject, field, reason, mistake), asked)
    else:
        slip = Slip(await amended.at_hand(newsroom, subject), figures or {}, reason, mistake)
        dossier = await newsroom.read(amended.corrected, slip, asked)
    return await propose(newsroom, request, dossier, asked.line())


@commands.add("/retract republic-world-headline reason:An example of a withdrawal", role="contributor", private=True)
async def retract(request: Request, newsroom: Newsroom, *, subject: What, reason: Why) -> Reply:
    """End a figure, quotation or claim that no longer stands; it stays readable, marked."""
    _brief(reason)
    asked = again(request)
    of = await newsroom.read(amended.withdrawn, subject, asked)
    return await propose(newsroom, request, retraction(of, reason), asked.line())


@commands.add("/redact republic-world-headline reason:An example of an order to remove", role="owner", private=True)
async def redact(request: Request, newsroom: Newsroom, *, subject: What, reason: Why) -> Reply:
    """Remove for good what must go for legal reasons; a note with date and reason takes its place."""
    _brief(reason)
    asked = again(request)
    of = await newsroom.read(amended.withdrawn, subject, asked)
    made = redaction(of, reason, on=request.at.astimezone(UTC).date())
    return await propose(newsroom, request, made, asked.line())


@commands.add(
    "/prefer pk-senate-2021-ict-general-votes-geo reason:An example of a choice", role="contributor", private=True
)
async def prefer(
    request: Request,
    newsroom: Newsroom,
    *,
    subject: Annotated[str, Help("A report by its id, or what it is about", complete=forms.subjects, rest=True)],
    reason: Why,
) -> Reply:
    """Choose which of several reports is shown first; the others stay beside it."""
    _brief(reason)
    asked = again(request)
    table = await newsroom.read(amended.preferable, await amended.at_hand(newsroom, subject), asked)
    return await propose(newsroom, request, preference(table, reason), asked.line())


@commands.add("/undo", role="contributor", private=True)
async def undo(
    request: Request,
    newsroom: Newsroom,
    *,
    revision: Annotated[int | None, Help("The number of the revision; the newest unless given", minimum=1)] = None,
    reason: Annotated[str | None, Help("Why, in a few words", named=True)] = None,
) -> Reply:
    """Take a revision back: what it changed is as it was before."""
    number = revision or await newsroom.newest()
    if number is None:
        raise UserError("undo-nothing")
    newest = await Desk(newsroom).head()
    if number > newest:
        raise UserError("revisions-no", revision=number, newest=newest)
    if reason:
        _brief(reason)

    async def proposed() -> Reply:
        return await propose(newsroom, request, _undone(number, reason), again(request).line(revision=number))

    return await accepted(newsroom, request, proposed)


def _undone(number: int, reason: str | None) -> Dossier:
    return taken_back(number, reason or texts("en")("undo-reason"))


def _brief(reason: str) -> None:
    """Refuse a reason that would not stand beside what it explains."""
    if len(reason) > REASON:
        raise UserError("reason-long", limit=REASON)
    if not readable(reason):
        raise UserError("reason-plain")
