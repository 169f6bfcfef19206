"""/news: what a revision of the record changed. A chat that follows something reads it as a notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.grammar import line
from bot.languages import Texts, isolate, texts
from bot.messages import Block, Button, Line, Note, Quote, Reply, Request, Row, Shown, Span, spans
from data import news as record
from data.desk import ALL, Desk, Revision
from data.news import News, Report, Told
from data.record import history
from data.record.history import Amended
from data.record.names import Names
from data.record.outcomes import Outcome
from data.store import Store
from handlers import called, claims, fields, quotes, timeline
from handlers.cards import Cited, asked, cited_as, clock, named, outcomes_shown, sources_note, status
from handlers.division import RESULTS
from handlers.registry import commands

REVISIONS = 20
"""Revisions told in one card."""

REPORTS, ROWS, SAID = 4, 8, 3
"""Tables, figures of one table, and quotations, claims or events that one card tells; more are counted."""

WORDS = 100
"""Characters of two values of a field that are told side by side."""

ENDS = RESULTS | {"appointed": "news-appointed"}
CARDS = {"motion": "confidence", "contest": "contest", "chamber": "chamber", "person": "person", "party": "party"}
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Said:
    """What revisions say of other things than numbers, in words, and what the first of those is called."""

    blocks: tuple[Block, ...]
    first: str | None


@commands.add("/news", "/news 2", "/news 2 about:pk-senate", pure=True)
async def news(
    request: Request,
    store: Store,
    *,
    revisions: Annotated[str | None, Help("Numbers of revisions; the newest without", rest=True)] = None,
    about: Annotated[str | None, Help("Only what concerns these ids, with commas between", named=True)] = None,
) -> Reply:
    """What the newest revision of the record changed, or the one of a number."""
    t = texts(request.language)
    numbers = _numbers(revisions) if revisions is not None else [await Desk(store).head()]
    if numbers == [0] and revisions is None:
        raise UserError("news-never")
    followed = [ALL if each == EVERYTHING else each for each in (about or EVERYTHING).split(",")]
    seen = await store.read(_seen, numbers, followed, t)
    if seen is None:
        raise UserError("news-none", value=revisions or "")
    told = line(commands["news"], {"revisions": " ".join(map(str, numbers)), "about": about})
    return _card(*seen, about, told, t)


def _numbers(typed: str) -> list[int]:
    """Give the numbers of revisions. Raises UserError for what is none."""
    words = typed.split()
    if len(words) > REVISIONS or not all(each.isdecimal() and len(each) < 10 for each in words):  # noqa: PLR2004  # beyond any number there is
        raise UserError("news-none", value=typed)
    return [int(each) for each in words]


def _seen(db: Database, numbers: list[int], followed: list[str], t: Texts) -> tuple[News, Said] | None:
    """Give what revisions changed, and in words what they say of other things than numbers."""
    found = record.of(db, numbers, followed)
    if found is None:
        return None
    undone = [Note(spans(called.title(db, each, t))) for each in found.revisions if each.kind == "undo"]
    amended = tuple(_amended(db, each, t) for each in found.amended[:ROWS])
    return found, Said((*undone, *amended), _first(db, found, t) if ALL in followed else None)


def _first(db: Database, found: News, t: Texts) -> str | None:
    """Give what the first thing is called that revisions amend, or take back what amended it."""
    numbers = [each.undoes or each.number for each in found.revisions]
    of = sorted(made.of for number in numbers for made in history.made(db, number))
    return called.target(db, of[0], t, brief=True) if of else None


def _amended(db: Database, each: Amended, t: Texts) -> Block:
    what = called.target(db, each.of, t)
    if each.kind != "correction":
        return Line(spans(t("news-preferred" if each.kind == "preference" else "news-withdrawn", what=what)))
    old, new = (fields.shown(db, value, t) for value in (each.before, each.after))
    moves = t("preview-moves", before=old, after=new) if len(old) + len(new) <= WORDS else t("corrected-anew")
    return Row(fields.label(each.field or "", t), moves, what)


def _card(found: News, of: Said, about: str | None, told: str, t: Texts) -> Reply:
    reports = found.reports[:REPORTS]
    blocks = [*_puts_right(found, t), *of.blocks, *_ends(found, t)]
    for each in reports:
        blocks += _report(each, t)
    said = list(_said(found, t))
    blocks += said[:SAID]
    left = len(found.reports) - len(reports) + max(len(said) - SAID, 0)
    if left:
        blocks.append(Note(spans(t("news-more", count=left))))
    return Reply(
        title=_title(found, of.first, t),
        blocks=tuple(blocks) or (Note(spans(t("news-nothing"))),),
        footer=(sources_note(sources, t),) if (sources := list(_sources(found, reports))) else (),
        buttons=_buttons(found, about, t),
        shows=_shown(found, reports),
        as_of=max((each.table.as_of for each in reports), default=None),
        line=told,
    )


def _title(found: News, first: str | None, t: Texts) -> str:
    corrects = all(each.number in found.puts_right for each in found.revisions)
    name = first if found.main is None else found.main[0].of(t.language)
    if name is None:
        return t("news-correction") if corrects else t("news-title")
    return t("news-correction-of", name=name) if corrects else t("news-title-of", name=name)


def _puts_right(found: News, t: Texts) -> list[Block]:
    """Give, of each revision that puts something right, whose mistake it was and why."""
    said = (_mistake(each, found, t) for each in found.revisions if each.number in found.puts_right)
    return [Line(spans(Span(each, "bold"))) for each in said]


def _mistake(revision: Revision, found: News, t: Texts) -> str:
    reason = isolate(called.reason(revision.reason or revision.why, t))
    if revision.kind == "undo" and called.given(revision.reason or "") is None:
        return t("news-ours-undone")
    if revision.kind == "undo" or revision.mistake == "ours":
        return t("news-ours", reason=reason)
    publishers = list(dict.fromkeys(each.table.source.publisher for each in found.reports))
    if revision.mistake == "source" and len(publishers) == 1:
        return t("news-source", publisher=publishers[0], reason=reason)
    return t("news-legal" if revision.kind == "redaction" else "news-put-right", reason=reason)


def _ends(found: News, t: Texts) -> list[Block]:
    """Give what was decided, and what is otherwise than it was."""
    blocks: list[Block] = [Line(spans(Span(_end(of, each, t), "bold"))) for of, each in found.outcomes[:SAID]]
    turned = dict.fromkeys((of.of(t.language), each.what) for of, each in found.flips)
    blocks += [Line(spans(Span(t("news-flip", name=name, what=what), "bold"))) for name, what in turned]
    return blocks


def _end(of: Names, outcome: Outcome, t: Texts) -> str:
    result = t(ENDS[outcome.result])
    if outcome.who is not None:
        result = t("news-who", result=result, who=outcome.who.names.of(t.language))
    return t("news-end", name=of.of(t.language), result=result, status=status(outcome.status, t))


def _report(report: Report, t: Texts) -> list[Block]:
    table = report.table
    rows: list[Block] = [_row(each, t) for each in report.figures[:ROWS]]
    if len(report.figures) > ROWS:
        rows.append(Note(spans(t("news-figures", count=len(report.figures) - ROWS))))
    source = cited_as(table.source, table.via, t)
    head = Line(spans(Span(report.subject.of(t.language), "bold")))
    return [head, *rows, Note(spans(t("news-by", source=source, status=status(table.status, t))))]


def _row(told: Told, t: Texts) -> Row:
    """Give a figure as it is, behind what stood there before where that was another."""
    now = _number(told.figure.value, t)
    if told.gone:
        return Row(named(told.figure, t), t("news-gone", before=_number(told.before, t)))
    if told.known and told.before is None and told.figure.value is not None:
        return Row(named(told.figure, t), now, t("news-not-given"))
    if told.known and told.before != told.figure.value:
        return Row(named(told.figure, t), t("news-changed", before=_number(told.before, t), after=now))
    return Row(named(told.figure, t), now)


def _number(value: int | None, t: Texts) -> str:
    return t("figure-not-given") if value is None else t.number(value)


def _said(found: News, t: Texts) -> Iterator[Block]:
    """Give what was said and what happened, a block each; a claim stands behind whoever claims it."""
    yield from (Quote(each.text, quotes.said_by(each, t)) for each in found.quotes)
    for claim in found.claims:
        whose = t("news-claim", kind=claims.told_kind(claim, t), name=claims.who(claim, t))
        said: list[str | Span] = [Span(whose, "bold"), " ", isolate(claim.text)]
        for by, text in claims.answers(claim, t):
            said += [" ", Span(by, "bold"), " ", isolate(text)]
        yield Line(spans(*said))
    yield from (timeline.happened(each, t) for each in found.events)


def _sources(found: News, reports: tuple[Report, ...]) -> Iterator[Cited]:
    """Give the sources that are not named above, beside their figures."""
    named_above = {(each.table.source.id, each.table.via and each.table.via.id) for each in reports}
    rest: list[Cited] = [(each.source, each.via) for _, each in found.outcomes[:SAID]]
    rest += [(each.source, each.via) for each in found.quotes]
    rest += [(each.source, each.via) for each in found.claims]
    rest += [(each.source, each.via) for claim in found.claims for each in claim.responses]
    rest += [(each.source, each.via) for claim in found.claims for each in claim.findings]
    rest += [(each.source, each.via) for each in found.events]
    yield from (each for each in rest[: 2 * SAID] if (each[0].id, each[1] and each[1].id) not in named_above)


def _shown(found: News, reports: tuple[Report, ...]) -> tuple[Shown, ...]:
    figures = [told.figure for each in reports for told in each.figures[:ROWS] if not told.gone]
    said = [Shown(each.id, each.kind) for each in found.quotes]
    said += [Shown(each.id, claims.state(each)) for each in found.claims]
    said += [Shown(each.id, timeline.state(each)) for each in found.events]
    ends = outcomes_shown(each for _, each in found.outcomes[:SAID])
    return (*(Shown(each.id, each.state) for each in figures), *ends, *said[:SAID])


def _buttons(found: News, about: str | None, t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Give the way to the card; of a notice also why it came, and how to be rid of its like."""
    rows: list[tuple[Button, ...]] = []
    if found.main is not None and found.main[1] in CARDS:
        names, kind = found.main
        option = "motion" if kind == "motion" else "name"
        rows.append((Button(t("news-card"), line=asked(CARDS[kind], clock(), **{option: names.id})),))
    if about is not None:
        subject = about if "," not in about else None
        stop = line(commands["unwatch"], {"subject": subject})
        why = line(commands["why"], {"notice": str(found.revisions[-1].number)})
        rows.append((Button(t("news-why"), line=why), Button(t("news-stop"), line=stop)))
    return tuple(rows)
