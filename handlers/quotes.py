"""Quotations: who said it, in whose wording, what kind of quotation it is, and where a misquotation differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random, SystemRandom
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.drawings import Quotation
from bot.errors import UserError
from bot.languages import Texts, isolate, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Shown, Span, Style, spans
from bot.messages import Quote as QuoteBlock
from data.dossier.values import well_formed
from data.record import names
from data.record import quotes as record
from data.record.names import Names
from data.record.quotes import Nearest, Quote
from data.record.reading import Clock
from data.store import Store
from handlers import drawn
from handlers.cards import AsOf, Known, asked, cited_as, clock, sources_note
from handlers.finding import fitting
from handlers.registry import commands

SHOWN = 10
"""Quotations that are told where words were typed; what is beyond them is counted."""

LISTED = 50
"""Quotations on the list of all."""

SENTENCE = 5
"""Words from which what is typed is taken for somebody's words and not for words to look for."""

SNIPPET = 40
"""Characters of a quotation on a button."""

rng: Random = SystemRandom()
"""What chooses a quotation where nothing was asked for."""

LATELY = 100
"""Quotations looked through for people to offer."""

KINDS = {
    "verbatim": "quote-kind-verbatim",
    "fragment": "quote-kind-fragment",
    "translation": "quote-kind-translation",
    "rendering": "quote-kind-rendering",
    "statement": "quote-kind-statement",
}

MARKS = {"missing": "quote-missing", "added": "quote-added"}

WORD_FOR_WORD = 100.0
"""The likeness of what stands on record to the letter, or is a part of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for quotations gives: the first of them, how many are beyond, and headlines with these words.

    `near` is the quotation that what was typed misquotes, `parties` those whose wording a quotation is given in, and
    `originals` those that a quotation translates, by its id.
    """

    beyond: int
    quotes: tuple[Quote, ...]
    headlines: tuple[Quote, ...] = ()
    near: Nearest | None = None
    parties: Mapping[str, Names] = field(default_factory=dict)
    originals: Mapping[str, Quote] = field(default_factory=dict)


async def speaker_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the people who are quoted and fit what is typed."""
    found = await store.read(_speakers, typed, clock())
    return [Choice(each.id, each.of(language)) for each in found]


@commands.add("/quote glorious", "/quote democracy is the worst revenge", "/quote", inline=True)
async def quote(
    request: Request,
    store: Store,
    *,
    words: Annotated[str | None, Help("Words of the quotation, or what you heard", rest=True)] = None,
    by: Annotated[str | None, Help("Who said it", complete=speaker_names)] = None,
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """Sourced quotations; a misquotation gets the wording on record. Nothing typed: any one of them."""
    t, at = texts(request.language), clock(as_of, known)
    if words is None and by is None:
        return _one(await store.read(_any, at), at, t)
    if words is not None and by is None and (single := await store.read(_of_id, words, at)) is not None:
        return _one(single, at, t)
    speaker = await _speaker(store, by, at, t, words=words)
    found = await store.read(_found, words or "", speaker, at, SHOWN)
    return _card(found, words, speaker, t)


@commands.add("/quotes", "/quotes imran khan", pure=True)
async def quotes(
    request: Request,
    store: Store,
    *,
    by: Annotated[str | None, Help("Who said it", complete=speaker_names, rest=True)] = None,
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """All sourced quotations, or somebody's: newest first, each with its kind."""
    t, at = texts(request.language), clock(as_of, known)
    speaker = await _speaker(store, by, at, t, command="quotes")
    return _card(await store.read(_found, "", speaker, at, LISTED), None, speaker, t)


def said_by(each: Quote, t: Texts) -> str:
    """Give whose words they are: the speaker's, those of whoever's own message it is, or nobody's that is named."""
    if each.speaker_source is not None:
        return each.speaker_source.publisher
    return each.speaker.names.of(t.language) if each.speaker else t("quote-unattributed")


