"""The arithmetic of a vote with members moved: a calculation, each step a line, and never a forecast."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, cast

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Line, Note, Reply, Request, Span, spans
from data import whatif as sums
from data.record import chambers, tables
from data.record.chambers import Size
from data.record.motions import Motion, Rule
from data.record.reading import Clock
from data.record.tables import Table
from data.store import Store
from handlers import rules
from handlers.cards import AsOf, Known, clock, shown, sources_note
from handlers.confidence import motion_names, which
from handlers.registry import commands
from handlers.strength import SIDES

KINDS = {
    "yes": "whatif-yes",
    "no": "whatif-no",
    "abstain": "whatif-abstain",
    "rejected": "whatif-rejected",
    "absent": "whatif-absent",
    "vacant": "whatif-vacant",
}
MOST = 12
"""Moves in one question; the longest chain anybody can still follow."""

_MOVE = re.compile(r"\s*([a-z]+)\s*([+-])\s*(\d{1,4})(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Start:
    """What the calculation starts from: the motion, its rule, one table of seats, and the chamber's size."""

    motion: Motion
    rule: Rule
    seats: Table
    size: Size | None

    def house(self) -> sums.House:
        """Give the house as the arithmetic takes it."""
        return sums.House(self.size.seats if self.size else None, self.seats.value("vacant"))

    def sides(self) -> dict[str, int | None]:
        """Give the seats of each side, as the table has them."""
        return {figure.side: figure.value for figure in self.seats.figures if figure.side}

    def kind(self, word: str) -> str | None:
        """Give the kind of vote a word stands for: `government` is a yes where a yes is for the government."""
        for_, against = ("government", "opposition")
        if self.motion.yes_means == "against-government":
            for_, against = against, for_
        word = {for_: "yes", against: "no"}.get(word, word)
        return word if word in KINDS else None


Move = tuple[str, str, int]
"""The word a person wrote, the kind of vote it stands for, and how many more or fewer."""


@commands.add("/whatif confidence government -7", pure=True)
async def whatif(
    request: Request,
    store: Store,
    *,
    motion: Annotated[str, Help("Which vote", complete=motion_names)],
    moves: Annotated[str, Help("Who moves, such as: government -7 absent +2 rejected +1", rest=True)],
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """The arithmetic of a vote with members moved, absent or rejected ballots counted."""
    t, at = texts(request.language), clock(as_of, known)
    found = await which(store, motion, at, t)
    start = await store.read(_start, found, at)
    if start is None:
        raise UserError("whatif-nothing", name=found.names.of(t.language))
    return _card(start, _moves(start, moves), t)


def _start(db: Database, motion: Motion, at: Clock) -> Start | None:
    seats = [table for table in tables.of(db, motion.chamber, ("seats",), at) if any(f.side for f in table.figures)]
    chamber = chambers.get(db, motion.chamber, at)
    if not seats or chamber is None or motion.rule is None or motion.yes_means is None:
        return None
    return Start(motion, motion.rule, seats[0], chamber.size_on(motion.date or seats[0].as_of))


def _moves(start: Start, typed: str) -> list[Move]:
    """Read `government -7 absent +2`. Raises UserError that says how to write what could not be read."""
    found: list[Move] = []
    at = 0
    while typed[at:].strip():
        match = _MOVE.match(typed, at)
        kind = start.kind(match[1].lower()) if match else None
        if match is None or kind is None or len(found) == MOST:
            raise UserError("whatif-moves", value=typed[at:].strip())
        found.append((match[1].lower(), kind, int(match[2] + match[3])))
        at = match.end()
    return found


def _card(start: Start, moves: list[Move], t: Texts) -> Reply:
    sides = start.sides()
    count = sums.Count(yes=None, no=None)
    for side, value in sides.items():
        count = sums.counted(count, cast("sums.Kind", start.kind(side)), value)
    blocks: list[Block] = [Note(spans(t("whatif-start", counts=_counts(sides, t))))]
    house = start.house()
    for word, kind, by in moves:
        before = sums.held(house, count, cast("sums.Kind", kind))
        house, count = _moved(house, count, word, kind, by)
        after = sums.held(house, count, cast("sums.Kind", kind))
        blocks.append(
            Line(spans(t("whatif-move", who=_word(word, t), before=before or 0, by=_signed(by), after=after or 0)))
        )
    blocks += [*_verdict(start, house, count, t), Note(spans(t("whatif-only-sums")))]
    others = (start.size.source,) if start.size else ()
    return Reply(
        title=t("whatif-title", name=start.motion.names.of(t.language)),
        blocks=tuple(blocks),
        footer=(sources_note([(start.seats.source, start.seats.via)], t), rules.note(start.rule, others, t)),
        shows=shown(start.seats),
        as_of=start.seats.as_of,
    )


def _moved(house: sums.House, count: sums.Count, word: str, kind: str, by: int) -> tuple[sums.House, sums.Count]:
    try:
        return sums.moved(house, count, cast("sums.Kind", kind), by)
    except ValueError:
        held = sums.held(house, count, cast("sums.Kind", kind))
        if held is None:
            raise UserError("whatif-unknown", who=word) from None
        raise UserError("whatif-too-many", who=word, held=held, by=-by) from None


def _verdict(start: Start, house: sums.House, count: sums.Count, t: Texts) -> list[Block]:
    """Give the rule, the number it counts on, what is needed of it, and whether it is there."""
    if start.rule.constructive and start.motion.successor is None:
        return [Line(spans(Span(t("whatif-no-successor"), "bold")))]
    chain = list(_chain(start.rule))
    found = sums.verdicts(
        tuple(sums.Threshold(cast("sums.Base", each.base), each.fraction, each.strict) for each in chain), house, count
    )
    blocks: list[Block] = []
    if start.motion.successor is not None:
        blocks.append(Line(spans(t("whatif-successor", name=start.motion.successor.names.of(t.language)))))
    for rule, verdict in zip(chain, found, strict=True):
        if verdict.base is None or verdict.needed is None or verdict.margin is None:
            blocks.append(Line(spans(t("whatif-rule-unknown", rule=rules.share(rule, t)))))
            continue
        text = t("whatif-rule", rule=rules.share(rule, t), base=verdict.base, needed=verdict.needed)
        short = t(
            "whatif-over" if verdict.margin >= 0 else "whatif-short", yes=verdict.yes or 0, by=abs(verdict.margin)
        )
        blocks += [Line(spans(text)), Line(spans(short))]
    result = {True: "whatif-carried", False: "whatif-lost", None: "whatif-open"}[sums.carried(found)]
    return [*blocks, Line(spans(Span(t(result), "bold")))]


def _chain(rule: Rule | None) -> list[Rule]:
    return [] if rule is None else [rule, *_chain(rule.also)]


def _counts(sides: dict[str, int | None], t: Texts) -> str:
    known = [(side, value) for side, value in sides.items() if value is not None]
    return t.series(f"{_word(side, t)} {t.number(value)}" for side, value in known)


def _word(word: str, t: Texts) -> str:
    return t(SIDES.get(word) or KINDS[word])


def _signed(by: int) -> str:
    return f"+ {by}" if by >= 0 else f"- {-by}"
