"""Replies as Telegram shows them, read by the fake's own parser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.telegram import render
from bot.messages import Block, Button, Line, Note, Quote, Reply, Row, Span, Style, spans
from tests.fakes.telegram_wire import parsed, units
from tests.sample import HOSTILE, SENATE

texts = st.text(st.characters(codec="utf-8"), max_size=200)
styles: st.SearchStrategy[Style] = st.sampled_from(["plain", "bold", "italic", "code"])
links = st.none() | st.sampled_from(
    ["https://a.b/?x=1&y=\"<'", "javascript:alert(1)", "http://", "https://[::1", "x y"]
)
lines = st.lists(st.builds(Span, texts, styles, links), max_size=4).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Line, lines), st.builds(Note, lines), st.builds(Row, texts, texts, texts), st.builds(Quote, texts, texts)
)
replies = st.builds(
    Reply,
    st.text(max_size=40),
    st.lists(blocks, max_size=40).map(tuple),
    line=st.just("seat x"),
    page=st.integers(1, 9),
)


def shown(card: render.Card) -> str:
    return parsed(card.html, "HTML")[0]


@given(replies)
def test_every_page_of_any_reply_parses_and_fits(reply: Reply) -> None:
    for rtl in (False, True):
        assert units(shown(render.text(reply, rtl=rtl))) <= 4096 - 120
        assert units(shown(render.caption(replace(reply, picture=SENATE), rtl=rtl))) <= 1024 - 120


def test_a_page_is_filled_to_its_limit_but_for_the_room_a_correction_needs() -> None:
    long = Reply(title="Long", blocks=tuple(Line(spans(f"{n:03} " + "🗳" * 18)) for n in range(200)), line="long")
    assert 4096 - 120 - 41 <= units(shown(render.text(long))) <= 4096 - 120
    assert 1024 - 120 - 41 <= units(shown(render.caption(replace(long, picture=SENATE)))) <= 1024 - 120


def test_a_corrected_card_of_several_pages_is_cut_as_before() -> None:
    long = Reply(title="Long", blocks=tuple(Line(spans(f"{n:03} " + "x" * 40)) for n in range(200)), line="long")
    assert render.text(long, corrected=True) == render.text(long)


def test_a_card_says_which_page_it_is() -> None:
    long = Reply(blocks=tuple(Line(spans("x" * 90)) for _ in range(100)), line="long", page=99)
    assert (render.text(long).page, render.text(replace(long, page=1)).page) == (3, 1)


def test_a_button_that_opens_a_form_elsewhere_runs_its_line() -> None:
    keyboard = render.keyboard(((Button("Fill in", line="seat x", form=True),),))
    assert keyboard is not None
    assert keyboard.to_dict()["inline_keyboard"] == [[{"text": "Fill in", "callback_data": "seat x"}]]


def test_a_button_is_coloured_where_its_style_says_so() -> None:
    row = (Button("a", line="a"), Button("b", line="b", style="primary"), Button("c", line="c", style="danger"))
    keyboard = render.keyboard((row,))
    assert keyboard is not None
    assert [button.style for button in keyboard.inline_keyboard[0]] == [None, "primary", "danger"]


@given(blocks)
def test_the_size_of_a_block_is_what_telegram_counts(block: Block) -> None:
    """Between two marks that keep the platform from trimming."""
    marked = Reply(blocks=(Line(spans("<")), block, Line(spans(">"))))
    if render.size(block) < 3000:
        assert units(shown(render.text(marked))) == render.size(block) + 3


def test_a_card_reads_calmly() -> None:
    reply = Reply(
        title="Senate",
        blocks=(Row("PTI", "25", "as reported"), Row("PPP", "21"), Quote("A glorious victory", "Somebody")),
        footer=(
            Note(spans("Source: ", Span("Geo", link="https://geo.tv/?a=1&b=2"))),
            Note(spans(Span("K7Q2F9", "code"))),
        ),
    )
    assert render.text(reply).html == (
        "<b>Senate</b>\nPTI: <b>25</b> — as reported\nPPP: <b>21</b>\n"
        "<blockquote>A glorious victory</blockquote>\n— Somebody\n\n"
        '<i>Source: </i><a href="https://geo.tv/?a=1&amp;b=2"><i>Geo</i></a>\n<code>K7Q2F9</code>'
    )


def test_hostile_text_stays_text_in_every_place() -> None:
    """And names nobody; commands can be tapped in our own lines, not in figures and quotations."""
    evil = Line(spans(Span(HOSTILE, "bold"), Span(HOSTILE, "code")))
    reply = Reply(HOSTILE, (evil, Row(HOSTILE, HOSTILE, HOSTILE), Quote(HOSTILE, HOSTILE)), (Note(spans(HOSTILE)),))
    text, entities = parsed(render.text(reply).html, "HTML")
    parted = HOSTILE.replace("@", "@\u200b")
    assert text.count(parted) == 4
    assert text.count(parted.replace("/senate", "/\u200bsenate")) == 5
    assert not [entity for entity in entities if entity["type"] == "text_link"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "tg://resolve", "http://", "https://[::1", "https://a b", ""])
def test_only_web_addresses_are_links(link: str) -> None:
    assert render.text(Reply(blocks=(Line(spans(Span("here", link=link))),))).html == "here"
    assert render.keyboard(((Button("here", url=link),),)) is None


def test_text_that_runs_right_to_left_is_isolated() -> None:
    assert render.text(Reply(blocks=(Row("سینیٹ", "25"),))).html == "\u2068سینیٹ\u2069: <b>25</b>"


def test_a_card_in_a_language_that_runs_right_to_left_begins_on_the_right() -> None:
    """Each of its lines, though a name or a source's words are Latin; those stand apart and in their own order."""
    blocks = (
        Row("PTI", "25", "نوٹ"),
        Quote("A victory", "Geo"),
        Quote("سینیٹ", ""),
        Line(spans("سینیٹ ", Span("Geo", "bold"))),
    )
    written = shown(render.text(Reply("Senate", blocks, (Note(spans("Dawn")),)), rtl=True))
    lines = [line for line in written.split("\n") if line]
    assert [line[0] for line in lines] == ["\u200f", "\u200f", "\u2068", *["\u200f"] * 4]
    assert lines[1] == "\u200f\u2068PTI\u2069: \u206625\u2069 — \u2068نوٹ\u2069"


