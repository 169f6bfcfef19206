"""Commands as Discord knows them, and every example typed into the real client."""

from __future__ import annotations

import asyncio
import enum
from datetime import date
from typing import Annotated

import pytest

from bot import grammar, languages
from bot.adapters.discord.adapter import PATIENCE
from bot.commands import Commands, Help, Values
from bot.dispatch import Bot
from bot.messages import Choice, Line, Reply, Request, spans
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import form, plain
from tests.fakes import discord_checks, discord_spec
from tests.fakes.discord import Where
from tests.sample import commands

EXAMPLES = [example for command in commands for example in command.examples]


class Mood(enum.Enum):
    CALM = "calm"
    VERY_CALM = "very-calm"


async def hard_to_complete(_services: None, typed: str, _language: str) -> list[Choice]:
    if typed == "boom":
        raise RuntimeError("a bug in a completer")
    if typed == "never":
        await asyncio.Event().wait()
    return [Choice("v" * 101, "too long"), *(Choice(f"{typed}-{number}", "x" * 150) for number in range(40))]


async def numbers(_services: None, _typed: str, _language: str) -> list[Choice]:
    return [Choice("4", "four"), Choice("many", "no number")]


typed = Commands()


@typed.add("/every word pti=20 text:words")
async def every(
    _request: Request,
    _services: None,
    *,
    first: Annotated[str, Help("A word")],
    pairs: Annotated[Values, Help("Pairs", rest=True)],
    text: Annotated[str | None, Help("Text", complete=hard_to_complete)] = None,
    mood: Annotated[Mood, Help("Mood")] = Mood.CALM,
    day: Annotated[date | None, Help("Day")] = None,
    many: Annotated[int, Help("How many", complete=numbers, minimum=1, maximum=9)] = 3,
    loud: Annotated[bool, Help("Loudly")] = False,
) -> Reply:
    """Show every kind of option."""
    return Reply(blocks=(Line(spans(repr((first, dict(pairs), text, mood.value, day, many, loud)))),))


tongues = Commands()


@tongues.add()
async def tongue(request: Request, _services: None) -> Reply:
    """Say the language of the answer."""
    return Reply(blocks=(Line(spans(request.language)),))


@tongues.add(private=True)
async def own_tongue(request: Request, _services: None) -> Reply:
    """Say the language of a private answer."""
    return await tongue(request, None)


@pytest.mark.parametrize("example", EXAMPLES)
async def test_every_example_is_answered_as_the_bot_answers_it(served: House, example: str) -> None:
    name = grammar.parse(commands, example).command.name
    exchange = await served.fake.slash(name, **form(example))
    call = await exchange.next_call()
    assert call.text.strip()


async def test_the_commands_are_those_declared_and_nothing_discord_refuses(served: House) -> None:
    await served.fake.rest.synced()
    assert set(served.fake.commands) == {command.name for command in commands}


async def test_commands_can_be_used_everywhere_and_by_people_who_installed_the_app(served: House) -> None:
    await served.fake.rest.synced()
    for command in served.fake.commands.values():
        assert (command["contexts"], command["integration_types"]) == ([0, 1, 2], [0, 1])


async def test_options_have_discords_own_types_ranges_and_choices(served: House) -> None:
    await served.fake.rest.synced()
    options = {option["name"]: option for option in served.fake.commands["seat"]["options"]}
    assert {name: option["type"] for name, option in options.items()} == {
        "name": 3, "size": 3, "day": 3, "top": 4, "loud": 5,
    }  # fmt: skip
    assert (options["top"]["min_value"], options["top"]["max_value"]) == (1, 9)
    assert [choice["value"] for choice in options["size"]["choices"]] == ["short", "full"]
    assert [name for name, option in options.items() if option.get("autocomplete")] == ["name"]
    assert [name for name, option in options.items() if option.get("required")] == ["name"]


async def test_commands_are_told_once_and_again_only_when_they_changed(house: House) -> None:
    for _ in range(2):
        async with house.serve():
            await house.fake.rest.synced()
    async with house.serve(Bot(typed, None, house.kept)):
        pass
    told = [call for call in house.fake.rest.calls if call.method == "PUT"]
    assert [len(call.body) for call in told] == [len(list(commands)), 1]


