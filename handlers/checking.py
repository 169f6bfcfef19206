"""Whether a card still holds: current, superseded, corrected, never issued; and what a chat was shown that changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.codes import LENGTH, read_code
from bot.commands import Help, OnMessage
from bot.drawings import Change, Shift
from bot.errors import UserError
from bot.languages import Texts, isolate, texts
from bot.messages import Block, Button, Line, Note, Reply, Request, Row, Span, spans
from data.desk import Desk, Issued, Mended, Posting, Shown, statements
from data.record import names, tables
from data.record.reading import Clock
from data.record.tables import Standing, Table
from data.store import Store
from handlers import drawn
from handlers.cards import cited_as, named
from handlers.corrected import change, values
from handlers.registry import commands

VERDICTS = {
    "current": "check-current",
    "superseded": "check-superseded",
    "corrected": "check-corrected",
    "gone": "check-gone",
}
WORST = ("corrected", "gone", "superseded", "current")
"""Standings by how much a reader has to know of them: a card is as good as the worst of its figures."""

MOST = 12
"""Changes that /corrections tells; more are counted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure as it was shown, the table it stands in, and how it stands now.

    `standing` is None for what never was a number, `mended` for what no correction changed; `since` is the day of the
    revision by which it no longer holds, if that is not a correction, and `held` says that this was so when it was
    shown: beside the report that came first already.
    """

    figure: str
    state: str
    table: Table | None
    standing: Standing | None
    mended: Mended | None
    since: date | None
    held: bool = False

    @property
    def verdict(self) -> str | None:
        """How it stands in one word; None for words that still stand as they were shown."""
        if self.mended is not None:
            return "corrected"
        if self.standing is None:
            return None
        if self.standing.state == "superseded" and self.held:
            return "current"
        # What another dossier of the same source says otherwise was right when it was shown.
        return "superseded" if self.standing.state == "corrected" else self.standing.state

    @property
    def is_other(self) -> bool:
        """Whether it is another than it was shown as: not where a later report says the same."""
        if self.verdict in {"current", None}:
            return False
        figure = self.standing.figure if self.standing else None
        return self.verdict != "superseded" or figure is None or figure.state != self.state


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one figure, how it is drawn where it is another than it was, and what it is about, if known."""

    row: Row
    shift: Shift | None = None
    subject: str = ""


@commands.add("/check K7Q2F9", inline=True, on_message=OnMessage("Check this card", "code", code=True))
async def check(
    request: Request, store: Store, *, code: Annotated[str, Help("The six signs at the end of a card", rest=True)]
) -> Reply:
    """Whether a card still holds: as issued, superseded, corrected, or never issued."""
    t, zone = texts(request.language), ZoneInfo(request.timezone)
    signs = read_code(code)
    if signs is None:
        raise UserError("check-no-code", value=code, length=LENGTH)
    cards = await Desk(store).issued(signs)
    if not cards:
        return Reply(
            title=t("check-title", code=signs), blocks=(Line(spans(t("check-never"))), Note(spans(t("check-signs"))))
        )
    blocks: list[Block] = []
    buttons: list[tuple[Button, ...]] = []
    shifts: list[Shift] = []
    for card in cards:
        mended = await Desk(store).mended(_as_posting(card))
        found = await store.read(_checked, [(*each, card.revision) for each in card.shows], mended, zone)
        said = [each for each in found if each.verdict is not None]
        told = [(each, await store.read(_row, each, t, zone)) for each in said]
        blocks += _told(card, told, t, zone)
        shifts += [each.shift for _, each in told if each.shift is not None]
        buttons.append(_ways(card, t))
    title = t("check-title", code=signs)
    picture = _picture(title, cards[0], shifts, t, zone) if shifts else None
    return Reply(title=title, blocks=tuple(blocks), picture=picture, buttons=tuple(buttons))


