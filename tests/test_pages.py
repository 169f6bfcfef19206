"""Pages: nothing of an answer is lost, every page fits, and its buttons lead to its neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.grammar import parse
from bot.messages import LINE_BYTES, Block, Button, Line, Note, Quote, Reply, Row, Span, Spans, spans
from bot.pages import SHORTEST, Limits, fit, turn
from tests.fuzzing import examples
from tests.sample import SENATE, commands

thorough = examples(150)

words = st.text(st.sampled_from("ab  \n\u0638é"), max_size=60) | st.integers(0, 160).map(
    lambda number: "word " * number
)
runs = st.lists(
    st.builds(Span, words, st.sampled_from(["plain", "bold", "code"]), st.none() | st.just("https://x.example")),
    min_size=1,
    max_size=4,
).map(tuple)
headings = words.map(lambda text: Line((Span(text, "bold"),)))
blocks = st.one_of(st.builds(Line, runs), st.builds(Row, words, words, words), st.builds(Quote, words, words), headings)
notes = st.builds(Note, runs)
replies = st.builds(
    Reply, title=words, blocks=st.lists(blocks, max_size=8).map(tuple), footer=st.lists(notes, max_size=3).map(tuple)
)


def said(text: Spans) -> str:
    return "".join(span.text for span in text)


def texts(block: Block) -> tuple[str, ...]:
    match block:
        case Line(text) | Note(text):
            return (said(text),)
        case Row(label, value, note):
            return (label, value, note)
        case Quote(text, attribution):
            return (text, attribution)


def size(block: Block) -> int:
    """Count as a platform might: the characters, a sign between parts, and the break after the block."""
    return sum(map(len, texts(block))) + len(texts(block))


def limits(units: int = 300) -> Limits:
    return Limits(units, size)


def whole(reply: Reply) -> int:
    title = size(Line(spans(reply.title))) if reply.title else 0
    return title + sum(map(size, reply.blocks)) + sum(map(size, reply.footer))


def line_of(number: int, words_: int = 20) -> Line:
    return Line(spans(f"{number} " + "word " * words_))


def numbered(count: int, **more: object) -> Reply:
    reply = Reply(title="Title", blocks=tuple(line_of(number) for number in range(count)), line="long")
    return replace(reply, **more)  # type: ignore[arg-type]  # fields of Reply by name


@thorough
@given(replies, st.integers(SHORTEST, 1200))
@example(Reply(blocks=(Row("x" * 500, "y" * 500, "z" * 500),)), SHORTEST)
@example(Reply(blocks=(Quote("x" * 500, "y" * 500),)), SHORTEST)
@example(Reply(title="t" * 500, footer=(Note(spans("n" * 500)),)), SHORTEST)
def test_every_page_fits(reply: Reply, units: int) -> None:
    for page in fit(reply, limits(units)):
        assert whole(page) <= units


def gist(reply: Reply, blocks_: tuple[Block, ...]) -> str:
    """Give what the blocks say, a quotation's attribution once."""
    found: list[str] = []
    attributions = {block.attribution for block in reply.blocks if isinstance(block, Quote)}
    for block in blocks_:
        match block:
            case Quote(text, _):
                found.append(text)
            case Note(text) if said(text) in attributions:
                pass
            case _:
                found += texts(block)
    return "".join(found)


@thorough
@given(replies.map(lambda reply: replace(reply, title="", footer=())), st.integers(SHORTEST, 1200))
def test_the_texts_of_all_pages_joined_are_those_of_the_reply(reply: Reply, units: int) -> None:
    reply = replace(reply, blocks=tuple(shortened(block) for block in reply.blocks))
    shown = tuple(block for page in fit(reply, limits(units)) for block in page.blocks)
    assert gist(reply, shown) == gist(reply, reply.blocks)


def shortened(block: Block) -> Block:
    """Give the block with an attribution as sources have them, which stands on every piece of its quotation."""
    return Quote(block.text, block.attribution[:20]) if isinstance(block, Quote) else block


@thorough
@given(replies, st.integers(SHORTEST, 600))
def test_title_and_footer_stand_on_a_page_or_among_the_blocks(reply: Reply, units: int) -> None:
    pages = fit(reply, limits(units))
    blocks_ = [text for page in pages for block in page.blocks for text in texts(block)]
    footer = [text for note in pages[-1].footer for text in texts(note)]
    joined = "".join([pages[0].title, *blocks_, *footer])
    assert reply.title in joined
    for note in reply.footer:
        assert "".join(texts(note)) in joined


def test_a_short_reply_is_one_page_and_untouched() -> None:
    reply = numbered(2)
    assert fit(reply, limits()) == (reply,)
    assert turn(reply, limits()) == reply


def test_a_reply_without_blocks_is_one_page() -> None:
    reply = Reply(title="Title", picture=SENATE)
    assert fit(reply, limits()) == (reply,)


def test_title_footer_picture_and_buttons_stand_on_every_page() -> None:
    more = ((Button("More", line="house"),),)
    footer = (Note(spans("Source")),)
    pages = fit(numbered(9, footer=footer, picture=SENATE, buttons=more), limits())
    assert len(pages) > 3
    for page in pages:
        assert (page.title, page.footer, page.picture, page.buttons) == ("Title", footer, SENATE, more)


