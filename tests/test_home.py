"""What an answer owes to the chat it is given in, and what is forgotten of one."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.commands import Commands
from bot.dispatch import Bot
from bot.messages import Chat, Habits, Line, Reply, Request, spans
from tests.asking import CHAT, USER, Answer, ask, bot_of, request
from tests.sample import Kept

HOME = Habits("Asia/Karachi", "pk")
ELSEWHERE = Chat("console", "2", private=True)


def noting(asked: list[Request], reply: Reply = Reply()) -> Answer:  # noqa: B008  # a value that never changes
    async def show(request: Request, _services: None) -> Reply:
        """Show it."""
        asked.append(request)
        return reply

    return show


def kept() -> Kept:
    memory = Kept()
    memory.homes[CHAT.key] = HOME
    return memory


async def test_a_handler_learns_the_time_zone_and_the_parliament_of_the_chat() -> None:
    asked: list[Request] = []
    await ask("/show", bot_of(noting(asked), memory=kept()))
    assert (asked[0].timezone, asked[0].parliament) == (HOME.timezone, HOME.parliament)


async def test_a_time_zone_that_comes_with_the_line_stands_in_place_of_the_chats() -> None:
    asked: list[Request] = []
    await bot_of(noting(asked), memory=kept()).answer_line("/show", USER, CHAT, timezone="Asia/Tokyo")
    assert asked[0].timezone == "Asia/Tokyo"


async def test_a_handler_learns_which_message_is_answered() -> None:
    asked: list[Request] = []
    await bot_of(noting(asked)).answer_line("/show", USER, CHAT, answering="55")
    assert asked[0].answering == "55"


async def test_chats_of_two_parliaments_are_not_given_each_others_answers() -> None:
    asked: list[Request] = []
    commands = Commands()
    commands.add(pure=True)(noting(asked))

    async def version() -> int:
        return 1

    bot = Bot(commands, None, kept(), version=version)
    for chat in (CHAT, ELSEWHERE, CHAT, ELSEWHERE):
        await bot.answer_line("/show", USER, chat)
    assert [each.parliament for each in asked] == ["pk", None]


async def test_a_handler_can_name_the_line_that_means_the_same_in_every_chat() -> None:
    reply = await ask("/show", bot_of(noting([], Reply(line="chamber pk-senate"))))
    assert reply.line == "chamber pk-senate"


async def test_who_is_to_be_forgotten_is_forgotten_before_the_answer_goes_out() -> None:
    memory = Kept()
    reply = await ask("/show", bot_of(noting([], Reply(forgets=("console:1", "console:2"))), memory=memory))
    assert memory.forgotten == ["console:1", "console:2"]
    assert reply.forgets == ("console:1", "console:2")


async def test_an_answer_that_failed_forgets_nobody() -> None:
    async def show(_request: Request, _services: None) -> Reply:
        """Fail."""
        raise RuntimeError("a bug")

    memory = Kept()
    await bot_of(show, memory=memory).answer(request("show"))
    assert memory.forgotten == []


async def test_what_stands_in_a_reply_is_not_changed_by_the_chat() -> None:
    """Only the request knows of it."""
    said = Reply(blocks=(Line(spans("It is.")),))
    assert (await ask("/show", bot_of(noting([], said), memory=kept()))).blocks == said.blocks


async def test_a_handler_learns_the_moment() -> None:
    asked: list[Request] = []
    commands = Commands()
    commands.add()(noting(asked))
    at = datetime(2021, 3, 6, 12, tzinfo=UTC)
    await ask("/show", Bot(commands, None, Kept(), now=lambda: at))
    assert asked[0].at == at


async def test_a_line_can_be_answered_over_other_services_and_nothing_is_kept_of_it() -> None:
    """The next who asks gets an answer over the bot's own."""
    commands = Commands()

    async def show(_request: Request, services: str) -> Reply:
        """Show it."""
        return Reply(title=services)

    async def version() -> int:
        return 1

    commands.add(pure=True)(show)
    bot = Bot(commands, "now", Kept(), version=version)
    titles = [(await bot.answer_line("/show", USER, CHAT, services=each)).title for each in (None, "then", None)]
    assert titles == ["now", "then", "now"]
