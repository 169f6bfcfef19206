"""What a message that was wrong says once it is put right: a line on the card, or a reply where it cannot be edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.languages import Texts, texts
from bot.messages import Block, Button, Line, Note, Reply, Row, Span, spans
from data.desk import Desk, Mended, Posting
from data.desk.plan import REDACTED
from data.record import history, names, tables
from data.record.reading import Clock
from data.record.tables import Figure, Table
from data.store import Store
from handlers import called
from handlers.cards import PARTS, named, status
from handlers.fields import label, shown

ROOM = 120
"""UTF-16 units that a correction's line has: what Telegram's captions keep free for it."""

BRIEF = 50
"""Characters of two values that are told side by side."""

KINDS = {
    "contest": "corrected-contest",
    "quote": "corrected-quote",
    "claim": "corrected-claim",
    "event": "corrected-event",
    "outcome": "corrected-outcome",
    "motion": "corrected-motion",
    "schedule": "corrected-schedule",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What was put right, in words: of which subject, what it is, how it was shown and how it is, and why it was wrong.

    `after` is empty for what is not shown any more, and both are empty where only words are others.
    """

    subject: str
    what: str
    before: str
    after: str
    why: str
    reason: str
    gone: bool
    at: datetime

    def say(self, t: Texts) -> str:
        """Give `rejected 6 → 7`."""
        if self.gone:
            return t("corrected-gone", what=f"{self.what} {self.before}".strip())
        if not self.before:
            return t("corrected-words", what=self.what)
        return t("corrected-change", what=self.what, before=self.before, after=self.after)


async def corrected(store: Store, posting: Posting, reply: Reply) -> Reply | None:
    """Give a card as made again for a posting, with the line that says what was put right; None if nothing was.

    The line is in the posting's language and by its clock. There is none where all that was put right was taken back:
    the card stands as it was.
    """
    t = texts(posting.language)
    found = await _changes(store, posting, t)
    if not found:
        stands = replace(reply, line=reply.line or posting.line, private=False)
        return stands if await Desk(store).touched(posting) else None
    said = Line(spans(Span(line(found, posting, t), "bold")))
    return replace(reply, blocks=(said, *reply.blocks), line=reply.line or posting.line, private=False)


async def correction(store: Store, posting: Posting) -> Reply | None:
    """Give what is said about a posting that cannot be edited, as a reply to it; None if nothing was put right."""
    t = texts(posting.language)
    found = await _changes(store, posting, t)
    if not found:
        stands = Reply(title=t("corrected-title"), blocks=(Line(spans(t("corrected-stands"))),))
        return stands if await Desk(store).touched(posting) else None
    blocks: list[Block] = [Line(spans(t("corrected-reply")))]
    for each in found:
        label = t("corrected-of", subject=each.subject, what=each.what) if each.subject else each.what
        value = t("corrected-values", before=each.before, after=each.after) if each.after else each.before
        blocks.append(Row(label, t("corrected-withdrawn") if each.gone else value or t("corrected-anew"), each.why))
    reasons = dict.fromkeys(each.reason for each in found if each.reason)
    blocks += [Note(spans(t("corrected-reason", reason=each))) for each in reasons]
    button = Button(t("corrected-card"), line=posting.line)
    return Reply(title=t("corrected-title"), blocks=tuple(blocks), buttons=((button,),))


def line(found: Sequence[Change], posting: Posting, t: Texts) -> str:
    """Give `Corrected 21:04: rejected 6 → 7 (The News corrected itself)`; as much of it as there is room for."""
    return next(each for each in _lines(found, _when(found, posting, t), t) if _units(each) <= ROOM)


def _lines(found: Sequence[Change], when: str, t: Texts) -> Iterator[str]:
    """Give the line at ever smaller size; the last one always fits."""
    why = found[-1].why
    for count in range(len(found), 0, -1):
        said = ", ".join(each.say(t) for each in found[:count])
        if count < len(found):
            said = t("corrected-more", changes=said, count=len(found) - count)
        if why:
            yield t("corrected-line-why", time=when, changes=said, why=why)
        yield t("corrected-line", time=when, changes=said)
    yield t("corrected-line-count", time=when, count=len(found))


