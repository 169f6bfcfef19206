"""From dossier to revision: accepted in one transaction, or not at all."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from data import changes
from data.books import Books
from data.changes import Changes
from data.checks import check, of_fault
from data.connections import Connection, rehearsing
from data.desk import Revision, statements
from data.dossier import Dossier, load, salvage
from data.errors import DataError, DossierError, Fault
from data.findings import Finding
from data.rebuild import make_anew
from data.record.revise import revise
from data.redaction import erase, scrub_later, stripped
from data.store import Store

SHIPPED = "division-bell"
"""The author of the revisions that the shipped dossiers become."""

Plan = Callable[[Books, Revision, Changes], None]
"""What is due because of a revision, written down with it."""


def no_plan(_books: Books, _revision: Revision, _changes: Changes) -> None:
    """Leave nothing due."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the revision that holds the dossier now, whether it is new, and what the checks warn of."""

    number: int
    changed: bool
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """A dossier as it is about to become a revision: its content as it is kept, who brings it, and how."""

    dossier: Dossier
    content: str
    digest: str
    author: str
    why: str
    at: datetime
    silent: bool = False
    approver: str | None = None
    request: str | None = None


def canonical(dossier: Dossier) -> str:
    """Give the dossier as JSON: the same for the same facts in the same order, however the file was written."""
    data = dossier.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


async def publish(store: Store, dossier: Dossier, *, author: str, why: str, at: datetime) -> Published:
    """Make the dossier the next revision, unless it is already what its id stands for.

    A dossier published again under its id says everything anew: what it leaves out ends with this revision. Raises
    DossierError when it does not fit what is known, with places when it was loaded from a file.
    """
    draft = await asyncio.to_thread(submission, dossier, author, why, at)
    return (await store.both(_publish, [draft]))[0]


async def load_shipped(
    store: Store, paths: Iterable[Path], *, at: datetime, plan: Plan = no_plan
) -> tuple[Published, ...]:
    """Publish the dossiers in these files and directories, in order; all of them, or none when one is refused.

    Of a directory, its `*.yaml` files by name count, not its subdirectories. Several processes may do this at once.
    `plan` is called for each that is new or says something else, unless the record was empty: then it is nobody's news.
    Raises DataError when there is nothing there, DossierError when a dossier is not accepted.
    """
    drafts = await asyncio.to_thread(_drafts, tuple(paths), at)
    return await store.both(_load, drafts, plan)


async def rehearse(store: Store, paths: Iterable[Path], *, at: datetime) -> tuple[Published, ...]:
    """Say what publishing these dossiers would do, and change nothing.

    Raises what `load_shipped` raises; a DossierError then also names what the checks find in the rest of the dossiers.
    """
    would, found = await _examined(store, tuple(paths), at)
    if would is None:
        raise DossierError(each.as_fault() for each in found)
    return would


async def examine(store: Store, paths: Iterable[Path], *, at: datetime) -> tuple[Finding, ...]:
    """Give all that is wrong or doubtful in these dossiers, errors and warnings with their codes, by file and place.

    Nothing is changed. Raises DataError when a path leads to no dossier.
    """
    _, found = await _examined(store, tuple(paths), at)
    return tuple(sorted(found, key=Finding.as_fault))


def files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the files that the paths stand for, in order. Raises DataError when a path leads to none."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.yaml")) if path.is_dir() else [path] if path.is_file() else []
        if not inside:
            raise DataError(f"{path} is no dossier and no directory with dossiers (*.yaml); correct DOSSIERS")
        found += inside
    return tuple(found)


def _salvage(paths: tuple[Path, ...]) -> list[tuple[Dossier | None, list[Fault]]]:
    return [salvage(path) for path in files(paths)]


async def _examined(
    store: Store, paths: tuple[Path, ...], at: datetime
) -> tuple[tuple[Published, ...] | None, list[Finding]]:
    """Give what publishing would do, None when it would be refused, and every finding."""
    salvaged = await asyncio.to_thread(_salvage, paths)
    left = [dossier for dossier, _ in salvaged if dossier is not None]
    faults = [fault for _, found in salvaged for fault in found]
    if not faults:
        try:
            would = await store.write(_rehearse, [submission(each, SHIPPED, each.why, at) for each in left])
        except DossierError as error:
            faults = list(error.faults)
        else:
            return would, [each for published in would for each in published.warnings]
    return None, [*map(of_fault, faults), *await store.write(_checked, left)]


