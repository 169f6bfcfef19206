"""What `/correct` says of a field that is no figure: `field:date=2021-03-16`, `field:speaker=imran khan`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from sqlite_utils import Database

from bot.errors import UserError
from bot.languages import Texts
from bot.messages import Button, Choice
from data.dossier import Dossier
from data.dossier.amending import Mistake
from data.editing import correction
from data.folding import tokens
from data.record import claims, fields, names, quotes, sources, targets
from handlers import called
from handlers.cards import cited_as
from handlers.editing.again import OFFERED, Again
from handlers.editing.tabled import SUBJECTS
from handlers.fields import label, shown

UNKNOWN = ("?", "\N{ARABIC QUESTION MARK}")

CALLED = (*SUBJECTS, "event", "rule")
"""Kinds of things that are found by their names."""

LONGEST = 100
"""Characters that a completion has on Discord."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What is to be put right: of what, which field (`date=2021-03-16`), why, and whose mistake it was."""

    subject: str
    said: str
    reason: str
    mistake: Mistake


def corrected(db: Database, rewrite: Rewrite, again: Again) -> Dossier:
    """Give the dossier that puts a field right. Raises UserError where it is not certain of what, or which."""
    of = target(db, rewrite.subject, again)
    field, equals, typed = (each.strip() for each in rewrite.said.partition("="))
    known = targets.correctable(db, of)
    if not equals or field not in known:
        raise UserError(
            "field-which", of=called.target(db, of, again.t), fields=", ".join(known) or again.t("field-none")
        )
    now = fields.stands(db, of, field)
    value = _read(db, targets.annotation(db, of, field), field, typed, again)
    if now == (value,):
        raise UserError("field-same", field=label(field, again.t), value=shown(db, value, again.t))
    return correction(of, value, rewrite.reason, rewrite.mistake, field=field)


def target(db: Database, typed: str, again: Again) -> str:
    """Give the id of what is meant: an id, a candidate (`contest/person`), or words that find one thing.

    Raises UserError that offers what the words could mean.
    """
    typed = typed.strip()
    if fields.kind_of(db, typed) is not None:
        return typed
    found = names.resolve(db, typed, CALLED)
    if found.match is not None:
        return found.match.id
    offered = {each.names.id: each.names.of(again.t.language) for each in found.candidates} | dict(_said(db, typed))
    buttons = tuple(again.button(text[:60], subject=id_) for id_, text in [*offered.items()][:OFFERED])
    raise UserError("withdraw-which" if buttons else "withdraw-none", typed=typed, buttons=buttons)


def subjects(db: Database, typed: str, t: Texts) -> list[Choice]:
    """Give what can be corrected and fits what is typed: things by their names, words that were said, sources."""
    found = {match.id: match.names.of(t.language) for match in names.find(db, typed, CALLED)} if typed.strip() else {}
    found |= dict(_said(db, typed)) if typed.strip() else {}
    begun = [each for each in sources.every(db) if _begun(typed, f"{each.publisher} {each.title or ''} {each.id}")]
    found |= {each.id: cited_as(each, None, t) for each in begun}
    return [Choice(id_, text[:LONGEST]) for id_, text in found.items()]


def choices(db: Database, subject: str, typed: str, t: Texts) -> list[Choice]:
    """Give the fields of a thing, each with what stands there; once one is named, what may stand there."""
    try:
        of = target(db, subject, Again("correct", {}, t))
    except UserError:
        return []
    known = targets.correctable(db, of)
    field, equals, value = typed.partition("=")
    if not equals:
        near = [each for each in known if typed.strip().lower() in f"{each} {label(each, t).lower()}"]
        return [Choice(f"{each}=", _now(db, of, each, t)) for each in near]
    if field not in known:
        return []
    found = _values(db, of, field, value, t)
    return [Choice(f"{field}={each}", text[:LONGEST]) for each, text in found if len(f"{field}={each}") <= LONGEST]


def _now(db: Database, of: str, field: str, t: Texts) -> str:
    (value,) = fields.stands(db, of, field) or (None,)
    return t("field-now", field=label(field, t), value=shown(db, value, t, typed=True))[:LONGEST]


def _values(db: Database, of: str, field: str, typed: str, t: Texts) -> Iterator[tuple[str, str]]:
    mark = targets.annotation(db, of, field)
    taken, words = targets.refers(mark), [*_words(mark)]
    if taken is not None and taken.kinds == ("source",):
        yield from ((each.id, cited_as(each, None, t)) for each in sources.every(db) if _begun(typed, each.publisher))
    elif taken is not None and typed.strip():
        yield from ((each.id, each.names.of(t.language)) for each in names.find(db, typed, taken.kinds))
    elif words:
        yield from ((each, each) for each in words if typed.lower() in each)
    elif not typed.strip() and (now := fields.stands(db, of, field)) and now[0] is not None:
        yield str(now[0]), str(now[0])


def _read(db: Database, mark: Any, field: str, typed: str, again: Again) -> int | str | None:
    """Give the value that was typed as the field takes it; what it cannot be is for the schema to say."""
    if typed in UNKNOWN or not typed:
        return None
    taken = targets.refers(mark)
    if taken is None:
        whole = re.fullmatch(r"\d{1,3}(?:[,\N{ARABIC COMMA}\N{ARABIC THOUSANDS SEPARATOR}]?\d{3})*|\d+", typed)
        return int(re.sub(r"\D", "", typed)) if whole and _counts(mark) else typed
    if fields.kind_of(db, typed) in taken.kinds:
        return typed
    if taken.kinds == ("source",):
        near = [each for each in sources.every(db) if _begun(typed, f"{each.publisher} {each.title or ''}")]
        return _one(((each.id, cited_as(each, None, again.t)) for each in near), field, typed, again)
    found = names.resolve(db, typed, taken.kinds)
    matches = [found.match] if found.match else found.candidates
    return _one(((each.id, each.names.of(again.t.language)) for each in matches), field, typed, again)


def _one(found: Iterable[tuple[str, str]], field: str, typed: str, again: Again) -> str:
    known = [*found]
    if len(known) == 1:
        return known[0][0]
    buttons = tuple(_put(field, id_, text, again) for id_, text in known[:OFFERED])
    raise UserError("subject-which" if buttons else "subject-unknown", typed=typed, buttons=buttons)


def _put(field: str, id_: str, text: str, again: Again) -> Button:
    return again.button(text[:60], field=f"{field}={id_}")


def _said(db: Database, typed: str) -> Iterator[tuple[str, str]]:
    """Give the quotations and claims that these words find."""
    yield from ((each.id, each.text) for each in quotes.find(db, typed)[:OFFERED])
    yield from ((each.id, each.text) for each in quotes.headlines(db, typed)[:OFFERED])
    yield from ((each.id, each.text) for each in claims.find(db, typed)[:OFFERED])


def _begun(typed: str, text: str) -> bool:
    known = tokens(text)
    return bool(typed.strip()) and all(any(word.startswith(start) for word in known) for start in tokens(typed))


def _words(mark: Any) -> Iterator[str]:
    """Give the words of which a field takes one."""
    if get_origin(mark) is Literal:
        yield from (str(each) for each in get_args(mark))
    else:
        for each in get_args(mark):
            if get_origin(each) is not None:
                yield from _words(each)


def _counts(mark: Any) -> bool:
    """Say whether a field takes a whole number."""
    return mark is int or any(_counts(each) for each in get_args(mark) if isinstance(each, type) or get_args(each))
