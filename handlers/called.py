"""What people call the thing that an amendment is of, and a revision that amends: by names, in their language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from bot.languages import Texts, texts
from data.desk import Revision, statements
from data.dossier import Dossier
from data.editing import Proposed
from data.record import claims, fields, history, names, quotes, sources, tables
from data.record.reading import NOW, Clock
from handlers.cards import cited_as, named
from handlers.fields import shown

MEASURES = {
    "seats": "measure-seats",
    "strength": "measure-strength",
    "votes": "measure-votes",
    "support": "measure-support",
    "bloc": "measure-bloc",
    "seats-up": "measure-seats-up",
    "seats-filled": "measure-seats-filled",
    "new-seats": "measure-new-seats",
    "member-parties": "measure-member-parties",
    "phases": "measure-phases",
    "threshold": "measure-threshold",
    "breakdown": "measure-breakdown",
    "unopposed": "measure-unopposed",
}

TITLES = {
    "correction": "titled-correction",
    "retraction": "titled-retraction",
    "preference": "titled-preference",
    "redaction": "titled-redaction",
}

CUT = 60
"""Characters of somebody's words that stand in a title."""


def title(db: Database, revision: Revision, t: Texts) -> str:
    """Give what a revision is called: an update as its editor called it, any other by what it is of."""
    if revision.kind == "update":
        return revision.title
    return _title(db, revision.kind, [each.of for each in history.made(db, revision.number)], revision.undoes, t)


def proposed(db: Database, each: Proposed, t: Texts) -> str:
    """Give what something is called that is not published yet, or was not."""
    return dossier(db, Dossier.model_validate_json(each.draft.content), t)


def dossier(db: Database, said: Dossier, t: Texts) -> str:
    """Give what the revision is called that a dossier is to become, or became."""
    if said.kind == "update":
        return said.title
    of = [getattr(each, "of", "") for each in said.amendments()]
    return _title(db, said.kind, of, said.undone, t)


def _title(db: Database, kind: str, of: Sequence[str], undone: int | None, t: Texts) -> str:
    if undone is not None:
        before = statements.revision(db, undone)
        return t("titled-undo", revision=undone, title=title(db, before, t) if before else "")
    first, *more = sorted(set(of))
    return t(TITLES[kind], what=target(db, first, t, brief=True), more=len(more))


def reason(said: str, t: Texts) -> str:
    """Give a reason as it was typed; what stands where none was is told in the reader's language."""
    return given(said) or t("undo-reason")


def given(reason: str) -> str | None:
    """Give a reason that somebody typed; None for what stands where nobody gave one."""
    return None if reason == texts("en")("undo-reason") else reason


def target(db: Database, id_: str, t: Texts, *, brief: bool = False) -> str:
    """Give what a person calls the thing an amendment is of: a figure by its subject, part and source.

    As it stands in a title (`brief`) a figure goes without its source, and words are cut. What does not stand any more
    is called as it was; the id is given only where nothing has a name, or what has one was removed.
    """
    if history.redacted(db, id_) is not None:
        return id_
    found = ((_brief if brief else _target)(db, id_, at, t) for at in _clocks(db, id_))
    return next((each for each in found if each is not None), id_)


def _clocks(db: Database, id_: str) -> Iterator[Clock]:
    """Give the moments at which a thing may have a name: now, and before each time that something was said of it."""
    yield NOW
    for each in reversed(history.of(db, id_)):
        yield Clock(known=each.revision - 1)


def _brief(db: Database, id_: str, at: Clock, t: Texts) -> str | None:
    within, _, part = id_.partition("/")
    table = tables.get(db, within, at)
    if table is not None and part:
        figure = table.figure(part)
        subject = names.of(db, table.subject, at).of(t.language)
        return None if figure is None else t("corrected-of", subject=subject, what=named(figure, t))
    said = quotes.get(db, id_, at) or claims.get(db, id_, at)
    if said is not None and len(said.text) > CUT:
        return t("target-words", words=f"{said.text[:CUT].rstrip()} …")
    return _target(db, id_, at, t)


def _target(db: Database, id_: str, at: Clock, t: Texts) -> str | None:
    within, _, part = id_.partition("/")
    table = tables.get(db, within, at)
    if table is not None:
        subject = names.of(db, table.subject, at).of(t.language)
        source = cited_as(table.source, table.via, t)
        figure = table.figure(part) if part else None
        if not part:
            return t("target-table", subject=subject, measure=t(MEASURES[table.measure]), source=source)
        return None if figure is None else t("target-figure", subject=subject, part=named(figure, t), source=source)
    quote, claim = quotes.get(db, id_, at), claims.get(db, id_, at)
    if quote is not None or claim is not None:
        return t("target-words", words=quote.text if quote else claim.text if claim else "")
    if part:
        contest, who = names.of(db, within, at), names.of(db, part, at)
        return t("target-candidate", contest=contest.of(t.language), who=who.of(t.language)) if contest.texts else None
    return _told(db, id_, at, t)


def _told(db: Database, id_: str, at: Clock, t: Texts) -> str | None:
    """Give what a source, an outcome, a schedule or a thing with a name is called."""
    kind = fields.kind_of(db, id_)
    if kind == "source":
        source = sources.get(db, id_, at)
        return None if source is None else cited_as(source, None, t)
    of = fields.stands(db, id_, "of", at) if kind in {"outcome", "schedule"} else None
    if of is not None:
        by = fields.stands(db, id_, "source", at) or (None,)
        name = names.of(db, str(of[0]), at).of(t.language)
        return t(f"target-{kind}", name=name, source=shown(db, by[0], t))
    called = names.of(db, id_, at)
    return called.of(t.language) if called.texts else None
