"""The steps from a proposal to a revision, each inside one transaction."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data import changes
from data.books import Books
from data.connections import rehearsing
from data.desk import drafts, editors, statements
from data.desk.values import Draft, Entry, Revision, Role
from data.dossier import Dossier
from data.editing import calls, gates, reach
from data.editing.values import Done, Outcome, Preview, Proposed, Refused, Renewed, Rules, Waiting
from data.publish import Plan, Submission, accept, canonical, enter, submission
from data.redaction import stripped
from data.sql import Executes, Sql

KEPT = timedelta(days=7)
"""How long a preview that came to nothing, or was published, is kept."""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody who changes the record, as what, when, and by which request of the platform's."""

    editor: str
    role: Role
    at: datetime
    request: str = ""

    @property
    def publishes(self) -> bool:
        """Whether they may do more than propose."""
        return self.role != "contributor"


def propose(books: Books, rules: Rules, draft: Submission, act: Act) -> Preview:
    """Keep a proposal and give its preview; the same request again gives the preview there is."""
    if (before := drafts.asked(books.desk, act.request)) is not None:
        return replace(_shown(books, rules, before, _read(before)), repeated=True)
    dossier = stripped(books.record, draft.dossier)
    gates.admit(books.record, dossier, act.role)
    drafts.sweep(books.desk, act.at - KEPT)
    kept = Draft(
        id=_fresh_id(books),
        editor=act.editor,
        role=act.role,
        request=act.request,
        content=canonical(dossier),
        head=statements.head(books.record),
        state="open",
        at=act.at,
        expires=act.at + timedelta(minutes=rules.preview_minutes),
    )
    preview = _shown(books, rules, kept, dossier)
    drafts.save(books.desk, kept)
    _audit(books, act, "propose", draft.dossier.dossier, f"preview {kept.id}")
    return preview


def look(books: Books, rules: Rules, id_: str, act: Act) -> Preview | Refused:
    """Give a preview; made anew when the record moved, and then it holds anew."""
    draft = _open(drafts.draft(books.desk, id_), act)
    if isinstance(draft, Refused):
        return draft
    return _renewed(books, rules, draft, act.at)


def standing(db: Sql, editor: str | None, at: datetime) -> tuple[Proposed, ...]:
    """Give what has not expired."""
    found = [(each, _read(each)) for each in drafts.standing(db, editor) if each.expires > at]
    return tuple(Proposed(each, said.kind, said.dossier, said.title, said.why) for each, said in found)


def publish(books: Books, rules: Rules, plan: Plan, id_: str, act: Act, *, silent: bool) -> Outcome:
    """Publish a preview, or let it wait for a second editor."""
    draft = _publishable(books, id_, act)
    if not isinstance(draft, Draft):
        return draft
    if draft.state == "waiting":
        return Waiting(_shown(books, rules, draft, _read(draft)))
    if draft.head != statements.head(books.record):
        return Renewed(_renewed(books, rules, draft, act.at))
    preview = _shown(books, rules, draft, _read(draft))
    if preview.second:
        expires = act.at + timedelta(hours=rules.waiting_hours)
        waiting = replace(draft, state="waiting", silent=silent, expires=expires)
        drafts.save(books.desk, waiting)
        _audit(books, act, "wait", preview.dossier, f"preview {id_}: {', '.join(preview.second)}")
        calls.asked(books.desk, waiting, act.at)
        return Waiting(replace(preview, draft=waiting))
    return _publish(books, plan, replace(draft, silent=silent), act)


def approve(books: Books, rules: Rules, plan: Plan, id_: str, act: Act) -> Outcome:
    """Publish what waits, for a second editor."""
    draft = _publishable(books, id_, act)
    if not isinstance(draft, Draft):
        return draft
    if not act.publishes:
        return Refused("role")
    if draft.editor == act.editor:
        return Refused("own")
    if draft.head != statements.head(books.record):
        return Renewed(_renewed(books, rules, draft, act.at))
    return _publish(books, plan, draft, act)


def discard(books: Books, id_: str, act: Act) -> Refused | None:
    """Drop a preview."""
    draft = _open(drafts.draft(books.desk, id_), act)
    if isinstance(draft, Refused):
        return draft
    drafts.save(books.desk, replace(draft, state="discarded"))
    _audit(books, act, "discard", _read(draft).dossier, f"preview {id_}")
    if draft.state == "waiting":
        calls.settled(books.desk, draft, act.editor, act.at)
    return None


def newest(db: Executes) -> int | None:
    """Give the newest revision that stands and is no undo."""
    gone = statements.undone(db)
    found = db.execute("SELECT number FROM revisions WHERE kind <> 'undo' ORDER BY number DESC")
    return next((number for (number,) in found if number not in gone), None)


