"""Claims: who says what of whom, what was answered, what an authority found. None of them is a fact."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from data.folding import tokens
from data.record import names, sources
from data.record.names import MAX_TYPED, MAX_WORDS, Names
from data.record.reading import NOW, Clock, Record, day, known, rows
from data.record.sources import Source

LIMIT = 20

Day = date


@dataclass(frozen=True, slots=True)
class Response:
    """What somebody answered to a claim: `text` in our words, `words` as the source has them."""

    by: Names
    text: str
    words: str | None
    source: Source
    via: Source | None
    date: Day | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What an authority (`by`, its name) found of a claim; `outcome` is upheld, dismissed, partly or pending."""

    by: str
    text: str
    outcome: str
    words: str | None
    source: Source
    via: Source | None
    date: Day | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of somebody: `text` in our neutral words, `words` as the source has them, if at hand.

    `kind` is allegation, pledge, statement, announcement, reaction or characterisation. `claimant` are the names of a
    person, party or alliance; without one, `claimant_source` is whose own voice it is, and None where nobody is named.
    """

    id: str
    claimant: Names | None
    claimant_source: Source | None
    verb: str | None
    text: str
    words: str | None
    kind: str
    about: tuple[str, ...]
    source: Source
    via: Source | None
    date: Day | None
    note: str | None
    responses: tuple[Response, ...]
    findings: tuple[Finding, ...]

    @property
    def published(self) -> Day | None:
        """The day it appeared: the source's, else that of where we read it."""
        return self.source.published or (self.via.published if self.via else None)


def get(db: Database, id_: str, clock: Clock = NOW) -> Claim | None:
    """Give a claim, None when there is none of this id or it had not been published by the clock's day."""
    return next(iter(_claims(db, rows(db, clock, "claims", {"id": id_}, "id"), clock)), None)


def about(db: Database, id_: str | None, clock: Clock = NOW) -> tuple[Claim, ...]:
    """Give the claims said of a thing, or all of them: newest first, then by id."""
    if id_ is None:
        return _claims(db, rows(db, clock, "claims", {}, "id"), clock)
    ids = tuple(each["id"] for each in rows(db, clock, "abouts", {"entity": id_}))
    return _claims(db, rows(db, clock, "claims", {"id": ids}, "id") if ids else [], clock)


def by(db: Database, id_: str, clock: Clock = NOW) -> tuple[Claim, ...]:
    """Give the claims a person, party or alliance makes, or a source in its own voice: newest first, then by id."""
    own = rows(db, clock, "claims", {"claimant": id_}, "id")
    return _claims(db, own + rows(db, clock, "claims", {"claimant_source": id_}, "id"), clock)


def find(db: Database, words: str, clock: Clock = NOW, limit: int = LIMIT) -> tuple[Claim, ...]:
    """Give the claims in which, or in the claimant's name, every word occurs: newest first, then by id."""
    wanted = json.dumps(tokens(words[:MAX_TYPED])[:MAX_WORDS])
    ids = [id_ for (id_,) in db.execute(_FIND, {"words": wanted, "known": known(clock)})]
    return _claims(db, rows(db, clock, "claims", {"id": tuple(ids)}, "id") if ids else [], clock)[:limit]


_FIND = """
    SELECT c.id FROM claims c WHERE c.began <= :known AND (c.ended IS NULL OR c.ended > :known) AND NOT EXISTS (
        SELECT 1 FROM json_each(:words) w WHERE instr(c.folded, w.value) = 0 AND NOT EXISTS (
            SELECT 1 FROM names n WHERE n.id = c.claimant AND instr(n.folded, w.value) > 0
              AND n.began <= :known AND (n.ended IS NULL OR n.ended > :known)
        )
    )
"""


def _claims(db: Database, found: Iterable[Record], clock: Clock) -> tuple[Claim, ...]:
    claims = (_claim(db, each, clock) for each in sources.seen(db, found, clock))
    return tuple(sorted(claims, key=_newest_first))


def _newest_first(claim: Claim) -> tuple[int, str]:
    on = claim.date or claim.published
    return -on.toordinal() if on else 0, claim.id


def _claim(db: Database, found: Record, clock: Clock) -> Claim:
    id_, voice = found["id"], found["claimant_source"]
    answered = rows(db, clock, "responses", {"claim": id_}, "id, n")
    judged = rows(db, clock, "findings", {"claim": id_}, "id, n")
    return Claim(
        **_said(db, found, clock),
        id=id_,
        claimant=found["claimant"] and names.of(db, found["claimant"], clock),
        claimant_source=voice and sources.need(db, voice, clock),
        verb=found["verb"],
        kind=found["kind"],
        about=tuple(each["entity"] for each in rows(db, clock, "abouts", {"id": id_})),
        responses=tuple(
            Response(**_said(db, each, clock), by=names.of(db, each["by"], clock))
            for each in _in_time(db, answered, clock)
        ),
        findings=tuple(
            Finding(**_said(db, each, clock), by=each["by"], outcome=each["outcome"])
            for each in _in_time(db, judged, clock)
        ),
    )


def _in_time(db: Database, found: Iterable[Record], clock: Clock) -> list[Record]:
    return sorted(sources.seen(db, found, clock), key=lambda each: (each["date"] is None, each["date"] or ""))


def _said(db: Database, found: Record, clock: Clock) -> Record:
    return {
        "text": found["text"],
        "words": found["words"],
        "source": sources.need(db, found["source"], clock),
        "via": found["via"] and sources.need(db, found["via"], clock),
        "date": day(found["date"]),
        "note": found["note"],
    }
