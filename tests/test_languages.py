"""Texts: every one that is asked for is there, every one that is there is asked for, and arguments stay arguments."""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import DEFAULT, LOCALE, LONGEST, Texts, available, available_set, choices, isolate, texts

ROOT = LOCALE.parents[1]
SOURCES = sorted(path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py"))
GENERATED = "commands.ftl"
"""Written from the declarations: its keys are not in the source, and a test of its own compares it."""

TRANSLATORS = {"texts", "t", "UserError", "say"}
FIRST, POP = "\u2068", "\u2069"


def messages(language: str, *, generated: bool = True) -> Iterator[Message]:
    for path in sorted((LOCALE / language).glob("*.ftl")):
        if generated or path.name != GENERATED:
            parsed = FluentParser().parse(path.read_text(encoding="utf-8"))
            yield from (entry for entry in parsed.body if isinstance(entry, Message))


def names(message: Message) -> set[str]:
    """Give the names of the arguments a text needs."""
    found: set[str] = set()

    class Seen(Visitor):
        def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802  # the visitor's way of naming
            found.add(node.id.name)

    Seen().visit(message)
    return found


KEYS = {message.id.name: names(message) for message in messages(DEFAULT)}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def asked_for(tree: ast.AST) -> Iterator[tuple[int, str, set[str] | None]]:
    """Give line, key and arguments of each text a call names in so many words; nothing where arguments are unpacked."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        given_ = {keyword.arg for keyword in node.keywords if keyword.arg is not None} - {"buttons"}
        unpacked = any(keyword.arg is None for keyword in node.keywords)
        place = 3 if name_of(node) == "BadOption" else 0
        if name_of(node) not in {*TRANSLATORS, "BadOption"} or len(node.args) <= place:
            continue
        if place:
            given_ |= {"option", "value"}
        for key in constants(node.args[place]):
            yield node.lineno, key, None if unpacked else given_


def constants(node: ast.expr) -> Iterator[str]:
    """Give the texts an expression can be, as far as they stand there."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from constants(one)
            yield from constants(other)


def is_key(text: str) -> bool:
    """Say whether a text can be a key at all; a language's code given to `texts` is none."""
    return text not in available() and re.fullmatch(r"[a-z][a-z0-9-]*", text) is not None


def test_every_text_the_program_asks_for_is_there_and_gets_its_arguments() -> None:
    faults = []
    for path, tree in trees():
        for line, key, given_ in asked_for(tree):
            where = f"{path.relative_to(ROOT)}:{line}"
            if not is_key(key):
                continue
            if key not in KEYS:
                faults.append(f"{where}: no text {key!r}")
            elif given_ is not None and not KEYS[key] <= given_:
                faults.append(f"{where}: {key!r} needs {sorted(KEYS[key] - given_)}")
    assert faults == []


def used() -> tuple[set[str], set[str]]:
    """Give all string constants of the program, and the beginnings of texts it puts together."""
    whole, begun = set(), set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
    return whole, {beginning for beginning in begun if re.fullmatch(r"[a-z][a-z0-9-]*-", beginning)}


def test_every_text_there_is_is_asked_for() -> None:
    whole, begun = used()
    keys = [message.id.name for message in messages(DEFAULT, generated=False)]
    unused = [key for key in keys if key not in whole and not key.startswith(tuple(begun))]
    assert unused == []


def test_the_search_for_keys_finds_them() -> None:
    source = (
        't("a", n=1)\nself.texts("b" if x else "c", **more)\nBadOption(c, o, v, "d", low=1)\nUserError("e", buttons=())'
    )
    found = [(key, given_) for _, key, given_ in asked_for(ast.parse(source))]
    assert found == [("a", {"n"}), ("b", None), ("c", None), ("d", {"option", "value", "low"}), ("e", set())]


@pytest.mark.parametrize("language", available())
def test_every_file_of_texts_parses_and_no_key_stands_twice(language: str) -> None:
    found: list[str] = []
    for path in sorted((LOCALE / language).glob("*.ftl")):
        parsed = FluentParser().parse(path.read_text(encoding="utf-8"))
        assert not [entry for entry in parsed.body if type(entry).__name__ == "Junk"], path.name
        found += [entry.id.name for entry in parsed.body if isinstance(entry, Message)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("language", available())
def test_every_language_has_every_text_with_the_same_arguments(language: str) -> None:
    """Descriptions of commands speak English until they are translated."""
    has = {message.id.name: names(message) for message in messages(language)}
    needed = {message.id.name: names(message) for message in messages(DEFAULT, generated=False)}
    assert {key: has.get(key) for key in needed} == needed
    assert set(has) <= set(KEYS)


@pytest.mark.parametrize("language", available())
def test_every_text_can_be_said(language: str) -> None:
    said = Texts(language)
    for key, arguments in KEYS.items():
        if said.has(key):
            assert said(key, **dict.fromkeys(arguments, "x")).strip()


def test_a_key_there_is_not_raises() -> None:
    with pytest.raises(KeyError, match="no text 'no-such-text' in en"):
        texts("en")("no-such-text")
    assert not texts("en").has("no-such-text")


def test_a_missing_argument_raises() -> None:
    with pytest.raises(ValueError, match="'unknown-command' in en"):
        texts("en")("unknown-command")


def test_an_argument_too_many_changes_nothing() -> None:
    assert texts("en")("nothing-asked", more=1) == texts("en")("nothing-asked")


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("xx", DEFAULT),
        ("xx-YY", DEFAULT),
        ("", DEFAULT),
        ("../en", DEFAULT),
        ("-", DEFAULT),
    ],
)
def test_a_language_that_is_not_there_is_the_nearest_that_is(asked: str, given_: str) -> None:
    assert texts(asked).language == given_


