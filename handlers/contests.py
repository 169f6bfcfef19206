"""One contest: votes, margin, what is missing, and whether the parts add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Row, Shown, spans
from data.record import chambers, contests, names, tables
from data.record.chambers import Chamber
from data.record.contests import Candidacy, Contest
from data.record.reading import Clock
from data.record.tables import Figure, Table
from data.store import Store
from handlers.cards import AsOf, cited, clock, contest_button, figure_row, shown, sources_note, status, sum_of
from handlers.registry import commands


@dataclass(frozen=True, slots=True)
class Facts:
    """What a contest's card is made of: who stood, the votes of one table, who elects and how many they were."""

    contest: Contest
    votes: Table
    body: Chamber | None
    strength: Table | None


async def contest_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the contests that fit what is typed; all of them before anything is."""
    found = await store.read(_fitting, typed, clock(None))
    return [Choice(each.id, each.names.of(language)) for each in found]


@commands.add("/contest islamabad", pure=True)
async def contest(
    request: Request,
    store: Store,
    *,
    name: Annotated[str, Help("Seat or election", complete=contest_names, rest=True)],
    as_of: AsOf = None,
) -> Reply:
    """Votes in one contest, with what is missing or disputed."""
    t = texts(request.language)
    found = await store.read(_fitting, name, clock(as_of))
    if len(found) != 1:
        raise UserError("contest-which", typed=name, count=len(found), buttons=await _offered(store, found, t, as_of))
    facts = await store.read(_facts, found[0], clock(as_of))
    if facts is None:
        raise UserError("contest-no-votes", name=found[0].names.of(t.language))
    return _card(facts, t)


def _fitting(db: Database, typed: str, at: Clock) -> tuple[Contest, ...]:
    if not typed.strip():
        return contests.every(db, at)
    matches = names.find(db, typed, ("contest",), at)
    exact = [match for match in matches if match.exact] or matches
    return tuple(found for match in exact if (found := contests.get(db, match.id, at)) is not None)


async def _offered(store: Store, found: tuple[Contest, ...], t: Texts, as_of: date | None) -> tuple[Button, ...]:
    offered = found or await store.read(contests.every, clock(as_of))
    return tuple(contest_button(each.names, t, as_of) for each in offered[:5])


def _facts(db: Database, found: Contest, at: Clock) -> Facts | None:
    counts = tables.of(db, found.id, ("votes",), at)
    if not counts:
        return None
    body = chambers.get(db, found.electing_body, at) if found.electing_body else None
    sizes = tables.of(db, body.id, ("seats", "strength"), at) if body else ()
    strength = next(
        (table for table in sizes if table.value("total") is not None and _same_report(table, counts[0])), None
    )
    return Facts(found, counts[0], body, strength)


def _same_report(table: Table, votes: Table) -> bool:
    """Say whether both were read in one place; an electorate from elsewhere would balance what a source left open."""
    return (table.via or table.source).id == (votes.via or votes.source).id


def _card(facts: Facts, t: Texts) -> Reply:
    votes, found = facts.votes, facts.contest
    blocks: list[Block] = [_candidate_row(each, votes.figure(each.person.id), t) for each in found.candidates]
    blocks += _margin(facts, t)
    blocks += [
        figure_row(t("contest-not-cast"), votes.figure("not-cast"), t),
        figure_row(t("contest-rejected"), votes.figure("rejected"), t),
        *_account(facts, t),
    ]
    if found.ballot is not None and found.ballot.kind == "secret":
        blocks.append(Line(spans(t("contest-secret"))))
    sources = [(votes.source, votes.via), *([(facts.strength.source, facts.strength.via)] if facts.strength else [])]
    blocks.append(Note(spans(t("contest-status", status=status(votes.status, t)))))
    return Reply(
        title=found.names.of(t.language),
        blocks=tuple(blocks),
        footer=(sources_note(sources, t), *_rule_note(found, t)),
        shows=(*shown(votes), *_electors_shown(facts)),
        as_of=votes.as_of,
    )


def _candidate_row(each: Candidacy, figure: Figure | None, t: Texts) -> Row:
    party = each.party.names.brief(t.language) if each.party else ""
    if party and each.backed_by:
        party = t("contest-candidate-backed", party=party, backer=each.backed_by.names.brief(t.language))
    outcome = {"elected": t("contest-elected"), "not-elected": t("contest-not-elected")}.get(each.outcome or "", "")
    return figure_row(each.person.names.of(t.language), figure, t, ", ".join(part for part in (party, outcome) if part))


def _votes(facts: Facts) -> list[int]:
    values = [facts.votes.value(each.person.id) for each in facts.contest.candidates]
    return sorted((value for value in values if value is not None), reverse=True)


def _margin(facts: Facts, t: Texts) -> list[Block]:
    votes = _votes(facts)
    if len(votes) < 2:  # noqa: PLR2004  # a margin lies between two
        return []
    return [Row(t("contest-margin"), t.number(votes[0] - votes[1]))]


def _account(facts: Facts, t: Texts) -> list[Block]:
    """Give whether every elector's vote is somewhere in the count; what is missing is counted, never explained."""
    electors = facts.strength.value("total") if facts.strength else None
    if electors is None or facts.body is None:
        return [Note(spans(t("contest-electors-unknown")))]
    other = [facts.votes.value("not-cast"), facts.votes.value("rejected")]
    counted = _votes(facts) + [value for value in other if value is not None]
    unknown = electors - sum(counted)
    if unknown == 0:
        return [Note(spans(t("contest-balanced", sum=sum_of(counted, t), electors=electors)))]
    note = t(
        "contest-open-note",
        sum=sum_of(counted, t),
        counted=sum(counted),
        body=facts.body.names.brief(t.language),
        electors=electors,
    )
    return [Row(t("contest-open"), t("contest-open-value", open=unknown, electors=electors), note)]


def _electors_shown(facts: Facts) -> tuple[Shown, ...]:
    total = facts.strength.figure("total") if facts.strength else None
    return (Shown(total.id, total.state),) if total else ()


def _rule_note(found: Contest, t: Texts) -> tuple[Note, ...]:
    rules = [source for source in (found.ballot and found.ballot.source, found.electing_body_source) if source]
    if not rules:
        return ()
    return (Note(spans(t("contest-rules"), " ", *cited([(source, None) for source in rules], t))),)
