"""A preview as a card: what changes, what the checks warn of, how far it reaches, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.languages import Texts
from bot.messages import Block, Button, Line, Note, Quote, Reply, Row, Span, spans
from data.desk.rates import seconds_left
from data.dossier import Dossier
from data.editing import Preview, Reach
from data.findings import Finding
from data.record.names import Names
from handlers.called import MEASURES, reason
from handlers.cards import PARTS, cited_as, status, sum_of
from handlers.editing.scene import Balance, By, Figured, Tabled
from handlers.timeline import stated

TITLES = {
    "update": "preview-title",
    "correction": "preview-title-correction",
    "retraction": "preview-title-retraction",
    "preference": "preview-title-preference",
    "redaction": "preview-title-redaction",
    "undo": "preview-title-undo",
}
SECOND = {
    "contributor": "preview-second-contributor",
    "all": "preview-second-all",
    "outcome": "preview-second-outcome",
    "majority": "preview-second-majority",
    "sum": "preview-second-sum",
}
FLIPS = {"outcome": "preview-flips-outcome", "majority": "preview-flips-majority"}
KINDS = {
    "source": "brings-source",
    "chamber": "brings-chamber",
    "party": "brings-party",
    "alliance": "brings-alliance",
    "person": "brings-person",
    "constituency": "brings-constituency",
    "election": "brings-election",
    "contest": "brings-contest",
    "rule": "brings-rule",
    "motion": "brings-motion",
    "table": "brings-table",
    "quote": "brings-quote",
    "claim": "brings-claim",
    "response": "brings-response",
    "finding": "brings-finding",
    "event": "brings-event",
    "outcome": "brings-outcome",
    "schedule": "brings-schedule",
    "note": "brings-note",
}
AMENDS = {
    "corrections": "amends-correction",
    "retractions": "amends-retraction",
    "preferences": "amends-preference",
    "redactions": "amends-redaction",
}
CARDS = 5
"""Cards named by their codes; of more, only how many."""

QUOTES = 5
PUBLISHERS = 5
"""Publishers named that are new to the record."""

UNDONE = 20
"""Figures named one by one that a revision had changed and are as they were."""

COPIED = 400
"""Characters of a line that is shown for copying: longer ones are edited where they came from."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a preview's card is made of.

    `title` is what the revision is called; `amended` are the names of what is corrected or withdrawn, by target;
    `undone`, of each figure that is as it was, what it is of and in which report; `fields`, by target and field, from
    what to what a field goes that is no figure;
    `rests`, of each source that is amended, how much rests on it;
    `line` is the short form it came from, which may have a `form` to be edited in; `ends` says how votes ended and when
    they are to be put; `followers` are the chats, by platform, that would be told, None where they are too many to be
    counted in time; `least` says that some of the messages that are put right may not be counted yet; `publishers` are
    those of sources it brings of whom nothing is on record.
    """

    preview: Preview
    dossier: Dossier
    tables: tuple[Tabled, ...]
    others: tuple[tuple[str, int], ...]
    flipped: tuple[tuple[str, Names], ...]
    amended: Mapping[str, str]
    undone: Mapping[str, tuple[str, str]]
    fields: Mapping[tuple[str, str], Row]
    rests: Mapping[str, int]
    line: str | None = None
    form: bool = False
    followers: Mapping[str, int] | None = None
    ends: tuple[Block, ...] = ()
    title: str = ""
    least: bool = False
    publishers: tuple[str, ...] = ()


def card(shown: Shown, t: Texts, *, mine: bool) -> Reply:
    """Give the card; `mine` when whoever looks at it brought it in, else they are the second editor."""
    preview = shown.preview
    blocks = [
        *_ahead(preview, t),
        *_amended(shown, t),
        *(block for table in shown.tables for block in _table(table, t)),
        *_brought(shown, t),
        *_flips(shown, t),
        *_warnings(preview.warnings, t),
        *_reached(shown, t),
        *_told(shown, t),
        *_after(shown, t),
    ]
    return Reply(
        title=t(TITLES[preview.kind], title=shown.title),
        blocks=tuple(blocks),
        buttons=_buttons(shown, t, mine=mine),
        private=True,
        line=f"preview {preview.draft.id}",
    )


def balance(found: Balance, t: Texts) -> str:
    """Give the arithmetic of a count in one sentence: `169 + 164 + 7 = 340 cast, + 1 not cast = 341 …: balances`."""
    counted = [*found.votes, *([found.rejected] if found.rejected is not None else [])]
    sums = t("balance-cast", sum=sum_of(counted, t), cast=found.cast)
    if found.not_cast is not None:
        sums = t("balance-not-cast", sums=sums, not_cast=found.not_cast, counted=found.counted)
    if found.electors is None:
        return t("balance-no-electors", sums=sums)
    left = found.electors - found.counted
    if left == 0 and found.not_cast is not None:
        return t("balance-balances", sums=sums)
    key = "balance-exact" if left == 0 else "balance-open" if left > 0 else "balance-over"
    return t(key, sums=sums, electors=found.electors, left=abs(left))


def _ahead(preview: Preview, t: Texts) -> Iterator[Block]:
    """Give what has to be known before all else: that nothing is out yet, or that the record moved."""
    state = preview.draft.state
    if state == "published":
        yield Line(spans(Span(t("preview-published", revision=preview.draft.revision or 0), "bold")))
    elif state == "discarded":
        yield Line(spans(Span(t("preview-discarded"), "bold")))
    elif preview.nothing:
        yield Line(spans(Span(t("preview-nothing"), "bold")))
    if preview.repeated and state in {"open", "waiting"}:
        yield Note(spans(t("preview-repeated")))
    if preview.since:
        who = t.list([t("preview-since-one", revision=each.number, author=each.author) for each in preview.since[-3:]])
        yield Line(spans(t("preview-since", count=len(preview.since), who=who)))


def _table(table: Tabled, t: Texts) -> Iterator[Block]:
    title = t("preview-table", name=table.subject.of(t.language), measure=t(MEASURES[table.measure]))
    yield Line(spans(Span(title, "bold")))
    for figure in table.figures:
        yield Row(_named(figure, t), _moves(figure, t), _was(figure, t))
    by, day = _by(table.by, t), t.date(table.as_of)
    yield Note(spans(t("preview-by", source=by, date=day, status=status(table.status, t))))
    if table.balance is not None:
        yield Line(spans(balance(table.balance, t)))
        if table.balance.electors_by is not None:
            said = _by(table.balance.electors_by, t)
            yield Note(spans(t("balance-electors-by", electors=table.balance.electors or 0, source=said)))
    if table.first is not None:
        key = "preview-leads" if table.leads else "preview-beside"
        yield Note(spans(t(key, source=_by(table.first, t))))


def _named(figure: Figured, t: Texts) -> str:
    if figure.part in PARTS:
        return t(PARTS[figure.part])
    return figure.names.brief(t.language) if figure.names else figure.label or figure.part


def _moves(figure: Figured, t: Texts) -> str:
    """Give `6 → 7` where a number stands first now that another stood, else the number."""
    after = _number(figure.value, t)
    if figure.shift is None or figure.was is None:
        return after
    return t("preview-moves", before=_number(figure.shift.before, t), after=after)


def _was(figure: Figured, t: Texts) -> str:
    return t("preview-was", source=_by(figure.was, t)) if figure.shift and figure.was else ""


def _number(value: int | None, t: Texts) -> str:
    return t("figure-not-given") if value is None else t.number(value)


def _by(by: By, t: Texts) -> str:
    return cited_as(by.source, by.via, t)


def _amended(shown: Shown, t: Texts) -> Iterator[Block]:
    """Give each correction, retraction and their like: what of, the new value, the reason, and whose mistake."""
    dossier = shown.dossier
    moved = {each.id: each for each in shown.preview.changes.figures}
    for section, key in AMENDS.items():
        for each in getattr(dossier, section).values():
            target = each.of
            yield Line(spans(Span(t(key, name=shown.amended.get(target, target)), "bold")))
            if section == "corrections":
                was = moved[target].before if target in moved else None
                if each.field == "value":
                    yield Row(t("correct-value"), _corrected(was, each.value, t))
                else:
                    yield shown.fields[target, each.field]
                yield Note(spans(t("correct-ours" if each.mistake == "ours" else "correct-theirs")))
            yield Note(spans(t("preview-reason", reason=each.reason)))
            if shown.rests.get(target):
                yield Note(spans(t("preview-rests", count=shown.rests[target])))
    for undone in dossier.undoes.values():
        yield Note(spans(t("preview-reason", reason=reason(undone.reason, t))))
        for each in shown.preview.changes.figures[:UNDONE]:
            moves = t("preview-moves", before=_state(each.before, t), after=_state(each.after, t))
            part, within = shown.undone.get(each.id, (each.id, ""))
            yield Row(part, moves, within)


def _corrected(was: str | None, value: int | str | None, t: Texts) -> str:
    now = t.number(value) if isinstance(value, int) else value or t("figure-not-given")
    if was is None:
        return now
    return t("preview-moves", before=_state(was, t), after=now)


def _state(state: str | None, t: Texts) -> str:
    if state is None:
        return t("preview-nowhere")
    value = state.partition(" ")[0]
    return t("figure-not-given") if value == "null" else value


def _brought(shown: Shown, t: Texts) -> Iterator[Block]:
    """Give the words that are brought in, and how much else."""
    for quote in [*shown.dossier.quotes.values()][:QUOTES]:
        speaker = shown.amended.get(quote.speaker or "", quote.speaker or t("preview-nobodys"))
        yield Quote(quote.text, t("preview-quote", speaker=speaker, kind=quote.kind))
    for id_, event in [*shown.dossier.events.items()][:QUOTES]:
        day = stated(event.date, t) if event.date else t("preview-no-day")
        yield Row(Names(id_, tuple(event.names.items()), None).of(t.language), day)
    yield from shown.ends
    counts = [t(KINDS[kind], count=count) for kind, count in shown.others if kind in KINDS]
    if counts:
        total = sum(count for kind, count in shown.others if kind in KINDS)
        yield Note(spans(t("preview-brings", count=total, counts=t.list(counts))))
    if new := shown.publishers:
        told = [*new[:PUBLISHERS], *(["…"] if len(new) > PUBLISHERS else [])]
        yield Note(spans(t("preview-publishers", count=len(new), names=t.list(told))))


def _flips(shown: Shown, t: Texts) -> Iterator[Block]:
    for weight, names in shown.flipped:
        yield Line(spans(Span(t(FLIPS[weight], name=names.of(t.language)), "bold")))


def _warnings(found: tuple[Finding, ...], t: Texts) -> Iterator[Block]:
    if found:
        yield Line(spans(Span(t("preview-warnings", count=len(found)), "bold")))
    for each in found:
        sums = f" ({each.arithmetic})" if each.arithmetic else ""
        yield Note(spans(f"{each.code}: {each.message}{sums}"))


def _reached(shown: Shown, t: Texts) -> Iterator[Block]:
    """Give the cards that no longer hold, and the messages that are put right, with the time that takes."""
    preview, least = shown.preview, "yes" if shown.least else "no"
    if preview.stale:
        codes = ", ".join(f"{each.code} (/{each.line})" for each in preview.cards[:CARDS])
        key = "preview-cards-corrected" if preview.cards[0].becomes == "corrected" else "preview-cards-superseded"
        more = preview.stale - len(preview.cards[:CARDS])
        yield Note(spans(t(key, count=preview.stale, codes=codes, more=more)))
    for each in preview.reach:
        yield Note(spans(_reach(each, least, t)))
    if not preview.reach:
        yield Note(spans(t("preview-no-messages", least=least)))


def _told(shown: Shown, t: Texts) -> Iterator[Block]:
    """Give the chats that follow what changes and hear of it, unless it is published silently."""
    if shown.preview.draft.state not in {"open", "waiting"}:
        return
    if shown.followers is None:
        yield Note(spans(t("preview-followers-many")))
        return
    for platform, chats in shown.followers.items():
        seconds = max(seconds_left(platform, chats), 1)
        yield Note(spans(t("preview-followers", platform=platform.capitalize(), chats=chats, seconds=seconds)))
    if not shown.followers:
        yield Note(spans(t("preview-no-followers")))


def _reach(each: Reach, least: str, t: Texts) -> str:
    platform, seconds = each.platform.capitalize(), max(round(each.seconds), 1)
    counts = {"messages": each.messages, "chats": each.chats, "seconds": seconds}
    return t("preview-reach", platform=platform, least=least, **counts)


def _after(shown: Shown, t: Texts) -> Iterator[Block]:
    """Give who else has to agree, until when this holds, and the line to send again otherwise."""
    preview = shown.preview
    if preview.draft.state not in {"open", "waiting"}:
        return
    for why in preview.second:
        yield Note(spans(t(SECOND[why])))
    if preview.draft.state == "waiting":
        yield Note(spans(t("preview-waiting", editor=preview.draft.editor)))
    until = f"{preview.draft.expires:%Y-%m-%d %H:%M} UTC"
    yield Note(spans(t("preview-holds", until=until)))
    if shown.line is not None and len(shown.line) <= COPIED and preview.draft.state == "open":
        yield Note(spans(t("preview-again"), " ", Span(f"/{shown.line}", "code")))
    elif shown.line is None and preview.draft.state == "open":
        yield Note(spans(t("preview-again-file")))


def _buttons(shown: Shown, t: Texts, *, mine: bool) -> tuple[tuple[Button, ...], ...]:
    draft, nothing = shown.preview.draft, shown.preview.nothing
    discard = Button(t("preview-discard"), line=f"discard {draft.id}", style="danger")
    if draft.state == "waiting" and not mine:
        return ((Button(t("preview-approve"), line=f"approve {draft.id}", style="primary"), discard),)
    if draft.state == "waiting" or (draft.state == "open" and nothing):
        return ((discard,),)
    if draft.state != "open":
        return ()
    publish = Button(t("preview-publish"), line=f"publish {draft.id}", style="primary")
    silent = Button(t("preview-silent"), line=f"publish {draft.id} silent:yes")
    edit: tuple[Button, ...] = ()
    if shown.line and shown.form:
        edit = (Button(t("preview-edit"), line=shown.line, form=True, copy=f"/{shown.line}"),)
    return ((publish, silent), (*edit, discard))


def faults(title: str, lines: Iterable[str]) -> tuple[Block, ...]:
    """Give all that is wrong with a dossier, a fault a line, as text."""
    return (Line(spans(title)), *(Note(spans(each)) for each in lines))
