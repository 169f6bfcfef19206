"""Forms of commands: opened, filled, sent in, and opened again with what was typed."""

from __future__ import annotations

import asyncio
import enum
import gc
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated

import pytest

from bot.adapters.discord.adapter import PATIENCE, Client
from bot.commands import Commands, Help, Values
from bot.dispatch import Bot
from bot.messages import Button, Line, Reply, Request, Role, User, spans
from tests.adapters.discord.conftest import House, Noticed
from tests.adapters.discord.people import EDITOR, plain, standing
from tests.fakes.discord import Where
from tests.fakes.discord_rest import DEFERRED, MESSAGE, MODAL, ORIGINAL, UPDATE, Exchange
from tests.sample import Kept

editing = Commands()


class Kind(enum.Enum):
    VERBATIM = "verbatim"
    SHORT_FORM = "short-form"


@editing.add(role="editor", private=True, form=True)
async def note(
    request: Request,
    _services: None,
    *,
    words: Annotated[str, Help("What was said, as it was said", rest=True)],
    by: Annotated[str, Help("Who said it")],
    day: Annotated[date | None, Help("When, such as 2021-03-04")] = None,
    kind: Annotated[Kind, Help("What kind of quotation")] = Kind.VERBATIM,
    sure: Annotated[bool, Help("Whether it is certain")] = True,
) -> Reply:
    """Add a quotation, with the words as they were said and who said them."""
    told = repr((words, by, day, kind.value, sure, request.via))
    return Reply("Noted", (Line(spans(told)),), buttons=((Button("Change", line="note a by:b", form=True),),))


@editing.add(form=True)
async def figures(
    _request: Request,
    _services: None,
    *,
    contest: Annotated[str, Help("Seat or election")],
    votes: Annotated[Values, Help("Votes", rest=True)],
    total: Annotated[int | None, Help("All of them")] = None,
) -> Reply:
    """Give the votes of a contest."""
    told = repr((contest, dict(votes), total))
    return Reply("Figures", (Line(spans(told)),), buttons=((Button("Change", line="figures x a=1", form=True),),))


@pytest.fixture
async def desk(house: House) -> AsyncIterator[House]:
    """A house in which quotations are noted, by an editor."""
    house.kept.roles[EDITOR] = "editor"
    async with house.serve(bot(house.kept)):
        yield house


def bot(kept: Kept, commands: Commands = editing) -> Bot[None]:
    return Bot(commands, None, kept, incident=lambda: "c0ffee")


async def opened(desk: House, name: str = "note", **options: str | int) -> Exchange:
    exchange = await desk.fake.slash(name, **options)
    assert (await exchange.next_call()).body["type"] == MODAL
    return exchange


async def test_a_command_with_nothing_given_opens_its_form(desk: House) -> None:
    call = await (await desk.fake.slash("note")).next_call()
    assert call.body["type"] == MODAL
    assert call.message["title"] == "Add a quotation, with the words as they were…"
    assert [(field["label"], field["description"]) for field in call.fields.values()] == [
        ("Words", "What was said, as it was said"),
        ("By", "Who said it"),
        ("Day", "When, such as 2021-03-04"),
        ("Kind", "What kind of quotation"),
        ("Sure", "Whether it is certain"),
    ]


async def test_fields_are_texts_short_and_long_and_lists_needed_or_not(desk: House) -> None:
    fields = (await (await desk.fake.slash("note")).next_call()).fields
    parts = {name: field["component"] for name, field in fields.items()}
    assert {name: (part["type"], part.get("style")) for name, part in parts.items()} == {
        "words": (4, 2), "by": (4, 1), "day": (4, 1), "kind": (3, None), "sure": (3, None),
    }  # fmt: skip
    assert [name for name, part in parts.items() if part["required"]] == ["words", "by"]
    assert [option["value"] for option in parts["kind"]["options"]] == ["verbatim", "short-form"]


async def test_what_will_be_taken_stands_chosen(desk: House) -> None:
    call = await (await desk.fake.slash("note")).next_call()
    assert (standing(call)["kind"], standing(call)["sure"]) == ("verbatim", "yes")


