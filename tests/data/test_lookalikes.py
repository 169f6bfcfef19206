"""Names that look like others are doubtful, and names as people have them are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.checks import check
from data.dossier import load_text
from data.lookalikes import doubtful
from data.publish import rehearse
from data.store import Store
from tests.data.samples import AT, HEAD, SHIPPED


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Yousaf Raza Gill\u0430ni", "has a word of Cyrillic and Latin letters, Gill\\u0430ni"),
        ("\u0420\u0422I", "has a word of Cyrillic and Latin letters, \\u0420\\u0422I"),
        ("Imran\u200b Khan", "has signs that nobody sees"),
        ("\uff30\uff34\uff29", "has a word of Fullwidth letters, \\uff30\\uff34\\uff29"),
        ("Khan\U000e0041", "has signs that nobody sees"),
    ],
)
def test_a_name_that_may_be_taken_for_another_is_doubtful(name: str, why: str) -> None:
    """With the word, its letters written out."""
    assert doubtful(name) == why


@pytest.mark.parametrize(
    "name",
    ["PML-N", "Müller-Łódź", "پاکستان تحریکِ انصاف", "می\u200cروم", "Московский союз", "漢字 Party", "İmran", "G20"],
)
def test_a_name_of_one_script_is_not(name: str) -> None:
    """Nor one of several words in several scripts, or with the joiners of Urdu."""
    assert doubtful(name) is None


@given(st.text())
def test_any_text_is_doubtful_or_not(text: str) -> None:
    """And says why on one line of plain letters."""
    why = doubtful(text)
    assert why is None or why.isprintable()


async def test_an_editor_is_warned_with_the_place_of_each_such_name(store: Store) -> None:
    """In any language, and in the short form."""
    body = "parties:\n  red: {names: {en: Red, ur: 'R\u0435d'}, short: '\u0420T'}\n"
    dossier = load_text(HEAD.format(id="x") + body, "x.yaml")
    found = await store.read(lambda db: check(db, dossier))
    assert [(each.code, each.path) for each in found] == [
        ("name-lookalike", "parties.red.names.ur"),
        ("name-lookalike", "parties.red.short"),
    ]


async def test_no_name_of_the_shipped_record_is_doubtful(store: Store) -> None:
    """In either script."""
    would = await rehearse(store, [SHIPPED, SHIPPED / "updates"], at=AT)
    assert [each for published in would for each in published.warnings if each.code == "name-lookalike"] == []