def _checked(db: Database, dossiers: Iterable[Dossier]) -> list[Finding]:
    return [each for dossier in dossiers for each in check(db, dossier)]


def _drafts(paths: tuple[Path, ...], at: datetime) -> list[Submission]:
    dossiers, faults = [], list[Fault]()
    for path in files(paths):
        try:
            dossiers.append(load(path))
        except DossierError as error:
            faults += error.faults
    if faults:
        raise DossierError(faults)
    return [submission(dossier, SHIPPED, dossier.why, at) for dossier in dossiers]


def submission(dossier: Dossier, author: str, why: str, at: datetime) -> Submission:
    """Give a dossier made ready to be published. Takes its time with a large one: it belongs in a thread."""
    content = canonical(dossier)
    return Submission(dossier, content, hashlib.sha256(content.encode()).hexdigest(), author, why, at)


def _publish(books: Books, drafts: Iterable[Submission]) -> tuple[Published, ...]:
    return tuple(_publish_one(books.record, draft, partial(accept, books)) for draft in drafts)


def _load(books: Books, drafts: Iterable[Submission], plan: Plan) -> tuple[Published, ...]:
    """Publish, and let be due what follows where something was on record before."""
    told = plan if statements.head(books.record) else no_plan

    def become(draft: Submission) -> Revision:
        """Make it the next revision, with what is due because of it."""
        revision = accept(books, draft)
        if told is not no_plan:  # what changed takes its time to find out
            told(books, revision, changes.of(books.record, revision.number))
        return revision

    return tuple(_publish_one(books.record, draft, become) for draft in drafts)


def _rehearse(db: Connection, drafts: Iterable[Submission]) -> tuple[Published, ...]:
    with rehearsing(db):
        return tuple(_publish_one(db, draft, partial(enter, db)) for draft in drafts)


def _publish_one(db: Database, draft: Submission, become: Callable[[Submission], Revision]) -> Published:
    before = statements.current(db, draft.dossier.dossier)
    if before is not None and before.digest == draft.digest:
        return Published(before.number, changed=False, warnings=check(db, draft.dossier))
    revision = become(draft)
    return Published(revision.number, changed=True, warnings=revision.warnings)


def accept(books: Books, draft: Submission) -> Revision:
    """Make a dossier the next revision on the desk and in the record; inside a transaction of both."""
    books.desk.lock("head")
    revision = enter(books.record, draft)
    if books.apart:
        content = statements.content(books.record, revision.number)
        statements.append(books.desk, _kept(revision), content or "")
        statements.unsign(books.record, revision.number)
        if draft.dossier.redactions:
            erase(books.desk, draft.dossier)
    books.desk.tell()
    return revision


def enter(db: Connection, draft: Submission, *, rehearsing: bool = False) -> Revision:
    """Make a dossier the next revision, whatever was there before; inside a transaction of the caller's.

    A redaction takes its content out of all that is kept, unless that is only rehearsed.
    """
    dossier, number = stripped(db, draft.dossier), statements.head(db) + 1
    content = draft.content if dossier is draft.dossier else canonical(dossier)
    revise(db, number, dossier)
    # The checks look at the record as it is with this dossier in it.
    warnings = check(db, dossier)
    revision = Revision(
        number=number,
        dossier=dossier.dossier,
        title=dossier.title,
        digest=draft.digest,
        author=draft.author,
        why=draft.why,
        at=draft.at,
        warnings=warnings,
        kind=dossier.kind,
        reason=dossier.reason,
        mistake=dossier.mistake,
        silent=draft.silent,
        approver=draft.approver,
        request=draft.request,
        undoes=dossier.undone,
    )
    statements.append(db, _kept(revision), content)
    if dossier.redactions and not rehearsing:
        forget(db, dossier)
    return revision


def forget(db: Connection, dossier: Dossier) -> None:
    """Take what a dossier redacts out of all that is kept in the file, and make the record anew without it."""
    erase(db, dossier)
    scrub_later(db)
    make_anew(db)
    db.execute("INSERT INTO sayings_fts (sayings_fts) VALUES ('rebuild')")


def _kept(revision: Revision) -> Revision:
    """Give a revision as it is kept: what the checks say of its places in a file is left out."""
    return replace(revision, warnings=tuple(each.kept() for each in revision.warnings))
