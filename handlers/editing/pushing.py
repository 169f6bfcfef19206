"""`/push`, and what is done with a preview: `/preview`, `/publish`, `/discard`, `/approve`."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Annotated

from sqlite_utils import Database

from bot.commands import Help
from bot.errors import UserError
from bot.languages import Texts, texts
from bot.messages import Button, Line, Note, Reply, Request, Row, Upload, spans
from data.dossier import Dossier, load_text
from data.editing import Done, Newsroom, Outcome, Refused, Renewed, Waiting, calls
from data.editing.calls import Became
from handlers import called
from handlers.deliveries import followed
from handlers.editing import previews
from handlers.registry import commands

LARGEST = 1_048_576
"""Bytes of a dossier that is sent as a file."""

SUFFIXES = (".yaml", ".yml", ".json")

DENIED = {
    "role": "denied-role",
    "owner": "denied-owner",
    "theirs": "denied-theirs",
    "own": "denied-own",
    "unknown": "denied-unknown",
    "expired": "denied-expired",
    "discarded": "denied-discarded",
}
ASKS = {"contest": "contest", "motion": "confidence", "chamber": "chamber", "person": "person", "party": "party"}
"""By which command a subject is asked for; what a count is of before who was counted."""

_FENCE = re.compile(r"^[ \t]*```\w*[ \t]*$", re.MULTILINE)

Id = Annotated[str, Help("The sign of a preview")]


@commands.add(
    '/push {"dossier": "a-night", "title": "A night", "why": "An example", "timezone": "Asia/Karachi"}',
    role="contributor",
    private=True,
    upload=True,
    form=True,
)
async def push(
    request: Request,
    newsroom: Newsroom,
    *,
    text: Annotated[str | None, Help("A dossier in YAML or JSON; or send it as a file", raw=True)] = None,
) -> Reply:
    """Bring in a dossier, typed or as a file, and see what it would do."""
    if request.upload is not None:
        name, content = _safe(request.upload.name), await _sent(request.upload)
    elif text:
        # The signs of a code block are no part of the dossier; its lines keep their numbers.
        name, content = "message", _FENCE.sub("", text)
    else:
        raise UserError("push-nothing")

    async def loaded() -> Reply:
        return await previews.propose(newsroom, request, await asyncio.to_thread(_load, content, name))

    return await previews.accepted(newsroom, request, loaded)


@commands.add("/preview", role="contributor", private=True)
async def preview(
    request: Request, newsroom: Newsroom, *, which: Annotated[str | None, Help("The sign of a preview")] = None
) -> Reply:
    """What you are about to publish, and what waits for a second editor."""
    t = texts(request.language)
    if which is None:
        return await _standing(request, newsroom, t)
    if (wrong := await previews.wrong(newsroom, which, t)) is not None:
        return wrong
    settled = await newsroom.desk.read(calls.became, which)
    if settled is not None and (settled.draft.editor == request.user.key or request.role != "contributor"):
        said = Dossier.model_validate_json(settled.draft.content)
        return _became(settled, await newsroom.read(called.dossier, said, t), t)

    async def looked() -> Reply:
        found = await newsroom.preview(
            which, editor=request.user.key, role=request.role or "contributor", at=request.at
        )
        if isinstance(found, Refused):
            raise UserError(DENIED[found.why])
        return await previews.show(newsroom, request, found)

    return await previews.accepted(newsroom, request, looked)


@commands.add(role="contributor", private=True)
async def publish(
    request: Request,
    newsroom: Newsroom,
    *,
    which: Id,
    silent: Annotated[bool, Help("Tell nobody who follows the subject", named=True)] = False,
) -> Reply:
    """Publish a preview: it becomes a revision, and goes out."""

    async def published() -> Reply:
        outcome = await newsroom.publish(
            which,
            editor=request.user.key,
            role=request.role or "contributor",
            request=previews.asked(request),
            at=request.at,
            silent=silent,
        )
        return await _came(request, newsroom, outcome)

    return await previews.accepted(newsroom, request, published)


@commands.add(role="editor", private=True)
async def approve(request: Request, newsroom: Newsroom, *, which: Id) -> Reply:
    """Agree, as a second editor, to what another brought in: it is published."""

    async def approved() -> Reply:
        outcome = await newsroom.approve(
            which,
            editor=request.user.key,
            role=request.role or "contributor",
            request=previews.asked(request),
            at=request.at,
        )
        return await _came(request, newsroom, outcome)

    return await previews.accepted(newsroom, request, approved)


@commands.add(role="contributor", private=True)
async def discard(request: Request, newsroom: Newsroom, *, which: Id) -> Reply:
    """Drop a preview; nothing is published."""
    t = texts(request.language)
    refused = await newsroom.discard(which, editor=request.user.key, role=request.role or "contributor", at=request.at)
    if refused is not None:
        raise UserError(DENIED[refused.why])
    return Reply(blocks=(Line(spans(t("push-discarded"))),))


async def _came(request: Request, newsroom: Newsroom, outcome: Outcome) -> Reply:
    """Give what came of publishing."""
    t = texts(request.language)
    match outcome:
        case Done():
            title = await newsroom.read(called.title, outcome.revision, t)
            done = _done(outcome, title, await newsroom.read(_seen, outcome), t)
            return await followed(newsroom, outcome.revision.number, done, request.at, t)
        case Waiting(preview):
            shown = await previews.show(newsroom, request, preview)
            return Reply(title=shown.title, blocks=(Line(spans(t("push-waits"))), *shown.blocks), buttons=shown.buttons)
        case Renewed(preview):
            return await previews.show(newsroom, request, preview)
        case Refused(why):
            raise UserError(DENIED[why])


def _seen(db: Database, done: Done) -> str | None:
    """Give the line that asks for the first subject that was touched and has a card of its own."""
    kinds = "SELECT id, kind FROM entities WHERE id IN (SELECT value FROM json_each(?))"
    found = db.execute(kinds, (json.dumps([each.subject for each in done.changes.touched]),)).fetchall()
    asked = sorted((list(ASKS).index(kind), id_) for id_, kind in found if kind in ASKS)
    return f"{list(ASKS.values())[asked[0][0]]} {asked[0][1]}" if asked else None


def _done(done: Done, title: str, line: str | None, t: Texts) -> Reply:
    revision = done.revision
    blocks: list[Line | Note] = [
        Line(spans(t("push-again" if done.again else "push-published", revision=revision.number)))
    ]
    if revision.silent:
        blocks.append(Note(spans(t("push-silent"))))
    if revision.approver:
        blocks.append(Note(spans(t("push-approved", author=revision.author, approver=revision.approver))))
    ways = (Button(t("push-see", command=f"/{line.partition(' ')[0]}"), line=line),) if line else ()
    undo = () if done.again else (Button(t("push-undo"), line=f"undo {revision.number}", style="danger"),)
    return Reply(title=title, blocks=tuple(blocks), buttons=((*ways, *undo),) if ways or undo else ())


def _became(settled: Became, title: str, t: Texts) -> Reply:
    """Give what became of something that was brought in."""
    revision, title = settled.revision, t("preview-title", title=title)
    if revision is None:
        said = t("settled-discarded-by", editor=settled.by) if settled.by else t("preview-discarded")
        return Reply(title=title, blocks=(Line(spans(said)),), private=True)
    blocks: list[Line | Note] = [Line(spans(t("push-published", revision=revision.number)))]
    if revision.approver:
        blocks.append(Note(spans(t("push-approved", author=revision.author, approver=revision.approver))))
    see = Button(t("settled-see", revision=revision.number), line=f"revisions {revision.number}")
    return Reply(title=title, blocks=tuple(blocks), buttons=((see,),), private=True)


async def _standing(request: Request, newsroom: Newsroom, t: Texts) -> Reply:
    """Give what is open of one's own, and what waits of others, each with a button."""
    found = await newsroom.previews(at=request.at)
    mine = [each for each in found if each.draft.editor == request.user.key]
    waiting = [each for each in found if each.draft.state == "waiting" and each not in mine]
    seen = [*mine, *(waiting if request.role != "contributor" else [])]
    titles = [await newsroom.read(called.proposed, each, t) for each in seen]
    rows = [
        Row(title, t("standing-waits" if each.draft.state == "waiting" else "standing-open"), each.draft.editor)
        for title, each in zip(titles, seen, strict=True)
    ]
    offered = list(zip(titles, seen, strict=True))[:8]
    buttons = tuple((Button(title[:60], line=f"preview {each.draft.id}"),) for title, each in offered)
    return Reply(title=t("standing-title"), blocks=tuple(rows) or (Note(spans(t("standing-none"))),), buttons=buttons)


async def _sent(upload: Upload) -> str:
    """Give the text of a file. Raises UserError for one that is too large, or no dossier by its name or content."""
    if not upload.name.lower().endswith(SUFFIXES):
        raise UserError("push-type", name=_safe(upload.name))
    if upload.size is not None and upload.size > LARGEST:
        raise UserError("push-large", limit=LARGEST // 1024)
    content = await upload.read(LARGEST)
    if len(content) > LARGEST:
        raise UserError("push-large", limit=LARGEST // 1024)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("push-not-text", name=_safe(upload.name)) from None


def _load(content: str, name: str) -> Dossier:
    return load_text(content, name)


def _safe(name: str) -> str:
    """Give a file's name as it may stand in a sentence: its last part, of letters, digits and a few signs."""
    return re.sub(r"[^\w. -]", "_", re.split(r"[\\/]", name)[-1])[-80:] or "file"
