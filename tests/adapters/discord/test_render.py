"""Replies as Components V2, and text as markdown that shows it unchanged."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import grammar
from bot.adapters.discord import markdown
from bot.adapters.discord import render as rendered
from bot.adapters.discord.convert import written
from bot.adapters.discord.render import CHOSEN, MESSAGE, PRESSED, RESERVE, TEXT, UPDATE, opening, page, render
from bot.drawings import Group
from bot.messages import LINE_BYTES, Button, Line, Note, Quote, Reply, Row, Shown, Span, Style, spans
from tests.adapters.discord.people import plain
from tests.adapters.discord.test_commands import typed
from tests.fakes.discord_checks import SELECT, check_message, walk
from tests.sample import HOSTILE, SENATE

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("*_~`|<>[]#@:/\\-+1. "), max_size=60
)
STYLES: st.SearchStrategy[Style] = st.sampled_from(["plain", "bold", "italic", "code"])
ISOLATES = "\u2066\u2067\u2068\u2069"


def body(reply: Reply, png: bytes | None = None, *, rtl: bool = False) -> dict[str, Any]:
    message = render(reply, png, rtl=rtl)
    return {
        "components": [item.to_component_dict() for item in message.view.children],
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
        "attachments": [{"filename": file.filename} for file in message.files],
    }


def rows(reply: Reply) -> list[list[str]]:
    found = [part for _, part in walk(body(reply)["components"]) if part["type"] == 1]
    return [[button["label"] for button in row["components"] if "label" in button] for row in found]


def texts(reply: Reply, *, rtl: bool = False) -> list[str]:
    return [part["content"] for _, part in walk(body(reply, rtl=rtl)["components"]) if part["type"] == 10]


def bare(text: str) -> str:
    """Markdown without what a backslash protects: what is left could be markup."""
    return re.sub(r"\\.", "", text)


@given(TEXTS)
def test_no_text_has_markup_of_its_own(text: str) -> None:
    shown = markdown.escape(text)
    assert not re.search(r"[*_~`|<>\[\]#]|://|:\w+:|@[a-z]", bare(shown))
    assert not re.match(r"\s*([-+]|\d+[.)])(\s|$)", shown)
    assert "\n" not in shown


@given(TEXTS)
def test_no_text_is_lost(text: str) -> None:
    kept = re.sub(r"[\u202a-\u202e\u2066-\u2069\u200b]", "", text)
    shown = re.sub(f"[{ISOLATES}]", "", plain(markdown.escape(text)))
    assert shown == re.sub(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]+", " ", kept)


@given(st.lists(st.tuples(TEXTS, STYLES), max_size=4))
def test_spans_have_the_markup_of_their_styles_and_no_other(parts: list[tuple[str, Style]]) -> None:
    shown = markdown.line(tuple(Span(text, style) for text, style in parts))
    outside = re.sub(r"\\.|`[^`]+`", "x", shown)
    outside = re.sub(r"\*\*[^*]+\*\*|\*[^*]+\*", "", outside)
    assert not re.search(r"[*_~`|<>\[\]#]", outside)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("> quote", r"\> quote"),
        ("@everyone", "@\u200beveryone"),
        ("<@1> <#2> <t:3>", "\\<@\u200b1\\> \\<\\#2\\> \\<t:3\\>"),
        ("[x](http://x)", r"\[x\](http\://x)"),
        (":smile: at 10:30", r"\:smile: at 10:30"),
        ("two\nlines\u2028three", "two lines three"),
        ("\u202eturned\u202c", "turned"),
        ("half a pair \ud800", "half a pair \ufffd"),
        ("\u067e\u06cc", "\u2068\u067e\u06cc\u2069"),
        ("closes \u2069\u2066 early", "\u2068closes \u2066 early\u2069\u2069"),
    ],
)
def test_what_discord_would_read_as_markup_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert markdown.escape(text) == shown


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((Span(" bold ", "bold"), Span("after")), " **bold** after"),
        ((Span("a", "bold"), Span("b", "italic")), "**a**\u200b*b*"),
        ((Span("a", "bold"), Span("b", "bold")), "**ab**"),
        ((Span("a`b", "code"),), r"a\`b"),
        ((Span("K7Q2F9", "code"),), "`K7Q2F9`"),
        ((Span("x", link="https://example.org/a_(b)"),), "[x](<https://example.org/a_(b)>)"),
        ((Span("1"), Span(". item")), r"1\. item"),
        ((Span("- "), Span("item", "bold")), r"\- **item**"),
        ((Span("x", link="javascript:alert(1)"),), "x"),
        ((Span("x", link="https://example.org/> @everyone"),), "x"),
    ],
)
def test_spans_are_written_in_discords_markdown(parts: tuple[Span, ...], shown: str) -> None:
    assert markdown.line(parts) == shown


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("Islamabad", "general seat"), "Islamabad · general seat"),
        (("Islamabad", ""), "Islamabad"),
        (("پی", "PTI 25"), "\u2068پی\u2069 · PTI 25"),
        (("پ" * 99, "x"), "پ" * 99 + "…"),
    ],
)
def test_a_label_keeps_the_directions_of_its_parts_apart(parts: tuple[str, ...], shown: str) -> None:
    assert markdown.beside(100, *parts) == shown


URDU = "\u067e\u06cc"


def test_a_card_whose_language_runs_right_to_left_begins_each_line_there() -> None:
    blocks = (Line(spans(URDU)), Row(URDU, "25", "PTI"), Quote(URDU, URDU), Note(spans("PTI")))
    (text,) = texts(Reply(URDU, blocks), rtl=True)
    assert text.splitlines() == [
        f"### \u200f\u2068{URDU}\u2069",
        f"\u200f\u2068{URDU}\u2069",
        f"\u200f\u2068{URDU}\u2069: **\u206625\u2069** · \u2068PTI\u2069",
        f"> \u200f\u2068{URDU}\u2069",
        f"-# \u200f\u2068{URDU}\u2069",
        "-# \u200f\u2068PTI\u2069",
    ]


def test_what_parts_a_row_stands_in_the_direction_of_the_card() -> None:
    (text,) = texts(Reply("T", (Row(URDU, "25", URDU), Row("a:b", "1", "c"))))
    assert text.splitlines()[1:] == [f"\u2068{URDU}\u2069: **25** · \u2068{URDU}\u2069", "a\\:b: **1** · c"]


@pytest.mark.parametrize("rtl", [True, False])
def test_somebodys_words_keep_their_direction_in_every_language(*, rtl: bool) -> None:
    said = (Quote(f"{URDU}\nPTI", ""), Quote("A glorious victory", ""))
    (text,) = texts(Reply("T", said), rtl=rtl)
    assert text.splitlines()[1:] == [
        f"> \u200f\u2068{URDU}\u2069",
        "> \u200f\u2068PTI\u2069",
        "> A glorious victory",
    ]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=25), st.text("*_ a\u067e", min_size=1, max_size=900))
def test_every_page_that_runs_right_to_left_is_one_discord_takes(kinds: list[int], text: str) -> None:
    made = (Line(spans(text)), Row(text[:50], "12", text[:20]), Quote(text, "Somebody"), Note(spans(text)))
    reply = Reply("Title", tuple(made[kind] for kind in kinds), footer=(Note(spans("As of")),), line="long")
    check_message(body(page(reply, rtl=True), rtl=True), {})


def test_a_corrected_card_may_use_the_room_left_free_for_it() -> None:
    lines = tuple(Line(spans("a" * 60)) for _ in range(63))
    before, after = Reply("T", lines, line="x"), Reply("T", (*lines, Note(spans("c" * 100))), line="x")
    assert len(page(before, corrected=True).blocks) == len(page(before).blocks) == 63
    assert (len(page(after).blocks), len(page(after, corrected=True).blocks)) == (63, 64)


def test_a_page_of_several_is_cut_as_it_was_before_its_correction() -> None:
    lines = tuple(Line(spans("a" * 60)) for _ in range(200))
    before, after = Reply("T", lines, line="x"), Reply("T", (*lines, Note(spans("c" * 100))), line="x")
    assert page(after, corrected=True).blocks == page(before).blocks


def test_a_quote_keeps_its_lines_and_says_whose_it_is() -> None:
    reply = Reply("T", (Quote("one\n# two\n\n@everyone", "Somebody, fragment"),))
    assert texts(reply) == ["### T\n> one\n> \\# two\n> \n> @\u200beveryone\n-# Somebody, fragment"]


def test_a_note_is_in_small_print_on_a_card_and_running_text_elsewhere() -> None:
    note = Note(spans("A note"))
    assert texts(Reply("T", (note,))) == ["### T\n-# A note"]
    assert texts(Reply(blocks=(note,))) == ["A note"]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=25), st.text("*_ a\U0001f600", min_size=1, max_size=900))
def test_every_page_is_one_discord_takes(kinds: list[int], text: str) -> None:
    made = (Line(spans(text)), Row(text[:50], "12", text[:20]), Quote(text, "Somebody"), Note(spans(text)))
    blocks = tuple(made[kind] for kind in kinds)
    reply = Reply("Title", blocks, footer=(Note(spans("As of")),), picture=SENATE, line="long")
    number, last = 1, 0
    while number > last:
        turned = page(replace(reply, page=number))
        sent = body(turned, b"png")
        check_message(sent, {"card.png": b"png"})
        last, number = number, number + any(label.endswith("→") for row in rows(turned) for label in row)


def test_a_message_that_is_too_long_is_not_sent() -> None:
    with pytest.raises(ValueError, match="Discord takes 4000"):
        render(Reply("T", (Line(spans("*" * 2100)),)))


def test_rows_of_buttons_stay_as_they_are_where_they_fit() -> None:
    made = tuple(tuple(Button(f"{row}{column}", line="x") for column in range(3)) for row in range(5))
    assert rows(Reply("T", buttons=made)) == [[button.label for button in row] for row in made]


def test_rows_too_many_or_too_long_are_filled_up() -> None:
    pairs = tuple(
        (Button(f"{number}", line=f"x {number}"), Button("u", url="https://x.example/")) for number in range(6)
    )
    assert [len(row) for row in rows(Reply("T", buttons=pairs))] == [5, 5, 2]
    wide = (tuple(Button(str(number), line=f"x {number}") for number in range(6)),)
    assert rows(Reply("T", buttons=wide)) == [["0", "1", "2", "3", "4"], ["5"]]


def test_more_buttons_than_discord_takes_are_cut_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    many = (tuple(Button(str(number), line=f"x {number}") for number in range(30)),)
    check_message(body(Reply("T", buttons=many)), {})
    assert "more than 25 buttons" in caplog.text


def test_buttons_are_lines_and_addresses_and_never_a_search() -> None:
    made = (
        Button("s", search="x"),
        Button("u", url="https://example.org/"),
        Button("f", url="ftp://example.org/"),
        Button("l" * 100, line="x"),
    )
    assert rows(Reply("T", buttons=(made,))) == [["u", "l" * 79 + "…"]]


def test_the_longest_line_fits_a_button_many_times() -> None:
    line = "é" * (LINE_BYTES // 2)
    sent = body(Reply("T", buttons=(tuple(Button("x", line=line) for _ in range(25)),)))
    check_message(sent, {})
    ids = [part["custom_id"] for _, part in walk(sent["components"]) if "custom_id" in part]
    assert {PRESSED.fullmatch(each)["line"] for each in ids if PRESSED.fullmatch(each)} == {line}  # type: ignore[index]  # matched


def test_a_line_that_nobody_shortened_is_refused() -> None:
    with pytest.raises(ValueError, match="Discord takes 100"):
        render(Reply("T", buttons=((Button("x", line="x" * 99),),)))


def test_the_accent_is_a_partys_only_where_one_party_is_shown() -> None:
    parties = (Group("A", "", 5, "#112233"), Group("B", "", 5, "#445566"))
    for groups, accent in ((parties[:1], 0x112233), (parties, 0x2F6F62), ((), 0x2F6F62)):
        sent = body(Reply("T", picture=replace(SENATE, groups=groups)))
        assert sent["components"][0]["accent_color"] == accent


@pytest.mark.parametrize(
    ("states", "accent"),
    [
        (("25 unofficial", "3 disputed"), 0xC77700),
        (("25 disputed", "3 overturned"), 0xB3261E),
        (("25 unofficial", "3 official"), 0x2F6F62),
        (("verbatim",), 0x2F6F62),
        ((), 0x2F6F62),
    ],
)
def test_the_accent_is_the_gravest_status_where_no_party_is_shown(states: tuple[str, ...], accent: int) -> None:
    reply = Reply("T", shows=tuple(Shown(str(number), state) for number, state in enumerate(states)))
    assert body(reply)["components"][0]["accent_color"] == accent
    assert body(replace(reply, colour="#112233"))["components"][0]["accent_color"] == 0x112233


def choices(reply: Reply) -> list[list[tuple[str, str]]]:
    found = [part for _, part in walk(body(reply)["components"]) if part["type"] == SELECT]
    return [[(option["label"], option["value"]) for option in part["options"]] for part in found]


def single(count: int) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(f"Choice {number}", line=f"x {number}"),) for number in range(count))


def test_few_choices_are_buttons_and_many_a_list() -> None:
    assert (choices(Reply("T", buttons=single(5))), len(rows(Reply("T", buttons=single(5))))) == ([], 5)
    assert choices(Reply("T", buttons=single(6))) == [[(f"Choice {number}", f"x {number}") for number in range(6)]]


def test_a_list_holds_25_and_the_next_takes_over() -> None:
    sent = body(Reply("T", buttons=single(60)))
    check_message(sent, {})
    assert [len(each) for each in choices(Reply("T", buttons=single(60)))] == [25, 25, 10]
    ids = [part["custom_id"] for _, part in walk(sent["components"]) if "custom_id" in part]
    assert (ids, all(CHOSEN.fullmatch(each) for each in ids)) == (["s0", "s1", "s2"], True)


def test_a_list_names_each_line_once_with_the_label_it_had_first() -> None:
    made = (*single(6), (Button("Once more", line="x 0"),))
    assert choices(Reply("T", buttons=made)) == [[(f"Choice {number}", f"x {number}") for number in range(6)]]


@pytest.mark.parametrize(
    "odd",
    [
        Button("u", url="https://x.example/"),
        Button("f", line="x", form=True),
        Button("d", line="x", style="danger"),
    ],
)
def test_what_is_no_plain_choice_stands_beside_the_list(odd: Button) -> None:
    reply = Reply("T", buttons=((odd,), *single(6)))
    assert (len(choices(reply)), rows(reply)[0]) == (1, [odd.label])


def test_buttons_look_as_they_are_meant() -> None:
    made = (Button("a", line="x"), Button("b", line="y", style="primary"), Button("c", line="z", style="danger"))
    styles = [part["style"] for _, part in walk(body(Reply("T", buttons=(made,)))["components"]) if part["type"] == 2]
    assert styles == [2, 1, 4]


def test_a_button_to_a_form_has_an_id_of_its_own_kind() -> None:
    made = (Button("a", line="x"), Button("b", line="x", form=True), Button("c", line="x", form=True))
    parts = [part for _, part in walk(body(Reply("T", buttons=(made,)))["components"]) if part["type"] == 2]
    assert [part["custom_id"] for part in parts] == ["b:x", "f:x", "f1:x"]
    assert [bool(PRESSED.fullmatch(part["custom_id"])) for part in parts] == [True, False, False]


def test_a_page_leaves_room_for_a_correction_to_be_said_on_it() -> None:
    full = page(Reply("T", tuple(Line(spans("a" * 60)) for _ in range(200)), line="long"))
    assert 3800 < sum(len(text) for text in texts(full)) <= TEXT - RESERVE
    check_message(body(replace(full, footer=(Note(spans("c" * (RESERVE - 10))),))), {})


def test_hostile_text_is_harmless_wherever_it_stands() -> None:
    blocks = (Line(spans(HOSTILE)), Row(HOSTILE, HOSTILE, HOSTILE), Quote(HOSTILE, HOSTILE), Note(spans(HOSTILE)))
    for text in texts(Reply(HOSTILE, blocks, footer=(Note(spans(HOSTILE)),))):
        own = re.sub(r"(?m)^(### |> |-# )|\*\*", "", bare(text))
        assert not re.search(r"[*_~`|<>\[\]#]|@[a-z0-9]|://", own)


@given(TEXTS, st.one_of(st.none(), TEXTS), st.integers(1, 9), st.booleans())
def test_a_form_is_read_as_it_was_filled(first: str, text: str | None, many: int, loud: bool) -> None:
    form: dict[str, str | int] = {"first": first, "pairs": "pti=20 x=?", "many": many, "loud": loud}
    if text is not None:
        form["text"] = text
    parsed = grammar.parse(typed, written(typed["every"], form))
    assert parsed.options == {**parsed.options, "first": first, "text": text, "many": many, "loud": loud}
    assert parsed.options["pairs"] == {"pti": 20, "x": None}


def test_what_is_sent_is_what_the_message_shows() -> None:
    reply = Reply("Title", (Row("a", "1"),), buttons=((Button("b", line="b"),),))
    wanted = body(reply)
    assert json.loads(rendered.written(reply, rtl=False).encoded) == wanted
    assert json.loads(opening(reply, kind=UPDATE, rtl=False, told=False).encoded) == {"type": 7, "data": wanted}
    del wanted["attachments"]
    assert json.loads(opening(reply, kind=MESSAGE, rtl=False, told=True).encoded) == {"type": 4, "data": wanted}


def test_only_a_private_message_of_its_own_is_for_the_asker_alone() -> None:
    reply = Reply("Title", private=True)
    assert opening(reply, kind=MESSAGE, rtl=False, told=False)["data"]["flags"] == 1 << 15 | 1 << 6
    assert opening(reply, kind=UPDATE, rtl=False, told=False)["data"]["flags"] == 1 << 15


def test_the_same_reply_is_written_once_and_another_is_never_taken_for_it() -> None:
    reply = Reply("Title")
    first = opening(reply, kind=MESSAGE, rtl=False, told=True)
    assert opening(reply, kind=MESSAGE, rtl=False, told=True) is first
    for number in range(rendered.CARDS * 2):
        told = opening(Reply(f"Title {number}"), kind=MESSAGE, rtl=False, told=True)
        assert f"### Title {number}" in str(told)
    assert opening(reply, kind=MESSAGE, rtl=True, told=True) is not first
