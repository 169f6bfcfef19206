"""Quotations: who said it, in whose wording, and what kind of quotation it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.grammar import line
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Note, Reply, Request, Shown, spans
from bot.messages import Quote as QuoteBlock
from data.record import names, quotes
from data.record.names import Names
from data.record.quotes import Quote
from data.record.reading import Clock
from data.store import Store
from handlers.cards import AsOf, cited_as, clock, sources_note
from handlers.registry import commands

SHOWN = 10
"""Quotations on a card; what is beyond them is counted."""

LATELY = 100
"""Quotations looked through for people to offer."""

KINDS = {
    "verbatim": "quote-kind-verbatim",
    "fragment": "quote-kind-fragment",
    "translation": "quote-kind-translation",
    "rendering": "quote-kind-rendering",
    "statement": "quote-kind-statement",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for quotations gives: how many in all, the first of them, and headlines with these words.

    `parties` names those whose wording a quotation is given in.
    """

    count: int
    quotes: tuple[Quote, ...]
    headlines: tuple[Quote, ...]
    parties: dict[str, Names]


async def speaker_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the people who are quoted and fit what is typed."""
    found = await store.read(_speakers, typed, clock(None))
    return [Choice(each.id, each.of(language)) for each in found]


@commands.add("/quote glorious", "/quote by:imran khan")
async def quote(
    request: Request,
    store: Store,
    *,
    words: Annotated[str | None, Help("Words of the quotation", rest=True)] = None,
    by: Annotated[str | None, Help("Who said it", complete=speaker_names)] = None,
    as_of: AsOf = None,
) -> Reply:
    """Sourced quotations, each with its kind: verbatim, fragment, translation or rendering."""
    t = texts(request.language)
    speaker = None if by is None else await _speaker(store, by, words, t)
    found = await store.read(_found, words or "", speaker, clock(as_of))
    return _card(found, words, speaker, t)


async def _speaker(store: Store, by: str, words: str | None, t: Texts) -> Names:
    """Give the one person meant. Raises UserError that offers those who could be, never a merger of two."""
    found = await store.read(_speakers, by, clock(None))
    if len(found) == 1:
        return found[0]
    offered = found or await store.read(_speakers, "", clock(None))
    buttons = tuple(_speaker_button(each, words, t) for each in offered[:5])
    raise UserError("quote-which" if found else "quote-who", typed=by, buttons=buttons)


def _speakers(db: Database, typed: str, at: Clock) -> tuple[Names, ...]:
    """Give the people who fit what is typed: the one of exactly that name, else all whose names begin so.

    Before anything is typed: those quoted lately.
    """
    if not typed.strip():
        lately = quotes.find(db, clock=at, limit=LATELY)
        return tuple({each.speaker.id: each.speaker.names for each in lately if each.speaker}.values())
    matches = names.find(db, typed, ("person",), at)
    return tuple(match.names for match in matches if match.exact) or tuple(match.names for match in matches)


def _speaker_button(each: Names, words: str | None, t: Texts) -> Button:
    return Button(each.of(t.language), line=line(commands["quote"], {"words": words, "by": each.id}))


def _found(db: Database, words: str, speaker: Names | None, at: Clock) -> Found:
    who = speaker.id if speaker else None
    found = quotes.find(db, words, who, at, SHOWN)
    return Found(
        quotes.count(db, words, who, at),
        found,
        quotes.headlines(db, words, at) if words else (),
        {each.rendered_by: names.of(db, each.rendered_by, at) for each in found if each.rendered_by},
    )


def _card(found: Found, words: str | None, speaker: Names | None, t: Texts) -> Reply:
    blocks: list[Block] = [_block(each, found, t) for each in found.quotes]
    if not found.quotes:
        blocks.append(Note(spans(t("quote-none"))))
    if found.count > len(found.quotes):
        blocks.append(Note(spans(t("quote-more", count=found.count - len(found.quotes)))))
    blocks += [
        Note(spans(t("quote-headline", words=each.text, source=each.source.publisher))) for each in found.headlines
    ]
    sources = [(each.source, each.via) for each in (*found.quotes, *found.headlines)]
    dates = [day for each in found.quotes if (day := each.published) is not None]
    return Reply(
        title=_title(words, speaker, t),
        blocks=tuple(blocks),
        footer=(sources_note(sources, t),) if sources else (),
        shows=tuple(Shown(each.id, each.kind) for each in found.quotes),
        as_of=max(dates, default=None),
    )


def _title(words: str | None, speaker: Names | None, t: Texts) -> str:
    if speaker and words:
        return t("quote-title-words-by", name=speaker.of(t.language), words=words)
    if speaker:
        return t("quote-title-by", name=speaker.of(t.language))
    return t("quote-title-words", words=words) if words else t("quote-title")


def _block(each: Quote, found: Found, t: Texts) -> QuoteBlock:
    """Give the words as they stand, and beneath them whose they are and in whose wording."""
    who = each.speaker.names.of(t.language) if each.speaker else None
    if each.speaker_source is not None:
        who = each.speaker_source.publisher
    party = found.parties[each.rendered_by].brief(t.language) if each.rendered_by else ""
    kind = t(KINDS[each.kind], source=cited_as(each.source, each.via, t), party=party)
    return QuoteBlock(each.text, t("quote-said", name=who or t("quote-unattributed"), kind=kind))
