"""Dossiers out of hostile hands: refused with faults that can be shown, or taken, and then shown on every platform."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.dossier import Dossier, load_bytes, load_text
from data.dossier.positions import MAX_DEPTH
from data.errors import DossierError
from data.publish import canonical
from tests.fuzz import hostile
from tests.fuzzing import examples


def refusal(load: Callable[[], Dossier]) -> DossierError | None:
    try:
        load()
    except DossierError as error:
        return error
    return None


def loaded(text: str) -> Dossier | None:
    """Give the dossier, or nothing where it is refused with faults that say where and what."""
    error = refusal(lambda: load_text(text, "d.yaml"))
    if error is None:
        return load_text(text, "d.yaml")
    assert error.faults
    assert all(fault.line >= 1 and fault.col >= 1 and fault.message for fault in error.faults)
    assert str(error).encode()
    return None


@given(st.binary(max_size=300) | hostile.text.map(lambda each: each.encode("utf-8", "replace")))
@example(b"\xff\xfe" + "dossier: x".encode("utf-16-le"))
@example(b"PK\x03\x04" + bytes(50))
def test_any_bytes_are_a_dossier_or_faults(content: bytes) -> None:
    error = refusal(lambda: load_bytes(content, "d.yaml"))
    assert error is None or error.faults


TAGGED = ["!!python/object/apply:os.system [id]", "!!binary aGk=", "<<: {a: 1}", "%YAML 1.2\n---\na: 1", "*a"]
BOMBS = st.one_of(
    st.integers(1, 4000).map(lambda deep: "[" * deep + "]" * deep),
    st.integers(1, 4000).map(lambda deep: '{"a":' * deep + "1" + "}" * deep),
    st.integers(1, 4000).map(lambda deep: "\n".join(" " * n + "a:" for n in range(min(deep, 400)))),
    st.integers(1, 5000).map(lambda digits: "dossier: " + "9" * digits),
    st.integers(1, 60).map(lambda wide: "a: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(wide))),
    st.integers(1, 40).map(lambda wide: "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, wide))),
    st.sampled_from(TAGGED),
    st.integers(1, 3000).map(lambda many: "{" + ",".join(f'"k{n}":{n}' for n in range(many)) + "}"),
    st.integers(1, 3000).map(lambda many: "? " * many),
    st.integers(1, 3000).map(lambda many: "- " * many),
)


@examples(60)
@given(BOMBS, st.sampled_from(["", "dossier: x\ntitle: ", "sources:\n  x: "]))
def test_bombs_are_refused(bomb: str, before: str) -> None:
    """What nests, repeats, refers or constructs never becomes a dossier, and never another error than faults."""
    assert loaded(before + bomb) is None


@examples(60)
@given(hostile.dossiers())
def test_a_dossier_with_anything_in_it_is_read_or_refused(text: str) -> None:
    """And what is read is kept as JSON that reads the same."""
    dossier = loaded(text)
    if dossier is not None:
        assert canonical(load_text(canonical(dossier), "kept.json")) == canonical(dossier)


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda each: each.isprintable() and each.strip()))
@example("\U0001f5f3")
@example('\\ud83d "\U0001f5f3')
def test_json_as_programs_write_it_is_read(title: str) -> None:
    """With every sign beyond ASCII written out in halves, as Python, Java and JavaScript may do."""
    head = {"dossier": "x-1", "title": title, "why": "A test", "timezone": "UTC"}
    dossier = load_text(json.dumps(head, ensure_ascii=True), "d.json")
    assert dossier.title == title


def nested(deep: int) -> dict[str, Any]:
    return {"a": nested(deep - 1)} if deep else {}


def test_the_deepest_json_allowed_is_read_and_one_more_is_not() -> None:
    assert load_faults(json.dumps(nested(MAX_DEPTH - 1))) != load_faults(json.dumps(nested(MAX_DEPTH)))


def load_faults(text: str) -> bool:
    with pytest.raises(DossierError) as refusal:
        load_text(text, "d.json")
    return "nested deeper" in str(refusal.value)
