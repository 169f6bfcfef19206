"""What a dossier must satisfy before it is published, and what an editor is told about it.

The sums of a source that do not balance are warnings: the source said so, and its figures are kept as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlite_utils import Database

from data.arithmetic import total, unaccounted
from data.dossier import who
from data.dossier.named import Named
from data.dossier.positions import Path
from data.dossier.schema import SECTIONS, Dossier, Figure, Table
from data.dossier.values import RESERVED
from data.errors import Fault
from data.findings import Finding
from data.lookalikes import doubtful
from data.record import chambers, contests, sources
from data.record.reading import NOW, Clock, rows

CODES = {
    "schema": "error: the dossier's form; the message says what to write",
    "quote-kind": "error: a quotation does not say whether it is verbatim, a fragment, a translation …",
    "figure-source": "error: a table of figures has no source",
    "votes-electors": "warning: votes, rejected and not cast are not as many as the electors",
    "votes-cast": "warning: valid and rejected votes are not as many as were cast",
    "seats-size": "warning: a table has other than the seats of its chamber",
    "total-parts": "warning: the parts are not as many as the total",
    "breakdown-sum": "warning: a breakdown does not come to the number it breaks down",
    "date-weekday": "warning: a date falls on another day of the week than the source printed",
    "name-lookalike": "warning: a name mixes scripts, or has signs nobody sees, and may be taken for another",
}
"""Every code there is, and what it means. A code that was released keeps its meaning."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

WHOLE = ("seats", "strength", "new-seats", "seats-filled", "breakdown")
"""Measures whose parts are all there is of the total; of the others the total may be more."""

COUNTED = (
    "rejected",
    "not-cast",
    "absent",
    "votes-cast",
    "valid",
    "electors",
    "present",
    "vacant",
    "required",
    "total",
)
"""Reserved parts of a count that are no votes for anybody."""


class Known:
    """What a dossier says and, where it says nothing, the record; each looked up once."""

    def __init__(self, db: Database, dossier: Dossier, clock: Clock) -> None:
        self.dossier = dossier
        self._db, self._clock = db, clock
        self._sizes: dict[str, Sequence[who.Size | chambers.Size]] = {}
        self._bodies: dict[str, str | None] = {}
        self._looked: set[str] = set()
        self._numbers: dict[tuple[str, str, str, str], int] = {}
        for table in dossier.tables.values():
            numbers = ((part, table.figures[part].value) for part in COMPARED if part in table.figures)
            self._note(table.subject, table.measure, {table.via or table.source, *table.agreeing}, numbers)

    def body(self, contest: str) -> str | None:
        """Give the chamber that elects in a contest."""
        if contest not in self._bodies:
            here, held = self.dossier.contests.get(contest), contests.get(self._db, contest, self._clock)
            self._bodies[contest] = here.electing_body if here else held.electing_body if held else None
        return self._bodies[contest]

    def seats(self, chamber: str, day: date) -> int | None:
        """Give the seats of a chamber on a day, None when it is none or they are not known."""
        if chamber not in self._sizes:
            here, held = self.dossier.chambers.get(chamber), chambers.get(self._db, chamber, self._clock)
            self._sizes[chamber] = here.sizes if here else held.sizes if held else ()
        sizes = self._sizes[chamber]
        return next((each.seats for each in sizes if (each.since or day) <= day <= (each.until or day)), None)

    def number(self, subject: str, measures: Iterable[str], part: str, beside: Table) -> int | None:
        """Give what the report that a table is from says of a part of another subject or measure."""
        if subject not in self._looked:
            self._looked.add(subject)
            self._look(subject)
        source = beside.via or beside.source
        keys = ((subject, measure, part, source) for measure in measures)
        return next((self._numbers[key] for key in keys if key in self._numbers), None)

    def _look(self, subject: str) -> None:
        held = rows(self._db, self._clock, "tables", {"subject": subject}, "id")
        for table in sources.seen(self._db, held, self._clock):
            agreeing = rows(self._db, self._clock, "agreeing", {"id": table["id"]})
            figures = rows(self._db, self._clock, "figures", {"within": table["id"], "part": COMPARED})
            reports = {table["via"] or table["source"], *(each["source"] for each in agreeing)}
            self._note(subject, table["measure"], reports, ((each["part"], each["value"]) for each in figures))

    def _note(
        self, subject: str, measure: str, reports: Iterable[str], numbers: Iterable[tuple[str, int | None]]
    ) -> None:
        known = [(part, value) for part, value in numbers if value is not None]
        for report in reports:
            for part, value in known:
                self._numbers.setdefault((subject, measure, part, report), value)