async def test_a_form_is_told_apart_by_its_command_alone(desk: House) -> None:
    assert (await opened(desk)).modal["custom_id"] == "m:note"  # type: ignore[index]  # it is open


async def test_what_is_sent_in_reaches_the_handler_typed(desk: House) -> None:
    form = await opened(desk)
    sent = await desk.fake.submit(
        form, words='said "so"\nand so', by="Ann", day="2021-03-04", kind="short-form", sure="no"
    )
    call = await sent.next_call()
    assert (call.body["type"], call.ephemeral) == (MESSAGE, True)
    expected = ('said "so"\nand so', "Ann", date(2021, 3, 4), "short-form", False, "form")
    assert repr(expected) in plain(call.text)


async def test_fields_left_empty_are_not_given(desk: House) -> None:
    sent = await desk.fake.submit(await opened(desk), words=" a ", by="b")
    assert repr(("a", "b", None, "verbatim", True, "form")) in plain((await sent.next_call()).text)


async def test_with_all_that_is_needed_given_no_form_opens(desk: House) -> None:
    call = await (await desk.fake.slash("note", words="a", by="b")).next_call()
    assert (call.body["type"], "Noted" in call.text) == (MESSAGE, True)


async def test_what_was_given_stands_in_the_form_that_asks_for_the_rest(desk: House) -> None:
    call = await (await desk.fake.slash("note", by="Ann", day="soon")).next_call()
    assert standing(call) == {"words": "", "by": "Ann", "day": "soon", "kind": "verbatim", "sure": "yes"}


async def test_pairs_stand_where_they_belong_though_what_comes_before_is_missing(desk: House) -> None:
    call = await (await desk.fake.slash("figures", votes="pti=1 pmln=2")).next_call()
    assert standing(call) == {"contest": "", "votes": "pti=1 pmln=2", "total": ""}


async def test_pairs_are_sent_in_as_they_are_written_in_a_line(desk: House) -> None:
    sent = await desk.fake.submit(await opened(desk, "figures"), contest="a b", votes="pti=1\npmln=?", total="4")
    assert repr(("a b", {"pti": 1, "pmln": None}, 4)) in plain((await sent.next_call()).text)


@pytest.mark.parametrize("role", [None, "contributor"])
async def test_who_may_not_use_a_command_is_told_before_a_form_opens(desk: House, role: Role | None) -> None:
    desk.kept.roles = {EDITOR: role} if role else {}
    call = await (await desk.fake.slash("note")).next_call()
    assert (call.body["type"], call.ephemeral) == (MESSAGE, True)
    assert "/note is for editors" in plain(call.text)
    assert desk.kept.audited == [(EDITOR, "refused", "note")]


async def test_what_is_wrong_is_said_with_a_button_to_the_form_as_it_was_filled(desk: House) -> None:
    typed = {
        "words": '# "quoted" by:nobody\n\\ @everyone',
        "by": "A: b",
        "day": "tomorrow",
        "kind": "short-form",
        "sure": "no",
    }
    sent = await desk.fake.submit(await opened(desk), **typed)
    call = await sent.next_call()
    assert (call.ephemeral, "day takes a date" in call.text) == (True, True)
    again = await desk.fake.press(call.buttons["Change what you wrote"], sent.message)
    call = await again.next_call()
    assert (call.body["type"], standing(call)) == (MODAL, typed)


async def test_nothing_that_was_typed_is_lost_however_long(desk: House) -> None:
    words = "\n".join(f"line {number} of a long text" for number in range(140))
    sent = await desk.fake.submit(await opened(desk), words=words, by="b" * 3000, day="x" * 2000)
    call = await sent.next_call()
    again = await desk.fake.press(call.buttons["Change what you wrote"], sent.message)
    shown = standing(await again.next_call())
    assert (shown["words"], shown["by"], shown["day"]) == (words, "b" * 3000, "x" * 2000)


