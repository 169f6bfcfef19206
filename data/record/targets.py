"""Whether there is what an amendment names, and whether it can be what the amendment says."""

from __future__ import annotations

import difflib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlite_utils import Database

from data.dossier import said, schema, who
from data.dossier.amending import Correction
from data.dossier.positions import Origin, Path
from data.dossier.schema import Dossier
from data.dossier.shape import annotation_of
from data.dossier.values import Refers
from data.errors import Fault
from data.migrations import RECORD
from data.record.amend import MAIN

_SAID = ("text", "words", "source", "via", "date", "note")


@dataclass(frozen=True, slots=True)
class Form:
    """What of a kind can be corrected: the fields, and the models they are fields of."""

    fields: tuple[str, ...]
    models: tuple[type[BaseModel], ...]

    def model(self, field: str) -> type[BaseModel]:
        """Give the model that has the field."""
        return next(model for model in self.models if field in model.model_fields)


FORMS = {
    "figure": Form(("value", "label", "words", "side"), (schema.Figure,)),
    "table": Form(("as_of", "source", "via", "status", "words", "note"), (schema.Table,)),
    "quote": Form(
        ("text", "speaker", "speaker_source", "kind", "source", "via", "date", "language", "original_language", "note"),
        (schema.Quote,),
    ),
    "claim": Form(("claimant", "claimant_source", "verb", "kind", *_SAID), (said.Claim,)),
    "response": Form(("by", *_SAID), (said.Response,)),
    "finding": Form(("by", "outcome", *_SAID), (said.Finding,)),
    "event": Form(
        ("date", "date_stated", "date_note", "status", "source", "via", "words", "note"),
        (said.Event,),
    ),
    "outcome": Form(("result", "who", "status", "date", "source", "via", "words", "note"), (said.Outcome,)),
    "schedule": Form(
        ("date", "stated", "how", "status", "source", "via", "words", "note"),
        (said.Rescheduled,),
    ),
    "note": Form(("text", "words", "source", "via", "note"), (said.Remark,)),
    "source": Form(
        ("publisher", "title", "url", "published", "published_note", "language", "account", "note"), (who.Source,)
    ),
    "motion": Form(
        ("question", "yes_means", "status", "date", "stated", "how", "source", "words"),
        (schema.Motion, schema.Schedule),
    ),
    "contest": Form(("office", "seats", "date", "date_note", "source", "words"), (schema.Contest,)),
    "election": Form(("date", "date_note", "source"), (who.Election,)),
}
"""The kinds that can be corrected."""

ENDING = ("figure", "table", "quote", "claim", "response", "finding", "event", "outcome", "schedule", "note")
"""The kinds that can be retracted."""

WHOSE: dict[str, type[BaseModel]] = {"quote": schema.Quote, "claim": said.Claim}
"""The kinds whose fields hang together."""


def faults(db: Database, dossier: Dossier, origin: Origin) -> Iterator[Fault]:
    """Give a fault for every amendment that names nothing on record, or makes something of it that cannot be."""
    for id_, each in dossier.corrections.items():
        yield from _correction(db, each, origin, ("corrections", id_))
    for id_, ended in dossier.retractions.items():
        path = ("retractions", id_, "of")
        kind = yield from _named(db, ended.of, origin, path)
        if kind is not None and kind not in ENDING:
            yield origin.fault(
                path, f"{ended.of} is a {kind}, which no retraction ends; {_choice(ENDING)} can be ended"
            )
    for id_, first in dossier.preferences.items():
        yield from _named(db, first.of, origin, ("preferences", id_, "of"))
    for id_, gone in dossier.redactions.items():
        if _kind(db, gone.of) is None:
            yield origin.fault(("redactions", id_, "of"), _nothing(db, gone.of))


def _correction(db: Database, each: Correction, origin: Origin, path: Path) -> Iterator[Fault]:
    kind = yield from _named(db, each.of, origin, (*path, "of"))
    if kind is None:
        return
    form = FORMS.get(kind)
    if form is None or each.field not in form.fields:
        ways = f"of a {kind}, {_choice(form.fields)} can be corrected" if form else "publish its dossier anew"
        yield origin.fault((*path, "field"), f"{each.field} cannot be corrected; {ways}")
        return
    wrong = _value(db, each, form) or _together(db, each, kind)
    if wrong is not None:
        yield origin.fault((*path, "value"), wrong)


def _value(db: Database, each: Correction, form: Form) -> str | None:
    field = form.model(each.field).model_fields[each.field]
    try:
        TypeAdapter(field.rebuild_annotation()).validate_python(each.value)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        cause = found.get("ctx", {}).get("error")
        return str(cause) if cause is not None else f"cannot be {each.field}: {found['msg']}"
    refers = _refers(annotation_of(field))
    if refers is not None and each.value is not None:
        kind = _kind(db, str(each.value))
        if kind not in refers.kinds:
            return (
                f"{each.value} is {f'a {kind}' if kind else 'not on record'}; write the id of a {_choice(refers.kinds)}"
            )
    return None


def _refers(annotation: Any) -> Refers | None:
    marks = [*getattr(annotation, "__metadata__", ())]
    for arm in getattr(annotation, "__args__", ()):
        marks += getattr(arm, "__metadata__", ())
    return next((mark for mark in marks if isinstance(mark, Refers)), None)


def _together(db: Database, each: Correction, kind: str) -> str | None:
    """Say what is wrong with a quotation or claim as it would be."""
    if kind not in WHOSE:
        return None
    row = _row(db, kind, each.of)
    cells = dict(zip(RECORD[MAIN[kind]], row[1:], strict=True)) | {each.field: each.value}
    try:
        WHOSE[kind].model_validate({name: cells[name] for name in cells.keys() & WHOSE[kind].model_fields.keys()})
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        return str(found.get("ctx", {}).get("error", found["msg"]))
    return None


def _named(db: Database, of: str, origin: Origin, path: Path) -> Generator[Fault, None, str | None]:
    """Give the kind of what is on record under this id; a fault when nothing is."""
    kind = _kind(db, of)
    if kind is None or (kind in MAIN and _row(db, kind, of) is None):
        yield origin.fault(path, _nothing(db, of))
        return None
    return kind


def _kind(db: Database, of: str) -> str | None:
    row = db.execute("SELECT kind FROM entities WHERE id = ?", (of,)).fetchone()
    return None if row is None else str(row[0])


def _row(db: Database, kind: str, of: str) -> Any:
    table = MAIN[kind]
    columns = ", ".join(("id", *RECORD[table]))
    sql = f"SELECT {columns} FROM {table} WHERE id = ? AND ended IS NULL"  # noqa: S608  # this package's own tables
    return db.execute(sql, (of,)).fetchone()


def _nothing(db: Database, of: str) -> str:
    thing, slash, _ = of.partition("/")
    sql = (
        "SELECT id FROM figures WHERE within = ? AND ended IS NULL ORDER BY n"
        if slash
        else "SELECT id FROM entities WHERE substr(id, 1, 1) = substr(?, 1, 1) AND instr(id, '/') = 0 LIMIT 5000"
    )
    known = [id_ for (id_,) in db.execute(sql, (thing,))]
    near = difflib.get_close_matches(of, known, n=3, cutoff=0.5) or (known[:5] if slash else [])
    hint = f"did you mean {' or '.join(near)}?" if near else "write the id of something on record"
    return f"{of} is not on record now; {hint}"


def _choice(words: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
