"""The grammar: what `line` writes `parse` reads back, and whatever people type is answered, not crashed on."""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands import Commands, Help, Values
from bot.errors import BadOption, UnknownCommand, UserError
from bot.grammar import LONGEST, Parsed, _atoms, convert, line, parse
from bot.languages import texts
from bot.messages import Reply, Request
from tests.fuzzing import examples

TYPED = 4096
"""Characters of the longest message a person can type."""

commands = Commands()
thorough = examples(400)


class Size(enum.Enum):
    SHORT = "short"
    FULL_LENGTH = "full-length"
    SEVEN = 7


@commands.add('/quote great victory by:"yousaf raza gilani"', aliases=("saying",))
async def quote(
    _request: Request,
    _services: None,
    *,
    words: Annotated[str, Help("Words", rest=True)],
    by: Annotated[str | None, Help("Speaker", aliases=("speaker", "von"))] = None,
    subject: Annotated[str, Help("Subject")] = "everything",
    loud: Annotated[bool, Help("Loudly")] = False,
    day: Annotated[date | None, Help("Day")] = None,
    top: Annotated[int, Help("How many", minimum=-5, maximum=900)] = 3,
    size: Annotated[Size, Help("Length")] = Size.SHORT,
) -> Reply:
    """Find words."""
    return Reply(title=f"{words}{by}{subject}{loud}{day}{top}{size}")


@commands.add("/whatif confidence senate pti=+3 pdm=?")
async def whatif(
    _request: Request,
    _services: None,
    *,
    motion: Annotated[str, Help("Motion")],
    chamber: Annotated[str, Help("Chamber")],
    moves: Annotated[Values, Help("Members moved", rest=True)],
    by: Annotated[str, Help("Whose idea")] = "",
) -> Reply:
    """Move members."""
    return Reply(title=f"{motion}{chamber}{moves}{by}")


@commands.add()
async def seat(
    _request: Request,
    _services: None,
    *,
    name: Annotated[str | None, Help("Seat")] = None,
    votes: Annotated[int | None, Help("Votes")] = None,
) -> Reply:
    """Show a seat."""
    return Reply(title=f"{name}{votes}")


NASTY = (
    *(
        "by:",
        "BY:",
        "speaker:x",
        "page:2",
        "page:",
        "/quote",
        "~k7",
        "https://x.example/a?b:c",
        "a=1",
        "?",
        ":",
        "=",
        "é",
        "7",
    ),
    *(
        '"',
        '\\"',
        "\\",
        '\\\\"',
        '"a b"',
        'a"b',
        '"a',
        'a"',
        " ",
        "  ",
        "\n",
        "\t",
        "\x00",
        "\x1c",
        "\x85",
        "\u00a0",
        "\u3000",
    ),
    *("ظفر", "\u202e", "\u2069", "\ufeff", "٣", "𓂀", "{", "}", "'", "loud:yes", "top:", "moves:a=1"),
)
any_text = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(NASTY), max_size=9).map("".join))
pages = st.integers(1, 999)
keys = st.from_regex(r"[\w.-]{1,12}", fullmatch=True)
moved = st.dictionaries(keys, st.none() | st.integers(-(10**18) + 1, 10**18 - 1), min_size=1, max_size=6)


def seen(options: dict[str, Any], number: int, name: str) -> tuple[str, dict[str, Any], int]:
    """Give what comes back when the options are written and read again."""
    command = commands[name]
    parsed = parse(commands, line(command, options, number))
    return parsed.command.name, dict(parsed.options), parsed.page


@thorough
@given(
    words=any_text,
    by=st.none() | any_text,
    subject=any_text | st.just("everything"),
    loud=st.booleans(),
    day=st.none() | st.dates(),
    top=st.integers(-5, 900),
    size=st.sampled_from(Size),
    page=pages,
)
@example(words='a "b', by='c"', subject="", loud=False, day=None, top=3, size=Size.SHORT, page=1)
@example(words="", by="", subject="", loud=True, day=date(1, 1, 1), top=-5, size=Size.SEVEN, page=999)
def test_every_kind_of_option_comes_back_as_it_was_written(
    words: str, by: str | None, subject: str, *, loud: bool, day: date | None, top: int, size: Size, page: int
) -> None:
    options = {"words": words, "by": by, "subject": subject, "loud": loud, "day": day, "top": top, "size": size}
    assert seen(options, page, "quote") == ("quote", options, page)


@thorough
@given(motion=any_text, chamber=any_text, moves=moved, by=any_text, page=pages)
@example("a b", "c d", {"x": None}, "page:2", 1)
def test_values_come_back_with_the_texts_around_them(
    motion: str, chamber: str, moves: dict[str, int | None], by: str, page: int
) -> None:
    options = {"motion": motion, "chamber": chamber, "moves": moves, "by": by}
    assert seen(options, page, "whatif") == ("whatif", options, page)


@thorough
@given(name=st.none() | any_text, votes=st.none() | st.integers(0, 10**9), page=pages)
def test_options_nobody_gave_come_back_as_nothing(name: str | None, votes: int | None, page: int) -> None:
    options = {"name": name, "votes": votes}
    assert seen(options, page, "seat") == ("seat", options, page)