def test_a_heading_stands_on_the_page_of_what_it_heads() -> None:
    heading = Line((Span("Heading", "bold"),))
    for before in range(12):
        blocks_ = (*(Line(spans("x" * 24)) for _ in range(before)), heading, line_of(1, 15), line_of(2))
        pages = fit(Reply(blocks=blocks_), limits())
        page = next(page for page in pages if heading in page.blocks)
        assert line_of(1, 15) in page.blocks


def test_headings_in_a_row_stay_together_with_the_first_piece_of_a_long_block() -> None:
    chapter, section = Line((Span("Chapter", "bold"),)), Line((Span("Section", "bold"),))
    pages = fit(Reply(blocks=(line_of(0, 50), chapter, section, Quote("word " * 200, "Somebody"))), limits())
    assert [block for page in pages for block in page.blocks][1:3] == [chapter, section]
    page = next(page for page in pages if chapter in page.blocks)
    at = page.blocks.index(chapter)
    assert page.blocks[at + 1] == section
    assert isinstance(page.blocks[at + 2], Quote)


def test_a_heading_that_heads_nothing_is_kept() -> None:
    heading = Line((Span("Heading", "bold"),))
    assert fit(Reply(blocks=(heading,)), limits())[0].blocks == (heading,)


def test_every_piece_of_a_quotation_says_whose_it_is() -> None:
    pieces = [
        block for page in fit(Reply(blocks=(Quote("word " * 300, "Somebody"),)), limits()) for block in page.blocks
    ]
    assert len(pieces) > 3
    assert all(isinstance(piece, Quote) and piece.attribution == "Somebody" for piece in pieces)


def test_pieces_keep_their_style_and_link() -> None:
    page = fit(Reply(blocks=(Note((Span("word " * 300, "italic", "https://x.example"),)),)), limits())[1]
    piece = page.blocks[0]
    assert isinstance(piece, Note)
    assert {(span.style, span.link) for span in piece.text} == {("italic", "https://x.example")}


def test_a_word_is_cut_only_where_it_is_longer_than_a_page() -> None:
    pages = fit(Reply(blocks=(Line(spans("word " * 400)),)), limits())
    assert {word for page in pages for block in page.blocks for text in texts(block) for word in text.split()} == {
        "word"
    }
    assert len(fit(Reply(blocks=(Line(spans("x" * 1000)),)), limits())) > 3


def test_a_footer_that_crowds_the_blocks_out_follows_them_but_for_its_last_note() -> None:
    sources = tuple(Note(spans(f"Source {number} " + "x" * 60)) for number in range(5))
    code = Note(spans("As of today, K7Q2F9"))
    pages = fit(numbered(2, footer=(*sources, code)), limits())
    assert all(page.footer == (code,) and page.title == "Title" for page in pages)
    assert [block for page in pages for block in page.blocks][2:] == list(sources)


def test_a_title_that_crowds_the_blocks_out_comes_before_them() -> None:
    code = Note(spans("As of today, K7Q2F9"))
    pages = fit(Reply(title="t" * 400, blocks=(Line(spans("x")),), footer=(code,)), limits())
    assert all(page.title == "" and page.footer == (code,) for page in pages)
    assert "".join(text for page in pages for block in page.blocks for text in texts(block)) == "t" * 400 + "x"


def test_limits_that_hold_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="a page needs 80 units, not 79"):
        fit(Reply(), limits(SHORTEST - 1))


def buttons(reply: Reply) -> dict[str, str]:
    return {button.label: button.line or "" for button in reply.buttons[0]} if reply.buttons else {}


def test_the_buttons_of_a_page_lead_to_its_neighbours() -> None:
    count = len(fit(numbered(9), limits()))
    assert count > 3
    for number in range(1, count + 1):
        page = turn(numbered(9, page=number), limits())
        assert page.page == number
        targets = [parse(commands, line) for line in buttons(page).values()]
        assert [target.command.name for target in targets] == ["long"] * len(targets)
        assert [target.page for target in targets] == [n for n in (number - 1, number + 1) if 1 <= n <= count]
    assert buttons(turn(numbered(9, page=2), limits())) == {f"← 1/{count}": "long", f"3/{count} →": "long page:3"}


@pytest.mark.parametrize(("asked", "given_"), [(-5, 1), (0, 1), (10**6, None)])
def test_a_page_there_is_not_is_the_nearest_there_is(asked: int, given_: int | None) -> None:
    count = len(fit(numbered(9), limits()))
    assert turn(numbered(9, page=asked), limits()).page == (given_ or count)


def test_the_row_that_turns_pages_stands_above_the_others() -> None:
    more = (Button("More", line="house"),)
    page = turn(numbered(9, buttons=(more,)), limits())
    assert [len(row) for row in page.buttons] == [1, 1]
    assert page.buttons[1] == more


def test_the_longest_line_the_bot_hands_out_can_still_be_turned() -> None:
    reply = numbered(900, line="x" * (LINE_BYTES - len(" page:999")), page=899)
    assert len(buttons(turn(reply, Limits(2 * SHORTEST, lambda _: SHORTEST)))) == 2


def test_a_reply_no_line_asks_for_has_no_buttons_that_lead_nowhere() -> None:
    assert turn(numbered(9, line=""), limits()).buttons == ()
