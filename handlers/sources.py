"""Where figures come from, and whether a card still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Database

from bot.codes import LENGTH, read_code
from bot.commands import Help, OnMessage
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Row, Span, spans
from data.desk import Desk, Issued
from data.record import names, tables
from data.record.reading import Clock
from data.record.sources import Source
from data.record.tables import Standing, Table
from data.store import Store
from handlers.cards import AsOf, Cited, Known, asked, cited, cited_as, clock, named
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
VERDICTS = {
    "current": "check-current",
    "superseded": "check-superseded",
    "corrected": "check-corrected",
    "gone": "check-gone",
}
WORST = ("corrected", "gone", "superseded", "current")
"""Standings by how much a reader has to know of them: a card is as good as the worst of its figures."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure as a card showed it, the table it stands in, and how it stands now (None: it was never a number)."""

    figure: str
    state: str
    table: Table | None
    standing: Standing | None


@commands.add("/check K7Q2F9", inline=True, on_message=OnMessage("Check this card", "code", code=True))
async def check(
    request: Request, store: Store, *, code: Annotated[str, Help("The six signs at the end of a card", rest=True)]
) -> Reply:
    """Whether a card still holds: as issued, superseded, corrected, or never issued."""
    t = texts(request.language)
    signs = read_code(code)
    if signs is None:
        raise UserError("check-no-code", value=code, length=LENGTH)
    cards = await Desk(store).issued(signs)
    if not cards:
        return Reply(
            title=t("check-title", code=signs), blocks=(Line(spans(t("check-never"))), Note(spans(t("check-signs"))))
        )
    blocks: list[Block] = []
    buttons: list[tuple[Button, ...]] = []
    for card in cards:
        found = await store.read(_checked, card)
        blocks += _told(card, found, t)
        buttons.append(_ways(card, t))
    return Reply(title=t("check-title", code=signs), blocks=tuple(blocks), buttons=tuple(buttons))


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


def _checked(db: Database, card: Issued) -> tuple[Checked, ...]:
    found = []
    for figure, state in card.shows:
        table = tables.get(db, figure.partition("/")[0])
        try:
            standing = tables.standing(db, figure, state)
        except LookupError:  # a quotation, a claim or an event: no figure, so it cannot be superseded by one
            standing = None
        found.append(Checked(figure, state, table, standing))
    return tuple(found)


def _told(card: Issued, found: tuple[Checked, ...], t: Texts) -> list[Block]:
    states = [each.standing.state for each in found if each.standing is not None]
    worst = next((state for state in WORST if state in states), "current")
    blocks: list[Block] = [
        Line(spans(Span(t(VERDICTS[worst]), "bold"))),
        Note(spans(t("check-issued", line=f"/{card.line}", date=t.date(card.at.date())))),
    ]
    return blocks + [_row(each, each.standing, t) for each in found if each.standing is not None]


def _row(each: Checked, standing: Standing, t: Texts) -> Row:
    """Give a figure as it was shown, and beside it what has come of it, by which source and when."""
    value = each.state.partition(" ")[0]
    label = _label(each, standing, t)
    was = t("figure-not-given") if value == "null" else value
    if standing.state == "superseded" and standing.by is not None:
        part = each.figure.partition("/")[2]
        now = standing.by.value(part)
        told = t("figure-not-given") if now is None else t.number(now)
        return Row(label, was, t("check-now", value=told, source=cited_as(standing.by.source, standing.by.via, t)))
    if standing.state == "corrected" and standing.figure is not None:
        now = standing.figure.value
        told = t("figure-not-given") if now is None else t.number(now)
        return Row(label, was, t("check-put-right", value=told, revision=standing.revision or 0))
    return Row(label, was, t(VERDICTS[standing.state]))


def _label(each: Checked, standing: Standing, t: Texts) -> str:
    figure = standing.figure or (each.table.figure(each.figure.partition("/")[2]) if each.table else None)
    return named(figure, t) if figure is not None else each.figure


def _ways(card: Issued, t: Texts) -> tuple[Button, ...]:
    """Give the buttons to the card as it would be now, and as the record stood when it was issued."""
    ways = [Button(t("check-show-now"), line=card.line)]
    if card.revision and "known:" not in card.line:
        ways.append(Button(t("check-show-then"), line=f"{card.line} known:{card.revision}"))
    return tuple(ways)
