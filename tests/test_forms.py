"""What the kernel gives to platforms with forms: lines read without judging them, rights asked first, nothing lost."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import grammar
from bot.commands import Commands, Help, OnMessage, Values, labelled
from bot.dispatch import Bot
from bot.errors import TryLater, UnknownCommand, UserError
from bot.languages import texts
from bot.messages import Chat, Reply, Request, Role, User
from tests.asking import said
from tests.sample import Kept

ANN = User("discord", "7", "Ann")
HERE = Chat("discord", "5", private=False)
PASSING = Chat("discord", "5", private=False, lasting=False)
AGAIN = "Change what you wrote"

commands = Commands()


@commands.add(role="editor", form=True, on_message=OnMessage("Keep it", "words"))
async def keep(
    _request: Request,
    _services: None,
    *,
    words: Annotated[str, Help("Words", rest=True)],
    by: Annotated[str, Help("Who said it")] = "",
    day: Annotated[date | None, Help("When")] = None,
) -> Reply:
    """Keep words."""
    if words == "late":
        raise TryLater(1)
    return Reply(title=f"{words} {by} {day}")


@commands.add()
async def count(
    _request: Request,
    _services: None,
    *,
    contest: Annotated[str, Help("Contest")],
    votes: Annotated[Values, Help("Votes", rest=True)],
    note: Annotated[str, Help("Note")] = "",
) -> Reply:
    """Count votes."""
    return Reply(title=f"{contest} {votes} {note}")


@commands.add(manages=True)
async def follow(_request: Request, _services: None) -> Reply:
    """Follow something."""
    return Reply(title="followed")


def bot(role: str | None = "editor") -> Bot[None]:
    kept = Kept()
    if role is not None:
        kept.roles = {ANN.key: role}  # type: ignore[dict-item]  # the parameters are roles
    return Bot(commands, None, kept, incident=lambda: "c0ffee")


async def yes() -> bool:
    return True


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("keep", {}),
        ("keep some words", {"words": "some words"}),
        ('keep "two\nlines" day:tomorrow', {"words": "two\nlines", "day": "tomorrow"}),
        ("keep by: day:x", {"by": "", "day": "x"}),
        ("keep a by:b by:c", {"words": "a", "by": "b c"}),
        ("count one two three", {"contest": "one", "votes": "two three"}),
        ("count a b=1 note:c d", {"contest": "a", "votes": "b=1", "note": "c d"}),
        ("follow no matter what", {}),
        ("keep a page:2", {"words": "a"}),
    ],
)
def test_a_line_fills_a_form_right_or_wrong(line: str, filled: dict[str, str]) -> None:
    assert grammar.filled(commands, line)[1] == filled


@given(st.text(max_size=200))
def test_any_line_fills_a_form_without_an_error(text: str) -> None:
    command, found = grammar.filled(commands, f"count {text}")
    assert set(found) <= {option.name for option in command.options}


@pytest.mark.parametrize(("line", "error"), [("  ", UserError), ("keepp x", UnknownCommand)])
def test_a_line_without_a_command_fills_none(line: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        grammar.filled(commands, line)


async def test_what_is_wrong_with_a_form_comes_with_a_button_to_it_as_it_was_filled() -> None:
    reply = await bot().answer_line("keep a day:tomorrow", ANN, HERE, "form")
    (button,) = reply.buttons[-1]
    assert (button.label, button.line, button.form) == (AGAIN, "keep a day:tomorrow", True)


async def test_a_long_form_is_kept_as_a_token_that_leads_to_it() -> None:
    asked = bot()
    line = f"keep {'word ' * 500}day:tomorrow"
    (button,) = (await asked.answer_line(line, ANN, HERE, "form")).buttons[-1]
    assert button.line is not None
    assert await asked.expand(button.line) == line


@pytest.mark.parametrize(("line", "via"), [("keep a", "form"), ("keep a day:tomorrow", "command")])
async def test_what_was_right_or_came_from_no_form_has_no_such_button(line: str, via: Any) -> None:
    reply = await bot().answer_line(line, ANN, HERE, via)
    assert AGAIN not in [button.label for row in reply.buttons for button in row]


async def test_whoever_may_use_a_command_is_not_refused_its_form() -> None:
    assert await bot().fill("keep some words", ANN, HERE) == (commands["keep"], {"words": "some words"})


@pytest.mark.parametrize(
    ("command", "chat", "answer"),
    [
        ("keep", HERE, "/keep is for editors of this record. An owner can grant it."),
        ("follow", HERE, "Only those who may manage this chat can use /follow here."),
    ],
)
async def test_whoever_may_not_is_told_before_they_fill_it_in(command: str, chat: Chat, answer: str) -> None:
    reply = await bot(None).fill(command, ANN, chat)
    assert isinstance(reply, Reply)
    assert (said(reply), reply.private) == (answer, True)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("kep words", "I do not know /kep. The nearest I know:"),
        ("~0", "I no longer know what this button stood for. Please ask again with the command."),
    ],
)
async def test_a_line_that_leads_to_no_form_is_told_so(line: str, answer: str) -> None:
    reply = await bot().fill(line, ANN, HERE)
    assert isinstance(reply, Reply)
    assert said(reply) == answer


async def test_rights_that_cannot_be_looked_up_are_an_incident() -> None:
    reply = await Bot(commands, None, Away(), incident=lambda: "c0ffee").fill("keep", ANN, HERE)
    assert isinstance(reply, Reply)
    assert "c0ffee" in said(reply)


class Away(Kept):
    """A memory whose store is away."""

    async def role(self, user: User) -> Role | None:
        raise RuntimeError(f"nobody knows {user.key}")

    async def language(self, chat: Chat) -> str | None:
        raise RuntimeError(f"nobody knows {chat.key}")


async def test_a_language_that_cannot_be_looked_up_is_the_other_one(caplog: pytest.LogCaptureFixture) -> None:
    assert await Bot(commands, None, Away(), incident=lambda: "c0ffee").language(HERE, "ur") == "ur"
    assert "c0ffee" in caplog.text


async def test_what_takes_a_lasting_place_is_refused_elsewhere_with_the_reason() -> None:
    reply = await bot().answer_line("follow", ANN, PASSING, manages=yes)
    assert said(reply).startswith("/follow needs me to belong here")
    assert (await bot().answer_line("follow", ANN, HERE, manages=yes)).title == "followed"


async def test_what_a_platform_does_not_hand_out_now_can_be_tried_again() -> None:
    reply = await bot().answer_line("keep late", ANN, HERE)
    assert said(reply) == "That did not get through just now. Please try again in a moment."


def test_a_label_on_messages_is_the_declared_one_where_it_has_no_translation() -> None:
    assert labelled(commands["keep"], texts("en")) == "Keep it"


@pytest.mark.parametrize(
    ("offered", "fault"),
    [
        (OnMessage("x" * 33, "words"), "1 to 32 characters"),
        (OnMessage(" ", "words"), "1 to 32 characters"),
        (OnMessage("Keep it"), "one is required"),
        (OnMessage("Keep it", "day"), "no option that takes the text"),
        (OnMessage("Keep it", "file"), "no option that takes the text"),
    ],
)
def test_what_cannot_be_offered_on_messages_is_refused(offered: OnMessage, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Commands().add(on_message=offered)(keep)


def test_a_file_and_an_option_cannot_share_a_name() -> None:
    async def send(_request: Request, _services: None, *, file: Annotated[str, Help("File")] = "") -> Reply:
        """Send a file."""
        return Reply(title=file)

    send.__annotations__ |= {"file": Annotated[str, Help("File")]}
    with pytest.raises(ValueError, match="leave that name"):
        Commands().add(upload=True)(send)