def snippet(text: str) -> str:
    """Give the beginning of a quotation, short enough for a button."""
    return f"“{text}”" if len(text) <= SNIPPET else f"“{text[:SNIPPET].rstrip()}…”"


async def _speaker(
    store: Store, by: str | None, at: Clock, t: Texts, *, words: str | None = None, command: str = "quote"
) -> Names | None:
    """Give the one person meant, None for anybody. Raises UserError that offers those who could be, never a merger."""
    if by is None:
        return None
    found = await store.read(names.resolve, by, ("person",), at)
    if found.match is not None:
        return found.match.names
    offered = tuple(each.names for each in found.candidates) or await store.read(_speakers, "", at)
    if not offered:
        raise UserError("found-nothing", typed=by)
    options = {"words": words} if words else {}
    buttons = tuple(Button(each.of(t.language), line=asked(command, at, by=each.id, **options)) for each in offered[:5])
    raise UserError("quote-which" if found.candidates else "quote-who", typed=by, buttons=buttons)


def _speakers(db: Database, typed: str, at: Clock) -> tuple[Names, ...]:
    """Give the people who fit what is typed: the one of exactly that name, else all whose names begin so.

    Before anything is typed: those quoted lately.
    """
    if not typed.strip():
        lately = record.find(db, clock=at, limit=LATELY)
        return tuple({each.speaker.id: each.speaker.names for each in lately if each.speaker}.values())
    return fitting(db, typed, ("person",), at)


def _one(found: Found, at: Clock, t: Texts) -> Reply:
    """Give the card of one quotation, under the line that asks for this very one: chance would give another."""
    line = asked("quote", at, words=found.quotes[0].id) if found.quotes else ""
    return replace(_card(found, None, None, t), buttons=_more(found, at, t), line=line)


def _of_id(db: Database, typed: str, at: Clock) -> Found | None:
    """Give the quotation of exactly this id, as a button carries it; nothing for other words."""
    single = record.get(db, typed, at) if well_formed(typed) else None
    return None if single is None else _with_parties(db, Found(0, (single,)), at)


def _any(db: Database, at: Clock) -> Found:
    """Give one quotation by chance."""
    chosen = record.random(db, at, rng=rng)
    return _with_parties(db, Found(0, (chosen,) if chosen else ()), at)


def _found(db: Database, words: str, speaker: Names | None, at: Clock, most: int) -> Found:
    who = speaker.id if speaker else None
    found = record.find(db, words, who, at, most)
    near = record.nearest(db, words, at) if words else None
    if near is not None and not _misquoted(near, words, found, who):
        near = None
    others = tuple(each for each in found if near is None or each.id != near.quote.id)
    beyond = record.count(db, words, who, at, record.COUNTED + most) - len(found)
    headlines = record.headlines(db, words, at) if words else ()
    return _with_parties(db, Found(beyond, others, headlines, near), at)


def _misquoted(near: Nearest, words: str, found: tuple[Quote, ...], who: str | None) -> bool:
    """Say whether what was typed is meant to be these words, and is not what stands on record.

    A few words that a quotation holds somewhere are words to look for; a sentence is somebody's.
    """
    speaker = near.quote.speaker.id if near.quote.speaker else None
    return near.score < WORD_FOR_WORD and who in {None, speaker} and (not found or len(words.split()) >= SENTENCE)


def _with_parties(db: Database, found: Found, at: Clock) -> Found:
    told = (*found.quotes, *([found.near.quote] if found.near else []))
    parties = {each.rendered_by: names.of(db, each.rendered_by, at) for each in told if each.rendered_by}
    return replace(found, parties=parties, originals=record.originals(db, [each.id for each in told], at))


