"""The sections that amend: what they take, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from data.dossier import load_text
from data.dossier.schema import AMENDING, SECTIONS, Dossier
from data.dossier.shape import bare
from data.dossier.tombstones import GONE, PROSE, Stone, redact
from data.errors import DossierError
from tests.data.samples import AT, BASE, HEAD, sample, seats

STONE = Stone("t/red", AT.date(), "law")


def amended(body: str) -> Dossier:
    return load_text(HEAD.format(id="fix") + body, "fix.yaml")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "update"),
        ("corrections: {a: {of: t/red, value: 7, reason: slip, mistake: ours}}", "correction"),
        ("corrections: {a: {of: q, field: text, value: No, reason: slip, mistake: source}}", "correction"),
        ("retractions: {a: {of: q, reason: invented}}", "retraction"),
        ("preferences: {a: {of: t, reason: counted twice}}", "preference"),
        ("redactions: {a: {of: q, reason: law, date: 2021-03-04}}", "redaction"),
        ("undoes: {a: {revision: 3, reason: slip}}", "undo"),
    ],
)
def test_a_dossier_is_of_one_kind(body: str, kind: str) -> None:
    """Which its revision is, too."""
    assert amended(body).kind == kind


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("corrections: {a: {of: t/red, value: 7, reason: slip}}", "fix.yaml:5:18: corrections.a.mistake: is missing"),
        ("corrections: {a: {of: 't/', value: 7, reason: x, mistake: ours}}", "names nothing; write an id"),
        ("corrections: {a: {of: t, value: [7], reason: x, mistake: ours}}", "has to be a number, a text, or null"),
        ("corrections: {a: {of: t, field: A b, value: 7, reason: x, mistake: ours}}", "is no field"),
        ("corrections: {a: {of: t, value: 7, reason: x, mistake: mine}}", "mine is not possible here"),
        (f"retractions: {{a: {{of: q, reason: {'x' * 201}}}}}", "is longer than 200 characters"),
        ("undoes: {a: {revision: '3', reason: slip}}", "undoes.a.revision"),
        ("undoes: {a: {revision: 3, reason: x}, b: {revision: 4, reason: x}}", "takes back several revisions"),
        ("undoes: {a: {revision: 3, reason: x}}\nretractions: {b: {of: q, reason: x}}", "a dossier amends in one way"),
        ("parties: {p: {names: {en: P}}}\nretractions: {b: {of: q, reason: x}}", "beside nothing but sources"),
    ],
)
def test_what_amends_wrongly_is_refused_with_its_place(body: str, told: str) -> None:
    """As everything else in a dossier."""
    with pytest.raises(DossierError) as refusal:
        amended(body)
    assert told in str(refusal.value)


def fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """Give every field of a model and of those below it."""
    for name, field in model.model_fields.items():
        yield name, field
        inner = bare(field.annotation)
        for each in (inner, *map(bare, get_args(inner))):
            if isinstance(each, type) and issubclass(each, BaseModel):
                yield from fields(each)


def test_every_field_of_words_is_one_that_can_be_redacted() -> None:
    """A field that is forgotten there would keep what has to go."""
    sections = [section for section in SECTIONS if section not in AMENDING]
    models = [bare(get_args(Dossier.model_fields[section].annotation)[1]) for section in sections]
    words = {
        name
        for model in models
        for name, field in fields(model)
        if any(mark in f"{field.annotation!r} {field.metadata!r}" for mark in ("function _text", "function _url"))
    }
    assert {"text", "note", "label", "publisher"} <= words
    assert words - PROSE - GONE - {"names", "by"} == set()


def test_a_redacted_figure_loses_its_number_and_its_words() -> None:
    """The others of its table, and what is said of it elsewhere, stay."""
    data = sample(BASE + "tables:\n" + seats("t", red=5), "one").model_dump(mode="json", exclude_defaults=True)
    without, went = redact(data, [STONE])
    assert without["tables"]["t"]["figures"] == {"red": {"value": None, "words": STONE.text}, "total": {"value": 100}}
    assert went == ()
    assert redact(without, [STONE])[0] == without
    assert Dossier.model_validate(without).tables["t"].figures["red"].value is None


def test_a_redacted_thing_loses_all_words() -> None:
    """Its names, its roles and its spellings; what other things it names stays, and it is still a dossier."""
    body = BASE + (
        "people: {p: {names: {en: Ann Lee}, spellings: [{text: Anne}], roles: [{text: whip, source: paper}],"
        " party: {party: red, source: paper}}}\n"
        "claims: {c: {claimant: p, text: He did it, words: did it, kind: allegation, about: [blue], source: paper,"
        " findings: [{by: The Court, text: It is so, outcome: upheld, date: null, source: paper}]}}\n"
    )
    data = sample(body, "one").model_dump(mode="json", exclude_defaults=True)
    stones = [Stone("p", AT.date(), "law"), Stone("c", AT.date(), "law")]
    without, went = redact(data, stones)
    assert set(went) == {"Ann Lee", "Anne", "whip", "He did it", "did it", "The Court", "It is so"}
    assert without["people"]["p"] == {"names": {"en": stones[0].text}, "party": {"party": "red", "source": "paper"}}
    assert without["claims"]["c"]["about"] == ["blue"]
    Dossier.model_validate(without)