@thorough
@given(
    head=st.sampled_from(["quote", "/SAYING", "whatif a b", "whatif", "seat", "nothing"]),
    rest=any_text,
    more=any_text,
)
@example("quote", '"a', 'b" c"')
@example("quote", "x by:by", ": y")
@example("whatif a b", " x=1", " by:")
def test_the_canonical_line_is_a_fixed_point(head: str, rest: str, more: str) -> None:
    try:
        parsed = parse(commands, f"{head} {rest}{more}")
    except UserError:
        return
    written = line(parsed.command, parsed.options, parsed.page)
    again = parse(commands, written)
    assert again == parsed
    assert line(again.command, again.options, again.page) == written


@thorough
@given(
    st.one_of(st.text(max_size=TYPED), st.lists(st.sampled_from(NASTY), max_size=400).map("".join), any_text),
    st.booleans(),
)
def test_garbage_is_read_or_answered_with_a_sentence(text: str, known: bool) -> None:
    said: str | Parsed
    try:
        said = parse(commands, f"quote {text}"[:TYPED] if known else text)
    except UserError as error:
        said = error.say(texts("en"))
    assert said


@pytest.mark.parametrize("piece", ["\\", '"', 'a"\\', "é"])
def test_whatever_a_message_holds_its_canonical_line_can_be_read(piece: str) -> None:
    """A typed line of full length stays readable when backslashes double it."""
    text = 'quote " ' + (piece * TYPED)[: TYPED - 8]
    parsed = parse(commands, text)
    assert parse(commands, line(parsed.command, parsed.options, 999)) == parse(commands, f"{text} page:999")


def steps(work: Callable[[], object]) -> int:
    """Give the number of lines of Python the work runs through, a measure that no clock disturbs."""
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    except UserError:
        pass
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece", ['" ', '"a ', '"\\" ', '\\" ', 'by:" ', "by: ", "a=1 ", "a ", "a:", '"a"b ', "\\ ", '"x" ']
)
def test_the_work_grows_with_the_line_and_not_with_its_square(piece: str) -> None:
    short = steps(lambda: parse(commands, "quote " + piece * 200))
    long = steps(lambda: parse(commands, "quote " + piece * 800))
    assert long <= 6 * short


class Counted(str):
    """A text that counts the characters copied out of it."""

    __slots__ = ("copied",)
    copied: int

    def __getitem__(self, key: Any) -> str:
        found = super().__getitem__(key)
        self.copied = getattr(self, "copied", 0) + len(found)
        return found


def test_reading_words_copies_each_of_them_once() -> None:
    """Not the whole remainder for each word, which a message of two thousand words would feel."""
    text = Counted("ab " * 1000)
    assert len(list(_atoms(text, {}))) == 1000
    assert text.copied <= 2 * len(text) + 1000


