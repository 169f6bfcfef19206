"""Everything on record, found by words: one line a hit, and a button that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, isolate, texts
from bot.messages import Button, Line, Note, Reply, Request, Shown, Span, Spans, spans
from data.record import claims, events, motions, quotes
from data.record import search as record
from data.record.claims import Claim
from data.record.events import Event
from data.record.names import Names
from data.record.quotes import Quote
from data.record.reading import Clock
from data.record.search import Hit
from data.store import Store
from handlers.cards import AsOf, Cited, Known, asked, clock, newest, sources_note
from handlers.claims import head, names_of, state, told_kind
from handlers.confidence import KINDS as CONFIDENCE
from handlers.quotes import said_by, snippet
from handlers.registry import commands
from handlers.timeline import happened
from handlers.timeline import state as event_state

MOST = 8
"""Hits on a card, each with its button."""

KINDS = {
    "person": "search-person",
    "party": "search-party",
    "alliance": "search-alliance",
    "chamber": "search-chamber",
    "constituency": "search-constituency",
    "election": "search-election",
    "contest": "search-contest",
    "motion": "search-motion",
    "rule": "search-rule",
}
"""What a thing with a name is called."""

OPENS = {
    "person": ("person", "name"),
    "party": ("party", "name"),
    "alliance": ("claims", "subject"),
    "chamber": ("chamber", "name"),
    "election": ("timeline", "subject"),
    "contest": ("contest", "name"),
    "constituency": ("timeline", "subject"),
    "event": ("timeline", "subject"),
    "motion": ("timeline", "subject"),
}
"""The command that opens a thing, and the option that takes its id; a vote of confidence has a card of its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with what is needed to tell it: whose words they are, or what happened when."""

    hit: Hit
    about: Quote | Claim | Event | None = None
    names: dict[str, Names] | None = None
    actors: frozenset[str] = frozenset()
    confidence: bool = False


@commands.add("/search gillani", "/search open ballot", "/search عمران خان", pure=True)
async def search(
    request: Request,
    store: Store,
    *,
    words: Annotated[str, Help("A name, or words of what was said", rest=True)],
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """Everything on record: people, parties, contests, votes, quotations, claims, events."""
    t, at = texts(request.language), clock(as_of, known)
    found = await store.read(_found, words, at)
    if not found:
        raise UserError("search-none", typed=words, buttons=_instead(at, t))
    return _card(found, words, at, t)


def _found(db: Database, words: str, at: Clock) -> tuple[Found, ...]:
    return tuple(_told(db, hit, at) for hit in record.find(db, words, at, MOST))


def _told(db: Database, hit: Hit, at: Clock) -> Found:
    if hit.kind in {"quote", "headline"}:
        return Found(hit, quotes.get(db, hit.id, at))
    if hit.kind == "event":
        return Found(hit, events.get(db, hit.id, at))
    if hit.kind == "claim" and (claim := claims.get(db, hit.id, at)) is not None:
        return Found(hit, claim, *names_of(db, [claim], at))
    motion = motions.get(db, hit.id, at) if hit.kind == "motion" else None
    return Found(hit, confidence=motion is not None and motion.kind in CONFIDENCE)


def _card(found: tuple[Found, ...], words: str, at: Clock, t: Texts) -> Reply:
    rested = [each.about for each in found if each.about is not None]
    sources: list[Cited] = [(each.source, each.via) for each in rested]
    buttons = [button for each in found if (button := _button(each, at, t)) is not None]
    blocks: list[Line | Note] = [Line(_line(each, t)) for each in found]
    if any(isinstance(each, Claim) for each in rested):
        blocks.append(Note(spans(t("search-claims"))))
    return Reply(
        title=t("search-title", words=words),
        blocks=tuple(blocks),
        footer=(sources_note(sources, t),) if sources else (),
        buttons=tuple((button,) for button in buttons),
        shows=tuple(_shown(each) for each in rested),
        as_of=newest(sources),
    )


def _shown(each: Quote | Claim | Event) -> Shown:
    if isinstance(each, Quote):
        return Shown(each.id, each.kind)
    return Shown(each.id, state(each) if isinstance(each, Claim) else event_state(each))


def _line(found: Found, t: Texts) -> Spans:
    """Give a hit in one line that begins with its kind; what is claimed stands behind whoever claims it."""
    match found.about:
        case Quote() as quote if quote.kind == "headline":
            return _labelled(t("search-headline", source=quote.source.publisher), f"“{quote.text}”")
        case Quote() as quote:
            return _labelled(t("search-quote", name=said_by(quote, t)), f"“{quote.text}”")
        case Claim() as claim:
            text = f"{head(claim, found.names or {}, found.actors, t)} {isolate(claim.text)}"
            return _labelled(t("search-claim", kind=told_kind(claim, t)), text)
        case Event() as event:
            return (Span(t("search-event"), "bold"), Span(" "), *happened(event, t).text)
    return _labelled(t(KINDS[found.hit.kind]), _named(found.hit, t))


def _labelled(kind: str, text: str) -> Spans:
    return spans(Span(kind, "bold"), " ", text)


def _named(hit: Hit, t: Texts) -> str:
    """Give the full name, and the short form where there is one."""
    if hit.names is None:
        return hit.id
    full, short = hit.names.of(t.language), hit.names.brief(t.language)
    return full if full == short else t("search-named", name=full, short=short)


def _button(found: Found, at: Clock, t: Texts) -> Button | None:
    """Give the button that opens a hit, None for a rule, which stands on the cards of the votes it rules."""
    match found.about:
        case Quote() as quote:
            return Button(snippet(quote.text), line=asked("quote", at, words=quote.text))
        case Claim() as claim:
            label = head(claim, found.names or {}, found.actors, t).rstrip(":")
            return Button(label, line=asked("claims", at, subject=claim.id))
    hit = found.hit
    if found.confidence:
        return Button(_label(hit, t), line=asked("confidence", at, motion=hit.id))
    if hit.kind not in OPENS:
        return None
    command, option = OPENS[hit.kind]
    return Button(_label(hit, t), line=asked(command, at, **{option: hit.id}))


def _label(hit: Hit, t: Texts) -> str:
    return hit.names.brief(t.language) if hit.names is not None else hit.id


def _instead(at: Clock, t: Texts) -> tuple[Button, ...]:
    """Give what to try where nothing was found."""
    offered = {"quotes": "search-try-quotes", "claims": "search-try-claims", "timeline": "search-try-timeline"}
    return tuple(Button(t(key), line=asked(command, at)) for command, key in offered.items())
