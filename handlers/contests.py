"""One contest: votes, margin, what is missing, and whether the parts add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.drawings import Bar, Bars
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Choice, Line, Note, Reply, Request, Row, Shown, spans
from data.record import chambers, contests, tables
from data.record.chambers import Chamber
from data.record.contests import Candidacy, Contest
from data.record.names import Names
from data.record.notes import Remark
from data.record.outcomes import Outcome
from data.record.reading import Clock
from data.record.tables import Figure, Table
from data.store import Store
from handlers import drawn, remarks, rules
from handlers.cards import (
    AsOf,
    Known,
    cited,
    cited_as,
    clock,
    figure_row,
    named,
    outcome,
    outcomes_shown,
    shown,
    sources_note,
    status,
    sum_of,
)
from handlers.finding import Subject, choices, meant
from handlers.registry import commands

SETTLED = ("official", "disputed", "overturned", "withdrawn")
"""Standings of an outcome that say more than the count itself."""

OTHERS = 4
"""Other reports told beside the one that leads."""


def _every(db: Database, _typed: str, at: Clock) -> tuple[Names, ...]:
    return tuple(each.names for each in contests.every(db, at))


CONTEST = Subject("contest", "contest", "contest-which", _every)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a contest's card is made of: who stood, the reports of the votes, the first leading, and who elects.

    `strength` is the report of the electors' number read in the same place as the leading votes.
    """

    contest: Contest
    reports: tuple[Table, ...]
    body: Chamber | None
    strength: Table | None
    remarks: tuple[Remark, ...]

    @property
    def votes(self) -> Table:
        """The report that leads."""
        return self.reports[0]

    def electors(self) -> Figure | None:
        """Give the number of electors: as the votes' own report has it, else as read in the same place."""
        own = self.votes.figure("electors")
        if own is not None or self.strength is None:
            return own
        return self.strength.figure("total")


async def contest_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the contests that fit what is typed; all of them before anything is."""
    return await choices(store, CONTEST, typed, language)


@commands.add("/contest islamabad", pure=True)
async def contest(
    request: Request,
    store: Store,
    *,
    name: Annotated[str, Help("Seat or election", complete=contest_names, rest=True)],
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """Votes in one contest, with what is missing or disputed."""
    t, at = texts(request.language), clock(as_of, known)
    found = await meant(store, CONTEST, name, at, t)
    facts = await store.read(_facts, found.id, at)
    if facts is None:
        raise UserError("contest-no-votes", name=found.of(t.language))
    return _card(facts, t)


def _facts(db: Database, id_: str, at: Clock) -> Facts | None:
    found = contests.get(db, id_, at)
    reports = tables.of(db, id_, ("votes",), at)
    if found is None or not reports:
        return None
    body = chambers.get(db, found.electing_body, at) if found.electing_body else None
    sizes = tables.of(db, body.id, ("seats", "strength"), at) if body else ()
    # Electors read elsewhere would balance what this source left open.
    counted = [each for each in sizes if each.value("total") is not None and each.read_in.id == reports[0].read_in.id]
    return Facts(
        found,
        reports,
        body,
        counted[0] if counted else None,
        remarks.about(db, [found.id, *(table.id for table in reports)], at),
    )


def _card(facts: Facts, t: Texts) -> Reply:
    votes, found = facts.votes, facts.contest
    blocks: list[Block] = [_candidate_row(each, votes.figure(each.person.id), t) for each in found.candidates]
    blocks += _margin(facts, t)
    blocks += [
        figure_row(t("contest-not-cast"), votes.figure("not-cast"), t),
        figure_row(t("contest-rejected"), votes.figure("rejected"), t),
        *_account(facts, t),
    ]
    blocks += [Note(spans(text)) for table in facts.reports[1 : 1 + OTHERS] if (text := _differs(table, votes, t))]
    blocks += [*_rule(found, t), Note(spans(t("contest-status", status=status(votes.status, t))))]
    blocks += [Line(spans(_ended(each, t))) for each in found.outcomes[:1] if _tells(found, each)]
    blocks += remarks.blocks(facts.remarks, t)
    used = [*facts.reports[: 1 + OTHERS]]
    sources = [(table.source, table.via) for table in [*used, *([facts.strength] if facts.strength else [])]]
    sources += [(each.source, each.via) for each in found.outcomes]
    sources += [(each.source, each.via) for each in facts.remarks]
    return Reply(
        title=found.names.of(t.language),
        blocks=tuple(blocks),
        footer=(sources_note(sources, t), *_rule_note(found, t)),
        picture=_picture(facts, t),
        shows=(*shown(*used), *_electors_shown(facts), *outcomes_shown(found.outcomes), _stood(found)),
        as_of=max([votes.as_of, *(each.date for each in found.outcomes if each.date)]),
    )


def _picture(facts: Facts, t: Texts) -> Bars:
    """Give the count as bars: each candidate, what was rejected and not cast, and what is missing from the sum."""
    votes, others = facts.votes, facts.reports[1 : 1 + OTHERS]
    found = []
    for each in facts.contest.candidates:
        name, id_ = each.person.names.of(t.language), each.person.id
        values = drawn.values_of(id_, votes, others)
        found.append(drawn.bar(name, votes.figure(id_), values, t, _stands(each, t)))
    for part, key in (("not-cast", "contest-not-cast"), ("rejected", "contest-rejected")):
        found.append(drawn.bar(t(key), votes.figure(part), drawn.values_of(part, votes, others), t))
    said = _account(facts, t)[0]
    if isinstance(said, Row) and (missing := _missing(facts) or 0) > 0:
        found.append(Bar(said.label, said.value, missing, hollow=True))
    sources = [(table.source, table.via) for table in (votes, *others)]
    note = said.note if isinstance(said, Row) else drawn.plain(said)
    framed = drawn.head(facts.contest.names.of(t.language), drawn.reported(votes, t), sources, t)
    return drawn.bars(found, note, framed, t)


def _rule(found: Contest, t: Texts) -> list[Block]:
    blocks: list[Block] = []
    if found.rule is not None:
        blocks.append(Line(spans(t("contest-rule", rule=rules.share(found.rule, t)))))
    if found.ballot is not None and found.ballot.kind == "secret":
        blocks.append(Line(spans(t("contest-secret"))))
    return blocks


def _stood(found: Contest) -> Shown:
    """Give the contest with how many stood in it: what is wrong of them is put right on the card."""
    return Shown(found.id, f"contest {len(found.candidates)}")


def _tells(found: Contest, each: Outcome) -> bool:
    """Say whether an outcome tells more than the candidates' rows do."""
    known = {stood.person.id for stood in found.candidates if stood.outcome == "elected"}
    return each.status in SETTLED or each.who is None or each.who.id not in known


