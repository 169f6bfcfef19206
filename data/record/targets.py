"""Whether there is what an amendment names, and whether it can be what the amendment says."""

from __future__ import annotations

import difflib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlite_utils import Database

from data.dossier import said, schema, who
from data.dossier.amending import Correction
from data.dossier.named import Named
from data.dossier.positions import Origin, Path
from data.dossier.schema import SECTIONS, Dossier
from data.dossier.shape import bare
from data.dossier.values import Refers, Words
from data.errors import Fault
from data.migrations import RECORD
from data.record.fields import CANDIDACY, MAIN, kind_of, language, place
from data.record.reading import NOW, rows

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
    CANDIDACY: Form(("party", "backed_by", "outcome", "words"), (schema.Candidate,)),
}
"""The kinds whose fields can be corrected."""

NAMED = tuple(
    kind
    for section, kind in SECTIONS.items()
    if issubclass(bare(get_args(bare(Dossier.model_fields[section].annotation))[1]), Named)
)
"""The kinds that have names, which can be corrected too: `name_en`, `name_ur`, `short`."""

ENDING = ("figure", "table", "quote", "claim", "response", "finding", "event", "outcome", "schedule", "note")
"""The kinds that can be retracted."""

WHOSE: dict[str, type[BaseModel]] = {"quote": schema.Quote, "claim": said.Claim}
"""The kinds whose fields hang together."""


def faults(db: Database, dossier: Dossier, origin: Origin) -> Iterator[Fault]:
    """Give a fault for every amendment that names nothing on record, or makes something of it that cannot be."""
    for id_, each in dossier.corrections.items():
        yield from _correction(db, dossier, each, ("corrections", id_))
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
        if kind_of(db, gone.of) in {None, CANDIDACY}:
            yield origin.fault(("redactions", id_, "of"), _nothing(db, gone.of))


def correctable(db: Database, of: str) -> tuple[str, ...]:
    """Give the fields of a thing that can be corrected: its kind's, and its names in the languages it has them in."""
    kind = kind_of(db, of) or ""
    named = [each for each in rows(db, NOW, "names", {"id": of}) if each["kind"] != "spelling"] if kind in NAMED else []
    names = [f"name_{each['language'].replace('-', '_')}" if each["kind"] == "name" else "short" for each in named]
    return (*(FORMS[kind].fields if kind in FORMS else ()), *names)


def annotation(db: Database, of: str, field: str) -> Any:
    """Give the annotation of a field that can be corrected. Raises KeyError for any other field."""
    if language(field) is not None or field == "short":
        return Words
    return FORMS[kind_of(db, of) or ""].model(field).model_fields[field].rebuild_annotation()


def refers(mark: Any) -> Refers | None:
    """Give of which kinds an annotation takes ids; None where it takes none."""
    marks = [*getattr(mark, "__metadata__", ())]
    for arm in getattr(mark, "__args__", ()):
        marks += getattr(arm, "__metadata__", ())
    return next((each for each in marks if isinstance(each, Refers)), None)


def _correction(db: Database, dossier: Dossier, each: Correction, path: Path) -> Iterator[Fault]:
    origin = dossier.origin()
    kind = yield from _named(db, each.of, origin, (*path, "of"))
    if kind is None:
        return
    fields = correctable(db, each.of)
    if each.field not in fields:
        known = f"of a {kind}, {_choice(fields)} can be corrected" if fields else ""
        ways = known if kind in FORMS else f"publish its dossier anew{known and f' ({known})'}"
        yield origin.fault((*path, "field"), f"{each.field} cannot be corrected; {ways}")
        return
    wrong = _value(db, dossier, each) or _together(db, each, kind)
    if wrong is not None:
        yield origin.fault((*path, "value"), wrong)


def _value(db: Database, dossier: Dossier, each: Correction) -> str | None:
    mark = annotation(db, each.of, each.field)
    try:
        TypeAdapter(mark).validate_python(each.value)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        cause = found.get("ctx", {}).get("error")
        return str(cause) if cause is not None else f"cannot be {each.field}: {found['msg']}"
    taken = refers(mark)
    if taken is not None and each.value is not None and each.value not in dossier.sources:
        kind = kind_of(db, str(each.value))
        if kind not in taken.kinds:
            return (
                f"{each.value} is {f'a {kind}' if kind else 'not on record'}; write the id of a {_choice(taken.kinds)}"
            )
    return None


def _together(db: Database, each: Correction, kind: str) -> str | None:
    """Say what is wrong with a quotation or claim as it would be."""
    if kind not in WHOSE:
        return None
    cells = _row(db, kind, each.of) | {each.field: each.value}
    try:
        WHOSE[kind].model_validate({name: cells[name] for name in cells.keys() & WHOSE[kind].model_fields.keys()})
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        return str(found.get("ctx", {}).get("error", found["msg"]))
    return None


def _named(db: Database, of: str, origin: Origin, path: Path) -> Generator[Fault, None, str | None]:
    """Give the kind of what is on record under this id; a fault when nothing is."""
    kind = kind_of(db, of)
    if kind is None or (kind in MAIN and _row(db, kind, of) is None):
        yield origin.fault(path, _nothing(db, of))
        return None
    return kind


def _row(db: Database, kind: str, of: str) -> Any:
    """Give the columns of what is on record now; None where it is not."""
    at = place(kind, of, next(iter(RECORD[MAIN[kind]])))
    return next(iter(rows(db, NOW, at.table, at.where, "id")), None) if at else None


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