def _when(found: Sequence[Change], posting: Posting, t: Texts) -> str:
    """Give the time of the newest correction; with the day, when that is not the posting's own."""
    zone = ZoneInfo(posting.timezone)
    at, posted = max(each.at for each in found).astimezone(zone), posting.at.astimezone(zone)
    return t.clock(at) if at.date() == posted.date() else t.moment(at)


async def _changes(store: Store, posting: Posting, t: Texts) -> tuple[Change, ...]:
    mended = await Desk(store).mended(posting)
    found = [await store.read(change, each, t) for each in sorted(mended, key=lambda each: each.revision)]
    return tuple(found)


def change(db: Database, mended: Mended, t: Texts) -> Change:
    """Give in words what was put right."""
    table = _table(db, mended)
    figure = table.figure(mended.figure.partition("/")[2]) if table is not None else None
    what = _thing(db, mended.figure, t) if figure is None else _called(figure, t)
    before, after = ("", "") if figure is None else values(mended.before, mended.after, t)
    if figure is None and (field := _field(db, mended, t)) is not None:
        name, before, after = field
        what = t("corrected-field", what=what, field=name)
    return Change(
        subject=_subject(db, mended, table, t),
        what=what,
        before=before,
        after=after,
        why=_why(mended, table, t),
        reason=called.reason(mended.reason or "", t),
        gone=mended.after is None,
        at=mended.at,
    )


def _subject(db: Database, mended: Mended, table: Table | None, t: Texts) -> str:
    """Give what a figure is about, or what other things are called; nothing of what was removed."""
    if table is not None:
        return names.of(db, table.subject).brief(t.language)
    found = "" if mended.kind == "redaction" else called.target(db, mended.figure, t, brief=True)
    return "" if found == mended.figure else found


def _field(db: Database, mended: Mended, t: Texts) -> tuple[str, str, str] | None:
    """Give the one field that a correction made another, with what stood in it and what does, if that is brief."""
    made = [each for each in history.made(db, mended.revision) if each.of.partition("/")[0] == mended.figure]
    if mended.after is None or len(made) != 1 or made[0].field is None:
        return None
    before, after = (shown(db, value, t) for value in (made[0].before, made[0].after))
    return (label(made[0].field, t), before, after) if len(before) + len(after) <= BRIEF else None


def _called(figure: Figure, t: Texts) -> str:
    """Give what a figure is of, as it stands within a sentence."""
    text = named(figure, t)
    return text if figure.names is not None or figure.part not in PARTS else text[:1].lower() + text[1:]


def values(before: str, after: str | None, t: Texts) -> tuple[str, str]:
    """Give how a figure was shown and how it is, from its states: numbers, and statuses where only those differ."""
    was, now = _read(before), _read(after) if after is not None else None
    if now is None:
        return _number(was[0], t), ""
    if was[0] == now[0]:
        return f"{_number(was[0], t)} {status(was[1], t)}", f"{_number(now[0], t)} {status(now[1], t)}"
    return _number(was[0], t), _number(now[0], t)


def _read(state: str) -> tuple[str, str]:
    value, _, standing = state.partition(" ")
    return value, standing


def _number(value: str, t: Texts) -> str:
    if value == REDACTED:
        return ""
    return t("figure-not-given") if value == "null" else t.number(int(value))


def _table(db: Database, mended: Mended) -> Table | None:
    """Give the table a figure stands in, or stood in before it was taken out."""
    id_, _, part = mended.figure.partition("/")
    if not part:
        return None
    found = tables.get(db, id_, Clock(known=mended.revision))
    if found is not None and found.figure(part) is not None:
        return found
    return tables.get(db, id_, Clock(known=mended.revision - 1))


def _thing(db: Database, id_: str, t: Texts) -> str:
    """Give what kind of thing something is that is no figure."""
    row = db.execute("SELECT kind FROM entities WHERE id = ?", (id_,)).fetchone()
    return t(KINDS.get(row[0] if row else "", "corrected-thing"))


def _why(mended: Mended, table: Table | None, t: Texts) -> str:
    """Give whose mistake it was; a revision taken back was ours to make."""
    if mended.kind == "redaction":
        return t("corrected-legal")
    if mended.mistake == "ours" or mended.kind == "undo":
        return t("corrected-ours")
    if mended.mistake == "source" and table is not None:
        return t("corrected-source", publisher=table.source.publisher)
    return t("corrected-its-source") if mended.mistake == "source" else ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
