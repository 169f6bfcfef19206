"""Claims: who says what of whom, what was answered and what an authority found. None of it is told as a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, isolate, texts
from bot.messages import Block, Button, Choice, Line, Note, Quote, Reply, Request, Shown, Span, spans
from data.record import claims as record
from data.record import names, notes
from data.record.claims import Claim, Finding, Response
from data.record.names import Names
from data.record.notes import Remark
from data.record.reading import Clock
from data.store import Store
from handlers import about
from handlers.about import ACTORS, SUBJECTS
from handlers.cards import AsOf, Cited, Known, cited_as, clock, newest, sources_note
from handlers.registry import commands

NEWEST = 8
"""Claims on the card that is asked for without a subject."""

MOST = 20
"""Claims of one section; what is beyond them is counted."""

KINDS = ("allegation", "pledge", "announcement", "statement", "reaction", "characterisation")
"""In the order in which claims of one day are told."""


DATED = {"claims-answer": "claims-answer-dated", "claims-finding": "claims-finding-dated"}
"""Labels, and those that also tell the day."""

Said = Claim | Response | Finding


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card is made of: claims, in sections under the keys of their headings, and the names they need.

    `subject` is what was asked for; `left` counts the claims of each section that are not told; `names` are of all
    things the claims are about, `actors` the ids of those among them that can be accused of something.
    """

    at: Clock
    sections: Mapping[str, tuple[Claim, ...]]
    left: Mapping[str, int]
    names: Mapping[str, Names]
    actors: frozenset[str]
    remarks: Mapping[str, tuple[Remark, ...]]
    subject: Names | None = None
    buttons: tuple[tuple[Names, int], ...] = field(default=())

    def told(self) -> list[Claim]:
        """Give the claims told, each once."""
        return list({each.id: each for section in self.sections.values() for each in section}.values())

    @property
    def followed(self) -> bool:
        """Whether any of them was answered, or an authority found something of it."""
        return any(each.responses or each.findings for each in self.told())


async def subject_names(store: Store, typed: str, language: str) -> list[Choice]:
    """Give what claims are made of, or by, that fits what is typed; before anything is: what is spoken of most."""
    found = await store.read(_fitting, typed, clock())
    return [Choice(each.id, each.of(language), each.short or "") for each in found]


@commands.add("/claims", "/claims imran khan", "/claims ali haider gilani", pure=True)
async def claims(
    request: Request,
    store: Store,
    *,
    subject: Annotated[str | None, Help("Of whom, by whom, or about what", complete=subject_names, rest=True)] = None,
    as_of: AsOf = None,
    known: Known = None,
) -> Reply:
    """Who alleges or pledges what, what was answered, and what an authority found."""
    t, at = texts(request.language), clock(as_of, known)
    found = await store.read(_facts, subject, at)
    if not isinstance(found, Facts):
        offered = found or tuple(each for each, _ in await store.read(_spoken_of, at))
        if not offered:
            raise UserError("found-nothing", typed=subject or "")
        raise UserError(
            "claims-which" if found else "claims-none",
            typed=subject or "",
            buttons=tuple(about.button(each, "claims", at, t) for each in offered),
        )
    return _card(found, subject, t)


def told_kind(claim: Claim, t: Texts) -> str:
    """Give `Allegation`, `Pledge` … as a label."""
    return t("claims-kind", kind=claim.kind)


def head(claim: Claim, told: Mapping[str, Names], actors: Iterable[str], t: Texts) -> str:
    """Give who says it and of whom: `Imran Khan alleges, of PDM:`.

    Where a claim speaks of several, it is not said which of them it is made of.
    """
    of = [each for each in claim.about if each in set(actors)] or [each for each in claim.about if each in told]
    relation = "of" if claim.kind == "allegation" and len(of) == 1 and of[0] in set(actors) else "concerning"
    return t(
        "claims-head",
        who=who(claim, t),
        kind=claim.kind,
        relation=relation if of else "none",
        about=t.list([told[each].brief(t.language) for each in of]) if of else "",
    )


def who(claim: Claim, t: Texts) -> str:
    """Give whose claim it is: the claimant's, the outlet's own, or nobody's that is named."""
    if claim.claimant is not None:
        return claim.claimant.brief(t.language)
    return t("claims-nobody-named") if claim.claimant_source is None else claim.claimant_source.publisher


