"""A chamber: who sits in it, as one source reported at one time, and what that source leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.grammar import line
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Group, Hemicycle, Line, Note, Reply, Request, Row, Span, spans
from data import arithmetic
from data.record import chambers, contests, names, parties, tables
from data.record.chambers import Chamber
from data.record.contests import Contest
from data.record.parties import Alliance, Membership
from data.record.reading import Clock
from data.record.tables import Figure, Table
from data.store import Store
from handlers.cards import AsOf, cited_as, clock, contest_button, figure_row, named, shown, sources_note, status, sum_of
from handlers.registry import commands

CONTESTS = 4
"""Contests on a chamber's card, newest first."""

REPORTS = 3
"""Other reports told beside the one that leads."""

BLOC_SIDES = {"government": "chamber-bloc-government", "opposition": "chamber-bloc-opposition"}
SIDE_COLOURS = {"government": "#3B6FB6", "opposition": "#C77B30"}
"""Colours of sides, where a source counts sides and not parties: those of nobody's flag."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a chamber's card is made of: reports of its seats, the first leading, blocs, the last round, contests."""

    chamber: Chamber
    splits: tuple[Table, ...]
    blocs: tuple[tuple[Table, Alliance], ...]
    seats_up: Table | None
    contests: tuple[tuple[Contest, Table | None], ...]

    @property
    def split(self) -> Table:
        """The report that leads."""
        return self.splits[0]

    def used(self) -> list[Table]:
        """Give every table the card shows figures of."""
        counts = [votes for _, votes in self.contests if votes is not None]
        rest = [table for table, _ in self.blocs] + ([self.seats_up] if self.seats_up else [])
        return [*self.splits[: 1 + REPORTS], *rest, *counts]


async def chamber_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the chambers that fit what is typed; all of them before anything is."""
    found = await store.read(_fitting, typed, clock(None))
    return [Choice(each.id, each.names.of(language)) for each in found]


@commands.add("/senate", pure=True)
async def senate(request: Request, store: Store, *, as_of: AsOf = None) -> Reply:
    """Who sits in the upper house, as reported, and what the sources leave open."""
    return await _house(request, store, ("upper",), as_of)


@commands.add("/assembly", pure=True)
async def assembly(request: Request, store: Store, *, as_of: AsOf = None) -> Reply:
    """Who sits in the lower house, as reported, and what the sources leave open."""
    return await _house(request, store, ("lower", "single"), as_of)


@commands.add("/chamber senate", pure=True)
async def chamber(
    request: Request,
    store: Store,
    *,
    name: Annotated[str, Help("Name of the chamber", complete=chamber_names, rest=True)],
    as_of: AsOf = None,
) -> Reply:
    """Who sits in any chamber on record, as reported, and what the sources leave open."""
    t = texts(request.language)
    found = await store.read(_fitting, name, clock(as_of))
    if len(found) != 1:
        offered = found or await store.read(_fitting, "", clock(as_of))
        raise UserError("chamber-which", typed=name, count=len(found), buttons=_buttons(offered, as_of, t))
    return await _shown(store, found[0], as_of, t)


async def _house(request: Request, store: Store, kinds: tuple[str, ...], as_of: date | None) -> Reply:
    t = texts(request.language)
    found = [each for kind in kinds for each in await store.read(chambers.house, kind, clock(as_of))]
    if not found:
        raise UserError("chamber-none")
    if len(found) > 1:
        raise UserError("chamber-several", buttons=_buttons(tuple(found), as_of, t))
    return await _shown(store, found[0], as_of, t)


async def _shown(store: Store, found: Chamber, as_of: date | None, t: Texts) -> Reply:
    facts = await store.read(_facts, found, clock(as_of))
    if facts is None:
        raise UserError("chamber-no-seats", name=found.names.of(t.language))
    return _card(facts, t, as_of)


def _fitting(db: Database, typed: str, at: Clock) -> tuple[Chamber, ...]:
    if not typed.strip():
        return chambers.every(db, at)
    matches = names.find(db, typed, ("chamber",), at)
    exact = [match for match in matches if match.exact] or matches
    return tuple(found for match in exact if (found := chambers.get(db, match.id, at)) is not None)


def _buttons(found: tuple[Chamber, ...], as_of: date | None, t: Texts) -> tuple[Button, ...]:
    command = commands["chamber"]
    return tuple(
        Button(each.names.of(t.language), line=line(command, {"name": each.id, "as_of": as_of})) for each in found[:5]
    )


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
    return Facts(chamber, splits, tuple(blocs), ups[0] if ups else None, tuple(held))


def _card(facts: Facts, t: Texts, as_of: date | None) -> Reply:
    split, name = facts.split, facts.chamber.names.of(t.language)
    blocks: list[Block] = [Note(spans(_reported(facts, t))), *_split_rows(split, t)]
    blocks += [Note(spans(_other_report(table, t))) for table in facts.splits[1 : 1 + REPORTS]]
    for table, alliance in facts.blocs:
        blocks += _bloc(table, alliance, split, t)
    if (up := facts.seats_up) is not None:
        blocks.append(figure_row(t("chamber-seats-up"), up.figure("total"), t, status(up.status, t)))
    blocks += [_headline(each, votes, t) for each, votes in facts.contests if votes is not None]
    return Reply(
        title=name,
        blocks=tuple(blocks),
        footer=(sources_note([(table.source, table.via) for table in facts.used()], t),),
        picture=_picture(facts, name, t),
        buttons=tuple((contest_button(each.names, t, as_of),) for each, _ in facts.contests),
        shows=shown(*facts.used()),
        as_of=split.as_of,
    )


def _other_report(table: Table, t: Texts) -> str:
    """Give another report of the same seats in a line; its figures stand beside the leading ones, never among them."""
    counts = [
        t("chamber-report-part", name=named(figure, t), seats=figure.value)
        for figure in table.figures
        if figure.value is not None
    ]
    return t("chamber-report", source=cited_as(table.source, table.via, t), counts=", ".join(counts))


def _reported(facts: Facts, t: Texts) -> str:
    """Give when and how the split was reported, and whether other reports stand beside it."""
    key = "chamber-reported" if len(facts.splits) == 1 else "chamber-reported-others"
    split = facts.split
    return t(key, date=t.date(split.as_of), status=status(split.status, t), others=len(facts.splits) - 1)


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
    return t(BLOC_SIDES[alliance.side], name=name) if alliance.side else name


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
    """Give the half circle of the split, or nothing where no total is known to draw it in.

    Half is marked only where all seats of the chamber are drawn: in fewer it would not be the majority a vote needs.
    """
    split, size = facts.split, facts.chamber.size_on(facts.split.as_of)
    membership = size.seats if size else None
    total = split.value("total") or membership
    counted = [figure for figure in _groups(split) if figure.value is not None]
    if not total or sum(figure.value or 0 for figure in counted) > total:
        return None
    groups = tuple(Group(named(each, t), _full_name(each, t), each.value or 0, _colour(each)) for each in counted)
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
        majority=total // 2 + 1 if total == membership else None,
        majority_label=t("chamber-half", count=total // 2 + 1),
        unknown=t("chamber-unknown"),
    )


def _colour(figure: Figure) -> str | None:
    return figure.colour or SIDE_COLOURS.get(figure.side or "")


def _full_name(figure: Figure, t: Texts) -> str:
    if figure.part == "others":
        return t("part-others-note")
    return figure.names.of(t.language) if figure.names else ""
