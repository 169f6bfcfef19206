"""Loading a dossier: everything wrong with it at once, with its place and what to write."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dossier import load, load_text
from data.errors import DossierError
from data.publish import canonical
from tests.data.samples import BASE, HEAD, SHIPPED, sample, seats

BROKEN = """dossier: Broken One
title: A broken dossier
timezone: Asia/Karachy
partys: {}
sources:
  paper: {kind: newspaper, publisher: The Paper, published: 2021-02-30, language: en}
parties:
  red: {names: {en: Red}, colour: red}
  red: {names: {en: Red again}}
people:
  ann: {names: {en: Ann}, party: {party: rad, source: paper}}
tables:
  seats:
    subject: ann
    measure: seats
    unit: seats
    as_of: 2021-03-04
    source: papers
    status: reported
    figures:
      red: {value: "4"}
      yellow: {value: 5}
      total: {}
"""


def refused(text: str) -> list[str]:
    with pytest.raises(DossierError) as refusal:
        load_text(text, "d.yaml", known={})
    return str(refusal.value).splitlines()


PLANTED = """
d.yaml:1:1: why: is missing; write it
d.yaml:1:10: dossier: an id is small letters, digits and single hyphens, at most 60, such as pk-senate
d.yaml:3:11: timezone: is not a time zone; write its IANA name, such as Asia/Karachi
d.yaml:4:1: partys: is not known here; did you mean parties?
d.yaml:6:17: sources.paper.kind: newspaper is not possible here; \
write article, broadcast, tweet, law, official, reference or reports
d.yaml:6:61: sources.paper.published: is not a day of the calendar; write it as YYYY-MM-DD, such as 2021-03-04
d.yaml:8:35: parties.red.colour: is not a colour; write it in quotation marks as '#rrggbb'
d.yaml:9:3: parties.red: stands twice, first in line 8; keep one of them
d.yaml:11:42: people.ann.party.party: rad is not declared; did you mean red?
d.yaml:18:13: tables.seats.source: papers is not declared; did you mean paper?
d.yaml:21:20: tables.seats.figures.red.value: is not a count; \
write a whole number without quotation marks, or null where it is unknown
d.yaml:22:7: tables.seats.figures.yellow: yellow is not declared; declare the thing, or name one that is declared
d.yaml:23:14: tables.seats.figures.total.value: is missing; write it, or null when it is unknown
"""


def test_every_planted_fault_is_named_at_its_place() -> None:
    """Text, schema and references in one go."""
    assert refused(BROKEN) == PLANTED.strip().splitlines()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("parties: {red: {names: {}}}", "parties.red.names: is empty; write at least one entry"),
        ("parties: {red: {names: {en: 5}}}", "has to be a text; write it in quotation marks, as '5'"),
        ("parties: {red: {names: {en: null}}}", "is empty; write the text, or leave the key out"),
        ("parties: {red: {names: {en: [a]}}}", "has to be a text, and is a list or mapping"),
        ("parties: {red: {names: {en: ' '}}}", "is empty; write the text, or leave the key out"),
        ("parties: {red: {names: {en: a, EN: b}}}", "is not a language; write its code"),
        ('parties: {red: {names: {en: "a\\x08b"}}}', "has control characters; write plain text"),
        ("parties: {red: {names: {en: " + "x" * 301 + "}}}", "is longer than 300 characters; shorten it"),
        (
            "parties: {red: {names: {en: a}, colour: '#12'}}",
            "is not a colour; write it in quotation marks as '#rrggbb'",
        ),
        ("parties: {total: {names: {en: a}}}", "total is a part of any table and cannot be an id"),
        ("parties: []", "parties: has to be a mapping; write its keys below it"),
        ("parties: {red: 5}", "parties.red: has to be a mapping; write its keys below it"),
        ("alliances: {a: {names: {en: a}, partial: 1}}", "is neither true nor false; write one of them"),
        ("alliances: {a: {names: {en: a}, members: red}}", "has to be a list; write each entry on a line of its own"),
        (
            "sources: {s: {kind: law, publisher: P, published: null, language: en, url: 'javascript:x'}}",
            "is not a web address; write it whole",
        ),
        ("sources: {s: {kind: law, publisher: P, published: 20210304, language: en}}", "is not a date; write it as"),
        (
            "sources: {s: {kind: law, publisher: P, language: en}}",
            "sources.s.published: is missing; write it, or null when it is unknown",
        ),
        (
            "rules: {r: {names: {en: r}, base: present, fraction: 3/2, strict: true, sources: []}}",
            "is not a share; write it as 1/2 or 2/3",
        ),
    ],
)
def test_a_fault_says_what_to_write(entry: str, words: str) -> None:
    """In the words of the schema, not of a library."""
    assert any(words in fault for fault in refused(HEAD.format(id="d") + entry))


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("kind: headline, speaker: ann", "a headline is nobody's words"),
        ("kind: rendering, speaker: ann", "a rendering names the speaker and, under rendered_by, whose wording it is"),
        ("kind: statement", "a statement names its author's source under speaker_source"),
        ("kind: verbatim, speaker: ann, speaker_source: paper", "has two speakers"),
    ],
)
def test_a_quotation_says_whose_words_it_holds(quote: str, words: str) -> None:
    """A headline is never offered as a person's, and somebody's wording is never offered as another's."""
    people = "people: {ann: {names: {en: Ann}}}\n"
    body = f"{BASE}{people}quotes: {{q: {{text: t, source: paper, language: en, {quote}}}}}"
    (fault,) = refused(HEAD.format(id="d") + body)
    assert "quotes.q: " + words in fault