def _picture(title: str, card: Issued, shifts: list[Shift], t: Texts, zone: ZoneInfo) -> Change:
    """Give the figures that are others now, before and after."""
    issued = t("check-issued", line=f"/{card.line}", date=card.at.astimezone(zone).date())
    parts = t.chain(t("picture-shift", name=each.label, before=each.before, after=each.after) for each in shifts)
    alt = t("picture-bars", title=title, parts=parts)
    return Change(
        title=title, subtitle=issued, source="", alt=alt, code=card.code, shifts=tuple(shifts), **drawn.run(t)
    )


@commands.add("/corrections")
async def corrections(request: Request, store: Store) -> Reply:
    """What this chat was shown that has changed since, old and new."""
    t, zone, desk = texts(request.language), ZoneInfo(request.timezone), Desk(store)
    shown = await desk.shown(request.chat.key)
    mended = await desk.mended_of(shown)
    found = await store.read(_checked, [(each.figure, each.state, each.revision) for each in shown], mended, zone)
    changed = [(was, each) for was, each in zip(shown, found, strict=True) if each.is_other]
    rows = [(was, await store.read(_row, each, t, zone)) for was, each in _newest(changed)[:MOST]]
    blocks: list[Block] = []
    for was, said in rows:
        blocks += [said.row, Note(spans(_where(was, said.subject, t, zone)))]
    if len(changed) > len(rows):
        blocks.append(Note(spans(t("corrections-more", count=len(changed) - len(rows)))))
    nothing = t("corrections-none" if shown else "corrections-nothing")
    return Reply(title=t("corrections-title"), blocks=tuple(blocks) or (Line(spans(nothing)),))


def _where(was: Shown, subject: str, t: Texts, zone: ZoneInfo) -> str:
    """Give what a figure is about, and when and by which command it was shown; all of the line where that is it."""
    day = was.at.astimezone(zone).date()
    if not subject:
        return t("corrections-shown", line=f"/{was.line}", date=day)
    return t("corrections-shown-of", subject=subject, command=f"/{was.line.partition(' ')[0]}", date=day)


def _newest(changed: Iterable[tuple[Shown, Checked]]) -> list[tuple[Shown, Checked]]:
    """Give each figure once, as it was shown last, and what was wrong before what is merely older."""
    once: dict[str, tuple[Shown, Checked]] = {}
    for was, each in changed:
        once.setdefault(each.figure, (was, each))
    return sorted(once.values(), key=lambda pair: WORST.index(pair[1].verdict or "current"))


def _as_posting(card: Issued) -> Posting:
    """Give an issued card as if it stood in a chat: what corrections made of a posting they made of a card."""
    return Posting("", "", "text", card.line, card.as_of, "", "UTC", card.revision, card.shows, card.at)


def _checked(
    db: Database, shows: Iterable[tuple[str, str, int]], mended: Iterable[Mended], zone: ZoneInfo
) -> tuple[Checked, ...]:
    """Give how figures stand that were shown in a state at a revision."""
    right = {(each.figure, each.before): each for each in mended}
    return tuple(_stands(db, each, right.get(each[:2]), zone) for each in shows)


def _stands(db: Database, shown: tuple[str, str, int], mended: Mended | None, zone: ZoneInfo) -> Checked:
    figure, state, at = shown
    id_, _, part = figure.partition("/")
    table = tables.get(db, id_)
    try:
        standing = tables.standing(db, figure, state)
    except LookupError:  # a quotation, a claim or an event: no figure, so it cannot be superseded by one
        return Checked(figure, state, table, None, mended, None)
    number = standing.revision
    revision = statements.revision(db, number) if number is not None else None
    if number is not None and (table is None or table.figure(part) is None):
        table = tables.get(db, id_, Clock(known=number - 1))
    since = revision.at.astimezone(zone).date() if revision else None
    return Checked(figure, state, table, standing, mended, since, held=number is not None and 0 < number <= at)