def test_english_is_there_and_first() -> None:
    assert available()[0] == DEFAULT


def test_texts_are_read_once() -> None:
    assert texts("en") is texts("en-GB")


def name_in_text(value: str) -> str:
    """Give what a text shows for an argument."""
    return texts("en")("unknown-command-help", name=value).removeprefix("I do not know /").partition(". /help")[0]


@pytest.mark.parametrize(
    "value", ["{", "}", "{ $name }", "{ -brand }", '{ "x" }', "a\nb = c", "x\n    .attribute = y", "\x00", ""]
)
def test_an_argument_is_never_read_as_a_text(value: str) -> None:
    assert name_in_text(value) == value


@pytest.mark.parametrize("value", ["ظفر اللہ", "שלום", "a ظ b"])
def test_text_from_right_to_left_is_isolated(value: str) -> None:
    assert name_in_text(value) == isolate(value) == f"{FIRST}{value}{POP}"


@pytest.mark.parametrize("value", ["Imran Khan", "Élysée", "北京", "٣", "-1", ""])
def test_other_text_stays_as_it_is(value: str) -> None:
    assert isolate(value) == value


@pytest.mark.parametrize(
    ("hostile", "held"),
    [
        ("a\u202bb", "\u2068a\u202bb\u2069"),
        ("ظ\u2069x", "\u2068ظx\u2069"),
        ("\u2069\u2069\u202bx", "\u2068\u202bx\u2069"),
        ("\u202e169\u202d", "\u2068169\u2069"),
        ("\u2067x", "\u2068\u2067x\u2069\u2069"),
        ("\u2067x\u2069", "\u2068\u2067x\u2069\u2069"),
    ],
)
def test_controls_of_direction_end_where_the_argument_ends(hostile: str, held: str) -> None:
    assert isolate(hostile) == held


@given(st.text(st.sampled_from("aظ\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e "), max_size=30))
def test_what_is_isolated_opens_and_closes_in_pairs(text: str) -> None:
    depth = 0
    held = isolate(text)
    for at, sign in enumerate(held, 1):
        depth += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
        assert depth > 0 or at == len(held) or held == text
    assert depth == 0
    gone = "\u2068\u2069\u202d\u202e"
    assert [sign for sign in held if sign not in gone] == [sign for sign in text if sign not in gone]