def test_a_period_ends_after_it_begins() -> None:
    """Dates the wrong way round are refused where they stand."""
    body = BASE.replace(
        "{seats: 100, source: paper}", "{seats: 1, since: 2021-01-02, until: 2021-01-01, source: paper}"
    )
    (fault,) = refused(HEAD.format(id="d") + body)
    assert "ends before it begins; exchange since and until" in fault


def test_an_id_means_one_thing() -> None:
    """The same id under two sections is refused at the second."""
    (fault,) = refused(HEAD.format(id="d") + BASE + "alliances: {red: {names: {en: Reds}}}")
    assert fault.endswith("alliances.red: red is declared under parties too; give one of the two another id")


def test_ids_declared_elsewhere_are_left_to_the_record() -> None:
    """Without a record to ask, what is not in this file is not judged, but a wrong kind in it is."""
    table = "tables:\n" + seats("t", red=5, source="elsewhere")
    assert load_text(HEAD.format(id="d") + table, "d.yaml").tables["t"].source == "elsewhere"
    with pytest.raises(DossierError, match="red is a party where a source belongs; did you mean"):
        load_text(
            HEAD.format(id="d") + BASE.replace("paper:", "rod:") + "tables:\n" + seats("t", red=5, source="red"), "d"
        )


def test_ids_the_record_knows_are_accepted_and_their_kinds_checked() -> None:
    """What another dossier declared can be named."""
    table = HEAD.format(id="d") + "tables:\n" + seats("t", red=5)
    known = {"diet": "chamber", "red": "party", "paper": "source"}
    assert load_text(table, "d.yaml", known).tables["t"].subject == "diet"
    with pytest.raises(DossierError, match="paper is a person where a source belongs"):
        load_text(table, "d.yaml", known | {"paper": "person"})


@pytest.mark.parametrize("text", ["", "just words", "[1, 2]", "5"])
def test_what_is_no_mapping_is_no_dossier(text: str) -> None:
    """The message says how one begins."""
    assert refused(text) == ["d.yaml:1:1: is not a dossier; begin with dossier: and its id"]


def test_unknown_is_null_and_has_to_be_written() -> None:
    """A figure without a number is refused; one whose number is unknown says so."""
    assert sample(BASE + "tables:\n" + seats("t", red=None)).tables["t"].figures["red"].value is None


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """Missing, a directory, or not in UTF-8."""
    for path, words in (
        (tmp_path / "none.yaml", "No such file"),
        (tmp_path, "Is a directory"),
        (written(tmp_path / "latin.yaml", b"dossier: x\ntitle: \xe9\n"), "latin.yaml:2:1: is not UTF-8"),
        (written(tmp_path / "big.yaml", b"#" * (3 * 1024 * 1024)), "is larger than 2 MiB"),
    ):
        with pytest.raises(DossierError, match=words):
            load(path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Some editors write one."""
    path = written(tmp_path / "bom.yaml", b"\xef\xbb\xbf" + HEAD.format(id="d").encode())
    assert load(path).dossier == "d"


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.name)
def test_a_dossier_as_json_is_the_same_dossier(path: Path) -> None:
    """What is kept of a revision can be loaded again, and says the same."""
    text = canonical(load(path))
    assert canonical(load_text(text, "d.json")) == text


@given(st.text(max_size=200), st.sampled_from(["title", "parties", "sources", "tables", "x"]))
def test_hostile_values_are_refused_and_nothing_else_happens(text: str, key: str) -> None:
    """Whatever stands there, the answer is a dossier or its faults."""
    content = f"{HEAD.format(id='d')}{key}: {text}"
    with suppress(DossierError):
        assert load_text(content, "d.yaml").dossier == "d"


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
