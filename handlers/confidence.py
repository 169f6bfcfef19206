"""The vote of confidence: when, what it needs, what each side is reported to have, and how it went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.drawings import Balance, Bar
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Row, Span, spans
from data.record import chambers, contests, motions, names, tables
from data.record.chambers import Chamber, Size
from data.record.motions import Motion
from data.record.names import Names
from data.record.notes import Remark
from data.record.reading import Clock
from data.record.tables import Table
from data.store import Store
from handlers import division, drawn, remarks, rules, scheduled, strength
from handlers.cards import AsOf, Cited, Known, asked, clock, outcomes_shown, shown, sources_note
from handlers.registry import commands

KINDS = ("confidence", "no-confidence")
DIVISION = ("votes", "threshold", "breakdown")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the card is made of: the motion, its chamber and size on the day, and every table that bears on it.

    `division` are the tables about the vote itself, `before` those about what each side had; `contests` names the
    contests those are about.
    """

    motion: Motion
    chamber: Chamber
    size: Size | None
    division: tuple[Table, ...]
    before: tuple[Table, ...]
    contests: dict[str, Names]
    remarks: tuple[Remark, ...]

    @property
    def seats(self) -> list[Table]:
        """The leading report of the seats, alone or none."""
        return [table for table in self.before if table.measure == "seats"][:1]

    @property
    def support(self) -> list[Table]:
        """The reports of support."""
        return [table for table in self.before if table.measure == "support"]


async def motion_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the votes of confidence that fit what is typed."""
    found = await store.read(_fitting, typed, clock())
    return [Choice(each.id, each.names.of(language)) for each in found]


@commands.add("/confidence", pure=True)
async def confidence(
    request: Request,
    store: Store,
    *,
    motion: Annotated[str | None, Help("Which vote, if there were several", complete=motion_names, rest=True)] = None,
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """The vote of confidence: when, what it needs, what each side has, and how it went."""
    t = texts(request.language)
    at = clock(as_of, known)
    found = await which(store, motion or "confidence", at, t)
    return _card(await store.read(_facts, found, at), t)


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
    return Button(each.names.brief(t.language), line=asked("confidence", at, motion=each.id))


def _facts(db: Database, motion: Motion, at: Clock) -> Facts:
    chamber = chambers.get(db, motion.chamber, at)
    if chamber is None:
        raise LookupError(f"{motion.id} is put to {motion.chamber}, which is not on record")
    day = motion.date or at.as_of
    size = chamber.size_on(day) if day else None
    before = tables.concerning(db, motion.id, at)
    named_in = {id_ for table in before for id_ in table.concerning}
    held = [contest for id_ in sorted(named_in) if (contest := contests.get(db, id_, at))]
    votes = tables.of(db, motion.id, DIVISION, at)
    said = remarks.about(db, [motion.id, *(table.id for table in before)], at)
    return Facts(motion, chamber, size, votes, before, {contest.id: contest.names for contest in held}, said)


def _card(facts: Facts, t: Texts) -> Reply:
    motion, seats = facts.motion, facts.seats
    used = [*facts.division, *seats, *facts.support]
    as_of = max((table.as_of for table in used), default=motion.source.published)
    needed = rules.needed(motion.rule, facts.size, seats)
    voted = any(table.measure == "votes" for table in facts.division)
    blocks: list[Block] = [*division.went(motion, facts.division, needed, t)]
    blocks += [*scheduled.blocks(motion, as_of, t, voted=voted), *_asked(motion, t)]
    blocks += division.asked(motion, needed, facts.division, t)
    for table in seats:
        blocks += [_heading(t("confidence-seats")), *strength.seats_rows(table, t)]
    for table in facts.support:
        heading = strength.support_heading(table, seats, facts.contests, t)
        blocks += [_heading(heading), *strength.support_rows(table, t), *strength.conflict(seats, table, t)]
    return Reply(
        title=motion.names.of(t.language),
        blocks=(*blocks, *division.unlike(facts.division, seats, t), *remarks.blocks(facts.remarks, t)),
        footer=(sources_note(_sources(facts, used), t), *_rule_note(facts, t)),
        picture=_picture(facts, needed, t),
        shows=(*shown(*used), *outcomes_shown(motion.outcomes), *scheduled.shown(motion)),
        as_of=as_of,
    )


def _picture(facts: Facts, needed: tuple[int, int] | None, t: Texts) -> Balance | None:
    """Give the line of the vote: the division once there is one, before it the seats of the sides; from one report."""
    if needed is None:
        return None
    votes = next((table for table in facts.division if table.measure == "votes"), None)
    table = votes or next(iter(facts.seats), None)
    sides = _division(votes, t) if votes else _sides(facts.motion, table, t) if table else None
    if table is None or sides is None:
        return None
    framed = drawn.head(facts.motion.names.of(t.language), drawn.reported(table, t), [(table.source, table.via)], t)
    return drawn.balance(sides, t("contest-open"), needed, framed, t)


def _division(votes: Table, t: Texts) -> tuple[Bar, Bar] | None:
    yes, no = votes.figure("yes"), votes.figure("no")
    if yes is None or yes.value is None:
        return None
    for_, against = (drawn.bar(t(key), each, (), t) for key, each in (("division-yes", yes), ("division-no", no)))
    if against.value is None:
        against = replace(against, figure=t("division-not-recorded"), note="")
    return replace(for_, colour=drawn.YES), replace(against, colour=drawn.NO)


def _sides(motion: Motion, seats: Table, t: Texts) -> tuple[Bar, Bar] | None:
    """Give the side a yes helps, then the other; nothing where a report does not have both."""
    found = {figure.side: figure for figure in seats.figures if figure.side and figure.value is not None}
    order = ("opposition", "government") if motion.yes_means == "against-government" else ("government", "opposition")
    if motion.yes_means is None or any(side not in found for side in order):
        return None
    bars = [
        replace(drawn.bar(t(strength.SIDES[side]), found[side], (), t), colour=drawn.SIDE_COLOURS[side])
        for side in order
    ]
    return bars[0], bars[1]


def _sources(facts: Facts, used: list[Table]) -> list[Cited]:
    ended: list[Cited] = [(each.source, each.via) for each in facts.motion.outcomes]
    said: list[Cited] = [(each.source, each.via) for each in facts.remarks]
    return [*ended, *scheduled.sources(facts.motion), *((table.source, table.via) for table in used), *said]


def _heading(text: str) -> Line:
    return Line(spans(Span(text, "bold")))


def _asked(motion: Motion, t: Texts) -> list[Block]:
    blocks: list[Block] = []
    if motion.successor is not None:
        blocks.append(Row(t("confidence-successor"), motion.successor.names.of(t.language)))
    if motion.question:
        blocks.append(Row(t("confidence-question"), motion.question))
    return blocks


def _rule_note(facts: Facts, t: Texts) -> tuple[Note, ...]:
    rule = facts.motion.rule
    return (rules.note(rule, (facts.size.source,) if facts.size else (), t),) if rule else ()