def test_half_a_surrogate_pair_does_not_break_a_card() -> None:
    assert render.text(Reply(blocks=(Line(spans("a\ud800b")),))).html == "a?b"


def test_a_button_of_each_kind_becomes_its_own() -> None:
    rows = ((Button("run", line="seat x"), Button("find", search="seat ")), (Button("open", url="https://a.b/"),))
    keyboard = render.keyboard(rows)
    assert keyboard is not None
    assert keyboard.to_dict()["inline_keyboard"] == [
        [{"text": "run", "callback_data": "seat x"}, {"text": "find", "switch_inline_query_current_chat": "seat "}],
        [{"text": "open", "url": "https://a.b/"}],
    ]


def test_an_alert_is_at_most_200_units_and_whole_signs() -> None:
    said = render.alert(Reply(blocks=(Note(spans("a" + "🗳" * 150)),)))
    assert units(said) <= 200
    assert set(said) == {"a", "🗳"}


def test_the_gist_of_a_card_leaves_small_print_and_markup_out() -> None:
    reply = Reply("Claims", (Note(spans("Small print.")), Line(spans(Span("A <b>", "bold"), " says")), Row("x", "1")))
    assert render.gist(reply) == ("Claims", "A <b> says · x: 1")
    assert render.gist(Reply(blocks=(Note(spans("Only small print.")),))) == ("Only small print.", "")
    assert [len(each) for each in render.gist(Reply("t" * 300, (Line(spans("x" * 300)),)))] == [160, 160]


def test_a_line_over_64_bytes_is_refused_when_its_button_is_built() -> None:
    with pytest.raises(ValueError, match="at most 64 bytes"):
        render.keyboard(((Button("Long", line="x" * 65),),))
