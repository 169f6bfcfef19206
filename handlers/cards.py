"""What all cards share: how a figure, a source and a date are written, and the options that move the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from bot.commands import Help
from bot.grammar import line
from bot.languages import Texts
from bot.messages import Button, Note, Row, Shown, Span, spans
from data.record.contests import Candidacy
from data.record.names import Names
from data.record.outcomes import Outcome
from data.record.reading import Clock
from data.record.sources import Source
from data.record.tables import Figure, Table
from handlers.registry import commands

AsOf = Annotated[date | None, Help("As published by the end of this day, such as 2021-03-04", named=True)]


PARTS = {
    "total": "part-total",
    "vacant": "part-vacant",
    "others": "part-others",
    "independents": "part-independents",
    "rejected": "part-rejected",
    "not-cast": "part-not-cast",
    "votes-cast": "part-votes-cast",
    "valid": "part-valid",
    "electors": "part-electors",
    "present": "part-present",
    "yes": "part-yes",
    "no": "part-no",
    "abstain": "part-abstain",
    "absent": "part-absent",
    "required": "part-required",
}
OUTCOMES = {"elected": "contest-elected", "not-elected": "contest-not-elected"}
STATUS = {
    "scheduled": "card-status-scheduled",
    "provisional": "card-status-provisional",
    "reported": "card-status-reported",
    "unofficial": "card-status-unofficial",
    "official": "card-status-official",
    "disputed": "card-status-disputed",
    "overturned": "card-status-overturned",
    "withdrawn": "card-status-withdrawn",
}


Known = Annotated[int | None, Help("As the record stood at this revision", minimum=1, named=True)]


def clock(as_of: date | None = None, known: int | None = None) -> Clock:
    """Give the clock a card is read by."""
    return Clock(as_of=as_of, known=known)


def asked(command: str, at: Clock, **options: object) -> str:
    """Give the line that asks a command at the same clock."""
    return line(commands[command], {**options, "as_of": at.as_of, "known": at.known})


def shown(*tables: Table | None) -> tuple[Shown, ...]:
    """Give all figures of the tables with their states, as a card's code is made of them."""
    return tuple(Shown(figure.id, figure.state) for table in tables if table for figure in table.figures)


def figure_row(label: str, figure: Figure | None, t: Texts, note: str = "") -> Row:
    """Give a row with the figure's value, or one that says it is not given; never a number nobody gave."""
    if figure is None or figure.value is None:
        return Row(label, t("figure-not-given"), t("figure-not-given-note"))
    return Row(label, t.number(figure.value), note)


def sum_of(numbers: Iterable[int], t: Texts) -> str:
    """Give `25 + 21 + 17`."""
    return " + ".join(t.number(number) for number in numbers)


def named(figure: Figure, t: Texts) -> str:
    """Give the short name of what a figure is of, or the label its source uses."""
    if figure.names is not None:
        return figure.names.brief(t.language)
    return t(PARTS[figure.part]) if figure.part in PARTS else figure.label or figure.part


def of_total(value: int, total: int | None, t: Texts) -> str:
    """Give `25 of 100`, or the number alone where no total is known."""
    return t.number(value) if total is None else t("figure-of", value=value, total=total)


def outcome(candidacy: Candidacy, t: Texts) -> str:
    """Give whether somebody who stood was elected, nothing where no source says."""
    return t(OUTCOMES[candidacy.outcome]) if candidacy.outcome else ""


def outcomes_shown(found: Iterable[Outcome]) -> tuple[Shown, ...]:
    """Give outcomes with their states, as a card's code is made of them."""
    return tuple(Shown(each.id, f"{each.result} {each.status}") for each in found)


def status(value: str, t: Texts) -> str:
    """Give the words for a status."""
    return t(STATUS[value])


Cited = tuple[Source, Source | None]
"""A source, and where it was read when that is another one."""


def newest(sources: Iterable[Cited]) -> date | None:
    """Give the day on which the last of the sources appeared, None where none of them is dated."""
    days = (source.published or (via.published if via else None) for source, via in sources)
    return max((day for day in days if day is not None), default=None)


def sources_note(found: Iterable[Cited], t: Texts) -> Note:
    """Give the line that names each source once."""
    unique = list(dict.fromkeys(found))
    return Note(spans(t("card-sources-one" if len(unique) == 1 else "card-sources-many"), " ", *cited(unique, t)))


def cited(found: Iterable[Cited], t: Texts) -> Iterator[str | Span]:
    """Give the sources, each once, as parts of a line; a link where there is an address."""
    for number, (source, via) in enumerate(dict.fromkeys(found)):
        if number:
            yield t.chain(["", ""])
        yield Span(cited_as(source, via, t), link=(via or source).url)


def cited_as(source: Source, via: Source | None, t: Texts) -> str:
    """Give `Geo TV, via Republic World, 4 March 2021`; an inferred date says so, a law is called by its title."""
    name = source.title if source.kind == "law" and source.title else source.publisher
    if source.account:
        name = t("card-source-account", source=name, account=source.account)
    if via is not None:
        name = t("card-source-via", source=name, via=via.publisher)
    dated = source if source.published or via is None else via
    if dated.published is None or dated.kind == "law":
        return name
    return t(
        "card-source-inferred" if dated.published_note else "card-source-dated",
        source=name,
        date=t.date(dated.published),
    )


def contest_button(names: Names, at: Clock, t: Texts) -> Button:
    """Give the button that asks for a contest's card at the same clock."""
    return Button(names.brief(t.language), line=asked("contest", at, name=names.id))