def state(claim: Claim) -> str:
    """Give what a card showed of a claim: its kind, whether there was an answer, and what was found."""
    answered = ["answered"] if claim.responses else []
    return " ".join([claim.kind, *answered, *(finding.outcome for finding in claim.findings)])


def names_of(db: Database, told: Iterable[Claim], at: Clock) -> tuple[dict[str, Names], frozenset[str]]:
    """Give the names of all that the claims are about, and which of these are people, parties or alliances."""
    ids = dict.fromkeys(id_ for claim in told for id_ in claim.about)
    return {id_: names.of(db, id_, at) for id_ in ids}, frozenset(id_ for id_ in ids if _acts(db, id_, at))


def _acts(db: Database, id_: str, at: Clock) -> bool:
    match = names.resolve(db, id_, ACTORS, at).match
    return match is not None and match.id == id_


def _fitting(db: Database, typed: str, at: Clock) -> tuple[Names, ...]:
    if typed.strip():
        return tuple(match.names for match in names.find(db, typed, SUBJECTS, at))
    return tuple(each for each, _ in _spoken_of(db, at))


def _spoken_of(db: Database, at: Clock) -> tuple[tuple[Names, int], ...]:
    """Give the things most claims are about, with how many."""
    return about.busiest(db, (claim.about for claim in record.about(db, None, at)), at)


def _facts(db: Database, subject: str | None, at: Clock) -> Facts | tuple[Names, ...]:
    """Give what the card is made of, or what could have been meant where that is not one thing."""
    if subject is None:
        return _gathered(db, {"claims-newest": record.about(db, None, at)}, at, most=NEWEST)
    if (single := record.get(db, subject.strip(), at)) is not None:
        return _gathered(db, {"claims-one": (single,)}, at)
    found = about.one_of(db, subject, at)
    if isinstance(found, Names):
        own = record.by(db, found.id, at)
        others = tuple(each for each in record.about(db, found.id, at) if each not in own)
        return _gathered(db, {"claims-about": others, "claims-by": own}, at, found)
    if not found and (said := record.find(db, subject, at)):
        return _gathered(db, {"claims-words": said}, at)
    return found


def _gathered(
    db: Database, sections: dict[str, tuple[Claim, ...]], at: Clock, subject: Names | None = None, most: int = MOST
) -> Facts:
    kept = {key: tuple(sorted(found, key=_order))[:most] for key, found in sections.items() if found}
    told = [each for section in kept.values() for each in section]
    known, actors = names_of(db, told, at)
    return Facts(
        at=at,
        sections=kept,
        left={key: len(found) - len(kept[key]) for key, found in sections.items() if found},
        names=known,
        actors=actors,
        remarks={each.id: notes.about(db, each.id, at) for each in told},
        subject=subject,
        buttons=_spoken_of(db, at) if subject is None and "claims-newest" in kept else (),
    )


def _order(claim: Claim) -> tuple[int, int, str]:
    """Give the place of a claim: newest first, of one day allegations before what is merely said."""
    on = claim.date or claim.published
    return -on.toordinal() if on else 0, KINDS.index(claim.kind), claim.id


def _card(facts: Facts, subject: str | None, t: Texts) -> Reply:
    told = facts.told()
    blocks: list[Block] = [Note(spans(_caveat(facts, subject, t)))]
    for key, found in facts.sections.items():
        if facts.subject is not None:
            blocks.append(Line(spans(Span(t(key, name=facts.subject.of(t.language)), "bold"))))
        for claim in found:
            blocks += _told(claim, facts, t)
        if facts.left[key]:
            blocks.append(Note(spans(t("claims-more", count=facts.left[key]))))
    sources = [cited for claim in told for cited in _cited(claim, facts)]
    return Reply(
        title=_title(facts, subject, t),
        blocks=tuple(blocks),
        footer=(sources_note(sources, t),) if sources else (),
        buttons=_buttons(facts, t),
        shows=tuple(Shown(each.id, state(each)) for each in told),
        as_of=newest(sources),
    )


