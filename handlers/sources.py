"""Where figures come from: the sources of a subject, or of what a card shows."""

from __future__ import annotations

from typing import Annotated

from sqlite_utils import Database

from bot.codes import read_code
from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, spans
from data.desk import Desk
from data.record import names, tables
from data.record.reading import Clock
from data.record.sources import Source
from data.record.tables import Table
from data.store import Store
from handlers.cards import AsOf, Cited, Known, asked, cited, clock
from handlers.finding import fitting
from handlers.registry import commands

SUBJECTS = ("chamber", "contest", "motion", "party", "alliance", "person", "election")
SOURCE_KINDS = {
    "article": "source-article",
    "broadcast": "source-broadcast",
    "tweet": "source-tweet",
    "law": "source-law",
    "official": "source-official",
    "reference": "source-reference",
    "reports": "source-reports",
}


async def subject_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the subjects that fit what is typed."""
    found = await store.read(names.find, typed, SUBJECTS)
    return [Choice(match.id, match.names.of(language), match.kind) for match in found]


@commands.add("/sources senate", inline=True)
async def sources(
    request: Request,
    store: Store,
    *,
    subject: Annotated[
        str, Help("A chamber, contest, motion, party, person, or a card's code", complete=subject_names, rest=True)
    ],
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """Where the figures of a subject, or of a card, come from."""
    t, at = texts(request.language), clock(as_of, known)
    signs = read_code(subject)
    cards = await Desk(store).issued(signs) if signs else ()
    if signs and cards:
        ids = tuple(dict.fromkeys(figure.partition("/")[0] for card in cards for figure, _ in card.shows))
        return _sources_card(t("check-title", code=signs), await store.read(_of_ids, ids, at), t)
    meant = await store.read(fitting, subject, SUBJECTS, at)
    if len(meant) != 1:
        buttons = tuple(Button(each.of(t.language), line=asked("sources", at, subject=each.id)) for each in meant[:8])
        raise UserError("sources-which" if meant else "sources-none", typed=subject, buttons=buttons)
    return _sources_card(meant[0].of(t.language), await store.read(_about, meant[0].id, at), t)


def _about(db: Database, id_: str, at: Clock) -> tuple[Table, ...]:
    """Give the tables about a thing, those that bear on it and those it is a part of, each once."""
    found = (*tables.of(db, id_, (), at), *tables.concerning(db, id_, at), *tables.naming(db, id_, at))
    return tuple({table.id: table for table in found}.values())


def _of_ids(db: Database, ids: tuple[str, ...], at: Clock) -> tuple[Table, ...]:
    return tuple(table for id_ in ids if (table := tables.get(db, id_, at)) is not None)


def _sources_card(name: str, found: tuple[Table, ...], t: Texts) -> Reply:
    grouped: dict[Cited, list[Table]] = {}
    for table in found:
        grouped.setdefault((table.source, table.via), []).append(table)
    blocks: list[Block] = []
    for (source, via), held in grouped.items():
        blocks.append(Line(spans(*cited([(source, via)], t))))
        blocks.append(Note(spans(_told_of(source, held, t))))
    return Reply(title=t("sources-title", name=name), blocks=tuple(blocks) or (Note(spans(t("sources-nothing"))),))


def _told_of(source: Source, held: list[Table], t: Texts) -> str:
    """Give what kind of source it is, whom it cites, how its date is known, and what it is used for."""
    counts = sum(len(table.figures) for table in held)
    told = [t(SOURCE_KINDS[source.kind]), t("sources-figures", count=counts)]
    if source.cites:
        told.append(t("sources-cites", names=t.list([each.publisher for each in source.cites])))
    if source.party_interest:
        told.append(t("sources-interest"))
    return t.chain(told)