def _told(card: Issued, found: list[tuple[Checked, Told]], t: Texts, zone: ZoneInfo) -> list[Block]:
    verdicts = [each.verdict for each, _ in found]
    worst = next((state for state in WORST if state in verdicts), "current")
    issued = card.at.astimezone(zone).date()
    blocks: list[Block] = [
        Line(spans(Span(t(VERDICTS[worst]), "bold"))),
        Note(spans(t("check-issued", line=f"/{card.line}", date=issued))),
    ]
    return blocks + [told.row for _, told in found]


def _row(db: Database, each: Checked, t: Texts, zone: ZoneInfo) -> Told:
    """Give a figure as it was shown, what it is now, and beside it by which source, when and why."""
    if each.mended is not None:
        return _mended(db, each.mended, t, zone)
    told = _otherwise(each, t)
    return told if each.table is None else replace(told, subject=names.of(db, each.table.subject).brief(t.language))


def _otherwise(each: Checked, t: Texts) -> Told:
    """Give a figure that no correction changed: as it is, gone, or behind what stands before it."""
    standing, label = each.standing, _label(each, t)
    if standing is None or each.verdict == "current":
        return Told(Row(label, _value(each.state, t), t("check-current")))
    if standing.state == "gone":
        note = t("check-gone-since", date=each.since) if each.since else t("check-gone")
        return Told(Row(label, _value(each.state, t), note))
    by = standing.by or each.table
    state = standing.figure.state if standing.figure is not None else f"null {by.status if by else ''}"
    before, after = values(each.state, state, t)
    source = cited_as(by.source, by.via, t) if by is not None else ""
    why = t("check-because", why=_why(each, t), date=each.since) if each.since else _why(each, t)
    value = _value(state, t) if before == after else t("check-changed", before=before, after=after)
    note = t("check-by", source=source, why=why)
    return Told(Row(label, value, note), None if before == after else Shift(label, before, after, note))


def _why(each: Checked, t: Texts) -> str:
    """Give why what superseded a figure comes before it."""
    standing, table = each.standing, each.table
    if standing is None or standing.by is None or table is None or standing.by.id == table.id:
        return t("check-anew")
    if standing.by.preferred and not table.preferred:
        return t("check-preferred")
    return t("check-newer" if tables.LADDER[standing.by.status] == tables.LADDER[table.status] else "check-weightier")


def _mended(db: Database, mended: Mended, t: Texts, zone: ZoneInfo) -> Told:
    made = change(db, mended, t)
    value = t("check-changed", before=made.before, after=made.after) if made.after else made.before
    said = [each for each in (made.why, isolate(made.reason)) if each]
    note = t("check-put-right", date=made.at.astimezone(zone).date(), why=t.series(said) if said else t("check-anew"))
    label = made.what[:1].upper() + made.what[1:]
    shift = Shift(label, made.before, made.after, note) if made.before and made.after else None
    if made.gone:
        value = t("check-withdrawn", before=value) if value else t("corrected-withdrawn")
        shift = Shift(label, made.before, t("corrected-withdrawn"), note) if made.before else None
    return Told(Row(label, value or t("corrected-anew"), note), shift, made.subject)


def _value(state: str, t: Texts) -> str:
    return values(state, None, t)[0]


def _label(each: Checked, t: Texts) -> str:
    standing = each.standing
    figure = standing.figure if standing is not None else None
    if figure is None and each.table is not None:
        figure = each.table.figure(each.figure.partition("/")[2])
    return named(figure, t) if figure is not None else each.figure


def _ways(card: Issued, t: Texts) -> tuple[Button, ...]:
    """Give the buttons to the card as it would be now, and as the record stood when it was issued."""
    ways = [Button(t("check-show-now"), line=card.line)]
    if card.revision and "known:" not in card.line:
        ways.append(Button(t("check-show-then"), line=f"{card.line} known:{card.revision}"))
    return tuple(ways)
