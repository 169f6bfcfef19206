"""What folding makes equal, and what it leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.folding import fold, skeleton, tokens, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Núñez", "jose nunez"),
        ("STRASSE", "straße"),
        ("پاكستان", "پاکستان"),
        ("گيلاني", "گیلانی"),
        ("آئین", "ایین"),
        ("وزیرِ اعظم", "وزیر اعظم"),
        ("۱۷۲", "172"),
        ("١٧٢", "172"),
        ("ﭘﺎﮐﺴﺘﺎﻥ", "پاکستان"),
        ("یوسف" + "\u200c" + "رضا", "یوسف رضا"),
        ("\u2067" + "عمران خان" + "\u2069", "عمران خان"),
    ],
)
def test_spellings_that_readers_take_for_the_same_fold_to_the_same(one: str, other: str) -> None:
    """Case, accents, letter variants and digits do not count."""
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """What is stored folded can be folded again."""
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_does_not_care_about_case(text: str) -> None:
    """Capitals typed in haste find the same."""
    assert fold(text.casefold()) == fold(text)


@given(st.text())
def test_words_are_letters_and_digits_parted_by_single_spaces(text: str) -> None:
    """Nothing of punctuation, so nothing a query could take for syntax."""
    assert words(text) == " ".join(tokens(text))
    assert all(token.isalnum() for token in tokens(text) if token.isascii())
    assert "_" not in words(text)


def test_hyphens_and_apostrophes_part_words() -> None:
    """`PML-N` has two words, so that `pml n` finds it."""
    assert tokens("PML-N and People's") == ("pml", "n", "and", "people", "s")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yousaf", "yusuf"),
        ("gilani", "gillani"),
        ("gilani", "jilani"),
        ("sheikh", "shaikh"),
        ("rashid", "rasheed"),
        ("ahmed", "ahmad"),
        ("sharif", "shareef"),
        ("zulfikar", "zulfiqar"),
        ("pervaiz", "parvez"),
        ("hafeez", "hafiz"),
        ("qureshi", "koreshi"),
        ("musharraf", "musharaf"),
        ("wali", "vali"),
    ],
)
def test_romanised_spellings_of_a_name_have_one_skeleton(one: str, other: str) -> None:
    """Vowels, double letters and letters for one Urdu sound do not count."""
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("khan", "rana"), ("bhutto", "butt"), ("gilani", "zardari"), ("ali", "wali")]
)
def test_other_names_have_other_skeletons(one: str, other: str) -> None:
    """There is enough left to tell them apart, or another word tells."""
    assert (skeleton(one) == skeleton(other)) == (one == "bhutto")


def test_a_word_in_another_script_has_no_skeleton() -> None:
    """The spellings that it evens out are Latin ones."""
    assert skeleton("گیلانی") == ""


@given(st.text())
def test_a_skeleton_is_of_any_word(text: str) -> None:
    """Whatever folding leaves."""
    assert all(isinstance(skeleton(word), str) for word in tokens(text))