def _card(found: Found, words: str | None, speaker: Names | None, t: Texts) -> Reply:
    told = (*([found.near.quote] if found.near else []), *found.quotes)
    blocks: list[Block] = _corrected(found.near, found, t) if found.near else []
    blocks += [_block(each, found, t) for each in found.quotes]
    if not told:
        blocks.append(Note(spans(_none(found, words, t))))
    if found.beyond:
        blocks.append(Note(spans(_left(found, t))))
    blocks += [
        Note(spans(t("quote-headline", words=each.text, source=each.source.publisher))) for each in found.headlines
    ]
    sources = [(each.source, each.via) for each in (*told, *found.headlines)]
    dates = [day for each in told if (day := each.published) is not None]
    return Reply(
        title=_title(words, speaker, t),
        blocks=tuple(blocks),
        footer=(sources_note(sources, t),) if sources else (),
        picture=_picture(told[0], found, t) if len(told) == 1 and not found.near else None,
        shows=tuple(Shown(each.id, each.kind) for each in told),
        as_of=max(dates, default=None),
    )


def _none(found: Found, words: str | None, t: Texts) -> str:
    if found.headlines:
        return t("quote-only-headline")
    return t("quote-none" if words else "quote-nothing")


def _left(found: Found, t: Texts) -> str:
    """Give how many more there are; of very many it is only said that there are at least so many."""
    return t("quote-many" if found.beyond >= record.COUNTED else "quote-more", count=found.beyond)


def _more(chosen: Found, at: Clock, t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Give what leads on from a quotation chosen by chance: another one, or all of them."""
    if not chosen.quotes:
        return ()
    return ((Button(t("quote-another"), line=asked("quote", at)), Button(t("quote-all"), line=asked("quotes", at))),)


def _corrected(near: Nearest, found: Found, t: Texts) -> list[Block]:
    """Give the wording on record, and where what was typed differs from it."""
    return [
        Line(spans(Span(t("quote-not-like-that"), "bold"), " ", t("quote-nearest"))),
        _block(near.quote, found, t),
        Line(spans(Span(t("quote-difference"), "bold"), " ", *_marked(near, t))),
    ]


def _marked(near: Nearest, t: Texts) -> Iterator[str | Span]:
    for number, segment in enumerate(near.segments):
        text = segment.text.strip()
        if number:
            yield " "
        if segment.kind == "equal":
            yield isolate(text)
        else:
            style: Style = "bold" if segment.kind == "missing" else "italic"
            yield Span(t(MARKS[segment.kind], words=text), style)


def _title(words: str | None, speaker: Names | None, t: Texts) -> str:
    if speaker and words:
        return t("quote-title-words-by", name=speaker.of(t.language), words=words)
    if speaker:
        return t("quote-title-by", name=speaker.of(t.language))
    return t("quote-title-words", words=words) if words else t("quote-title")


def _picture(each: Quote, found: Found, t: Texts) -> Quotation:
    """Give one quotation as a card; its words are in the language they were given in, and what they are says so."""
    day = t.date(each.published) if each.published else ""
    framed = drawn.head(t("quote-title"), day, [(each.source, each.via)], t)
    return drawn.quotation(each.text, said_by(each, t), _kind(each, found, t), framed, t)


def _block(each: Quote, found: Found, t: Texts) -> QuoteBlock:
    """Give the words as they stand, and beneath them whose they are and in whose wording."""
    return QuoteBlock(each.text, t("quote-said", name=said_by(each, t), kind=_kind(each, found, t)))


def _kind(each: Quote, found: Found, t: Texts) -> str:
    """Give what kind of quotation it is, by whom, and the language it was said in where this is another."""
    party = found.parties[each.rendered_by].brief(t.language) if each.rendered_by else ""
    kind = t(KINDS[each.kind], source=cited_as(each.source, each.via, t), party=party)
    said = [kind]
    if each.original_language is not None and each.original_language != each.language:
        said.append(t("quote-original", language=t.language_name(each.original_language)))
    if each.id in found.originals:
        said.append(t("quote-renders", words=found.originals[each.id].text))
    return t.chain(said) if len(said) > 1 else kind
