"""The bot: whatever is asked, a finished reply comes back, with what identifies it and with a way on."""

import copy
import logging
from datetime import UTC, datetime
from typing import Annotated

import pytest

from bot.commands import Commands, Help, Values
from bot.dispatch import Bot
from bot.errors import UserError
from bot.instead import OFFERED
from bot.messages import LINE_BYTES, Button, Card, Choice, Reply, Request
from tests.asking import CHAT, USER, ask, bot_of, labelled, request, said, shower
from tests.sample import Kept, Size, sample_bot
from tests.sample import commands as sample


@pytest.mark.parametrize("example", ["/nothing", "/seat islamabad size:huge", "/seat", "/house more"])
def test_an_example_that_does_not_parse_is_refused_when_the_bot_is_made(example: str) -> None:
    commands = copy.deepcopy(sample)
    commands.add(example)(shower(Reply()))
    with pytest.raises(UserError):
        Bot(commands, None, Kept())


async def test_an_answer_names_the_line_that_asks_for_it() -> None:
    reply = await ask("/CONSTITUENCY   islamabad page:2 size:FULL")
    assert (reply.title, reply.line, reply.page) == ("Seat islamabad", "seat islamabad size:full", 2)
    assert (await ask(reply.line)).title == reply.title


async def test_a_typed_request_and_its_line_are_the_same_answer() -> None:
    typed = await sample_bot().answer(request("seat", {"name": "islamabad", "top": 5}))
    assert typed == await ask("/seat islamabad top:5")


async def test_a_missing_option_is_asked_for_with_a_button_for_each_choice() -> None:
    reply = await ask("/seat")
    assert said(reply) == "Which name? Choose one, or say it after the command: Seat or election."
    assert labelled(reply) == {"Islamabad": "seat islamabad", "Lahore": "seat lahore"}
    assert reply.private
    for line in labelled(reply).values():
        assert (await ask(line or "")).title.startswith("Seat ")


async def test_a_missing_option_without_choices_is_asked_for_in_words() -> None:
    async def say(_request: Request, _services: None, *, words: Annotated[str, Help("Words")]) -> Reply:
        """Say it."""
        return Reply(title=words)

    reply = await ask("/say", bot_of(say))
    assert said(reply) == "Which words? Say it after the command: Words."
    assert reply.buttons == ()


async def test_choices_are_no_buttons_where_more_than_one_thing_is_missing() -> None:
    async def find(_services: None, _typed: str, _language: str) -> list[Choice]:
        return [Choice("a", "A")]

    async def move(
        _request: Request,
        _services: None,
        *,
        what: Annotated[str, Help("What", complete=find)],
        where: Annotated[str, Help("Where")],
    ) -> Reply:
        """Move it."""
        return Reply(title=what + where)

    reply = await ask("/move", bot_of(move))
    assert said(reply) == "Which what? Say it after the command: What."
    assert reply.buttons == ()


async def test_missing_values_are_offered_as_buttons_too() -> None:
    async def find(_services: None, _typed: str, _language: str) -> list[Choice]:
        return [Choice("pti=3 pdm=?", "Three leave")]

    async def whatif(
        _request: Request, _services: None, *, moves: Annotated[Values, Help("Moves", rest=True, complete=find)]
    ) -> Reply:
        """Move members."""
        return Reply(title=str(moves))

    bot = bot_of(whatif)
    assert labelled(await ask("/whatif", bot)) == {"Three leave": "whatif pti=3 pdm=?"}
    assert (await ask("/whatif pti=3 pdm=?", bot)).title == "{'pti': 3, 'pdm': None}"


async def test_a_choice_too_long_for_a_button_is_kept_as_a_token_that_leads_to_it() -> None:
    async def find(_services: None, _typed: str, _language: str) -> list[Choice]:
        return [Choice("x" * LINE_BYTES, "Long"), *(Choice(str(number), str(number)) for number in range(20))]

    async def seat(_request: Request, _services: None, *, name: Annotated[str, Help("Name", complete=find)]) -> Reply:
        """Show it."""
        return Reply(title=name)

    bot = bot_of(seat)
    offered = labelled(await ask("/seat", bot))
    assert list(offered) == ["Long", *(str(number) for number in range(OFFERED - 1))]
    assert (await ask(offered["Long"] or "", bot)).title == "x" * LINE_BYTES