COMPARED = ("total", "yes")
"""Parts that figures of other tables are held against."""


def check(db: Database, dossier: Dossier, clock: Clock = NOW) -> tuple[Finding, ...]:
    """Give what the checks find in a dossier, all of it warnings, with the arithmetic.

    What the dossier does not say itself is looked up in the record as the clock shows it. Pure: nothing is changed.
    """
    known = Known(db, dossier, clock)
    return (*_dates(dossier), *_names(dossier), *(each for id_ in dossier.tables for each in _table(known, id_)))


def of_fault(fault: Fault) -> Finding:
    """Give a fault of the loader's as a finding with its code."""
    steps = fault.path.split(".")
    missing = fault.message.startswith("is missing")
    known = {("quotes", "kind"): "quote-kind", ("tables", "source"): "figure-source"}
    code = known.get((steps[0], steps[-1]), "schema") if missing else "schema"
    return Finding(code, "error", fault.path, fault.message, fault=fault)


def _warning(dossier: Dossier, code: str, path: Path, message: str, arithmetic: str = "") -> Finding:
    fault = dossier.origin().fault(path, message)
    return Finding(code, "warning", fault.path, message, arithmetic, fault)


def _table(known: Known, id_: str) -> Iterator[Finding]:
    table = known.dossier.tables[id_]
    checks = [*_cast(table), *_electors(known, table)] if table.measure == "votes" else [*_sum(table)]
    if table.measure in {"seats", "strength", "bloc"}:
        checks += _size(known, table)
    if table.measure == "breakdown":
        checks += _broken_down(known, table)
    for code, message, arithmetic in checks:
        yield _warning(known.dossier, code, ("tables", id_, "figures"), message, arithmetic)


Found = Iterator[tuple[str, str, str]]


def _value(table: Table, part: str) -> int | None:
    figure = table.figures.get(part)
    return None if figure is None else figure.value


def _parts(table: Table) -> list[Figure]:
    """Give the figures that add up to a total: of things, of others and of independents."""
    counted = (*(part for part in table.figures if part not in RESERVED), "others", "independents")
    return [table.figures[part] for part in counted if part in table.figures]


def _votes(table: Table) -> list[int | None]:
    return [figure.value for part, figure in table.figures.items() if part not in COUNTED]


def _sum_of(values: Iterable[int | None]) -> str:
    return " + ".join(str(value) for value in values if value is not None)


def _cast(table: Table) -> Found:
    """Check valid and rejected votes against those that were cast."""
    cast, rejected = _value(table, "votes-cast"), _value(table, "rejected")
    votes = [*_votes(table), rejected]
    counted = total(votes)
    if cast is not None and "rejected" in table.figures and counted not in {None, cast}:
        message = f"valid and rejected votes are {counted}, and {cast} were cast"
        yield "votes-cast", message, f"{_sum_of(votes)} = {counted}"


def _electors(known: Known, table: Table) -> Found:
    """Check votes, rejected and not cast against the electors the table, or the same report of their house, gives."""
    electors = _value(table, "electors")
    if electors is None:
        body = known.body(table.subject)
        electors = known.number(body, ("seats", "strength"), "total", table) if body else None
    votes = [*_votes(table), *(_value(table, part) for part in ("rejected", "not-cast", "absent"))]
    counted = sum(value for value in votes if value is not None)
    if electors is None or counted == electors or not any(_votes(table)):
        return
    unknown = [part for part in ("rejected", "not-cast") if _value(table, part) is None]
    left = electors - counted
    open_ = f"; {' and '.join(unknown)} unknown" if unknown else ""
    message = f"{left} of {electors} electors not accounted for{open_}" if left > 0 else f"{-left} votes too many"
    yield "votes-electors", message, f"{_sum_of(votes)} = {counted}; {electors} - {counted} = {left}"


