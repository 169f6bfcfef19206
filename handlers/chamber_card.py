"""A chamber's card: one report of its seats leads, and what it leaves open is shown as open."""

from __future__ import annotations

from datetime import date

from bot.drawings import Group, Hemicycle
from bot.languages import Texts
from bot.messages import Block, Line, Note, Reply, Row, Span, spans
from data import arithmetic
from data.record.contests import Contest
from data.record.parties import Alliance, Membership
from data.record.reading import Clock
from data.record.tables import Figure, Table
from handlers import drawn, remarks
from handlers.cards import (
    cited_as,
    contest_button,
    figure_row,
    named,
    of_total,
    shown,
    sources_note,
    status,
    sum_of,
)
from handlers.composition import REPORTS, Bloc, Facts

BLOC_SIDES = {"government": "chamber-bloc-government", "opposition": "chamber-bloc-opposition"}


def card(facts: Facts, at: Clock, t: Texts) -> Reply:
    """Give the card of a chamber: the leading report, the others beside it, blocs, contests, and the picture."""
    split, name = facts.split, facts.chamber.names.of(t.language)
    blocks: list[Block] = [Note(spans(_reported(facts, t))), *_split_rows(split, t)]
    blocks += [Note(spans(_other_report(table, t))) for table in facts.splits[1 : 1 + REPORTS]]
    for bloc in facts.blocs:
        blocks += _bloc(bloc, t)
    if (up := facts.seats_up) is not None:
        blocks.append(figure_row(t("chamber-seats-up"), up.figure("total"), t, status(up.status, t)))
    blocks += [_headline(each, votes, t) for each, votes in facts.contests if votes is not None]
    blocks += remarks.blocks(facts.remarks, t)
    return Reply(
        title=name,
        blocks=tuple(blocks),
        footer=(sources_note([(table.source, table.via) for table in facts.used()], t),),
        picture=_picture(facts, name, t),
        buttons=tuple((contest_button(each.names, at, t),) for each, _ in facts.contests),
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
    return t("chamber-report", source=cited_as(table.source, table.via, t), counts=t.series(counts))


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
    return figure_row(named(figure, t), figure, t, _full_name(figure, t))


def _balance(split: Table, total: Figure, t: Texts) -> str:
    """Give the sum beside the total, and what is missing from it; nothing where a part is unknown."""
    values = [figure.value for figure in _groups(split) if figure.value is not None]
    unknown = arithmetic.unaccounted(total.value, [figure.value for figure in _groups(split)])
    if unknown is None or total.value is None:
        return ""
    if unknown == 0:
        return t("figure-sum", sum=sum_of(values, t), total=total.value)
    return t("chamber-sum-open", sum=sum_of(values, t), counted=sum(values), unknown=unknown, total=total.value)


def _bloc(bloc: Bloc, t: Texts) -> list[Block]:
    """Give a bloc as reported, how much of it its source lets us name, what others report; never more."""
    alliance, lead = bloc.alliance, bloc.reports[0]
    name = alliance.names.brief(t.language)
    figure = lead.figure(alliance.id)
    row = figure_row(t("chamber-bloc", name=name), figure, t)
    if figure is not None and figure.value is not None:
        row = Row(row.label, of_total(figure.value, lead.value("total"), t), _bloc_note(alliance, t))
    blocks: list[Block] = [row, *_makeup(bloc, t)]
    others = [
        t("chamber-bloc-other", seats=value, source=cited_as(table.source, table.via, t))
        for table in bloc.reports[1:]
        if (value := table.value(alliance.id)) is not None
    ]
    return [*blocks, Note(spans(t("chamber-bloc-others", name=name, counts=t.chain(others))))] if others else blocks


def _makeup(bloc: Bloc, t: Texts) -> list[Block]:
    """Give the parties the same source counts and names with the bloc, and how many seats that leaves unnamed."""
    whole = bloc.reports[0].value(bloc.alliance.id)
    if bloc.split is None or whole is None:
        return []
    members = {member.party.id for member in bloc.alliance.members if _held(member, bloc.split.as_of)}
    known = [part for part in bloc.split.parts if part.part in members and part.value is not None]
    counted = sum(part.value or 0 for part in known)
    if not known or counted >= whole:
        return []
    parts = " + ".join(f"{named(part, t)} {t.number(part.value or 0)}" for part in known)
    name = bloc.alliance.names.brief(t.language)
    return [Note(spans(t("chamber-bloc-known", sum=parts, known=counted, name=name, open=whole - counted)))]


def _bloc_note(alliance: Alliance, t: Texts) -> str:
    name = alliance.names.of(t.language)
    if alliance.names.brief(t.language) == name:
        return ""
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
    rejected = votes.value("rejected")
    counts.append(
        t("chamber-contest-rejected" if rejected is None else "chamber-contest-rejected-votes", votes=rejected or 0)
    )
    return Line(spans(Span(each.names.brief(t.language), "bold"), f": {t.series(counts)}"))


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
    groups = tuple(_group(each, facts.splits[: 1 + REPORTS], t) for each in counted)
    unknown = total - sum(group.seats for group in groups)
    listed = t.list([t("chamber-alt-group", name=group.label, seats=group.seats) for group in groups])
    return Hemicycle(
        **drawn.head(name, _reported(facts, t), [(split.source, split.via)], t),
        groups=groups,
        total=total,
        total_label=t("chamber-seats" if total == membership else "chamber-sitting", count=total),
        alt=t("chamber-alt", name=name, total=total, groups=listed, unknown=unknown),
        majority=total // 2 + 1 if total == membership else None,
        majority_label=t("chamber-half", count=total // 2 + 1),
        unknown=t("chamber-unknown"),
    )


def _group(figure: Figure, splits: tuple[Table, ...], t: Texts) -> Group:
    """Give a group of the leading report; seats that another report of the same day does not give it are disputed."""
    lead, others = splits[0], [table for table in splits[1:] if table.as_of == splits[0].as_of]
    seats, values = figure.value or 0, drawn.values_of(figure.part, lead, others)
    written = t.either([t.number(value) for value in sorted(values)]) if len(values) > 1 else ""
    return Group(
        named(figure, t), _full_name(figure, t), seats, _colour(figure), written, seats - min(values, default=seats)
    )


def _colour(figure: Figure) -> str | None:
    return figure.colour or drawn.SIDE_COLOURS.get(figure.side or "")


def _full_name(figure: Figure, t: Texts) -> str:
    if figure.part == "others":
        return t("part-others-note")
    name = figure.names.of(t.language) if figure.names else ""
    return "" if name == named(figure, t) else name
