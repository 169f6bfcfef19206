"""The short forms an editor types on a phone: `/result`, `/figure`, `/addquote`, `/event`, `/motion`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, TypeVar

from sqlite_utils import Database

from bot.commands import Help, OnMessage, Values
from bot.languages import texts
from bot.messages import Choice, Reply, Request
from data.editing import Newsroom
from data.record import contests, motions, names, quotes
from data.record.reading import NOW
from data.store import Store
from handlers.editing import ended, sayings, tabled
from handlers.editing.again import Again, again
from handlers.editing.drafts import Draft, written
from handlers.editing.ended import VOTES, Counted, Put, Result
from handlers.editing.given import source_names
from handlers.editing.previews import accepted, propose
from handlers.editing.sayings import Happened, Held, Kind, Said
from handlers.editing.tabled import SUBJECTS, Measure, Status, Told
from handlers.registry import commands

T = TypeVar("T")

LONGEST = 100
"""Characters that the name of a choice has on Discord."""

AsOf = Annotated[date | None, Help("The day the figures are of; today unless given", named=True, aside=True)]
Source = Annotated[
    str,
    Help("A source on record, or a new one: publisher, address, date, “title”", complete=source_names, named=True),
]
Standing = Annotated[Status, Help("How far it is settled", named=True)]


async def contest_or_motion(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the contests and motions that fit what is typed; all of them before anything is."""
    return await _offered(store, typed, VOTES, language)


async def motion_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the motions that fit what is typed; all of them before anything is."""
    return await _offered(store, typed, ("motion",), language)


async def candidates(store: Store, typed: str, language: str, given: Mapping[str, str]) -> list[Choice]:
    """Give those who stood in the contest that is named, as far as they fit what is typed."""
    stood = await store.read(ended.candidates, given.get("contest") or "")
    return [Choice(each.id, each.of(language)) for each in ended.called(stood, typed, language)]


async def subjects(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the things that figures can be about and that fit what is typed."""
    return await _things(store, typed, SUBJECTS, language)