async def test_a_handlers_long_button_is_kept_as_a_token_that_leads_to_it() -> None:
    line = "show " + "x" * LINE_BYTES

    async def show(_request: Request, _services: None, *, name: Annotated[str, Help("Name")]) -> Reply:
        """Show it."""
        return Reply(title=name, buttons=((Button("Again", line=line),),))

    bot = bot_of(show)
    offered = labelled(await ask("/show a", bot))["Again"] or ""
    assert len(offered.encode()) <= LINE_BYTES
    assert (await ask(offered, bot)).title == "x" * LINE_BYTES


@pytest.mark.parametrize(("command", "option"), [("nothing", "x"), ("seat", "nothing")])
async def test_suggestions_for_what_is_no_longer_declared_are_none(command: str, option: str) -> None:
    assert await sample_bot().suggest(command, option, "", 5) == []


async def test_an_unknown_command_offers_the_nearest() -> None:
    reply = await ask("/huose")
    assert said(reply) == "I do not know /huose. The nearest I know:"
    assert labelled(reply) == {"/house": "house"}
    assert reply.private
    assert await sample_bot().answer(request("huose")) == reply


async def test_a_command_like_no_other_is_answered_with_help() -> None:
    reply = await ask("/xyzzy")
    assert said(reply) == "I do not know /xyzzy. /help shows what you can ask."
    assert reply.buttons == ()


async def test_a_bad_choice_is_answered_with_the_good_ones() -> None:
    async def show(_request: Request, _services: None, *, size: Annotated[Size, Help("Size")]) -> Reply:
        """Show it."""
        return Reply(title=size.value)

    reply = await ask("/show huge", bot_of(show))
    assert said(reply) == "size is one of short, full, not “huge”."
    assert labelled(reply) == {"short": "show short", "full": "show full"}


async def test_a_bad_option_of_a_command_that_needs_more_is_answered_in_words() -> None:
    reply = await ask("/seat islamabad top:10")
    assert said(reply) == "top is a whole number from 1 to 9, not “10”."
    assert reply.private
    assert reply.buttons == ()


@pytest.mark.parametrize("text", ["", "/", "\x00", "{ $name }", "x" * 20_000, "/" + "x" * 4096, "/house " + "ظ" * 4000])
async def test_whatever_is_typed_is_answered_without_an_incident(text: str, caplog: pytest.LogCaptureFixture) -> None:
    reply = await ask(text)
    assert said(reply)
    assert not caplog.records


async def test_what_is_said_about_a_long_line_fits_any_page() -> None:
    assert len(said(await ask("/seat x top:" + "9" * 4000))) < 1000


async def test_a_person_is_told_what_a_handler_says_with_its_buttons() -> None:
    async def wrong(_request: Request, _services: None) -> Reply:
        """Be asked for what is not there."""
        raise UserError("unknown-command-help", name="x", buttons=(Button("House", line="house"),))

    reply = await ask("/wrong", bot_of(wrong))
    assert said(reply) == "I do not know /x. /help shows what you can ask."
    assert labelled(reply) == {"House": "house"}
    assert (reply.private, reply.code, reply.line) == (True, "", "")


async def test_a_bug_shows_the_person_its_number_and_the_log_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    reply = await ask("/broken")
    assert said(reply) == ("Something went wrong on our side, not yours. It is noted under c0ffee; please try again.")
    assert reply.private
    assert "123:ABC" not in repr(reply)
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, "/broken failed, incident c0ffee")
    assert record.exc_info is not None
    assert "a bug with a secret" in str(record.exc_info[1])


