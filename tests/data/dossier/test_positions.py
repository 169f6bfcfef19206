"""Reading YAML with places, within bounds."""

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dossier.positions import MAX_BYTES, MAX_DEPTH, MAX_NODES, compose
from data.errors import MAX_FAULTS, Fault

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdefgh", min_size=1), inner, max_size=4),
    max_leaves=20,
)

LAUGHS = 'a0: &a0 ["lol", "lol"]\n' + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))


def faults(text: str) -> list[str]:
    data, _, found = compose(text, "f.yaml")
    assert found or data is None
    return [str(fault) for fault in found]


@given(plain)
def test_json_is_read_as_what_it_says(value: object) -> None:
    """JSON is YAML: whatever it can say of texts, whole numbers, booleans and null comes back."""
    assert compose(json.dumps({"key": value}, ensure_ascii=False), "f")[0] == {"key": value}


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    """Hostile text gives faults or data, and nothing else."""
    data, origin, found = compose(text, "f")
    assert origin.file == "f"
    assert all(isinstance(fault, Fault) for fault in found)
    assert data is None or isinstance(data, str | int | bool | list | dict)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("2021-03-04", "2021-03-04"),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("1.5", "1.5"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("~", None),
        ("null", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("169", 169),
        ("-3", -3),
        ("'169'", "169"),
        ('"null"', "null"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_are_read_as_yaml_1_2_reads_them(scalar: str, value: object) -> None:
    """No Norway problem, no times in base 60, no octal numbers; dates stay text."""
    assert compose(f"key: {scalar}", "f")[0] == {"key": value}


def test_every_key_and_value_has_its_place() -> None:
    """Lines and columns count from 1, in characters."""
    _, origin, _ = compose("اے:\n  - x: 1\n    y: two\n", "f")
    assert origin.keys["اے", 0, "y"] == (3, 5)
    assert origin.values["اے", 0, "y"] == (3, 8)
    assert origin.fault(("اے", 0, "y", "missing"), "m") == Fault("f", 3, 8, "اے.0.y.missing", "m")


def test_a_duplicate_key_is_refused_at_its_second_place() -> None:
    """Which of the two was meant, nobody can say."""
    assert faults("a: 1\nb: 2\na: 3\n") == ["f.yaml:3:1: a: stands twice, first in line 1; keep one of them"]


def test_all_duplicate_keys_are_named_at_once() -> None:
    """Also those inside."""
    assert len(faults("a: {x: 1, x: 2}\nb: 2\na: 3\n")) == 2


def test_a_billion_laughs_are_refused_cheaply() -> None:
    """Nothing is expanded: 10^29 items stay unread, in under a megabyte."""
    compose("warm: up", "f")
    tracemalloc.start()
    found = faults(LAUGHS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "anchors and aliases (& and *) are not accepted; write the value out" in found[0]
    assert len(found) == MAX_FAULTS
    assert peak < 2**20


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [ls]", "!!str 5", "!mine x", "!!binary aGk="])
def test_tags_are_refused(tag: str) -> None:
    """Nothing in a dossier constructs anything."""
    assert "is not accepted; write the value plainly" in faults(f"a: {tag}")[0]


@pytest.mark.parametrize("text", ["[" * 100_000, "a:\n" + "".join(" " * n + "b:\n" for n in range(1, 60))])
def test_deep_nesting_is_refused(text: str) -> None:
    """Before it can exhaust a stack."""
    assert f"nested deeper than {MAX_DEPTH} levels" in faults(text)[0]


def test_the_deepest_allowed_nesting_is_read() -> None:
    """The bound is the bound."""
    assert compose("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f")[2] == []
    assert compose("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "f")[2] != []


def test_too_many_values_are_refused() -> None:
    """A text of a permitted size can still hold too much."""
    assert "has more than 200,000 values" in faults("[" + "1," * MAX_NODES + "]")[0]


@pytest.mark.parametrize("text", ["x" * (MAX_BYTES + 1), "ے" * (MAX_BYTES // 2 + 1)])
def test_too_large_a_text_is_refused(text: str) -> None:
    """Bytes count, not characters."""
    assert faults(text) == ["f.yaml:1:1: is larger than 2 MiB; split it into several dossiers"]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: [1, 2\nb: 3\n", "f.yaml:2:2:", "is not YAML"),
        ("a: 'open\n", "f.yaml:2:1:", "found unexpected end of stream"),
        ("a: 1\n\tb: 2\n", "f.yaml:2:1:", "found a tab character"),
        ("a: 1\nb: \x07\n", "f.yaml:2:4:", "is not YAML"),
        ("a: 1\nb: \ud800\n", "f.yaml:2:1:", "half a character"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1:", "a second document begins"),
        ("? [a, b]\n: c\n", "f.yaml:1:3:", "a key has to be a plain word"),
    ],
)
def test_text_that_is_no_yaml_is_refused_where_it_breaks(text: str, place: str, words: str) -> None:
    """With the line and column of the break."""
    (fault,) = faults(text)
    assert fault.startswith(place)
    assert words in fault