async def speakers(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the people who fit what is typed."""
    return await _things(store, typed, sayings.SPEAKERS, language)


async def quotations(store: Store, typed: str, _language: str) -> list[Choice]:
    """Give the quotations on record that the words find."""
    found = await store.read(quotes.find, typed)
    return [Choice(each.id, each.text[:LONGEST], each.speaker.id if each.speaker else "") for each in found]


async def counted(store: Store, typed: str, language: str, given: Mapping[str, str]) -> list[Choice]:
    """Give what the figure that is being typed can be of: who stood or was counted, and the words of every table."""
    before, _, key = typed.rpartition(" ")
    if "=" in key:
        return []
    subject = given.get("contest") or given.get("subject") or ""
    likely = await store.read(_likely, subject, given.get("measure") or Measure.VOTES.value) if subject else []
    known = [(each.id, each.of(language)) for each in likely if key.lower() in f"{each.id} {each.of(language)}".lower()]
    words = [(word, word) for word in tabled.spoken_parts() if word.startswith(key.lower())]
    said = {pair.partition("=")[0] for pair in before.split()}
    return [Choice(f"{before} {id_}=".lstrip(), name) for id_, name in (*known, *words) if id_ not in said]


@commands.add(
    "/result islamabad gilani=169 shaikh=164 rejected=7 notcast=1 source:dawn"
    " https://www.dawn.com/news/1609919/pti-makes-substantial-gains-in-senate-but-suffers-major-setback-in-lslamabad"
    " as_of:2021-03-03",
    "/result islamabad won:gilani status:official source:republic-world-2021-03-04",
    role="contributor",
    private=True,
    form=True,
)
async def result(
    request: Request,
    newsroom: Newsroom,
    *,
    contest: Annotated[str, Help("Contest or motion", complete=contest_or_motion)],
    source: Source,
    figures: Annotated[
        Values | None,
        Help("Counts such as gilani=169 rejected=7; ? for unknown", complete=counted, beside=True, rest=True),
    ] = None,
    won: Annotated[
        str | None, Help("Who won, of those who stood", complete=candidates, beside=True, named=True)
    ] = None,
    status: Standing = Status.UNOFFICIAL,
    as_of: AsOf = None,
) -> Reply:
    """Bring in the count of a contest or motion, and who won, and see what it would change."""
    told = Told("result", "contest", contest, VOTES, "votes", figures or {}, source, status.value, as_of)
    return await _proposed(newsroom, request, ended.result, Counted(told, won))


@commands.add(
    "/figure pk-senate seats pti=26 ppp=20 pml-n=18 source:Geo News"
    " https://www.geo.tv/latest/337862-senate-elections-2021-latest-party-position as_of:2021-03-03",
    role="contributor",
    private=True,
)
async def figure(
    request: Request,
    newsroom: Newsroom,
    *,
    subject: Annotated[str, Help("What the figures are about", complete=subjects)],
    measure: Annotated[Measure, Help("What is counted")],
    figures: Annotated[
        Values, Help("Figures such as pti=26 vacant=?; ? for unknown", complete=counted, beside=True, rest=True)
    ],
    source: Source,
    status: Standing = Status.UNOFFICIAL,
    as_of: AsOf = None,
) -> Reply:
    """Bring in figures of one source, and see what they would change."""
    told = Told("figure", "subject", subject, SUBJECTS, measure.value, figures, source, status.value, as_of)
    return await _proposed(newsroom, request, tabled.draft, told)


@commands.add(
    "/addquote Even if I leave the assembly, I will not spare you kind:fragment"
    " source:republic-world-2021-03-04 by:imran khan",
    role="contributor",
    private=True,
    form=True,
    on_message=OnMessage("Add as quote", "text"),
)
async def addquote(
    request: Request,
    newsroom: Newsroom,
    *,
    text: Annotated[str, Help("The words, untouched", rest=True)],
    kind: Annotated[Kind, Help("What sort of quotation it is")],
    source: Source,
    by: Annotated[
        str | None, Help("Who said it; of a rendering also the party whose words these are", complete=speakers)
    ] = None,
    renders: Annotated[
        str | None, Help("The quotation on record that these words translate", complete=quotations)
    ] = None,
    language: Annotated[
        str, Help("Language of the words; ur>en when said in one and given in another", aside=True)
    ] = "en",
) -> Reply:
    """Bring in a quotation with its speaker and source, or a translation of one on record."""
    return await _proposed(newsroom, request, sayings.quote, Said(text, kind, source, by, language, renders))


@commands.add(
    "/event The long march is postponed date:2021-03-16 about:pdm status:postponed source:UrduPoint"
    " https://www.urdupoint.com/en/pakistan/long-march-postpones-as-ppp-refuses-to-resign-1195976.html",
    role="contributor",
    private=True,
    form=True,
)
async def event(
    request: Request,
    newsroom: Newsroom,
    *,
    title: Annotated[str, Help("What happened, in a few words", rest=True)],
    date: Annotated[str, Help("The day, month or year, such as 2021-03-16 or 2021-03")],
    source: Source,
    about: Annotated[str | None, Help("Whom and what it is about, names parted by commas")] = None,
    status: Annotated[Happened, Help("Whether it came to be")] = Happened.HAPPENED,
) -> Reply:
    """Bring in something that happened or is planned."""
    return await _proposed(newsroom, request, sayings.event, Held(title, date, source, about, status))


@commands.add(
    "/motion pk-na-confidence-2021-03-06 result:obtained date:2021-03-06 source:Dawn"
    " https://www.dawn.com/news/1611008/i-thank-you-says-pm-imran-after-securing-trust-vote-from-na",
    role="contributor",
    private=True,
    form=True,
)
async def motion(
    request: Request,
    newsroom: Newsroom,
    *,
    motion: Annotated[str, Help("Which motion", complete=motion_names, rest=True)],
    source: Source,
    date: Annotated[date | None, Help("The day it is put, or was decided", named=True)] = None,
    result: Annotated[Result | None, Help("How it ended", named=True)] = None,
    status: Annotated[Status | None, Help("How far it is settled", named=True)] = None,
) -> Reply:
    """Bring in when a motion is to be put, or how it ended."""
    return await _proposed(newsroom, request, ended.motion, Put(motion, source, date, result, status))


async def _proposed(
    newsroom: Newsroom, request: Request, draft: Callable[[Database, T, datetime, Again], Draft], told: T
) -> Reply:
    """Make a dossier of what was typed, and show what it would do."""
    asked = again(request)
    found = await newsroom.read(draft, told, request.at, asked)

    async def proposed() -> Reply:
        dossier = await asyncio.to_thread(written, found, texts("en")("draft-why", command=request.command))
        return await propose(newsroom, request, dossier, asked.line())

    return await accepted(newsroom, request, proposed)


def _likely(db: Database, subject: str, measure: str) -> list[names.Names]:
    found = names.resolve(db, subject, SUBJECTS, NOW).match
    return [*tabled.expected_of(db, found, measure)] if found else []


async def _offered(store: Store, typed: str, kinds: tuple[str, ...], language: str) -> list[Choice]:
    if typed.strip():
        return await _things(store, typed, kinds, language)
    return [Choice(each.id, each.of(language)) for each in await store.read(_votes, kinds)]


def _votes(db: Database, kinds: tuple[str, ...]) -> list[names.Names]:
    held = [each.names for each in contests.every(db)] if "contest" in kinds else []
    return [*held, *(each.names for each in motions.every(db))]


async def _things(store: Store, typed: str, kinds: tuple[str, ...], language: str) -> list[Choice]:
    found = await store.read(names.find, typed, kinds)
    return [Choice(match.id, match.names.of(language), match.kind) for match in found]
