"""From a dossier to its preview, and what is said when it is not accepted."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from sqlite_utils import Database

from bot.languages import Texts, texts
from bot.messages import Reply, Request, Row
from data.changes import Changes
from data.desk import Desk, plan
from data.dossier import Dossier
from data.due import weights
from data.editing import Newsroom, Preview
from data.errors import DossierError, TooSlow
from data.folding import fold
from data.record import fields, sources, tables
from data.record.names import Names
from data.record.reading import NOW, Clock, rows
from handlers import called
from handlers.called import target
from handlers.cards import named
from handlers.editing import brought, preview_card, scene
from handlers.editing.preview_card import Shown
from handlers.fields import label
from handlers.fields import shown as shown_field
from handlers.registry import commands

LINE = "editing/line/"
"""Before a preview's id in the desk: the line it came from."""

FAULTS = "editing/faults/"
"""Before a digest in the desk: what was wrong with a dossier, for turning its pages."""

WRONG = "wrong-"
"""Before the digest in a line, in the place of a preview's id."""


def asked(request: Request) -> str:
    """Give the name by which this request is done once: the platform's, else one of its own."""
    return request.update or f"{request.user.key}/{secrets.token_hex(8)}"


async def propose(newsroom: Newsroom, request: Request, dossier: Dossier, line: str | None = None) -> Reply:
    """Keep a dossier for its editor and give its preview; `line` is the short form it came from."""

    async def proposed() -> Reply:
        preview = await newsroom.propose(
            dossier, editor=request.user.key, role=request.role or "contributor", request=asked(request), at=request.at
        )
        if line is not None:
            await Desk(newsroom).remember(f"{LINE}{preview.draft.id}", line)
        return await show(newsroom, request, preview)

    return await accepted(newsroom, request, proposed)


async def accepted(newsroom: Newsroom, request: Request, work: Callable[[], Awaitable[Reply]]) -> Reply:
    """Do the work; a dossier that is not accepted is answered with every fault and its place, page by page."""
    try:
        return await work()
    except DossierError as error:
        lines = str(error).splitlines()
        kept = json.dumps(lines, ensure_ascii=False)
        id_ = f"{WRONG}{hashlib.sha256(kept.encode()).hexdigest()[:16]}"
        await Desk(newsroom).remember(f"{FAULTS}{id_}", kept)
        return refused(lines, id_, texts(request.language))


async def wrong(newsroom: Newsroom, id_: str, t: Texts) -> Reply | None:
    """Give what was wrong with a dossier once more, nothing where no such thing is kept."""
    kept = await Desk(newsroom).recall(f"{FAULTS}{id_}")
    return None if kept is None else refused(json.loads(kept), id_, t)


def refused(lines: list[str], id_: str, t: Texts) -> Reply:
    """Give the card of a dossier's faults."""
    blocks = preview_card.faults(t("faults-what", count=len(lines)), lines)
    return Reply(title=t("faults-title"), blocks=blocks, private=True, line=f"preview {id_}")


async def show(newsroom: Newsroom, request: Request, preview: Preview) -> Reply:
    """Give a preview's card."""
    t = texts(request.language)
    line = await Desk(newsroom).recall(f"{LINE}{preview.draft.id}")
    shown = replace(await newsroom.read(_shown, preview, line, t), least=not newsroom.counts_all)
    with suppress(TooSlow):
        shown = replace(shown, followers=await newsroom.desk.read(plan.followers, weights(preview.changes)))
    return preview_card.card(shown, t, mine=preview.draft.editor == request.user.key)


def _shown(db: Database, preview: Preview, line: str | None, t: Texts) -> Shown:
    dossier = Dossier.model_validate_json(preview.draft.content)
    before = NOW if preview.draft.revision is None else Clock(known=preview.draft.revision - 1)
    return Shown(
        preview=preview,
        dossier=dossier,
        title=called.dossier(db, dossier, t),
        tables=scene.tabled(db, dossier, preview.changes),
        others=tuple(scene.others(dossier)),
        flipped=_flipped(db, dossier, preview.changes),
        amended=_amended(db, dossier, t),
        undone=_undone(db, preview.changes, t) if dossier.undoes else {},
        ends=tuple(brought.blocks(db, dossier, before, t)),
        fields=_fields(db, dossier, before, t),
        rests=_rests(db, dossier),
        publishers=_new_publishers(db, dossier, before),
        line=line,
        form=line is not None and commands[line.partition(" ")[0]].form,
    )


def _new_publishers(db: Database, dossier: Dossier, before: Clock) -> tuple[str, ...]:
    """Give the publishers of whom the record held nothing: one that is misspelt would look like another source."""
    known = {fold(each["publisher"]) for each in rows(db, before, "sources", {}, "id")}
    found = dict.fromkeys(each.publisher for each in dossier.sources.values())
    return tuple(each for each in found if fold(each) not in known)


def _fields(db: Database, dossier: Dossier, before: Clock, t: Texts) -> dict[tuple[str, str], Row]:
    """Give, for each field that is corrected, what it is called, what stood in it, and what is to."""
    found = {}
    for each in dossier.corrections.values():
        if each.field != "value":
            was = fields.stands(db, each.of, each.field, before) or (None,)
            old, new = (shown_field(db, value, t) for value in (was[0], each.value))
            row = Row(label(each.field, t), t("preview-moves", before=old, after=new))
            found[each.of, each.field] = row
    return found


def _rests(db: Database, dossier: Dossier) -> dict[str, int]:
    """Give how many things rest on each source that is corrected or removed, up to the hundreds."""
    of = {each.of for section in (dossier.corrections, dossier.redactions) for each in section.values()}
    return {id_: len({use.id for use in sources.used_by(db, id_)}) for id_ in of if fields.kind_of(db, id_) == "source"}


def _flipped(db: Database, dossier: Dossier, changes: Changes) -> tuple[tuple[str, Names], ...]:
    """Give the subjects of which an outcome or a majority becomes another."""
    found = dict.fromkeys((each.what, each.subject) for each in changes.flips)
    return tuple((what, scene.called(db, dossier, subject)) for what, subject in found)


def _undone(db: Database, changes: Changes, t: Texts) -> dict[str, tuple[str, str]]:
    """Give what each figure that a revision changed is of, and the report it stands in."""
    found = {}
    for each in changes.figures[: preview_card.UNDONE]:
        within, _, part = each.id.partition("/")
        table = tables.get(db, within)
        figure = table.figure(part) if table else None
        if figure is not None:
            found[each.id] = (named(figure, t), target(db, within, t))
    return found


def _amended(db: Database, dossier: Dossier, t: Texts) -> dict[str, str]:
    """Give what the targets of amendments, and speakers, are called."""
    sections = (dossier.corrections, dossier.retractions, dossier.preferences, dossier.redactions)
    targets = [each.of for section in sections for each in section.values()]
    speakers = [each.speaker for each in dossier.quotes.values() if each.speaker]
    return {id_: target(db, id_, t) for id_ in targets} | {
        id_: scene.called(db, dossier, id_).of(t.language) for id_ in speakers
    }