def _sum(table: Table) -> Found:
    """Check the parts against the total, with or without what is vacant; of some measures they may be fewer."""
    whole, parts = _value(table, "total"), [figure.value for figure in _parts(table)]
    left = unaccounted(whole, parts)
    if whole is None or not parts or left is None or left in {0, _value(table, "vacant")}:
        return
    if left < 0 or table.measure in WHOLE:
        counted = whole - left
        message = f"{left} of {whole} not accounted for" if left > 0 else f"{-left} more than the total of {whole}"
        code = "breakdown-sum" if table.measure == "breakdown" else "total-parts"
        yield code, message, f"{_sum_of(parts)} = {counted}; {whole} - {counted} = {left}"


def _size(known: Known, table: Table) -> Found:
    """Check seats against the chamber's size on the day; members and vacant seats together make all of it."""
    seats = known.seats(table.subject, table.as_of)
    if seats is None:
        return
    parts = [figure.value for figure in _parts(table)]
    whole, vacant = _value(table, "total"), _value(table, "vacant")
    counted = sum(value for value in parts if value is not None)
    if max(counted, whole or 0) > seats:
        message = f"{max(counted, whole or 0)} seats in a chamber of {seats}"
        yield "seats-size", message, f"{_sum_of(parts)} = {counted}" if parts else f"{whole} > {seats}"
    elif whole is not None and vacant is not None and seats not in {whole, whole + vacant}:
        message = f"{whole} members and {vacant} vacant seats in a chamber of {seats}"
        yield "seats-size", message, f"{whole} + {vacant} = {whole + vacant}"


def _broken_down(known: Known, table: Table) -> Found:
    """Check a breakdown without a total of its own against the votes of the same report."""
    if _value(table, "total") is not None:
        return
    whole, parts = known.number(table.subject, ("votes",), "yes", table), [figure.value for figure in _parts(table)]
    left = unaccounted(whole, parts)
    if left:
        yield "breakdown-sum", f"the votes it breaks down are {whole}", f"{_sum_of(parts)} = {(whole or 0) - left}"


def _dates(dossier: Dossier) -> Iterator[Finding]:
    """Check days against the weekdays that the sources printed for them."""
    for id_, motion in dossier.motions.items():
        when = motion.schedule
        yield from _weekday(dossier, ("motions", id_, "schedule", "date"), when.date, when.stated)
    for id_, later in dossier.schedules.items():
        yield from _weekday(dossier, ("schedules", id_, "date"), later.date, later.stated)
    for id_, event in dossier.events.items():
        whole = event.date if event.date and len(event.date) == len("2021-03-04") else None
        day = date.fromisoformat(whole) if whole else None
        yield from _weekday(dossier, ("events", id_, "date"), day, event.date_stated)


def _names(dossier: Dossier) -> Iterator[Finding]:
    """Check names for words that may be taken for others: readers see names, and ids decide."""
    for section in SECTIONS:
        things = getattr(dossier, section)
        for id_, each in things.items():
            named = [*each.names.items(), ("short", each.short or "")] if isinstance(each, Named) else []
            for language, name in named:
                if why := doubtful(name):
                    path = (section, id_, "short") if language == "short" else (section, id_, "names", language)
                    yield _warning(dossier, "name-lookalike", path, f"{why}; it may be taken for another")


def _weekday(dossier: Dossier, path: Path, day: date | None, stated: str | None) -> Iterator[Finding]:
    printed = [word for word in re.findall(r"[a-z]+", (stated or "").lower()) if word in WEEKDAYS]
    if day is None or not printed or WEEKDAYS[day.weekday()] in printed:
        return
    falls = WEEKDAYS[day.weekday()].capitalize()
    message = f"falls on a {falls}, and the source says {stated}"
    yield _warning(dossier, "date-weekday", path, message, f"{day.isoformat()} is a {falls}")