def _caveat(facts: Facts, subject: str | None, t: Texts) -> str:
    """Give what holds for the whole card, so that it need not stand beneath each claim."""
    if not facts.told():
        return t("claims-nothing" if subject else "claims-nothing-yet")
    return t("claims-no-facts" if facts.followed else "claims-no-facts-open")


def _title(facts: Facts, subject: str | None, t: Texts) -> str:
    if facts.subject is not None:
        return t("claims-title-subject", name=facts.subject.of(t.language))
    return t("claims-title-words", words=subject or "") if "claims-words" in facts.sections else t("claims-title")


def _buttons(facts: Facts, t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Give the subjects to go on with; a card of one claim leads to those it is about."""
    found = [about.button(each, "claims", facts.at, t, count) for each, count in facts.buttons]
    if "claims-one" in facts.sections:
        found = [about.button(each, "claims", facts.at, t) for each in facts.names.values()][: about.OFFERED]
    return about.paired(found)


def _told(claim: Claim, facts: Facts, t: Texts) -> list[Block]:
    """Give one claim: who says it of whom, the words of the source, and what was answered and found."""
    blocks = _said(head(claim, facts.names, facts.actors, t), _whose(claim, t), claim, t)
    blocks += _notes(claim, facts, t)
    for response in claim.responses:
        by = response.by.brief(t.language)
        blocks += _said(_dated("claims-answer", by, response, t), _whose(response, t, by), response, t)
        blocks += _small(response.note)
    for finding in claim.findings:
        label = _dated("claims-finding", finding.by, finding, t, outcome=finding.outcome)
        blocks += _said(label, _whose(finding, t, finding.by), finding, t)
        blocks += _small(finding.note)
    return blocks


def answers(claim: Claim, t: Texts) -> Iterator[tuple[str, str]]:
    """Give what was answered to a claim and what an authority found of it: by whom and when, and what."""
    for response in claim.responses:
        yield _dated("claims-answer", response.by.brief(t.language), response, t), response.text
    for finding in claim.findings:
        yield _dated("claims-finding", finding.by, finding, t, outcome=finding.outcome), finding.text


def _said(label: str, whose: str, said: Said, t: Texts) -> list[Block]:
    """Give what was said in our words, and in the source's where they are at hand."""
    text = spans(Span(label, "bold"), " ", isolate(said.text))
    if said.words:
        return [Line(text), Quote(said.words, whose)]
    return [Line((*text, Span(f" ({cited_as(said.source, said.via, t)})")))]


def _dated(key: str, by: str, said: Response | Finding, t: Texts, **more: str) -> str:
    if said.date is None:
        return t(key, who=by, **more)
    return t(DATED[key], who=by, date=said.date, **more)


def _whose(said: Said, t: Texts, by: str = "") -> str:
    """Give whose words stand there: somebody's as a source tells them, or the source's own."""
    source = cited_as(said.source, said.via, t)
    if isinstance(said, Claim):
        if said.claimant is None and said.claimant_source is not None:
            return t("claims-own-voice", source=source)
        by = who(said, t)
        if said.date is not None:
            return t("claims-words-dated", who=by, date=said.date, source=source)
    return t("claims-words-of", who=by, source=source)


def _small(note: str | None) -> list[Block]:
    return [Note(spans(note))] if note else []


def _notes(claim: Claim, facts: Facts, t: Texts) -> list[Block]:
    """Give in one note what has to be known to read a claim rightly; a remark of several sources stands once."""
    said = []
    if facts.followed and claim.kind == "allegation" and not claim.findings:
        said.append(t("claims-no-finding" if claim.responses else "claims-open"))
    if claim.note:
        said.append(isolate(claim.note))
    remarks: dict[str, list[str]] = {}
    for remark in facts.remarks[claim.id]:
        remarks.setdefault(remark.text, []).append(cited_as(remark.source, remark.via, t))
    said += [f"{isolate(text)} ({'; '.join(sources)})" for text, sources in remarks.items()]
    return _small(" ".join(said))


def _cited(claim: Claim, facts: Facts) -> list[Cited]:
    said: list[Cited] = [(claim.source, claim.via)]
    said += [(each.source, each.via) for each in claim.responses]
    said += [(each.source, each.via) for each in claim.findings]
    return said + [(each.source, each.via) for each in facts.remarks[claim.id]]