async def test_incidents_have_numbers_of_their_own() -> None:
    bot = Bot(sample, None, Kept())
    numbers = {said(await ask("/broken", bot)).split("under ")[1][:6] for _ in range(3)}
    assert len(numbers) == 3


@pytest.mark.parametrize("key", ["no-such-text", "unknown-command"])
async def test_an_error_whose_text_fails_is_an_incident(key: str, caplog: pytest.LogCaptureFixture) -> None:
    async def wrong(_request: Request, _services: None) -> Reply:
        """Be wrong about being wrong."""
        raise UserError(key)

    assert "c0ffee" in said(await ask("/wrong", bot_of(wrong)))
    assert len(caplog.records) == 1


async def test_a_memory_that_fails_is_an_incident() -> None:
    class Forgetful(Kept):
        async def issue(self, card: Card) -> None:
            raise OSError(card.code)

    assert "c0ffee" in said(await ask("/house", sample_bot(Forgetful())))


async def test_completions_are_at_most_as_many_as_asked_for() -> None:
    bot = sample_bot()
    assert [choice.value for choice in await bot.suggest("seat", "name", "", 1)] == ["islamabad"]
    assert [choice.value for choice in await bot.suggest("seat", "name", "LAH", 25)] == ["lahore"]
    assert [choice.value for choice in await bot.suggest("seat", "size", "", 1)] == ["short"]
    assert [choice.value for choice in await bot.suggest("seat", "size", "FU", 25)] == ["full"]
    assert await bot.suggest("seat", "day", "2", 25) == []


@pytest.mark.parametrize("error", [RuntimeError("a bug"), UserError("nothing-asked")])
async def test_a_completer_that_fails_gives_no_choices(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    async def find(_services: None, _typed: str, _language: str) -> list[Choice]:
        raise error

    async def seat(_request: Request, _services: None, *, name: Annotated[str, Help("Name", complete=find)]) -> Reply:
        """Show it."""
        return Reply(title=name)

    bot = bot_of(seat)
    assert await bot.suggest("seat", "name", "x", 25) == []
    assert said(await ask("/seat", bot)) == "Which name? Say it after the command: Name."
    assert {record.getMessage() for record in caplog.records} == {"/seat name failed, incident c0ffee"}


@pytest.mark.parametrize("own", [True, False])
async def test_an_answer_is_private_where_its_command_or_its_handler_says_so(*, own: bool) -> None:
    commands = Commands()
    commands.add(private=not own)(shower(Reply(private=own)))
    commands.add(private=False)(sample["house"].handler)
    bot = Bot(commands, None, Kept())
    assert (await ask("/show", bot)).private
    assert not (await ask("/house", bot)).private


async def test_a_language_without_texts_is_answered_in_english() -> None:
    assert said(await ask("/xyzzy", language="xx-XX")) == "I do not know /xyzzy. /help shows what you can ask."


async def test_the_handler_learns_who_asks_where_and_how() -> None:
    asked: list[Request] = []

    async def show(request: Request, services: str, *, name: Annotated[str, Help("Name")] = "x") -> Reply:
        """Show it."""
        asked.append(request)
        return Reply(title=services + name)

    commands = Commands()
    commands.add()(show)
    at = datetime(2021, 3, 6, tzinfo=UTC)
    bot = Bot(commands, "services ", Kept(), now=lambda: at)
    reply = await bot.answer_line("/show y page:3", USER, CHAT, "inline", "en-GB")
    assert asked == [Request("show", {"name": "y"}, USER, CHAT, "inline", "en-GB", 3, timezone="UTC", at=at)]
    assert reply.title == "services y"


async def test_an_error_of_the_services_that_is_to_be_told_is_told_and_no_incident(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def slow(_request: Request, _services: None) -> Reply:
        """Take long."""
        raise TimeoutError("two seconds")

    commands = Commands()
    commands.add()(slow)
    reply = await ask("/slow", Bot(commands, None, Kept(), told={TimeoutError: "too-slow"}))
    assert said(reply).startswith("That question takes too long.")
    assert "Traceback" not in caplog.text