async def test_a_form_put_right_replaces_the_message_that_said_what_was_wrong(desk: House) -> None:
    wrong = await desk.fake.submit(await opened(desk), words="a", by="b", day="tomorrow")
    button = (await wrong.next_call()).buttons["Change what you wrote"]
    again = await desk.fake.press(button, wrong.message)
    await again.next_call()
    call = await (await desk.fake.submit(again, day="2021-03-04")).next_call()
    assert (call.body["type"], "Noted" in call.text) == (UPDATE, True)


async def test_a_form_opened_on_a_public_card_is_answered_in_a_message_of_its_own(desk: House) -> None:
    shown = await desk.fake.slash("figures", contest="a", votes="b=1")
    again = await desk.fake.press((await shown.next_call()).buttons["Change"], shown.message)
    assert standing(await again.next_call()) == {"contest": "x", "votes": "a=1", "total": ""}
    call = await (await desk.fake.submit(again)).next_call()
    assert (call.body["type"], call.ephemeral) == (MESSAGE, False)


async def test_a_form_that_was_open_during_a_restart_arrives(house: House) -> None:
    house.kept.roles[EDITOR] = "editor"
    async with house.serve(bot(house.kept)):
        form = await opened(house)
    async with house.serve(bot(house.kept)):
        call = await (await house.fake.submit(form, words="a", by="b")).next_call()
    assert "Noted" in call.text


async def test_a_form_of_a_command_that_is_no_more_is_told_so(house: House) -> None:
    house.kept.roles[EDITOR] = "editor"
    async with house.serve(bot(house.kept)):
        form = await opened(house)
    async with house.serve(bot(house.kept, Commands())):
        call = await (await house.fake.submit(form, words="a", by="b")).next_call()
    assert (call.ephemeral, "/note" in call.text) == (True, True)


async def test_rights_taken_away_while_a_form_was_open_are_gone(desk: House) -> None:
    form = await opened(desk)
    desk.kept.roles = {}
    call = await (await desk.fake.submit(form, words="a", by="b")).next_call()
    assert "/note is for editors" in plain(call.text)


async def test_a_button_whose_line_is_not_known_any_more_says_so(desk: House) -> None:
    sent = await desk.fake.submit(await opened(desk), words="a" * 80, by="b", day="tomorrow")
    button = (await sent.next_call()).buttons["Change what you wrote"]
    assert button.startswith("f:~")
    desk.kept.lines.clear()
    call = await (await desk.fake.press(button, sent.message)).next_call()
    assert "I no longer know what this button stood for" in call.text


async def test_of_a_hundred_forms_nothing_is_kept(desk: House) -> None:
    for _ in range(100):
        await opened(desk)
    client = next(each for each in gc.get_objects() if isinstance(each, Client))
    assert client._connection._view_store._modals == {}


async def test_in_a_conversation_with_the_bot_a_form_opens_too(desk: House) -> None:
    call = await (await desk.fake.slash("note", Where(1))).next_call()
    assert call.body["type"] == MODAL


class SlowRights(Noticed):
    """Takes its time to say who may do what."""

    def __init__(self) -> None:
        super().__init__()
        self.ready = asyncio.Event()

    async def role(self, user: User) -> Role | None:
        await self.ready.wait()
        return await super().role(user)


async def test_a_form_that_would_come_too_late_becomes_a_button_that_opens_it(house: House) -> None:
    kept = house.kept = SlowRights()
    kept.roles[EDITOR] = "editor"
    async with house.serve(bot(kept)):
        exchange = await house.fake.slash("note", by="Ann")
        assert await house.timer.asked() == PATIENCE
        house.timer.ring()
        first = await exchange.next_call()
        assert (first.body["type"], first.ephemeral) == (DEFERRED, True)
        kept.ready.set()
        call = await exchange.next_call()
        assert (call.path, list(call.buttons)) == (ORIGINAL, ["Open the form"])
        pressed = await house.fake.press(call.buttons["Open the form"], exchange.message)
        assert standing(await pressed.next_call())["by"] == "Ann"
