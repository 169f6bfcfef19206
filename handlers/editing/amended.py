"""What a correction, retraction or preference is meant for: a report by its id, a card's code, or what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.codes import read_code
from bot.commands import Values
from bot.errors import UserError
from bot.messages import Button
from data.desk import Desk, statements
from data.dossier import Dossier
from data.dossier.amending import Mistake
from data.editing import Newsroom, correction
from data.record import claims, names, quotes, tables
from data.record.tables import Table
from data.record.targets import ENDING
from handlers.called import MEASURES
from handlers.cards import cited_as
from handlers.editing import parts
from handlers.editing.again import OFFERED, Again
from handlers.editing.parts import Expected
from handlers.editing.tabled import SUBJECTS, subject

AMENDABLE = (*ENDING, "source")
"""Kinds of things that can be withdrawn, or removed."""


async def at_hand(newsroom: Newsroom, typed: str) -> str:
    """Give what was typed, with the card whose code it is at hand, should another machine have given it out."""
    if signs := read_code(typed):
        await Desk(newsroom).issued(signs)
    return typed


def reports(db: Database, typed: str, again: Again) -> tuple[Table, ...]:
    """Give the tables that are meant, the leading first: one by its id, those a card showed, or all about a subject.

    Raises UserError where nothing is called so.
    """
    if (table := tables.get(db, typed)) is not None:
        return (table,)
    signs = read_code(typed)
    cards = statements.issued(db, signs) if signs else ()
    if cards:
        ids = dict.fromkeys(figure.partition("/")[0] for card in cards for figure, _ in card.shows)
        return tuple(table for id_ in ids if (table := tables.get(db, id_)) is not None)
    return tables.of(db, subject(db, "subject", typed, SUBJECTS, again).id)


@dataclass(frozen=True, slots=True)
class Slip:
    """What `/correct` says: the right figures of what, why, and whose mistake it was."""

    subject: str
    figures: Values
    reason: str
    mistake: Mistake


def corrected(db: Database, slip: Slip, again: Again) -> Dossier:
    """Give the dossier that puts figures of one report right. Raises UserError where it is not certain which."""
    typed, figures = slip.subject, slip.figures
    found = reports(db, typed, again)
    keyed = {key: _part(db, key, figures, found, again) for key in figures}
    fitting = [table for table in found if all(table.figure(part) for part in keyed.values())]
    if not fitting:
        raise UserError("correct-none", typed=typed, parts=", ".join(figures))
    if len(fitting) > 1:
        buttons = [again.button(_label(each, [*keyed.values()], again), subject=each.id) for each in fitting[:OFFERED]]
        raise UserError("correct-which", count=len(fitting), buttons=tuple(buttons))
    table = fitting[0]
    new = {part: figures[key] for key, part in keyed.items() if table.value(part) != figures[key]}
    if not new:
        raise UserError("correct-same", source=table.source.publisher)
    made = [correction(f"{table.id}/{part}", value, slip.reason, slip.mistake) for part, value in new.items()]
    together = {id_: each for dossier in made for id_, each in dossier.corrections.items()}
    return made[0].model_copy(update={"corrections": together})


def withdrawn(db: Database, typed: str, again: Again) -> str:
    """Give the id of what is to be withdrawn. Raises UserError that offers what the words could mean."""
    held = db.execute("SELECT kind FROM entities WHERE id = ?", (typed.strip(),)).fetchone()
    if held is not None and held[0] in AMENDABLE:
        return typed.strip()
    offered = [*_said(db, typed, again), *_reported(db, typed, again)]
    key = "withdraw-which" if offered else "withdraw-none"
    raise UserError(key, typed=typed, buttons=tuple(offered[:OFFERED]))


def preferable(db: Database, typed: str, again: Again) -> str:
    """Give the table that is to stand first. Raises UserError that offers those there are."""
    found = reports(db, typed, again)
    if len(found) == 1 and found[0].id == typed:
        return typed
    beside = [each for each in found if len(_rivals(each, found)) > 1]
    if not beside:
        raise UserError("prefer-alone", typed=typed)
    raise UserError("prefer-which", typed=typed, buttons=_labelled(beside, again))


def _rivals(table: Table, found: Iterable[Table]) -> list[Table]:
    return [each for each in found if (each.subject, each.measure) == (table.subject, table.measure)]


def _part(db: Database, key: str, figures: Values, found: Iterable[Table], again: Again) -> str:
    known = {figure.names.id: figure.names for table in found for figure in table.figures if figure.names}
    if key in {figure.part for table in found for figure in table.figures}:
        return key
    expected = Expected(tuple(known.values()), ("party", "alliance", "person", "constituency"), closed=True)
    return parts.part(db, key, figures, expected, again).id


def _said(db: Database, typed: str, again: Again) -> list[Button]:
    """Give buttons for the quotations and claims that these words find."""
    said = [*quotes.find(db, typed)[:OFFERED], *quotes.headlines(db, typed)[:OFFERED]]
    found: list[tuple[str, str]] = [(each.id, each.text) for each in said]
    found += [(each.id, each.text) for each in claims.find(db, typed)[:OFFERED]]
    return [again.button(text[:60], subject=id_) for id_, text in found]


def _reported(db: Database, typed: str, again: Again) -> tuple[Button, ...]:
    match = names.resolve(db, typed, SUBJECTS).match
    return _labelled(tables.of(db, match.id), again) if match else ()


def _labelled(found: Iterable[Table], again: Again) -> tuple[Button, ...]:
    return tuple(again.button(_label(each, [], again), subject=each.id) for each in [*found][:OFFERED])


def _label(table: Table, wanted: list[str], again: Again) -> str:
    """Give how a report is told from another: who says it, of what, and the numbers that are asked about."""
    t = again.t
    numbers = [table.value(part) for part in wanted]
    told = ", ".join(t("figure-not-given") if each is None else t.number(each) for each in numbers)
    source = cited_as(table.source, table.via, t)
    return f"{source}: {told}" if wanted else f"{t(MEASURES[table.measure])}, {source}"