def test_a_long_argument_is_named_and_not_repeated() -> None:
    assert name_in_text("x" * LONGEST) == "x" * LONGEST
    assert name_in_text("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"
    assert name_in_text("ظ" * 9999) == f"{FIRST}{'ظ' * (LONGEST - 1)}…{POP}"


def test_numbers_and_dates_are_written_as_the_language_writes_them() -> None:
    assert texts("en")("unknown-command-help", name=12345).startswith("I do not know /12,345.")
    assert texts("en").number(12345) == "12,345"
    assert texts("en")("card-as-of", date=date(2021, 3, 4)) == texts("en")("card-as-of", date="4 March 2021")


def test_a_date_can_name_its_weekday() -> None:
    assert texts("en").date(date(2021, 3, 4)) == "4 March 2021"
    assert texts("en").date(date(2021, 3, 4), weekday=True) == "Thursday, 4 March 2021"


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["A"], "A"), (("A", "B"), "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_a_list_is_joined_as_the_language_joins_it(items: list[str], said: str) -> None:
    assert texts("en").list(items) == said


def test_a_language_with_a_region_of_its_own_knows_its_months(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pt-BR").mkdir()
    (tmp_path / "pt-BR" / "texts.ftl").write_text("when = { $day }\n", encoding="utf-8")
    monkeypatch.setattr("bot.languages.LOCALE", tmp_path)
    said = Texts("pt-BR")
    assert said("when", day=date(2021, 3, 4)) == "4 março 2021"
    assert said.list(["A", "B"]) == "A e B"
    assert said.number(12345) == "12.345"


URDU = "ur-u-nu-arabext"
DIGITS = "".join(map(chr, range(0x6F0, 0x6FA)))


def test_a_language_can_be_asked_for_in_its_own_digits() -> None:
    t = texts(URDU)
    assert (t.language, t.rtl, t.digits) == ("ur", True, DIGITS)
    assert t.number(1234) == f"{DIGITS[1]},{DIGITS[2]}{DIGITS[3]}{DIGITS[4]}"
    assert DIGITS[4] in t.date(date(2021, 3, 4))
    assert f"{DIGITS[3]}{DIGITS[4]}{DIGITS[1]}" in t("figure-of", value=7, total=341)


def test_own_digits_leave_plural_forms_and_what_people_typed_alone() -> None:
    t = texts(URDU)
    assert t("chamber-seats", count=1) == texts("ur")("chamber-seats", count=1)
    assert t("chamber-seats", count=1) != t("chamber-seats", count=2)
    assert "K7Q2F9" in t("check-title", code="K7Q2F9")


def test_a_chat_can_choose_a_language_and_where_there_are_some_its_digits() -> None:
    assert choices() == ("en", "ur", URDU)
    assert {texts(each).language for each in choices()} == {"en", "ur"}


def test_digits_nobody_knows_are_latin() -> None:
    assert texts("ur-u-nu-roman").number(12) == "12"


def test_in_a_text_that_runs_right_to_left_a_sum_still_reads_from_left_to_right() -> None:
    assert f"\u2066169 + 164{POP} = " in texts("ur")("figure-sum", sum="169 + 164", total=333)


@pytest.mark.parametrize("argument", ["PTI", "Dawn, 4 March", "K7Q2F9"])
def test_in_a_text_that_runs_right_to_left_latin_is_isolated(argument: str) -> None:
    assert f"{FIRST}{argument}{POP}" in texts("ur")("card-source-via", source=argument, via="x")


def test_things_side_by_side_are_joined_with_the_marks_of_the_language() -> None:
    assert (texts("en").series(["a", "b"]), texts("en").chain(["a", "b"])) == ("a, b", "a; b")
    assert (texts("ur").series(["a", "b"]), texts("ur").chain(["a", "b"])) == ("a\u060c b", "a\u061b b")


def test_a_moment_is_told_by_the_clock_it_is_in() -> None:
    at = datetime(2021, 3, 4, 23, 4, tzinfo=ZoneInfo("Asia/Karachi"))
    assert texts("en").moment(at) == "4 March 2021, 23:04"
    assert texts("en").clock(time(7, 5)) == "07:05"


def test_no_sign_that_turns_the_direction_is_overlooked() -> None:
    signs = (chr(code) for code in range(sys.maxunicode + 1))
    turning = {"R", "AL", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
    assert all(isolate(sign) != sign for sign in signs if unicodedata.bidirectional(sign) in turning)


@pytest.mark.parametrize("language", sorted(available_set()))
def test_what_a_text_is_chosen_by_is_read_as_it_is_in_every_language(language: str) -> None:
    """Also where what is put into texts is isolated, as in texts that run from right to left."""
    t = texts(language)
    kinds = ("allegation", "pledge", "announcement", "statement", "reaction", "characterisation")
    assert len({t("claims-kind", kind=each) for each in kinds}) == len(kinds)
    outcomes = ("upheld", "dismissed", "partly", "pending")
    assert len({t("claims-finding", who="x", outcome=each) for each in outcomes}) == len(outcomes)
    assert len({t("timeline-status", status=each) for each in ("happened", "planned", "postponed", "cancelled")}) == 4
