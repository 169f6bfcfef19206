"""A chamber: who sits in it, as one source reported at one time, and what that source leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Group, Hemicycle, Line, Note, Reply, Request, Row, Span, spans
from data import arithmetic
from data.record import chambers, contests, parties, tables
from data.record.chambers import Chamber
from data.record.contests import Contest
from data.record.parties import Alliance, Membership
from data.record.reading import Clock
from data.record.tables import Figure, Table
from data.store import Store
from handlers.cards import AsOf, clock, contest_button, figure_row, named, shown, sources_note, status, sum_of
from handlers.registry import commands

CONTESTS = 4
"""Contests on a chamber's card, newest first."""

SIDES = {"government": "chamber-bloc-government", "opposition": "chamber-bloc-opposition"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a chamber's card is made of: the split that leads the reports, blocs, the last round, contests."""

    chamber: Chamber
    split: Table
    reports: int
    blocs: tuple[tuple[Table, Alliance], ...]
    seats_up: Table | None
    contests: tuple[tuple[Contest, Table | None], ...]


@commands.add("/senate", pure=True)
async def senate(request: Request, store: Store, *, as_of: AsOf = None) -> Reply:
    """Who sits in the upper house, as reported, and what the sources leave open."""
    t = texts(request.language)
    found = await store.read(chambers.house, "upper", clock(as_of))
    if not found:
        raise UserError("chamber-no-upper")
    if len(found) > 1:
        raise UserError("chamber-several", names=t.list([each.names.of(t.language) for each in found]))
    facts = await store.read(_facts, found[0], clock(as_of))
    if facts is None:
        raise UserError("chamber-no-seats", name=found[0].names.of(t.language))
    return _card(facts, t, as_of)


def _facts(db: Database, chamber: Chamber, at: Clock) -> Facts | None:
    splits = tables.of(db, chamber.id, ("seats",), at)
    if not splits:
        return None
    rounds = contests.elections(db, chamber.id, at)
    ups = [table for each in rounds for table in tables.of(db, each.id, ("seats-up",), at)]
    blocs = [
        (table, alliance)
        for table in tables.of(db, chamber.id, ("bloc",), at)
        for figure in table.parts
        if (alliance := parties.alliance(db, figure.part, at)) is not None
    ]
    held = [
        (each, next(iter(tables.of(db, each.id, ("votes",), at)), None))
        for each in contests.of_chamber(db, chamber.id, at)[:CONTESTS]
    ]
    return Facts(chamber, splits[0], len(splits), tuple(blocs), ups[0] if ups else None, tuple(held))


def _card(facts: Facts, t: Texts, as_of: date | None) -> Reply:
    split, name = facts.split, facts.chamber.names.of(t.language)
    blocks: list[Block] = [Note(spans(_reported(facts, t))), *_split_rows(split, t)]
    for table, alliance in facts.blocs:
        blocks += _bloc(table, alliance, split, t)
    if facts.seats_up is not None:
        blocks.append(
            figure_row(t("chamber-seats-up"), facts.seats_up.figure("total"), t, status(facts.seats_up.status, t))
        )
    for each, votes in facts.contests:
        if votes is not None:
            blocks.append(_headline(each, votes, t))
    counts = [votes for _, votes in facts.contests if votes is not None]
    used = [split, *(table for table, _ in facts.blocs), *([facts.seats_up] if facts.seats_up else []), *counts]
    sources = [(table.source, table.via) for table in used]
    return Reply(
        title=name,
        blocks=tuple(blocks),
        footer=(sources_note(sources, t),),
        picture=_picture(facts, name, t),
        buttons=tuple((contest_button(each.names, t, as_of),) for each, _ in facts.contests),
        shows=shown(*used),
        as_of=split.as_of,
    )


def _reported(facts: Facts, t: Texts) -> str:
    """Give when and how the split was reported, and whether other reports stand beside it."""
    key = "chamber-reported" if facts.reports == 1 else "chamber-reported-others"
    split = facts.split
    return t(key, date=t.date(split.as_of), status=status(split.status, t), others=facts.reports - 1)


def _split_rows(split: Table, t: Texts) -> list[Row]:
    """Give a row for each part, the total with the sum it should be, and what the parts leave open."""
    rows = [_part_row(figure, t) for figure in _groups(split)]
    total = split.figure("total")
    if total is not None:
        rows.append(figure_row(t("part-total"), total, t, _balance(split, total, t)))
    if (vacant := split.figure("vacant")) is not None:
        rows.append(figure_row(t("part-vacant"), vacant, t))
    return rows


def _groups(split: Table) -> list[Figure]:
    """Give the parts that hold seats, in the order the source gave them."""
    return [figure for figure in split.figures if figure.part not in {"total", "vacant"}]


def _part_row(figure: Figure, t: Texts) -> Row:
    if figure.part == "others":
        return figure_row(t("part-others"), figure, t, t("part-others-note"))
    full = figure.names.of(t.language) if figure.names else ""
    label = named(figure, t)
    return figure_row(label, figure, t, full if full != label else "")


def _balance(split: Table, total: Figure, t: Texts) -> str:
    """Give the sum beside the total, and what is missing from it; nothing where a part is unknown."""
    values = [figure.value for figure in _groups(split) if figure.value is not None]
    unknown = arithmetic.unaccounted(total.value, [figure.value for figure in _groups(split)])
    if unknown is None or total.value is None:
        return ""
    if unknown == 0:
        return t("figure-sum", sum=sum_of(values, t), total=total.value)
    return t("chamber-sum-open", sum=sum_of(values, t), counted=sum(values), unknown=unknown, total=total.value)


def _bloc(table: Table, alliance: Alliance, split: Table, t: Texts) -> list[Block]:
    """Give a bloc as reported, and how much of it the source lets us name; never a split of the rest."""
    figure, total = table.figure(alliance.id), table.figure("total")
    short = alliance.names.brief(t.language)
    if figure is None or figure.value is None:
        return [figure_row(t("chamber-bloc", name=short), figure, t)]
    value = t.number(figure.value)
    if total is not None and total.value is not None:
        value = t("figure-of", value=figure.value, total=total.value)
    blocks: list[Block] = [Row(t("chamber-bloc", name=short), value, _bloc_note(alliance, t))]
    members = {member.party.id for member in alliance.members if _held(member, split.as_of)}
    known = [part for part in split.parts if part.part in members and part.value is not None]
    counted = sum(part.value or 0 for part in known)
    if known and counted < figure.value:
        parts = " + ".join(f"{named(part, t)} {t.number(part.value or 0)}" for part in known)
        text = t("chamber-bloc-known", sum=parts, known=counted, name=short, open=figure.value - counted)
        blocks.append(Note(spans(text)))
    return blocks


def _bloc_note(alliance: Alliance, t: Texts) -> str:
    name = alliance.names.of(t.language)
    return t(SIDES[alliance.side], name=name) if alliance.side else name


def _headline(each: Contest, votes: Table, t: Texts) -> Line:
    """Give a contest in one line: who had how many votes, what was not cast, and what the source does not give."""
    counts = [
        t("chamber-contest-votes", name=candidacy.person.names.of(t.language), votes=value)
        for candidacy in each.candidates
        if (value := votes.value(candidacy.person.id)) is not None
    ]
    if (not_cast := votes.value("not-cast")) is not None:
        counts.append(t("chamber-contest-not-cast", votes=not_cast))
    if votes.value("rejected") is None:
        counts.append(t("chamber-contest-rejected"))
    return Line(spans(Span(each.names.brief(t.language), "bold"), f": {', '.join(counts)}"))


def _held(member: Membership, day: date) -> bool:
    return (member.since is None or member.since <= day) and (member.until is None or day <= member.until)


def _picture(facts: Facts, name: str, t: Texts) -> Hemicycle | None:
    """Give the half circle of the split, or nothing where the source gives no total to draw."""
    split, total = facts.split, facts.split.value("total")
    counted = [figure for figure in _groups(split) if figure.value is not None]
    if not total or sum(figure.value or 0 for figure in counted) > total:
        return None
    groups = tuple(Group(named(each, t), _full_name(each, t), each.value or 0, each.colour) for each in counted)
    unknown = total - sum(group.seats for group in groups)
    listed = t.list([t("chamber-alt-group", name=group.label, seats=group.seats) for group in groups])
    source = sources_note([(split.source, split.via)], t)
    return Hemicycle(
        title=name,
        subtitle=_reported(facts, t),
        groups=groups,
        total=total,
        total_label=t("chamber-seats", count=total),
        source="".join(span.text for span in source.text),
        alt=t("chamber-alt", name=name, total=total, groups=listed, unknown=unknown),
        majority=total // 2 + 1,
        majority_label=t("chamber-half", count=total // 2 + 1),
        unknown=t("chamber-unknown"),
    )


def _full_name(figure: Figure, t: Texts) -> str:
    if figure.part == "others":
        return t("part-others-note")
    return figure.names.of(t.language) if figure.names else ""
