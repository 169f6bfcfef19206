"""Answers that are kept: which, how long, and what never is."""

from typing import Annotated, Any

import pytest

from bot.cache import Answers
from bot.commands import Commands, Help
from bot.dispatch import Bot
from bot.errors import UserError
from bot.messages import LINE_BYTES, Button, Reply, Request, Shown
from tests.asking import Counting, ask, labelled, request

SHOWN = (Shown("senate/pti", "25 reported"),)


class Version:
    """The version of a record that can be moved on."""

    def __init__(self) -> None:
        self.number = 1

    async def __call__(self) -> int:
        return self.number


class Answering:
    """A bot of three commands that counts how often each is worked out, over a record with a version."""

    def __init__(self, *, versioned: bool = True) -> None:
        self.version = Version()
        self.memory = Counting()
        self.asked: list[str] = []
        commands = Commands()

        @commands.add(pure=True)
        async def senate(
            asking: Request, _: None, *, words: Annotated[str | None, Help("Words", rest=True)] = None
        ) -> Reply:
            """Show the senate."""
            self.asked.append(f"senate {words} {asking.language}")
            if words == "nobody":
                raise UserError("nothing-asked")
            if words == "broken":
                raise RuntimeError("broken")
            if words == "moving":
                self.version.number += 1
            long = Button("Long", line="senate " + "x" * LINE_BYTES)
            return Reply(title=f"Senate {words} {asking.language}", shows=SHOWN, buttons=((long,),))

        @commands.add()
        async def chance(_asking: Request, _: None) -> Reply:
            """Show anything."""
            self.asked.append("chance")
            return Reply(title=f"{len(self.asked)}")

        version = self.version if versioned else None
        self.bot: Bot[Any] = Bot(commands, None, self.memory, incident=lambda: "c0ffee", version=version)

    async def __call__(self, line: str, language: str = "en") -> Reply:
        return await ask(line, self.bot, language)


async def test_a_pure_answer_is_worked_out_once() -> None:
    """The second is equal to the first."""
    answering = Answering()
    assert await answering("/senate one") == await answering("/SENATE   one")
    assert answering.asked == ["senate one en"]


async def test_a_typed_request_gets_what_its_line_got() -> None:
    """However it was asked: the line is the key."""
    answering = Answering()
    first = await answering("/senate one")
    assert await answering.bot.answer(request("senate", {"words": "one"})) == first
    assert len(answering.asked) == 1


async def test_another_line_another_language_and_another_version_are_other_answers() -> None:
    """And each is kept beside the others."""
    answering = Answering()
    await answering("/senate one")
    assert (await answering("/senate two")).title == "Senate two en"
    assert (await answering("/senate one", "ur")).title == "Senate one ur"
    answering.version.number = 2
    await answering("/senate one")
    assert answering.asked == ["senate one en", "senate two en", "senate one ur", "senate one en"]


async def test_every_page_is_of_the_same_answer() -> None:
    """Only the number of the page differs."""
    answering = Answering()
    assert [(await answering(f"/senate one page:{page}")).page for page in (2, 1, 3)] == [2, 1, 3]
    assert len(answering.asked) == 1


async def test_an_answer_that_is_not_pure_is_never_kept() -> None:
    """It may be another every time."""
    answering = Answering()
    assert [(await answering("/chance")).title for _ in range(2)] == ["1", "2"]


@pytest.mark.parametrize("words", ["nobody", "broken"])
async def test_an_error_is_never_kept(words: str) -> None:
    """Neither a person's nor a bug."""
    answering = Answering()
    for _ in range(2):
        assert (await answering(f"/senate {words}")).private
    assert len(answering.asked) == 2


async def test_without_a_version_nothing_is_kept() -> None:
    """A bot that cannot tell whether the record moved on asks it."""
    answering = Answering(versioned=False)
    for _ in range(2):
        await answering("/senate one")
    assert len(answering.asked) == 2


async def test_an_answer_during_which_the_record_moved_on_is_not_kept() -> None:
    """Nobody knows which version it is of."""
    answering = Answering()
    await answering("/senate moving")
    answering.version.number = 1
    await answering("/senate moving")
    assert len(answering.asked) == 2


async def test_a_kept_card_has_been_issued() -> None:
    """Once for each time it was worked out, and with the code that it bears."""
    answering = Answering()
    replies = [await answering("/senate one") for _ in range(3)]
    assert answering.memory.issued == 1
    assert [card.code for card in answering.memory.cards] == [replies[2].code]


async def test_the_buttons_of_a_kept_answer_can_be_pressed() -> None:
    """A long line stands as its token, which is asked for once."""
    answering = Answering()
    first, again = await answering("/senate one"), await answering("/senate one")
    assert labelled(again) == labelled(first) == {"Long": "~0"}
    assert len(answering.memory.lines) == 1


def test_the_answer_not_asked_for_the_longest_goes_first() -> None:
    """There are never more than fit."""
    answers = Answers(2)
    for key in ("a", "b"):
        answers.keep(key, Reply(title=key))
    assert answers.get("a") == Reply(title="a")
    answers.keep("c", Reply(title="c"))
    assert (len(answers), answers.get("b")) == (2, None)
    assert answers.get("a") is not None


def test_an_answer_kept_again_is_the_newer_one() -> None:
    """And takes no second place."""
    answers = Answers(2)
    for title in ("old", "new"):
        answers.keep("a", Reply(title=title))
    assert (len(answers), answers.get("a")) == (1, Reply(title="new"))


def test_a_cache_for_nothing_is_refused() -> None:
    """Leave the version out instead."""
    with pytest.raises(ValueError, match="at least one"):
        Answers(0)


def test_a_new_version_lets_go_of_the_answers_before_it() -> None:
    """They would keep their pictures and texts in memory until as many others were asked for."""
    answers = Answers()
    answers.turn(1)
    answers.keep(("line", 1), Reply(title="old"))
    answers.turn(1)
    assert len(answers) == 1
    answers.turn(2)
    assert len(answers) == 0