async def test_options_reach_the_handler_typed(house: House) -> None:
    async with house.serve(Bot(typed, None, house.kept)):
        given: dict[str, str | int] = {
            "text": 'say "hi" \\ mood:calm',
            "mood": "very-calm",
            "day": "2021-03-04",
            "many": 4,
            "loud": True,
        }
        exchange = await house.fake.slash("every", first="two words", pairs="pti=20 pmln=?", **given)
        shown = (await exchange.next_call()).text
    expected = ("two words", {"pti": 20, "pmln": None}, given["text"], "very-calm", date(2021, 3, 4), 4, True)
    assert plain(shown) == repr(expected)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": "tomorrow"}, "day takes a date such as 2021-03-04"),
        ({"pairs": "pti"}, "pairs takes pairs such as name=12"),
        ({"pairs": 'pti=1 "'}, "pairs takes pairs such as name=12"),
    ],
)
async def test_what_discord_cannot_check_is_explained_to_the_asker_alone(
    house: House, given: dict[str, str], said: str
) -> None:
    async with house.serve(Bot(typed, None, house.kept)):
        exchange = await house.fake.slash("every", **{"first": "a", "pairs": "b=1", **given})
        call = await exchange.next_call()
    assert call.ephemeral
    assert said in plain(call.text)


async def test_a_command_that_is_no_more_is_answered_with_the_nearest(served: House) -> None:
    call = await (await served.fake.slash("hous")).next_call()
    assert call.ephemeral
    assert call.buttons == {"/house": "b:house"}


async def test_a_command_under_an_older_name_is_answered(served: House) -> None:
    call = await (await served.fake.slash("constituency", name="lahore")).next_call()
    assert "Seat lahore" in call.text


async def test_a_form_of_an_older_declaration_is_asked_for_what_is_missing(served: House) -> None:
    call = await (await served.fake.slash("seat")).next_call()
    assert "Which name?" in call.text
    assert call.buttons == {"Islamabad": "b:seat islamabad", "Lahore": "b:seat lahore"}


async def test_completions_carry_value_and_label(served: House) -> None:
    await served.fake.rest.synced()
    call = await (await served.fake.autocomplete("seat", "name", "isl")).next_call()
    assert call.body["data"]["choices"] == [{"name": "Islamabad · general seat", "value": "islamabad"}]


async def test_of_at_most_25_completions_those_are_offered_that_discord_takes(house: House) -> None:
    async with house.serve(Bot(typed, None, house.kept)):
        call = await (await house.fake.autocomplete("every", "text", "a")).next_call()
    choices = call.body["data"]["choices"]
    assert (len(choices), {len(choice["name"]) for choice in choices}) == (24, {100})
    assert choices[0]["value"] == "a-0"


async def test_completions_of_a_number_are_numbers(house: House) -> None:
    async with house.serve(Bot(typed, None, house.kept)):
        exchange = await house.fake.slash("every", first="a", pairs="b=1", many=2)
        await exchange.next_call()
        call = await (await house.fake.autocomplete("every", "many", "4")).next_call()
    assert call.body["data"]["choices"] == [{"name": "four", "value": 4}]


async def test_a_completer_that_fails_offers_nothing(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async with house.serve(Bot(typed, None, house.kept, incident=lambda: "c0ffee")):
        call = await (await house.fake.autocomplete("every", "text", "boom")).next_call()
    assert call.body["data"]["choices"] == []
    assert "incident c0ffee" in caplog.text


async def test_a_completer_that_takes_too_long_offers_nothing(house: House) -> None:
    async with house.serve(Bot(typed, None, house.kept)):
        exchange = await house.fake.autocomplete("every", "text", "never")
        assert await house.timer.asked() == PATIENCE
        house.timer.ring()
        call = await exchange.next_call()
    assert call.body["data"]["choices"] == []


@pytest.mark.parametrize(
    ("name", "where", "language"),
    [
        ("tongue", Where(0, "fi"), "en"),
        ("tongue", Where(2, "fi"), "en"),
        ("tongue", Where(1, "fi"), "fi"),
        ("own_tongue", Where(0, "fi"), "fi"),
        ("own_tongue", Where(0, "ko"), "en"),
    ],
)
async def test_only_what_nobody_else_reads_is_in_the_askers_own_language(
    house: House, monkeypatch: pytest.MonkeyPatch, name: str, where: Where, language: str
) -> None:
    monkeypatch.setattr(languages, "available_set", lambda: frozenset({"en", "fi"}))
    async with house.serve(Bot(tongues, None, house.kept)):
        call = await (await house.fake.slash(name, where)).next_call()
    languages._texts.cache_clear()
    assert call.text == language


@pytest.mark.skipif(
    not discord_spec.available(), reason="Discord's description of its API does not lie beside the checkout"
)
def test_the_description_of_the_api_sees_what_is_wrong() -> None:
    body = {"type": 4, "data": {"components": [{"type": 10}], "flags": "many"}}
    assert discord_spec.faults("POST", "/interactions/{interaction_id}/{interaction_token}/callback", body)


def test_the_fake_refuses_what_discord_refuses() -> None:
    wrong = [{"name": "Senate", "description": "x"}, {"name": "ok", "description": ""}]
    for command in wrong:
        with pytest.raises(discord_checks.RefusedError):
            discord_checks.check_commands([command])