def read(text: str) -> dict[str, Any]:
    parsed = parse(commands, text)
    return {name: value for name, value in parsed.options.items() if value != parsed.command.option(name).default}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/quote great victory by:gilani", {"words": "great victory", "by": "gilani"}),
        ("  quote   great\tvictory  ", {"words": "great victory"}),
        ("QUOTE x", {"words": "x"}),
        ("/saying x", {"words": "x"}),
        ("/quote https://example.org/a:b", {"words": "https://example.org/a:b"}),
        ("/quote said: it's o'clock 'x y'", {"words": "said: it's o'clock 'x y'"}),
        ('/quote an "open quote', {"words": 'an "open quote'}),
        ('/quote "', {"words": '"'}),
        ('/quote "two  spaces"', {"words": "two  spaces"}),
        ('/quote "he said \\"no\\" \\\\"', {"words": 'he said "no" \\'}),
        ('/quote "by:name"', {"words": "by:name"}),
        ("/quote x by: name", {"words": "x", "by": "name"}),
        ("/quote x by:yousaf raza gilani top:5", {"words": "x", "by": "yousaf raza gilani", "top": 5}),
        ("/quote x BY:name", {"words": "x", "by": "name"}),
        ("/quote x speaker:name", {"words": "x", "by": "name"}),
        ("/quote by:name words:x", {"words": "x", "by": "name"}),
        ("/quote x top:٩", {"words": "x", "top": 9}),
        ("/quote x top:۷۲", {"words": "x", "top": 72}),
        ("/quote x top:+7", {"words": "x", "top": 7}),
        ("/quote x top:-5", {"words": "x", "top": -5}),
        ("/quote x loud:YES", {"words": "x", "loud": True}),
        ("/quote x loud:on", {"words": "x", "loud": True}),
        ("/quote x size:FULL-length", {"words": "x", "size": Size.FULL_LENGTH}),
        ("/quote x size:7", {"words": "x", "size": Size.SEVEN}),
        ("/quote x day:2021-03-04", {"words": "x", "day": date(2021, 3, 4)}),
        (
            "/whatif m c pti=3 pdm=-۴ ind.x=?",
            {"motion": "m", "chamber": "c", "moves": {"pti": 3, "pdm": -4, "ind.x": None}},
        ),
        (
            "/whatif m c a=1,234 b=12,34,567 d=-1,000",
            {"motion": "m", "chamber": "c", "moves": {"a": 1234, "b": 1234567, "d": -1000}},
        ),
        (
            "/whatif m c گیلانی=۱٬۲۳۴ b=٢،٣٤٥ d=؟",  # noqa: RUF001  # digits as they are typed in Urdu and Arabic
            {"motion": "m", "chamber": "c", "moves": {"گیلانی": 1234, "b": 2345, "d": None}},
        ),
        ("/seat islamabad 1,234", {"name": "islamabad", "votes": 1234}),
        ("/seat islamabad 5", {"name": "islamabad", "votes": 5}),
        ("/seat", {}),
    ],
)
def test_a_typed_line_means_what_it_seems_to_mean(typed: str, meant: dict[str, Any]) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "nothing-asked"),
        (" / ", "nothing-asked"),
        ("/qoute x", "unknown-command"),
        ("/zzzzzz", "unknown-command-help"),
        ("/quote", "missing-option"),
        ("/quote x by:", "missing-option"),
        ("/quote by:name x", "missing-option"),
        ("/quote x page:", "missing-option"),
        ("/quote x by:a by:b", "twice-given"),
        ("/quote x by:a speaker:b", "twice-given"),
        ("/quote x page:1 page:2", "twice-given"),
        ("/quote x page:0", "bad-number-range"),
        ("/quote x page:1000", "bad-number-range"),
        ("/quote x top:901", "bad-number-range"),
        ("/quote x top:-6", "bad-number-range"),
        ("/quote x top:1.5", "bad-number"),
        ("/quote x top:½", "bad-number"),
        ("/quote x top:²", "bad-number"),
        ("/quote x top:" + "9" * 4000, "bad-number"),
        ("/quote x loud:maybe", "bad-yes-no"),
        ("/quote x day:2021-02-30", "bad-date"),
        ("/quote x day:2021-13-01", "bad-date"),
        ("/quote x day:0000-01-01", "bad-date"),
        ("/quote x day:20210304", "bad-date"),
        ("/quote x day:2021-W09-4", "bad-date"),
        ("/quote x day:٢٠٢١-٠٣-٠٤", "bad-date"),
        ("/quote x size:huge", "bad-choice"),
        ("/quote x top:1 more", "too-many-words"),
        ("/seat a 1 b", "too-many-words"),
        ("/seat a b", "bad-number"),
        ("/whatif m c pti=1 pti=2", "bad-values"),
        ("/whatif m c pti=x", "bad-values-number"),
        ("/whatif m c pti=14O", "bad-values-number"),
        ("/whatif m c pti=1.234", "bad-values-number"),
        ("/whatif m c pti=1,23", "bad-values-number"),
        ("/whatif m c pti=1234,567", "bad-values-number"),
        ("/whatif m c pti=1,234٬567", "bad-values-number"),
        ("/whatif m c pti=", "bad-values"),
        ("/whatif m c pti", "bad-values"),
        ("/quote x top:9OO", "bad-number"),
        ("/whatif m c =1", "bad-values"),
        ('/whatif m c "pti=1"', "bad-values"),
        ("x" * (LONGEST + 1), "too-long"),
    ],
)
def test_what_fits_nowhere_is_answered_with_the_sentence_for_it(typed: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(commands, typed)
    assert caught.value.key == key
    assert caught.value.say(texts("en"))


def test_words_that_fit_nowhere_are_answered_with_an_example() -> None:
    with pytest.raises(UserError) as caught:
        parse(commands, "/quote x loud:yes y")
    assert caught.value.say(texts("en")).endswith('/quote great victory by:"yousaf raza gilani"')


def test_a_command_without_examples_is_its_own_example() -> None:
    with pytest.raises(UserError) as caught:
        parse(commands, "/seat a 1 b")
    assert caught.value.arguments == {"value": "b", "example": "/seat"}


def test_a_bad_choice_lists_the_good_ones() -> None:
    with pytest.raises(BadOption) as caught:
        parse(commands, "/quote x size:huge")
    assert "short, full-length, 7" in caught.value.say(texts("en"))


def test_an_unknown_command_names_the_nearest() -> None:
    with pytest.raises(UnknownCommand) as caught:
        parse(commands, "/qoute x")
    assert caught.value.nearest == ("quote",)


def test_values_are_converted_as_a_platform_hands_them_over() -> None:
    """Discord gives all pairs in one text."""
    command = commands["whatif"]
    moves = command.option("moves")
    assert convert(command, moves, " pti=3  pdm=? ") == {"pti": 3, "pdm": None}
    for text in ("", "pti", "pti=1 pti=1"):
        with pytest.raises(BadOption):
            convert(command, moves, text)


def test_options_at_their_default_are_left_out() -> None:
    assert line(commands["quote"], {"words": "x", "subject": "everything", "top": 3, "loud": False}) == "quote x"