def _publishable(books: Books, id_: str, act: Act) -> Draft | Done | Refused:
    """Give a draft that is to be published, or what came of it (or of this request) before, or why it may not be."""
    draft = drafts.draft(books.desk, id_)
    return _done(books, draft, act.request) or _open(draft, act)


def _open(draft: Draft | None, act: Act) -> Draft | Refused:
    """Give a draft to whoever may do something with it, or why they may not."""
    if draft is None:
        return Refused("unknown")
    if draft.editor != act.editor and not (draft.state == "waiting" and act.publishes):
        return Refused("theirs")
    if draft.state == "discarded":
        return Refused("discarded")
    return Refused("expired") if draft.expires <= act.at else draft


def _done(books: Books, draft: Draft | None, request: str) -> Done | None:
    """Give what was published already, by this request or from this preview."""
    number = draft.revision if draft is not None else None
    revision = statements.asked(books.record, request) or (
        statements.revision(books.record, number) if number else None
    )
    return None if revision is None else Done(revision, changes.of(books.record, revision.number), again=True)


def _publish(books: Books, plan: Plan, draft: Draft, act: Act) -> Done:
    dossier = _read(draft)
    approver = act.editor if act.editor != draft.editor else None
    made = submission(dossier, draft.editor, dossier.why, act.at)
    before = statements.standing(books.record, dossier.dossier)
    if before is not None and before.digest == made.digest:
        drafts.save(books.desk, replace(draft, state="published", revision=before.number))
        return Done(before, changes.of(books.record, before.number), again=True)
    gates.admit(books.record, dossier, draft.role)
    revision = accept(books, replace(made, silent=draft.silent, approver=approver, request=act.request))
    drafts.save(books.desk, replace(draft, state="published", revision=revision.number))
    found = changes.of(books.record, revision.number)
    plan(books, revision, found)
    brought = replace(act, editor=draft.editor, role=draft.role)
    _audit(books, brought, "publish", f"revision {revision.number}", f"{revision.kind} {revision.dossier}")
    if approver is not None:
        _audit(books, act, "approve", f"revision {revision.number}", revision.dossier)
        calls.settled(books.desk, replace(draft, revision=revision.number), act.editor, act.at)
    return Done(revision, found)


def _renewed(books: Books, rules: Rules, draft: Draft, at: datetime) -> Preview:
    head = statements.head(books.record)
    if head == draft.head or draft.state == "published":
        return _shown(books, rules, draft, _read(draft))
    since = statements.since(books.record, draft.head)
    hold = timedelta(minutes=rules.preview_minutes)
    anew = replace(draft, head=head, expires=max(draft.expires, at + hold))
    preview = _shown(books, rules, anew, _read(draft))
    drafts.save(books.desk, anew)
    return replace(preview, since=since)


def _shown(books: Books, rules: Rules, draft: Draft, dossier: Dossier) -> Preview:
    """Publish, see what that did, and take it back; of what is published, see what it did."""
    done = statements.revision(books.record, draft.revision) if draft.revision is not None else None
    if done is not None:
        return _preview(books, draft, dossier, done)
    made = submission(dossier, draft.editor, dossier.why, draft.at)
    before = statements.standing(books.record, dossier.dossier)
    with rehearsing(books.record):
        preview = _preview(books, draft, dossier, enter(books.record, made, rehearsing=True))
    if before is not None and before.digest == made.digest:
        return replace(preview, nothing=True)
    return replace(preview, second=gates.second(rules, draft.role, preview.changes, preview.warnings))


def _preview(books: Books, draft: Draft, dossier: Dossier, revision: Revision) -> Preview:
    found = changes.of(books.record, revision.number)
    cards = reach.cards(books, found)
    return Preview(
        draft=draft,
        kind=dossier.kind,
        dossier=dossier.dossier,
        title=dossier.title,
        why=dossier.why,
        changes=found,
        warnings=revision.warnings,
        cards=cards[: reach.CARDS],
        stale=len(cards),
        reach=reach.reach(books.desk, found),
        second=(),
    )


def _read(draft: Draft) -> Dossier:
    return Dossier.model_validate(json.loads(draft.content))


def _fresh_id(books: Books) -> str:
    while True:
        id_ = secrets.token_hex(4)
        if drafts.draft(books.desk, id_) is None:
            return id_


def _audit(books: Books, act: Act, what: str, subject: str, detail: str) -> None:
    editors.audit(books.desk, Entry(0, act.editor, what, subject, detail, act.at))
