"""What looks like the name of an option in what editors type is never published as part of a text."""

from __future__ import annotations

import enum
from typing import Annotated

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import languages
from bot.commands import Commands, Help, Values
from bot.errors import UserError
from bot.grammar import filled, line, parse
from bot.languages import texts
from bot.messages import Reply, Request
from tests.fuzzing import examples

commands = Commands()


class Status(enum.Enum):
    OPEN = "open"
    OVER = "over"


async def bring(
    _request: Request,
    _services: None,
    *,
    title: Annotated[str, Help("What", rest=True)],
    source: Annotated[str | None, Help("Source", named=True)] = None,
    status: Annotated[Status, Help("How far", named=True)] = Status.OPEN,
    who: Annotated[str | None, Help("Who", aliases=("by",))] = None,
) -> Reply:
    """Bring something in."""
    return Reply(title=f"{title}{source}{status}{who}")


async def count(
    _request: Request,
    _services: None,
    *,
    subject: Annotated[str, Help("What")],
    figures: Annotated[Values, Help("Figures", rest=True)],
) -> Reply:
    """Count something."""
    return Reply(title=f"{subject}{figures}")


commands.add("/bring it in source:dawn", role="contributor")(bring)
commands.add("/count it a=1", role="contributor")(count)
public = Commands()
public.add("/bring it in source:dawn")(bring)


@pytest.mark.parametrize(
    ("typed", "name", "within"),
    [
        ("/bring It is over source:dawn https://x.example date:2021-03-04", "date", "source"),
        ("/bring It is over source:dawn titel:words", "titel", "source"),
        ("/bring It is over abuot:pdm source:dawn", "abuot", "title"),
        ("/bring It is over who:imran khan stauts:over", "stauts", "who"),
        ("/bring it status:over DATE:2021 source:dawn", "DATE", ""),
        ("/count it a=1 day:2021 b=2", "day", "figures"),
        ("/count it day:2021 b=2", "day", "figures"),
    ],
)
def test_a_name_no_option_has_is_refused_with_those_there_are(typed: str, name: str, within: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(commands, typed)
    assert caught.value.key == "no-such-option"
    assert (caught.value.arguments["name"], caught.value.arguments["within"]) == (name, within)
    for language in languages.available():
        said = caught.value.say(texts(language)).replace("\u2068", "").replace("\u2069", "")
        assert f"{name}:" in said
        assert ("subject:" if "count" in typed else "title:, source:, status:, who:") in said


@pytest.mark.parametrize(
    ("typed", "title", "source"),
    [
        ('/bring "It is over abuot:pdm" source:dawn', "It is over abuot:pdm", "dawn"),
        (
            "/bring The paper: it is over source:dawn https://x.example",
            "The paper: it is over",
            "dawn https://x.example",
        ),
        ("/bring telegram:42 is over at 21:04 source:dawn", "telegram:42 is over at 21:04", "dawn"),
        ('/bring it source:dawn "A title with a:b in it"', "it", 'dawn "A title with a:b in it"'),
    ],
)
def test_a_text_may_hold_colons_all_the_same(typed: str, title: str, source: str) -> None:
    """In quotation marks any; else those of prose, addresses, times, and of who is named first."""
    parsed = parse(commands, typed)
    assert (parsed.options["title"], parsed.options["source"]) == (title, source)


def test_what_people_ask_is_read_as_before() -> None:
    """Words that are searched for may hold anything."""
    assert parse(public, "/bring It is over abuot:pdm").options["title"] == "It is over abuot:pdm"


def test_a_form_is_filled_with_what_was_typed_be_it_right_or_wrong() -> None:
    _, found = filled(commands, "/bring It is over abuot:pdm source:dawn date:2021")
    assert found == {"title": "It is over abuot:pdm", "source": "dawn date:2021"}


words = st.lists(st.sampled_from(["a", "date:2021", "by:x", "x:", ":y", "http://x", '"', '"q"', "\\", "a:b", "=", " "]))


@examples(300)
@given(title=words.map(" ".join), source=st.none() | words.map(" ".join), who=st.none() | st.text(max_size=20))
@example(title="It a:b", source="x date:1", who="telegram:42")
def test_what_is_written_is_read_back(title: str, source: str | None, who: str | None) -> None:
    options = {"title": title, "source": source, "status": Status.OVER, "who": who}
    assert parse(commands, line(commands["bring"], options)).options == options
