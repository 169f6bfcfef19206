"""What happened and what was planned, in the order of its dates; a date that was inferred says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from babel import Locale
from babel.dates import format_skeleton
from sqlite_utils import Database

from bot.commands import Help
from bot.drawings import Moment
from bot.errors import UserError
from bot.languages import Texts, isolate, texts
from bot.messages import Block, Button, Choice, Line, Note, Quote, Reply, Request, Shown, Span, spans
from data.record import claims, events, names
from data.record.events import Event
from data.record.names import Names
from data.record.reading import Clock
from data.store import Store
from handlers import about, drawn
from handlers.about import SUBJECTS
from handlers.cards import AsOf, Cited, Known, asked, cited_as, clock, newest, sources_note
from handlers.registry import commands

MOST = 60
"""Events on a timeline, the last ones; what came before them is counted."""

AHEAD = ("planned", "postponed")
"""Statuses of events that have not happened."""

DRAWN = 12
"""Events in a picture, the last ones."""

KINDS = (*SUBJECTS, "event")

SKELETONS = {"month": "yMMMM", "year": "y"}
"""How much of a date is written where its day is not known (CLDR skeletons)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a timeline is made of: its events in order, what each of them superseded, how many stand before them.

    `single` says that one event was asked for, then `about` names what it is about; `subject` is what else was asked
    for, then `claims` counts those made of it.
    """

    at: Clock
    events: tuple[Event, ...]
    earlier: dict[str, Event]
    before: int = 0
    subject: Names | None = None
    single: bool = False
    about: tuple[Names, ...] = ()
    claims: int = 0


async def subject_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give what has a timeline and fits what is typed; before anything is: what most events are about."""
    found = await store.read(_fitting, typed, clock())
    return [Choice(each.id, each.of(language), each.short or "") for each in found]