def _ended(each: Outcome, t: Texts) -> str:
    """Give who was elected, with which standing, and when that was said."""
    who = each.who.names.of(t.language) if each.who else t("contest-nobody-named")
    day = t.date(each.date) if each.date else t("contest-no-day")
    return t("contest-ended", who=who, status=status(each.status, t), date=day)


def _differs(table: Table, votes: Table, t: Texts) -> str:
    """Give what another report has otherwise than the one that leads; nothing where it agrees as far as it goes."""
    other = [
        t("contest-report-part", name=named(figure, t), value=figure.value)
        for figure in table.figures
        if figure.value is not None and figure.value != votes.value(figure.part)
    ]
    return t("contest-report", counts=t.series(other), source=cited_as(table.source, table.via, t)) if other else ""


def _candidate_row(each: Candidacy, figure: Figure | None, t: Texts) -> Row:
    return figure_row(each.person.names.of(t.language), figure, t, _stands(each, t))


def _stands(each: Candidacy, t: Texts) -> str:
    """Give for whom somebody stood, who backed them, and whether they were elected."""
    party = each.party.names.brief(t.language) if each.party else ""
    if party and each.backed_by:
        party = t("contest-candidate-backed", party=party, backer=each.backed_by.names.brief(t.language))
    return t.series(part for part in (party, outcome(each, t)) if part)


def _votes(facts: Facts) -> list[int]:
    values = [facts.votes.value(each.person.id) for each in facts.contest.candidates]
    return sorted((value for value in values if value is not None), reverse=True)


def _margin(facts: Facts, t: Texts) -> list[Block]:
    votes = _votes(facts)
    if len(votes) < 2:  # noqa: PLR2004  # a margin lies between two
        return []
    return [Row(t("contest-margin"), t.number(votes[0] - votes[1]))]


def _counted(facts: Facts) -> list[int]:
    """Give all that is counted: votes, then what was not cast and what was rejected, as far as they are given."""
    other = [facts.votes.value("not-cast"), facts.votes.value("rejected")]
    return _votes(facts) + [value for value in other if value is not None]


def _missing(facts: Facts) -> int | None:
    """Give how many electors the count does not account for, None where their number is not known."""
    figure = facts.electors()
    return None if figure is None or figure.value is None else figure.value - sum(_counted(facts))


def _account(facts: Facts, t: Texts) -> list[Row | Note]:
    """Give whether every elector's vote is somewhere in the count; what is missing is counted, never explained."""
    figure, unknown = facts.electors(), _missing(facts)
    if figure is None or figure.value is None or unknown is None:
        return [Note(spans(t("contest-electors-unknown")))]
    counted, electors = _counted(facts), figure.value
    if unknown == 0:
        return [Note(spans(t("contest-balanced", sum=sum_of(counted, t), electors=electors)))]
    body = facts.body.names.brief(t.language) if facts.body else ""
    note = t("contest-open-note", sum=sum_of(counted, t), counted=sum(counted), body=body, electors=electors)
    value = t("contest-open-value", open=unknown, electors=electors)
    return [Row(t("contest-open" if unknown > 0 else "contest-over"), value, note)]


def _electors_shown(facts: Facts) -> tuple[Shown, ...]:
    figure = facts.strength.figure("total") if facts.strength and facts.votes.figure("electors") is None else None
    return (Shown(figure.id, figure.state),) if figure else ()


def _rule_note(found: Contest, t: Texts) -> tuple[Note, ...]:
    stated = [source for source in (found.ballot and found.ballot.source, found.electing_body_source) if source]
    stated += found.rule.sources if found.rule else ()
    if not stated:
        return ()
    return (Note(spans(t("contest-rules"), " ", *cited([(source, None) for source in stated], t))),)
