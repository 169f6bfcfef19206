"""A dossier as rows of the record's tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from data.dossier import amending, said, schema, who
from data.dossier.named import Named
from data.dossier.schema import SECTIONS, Dossier
from data.dossier.values import RESERVED, Kind
from data.folding import words
from data.migrations import RECORD

Cell = str | int | None
Row = tuple[Cell, ...]
Placed = tuple[str, Row]
"""A table's name, and a row of it: the id, then the columns in their order, without `began` and `ended`."""


def things(dossier: Dossier) -> Iterator[tuple[str, Kind, tuple[Placed, ...]]]:
    """Give every thing the dossier declares: its id, its kind and its rows."""
    for section, kind in SECTIONS.items():
        for id_, thing in getattr(dossier, section).items():
            placed = tuple(_BUILDERS[kind](id_, thing, dossier))
            yield id_, kind, tuple(_named(id_, thing)) + placed


def digest(placed: Sequence[Placed]) -> str:
    """Give what tells these rows from others: 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(placed).encode()).hexdigest()


def _row(table: str, id_: str, thing: object, /, **other: object) -> Placed:
    cells = (_cell(other[column] if column in other else getattr(thing, column)) for column in RECORD[table])
    return table, (id_, *cells)


def _cell(value: object) -> Cell:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{value!r} has no place in a row")


def _each(table: str, id_: str, items: Sequence[object], **other: object) -> Iterator[Placed]:
    for n, item in enumerate(items):
        yield _row(table, id_, item, n=n, **other)


def _ids(table: str, id_: str, ids: Sequence[str]) -> Iterator[Placed]:
    for n, each in enumerate(ids):
        yield table, (id_, n, each)


def _named(id_: str, thing: object) -> Iterator[Placed]:
    if not isinstance(thing, Named):
        return
    found: list[tuple[str, str | None, str, str | None, str | None]] = [
        ("name", language, text, None, None) for language, text in thing.names.items()
    ]
    if thing.short is not None:
        found.append(("short", None, thing.short, None, None))
    found += [("spelling", each.language, each.text, each.source, each.note) for each in thing.spellings]
    for n, (kind, language, text, source, note) in enumerate(found):
        yield "names", (id_, n, kind, language, text, words(text), source, note)


def _source(id_: str, source: who.Source, _: Dossier) -> Iterator[Placed]:
    yield _row("sources", id_, source)
    yield from _ids("citations", id_, source.cites)


def _chamber(id_: str, chamber: who.Chamber, dossier: Dossier) -> Iterator[Placed]:
    yield _row("chambers", id_, chamber, timezone=chamber.timezone or dossier.timezone)
    yield from _each("sizes", id_, chamber.sizes)


def _party(id_: str, party: who.Party, _: Dossier) -> Iterator[Placed]:
    yield _row("parties", id_, party)


def _alliance(id_: str, alliance: who.Alliance, _: Dossier) -> Iterator[Placed]:
    yield _row("alliances", id_, alliance)
    yield from _each("memberships", id_, alliance.members)


def _person(id_: str, person: who.Person, _: Dossier) -> Iterator[Placed]:
    belongs = person.party
    yield _row("people", id_, person, party=belongs and belongs.party, party_source=belongs and belongs.source)
    yield from _each("roles", id_, person.roles)


def _constituency(id_: str, constituency: who.Constituency, _: Dossier) -> Iterator[Placed]:
    yield _row("constituencies", id_, constituency)


def _election(id_: str, election: who.Election, _: Dossier) -> Iterator[Placed]:
    yield _row("elections", id_, election)


def _contest(id_: str, contest: schema.Contest, _: Dossier) -> Iterator[Placed]:
    ballot = contest.ballot
    yield _row(
        "contests",
        id_,
        contest,
        ballot=ballot and ballot.kind,
        ballot_source=ballot and ballot.source,
        ballot_note=ballot and ballot.note,
    )
    yield from _each("candidacies", id_, contest.candidates)


def _rule(id_: str, rule: schema.Rule, _: Dossier) -> Iterator[Placed]:
    share = Fraction(rule.fraction)
    yield _row("rules", id_, rule, numerator=share.numerator, denominator=share.denominator)
    yield from _ids("rule_sources", id_, rule.sources)
    yield from _each("stated", id_, rule.stated)


def _motion(id_: str, motion: schema.Motion, _: Dossier) -> Iterator[Placed]:
    when = motion.schedule
    yield _row(
        "motions",
        id_,
        motion,
        date=when.date,
        stated=when.stated,
        how=when.how,
        source=when.source,
        words=when.words,
    )


def _table(id_: str, table: schema.Table, _: Dossier) -> Iterator[Placed]:
    yield _row("tables", id_, table)
    yield from _ids("concerning", id_, table.concerning)
    yield from _ids("agreeing", id_, table.agreeing)
    for n, (part, figure) in enumerate(table.figures.items()):
        entity_of = None if part in RESERVED else part
        yield _row("figures", f"{id_}/{part}", figure, within=id_, n=n, part=part, entity=entity_of)


def _quote(id_: str, quote: schema.Quote, _: Dossier) -> Iterator[Placed]:
    yield _row("quotes", id_, quote, folded=words(quote.text))
    if quote.renders is not None:
        yield "renderings", (id_, quote.renders)


def _claim(id_: str, claim: said.Claim, _: Dossier) -> Iterator[Placed]:
    yield _row("claims", id_, claim, folded=words(f"{claim.text} {claim.words or ''}"))
    yield from _ids("abouts", id_, claim.about)
    yield from _each("responses", id_, claim.responses, claim=id_)
    yield from _each("findings", id_, claim.findings, claim=id_)


def _response(id_: str, response: said.Response, _: Dossier) -> Iterator[Placed]:
    yield _row("responses", id_, response, n=0)


def _finding(id_: str, finding: said.Finding, _: Dossier) -> Iterator[Placed]:
    yield _row("findings", id_, finding, n=0)


def _event(id_: str, event: said.Event, _: Dossier) -> Iterator[Placed]:
    yield _row("events", id_, event)
    yield from _ids("abouts", id_, event.about)
    yield from _ids("agreeing", id_, event.agreeing)


def _outcome(id_: str, outcome: said.Outcome, _: Dossier) -> Iterator[Placed]:
    yield _row("outcomes", id_, outcome)
    yield from _ids("agreeing", id_, outcome.agreeing)


def _schedule(id_: str, schedule: said.Rescheduled, _: Dossier) -> Iterator[Placed]:
    yield _row("schedules", id_, schedule)
    yield from _ids("agreeing", id_, schedule.agreeing)


def _note(id_: str, remark: said.Remark, _: Dossier) -> Iterator[Placed]:
    yield _row("notes", id_, remark)
    yield from _ids("abouts", id_, remark.about)


def _amendment(kind: Kind) -> Callable[[str, Any, Dossier], Iterator[Placed]]:
    """Give what builds the row of an amendment: what its sort does not have is null."""

    def build(id_: str, each: amending.Amendment, _: Dossier) -> Iterator[Placed]:
        """Give its one row, with its value as JSON where it has one."""
        cells: dict[str, Any] = dict.fromkeys(RECORD["amendments"]) | dict(each) | {"kind": kind}
        cells["thing"] = cells["of"] and str(cells["of"]).partition("/")[0]
        if kind == "correction":
            cells["value"] = json.dumps(cells["value"], ensure_ascii=False)
        yield _row("amendments", id_, each, **cells)

    return build


_BUILDERS: dict[Kind, Callable[[str, Any, Dossier], Iterator[Placed]]] = {
    "source": _source,
    "chamber": _chamber,
    "party": _party,
    "alliance": _alliance,
    "person": _person,
    "election": _election,
    "contest": _contest,
    "rule": _rule,
    "motion": _motion,
    "table": _table,
    "quote": _quote,
    "constituency": _constituency,
    "claim": _claim,
    "response": _response,
    "finding": _finding,
    "event": _event,
    "outcome": _outcome,
    "schedule": _schedule,
    "note": _note,
    "correction": _amendment("correction"),
    "retraction": _amendment("retraction"),
    "preference": _amendment("preference"),
    "redaction": _amendment("redaction"),
    "undo": _amendment("undo"),
}