@commands.add("/timeline", "/timeline imran khan", pure=True)
async def timeline(
    request: Request,
    store: Store,
    *,
    subject: Annotated[str | None, Help("Whose, or of what", complete=subject_names, rest=True)] = None,
    picture: Annotated[bool, Help("Draw it instead", named=True)] = False,
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """What happened and what was planned, in order; inferred dates say so."""
    t, at = texts(request.language), clock(as_of, known)
    found = await store.read(_facts, subject, at)
    if not isinstance(found, Facts):
        offered = found or await store.read(_busiest, at)
        if not offered:
            raise UserError("found-nothing", typed=subject or "")
        raise UserError(
            "timeline-which" if found else "timeline-none",
            typed=subject or "",
            buttons=tuple(about.button(each, "timeline", at, t) for each in offered),
        )
    return _drawn(found, t) if picture and found.events else _card(found, t)


def when(event: Event, t: Texts) -> str:
    """Give when it was, as exactly as a source says: `Thursday, 4 March 2021`, `March 2021` or `date not given`."""
    if event.date is None:
        return t("timeline-undated")
    if event.precision == "day":
        return t.date(event.date, weekday=True)
    return _wide(event.date, event.precision or "year", t)


def stated(when: str, t: Texts) -> str:
    """Give a day, month or year as a dossier has it (`2021-03-04`, `2021-03`, `2021`) the way it is read."""
    precision, day = events.day(when)
    return t.date(day) if precision == "day" else _wide(day, precision, t)


def _wide(day: date, precision: str, t: Texts) -> str:
    return str(format_skeleton(SKELETONS[precision], day, locale=Locale.parse(t.language, sep="-")))


def happened(event: Event, t: Texts) -> Line:
    """Give an event in one line: when, how that is known, whether it happened, and what it is."""
    return Line(
        spans(
            Span(when(event, t), "bold"),
            _remark(event, t),
            t("timeline-status", status=event.status),
            " ",
            isolate(event.names.of(t.language)),
        )
    )


def state(event: Event) -> str:
    """Give what a card showed of an event: its status and, as far as it is known, its date."""
    return f"{event.status} {event.written or 'undated'}"


def _remark(event: Event, t: Texts) -> str:
    """Give how the date is known, where the source does not give it as it stands here."""
    if event.inferred:
        return t("timeline-inferred-from", stated=event.stated) if event.stated else t("timeline-inferred")
    return t("timeline-stated", stated=event.stated) if event.stated and event.date is None else ""


def _fitting(db: Database, typed: str, at: Clock) -> tuple[Names, ...]:
    if typed.strip():
        return tuple(match.names for match in names.find(db, typed, KINDS, at))
    return _busiest(db, at)


def _busiest(db: Database, at: Clock) -> tuple[Names, ...]:
    """Give the things most events are about."""
    abouts = (event.about for event in events.timeline(db, clock=at))
    return tuple(each for each, _ in about.busiest(db, abouts, at))


def _facts(db: Database, subject: str | None, at: Clock) -> Facts | tuple[Names, ...]:
    """Give what the card is made of, or what could have been meant where that is not one thing."""
    if subject is None:
        return _gathered(db, None, at)
    found = _meant(db, subject, at)
    if not isinstance(found, Names):
        return found
    if (single := events.get(db, found.id, at)) is not None:
        later = (single.superseded_by,) if single.superseded_by else ()
        things = tuple(names.of(db, id_, at) for id_ in (*later, *single.about))
        return Facts(at, (single,), _earlier(db, (single,), at), single=True, about=things)
    return _gathered(db, found, at)


def _meant(db: Database, subject: str, at: Clock) -> Names | tuple[Names, ...]:
    """Give the one thing meant or those it could be, among them no event that a later word stands for."""
    found = about.one_of(db, subject, at, KINDS)
    if isinstance(found, Names):
        return found
    kept = tuple(each for each in found if not ((event := events.get(db, each.id, at)) and event.superseded_by))
    return kept[0] if len(kept) == 1 < len(found) else kept


def _gathered(db: Database, subject: Names | None, at: Clock) -> Facts:
    found = events.timeline(db, subject.id if subject else None, at)
    kept = found[-MOST:]
    said = len(claims.about(db, subject.id, at)) if subject else 0
    return Facts(at, kept, _earlier(db, kept, at), len(found) - len(kept), subject, claims=said)


def _earlier(db: Database, found: tuple[Event, ...], at: Clock) -> dict[str, Event]:
    pairs = ((each.id, events.get(db, each.supersedes, at)) for each in found if each.supersedes)
    return {id_: event for id_, event in pairs if event is not None}


def _card(facts: Facts, t: Texts) -> Reply:
    blocks: list[Block] = []
    if facts.before:
        blocks.append(Note(spans(t("timeline-before", count=facts.before))))
    for event in facts.events:
        blocks += [happened(event, t), *_beneath(event, facts, t)]
    sources: list[Cited] = [(event.source, event.via) for event in facts.events]
    if facts.single:
        sources += [(source, None) for event in facts.events for source in event.agree]
    title = t("timeline-title") if facts.subject is None else t("timeline-title-of", name=facts.subject.of(t.language))
    return Reply(
        title=t("timeline-title-event") if facts.single else title,
        blocks=tuple(blocks) or (Note(spans(t("timeline-empty" if facts.at.as_of else "timeline-never"))),),
        footer=(sources_note(sources, t),) if sources else (),
        buttons=_buttons(facts, t),
        shows=tuple(Shown(event.id, state(event)) for event in facts.events),
        as_of=newest(sources),
    )


def _drawn(facts: Facts, t: Texts) -> Reply:
    """Give the newest events as a picture, with as much text as names their sources."""
    newest_events = facts.events[-DRAWN:]
    left_out = facts.before + len(facts.events) - len(newest_events)
    card = _card(replace(facts, events=newest_events, before=0), t)
    moments = [
        Moment(f"{when(each, t)}{_remark(each, t)}", each.names.of(t.language), planned=each.status in AHEAD)
        for each in newest_events
    ]
    sources = [(each.source, each.via) for each in newest_events]
    subtitle = t.date(card.as_of) if card.as_of else ""
    note = t("picture-earlier", count=left_out) if left_out else ""
    framed = drawn.head(card.title, subtitle, sources, t)
    return replace(card, blocks=(), picture=drawn.chronicle(moments, note, framed, t))


def _beneath(event: Event, facts: Facts, t: Texts) -> list[Block]:
    """Give what one event asked for has beside its line: the source's words and all notes; of many only the needed."""
    said = []
    if event.inferred and event.date_note and (facts.single or not event.stated):
        said.append(isolate(event.date_note))
    before = facts.earlier.get(event.id)
    if event.note and (facts.single or before):
        said.append(isolate(event.note))
    if before is not None:
        source = cited_as(before.source, before.via, t)
        said.append(t("timeline-earlier", when=when(before, t), status=before.status, source=source))
    if event.superseded_by:
        said.append(t("timeline-superseded"))
    notes: list[Block] = [Note(spans(" ".join(said)))] if said else []
    words = [Quote(event.words, cited_as(event.source, event.via, t))] if facts.single and event.words else []
    return [*words, *notes]


def _buttons(facts: Facts, t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Give what leads on: from one event to the things it is about, from a subject to what is claimed of it."""
    if facts.single:
        return about.paired([about.button(each, "timeline", facts.at, t) for each in facts.about[: about.OFFERED]])
    subject = facts.subject.id if facts.subject else None
    row = []
    if subject is not None and facts.claims:
        label = t("timeline-claims", count=facts.claims)
        row.append(Button(label, line=asked("claims", facts.at, subject=subject)))
    if facts.events:
        row.append(Button(t("picture-show"), line=asked("timeline", facts.at, subject=subject, picture=True)))
    return (tuple(row),) if row else ()
