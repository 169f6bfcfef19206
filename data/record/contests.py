"""Elections, their contests, and who stood in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.record import motions, names, outcomes, parties, people, sources
from data.record.motions import Rule
from data.record.names import Names
from data.record.outcomes import Outcome
from data.record.parties import Alliance, Party
from data.record.people import Person
from data.record.reading import NOW, Clock, Record, day, row, rows
from data.record.sources import Source


@dataclass(frozen=True, slots=True)
class Election:
    """A round of elections to a chamber (an id)."""

    id: str
    names: Names
    chamber: str
    date: date | None
    date_note: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Ballot:
    """How votes are given: secret, division, roll_call, acclamation or unopposed."""

    kind: str
    source: Source
    note: str | None


@dataclass(frozen=True, slots=True)
class Candidacy:
    """Somebody who stood; `outcome` is elected, not-elected or None where no source says."""

    person: Person
    party: Party | None
    backed_by: Party | Alliance | None
    outcome: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Contest:
    """One decision between candidates; `chamber`, `election` and `electing_body` (a chamber) are ids.

    `office` is what they stand for where it is no seat, `rule` what being elected needs. `status` is that of the best
    of the `outcomes`, None where no source tells the end on its own. A `date` that was not known with the contest is
    that of its earliest outcome.
    """

    id: str
    names: Names
    chamber: str
    election: str | None
    electing_body: str | None
    electing_body_source: Source | None
    ballot: Ballot | None
    seats: int | None
    date: date | None
    date_note: str | None
    source: Source
    words: str | None
    candidates: tuple[Candidacy, ...]
    constituency: Names | None = None
    office: str | None = None
    rule: Rule | None = None
    outcomes: tuple[Outcome, ...] = ()

    @property
    def status(self) -> str | None:
        """The status of the best outcome."""
        return self.outcomes[0].status if self.outcomes else None


def elections(db: Database, chamber: str, clock: Clock = NOW) -> tuple[Election, ...]:
    """Give the elections to a chamber that were known of by the clock's day, newest first, undated ones last."""
    found = (_election(db, each, clock) for each in rows(db, clock, "elections", {"chamber": chamber}, "id"))
    seen = [election for election in found if clock.published(election.source.published)]
    return tuple(sorted(seen, key=_newest_first))


def get(db: Database, id_: str, clock: Clock = NOW) -> Contest | None:
    """Give a contest, None when there is none of this id or it had not been heard of by the clock's day."""
    found = row(db, clock, "contests", id_)
    return next(iter(_seen(db, [found], clock)), None) if found is not None else None


def every(db: Database, clock: Clock = NOW) -> tuple[Contest, ...]:
    """Give all contests, newest first, undated ones last."""
    return _seen(db, rows(db, clock, "contests", {}, "id"), clock)


def of_chamber(db: Database, chamber: str, clock: Clock = NOW) -> tuple[Contest, ...]:
    """Give the contests for seats or offices of a chamber, newest first, undated ones last."""
    return _seen(db, rows(db, clock, "contests", {"chamber": chamber}, "id"), clock)


def of_person(db: Database, person: str, clock: Clock = NOW) -> tuple[Contest, ...]:
    """Give the contests somebody stood in, newest first, undated ones last."""
    ids = tuple(each["id"] for each in rows(db, clock, "candidacies", {"person": person}))
    return _seen(db, rows(db, clock, "contests", {"id": ids}, "id"), clock) if ids else ()


def _newest_first(dated: Election | Contest) -> tuple[bool, int, str]:
    return dated.date is None, -dated.date.toordinal() if dated.date else 0, dated.id


def _seen(db: Database, found: list[Record], clock: Clock) -> tuple[Contest, ...]:
    contests = (_contest(db, each, clock) for each in found)
    seen = [contest for contest in contests if clock.published(contest.source.published)]
    return tuple(sorted(seen, key=_newest_first))


def _election(db: Database, found: Record, clock: Clock) -> Election:
    found |= {"date": day(found["date"]), "source": sources.need(db, found["source"], clock)}
    return Election(**found, names=names.of(db, found["id"], clock))


def _contest(db: Database, found: Record, clock: Clock) -> Contest:
    ballot = None
    if found["ballot"] is not None:
        ballot_source = sources.need(db, found["ballot_source"], clock)
        ballot = Ballot(found["ballot"], ballot_source, found["ballot_note"])
    stood = (_candidacy(db, each, clock) for each in rows(db, clock, "candidacies", {"id": found["id"]}))
    body_source = found["electing_body_source"]
    ends = outcomes.of(db, found["id"], clock)
    # Later outcomes are notifications and judgments: the earliest is the day of the count.
    ended = min((each.date for each in ends if each.date), default=None)
    on = day(found["date"])
    return Contest(
        id=found["id"],
        names=names.of(db, found["id"], clock),
        chamber=found["chamber"],
        election=found["election"],
        electing_body=found["electing_body"],
        electing_body_source=body_source and sources.need(db, body_source, clock),
        ballot=ballot,
        seats=found["seats"],
        date=on or ended,
        date_note=found["date_note"] if on or not ended else None,
        source=sources.need(db, found["source"], clock),
        words=found["words"],
        candidates=tuple(candidacy for candidacy in stood if candidacy is not None),
        constituency=found["constituency"] and names.of(db, found["constituency"], clock),
        office=found["office"],
        rule=found["rule"] and motions.rule(db, found["rule"], clock),
        outcomes=ends,
    )


def _candidacy(db: Database, found: Record, clock: Clock) -> Candidacy | None:
    person = people.get(db, found["person"], clock)
    if person is None:
        return None
    backer = found["backed_by"]
    return Candidacy(
        person=person,
        party=found["party"] and parties.get(db, found["party"], clock),
        backed_by=backer and (parties.get(db, backer, clock) or parties.alliance(db, backer, clock)),
        outcome=found["outcome"],
        words=found["words"],
    )
