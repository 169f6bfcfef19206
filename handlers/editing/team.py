"""Who may change the record, and what was done to it: `/editors`, `/grant`, `/revoke`, `/revisions`."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterable
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Role, Row, spans
from data.desk import Desk, Revision
from data.editing.calls import OWNERS
from data.record import history
from data.store import Store
from handlers import called
from handlers.fields import label
from handlers.fields import shown as shown_field
from handlers.registry import commands

LISTED = 50
"""Revisions in a list."""

_PERSON = re.compile(r"(?:(telegram|discord):|<@!?)?(\d{1,20})>?", re.ASCII)

KINDS = {
    "update": "revision-update",
    "correction": "revision-correction",
    "retraction": "revision-retraction",
    "preference": "revision-preference",
    "redaction": "revision-redaction",
    "undo": "revision-undo",
}
ROLES: dict[str, str] = {"owner": "role-owner", "editor": "role-editor", "contributor": "role-contributor"}


class Granted(enum.Enum):
    """What somebody may do."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    OWNER = "owner"


Who = Annotated[str, Help("Whom: telegram:123, discord:456, a number of this platform, or a mention")]


async def revision_numbers(store: Store, typed: str, language: str) -> list[Choice]:
    """Give the revisions whose number begins with what is typed, the newest first."""
    found = [each for each in await Desk(store).revisions(signed=True) if str(each.number).startswith(typed)]
    titles = await store.read(_titles, found[-LISTED:], texts(language))
    return [Choice(str(each.number), titles[each.number]) for each in reversed(found[-LISTED:])]


@commands.add("/editors", role="contributor", private=True)
async def editors(request: Request, store: Store) -> Reply:
    """Who may change this record, and as what."""
    t, desk = texts(request.language), Desk(store)
    owners = json.loads(await desk.recall(OWNERS) or "[]")
    rows = [Row(each, t("role-owner"), t("editors-settings")) for each in owners]
    rows += [
        Row(each.id, t(ROLES[each.role]), t("editors-by", editor=each.by, date=t.date(each.at.date())))
        for each in await desk.editors()
        if each.id not in owners
    ]
    return Reply(title=t("editors-title"), blocks=tuple(rows) or (Note(spans(t("editors-none"))),))


@commands.add("/grant discord:456 editor", role="owner", private=True)
async def grant(
    request: Request, store: Store, *, who: Who, role: Annotated[Granted, Help("As what")] = Granted.EDITOR
) -> Reply:
    """Let somebody change the record: contributors propose, editors publish, owners also grant."""
    t, editor = texts(request.language), _person(who, request)
    value: Role = role.value
    await Desk(store).grant(editor, value, by=request.user.key, at=request.at)
    return Reply(blocks=(Line(spans(t("editors-granted", editor=editor, role=t(ROLES[value])))),))


@commands.add("/revoke discord:456", role="owner", private=True)
async def revoke(request: Request, store: Store, *, who: Who) -> Reply:
    """Let somebody change the record no longer."""
    t, desk, editor = texts(request.language), Desk(store), _person(who, request)
    if editor in json.loads(await desk.recall(OWNERS) or "[]"):
        raise UserError("editors-fixed", editor=editor)
    could = await desk.revoke(editor, by=request.user.key, at=request.at)
    return Reply(blocks=(Line(spans(t("editors-revoked" if could else "editors-unknown", editor=editor))),))


@commands.add("/revisions", "/revisions 1", role="contributor", private=True)
async def revisions(
    request: Request,
    store: Store,
    *,
    revision: Annotated[int | None, Help("One revision by its number", minimum=1, complete=revision_numbers)] = None,
) -> Reply:
    """What was changed, by whom, when and why."""
    t = texts(request.language)
    found = await Desk(store).revisions(signed=True)
    if revision is None:
        titles = await store.read(_titles, found[-LISTED:], t)
        rows = [Row(f"{each.number}", titles[each.number], _byline(each, t)) for each in reversed(found[-LISTED:])]
        return Reply(title=t("revisions-title"), blocks=tuple(rows) or (Note(spans(t("revisions-none"))),))
    one = next((each for each in found if each.number == revision), None)
    if one is None:
        raise UserError("revisions-no", revision=revision, newest=len(found))
    made = await store.read(_made, one.number, t)
    title = await store.read(called.title, one, t)
    return Reply(title=title, blocks=(*_told(one, t), *made), buttons=_ways(one, found, t))


def _titles(db: Database, found: Iterable[Revision], t: Texts) -> dict[int, str]:
    return {each.number: called.title(db, each, t) for each in found}


def _told(one: Revision, t: Texts) -> list[Block]:
    blocks: list[Block] = [Line(spans(_byline(one, t))), Row(t("revisions-why"), called.reason(one.why, t))]
    if one.reason and one.reason != one.why:
        blocks.append(Row(t("revisions-reason"), one.reason))
    if one.mistake:
        blocks.append(Note(spans(t("correct-ours" if one.mistake == "ours" else "correct-theirs"))))
    if one.approver:
        blocks.append(Note(spans(t("push-approved", author=one.author, approver=one.approver))))
    if one.silent:
        blocks.append(Note(spans(t("push-silent"))))
    blocks += [
        Note(spans(f"{each.code}: {each.message}" + (f" ({each.arithmetic})" if each.arithmetic else "")))
        for each in one.warnings
    ]
    return blocks


def _made(db: Database, number: int, t: Texts) -> list[Block]:
    """Give, of a revision that corrects, each field: of what, what stood in it, and what stands since."""
    blocks: list[Block] = []
    for each in history.made(db, number)[:LISTED]:
        if each.kind == "correction" and each.field is not None:
            old, new = (shown_field(db, value, t) for value in (each.before, each.after))
            row = Row(label(each.field, t), t("preview-moves", before=old, after=new), called.target(db, each.of, t))
            blocks.append(row)
    return blocks


def _byline(one: Revision, t: Texts) -> str:
    """Give what sort of change it is, who made it and when."""
    when = f"{one.at:%Y-%m-%d %H:%M} UTC"
    return t("revisions-byline", kind=t(KINDS[one.kind]), author=one.author, when=when)


def _ways(one: Revision, found: tuple[Revision, ...], t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Give the way to take it back, unless that has been done."""
    if any(each.undoes == one.number for each in found):
        return ()
    return ((Button(t("push-undo"), line=f"undo {one.number}", style="danger"),),)


def _person(typed: str, request: Request) -> str:
    """Give the key of who was named. Raises UserError for anything but a number or a mention."""
    match = _PERSON.fullmatch(typed.strip())
    if match is None or (match[1] is None and request.user.platform not in {"telegram", "discord"}):
        raise UserError("editors-who", value=typed)
    return f"{match[1] or request.user.platform}:{match[2]}"
