"""What people send as a file: dossiers, and everything else."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from data.dossier import load_bytes
from data.errors import DossierError
from tests.data.samples import BASE, HEAD

GOOD = HEAD.format(id="sent") + BASE


def refused(content: bytes) -> str:
    with pytest.raises(DossierError) as refusal:
        load_bytes(content, "sent.yaml")
    return str(refusal.value)


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("dossier.yaml", GOOD)
    return file.getvalue()


def test_a_file_that_was_sent_is_read() -> None:
    """With the mark some editors put in front, as YAML or as JSON."""
    assert load_bytes(b"\xef\xbb\xbf" + GOOD.encode(), "a.yaml").dossier == "sent"
    assert load_bytes(b'{"dossier": "j", "title": "T", "why": "W", "timezone": "UTC"}', "a.json").dossier == "j"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (archive(), "is an archive or a document of an office program; send the dossier itself"),
        (b"\x1f\x8b\x08\x00abc", "is a compressed file"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"MZ\x90\x00\xff", "is not UTF-8 text"),
        (b"", "is not a dossier"),
        (b"just words", "is not a dossier"),
        (b"a: &a [1]\nb: *a\n", "anchors and aliases"),
        (b"a: !!python/object:os.system {}\n", "is not accepted; write the value plainly"),
        (b"[" * 100_000, "is nested deeper than 32 levels"),
        (b'{"a":' * 100_000, "is nested deeper than 32 levels"),
        (b"x" * 1_000_001, "is larger than 1 MB"),
        (b"- 1\n" * 249_000, "has more than 200,000 values"),
        (b"\xd8\x00" * 10, "is not UTF-8 text"),
    ],
)
def test_what_is_no_dossier_is_refused_with_a_place(content: bytes, told: str) -> None:
    """What it is, and what to send instead."""
    said = refused(content)
    assert said.startswith("sent.yaml:")
    assert told in said


def test_a_billion_laughs_take_no_memory() -> None:
    """Neither do deep nesting or many values: a few times the file at most."""
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    for content in (laughs.encode(), b"[" * 999_000, b"- 1\n" * 249_000):
        tracemalloc.start()
        refused(content)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 200 * 1024 * 1024


def test_hostile_words_stay_words() -> None:
    """Markup, mentions and embedded directions are text; controls, and what reverses figures, are refused."""
    hostile = "<b>@everyone</b> \u202bevil\u202c [x](http://x)"
    dossier = load_bytes((GOOD + f"notes: {{n: {{about: [red], text: '{hostile}', source: paper}}}}\n").encode(), "a")
    assert dossier.notes["n"].text == hostile
    assert "has control characters" in refused(
        (GOOD + 'notes: {n: {about: [red], text: "a\\x07b", source: paper}}\n').encode()
    )
    turned = "notes: {n: {about: [red], text: \u202e169, source: paper}}\n"
    assert "turn how it reads" in refused((GOOD + turned).encode())
