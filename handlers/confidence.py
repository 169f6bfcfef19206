"""The vote of confidence: when, what it needs, and what each side is reported to have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.grammar import line
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Row, Span, spans
from data import arithmetic
from data.record import chambers, contests, motions, names, tables
from data.record.chambers import Chamber, Size
from data.record.motions import Motion
from data.record.names import Names
from data.record.reading import Clock
from data.record.tables import Figure, Table
from data.store import Store
from handlers import rules
from handlers.cards import AsOf, clock, figure_row, named, shown, sources_note, sum_of
from handlers.registry import commands

KINDS = ("confidence", "no-confidence")
SIDES = {"government": "side-government", "opposition": "side-opposition"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the card is made of: the motion, its chamber and size on the day, and every table that bears on it.

    `contests` names the contests those tables are about.
    """

    motion: Motion
    chamber: Chamber
    size: Size | None
    tables: tuple[Table, ...]
    contests: dict[str, Names]


async def motion_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the votes of confidence that fit what is typed."""
    found = await store.read(_fitting, typed, clock(None))
    return [Choice(each.id, each.names.of(language)) for each in found]


@commands.add("/confidence", pure=True)
async def confidence(
    request: Request,
    store: Store,
    *,
    motion: Annotated[str | None, Help("Which vote, if there were several", complete=motion_names, rest=True)] = None,
    as_of: AsOf = None,
) -> Reply:
    """The vote of confidence: when, what it needs, what each side is reported to have."""
    t = texts(request.language)
    found = await which(store, motion or "confidence", clock(as_of), t)
    return _card(await store.read(_facts, found, clock(as_of)), t)


async def which(store: Store, typed: str, at: Clock, t: Texts) -> Motion:
    """Give the vote that is meant, the latest of those that fit. Raises UserError that offers those on record."""
    found = await store.read(_fitting, typed, at)
    if found:
        return found[0]
    known = await store.read(motions.of_kind, KINDS, at)
    if not known:
        raise UserError("confidence-none" if at.as_of is None else "confidence-by-then")
    raise UserError("confidence-which", typed=typed, buttons=tuple(_button(each, at, t) for each in known[:5]))


def _fitting(db: Database, typed: str, at: Clock) -> tuple[Motion, ...]:
    """Give the votes that fit what was typed, the latest first: a kind means all of that kind, nothing means all."""
    known = motions.of_kind(db, KINDS, at)
    if not typed.strip():
        return known
    if typed in KINDS:
        return tuple(each for each in known if each.kind == typed)
    ids = {match.id for match in names.find(db, typed, ("motion",), at)}
    return tuple(each for each in known if each.id in ids)


def _button(each: Motion, at: Clock, t: Texts) -> Button:
    return Button(
        each.names.brief(t.language), line=line(commands["confidence"], {"motion": each.id, "as_of": at.as_of})
    )


def _facts(db: Database, motion: Motion, at: Clock) -> Facts:
    chamber = chambers.get(db, motion.chamber, at)
    if chamber is None:
        raise LookupError(f"{motion.id} is put to {motion.chamber}, which is not on record")
    day = motion.date or at.as_of
    size = chamber.size_on(day) if day else None
    found = tables.concerning(db, motion.id, at)
    named_in = {id_ for table in found for id_ in table.concerning}
    held = [contest for id_ in sorted(named_in) if (contest := contests.get(db, id_, at))]
    return Facts(motion, chamber, size, found, {contest.id: contest.names for contest in held})


def _card(facts: Facts, t: Texts) -> Reply:
    motion = facts.motion
    seats = [table for table in facts.tables if table.measure == "seats"][:1]
    others = [table for table in facts.tables if table.measure == "support"]
    used = [*seats, *others]
    as_of = max((table.as_of for table in used), default=motion.source.published)
    blocks: list[Block] = [*_schedule(motion, as_of, t), *_needed(facts, t)]
    for table in seats:
        blocks += [_heading(t("confidence-seats")), *_seats(table, t)]
    for table in others:
        blocks += [_heading(_support_heading(table, seats, facts, t)), *_support(table, t), *_conflict(seats, table, t)]
    sources = [(motion.source, None), *((table.source, table.via) for table in used)]
    return Reply(
        title=motion.names.of(t.language),
        blocks=tuple(blocks),
        footer=(sources_note(sources, t), *_rule_note(facts, t)),
        shows=shown(*used),
        as_of=as_of,
    )


def _heading(text: str) -> Line:
    return Line(spans(Span(text, "bold")))


def _schedule(motion: Motion, as_of: date | None, t: Texts) -> list[Block]:
    blocks: list[Block] = []
    if motion.status == "scheduled" and as_of is not None:
        blocks.append(Line(spans(t("confidence-not-held", date=t.date(as_of)))))
    day = motion.date
    if day is not None:
        stated, how = motion.stated, motion.how
        note = t("confidence-when-inferred", stated=stated) if stated and how else ""
        blocks.append(Row(t("confidence-when"), t.date(day, weekday=True), note))
    elif motion.stated:
        blocks.append(Row(t("confidence-when"), motion.stated))
    else:
        blocks.append(figure_row(t("confidence-when"), None, t))
    if motion.question:
        blocks.append(Row(t("confidence-question"), motion.question))
    return blocks


def _needed(facts: Facts, t: Texts) -> list[Block]:
    """Give the majority the rule asks for, computed; it says so, and of what it is a share."""
    rule = facts.motion.rule
    if rule is None:
        return [figure_row(t("confidence-needed"), None, t)]
    share = rules.share(rule, t)
    base = _base(facts)
    if base is None:
        return [Row(t("confidence-needed"), share, t("confidence-needed-later"))]
    needed = arithmetic.majority(base, rule.fraction, strict=rule.strict)
    value = t("figure-of", value=needed, total=base)
    return [Row(t("confidence-needed"), value, t("confidence-needed-note", rule=share))]


def _base(facts: Facts) -> int | None:
    """Give the number the rule counts on, where it is known before the vote."""
    rule = facts.motion.rule
    if rule is None or rule.base not in {"total_membership", "filled_seats"}:
        return None
    if rule.base == "total_membership":
        return facts.size.seats if facts.size else None
    seats = next((table for table in facts.tables if table.measure == "seats"), None)
    return seats.value("total") if seats else None


def _seats(table: Table, t: Texts) -> list[Block]:
    sides = [figure for figure in table.figures if figure.side]
    rows: list[Block] = [figure_row(_side(figure, t), figure, t) for figure in sides]
    total, vacant = table.figure("total"), table.figure("vacant")
    if total is not None:
        rows.append(figure_row(t("confidence-sitting"), total, t))
    if vacant is not None:
        rows.append(figure_row(t("part-vacant"), vacant, t))
    return rows + _sum(sides, total, t)


def _side(figure: Figure, t: Texts) -> str:
    return t(SIDES[figure.side]) if figure.side else named(figure, t)


def _sum(sides: list[Figure], total: Figure | None, t: Texts) -> list[Block]:
    values = [figure.value for figure in sides if figure.value is not None]
    if len(values) < len(sides) or not values or total is None or total.value is None:
        return []
    unknown = total.value - sum(values)
    if unknown == 0:
        return [Note(spans(t("figure-sum", sum=sum_of(values, t), total=total.value)))]
    text = t("confidence-sum", sum=sum_of(values, t), counted=sum(values), total=total.value, unknown=unknown)
    return [Note(spans(text))]


def _support(table: Table, t: Texts) -> list[Block]:
    return [
        figure_row(
            t("confidence-support-row", name=named(figure, t)), figure, t, _side(figure, t) if figure.side else ""
        )
        for figure in table.figures
    ]


def _support_heading(table: Table, seats: list[Table], facts: Facts, t: Texts) -> str:
    about = [facts.contests[id_].brief(t.language) for id_ in table.concerning if id_ in facts.contests]
    where = t("confidence-same-source" if _together(table, seats) else "confidence-other-source")
    if about:
        return t("confidence-support-in", contest=t.list(about), where=where)
    return t("confidence-support", where=where)


def _together(table: Table, seats: list[Table]) -> bool:
    return any((table.via or table.source).id == (other.via or other.source).id for other in seats)


def _conflict(seats: list[Table], table: Table, t: Texts) -> list[Block]:
    """Name it when two tables give a side different numbers; nobody's number is changed or preferred."""
    here = {figure.side: figure.value for figure in table.figures if figure.side}
    for other in seats:
        there = {figure.side: figure.value for figure in other.figures if figure.side}
        both = [side for side in there if side in here and None not in (here[side], there[side])]
        if any(here[side] != there[side] for side in both):
            pairs = [
                t("confidence-conflict-side", side=t(SIDES[side]), first=there[side] or 0, second=here[side] or 0)
                for side in both
            ]
            return [Note(spans(t("confidence-conflict", sides=t.list(pairs))))]
    return []


def _rule_note(facts: Facts, t: Texts) -> tuple[Note, ...]:
    rule = facts.motion.rule
    return (rules.note(rule, (facts.size.source,) if facts.size else (), t),) if rule else ()
